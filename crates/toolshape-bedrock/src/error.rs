//! Why there is no answer.

mod classify;
mod credentials;
mod failure;

use std::any::Any;
use std::fmt;
use std::time::Duration;

use aws_sdk_bedrockruntime::error::SdkError;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use serde_json::Value;
use toolshape::ErrorKind;
use toolshape::partial::Parser;
use toolshape_types::bedrock::{GuardrailTraceAssessment, StopReason, TokenUsage};

use crate::Attempt;
use crate::answer::Report;
use crate::escaped::Escaped;
use crate::ledger::Ledger;

pub(crate) use failure::Failure;

/// Why there is no answer: an invalid request, a reply that falls short, or no reply at all.
///
/// Neither `Display`, nor `Debug`, nor the chain of sources shows what the model or the user
/// wrote, so an error can go to a log as it is. A failure of the service is reduced to its code,
/// its message, the request id and the HTTP status; the message is the service's own, which may
/// quote a parameter that it refuses. `Display` and `Debug` show its first kilobyte in one line, with control characters
/// and bidirectional marks escaped. What arrived has accessors of its own.
///
/// ```
/// use toolshape_bedrock::{Error, ErrorKind};
///
/// fn advice(error: &Error) -> String {
///     match error.kind() {
///         ErrorKind::Throttled | ErrorKind::Unavailable => "later".to_owned(),
///         ErrorKind::NoToolCall => format!("it says: {}", error.text().unwrap_or_default()),
///         ErrorKind::Mismatch => format!("look at {}", error.json_path().unwrap_or("$")),
///         kind => kind.to_string(),
///     }
/// }
/// ```
pub struct Error {
    inner: Box<Inner>,
}

struct Inner {
    kind: ErrorKind,
    cause: Cause,
    /// What was used up, when that is why nothing more was asked.
    used_up: Option<&'static str>,
    report: Option<Report>,
    ledger: Ledger,
    salvage: Option<Salvage>,
}

/// What had arrived of a reply that ended in an error.
#[derive(Default)]
pub(crate) struct Salvage {
    pub(crate) text: Option<String>,
    pub(crate) payload: Option<Value>,
    pub(crate) partial: Option<Box<dyn Any + Send + Sync>>,
}

impl Salvage {
    /// Of the body of a whole reply, or its beginning.
    pub(crate) fn of_whole(body: &[u8]) -> Self {
        let mut reply = so_far(body).unwrap_or_default();
        let content = reply.pointer_mut("/output/message/content").map(Value::take);
        let Some(Value::Array(mut blocks)) = content else { return Self::default() };
        let payload = blocks.iter_mut().find_map(|block| block.pointer_mut("/toolUse/input").map(Value::take));
        let texts: Vec<&str> = blocks.iter().filter_map(|block| block.get("text")?.as_str()).collect();
        let text = (!texts.is_empty()).then(|| texts.join("\n"));
        Self { text, payload, partial: None }
    }
}

/// How much of a text is read at a time, in bytes.
const PIECE: usize = 64 * 1024;

/// As much of a JSON text as there is.
pub(crate) fn so_far(text: &[u8]) -> Option<Value> {
    let mut parser = Parser::<Value>::new();
    let mut rest = text.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    // The parser holds the changes of one piece. Where the text is no JSON, what came before still counts.
    while let (piece, after) = rest.split_at(rest.floor_char_boundary(PIECE))
        && !piece.is_empty()
        && parser.feed(piece).is_ok()
    {
        rest = after;
    }
    parser.into_partial()
}

enum Cause {
    /// A request or a reply that falls short.
    Shape(toolshape::Error),
    /// What the service or the connection answered.
    Service(Failure),
    /// An error that was given before.
    GivenAlready,
}

toolshape::__error_predicates!(reply: Error);
toolshape::__error_predicates!(service: Error);

impl Error {
    pub(crate) fn of_reply(error: toolshape::Error, report: Report) -> Self {
        let mut error = Self::from(error);
        error.inner.report = Some(report);
        error
    }

    /// A reply with a status of success that cannot be read as one of Converse's.
    pub(crate) fn unreadable(reason: &str, request_id: Option<String>, report: Option<Report>) -> Self {
        let failure = Failure { message: Some(reason.to_owned()), request_id, ..Failure::default() };
        Self::of_failure(ErrorKind::UnreadableReply, failure, report)
    }

