//! A Rust type as a tool that a model must call, and the reply back as that type.
//!
//! A type's doc comments become what the model reads, its schema what the model fills in, and
//! the tool call comes back as a value or as an error that says why not. Everything here is a
//! pure function over what was sent and what arrived: no AWS, no IO. `toolshape-bedrock` carries
//! it over Amazon Bedrock.
//!
//! ```
//! # #[cfg(feature = "derive")] {
//! use schemars::JsonSchema;
//! use serde::Deserialize;
//! use serde_json::json;
//! use toolshape::{Reply, ToolCall, ToolShape};
//!
//! /// One read-only query that answers the question.
//! #[derive(Debug, Deserialize, JsonSchema, ToolShape)]
//! struct SqlQuery {
//!     /// A single SELECT.
//!     sql: String,
//! }
//!
//! // What the model is offered.
//! let spec = SqlQuery::spec();
//! assert_eq!(spec.name(), "sql_query");
//! assert_eq!(spec.description(), "One read-only query that answers the question.");
//!
//! // What came back: text first, as models do, then the call.
//! let input = json!({"sql": "SELECT name FROM products"});
//! let mut reply = Reply::new("tool_use");
//! reply.texts.push("Let me look that up.");
//! reply.calls.push(ToolCall { id: "t1", name: "sql_query", input: &input });
//! let query: SqlQuery = toolshape::read(&[spec], &reply)?;
//! assert_eq!(query.sql, "SELECT name FROM products");
//! # }
//! # Ok::<(), toolshape::Error>(())
//! ```
//!
//! # Map
//!
//! - [`ToolShape`]: a type that is the input of one tool; derive it, or make it of a JSON Schema.
//!   [`ToolSet`]: the tools on offer in one request.
//! - [`ToolSpec`]: name, description and schema of a tool, from a type or from a document.
//! - [`Dialect`]: the forms of the schema that models take; [`portable`] is that of nearly all.
//! - [`check_tools`], [`bounds`]: what is wrong with tools before they are sent.
//! - [`Reply`], [`read`], [`read_value`]: what arrived, and the value in it. [`Reading`]: the same
//!   with the [`Repair`]s it took, or without any. [`JsonText`]: a call's input as it came.
//! - [`Family`], [`Ladder`], [`Plan`]: how to make a model answer with a value, and what to do when
//!   it does not.
//! - [`partial`]: the value while it arrives, in fragments.
//! - [`generated`]: what code that was made of a JSON Schema names.
//! - [`Error`]: why there is no value, never showing what anyone wrote.
//!
//! # Features
//!
//! | feature | default | adds |
//! |---|---|---|
//! | `check` | yes | patterns and formats (`#[schemars(regex(..))]`, `#[schemars(email)]`) are checked on the reply; adds the crate `jsonschema` and about 50 more (half a minute of one core). Without it they are not checked; all else that a schema says is |
//! | `derive` | yes | `#[derive(ToolShape)]`, `#[derive(Partial)]`; generated code needs it for `Partial`, unless it was made with `growth = nothing`; a type that implements the trait by hand does without |
//! | `schema` | no | [`shape!`]: types from a JSON Schema in a file; brings `derive`, and codegen as a macro |
//! | `chrono04`, `uuid1` | no | [`Partial`] for the types of chrono 0.4 and uuid 1, which appear when they are complete; without it, mark their fields `#[tool(whole)]` |

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
pub mod bounds;
mod check;
mod decode;
mod dialect;
mod element;
mod error;
mod exact;
pub mod generated;
mod input;
mod ladder;
mod made;
mod mismatch;
pub mod partial;
mod reading;
mod reask;
mod repair;
mod reply;
mod shape;
mod spec;
mod tools;
mod validity;

pub use dialect::{Dialect, check_strict_budgets, portable};
pub use error::{Error, ErrorKind};
pub use input::JsonText;
pub use ladder::{Family, Ladder, Rung, Rungs, Terms};
pub use partial::Partial;
pub use reading::{OtherCall, Outcome, Reading, read, read_value};
pub use reask::{CallResult, End, FollowUp, Limits, Plan, Spent, Step};
pub use repair::{Repair, RepairKind};
pub use reply::{Reply, ToolCall};
/// Any JSON value: [`serde_json::Value`].
pub use serde_json::Value;
pub use shape::{ToolSet, ToolShape};
pub use spec::ToolSpec;
pub use tools::check_tools;
/// Derives [`Partial`](trait@Partial) and makes the type of what there is of a value while its JSON
/// arrives. The module [`partial`] has an example.
#[cfg(feature = "derive")]
pub use toolshape_derive::Partial;
#[cfg(feature = "derive")]
/// ```
/// use schemars::JsonSchema;
/// use serde::Deserialize;
/// use serde_json::json;
/// use toolshape::ToolShape;
///
/// /// One read-only query that answers the question.
/// #[derive(Deserialize, JsonSchema, ToolShape)]
/// #[tool(name = "query_store", strict)]
/// #[serde(deny_unknown_fields)]
/// struct SqlQuery {
///     /// A single SELECT with :named placeholders.
///     sql: String,
/// }
///
/// let spec = SqlQuery::spec();
/// assert_eq!(spec.name(), "query_store");
/// assert_eq!(spec.description(), "One read-only query that answers the question.");
///
/// let query = SqlQuery::decode(json!({"sql": "SELECT 1"}))?;
/// assert_eq!(query.sql, "SELECT 1");
/// # Ok::<(), serde_json::Error>(())
/// ```
pub use toolshape_derive::ToolShape;
/// ```
/// use serde_json::json;
/// use toolshape::ToolShape;
///
/// toolshape::shape!("tests/shape/city.json");
///
/// assert_eq!(City::spec().name(), "city");
/// let lima = City::decode(json!({"name": "Lima", "country": "PE", "elevation": 154}))?;
/// assert_eq!((lima.country.as_str(), lima.population), ("PE", None));
///
/// let error = City::decode(json!({"name": "Lima", "country": "Peru"})).unwrap_err();
/// assert!(error.to_string().contains("country"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[cfg(feature = "schema")]
pub use toolshape_macros::shape;
