//! Typed answers from Bedrock.

mod answer;
mod client;
mod document;
mod error;
mod generate;
mod span;
mod view;
mod wire;

pub use answer::{Answer, Report};
pub use client::Client;
#[doc(hidden)]
pub use document::from_document;
pub use error::{Error, ErrorKind};
pub use generate::Generate;
