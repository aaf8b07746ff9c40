//! The kinds of errors, and the predicates that ask for them.

use std::fmt;

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $name:literal,)*) => {
        /// The kind of an error, for a `match` or a metric's label.
        ///
        /// [`Error`](crate::Error) has those about a request or a reply, a client those of its service as well.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum ErrorKind {
            $($(#[$doc])* $kind,)*
        }

        impl ErrorKind {
            /// The kind's name in snake case, as the command line and metrics show it.
            ///
            /// ```
            /// assert_eq!(toolshape::ErrorKind::NoToolCall.as_str(), "no_tool_call");
            /// ```
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)*
                }
            }
        }
    };
}

kinds! {
    /// A request that the service would refuse; nothing was sent.
    InvalidRequest = "invalid_request",
    /// The reply was cut off at the limit of output tokens, even where its input would decode.
    Truncated = "truncated",
    /// A guardrail blocked the prompt or the reply. Content that was only masked is not blocked.
    GuardrailBlocked = "guardrail_blocked",
    /// The service's own filter withheld the content.
    ContentFiltered = "content_filtered",
    /// The model tried to call a tool, but what it wrote is not a call.
    MalformedToolUse = "malformed_tool_use",
    /// The service could not read the model's output.
    MalformedOutput = "malformed_output",
    /// Prompt and reply together outgrew the model's context window.
    ContextWindowExceeded = "context_window_exceeded",
    /// The model answered without calling a tool. A refusal in words looks like this.
    NoToolCall = "no_tool_call",
    /// The model called a tool with input that the type does not accept, or a tool that was not on offer.
    Mismatch = "mismatch",
    /// These credentials may not call this model or guardrail.
    AccessDenied = "access_denied",
    /// Too many requests or tokens at once, after the SDK's own retries.
    Throttled = "throttled",
    /// The service refused the request as invalid.
    Validation = "validation",
    /// The model, guardrail or operation does not exist here.
    NotFound = "not_found",
    /// The model failed while it processed the request.
    ModelError = "model_error",
    /// The model, or the connection, took too long.
    Timeout = "timeout",
    /// The model is being loaded.
    NotReady = "not_ready",
    /// A quota of the account is used up.
    Quota = "quota",
    /// Credentials are missing, expired or unknown.
    Credentials = "credentials",
    /// The service failed or is down, after the SDK's own retries.
    Unavailable = "unavailable",
    /// A reply came and could not be read: it is not JSON, has no message or stop reason, or is nested too deep.
    UnreadableReply = "unreadable_reply",
    /// A reply is larger than the client reads. The error carries what had arrived.
    TooLarge = "too_large",
    /// No reply came: no endpoint, no connection, or a connection that broke.
    Transport = "transport",
    /// The elements of a list were asked for that the tool's schema does not have.
    NoSuchList = "no_such_list",
    /// A reply fell short, or none came in time, and the budget of tokens or of time leaves no room to ask again. The
    /// error carries all that the last reply brought.
    BudgetExhausted = "budget_exhausted",
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Gives an error type that has a method `kind` its predicates: those about a reply, or those about a service.
#[doc(hidden)]
#[macro_export]
macro_rules! __error_predicates {
    (reply: $error:ty) => {
        $crate::__error_predicates! {
            $error:
            /// Whether the request was refused here, before anything was sent.
            is_invalid_request: InvalidRequest,
            /// Whether the reply was cut off at the limit of output tokens.
            is_truncated: Truncated,
            /// Whether a guardrail blocked the prompt or the reply.
            is_guardrail_blocked: GuardrailBlocked,
            /// Whether the service's own filter withheld the content.
            is_content_filtered: ContentFiltered,
            /// Whether the model tried to call a tool, but what it wrote is not a call.
            is_malformed_tool_use: MalformedToolUse,
            /// Whether the service could not read the model's output.
            is_malformed_output: MalformedOutput,
            /// Whether prompt and reply together outgrew the model's context window.
            is_context_window_exceeded: ContextWindowExceeded,
            /// Whether the model answered without calling a tool.
            is_no_tool_call: NoToolCall,
            /// Whether the input of the tool call is not what the type accepts.
            is_mismatch: Mismatch,
        }
    };
    (service: $error:ty) => {
        $crate::__error_predicates! {
            $error:
            /// Whether the credentials may not call this model or guardrail.
            is_access_denied: AccessDenied,
            /// Whether there were too many requests or tokens at once.
            is_throttled: Throttled,
            /// Whether the service refused the request as invalid.
            is_validation: Validation,
            /// Whether the model, guardrail or operation does not exist.
            is_not_found: NotFound,
            /// Whether the model failed while it processed the request.
            is_model_error: ModelError,
            /// Whether the model or the connection took too long.
            is_timeout: Timeout,
            /// Whether the model is being loaded.
            is_not_ready: NotReady,
            /// Whether a quota of the account is used up.
            is_quota: Quota,
            /// Whether credentials are missing, expired or unknown.
            is_credentials: Credentials,
            /// Whether the service failed or is down.
            is_unavailable: Unavailable,
            /// Whether a reply came that could not be read.
            is_unreadable_reply: UnreadableReply,
            /// Whether a reply was larger than the client reads.
            is_too_large: TooLarge,
            /// Whether no reply came.
            is_transport: Transport,
            /// Whether elements were asked for of a list that the tool's schema does not have.
            is_no_such_list: NoSuchList,
            /// Whether the budget of tokens or of time was used up.
            is_budget_exhausted: BudgetExhausted,
        }
    };
    ($error:ty: $($(#[$doc:meta])* $name:ident: $kind:ident,)*) => {
        impl $error {
            $($(#[$doc])*
            #[must_use]
            pub fn $name(&self) -> bool {
                self.kind() == $crate::ErrorKind::$kind
            })*
        }
    };
}
