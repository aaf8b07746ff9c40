//! What can go wrong before a request is sent and after a reply arrived.

mod kind;

use std::fmt;

use serde_json::Value;

pub use kind::ErrorKind;

/// Why there is no value.
///
/// Neither `Display` nor `Debug` shows what the model or the user wrote, so an error can go to a
/// log as it is. What arrived has accessors of its own: [`payload`](Error::payload),
/// [`text`](Error::text), [`json_path`](Error::json_path), [`detail`](Error::detail).
///
/// ```
/// use serde_json::json;
/// use toolshape::{Reply, ToolSpec, read_value};
///
/// let spec = ToolSpec::new("sql_query", "One query.", json!({"type": "object"}))?;
/// let mut reply = Reply::<&serde_json::Value>::new("max_tokens");
/// reply.texts.push("Let me look at");
/// let error = read_value(&[spec], &reply).unwrap_err();
/// assert!(error.is_truncated());
/// assert_eq!(error.text(), Some("Let me look at"));
/// assert_eq!(error.to_string(), "the reply was cut off at the limit of output tokens");
/// # Ok::<(), toolshape::Error>(())
/// ```
pub struct Error {
    inner: Box<Inner>,
}

struct Inner {
    kind: ErrorKind,
    cause: Cause,
    text: Option<String>,
    payload: Option<Value>,
}

enum Cause {
    /// The kind says it all.
    Kind,
    Request(BrokenRule),
    Mismatch(Mismatch),
}

/// A rule of the request that was broken.
struct BrokenRule {
    field: String,
    rule: String,
}

/// Where and why an input was refused.
pub(crate) struct Mismatch {
    /// The exact path, keys of the payload included.
    pub(crate) path: String,
    /// The path with each key that the schema does not declare replaced by `*`.
    pub(crate) shown_path: String,
    /// The reason without anything that the model wrote.
    pub(crate) shown_reason: String,
    /// The whole message of the deserializer.
    pub(crate) detail: String,
}

crate::__error_predicates!(reply: Error);

impl Error {
    /// An invalid request, for a carrier that has a rule of its own.
    ///
    /// ```
    /// let error = toolshape::Error::invalid_request("messages[0]", "must have a role");
    /// assert_eq!(error.to_string(), "invalid request: `messages[0]` must have a role");
    /// ```
    pub fn invalid_request(field: impl Into<String>, rule: impl Into<String>) -> Self {
        let broken = BrokenRule { field: field.into(), rule: rule.into() };
        Self::with_cause(ErrorKind::InvalidRequest, Cause::Request(broken))
    }

    pub(crate) fn of_kind(kind: ErrorKind) -> Self {
        Self::with_cause(kind, Cause::Kind)
    }

    pub(crate) fn mismatch(mismatch: Mismatch) -> Self {
        Self::with_cause(ErrorKind::Mismatch, Cause::Mismatch(mismatch))
    }

    /// The same mismatch, of a value that stands at this place of another.
    pub(crate) fn beneath(mut self, place: &str) -> Self {
        if let Cause::Mismatch(mismatch) = &mut self.inner.cause {
            for path in [&mut mismatch.path, &mut mismatch.shown_path] {
                *path = format!("{place}{}", path.strip_prefix('$').unwrap_or(path));
            }
        }
        self
    }

    fn with_cause(kind: ErrorKind, cause: Cause) -> Self {
        Self { inner: Box::new(Inner { kind, cause, text: None, payload: None }) }
    }

    pub(crate) fn with_text(mut self, text: Option<String>) -> Self {
        self.inner.text = text;
        self
    }

    pub(crate) fn with_payload(mut self, payload: Option<Value>) -> Self {
        self.inner.payload = payload;
        self
    }

    /// What kind of error this is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.inner.kind
    }

    /// The field of an invalid request, such as `max_tokens` or `stop_sequences[2]`.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        match &self.inner.cause {
            Cause::Request(broken) => Some(&broken.field),
            _ => None,
        }
    }

    /// The rule that an invalid request breaks, such as `must be at least 1`.
    #[must_use]
    pub fn rule(&self) -> Option<&str> {
        match &self.inner.cause {
            Cause::Request(broken) => Some(&broken.rule),
            _ => None,
        }
    }

    /// Where in the tool call's input the mismatch is, such as `$.items[3].sku`; `$` is the whole
    /// input.
    ///
    /// The path is exact and may hold keys that the model chose. `Display` shows such a key as `*`.
    #[must_use]
    pub fn json_path(&self) -> Option<&str> {
        match &self.inner.cause {
            Cause::Mismatch(mismatch) => Some(&mismatch.path),
            _ => None,
        }
    }

    /// The deserializer's whole message about a mismatch. It may quote the payload.
    #[must_use]
    pub fn detail(&self) -> Option<&str> {
        match &self.inner.cause {
            Cause::Mismatch(mismatch) => Some(&mismatch.detail),
            _ => None,
        }
    }

    /// The input of the tool call that arrived, as untyped JSON: complete for a mismatch, what
    /// there was of it for a truncated reply.
    #[must_use]
    pub fn payload(&self) -> Option<&Value> {
        self.inner.payload.as_ref()
    }

    /// The text that the model wrote beside, or instead of, a tool call.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        self.inner.text.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.inner.cause {
            Cause::Request(BrokenRule { field, rule }) => {
                return write!(f, "invalid request: `{field}` {rule}");
            }
            Cause::Mismatch(Mismatch { shown_path, shown_reason, .. }) => {
                return write!(f, "the tool call does not match at {shown_path}: {shown_reason}");
            }
            Cause::Kind => {}
        }
        f.write_str(match self.inner.kind {
            ErrorKind::InvalidRequest => "the request is invalid",
            ErrorKind::Truncated => "the reply was cut off at the limit of output tokens",
            ErrorKind::GuardrailBlocked => "a guardrail blocked the prompt or the reply",
            ErrorKind::ContentFiltered => "the service's content filter withheld the reply",
            ErrorKind::MalformedToolUse => "the model's tool call is malformed",
            ErrorKind::MalformedOutput => "the model's output is malformed",
            ErrorKind::ContextWindowExceeded => "prompt and reply outgrew the model's context window",
            ErrorKind::NoToolCall => "the model answered without calling a tool",
            ErrorKind::Mismatch => "the tool call does not match",
            // The other kinds are those of a service.
            kind => kind.as_str(),
        })
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.inner.kind)
            .field("message", &format_args!("{self}"))
            .finish_non_exhaustive()
    }
}

impl std::error::Error for Error {}

const _: () = {
    const fn is_send_and_sync<T: Send + Sync>() {}
    is_send_and_sync::<Error>();
};
