//! Values while they arrive: what there is of a type, after each fragment of its JSON.
//!
//! A [`Parser`] is fed with fragments cut anywhere and writes them into the partial value in place,
//! at the cost of parsing once. After each fragment [`Parser::partial`] lends what there is,
//! [`Changes`] say what the fragment changed and completed, and [`Parser::finish`] makes the
//! whole value without another look at the text.
//!
//! ```
//! # #[cfg(feature = "derive")] {
//! use serde::Deserialize;
//! use toolshape::Partial;
//! use toolshape::partial::Parser;
//!
//! #[derive(Deserialize, Partial)]
//! struct Report {
//!     title: String,
//!     findings: Vec<Finding>,
//! }
//!
//! #[derive(Deserialize, Partial)]
//! struct Finding {
//!     text: String,
//!     severity: Option<u8>,
//! }
//!
//! let mut parser = Parser::<Report>::new();
//! parser.feed(r#"{"title": "Disk", "findings": [{"text": "Nearly f"#)?;
//! let findings = parser.partial().and_then(|report| report.findings.as_deref()).unwrap();
//! assert_eq!(findings[0].text.as_deref(), Some("Nearly f"));
//!
//! let changes = parser.feed(r#"ull", "severity": 3}]"#)?;
//! let done: Vec<usize> = changes.iter().filter_map(|change| change.element_of("$.findings")).collect();
//! assert_eq!(done, [0]);
//!
//! parser.feed("}")?;
//! assert_eq!(parser.finish()?.findings[0].severity, Some(3));
//! # }
//! # Ok::<(), toolshape::partial::Error>(())
//! ```
//!
//! What has no type is read as a [`serde_json::Value`], which grows in all its parts.
//!
//! ```
//! use serde_json::{Value, json};
//! use toolshape::partial::Parser;
//!
//! let mut parser = Parser::<Value>::new();
//! parser.feed(r#"{"rows": [1, 2, "thr"#)?;
//! assert_eq!(parser.partial(), Some(&json!({"rows": [1, 2, "thr"]})));
//! # Ok::<(), toolshape::partial::Error>(())
//! ```
//!
//! # Where it differs from `serde_json::from_str`
//!
//! - At most 127 lists and objects may be open in values that no field wants, too.
//! - Fed with bytes, invalid UTF-8 is refused in such values, too.
//! - A struct, a variant with named fields and an enum with a tag are read from an object, never from
//!   a list.
//! - The key of a map by integers may have escapes.
//! - A value that no field wants may hold lone surrogates and numbers out of range everywhere; serde
//!   refuses them in a tagged enum and beside a flattened field, where it reads such a value.

mod change;
mod complete;
mod error;
mod growing;
mod input;
mod list;
mod literal;
mod map;
mod number;
mod object;
mod parser;
mod place;
mod rest;
mod skip;
mod state;
mod text;
mod untyped;
mod variants;

pub use change::{Change, Changes, Path, Segment};
pub use complete::Partial;
pub use error::Error;
pub use growing::Growing;
pub use parser::Parser;
pub use rest::Rest;

/// A value of no known type while it arrives.
pub type PartialValue = serde_json::Value;

/// What the derive's expansion names. Not part of the API.
#[doc(hidden)]
pub mod machine {
    pub use super::input::{Flow, Input, Stop};
    pub use super::object::{Record, grow, resume};
    pub use super::place::{Grow, Place, grow_on, no_tool};
    pub use super::rest::member_with;
    pub use super::skip::{absent, named, whole, whole_with};
    pub use super::variants::{Known, Variants, adjacent, external, internal, null};
}
