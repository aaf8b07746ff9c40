//! Typed answers from Amazon Bedrock.
//!
//! The model is made to call a tool whose input is your type, and the call is decoded straight
//! from the reply's JSON. Each way to fail has its own error: a truncated reply, one that a guardrail
//! blocked, one without a tool call, one that does not match. The AWS SDK underneath keeps doing
//! what it does well: credentials, signing, connections, retries.
//!
//! ```no_run
//! use schemars::JsonSchema;
//! use serde::Deserialize;
//! use toolshape::ToolShape;
//! use toolshape_bedrock::Client;
//!
//! /// One read-only query that answers the question.
//! #[derive(Debug, Deserialize, JsonSchema, ToolShape)]
//! struct SqlQuery {
//!     /// A single SELECT.
//!     sql: String,
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), toolshape_bedrock::Error> {
//! let client = Client::from_env().await;
//! let answer = client
//!     .generate::<SqlQuery>("us.anthropic.claude-haiku-4-5-20251001-v1:0")
//!     .system("Tables: products(id, name), order_items(product_id, quantity).")
//!     .prompt("What is my top selling product?")
//!     .send()
//!     .await?;
//! println!("{} ({} tokens)", answer.value.sql, answer.usage.total_tokens);
//! # Ok(()) }
//! ```
//!
//! # Map
//!
//! - [`Client`]: from the environment, from an `SdkConfig`, or for a local endpoint.
//! - [`Generate`]: one request, set up by methods, sent by [`send`](Generate::send) or
//!   [`stream`](Generate::stream).
//! - [`Streaming`]: an answer on its way, with its [`Event`]s, its [`Elements`] and, in the end, the [`Answer`].
//! - [`Client::converse`], [`Client::converse_stream`]: a whole request in the serde types, and the whole reply;
//!   [`tool`] gives a tool for it.
//! - [`Answer`]: the value with usage, latency, stop reason and the guardrail's trace, and the turn to go on from.
//! - [`read()`], [`read_json`]: the answer of a stored reply.
//! - [`SizeLimits`]: how much is read of a reply.
//! - [`Error`] and its [`ErrorKind`]: why there is no answer, with what arrived and what it took.
//! - [`Attempt`]: one turn of the model. Answers and errors have all of them.
//!
//! Messages and traces are the serde types of `toolshape_types::bedrock`, here as [`types`]; of the AWS SDK, only
//! `SdkConfig` and its `Client` appear in signatures.
//!
//! # Permissions
//!
//! A call needs `bedrock:InvokeModel` on the model, a stream `bedrock:InvokeModelWithResponseStream`, and either with a
//! guardrail `bedrock:ApplyGuardrail` on the guardrail. There is no action named after Converse.
//!
//! # Limits
//!
//! A request outside the service's bounds is refused before it is sent. Lists and objects may be nested this deep:
//!
//! | levels | in | more of them are |
//! |---|---|---|
//! | 127 | a tool call's input or native output, whole, streamed or stored | a [mismatch](Error::is_mismatch), where the type reads them |
//! | 127 | the whole reply, from [`converse`](Client::converse) | an [unreadable reply](Error::is_unreadable_reply) |
//!
//! A reply is held in memory, and so that no reply takes all of it, its size has limits. They are many times what models
//! write; [`Client::with_size_limits`] changes them. Beyond one, the reply is [too large](Error::is_too_large), and the
//! error has what had arrived.
//!
//! | [limit](SizeLimits) | default |
//! |---|---|
//! | bytes of a whole reply | 8,000,000 |
//! | bytes that a stream holds: text, reasoning, names and inputs of calls | 8,000,000 |
//! | bytes of one frame of a stream | 8,000,000 |
//! | content blocks of a reply | 10,000 |
//! | bytes of an error's body; its message is cut there | 1,000,000 |
//!
//! A stream holds its text and, beside it, the partial value; [`elements`](Streaming::elements) adds an untyped copy of
//! the input. How long a stream may go on without adding to that is for the [time budget](Generate::time_budget) to say.
//!
//! # While it arrives
//!
//! [`stream`](Generate::stream) shows a type that has `#[tool(partial)]` while the model writes it, and ends in the
//! same answer or the same errors as [`send`](Generate::send). [`stream_whole`](Generate::stream_whole) is for any
//! type: text and reasoning as they come, the value at the end. What was seen cannot be taken back, so nothing is asked
//! again once an event was handed out. An error carries what had arrived, the partial value as
//! [`partial_as`](Error::partial_as).
//!
//! | what breaks a stream | the error |
//! |---|---|
//! | an exception of the service within it | by its code: [throttled](Error::is_throttled), [model error](Error::is_model_error), [unavailable](Error::is_unavailable), [validation](Error::is_validation) |
//! | the connection | [transport](Error::is_transport) |
//! | a wrong checksum, an undecodable event, a frame of over 24 MB, an end before the stop reason | [unreadable reply](Error::is_unreadable_reply) |
//! | more bytes or blocks than the [limits](#limits) | [too large](Error::is_too_large) |
//! | an input that is not JSON | [malformed tool use](Error::is_malformed_tool_use) |
//! | the [time budget](Generate::time_budget) | [budget exhausted](Error::is_budget_exhausted) |
//!
//! A block without its stop, a call without a delta, blocks that interleave, text before the call, events of a later
//! release and whatever comes after the last event, a broken connection included, are no errors.
//!
//! # Asking, and asking again
//!
//! A model is asked with the firmest mechanism that its [family](toolshape::Family) takes: the tool is
//! forced, any tool is, the service holds the text to the schema (native output), or the model decides.
//! A refusal (400) of the mechanism leads to the next one and is remembered by the client and its
//! clones; where tools are refused altogether, only native output is tried. A strict tool that is
//! refused is sent without `strict`. A 400 for any other reason is an error. A model that thinks is not
//! forced.
//!
//! | what came | what follows |
//! |---|---|
//! | no call, a call that does not match, malformed output | the reply goes back with what is wrong, up to [`max_attempts`](Generate::max_attempts) (2), within the [budget](Generate::token_budget) |
//! | a reply cut off at its limit | an error, or once more with a [higher limit](Generate::max_tokens_retry) |
//! | a block by a guardrail, filtered content, a full context window | an error |
//! | 429, 500, 502, 503, a broken connection | the SDK's own retries, then an error |
//! | any other error of the service | an error |
//!
//! # Tracing
//!
//! Each call of `generate`, streamed or not, is a span `chat {model}` of the `tracing` crate, at level info, with the
//! attributes of [OpenTelemetry's conventions for generative AI] 1.37: `gen_ai.operation.name`, `gen_ai.provider.name`,
//! `gen_ai.output.type`, `gen_ai.request.model`, `.max_tokens`, `.temperature` and `.top_p`,
//! `gen_ai.response.finish_reasons`, `gen_ai.usage.input_tokens` and `.output_tokens`, `aws.bedrock.guardrail.id`,
//! `aws.request_id` and `error.type` (the name of the [`ErrorKind`]); the tokens are those of all attempts. Of its own
//! it adds `toolshape.attempts`, `toolshape.requests` and `toolshape.rung`. Each attempt is an event of level debug
//! with its `toolshape.attempt` (from 1), `.rung` and `.tries`, finish reason, tokens, request id and `error.type`.
//! Prompts and replies appear in events of level trace only.
//!
//! The SDK underneath has events of its own, with targets that begin with `aws_smithy_`: at level trace they hold the
//! bodies of requests and replies, and the frames of a stream.
//!
//! [OpenTelemetry's conventions for generative AI]: https://github.com/open-telemetry/semantic-conventions/blob/v1.37.0/docs/gen-ai/gen-ai-spans.md
//!
//! # Features
//!
//! | feature | default | adds |
//! |---|---|---|
//! | `check` | yes | replies are held to the patterns and formats of their schema, too; that of toolshape, with its cost |
//! | `sso` | no | profiles with an `sso_session` or `sso_start_url` (IAM Identity Center); two more SDK crates to build |

mod answer;
mod body;
mod check;
mod client;
mod converse;
mod echo;
mod environment;
mod error;
mod escaped;
mod exchange;
mod generate;
mod ledger;
mod models;
mod read;
mod reply;
mod size;
mod span;
mod stored;
mod stream;
mod wire;

pub use answer::Answer;
pub use client::Client;
pub use converse::{ConverseStream, tool};
pub use error::Error;
pub use generate::{CacheAfter, Generate};
pub use ledger::Attempt;
pub use size::SizeLimits;
pub use stored::{read, read_json};
pub use stream::{Elements, Event, Events, OwnedChange, OwnedEvent, Streaming};
pub use toolshape::ErrorKind;
pub use toolshape_types::bedrock as types;

/// For the command `toolshape`.
#[doc(hidden)]
pub mod __private {
    pub use crate::environment::Environment;
    pub use crate::escaped::Escaped;
}
