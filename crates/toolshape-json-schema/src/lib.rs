//! JSON Schema documents of draft 4 and later, and tools in any form, read into one normal form.
//!
//! ```
//! use serde_json::json;
//! use toolshape_json_schema::{Document, Warnings, normal};
//!
//! let text = r#"{"name": "weather", "input_schema": {"properties": {"days": {"minimum": 0, "exclusiveMinimum": true}}}}"#;
//! let tools = Document::read("tools.json", text)?.tools();
//! assert_eq!(tools[0].around.name.as_deref(), Some("weather"));
//!
//! let mut warnings = Warnings::default();
//! let normals = normal(&tools, &|_pattern| true, &mut warnings)?;
//! assert_eq!(normals[0].schema, json!({"properties": {"days": {"exclusiveMinimum": 0}}}));
//! assert_eq!(normals[0].origin("/properties/days"), (0, "/properties/days".to_owned()));
//! # Ok::<(), toolshape_json_schema::Error>(())
//! ```
//!
//! | module | what it knows |
//! |---|---|
//! | [`Document`] | a text, its value, and the places of values in it |
//! | [`tools()`] | the forms of tools |
//! | [`normal()`] | each schema in the keywords of 2020-12, in one piece, with the origin of each part |
//! | [`keyword`], [`draft`], [`mod@format`], [`mod@pointer`], [`file`](mod@file) | the one table of each |
//! | [`equality`] | which values are equal, and how numbers compare |
//!
//! # What is not supported
//!
//! Each of these has a warning, and more is accepted for it:
//!
//! - draft 3 is read as draft 4: `extends`, `disallow`, `divisibleBy` and schemas in `type` say nothing;
//! - a reference to a document that was not given is read as any value. The drafts' own schemas, such as
//!   `http://json-schema.org/draft-07/schema#`, are not in the box;
//! - `$dynamicRef` and `$recursiveRef` are read as any value where several schemas have that anchor: which of them
//!   is meant depends on the way to the reference.
//!
//! Vocabularies are not read: every known keyword of the draft counts.

mod document;
pub mod draft;
pub mod equality;
mod error;
pub mod file;
pub mod format;
pub mod keyword;
mod normal;
pub mod pointer;
mod tools;
mod warning;

pub use document::{Around, Document, Place};
pub use error::{Error, Placed};
pub use normal::{Normal, ReadTool, normal, read_tools};
pub use tools::{Tool, tools};
pub use warning::{Warning, Warnings};