    /// A reply that is larger than the client reads.
    pub(crate) fn too_large(reason: &str, request_id: Option<String>, report: Option<Report>) -> Self {
        let failure = Failure { message: Some(reason.to_owned()), request_id, ..Failure::default() };
        Self::of_failure(ErrorKind::TooLarge, failure, report)
    }

    pub(crate) fn no_such_list(reason: &str) -> Self {
        let failure = Failure { message: Some(reason.to_owned()), ..Failure::default() };
        Self::of_failure(ErrorKind::NoSuchList, failure, None)
    }

    /// A call that the SDK says went well without a reply in bytes.
    pub(crate) fn not_kept() -> Self {
        let reason = "the SDK's client gave no HTTP response: a mock or an interceptor answered in its place";
        Self::unreadable(reason, None, None)
    }

    /// Takes from the SDK's error what may be shown, and drops the rest: it holds whole bodies.
    pub(crate) fn of_sdk<E>(error: &SdkError<E, HttpResponse>) -> Self
    where
        E: std::error::Error + 'static,
    {
        let (kind, failure) = classify::sdk_error(error);
        Self::of_failure(kind, failure, None)
    }

    /// An error of the service within a stream, of the reply with this id.
    pub(crate) fn of_stream(failure: Failure, request_id: Option<String>) -> Self {
        let kind = classify::stream_error(&failure);
        Self::of_failure(kind, Failure { request_id, ..failure }, None)
    }

    /// A connection that broke within a stream.
    pub(crate) fn broken_stream(request_id: Option<String>) -> Self {
        let message = Some("it closed before the stream was complete".to_owned());
        Self::of_failure(ErrorKind::Transport, Failure { message, request_id, ..Failure::default() }, None)
    }

    /// A stream that took longer than there is time.
    pub(crate) fn stream_timeout(request_id: Option<String>) -> Self {
        Self::of_failure(ErrorKind::Timeout, Failure { request_id, ..Failure::default() }, None)
    }

    /// The error of a stream, asked for once more.
    pub(crate) fn given_already(kind: ErrorKind) -> Self {
        Self::new(kind, Cause::GivenAlready, None)
    }

    fn of_failure(kind: ErrorKind, failure: Failure, report: Option<Report>) -> Self {
        Self::new(kind, Cause::Service(failure), report)
    }

    fn new(kind: ErrorKind, cause: Cause, report: Option<Report>) -> Self {
        Self { inner: Box::new(Inner { kind, cause, used_up: None, report, ledger: Ledger::default(), salvage: None }) }
    }

    /// The same error as the last one before the tokens or the time were used up.
    pub(crate) fn out_of_budget(mut self, used_up: &'static str) -> Self {
        self.inner.kind = ErrorKind::BudgetExhausted;
        self.inner.used_up = Some(used_up);
        self
    }

    pub(crate) fn with_ledger(mut self, ledger: Ledger) -> Self {
        self.inner.ledger = ledger;
        self
    }

    pub(crate) fn with_salvage(mut self, salvage: Option<Salvage>) -> Self {
        self.inner.salvage = salvage;
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
        self.shape()?.field()
    }

    /// The rule that an invalid request breaks, such as `must be at least 1`.
    #[must_use]
    pub fn rule(&self) -> Option<&str> {
        self.shape()?.rule()
    }

    /// Where in the tool call's input a mismatch is, such as `$.items[3].sku`. It may hold keys
    /// that the model chose.
    #[must_use]
    pub fn json_path(&self) -> Option<&str> {
        self.shape()?.json_path()
    }

    /// The deserializer's whole message about a mismatch. It may quote the payload.
    #[must_use]
    pub fn detail(&self) -> Option<&str> {
        self.shape()?.detail()
    }

    /// The input of the tool call that arrived, as untyped JSON. In a stream, and in a reply that is
    /// [too large](Self::is_too_large), as much as had arrived, that of native output in a stream included.
    #[must_use]
    pub fn payload(&self) -> Option<&Value> {
        let shape = self.shape().and_then(toolshape::Error::payload);
        shape.or_else(|| self.inner.salvage.as_ref()?.payload.as_ref())
    }

