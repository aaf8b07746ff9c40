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
//! [`typescript()`] makes declarations of a whole folder of documents that are no tools; with the feature `typify`,
//! `rust` makes a module of them, as it stands in toolshape-types.
//!
//! [`import()`] goes the other way round: from AWS's service model to the documents of `toolshape-schemas`.
//!
//! | feature | adds |
//! |---|---|
//! | `builder` (default) | [`Builder`]: the types of a tool |
//! | `command` (default) | the program `toolshape-codegen`; a build script does without it |
//! | `typify` (with `command`) | `rust`, `sdk` and `places`, which need typify and syn: some 20 crates more |

mod bundle;
#[cfg(any(feature = "builder", feature = "typify"))]
mod comment;
mod error;
#[cfg(feature = "builder")]
mod generate;
#[cfg(feature = "typify")]
mod hoist;
mod import;
#[cfg(feature = "typify")]
mod lower;
#[cfg(feature = "typify")]
mod places;
#[cfg(feature = "typify")]
mod reopen;
mod rules;
#[cfg(feature = "typify")]
mod sdk;
#[cfg(feature = "typify")]
mod sensitive;
#[cfg(feature = "typify")]
mod typed;
mod typescript;
mod warning;

pub use error::Error;
#[cfg(feature = "builder")]
pub use generate::{Builder, Generated, Growth};
pub use import::{OPERATIONS, import};
#[cfg(feature = "typify")]
pub use places::{Place, places};
pub use warning::Warning;

#[cfg(feature = "builder")]
#[doc(hidden)]
pub mod __private {
    pub use crate::generate::{compiles, tool};
}

/// The Rust source of a folder of JSON Schema documents, given as file names and texts.
///
/// A reference names a document by its file name. The types are those in each document's `$defs` (or `definitions`),
/// and its root where that describes a value. The source is formatted, and the same documents give the same source.
/// It needs serde, with its derives, and `serde_json`.
///
/// In five steps, each a file of its own:
///
/// 1. `bundle`: references between documents are resolved, each type gets one name;
/// 2. `lower`: bounds, patterns and formats move into doc comments, open enums and unions are closed;
/// 3. `typed`: typify makes Rust types;
/// 4. `reopen`: what was closed is opened again, on the syntax tree;
/// 5. prettyplease formats.
///
/// # Errors
///
/// A document that is not JSON, a reference that does not resolve, two types of one name, or a schema that typify
/// cannot turn into code: the error names the document, the JSON pointer and the reason.
///
/// # Example
///
/// ```
/// let documents = [("reply.json", r##"{
///     "$defs": {
///         "Reply": {
///             "description": "What came back.",
///             "type": "object",
///             "properties": { "reason": { "$ref": "reason.json#/$defs/Reason" } },
///             "required": ["reason"]
///         }
///     }
/// }"##), ("reason.json", r#"{
///     "$defs": { "Reason": { "anyOf": [{ "enum": ["end_turn"] }, { "type": "string" }], "x-open-enum": true } }
/// }"#)];
/// let source = toolshape_codegen::rust(&documents)?;
/// assert!(source.contains("pub struct Reply"));
/// assert!(source.contains("Unknown(::std::string::String)"));
/// # Ok::<(), toolshape_codegen::Error>(())
/// ```
#[cfg(feature = "typify")]
pub fn rust(documents: &[(&str, &str)]) -> Result<String, Error> {
    let lowered = lower::lower(bundle::bundle(documents)?)?;
    let file = reopen::reopen(typed::types(&lowered.types)?, &lowered);
    reopen::refuse_collisions(&file, &lowered)?;
    Ok(prettyplease::unparse(&file))
}

/// The Rust source of the conversions between the types of [`rust()`] and those of aws-sdk-bedrockruntime, for the
/// operations given and all they reach.
///
/// The documents are those of `toolshape-schemas`, or made by [`import()`]; the source belongs into toolshape-types.
///
/// # Errors
///
/// As [`rust()`], and when a member has a type that the SDK's rules do not cover.
#[cfg(feature = "typify")]
pub fn sdk(documents: &[(&str, &str)], operations: &[&str]) -> Result<String, Error> {
    let file = sdk::conversions(&bundle::bundle(documents)?, operations)?;
    Ok(prettyplease::unparse(&file))
}

/// The TypeScript declarations of a folder of JSON Schema documents, given as file names and texts.
///
/// Each type is exported under the name that its document gives it (`x-rust-name` is for Rust only), sorted by name,
/// with its description and bounds as a doc comment. An open enum is `'a' | 'b' | string`, an open union one object
/// type a kind, one-or-many both shapes, any JSON value `unknown`. The same documents give the same text.
///
/// # Errors
///
/// A document that is not JSON, a reference that does not resolve, two types of one name, an unknown keyword, or
/// a type that is made of itself without an object or a list between: the error names the document, the JSON pointer
/// and the reason.
///
/// # Example
///
/// ```
/// let document = r#"{ "$defs": { "Choice": {
///     "description": "What to do.",
///     "type": "object",
///     "properties": { "auto": { "type": "boolean" } }
/// } } }"#;
/// let text = toolshape_codegen::typescript(&[("choice.json", document)])?;
/// assert!(text.ends_with("/** What to do. */\nexport type Choice = {\n  auto?: boolean;\n};\n"));
/// # Ok::<(), toolshape_codegen::Error>(())
/// ```
pub fn typescript(documents: &[(&str, &str)]) -> Result<String, Error> {
    typescript::declarations(&bundle::bundle(documents)?)
}
