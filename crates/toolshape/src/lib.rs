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
#[cfg(feature = "derive")]
pub use toolshape_derive::ToolShape;
