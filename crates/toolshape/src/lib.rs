//! A Rust type as a tool that a model must call, and the reply back as that type.

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
mod bounds;
mod decode;
mod dialect;
mod error;
mod mismatch;
mod reply;
mod request;
mod shape;
mod spec;

pub use dialect::portable;
pub use error::{Error, ErrorKind};
pub use reply::{Reply, ToolCall, read, read_value};
pub use request::{Guardrail, GuardrailTrace, Inference, Request, ToolChoice, Turn};
pub use shape::{ToolSet, ToolShape};
pub use spec::ToolSpec;
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
#[cfg(feature = "derive")]
pub use toolshape_derive::ToolShape;
