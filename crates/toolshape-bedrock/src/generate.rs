//! A request being put together, and its sending.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use toolshape::{GuardrailMode, GuardrailTrace, Limits, Outcome, Reading, Request, Rung, ToolSpec, Turn};
use toolshape_types::bedrock::Message;
use tracing::Instrument as _;

use crate::exchange::{Exchange, Received};
use crate::models::Models;
use crate::read::Read;
use crate::{Answer, Error, span};

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
    models: Arc<Models>,
    pub(crate) request: Request<Message>,
    pub(crate) reading: Reading,
    limits: Limits,
    rung: Option<Rung>,
    pub(crate) read: Read<T>,
}

impl<T> Generate<T> {
    pub(crate) fn new(
        sdk: aws_sdk_bedrockruntime::Client,
        models: Arc<Models>,
        model: String,
        offered: Vec<ToolSpec>,
        read: Read<T>,
    ) -> Self {
        let request = Request::new(model, offered);
        let (reading, limits) = (Reading::default(), Limits::default());
        Self { sdk, models, request, reading, limits, rung: None, read }
    }

    /// Adds a turn of the user, with this text.
    pub fn prompt(mut self, text: impl Into<String>) -> Self {
        self.request.turns.push(Turn::Prompt(text.into()));
        self
    }

    /// Adds a turn: with an image or a document, of the assistant, with a tool's result.
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
        let guardrail = self.request.guardrail.get_or_insert_default();
        (guardrail.id, guardrail.version) = (id.into(), version.into());
        self
    }

    /// How much the guardrail reports. The request is refused as invalid when no guardrail is set.
    pub fn guardrail_trace(mut self, trace: GuardrailTrace) -> Self {
        self.request.guardrail.get_or_insert_default().trace = trace;
        self
    }

    /// When the guardrail checks a reply that streams: before it is handed on, as is the service's default, or
    /// meanwhile. It has no effect on [`send`](Self::send). The request is refused as invalid when no guardrail is set.
    pub fn guardrail_mode(mut self, mode: GuardrailMode) -> Self {
        self.request.guardrail.get_or_insert_default().stream_mode = Some(mode);
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

    /// Whether an input that does not decode as it came may be repaired. On by default.
    /// [`Answer::repairs`] lists what was.
    pub fn repair(mut self, repair: bool) -> Self {
        self.reading.repair = repair;
        self
    }

    /// How to ask at first, in place of the way that suits the model's [family](toolshape::Family).
    ///
    /// Where the service refuses it, looser ways follow all the same. A model that is told to think
    /// is never forced to call a tool: it would refuse. Where there are several tools, `Forced` is
    /// taken for `Any`; native output takes one tool.
    pub fn rung(mut self, rung: Rung) -> Self {
        self.rung = Some(rung);
        self
    }

    /// The most turns of the model, 2 unless this is called: a reply that falls short is sent
    /// back with what is wrong until one will do or there are no more turns. 1 never asks again.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.limits.attempts = attempts;
        self
    }

    /// The most tokens, read and written, over all attempts. Another attempt reads at least what
    /// the last one read and wrote; where that is more than is left, the budget
    /// [is exhausted](Error::is_budget_exhausted). The first attempt is always made.
    pub fn token_budget(mut self, tokens: u64) -> Self {
        self.limits.tokens = Some(tokens);
        self
    }

    /// The most time, over all attempts. An attempt that is under way then is given up, and the
    /// budget [is exhausted](Error::is_budget_exhausted). In a stream, the time that the caller takes between two
    /// events counts, too.
    pub fn time_budget(mut self, time: Duration) -> Self {
        self.limits.time = Some(time);
        self
    }

    /// Asks once more with this limit of output tokens when a reply was cut off at a lower one.
    pub fn max_tokens_retry(mut self, tokens: i32) -> Self {
        self.limits.max_tokens_retry = Some(tokens);
        self
    }

    /// Sends the request and reads the reply, asking again where that may help.
    ///
    /// How large and how deep a reply may be is among the crate's [limits](crate#limits).
    ///
    /// # Errors
    ///
    /// - Before anything is sent, an [invalid request](Error::is_invalid_request).
    /// - What the service or the connection answers in place of a reply.
    /// - What the last reply lacks, with what arrived.
    ///
    /// [`ErrorKind`](crate::ErrorKind) has them all. Each error has all attempts and their usage.
    pub async fn send(mut self) -> Result<Answer<T>, Error> {
        self.check()?;
        let (reading, read) = (self.reading, self.read);
        let span = span::chat(&self.request);
        let mut exchange = self.into_exchange();
        let result = exchange_for(&mut exchange, reading, read).instrument(span.clone()).await;
        span::ended(&span, exchange.ledger());
        match result {
            Ok((outcome, received)) => Ok(Answer::new(outcome, received.rung, received.report, exchange.take_ledger())),
            Err(error) => {
                span::failed(&span, &error);
                Err(error.with_ledger(exchange.take_ledger()))
            }
        }
    }

    pub(crate) fn into_exchange(self) -> Exchange {
        Exchange::new(self.sdk, self.models, self.request, self.limits, self.rung)
    }

    pub(crate) fn check(&mut self) -> Result<(), Error> {
        self.request.check_for(self.models.family(&self.request.model))?;
        if self.rung == Some(Rung::Native) && self.request.tools.len() > 1 {
            return Err(toolshape::Error::invalid_request("rung", "must not be native with more than one tool").into());
        }
        let raised = self.limits.max_tokens_retry;
        if raised.is_some_and(|tokens| tokens < 1) {
            return Err(toolshape::Error::invalid_request("max_tokens_retry", "must be at least 1").into());
        }
        if raised <= self.request.inference.max_tokens {
            self.limits.max_tokens_retry = None;
        }
        Ok(())
    }
}

/// Exchanges turns until a reply becomes a `T` or nothing more is to be asked.
async fn exchange_for<T>(
    exchange: &mut Exchange,
    reading: Reading,
    read: Read<T>,
) -> Result<(Outcome<T>, Received), Error> {
    loop {
        let received = exchange.reply().await?;
        match read.value(reading, exchange.offered(), &received, &mut || None) {
            Ok(outcome) => {
                exchange.accept(&received);
                return Ok((outcome, received));
            }
            Err(error) => exchange.ask_again(received, error)?,
        }
    }
}

impl<T> fmt::Debug for Generate<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Generate").field("request", &self.request).field("limits", &self.limits).finish_non_exhaustive()
    }
}
