//! JSON Schema documents, read once: whatever the draft and whatever the tool's form, one normal form that all else
//! takes.
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
//! | [`Document`] | what a text says, and where in it |
//! | [`tools()`] | the forms that tools come in |
//! | [`normal()`] | every draft in the words of 2020-12, in one piece, with the origin of each part |
//! | [`keyword`], [`draft`], [`mod@format`], [`pointer`](mod@pointer), [`file`](mod@file) | the one table of each |
//! | [`equality`] | which values are equal, and how numbers compare |

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
