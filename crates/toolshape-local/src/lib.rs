//! A Bedrock-compatible endpoint on loopback, for examples and tests.
//!
//! It answers `POST /model/{modelId}/converse` from a script written in code or from recorded
//! replies in a folder, keeps the requests it saw, and refuses what the service would refuse:
//! it holds every request against the bounds of AWS's service model and answers errors in the
//! service's shape. It speaks the wire and shares no code with toolshape's client, so AWS's own
//! SDKs work with it as well.
//!
//! ```
//! use serde_json::json;
//! use toolshape_local::{Reply, Server};
//! # use std::io::{Read, Write};
//! # fn post(url: &str, path: &str, body: &str) -> std::io::Result<String> {
//! #     let mut stream = std::net::TcpStream::connect(url.trim_start_matches("http://"))?;
//! #     let length = body.len();
//! #     write!(stream, "POST {path} HTTP/1.1\r\nhost: local\r\nauthorization: any\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}")?;
//! #     let mut answer = String::new();
//! #     stream.read_to_string(&mut answer)?;
//! #     Ok(answer)
//! # }
//!
//! # #[tokio::main] async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let server = Server::start().await?;
//! server.push(Reply::tool("sql_query", json!({"sql": "SELECT 1"})));
//!
//! // In place of this, give `server.url()` to an AWS SDK as its endpoint.
//! let question = r#"{"messages": [{"role": "user", "content": [{"text": "Top product?"}]}]}"#;
//! let answer = post(server.url(), "/model/amazon.nova-lite-v1%3A0/converse", question)?;
//!
//! assert!(answer.contains(r#""sql":"SELECT 1""#));
//! assert_eq!(server.requests()[0].model_id, "amazon.nova-lite-v1:0");
//! # Ok(()) }
//! ```
//!
//! # Map
//!
//! - [`Server`] runs until it is dropped; [`Server::builder`] sets it up.
//! - [`Reply`] is one answer of the script: a tool call, text, an error, a closed connection.
//! - [`Request`] is what the server saw.
//! - [`Error`] says why a server did not start.
//!
//! # Recordings
//!
//! A folder of `*.json`, one recording each:
//!
//! ```json
//! {
//!   "recording": "What claude-haiku-4-5 answered on 2026-11-20.",
//!   "match": { "prompt": "What is my top selling product?" },
//!   "delay_ms": 40,
//!   "status": 200,
//!   "body": { "output": { "message": { "role": "assistant", "content": [{ "text": "Tea." }] } } }
//! }
//! ```
//!
//! | member | meaning |
//! |---|---|
//! | `recording` | one sentence that says what this is |
//! | `match.prompt` | the text of the last user turn that has text; case and outer spaces are ignored |
//! | `body` | the reply, sent byte for byte as it stands in the file |
//! | `status` | the HTTP status, 200 when left out |
//! | `error_type` | of an error only: the code, such as `ThrottlingException` |
//! | `delay_ms` | how long to wait before the answer, 0 when left out |
//!
//! # What it checks
//!
//! In this order: the operation (404 `UnknownOperationException`), that the request carries an
//! `Authorization` header (403 `MissingAuthenticationTokenException`; the signature in it is
//! *not* verified), that its values can be read (400 `SerializationException`), the bounds,
//! patterns, enums and unions of the service model, and the rules of Converse that the model
//! does not hold, such as alternating roles, a result for every tool call or a tool choice that
//! names a tool (400 `ValidationException`, with the service's messages as far as they are
//! known). Enums that are open in replies are closed in requests, as they are in the service.
//!
//! It does not know which models exist, nor what a single model refuses. A request may be
//! 25,000,000 bytes long and nested 127 levels deep.
//!
//! # The program
//!
//! `toolshape-local --replies DIR [--port N]` serves a folder of recordings. Its first line on
//! standard output is the URL; each request is a line on standard error. AWS's SDKs and tools
//! find it through the environment variable `AWS_ENDPOINT_URL_BEDROCK_RUNTIME`.
//!
//! # Features
//!
//! | feature | default | adds |
//! |---|---|---|
//! | `command` | yes | the program, and clap for its arguments; leave it out to embed the server |

mod check;
mod error;
mod fault;
mod recording;
mod reply;
mod server;

pub use error::Error;
pub use reply::Reply;
pub use server::{Builder, Request, Server};
