//! A Bedrock-compatible endpoint on loopback.

mod check;
mod error;
mod fault;
mod recording;
mod reply;
mod server;

pub use error::Error;
pub use reply::Reply;
pub use server::{Builder, Request, Server};