    /// The text that the model wrote beside, or instead of, a tool call. In a stream, as much as had arrived.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        let shape = self.shape().and_then(toolshape::Error::text);
        shape.or_else(|| self.inner.salvage.as_ref()?.text.as_deref())
    }

    /// What there was of the value when a stream ended in this error, where `P` is the type's
    /// [`Partial`](toolshape::Partial::Partial). `None` where nothing of it had come, and for an error of
    /// [`send`](crate::Generate::send).
    ///
    /// ```
    /// use toolshape_bedrock::Error;
    ///
    /// fn salvage(error: &Error) -> Option<&serde_json::Value> {
    ///     error.is_truncated().then(|| error.partial_as()).flatten()
    /// }
    /// ```
    #[must_use]
    pub fn partial_as<P: 'static>(&self) -> Option<&P> {
        self.inner.salvage.as_ref()?.partial.as_deref()?.downcast_ref()
    }

    /// Every turn of the model, in order; empty when none came.
    #[must_use]
    pub fn attempts(&self) -> &[Attempt] {
        &self.inner.ledger.attempts
    }

    /// The HTTP requests that were sent, including those that were throttled, refused or broken.
    #[must_use]
    pub fn requests(&self) -> u32 {
        self.inner.ledger.requests
    }

    /// The tokens that were read and written, over all attempts; zero when there was none.
    #[must_use]
    pub fn usage(&self) -> TokenUsage {
        self.inner.ledger.usage()
    }

    /// How long the service took, by its own clock, over all attempts.
    #[must_use]
    pub fn latency(&self) -> Duration {
        self.inner.ledger.latency()
    }

    /// Why the model stopped, in a reply that falls short.
    #[must_use]
    pub fn stop_reason(&self) -> Option<&StopReason> {
        Some(&self.inner.report.as_ref()?.stop_reason)
    }

    /// What the guardrail found.
    #[must_use]
    pub fn guardrail(&self) -> Option<&GuardrailTraceAssessment> {
        self.inner.report.as_ref()?.guardrail.as_ref()
    }

    /// The service's code, such as `ThrottlingException`.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.failure()?.code.as_deref()
    }

    /// The service's message as it came, or what is known about a broken connection.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.failure()?.message.as_deref()
    }

    /// The HTTP status of an error of the service.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.failure()?.status
    }

    /// The status that the model answered to the service, where the service passes it on (`originalStatusCode`).
    #[must_use]
    pub fn original_status(&self) -> Option<u16> {
        self.failure()?.original_status
    }

    /// The message that the model answered to the service, where the service passes it on (`originalMessage`).
    #[must_use]
    pub fn original_message(&self) -> Option<&str> {
        self.failure()?.original_message.as_deref()
    }

    /// The id to give to AWS's support.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        let of_failure = self.failure().and_then(|failure| failure.request_id.as_deref());
        of_failure.or_else(|| self.inner.report.as_ref()?.request_id.as_deref())
    }

    fn shape(&self) -> Option<&toolshape::Error> {
        match &self.inner.cause {
            Cause::Shape(error) => Some(error),
            Cause::Service(_) | Cause::GivenAlready => None,
        }
    }

    fn failure(&self) -> Option<&Failure> {
        match &self.inner.cause {
            Cause::Service(failure) => Some(failure),
            Cause::Shape(_) | Cause::GivenAlready => None,
        }
    }
}

/// An error about a request or a reply.
impl From<toolshape::Error> for Error {
    fn from(error: toolshape::Error) -> Self {
        Self::new(error.kind(), Cause::Shape(error), None)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(used_up) = self.inner.used_up {
            write!(f, "the budget of {used_up} is used up: ")?;
        }
        match &self.inner.cause {
            Cause::Shape(error) => Escaped(&error.to_string()).fmt(f),
            Cause::Service(failure) => {
                f.write_str(classify::summary(self.kind()))?;
                failure.fmt(f)
            }
            Cause::GivenAlready => f.write_str("the stream already failed; its error was returned earlier"),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.kind())
            .field("message", &format_args!("{self}"))
            .finish_non_exhaustive()
    }
}

impl std::error::Error for Error {}

const _: () = {
    const fn is_send_and_sync<T: Send + Sync>() {}
    is_send_and_sync::<Error>();
};
