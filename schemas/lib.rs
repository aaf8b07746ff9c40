//! JSON Schemas of Amazon Bedrock's and AWS AppSync's guardrail, converse and tool types, as data.
//!
//! Each document is JSON Schema draft 2020-12 and stands here as one constant; a reference from one to another names
//! its file (`"tool.json#/$defs/ToolUseBlock"`), so a folder is complete in itself.
//!
//! ```
//! let (name, document) = toolshape_schemas::bedrock::ALL[0];
//! assert_eq!(name, "content.json");
//! assert!(document.contains("https://json-schema.org/draft/2020-12/schema"));
//! ```
//!
//! [`bedrock`] is imported from AWS's service model of Bedrock Runtime, [`appsync`] is written from the AppSync type
//! reference. Some facts have no word in JSON Schema; those have one of these, on a type or a member:
//!
//! | word | meaning |
//! |---|---|
//! | `x-open-enum` | an enum to which the service may add values: `anyOf` of the known ones and any string |
//! | `x-open-union` | an object with exactly one member, to which the service may add kinds: the last branch of its `oneOf` is a kind not known yet |
//! | `x-one-or-many` | written as one object by one service and as a list by the other; readers take both |
//! | `x-reply` | found in replies, so a later release may add members |
//! | `x-document` | any JSON value |
//! | `x-rust-name` | what the type is called in Rust, where the official name is misspelt |
//! | `x-location`, `x-location-name` | a member that travels in the URI or in a header, and under which name |
//! | `x-operation` | what the operation of this name takes or gives |
//! | `x-payload` | the member that is the whole body |
//! | `x-event-stream`, `x-event` | a stream, and an event in one |
//! | `x-http-status` | an error, and the status it comes with |
//! | `x-sensitive` | not to be logged |

/// One constant a document, and `ALL` of them by file name.
macro_rules! documents {
    ($folder:literal: $($(#[$doc:meta])* $name:ident = $file:literal;)+) => {
        $($(#[$doc])* pub const $name: &str = include_str!(concat!($folder, "/", $file));)+

        /// Every document of this folder: its file name and its text.
        pub const ALL: &[(&str, &str)] = &[$(($file, $name)),+];
    };
}

/// The types of Bedrock Runtime's operations, imported from AWS's service model.
pub mod bedrock {
    documents! { "bedrock":
        /// Messages and content blocks.
        CONTENT = "content.json";
        /// Converse: its request, its reply, inference and output configuration.
        CONVERSE = "converse.json";
        /// `CountTokens`.
        COUNT_TOKENS = "count-tokens.json";
        /// The errors that the operations answer with.
        ERROR = "error.json";
        /// Guardrails: configuration, assessments, traces, `ApplyGuardrail`.
        GUARDRAIL = "guardrail.json";
        /// `InvokeGuardrailChecks`.
        GUARDRAIL_CHECKS = "guardrail-checks.json";
        /// `InvokeModel`, in one piece and streamed.
        INVOKE_MODEL = "invoke-model.json";
        /// `ConverseStream` and its events.
        STREAM = "stream.json";
        /// Tools, their use and their results.
        TOOL = "tool.json";
    }
}

/// The types of the AppSync reference for Bedrock data sources.
pub mod appsync {
    documents! { "appsync":
        /// Converse: its request and its result.
        CONVERSE = "converse.json";
        /// Guardrails: configuration and assessments.
        GUARDRAIL = "guardrail.json";
        /// `InvokeModel`: its request and its result.
        INVOKE_MODEL = "invoke-model.json";
        /// Messages and content blocks.
        MESSAGE = "message.json";
        /// Tools, their use and their results.
        TOOL = "tool.json";
    }
}
