//! A request being put together, and its sending.

use std::fmt;

use serde_json::Value;
use toolshape::{Guardrail, GuardrailTrace, Outcome, Reading, Reply, Request, ToolSpec, Turn};
use toolshape_types::bedrock::Message;
use tracing::{Instrument as _, Span};

use crate::answer::Report;
use crate::document::DocumentInput;
use crate::{Answer, Error, span, view, wire};

/// How a reply becomes a `T`.
type Read<T> = for<'a> fn(Reading, &[ToolSpec], &Reply<'a, DocumentInput<'a>>) -> Result<Outcome<T>, toolshape::Error>;

/// A request whose answer is a `T`.
///
/// ```no_run
/// use schemars::JsonSchema;
/// use serde::Deserialize;
/// use toolshape::ToolShape;
///
/// /// The city that the text is about.
/// #[derive(Debug, Deserialize, JsonSchema, ToolShape)]
/// struct City {
///     /// Its name, in English.
///     name: String,
/// }
///
/// # async fn run(client: toolshape_bedrock::Client) -> Result<(), toolshape_bedrock::Error> {
/// let answer = client
///     .generate::<City>("us.anthropic.claude-haiku-4-5-20251001-v1:0")
///     .system("Answer with the city, not the district.")
///     .prompt("The sea fog hides the cliffs of Miraflores.")
///     .temperature(0.0)
///     .guardrail("iabc12345678", "DRAFT")
///     .send()
///     .await?;
/// println!("{} for {} tokens", answer.value.name, answer.usage.total_tokens);
/// # Ok(()) }
/// ```
#[must_use = "a request does nothing until it is sent"]
pub struct Generate<T> {
    sdk: aws_sdk_bedrockruntime::Client,
    request: Request<Message>,
    read: Read<T>,
    reading: Reading,
}

impl<T> Generate<T> {
    pub(crate) fn new(
        sdk: aws_sdk_bedrockruntime::Client,
        model: String,
        offered: Vec<ToolSpec>,
        read: Read<T>,
    ) -> Self {
        Self { sdk, request: Request::new(model, offered), read, reading: Reading::default() }
    }

    /// Adds a turn of the user's with this text.
    pub fn prompt(mut self, text: impl Into<String>) -> Self {
        self.request.turns.push(Turn::Prompt(text.into()));
        self
    }

    /// Adds a turn: one with an image or a document, an assistant's, a tool's result.
    pub fn message(mut self, message: Message) -> Self {
        self.request.turns.push(Turn::Message(message));
        self
    }

    /// Adds turns, in order.
    pub fn messages(mut self, messages: impl IntoIterator<Item = Message>) -> Self {
        self.request.turns.extend(messages.into_iter().map(Turn::Message));
        self
    }

    /// Adds a block to the system prompt.
    pub fn system(mut self, text: impl Into<String>) -> Self {
        self.request.system.push(text.into());
        self
    }

    /// Puts a guardrail over prompt and reply: its id or ARN, and a version number or `DRAFT`.
    ///
    /// Its trace is asked for, since only the trace tells a block from masked content;
    /// [`guardrail_trace`](Self::guardrail_trace) changes that.
    pub fn guardrail(mut self, id: impl Into<String>, version: impl Into<String>) -> Self {
        let trace = self.request.guardrail.map(|guardrail| guardrail.trace).unwrap_or_default();
        let guardrail = Guardrail { id: id.into(), version: version.into(), trace };
        self.request.guardrail = Some(guardrail);
        self
    }

    /// How much the guardrail reports. The request is refused as invalid when no guardrail is set.
    pub fn guardrail_trace(mut self, trace: GuardrailTrace) -> Self {
        self.request.guardrail.get_or_insert_default().trace = trace;
        self
    }

    /// The most tokens to write, at least 1. A reply that needs more is
    /// [truncated](Error::is_truncated).
    pub fn max_tokens(mut self, tokens: i32) -> Self {
        self.request.inference.max_tokens = Some(tokens);
        self
    }

    /// How freely to pick tokens: 0 to 1.
    pub fn temperature(mut self, temperature: f64) -> Self {
        self.request.inference.temperature = Some(temperature);
        self
    }

    /// The share of probability to pick tokens from: 0 to 1.
    pub fn top_p(mut self, top_p: f64) -> Self {
        self.request.inference.top_p = Some(top_p);
        self
    }

    /// Where the model is to stop: at most 2500 sequences, none of them empty.
    pub fn stop_sequences<S: Into<String>>(mut self, sequences: impl IntoIterator<Item = S>) -> Self {
        self.request.inference.stop_sequences = sequences.into_iter().map(Into::into).collect();
        self
    }

    /// Adds a label for the log of invocations: at most 16, of letters, digits, white space and
    /// `_:@$#=/+,-.`.
    pub fn request_metadata(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.request.metadata.insert(key.into(), value.into());
        self
    }

    /// Parameters of one family of models, such as `{"top_k": 50}`.
    pub fn additional_model_fields(mut self, fields: Value) -> Self {
        self.request.additional_model_fields = Some(fields);
        self
    }

    /// Whether an input that does not decode as it came may be repaired; it may, without a word.
    /// [`Answer::repairs`] lists what was.
    pub fn repair(mut self, repair: bool) -> Self {
        self.reading.repair = repair;
        self
    }

    /// Sends the request and reads the reply.
    ///
    /// There is no limit on a reply's size but the model's own of tokens; set
    /// [`max_tokens`](Self::max_tokens) where it matters.
    ///
    /// # Errors
    ///
    /// - Before anything is sent, an [invalid request](Error::is_invalid_request).
    /// - What the service or the connection answers in place of a reply.
    /// - What a reply lacks, with what arrived and what it took.
    ///
    /// [`ErrorKind`](crate::ErrorKind) has them all.
    pub async fn send(self) -> Result<Answer<T>, Error> {
        self.request.check()?;
        let span = span::chat(&self.request);
        let result = self.exchange(&span).instrument(span.clone()).await;
        if let Err(error) = &result {
            span::failed(&span, error);
        }
        result
    }

    async fn exchange(self, span: &Span) -> Result<Answer<T>, Error> {
        tracing::trace!(system = ?self.request.system, turns = ?self.request.turns, "request");
        let (offered, output) = call(&self.sdk, self.request).await?;
        tracing::trace!(output = ?output.output, "reply");

        let report = Report::of(&output);
        span::replied(span, &report);
        let reply = view::reply(&output, report.guardrail.as_ref());
        match (self.read)(self.reading, &offered, &reply) {
            Ok(outcome) => Ok(Answer::new(outcome, report)),
            Err(error) if error.is_no_tool_call() && !view::has_message(&output) => Err(Error::without_message(report)),
            Err(error) => Err(Error::of_reply(error, report)),
        }
    }
}

/// The part that is the same for every `T`.
async fn call(
    sdk: &aws_sdk_bedrockruntime::Client,
    request: Request<Message>,
) -> Result<(Vec<ToolSpec>, view::Output), Error> {
    let offered = request.tools.clone();
    let output = wire::converse(sdk, request)?.send().await.map_err(|error| Error::of_sdk(&error))?;
    Ok((offered, output))
}

impl<T> fmt::Debug for Generate<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Generate").field("request", &self.request).finish_non_exhaustive()
    }
}
