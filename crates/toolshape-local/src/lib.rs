//! A Bedrock-compatible endpoint on loopback, for examples and tests.
//!
//! It answers `POST /model/{modelId}/converse` and `/model/{modelId}/converse-stream` from a
//! script written in code or from recorded replies in a folder, keeps the requests it saw, and
//! refuses what the service would refuse: it holds every request against the bounds of AWS's
//! service model and answers errors in the service's shape. It speaks the wire and shares no
//! code with toolshape's client, so AWS's own SDKs work with it as well.
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
//! - [`Reply`] is one answer of the script: a tool call, text, an error, in any of the forms below.
//! - [`ToolChoice`] is a tool choice that a model can be told to [refuse](Server::refuse_tool_choice).
//! - [`Request`] is what the server saw, [`Usage`] what it served to a model.
//! - [`Error`] says why a server did not start.
//!
//! # Forms and faults
//!
//! | what a model does | in a script |
//! |---|---|
//! | writes or thinks before the call | [`text_first`](Reply::text_first), [`reasoning_first`](Reply::reasoning_first) |
//! | calls twice | [`and_tool`](Reply::and_tool) |
//! | sends the input, or a value in it, as a JSON string | [`stringified`](Reply::stringified), [`stringified_at`](Reply::stringified_at) |
//! | wraps the input once more | [`wrapped`](Reply::wrapped) |
//! | writes the input in a fence in place of a call | [`fenced`](Reply::fenced) |
//! | runs out of tokens | [`truncated_at`](Reply::truncated_at), [`model_context_window_exceeded`](Reply::model_context_window_exceeded) |
//! | writes what is no call, or says one thing and stops with another | [`malformed_tool_use`](Reply::malformed_tool_use), [`malformed_model_output`](Reply::malformed_model_output), [`stop_reason`](Reply::stop_reason) |
//! | is stopped | [`guardrail_blocked`](Reply::guardrail_blocked), [`guardrail_masked`](Reply::guardrail_masked), [`content_filtered`](Reply::content_filtered) |
//! | cannot be told to call | [`refuse_tool_choice`](Reply::refuse_tool_choice), for every request: [`Server::refuse_tool_choice`] |
//! | has no tools, no native structured output | [`Server::refuse_tools`], [`Server::refuse_output_config`] |
//! | is strict about the conversation | [`Server::strict_conversations`] |
//!
//! | what happens on the way | in a script |
//! |---|---|
//! | throttles, fails | [`throttle`](Reply::throttle), [`error`](Reply::error) and the other forms of [errors](#errors) |
//! | closes the connection | [`disconnect`](Reply::disconnect), [`cut_after_bytes`](Reply::cut_after_bytes), in a stream [`cut_after_events`](Reply::cut_after_events) |
//! | ends too early or too late | [`end_after_bytes`](Reply::end_after_bytes), [`trailing_bytes`](Reply::trailing_bytes) |
//! | takes its time | [`delay`](Reply::delay), in a stream [`pace`](Reply::pace) |
//! | fails within a stream | [`exception_after`](Reply::exception_after), [`exception_body_after`](Reply::exception_body_after), [`error_frame_after`](Reply::error_frame_after), [`wrong_checksum_at`](Reply::wrong_checksum_at) |
//!
//! # Errors
//!
//! AWS's services put an error's code and its message in several places. [`Reply::error`] has the code in the header
//! `x-amzn-errortype` and the message in `message`. The other forms are a body with a status and headers:
//!
//! ```
//! use serde_json::json;
//! use toolshape_local::Reply;
//!
//! let suffixed = Reply::error(400, "ValidationException:http://internal.amazon.com/coral/com.amazon.bedrock/", "No.");
//! let in_body = Reply::body(json!({"__type": "com.amazon.coral.service#ThrottlingException", "Message": "No."})).status(429);
//! let code_in_body = Reply::body(json!({"code": "ModelErrorException", "message": "No.", "originalStatusCode": 500})).status(424);
//! let without_code = Reply::body(json!({"Message": "Signature not yet current"})).status(403);
//! let page = Reply::raw("<html>Bad gateway</html>").status(502).header("content-type", "text/html");
//! let empty = Reply::raw("").status(503).header("retry-after", "1");
//! # let _ = (suffixed, in_body, code_in_body, without_code, page, empty);
//! ```
//!
//! # Streams
//!
//! A script or a recording serves both operations. `ConverseStream` sends it as the service
//! does: `application/vnd.amazon.eventstream` with both of its checksums, a `contentBlockStart`
//! for a tool call and none for text, the tool's input as fragments of its JSON, the usage and
//! the guardrail's trace in `metadata`. The fragments of a recording are of the input as the
//! file has it. Before the first event an error is an ordinary HTTP error. How long a fragment
//! is and how long the server waits between two events is set on the [`Builder`] or on one
//! [`Reply`]. An event, a block start or a delta that no API has yet is an
//! [`event_after`](Reply::event_after) the others. The forms of a stream alone are
//! [`padded`](Reply::padded), [`empty_delta`](Reply::empty_delta), [`input_streams_as`](Reply::input_streams_as),
//! [`interleaved`](Reply::interleaved), [`text_starts_as`](Reply::text_starts_as),
//! [`without_block_stop`](Reply::without_block_stop) and
//! [`guardrail_blocked_after`](Reply::guardrail_blocked_after).
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
//! In this order:
//!
//! 1. the operation (404 `UnknownOperationException`);
//! 2. that the request carries an `Authorization` header (403 `AccessDeniedException`; the signature in it is *not*
//!    verified);
//! 3. that the body can be read (400 `SerializationException`);
//! 4. the bounds, patterns, enums and unions of the service model (400 `ValidationException`, here and below). Enums
//!    that are open in replies are closed in requests, as they are in the service;
//! 5. the rules of Converse that the model does not hold: the user starts and the roles alternate; content and text are
//!    not blank; each tool call is answered once, in the next turn; a document has text beside it and a name of its
//!    own; a tool choice names a tool;
//! 6. the rules of Claude, by the line that the model id names.
//!
//! | line of Claude | refuses |
//! |---|---|
//! | every one | a tool call's id used twice in a conversation, blank text in a tool result, a conversation that ends with the model's turn and white space |
//! | 4.6 and later | a conversation that ends with the model's turn |
//! | 4.8 and later, and every model where [`Server::strict_conversations`] says so | text behind a tool call, a turn of reasoning alone, white space at the end of the model's last turn |
//!
//! Messages are the service's as far as they are known.
//!
//! It does not know which models exist, nor what else a single model refuses unless it is told. A request may be
//! 25,000,000 bytes long, hold 500,000 values and be nested 127 levels deep. Beyond the first two the answer is 413
//! `RequestEntityTooLargeException`. While a long request is read, others are answered.
//!
//! # The program
//!
//! `toolshape-local --replies DIR [--port N] [--fragment-size BYTES] [--pace MS]` serves a folder
//! of recordings. Its first line on standard output is the URL; each request is a line on
//! standard error. AWS's SDKs and tools
//! find it through the environment variable `AWS_ENDPOINT_URL_BEDROCK_RUNTIME`.
//!
//! # Features
//!
//! | feature | default | adds |
//! |---|---|---|
//! | `command` | yes | the program, and clap for its arguments; leave it out to embed the server |

mod answer;
mod check;
mod error;
mod fault;
mod recording;
mod reply;
mod respond;
mod server;
mod stream;
mod tool_choice;
mod usage;

pub use error::Error;
pub use reply::Reply;
pub use server::{Builder, Request, Server};
pub use tool_choice::ToolChoice;
pub use usage::Usage;
