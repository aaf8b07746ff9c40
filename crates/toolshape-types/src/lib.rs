//! Serde types of Amazon Bedrock's and AWS AppSync's guardrail, converse and tool schemas.
//!
//! Plain structs and enums that carry what the wire carries: JSON in, type, JSON out gives the same JSON, with the
//! enum values, union members and reply fields that a later release of the service adds.
//!
//! ```
//! # #[cfg(not(feature = "bedrock"))] fn main() {}
//! # #[cfg(feature = "bedrock")] fn main() -> Result<(), serde_json::Error> {
//! use toolshape_types::bedrock::{ContentBlock, ConverseResponse, StopReason};
//! # use serde_json::json;
//! # let logged = json!({
//! #     "output": { "message": { "role": "assistant", "content": [{ "text": "Hi." }, { "hologram": { "depth": 3 } }] } },
//! #     "stopReason": "end_turn",
//! #     "usage": { "inputTokens": 8, "outputTokens": 2, "totalTokens": 10, "carbonGrams": 0.1 },
//! #     "metrics": { "latencyMs": 300 },
//! # }).to_string();
//! # let logged = logged.as_str();
//!
//! let reply: ConverseResponse = serde_json::from_str(logged)?;
//! assert_eq!(reply.stop_reason, StopReason::EndTurn);
//! assert_eq!(serde_json::to_value(&reply)?, serde_json::from_str::<serde_json::Value>(logged)?);
//! # Ok(()) }
//! ```
//!
//! | what the schema has | what Rust has |
//! |---|---|
//! | an optional member | `Option`, lists and maps too: an empty list and an absent one stay apart |
//! | an enum that may grow | an enum with `Unknown(String)` last |
//! | a union that may grow | an enum of its members, `Unknown` with what arrived last |
//! | a type found in replies | a field `extra` with the members that the schema does not name |
//! | integer, long, float or double | `i32`, `i64`, `f64` |
//! | a blob | its base64 text |
//! | a document | [`serde_json::Value`] |
//!
//! Bounds, patterns and formats shape no type; each stands in the doc comment of its field.
//!
//! | feature | adds |
//! |---|---|
//! | `bedrock` (default) | [`bedrock`]: Converse, `ConverseStream`, `InvokeModel`, `ApplyGuardrail`, `CountTokens`, `InvokeGuardrailChecks` |
//! | `appsync` (default) | [`appsync`]: the types of the AppSync reference |
//! | `sdk` | `sdk`: conversions to and from the AWS SDK's types, which have no serde; brings in aws-sdk-bedrockruntime |
//! | `validate` | `validate`: strict and lenient validation with errors to act on, and `assert_valid!`; brings in jsonschema, which triples a cold build |

/// The types of Bedrock Runtime's operations, named as in the
/// [API reference](https://docs.aws.amazon.com/bedrock/latest/APIReference/API_Types_Amazon_Bedrock_Runtime.html).
#[cfg(feature = "bedrock")]
#[allow(clippy::large_enum_variant, clippy::too_many_lines, reason = "as large as what the service sends")]
pub mod bedrock {
    pub use crate::request::NotBase64;

    include!(concat!(env!("OUT_DIR"), "/bedrock.rs"));
}

/// The types of the AppSync reference for Bedrock data sources, named as in the
/// [reference](https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-bedrock-js.html).
#[cfg(feature = "appsync")]
#[allow(clippy::too_many_lines, reason = "as long as the enum it reads")]
pub mod appsync {
    include!(concat!(env!("OUT_DIR"), "/appsync.rs"));
}

#[cfg(feature = "bedrock")]
mod media;
#[cfg(feature = "bedrock")]
mod message;
#[cfg(feature = "bedrock")]
mod request;
#[cfg(feature = "sdk")]
pub mod sdk;
#[cfg(feature = "validate")]
pub mod validate;
