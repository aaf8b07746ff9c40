//! JSON Schema documents in, Rust source and TypeScript declarations out.
//!
//! ```
//! # #[cfg(not(feature = "builder"))] fn main() {}
//! # #[cfg(feature = "builder")] fn main() -> Result<(), toolshape_codegen::Error> {
//! let generated = toolshape_codegen::Builder::new()
//!     .document("city.json", r#"{
//!         "description": "The city that the text is about.",
//!         "type": "object",
//!         "properties": { "name": { "type": "string" } },
//!         "required": ["name"]
//!     }"#)
//!     .rust()?;
//! assert!(generated.source.contains("pub struct City"));
//! assert!(generated.source.contains("::toolshape::generated::tool! {\n    City: \"city\""));
//! # Ok(()) }
//! ```
//!
//! [`Builder`] makes the types of a tool from its schema, any schema, for the crate `toolshape`.
//!
//! [`Folder`] makes declarations of a service's own types, and with the feature `typify` the Rust module of them that
//! stands in toolshape-types.
//!
//! [`import()`] goes the other way round: from AWS's service model to the documents of `toolshape-schemas`.
//!
//! | feature | adds |
//! |---|---|
//! | `builder` (default) | [`Builder`]: the types of a tool |
//! | `command` (default) | the program `toolshape-codegen`; a build script does without it |
//! | `typify` (with `command`) | `Folder::rust` and `Folder::sdk`, which need typify and syn: some 20 crates more |

#[cfg(any(feature = "builder", feature = "typify"))]
mod docs;
mod error;
mod folder;
#[cfg(feature = "builder")]
mod generate;
mod import;
mod letters;
#[cfg_attr(not(feature = "builder"), expect(dead_code, reason = "only the types of tools have all of it"))]
mod model;
#[cfg_attr(not(feature = "builder"), expect(dead_code, reason = "only the types of tools have all of it"))]
mod names;
mod rules;
mod typescript;
mod warning;

pub use error::Error;
pub use folder::{Folder, Place};
#[cfg(feature = "builder")]
pub use generate::{Builder, Generated, Growth};
pub use import::{OPERATIONS, import};
pub use warning::Warning;

#[cfg(feature = "builder")]
#[doc(hidden)]
pub mod __private {
    pub use crate::generate::{compiles, tool};
}
