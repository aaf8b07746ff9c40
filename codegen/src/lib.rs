//! JSON Schema documents in, Rust source out.

mod error;
mod import;

pub use error::Error;
pub use import::{OPERATIONS, import};
