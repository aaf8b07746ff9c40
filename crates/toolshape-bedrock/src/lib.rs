//! Typed answers from Bedrock.

mod document;

#[doc(hidden)]
pub use document::from_document;
