//! The kinds of errors.

use std::fmt;

/// The kind of an [`Error`](crate::Error), for a `match` or a metric's label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A request that the service would refuse; nothing was sent.
    InvalidRequest,
    /// The reply was cut off at the limit of output tokens, even where its input would decode.
    Truncated,
    /// A guardrail blocked the prompt or the reply. Content that it only masked is no block.
    GuardrailBlocked,
    /// The service's own filter withheld the content.
    ContentFiltered,
    /// The model tried to call a tool and what it wrote was no call.
    MalformedToolUse,
    /// The model's output could not be read by the service.
    MalformedOutput,
    /// Prompt and reply together outgrew the model's context window.
    ContextWindowExceeded,
    /// The model answered without calling a tool; a refusal in words looks like this.
    NoToolCall,
    /// The model called a tool with input that the type does not accept, or a tool that was not
    /// on offer.
    Mismatch,
    /// These credentials may not call this model or guardrail.
    AccessDenied,
    /// Too many requests or tokens at once, after the SDK's own retries.
    Throttled,
    /// The service refused the request as invalid.
    Validation,
    /// There is no such model, guardrail or operation here.
    NotFound,
    /// The model failed while it processed the request.
    ModelError,
    /// The model, or the connection, took too long.
    Timeout,
    /// The model is being loaded.
    NotReady,
    /// A quota of the account is used up.
    Quota,
    /// There are no credentials, or they are expired or unknown.
    Credentials,
    /// The service failed, or is down, after the SDK's own retries.
    Unavailable,
    /// A reply came and could not be read: no JSON, no message in it, or [too deep](crate#limits).
    UnreadableReply,
    /// No reply came: no endpoint, no connection, or one that broke.
    Transport,
    /// A reply fell short, or none came in time, and the budget of tokens or of time leaves no
    /// room to ask again. The error carries all that the last reply brought.
    BudgetExhausted,
}

impl ErrorKind {
    /// The kind of an error about a request or a reply.
    pub(crate) fn of(kind: toolshape::ErrorKind) -> Self {
        match kind {
            toolshape::ErrorKind::InvalidRequest => Self::InvalidRequest,
            toolshape::ErrorKind::Truncated => Self::Truncated,
            toolshape::ErrorKind::GuardrailBlocked => Self::GuardrailBlocked,
            toolshape::ErrorKind::ContentFiltered => Self::ContentFiltered,
            toolshape::ErrorKind::MalformedToolUse => Self::MalformedToolUse,
            toolshape::ErrorKind::MalformedOutput => Self::MalformedOutput,
            toolshape::ErrorKind::ContextWindowExceeded => Self::ContextWindowExceeded,
            toolshape::ErrorKind::NoToolCall => Self::NoToolCall,
            toolshape::ErrorKind::Mismatch => Self::Mismatch,
            _ => Self::UnreadableReply,
        }
    }

    /// The kind's name in snake case, as the command line and metrics show it.
    ///
    /// ```
    /// assert_eq!(toolshape_bedrock::ErrorKind::NotReady.as_str(), "not_ready");
    /// ```
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid_request",
            Self::Truncated => "truncated",
            Self::GuardrailBlocked => "guardrail_blocked",
            Self::ContentFiltered => "content_filtered",
            Self::MalformedToolUse => "malformed_tool_use",
            Self::MalformedOutput => "malformed_output",
            Self::ContextWindowExceeded => "context_window_exceeded",
            Self::NoToolCall => "no_tool_call",
            Self::Mismatch => "mismatch",
            Self::AccessDenied => "access_denied",
            Self::Throttled => "throttled",
            Self::Validation => "validation",
            Self::NotFound => "not_found",
            Self::ModelError => "model_error",
            Self::Timeout => "timeout",
            Self::NotReady => "not_ready",
            Self::Quota => "quota",
            Self::Credentials => "credentials",
            Self::Unavailable => "unavailable",
            Self::UnreadableReply => "unreadable_reply",
            Self::Transport => "transport",
            Self::BudgetExhausted => "budget_exhausted",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
