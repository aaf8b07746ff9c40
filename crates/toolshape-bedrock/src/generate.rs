//! A request being put together, and its sending.

use std::fmt;
use std::time::Duration;

use serde_json::Value;
use toolshape::{Limits, Reading, Rung, ToolSpec};
use toolshape_types::bedrock::{
    CachePointBlock, ContentBlock, ConverseRequest, GuardrailConfiguration, GuardrailStreamProcessingMode,
    GuardrailTrace, InferenceConfiguration, Message, PerformanceConfigLatency, PerformanceConfiguration, ServiceTier,
    ServiceTierType, SystemContentBlock, Tool, ToolConfiguration,
};

use crate::exchange::Exchange;
use crate::read::Read;
use crate::{Answer, Client, Error, check};

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
    client: Client,
    /// Boxed: each method moves it.
    asked: Box<Asked>,
    pub(crate) reading: Reading,
    pub(crate) read: Read<T>,
}

/// What is asked, whatever the type of the value.
#[derive(Clone)]
pub(crate) struct Asked {
    /// Without the tools on offer, which depend on how the model is asked.
    pub(crate) request: ConverseRequest,
    pub(crate) tools: Vec<ToolSpec>,
    pub(crate) guardrail_mode: Option<GuardrailStreamProcessingMode>,
    pub(crate) limits: Limits,
    /// Whether words are an answer, too.
    pub(crate) words: bool,
    /// How to ask at first.
    pub(crate) rung: Option<Rung>,
}

/// Where [`Generate::cache_point`] puts a cache point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum CacheAfter {
    /// Behind the tools on offer.
    Tools,
    /// Behind the blocks of the system prompt so far.
    System,
    /// Behind the messages so far.
    Messages,
}

impl<T> Generate<T> {
    pub(crate) fn new(client: Client, model: String, tools: Vec<ToolSpec>, words: bool, read: Read<T>) -> Self {
        let request = ConverseRequest { model_id: model, ..ConverseRequest::default() };
        let asked = Asked { request, tools, guardrail_mode: None, limits: Limits::default(), words, rung: None };
        Self { client, asked: Box::new(asked), reading: Reading::default(), read }
    }

    /// The model to ask, in place of the one that the request was started for: a copy of a request goes to another
    /// model.
    ///
    /// ```no_run
    /// # use serde_json::Value;
    /// use toolshape_bedrock::{Answer, Error, Generate};
    ///
    /// async fn send(request: Generate<Value>) -> Result<Answer<Value>, Error> {
    ///     let fallback = request.clone().model("us.amazon.nova-lite-v1:0");
    ///     match request.send().await {
    ///         Err(error) if error.is_throttled() => fallback.send().await,
    ///         result => result,
    ///     }
    /// }
    /// ```
    pub fn model(mut self, model: impl Into<String>) -> Self {
        self.asked.request.model_id = model.into();
        self
    }

    /// Adds text of the user's. Where the last turn is the user's, it goes into that turn.
    pub fn prompt(self, text: impl Into<String>) -> Self {
        self.message(Message::user([text.into()]))
    }

    /// Adds a message: with an image or a document, of the assistant, with a tool's result.
    ///
    /// Messages of one role in a row become one turn, as the service wants turns to alternate.
    pub fn message(mut self, message: Message) -> Self {
        let messages = self.asked.request.messages.get_or_insert_default();
        match messages.last_mut() {
            Some(last) if last.role == message.role && last.extra.is_empty() && message.extra.is_empty() => {
                last.content.extend(message.content);
            }
            _ => messages.push(message),
        }
        self
    }

    /// Adds messages, in order, each as [`message`](Self::message) does.
    pub fn messages(self, messages: impl IntoIterator<Item = Message>) -> Self {
        messages.into_iter().fold(self, Self::message)
    }

    /// Adds a text block to the system prompt.
    pub fn system(self, text: impl Into<String>) -> Self {
        self.system_block(SystemContentBlock::Text(text.into()))
    }

    /// Adds a block to the system prompt: text, content for a guardrail, a cache point.
    pub fn system_block(mut self, block: SystemContentBlock) -> Self {
        self.asked.request.system.get_or_insert_default().push(block);
        self
    }

    /// Lets the service cache what stands before this place, where the [model supports it].
    ///
    /// ```
    /// use serde_json::json;
    /// use toolshape::ToolSpec;
    /// use toolshape_bedrock::{CacheAfter, Client};
    ///
    /// # let spec = ToolSpec::new("city", "The city.", json!({"type": "object"}))?;
    /// let request = Client::local("http://127.0.0.1:8089")
    ///     .generate_value("us.anthropic.claude-haiku-4-5-20251001-v1:0", &spec)
    ///     .system("A long description of every city.")
    ///     .cache_point(CacheAfter::System)
    ///     .prompt("Which city has the most cats?")
    ///     .request()?;
    /// assert_eq!(serde_json::to_value(request)?["system"][1], json!({"cachePoint": {"type": "default"}}));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// [model supports it]: https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-caching.html
    pub fn cache_point(mut self, after: CacheAfter) -> Self {
        let point = CachePointBlock::default();
        match after {
            CacheAfter::System => return self.system_block(SystemContentBlock::CachePoint(point)),
            CacheAfter::Tools => {
                let none = || ToolConfiguration { tool_choice: None, tools: Vec::new() };
                self.asked.request.tool_config.get_or_insert_with(none).tools.push(Tool::CachePoint(point));
            }
            CacheAfter::Messages => {
                let messages = self.asked.request.messages.get_or_insert_default();
                match messages.last_mut() {
                    Some(last) => last.content.push(ContentBlock::CachePoint(point)),
                    None => messages.push(Message::user([ContentBlock::CachePoint(point)])),
                }
            }
        }
        self
    }

    /// Puts a guardrail over prompt and reply: its id or ARN, and a version number or `DRAFT`.
    ///
    /// Its trace is asked for, since only the trace tells a block from masked content;
    /// [`guardrail_trace`](Self::guardrail_trace) changes that.
    pub fn guardrail(mut self, id: impl Into<String>, version: impl Into<String>) -> Self {
        let guardrail = self.guardrail_config();
        guardrail.guardrail_identifier = Some(id.into());
        guardrail.guardrail_version = Some(version.into());
        self
    }

    /// How much the guardrail reports. The request is refused as invalid when no guardrail is set.
    pub fn guardrail_trace(mut self, trace: GuardrailTrace) -> Self {
        self.guardrail_config().trace = Some(trace);
        self
    }

    /// When the guardrail checks a reply that streams: before it is handed on, as is the service's default, or
    /// meanwhile. It has no effect on [`send`](Self::send). The request is refused as invalid when no guardrail is set.
    pub fn guardrail_mode(mut self, mode: GuardrailStreamProcessingMode) -> Self {
        self.guardrail_config();
        self.asked.guardrail_mode = Some(mode);
        self
    }

    fn guardrail_config(&mut self) -> &mut GuardrailConfiguration {
        let traced = || GuardrailConfiguration { trace: Some(GuardrailTrace::Enabled), ..Default::default() };
        self.asked.request.guardrail_config.get_or_insert_with(traced)
    }

    /// The most tokens to write, at least 1. A reply that needs more is
    /// [truncated](Error::is_truncated).
    pub fn max_tokens(mut self, tokens: i32) -> Self {
        self.inference().max_tokens = Some(tokens);
        self
    }

    /// How freely to pick tokens: 0 to 1.
    pub fn temperature(mut self, temperature: f64) -> Self {
        self.inference().temperature = Some(temperature);
        self
    }

    /// The share of probability to pick tokens from: 0 to 1.
    pub fn top_p(mut self, top_p: f64) -> Self {
        self.inference().top_p = Some(top_p);
        self
    }

    /// Where the model is to stop: at most 2500 sequences, none of them empty.
    pub fn stop_sequences<S: Into<String>>(mut self, sequences: impl IntoIterator<Item = S>) -> Self {
        let sequences: Vec<_> = sequences.into_iter().map(Into::into).collect();
        self.inference().stop_sequences = (!sequences.is_empty()).then_some(sequences);
        self
    }

    fn inference(&mut self) -> &mut InferenceConfiguration {
        self.asked.request.inference_config.get_or_insert_default()
    }

    /// Adds a label for the log of invocations: at most 16, of letters, digits, white space and
    /// `_:@$#=/+,-.`.
    pub fn request_metadata(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.asked.request.request_metadata.get_or_insert_default().insert(key.into(), value.into());
        self
    }

    /// Parameters of one family of models, such as `{"top_k": 50}`.
    pub fn additional_model_fields(mut self, fields: Value) -> Self {
        self.asked.request.additional_model_request_fields = Some(fields);
        self
    }

    /// Which tier serves the request, such as [`Flex`](ServiceTierType::Flex).
    pub fn service_tier(mut self, tier: ServiceTierType) -> Self {
        self.asked.request.service_tier = Some(ServiceTier { type_: tier, extra: serde_json::Map::new() });
        self
    }

    /// Whether the latency is to be [optimized](PerformanceConfigLatency::Optimized), for models that offer it.
    pub fn performance_config(mut self, latency: PerformanceConfigLatency) -> Self {
        self.asked.request.performance_config =
            Some(PerformanceConfiguration { latency: Some(latency), extra: serde_json::Map::new() });
        self
    }

    /// Edits the request as a whole, for what has no method of its own. It is checked afterwards.
    ///
    /// The tools on offer are not in it yet: what `tool_config` holds is sent behind them.
    ///
    /// ```
    /// use serde_json::json;
    /// use toolshape::ToolSpec;
    /// use toolshape_bedrock::Client;
    ///
    /// # let spec = ToolSpec::new("city", "The city.", json!({"type": "object"}))?;
    /// let request = Client::local("http://127.0.0.1:8089")
    ///     .generate_value("us.amazon.nova-lite-v1:0", &spec)
    ///     .prompt("Which city has the most cats?")
    ///     .edit(|request| request.additional_model_response_field_paths = Some(vec!["/stop_sequence".to_owned()]));
    /// # let _ = request;
    /// # Ok::<(), toolshape::Error>(())
    /// ```
    pub fn edit(mut self, edit: impl FnOnce(&mut ConverseRequest)) -> Self {
        edit(&mut self.asked.request);
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
    /// taken for `Any`; native output takes one tool. A choice that [admits words](toolshape::ToolSet) is left to decide.
    pub fn rung(mut self, rung: Rung) -> Self {
        self.asked.rung = Some(rung);
        self
    }

    /// The most turns of the model, 2 unless this is called: a reply that falls short is sent
    /// back with what is wrong until one will do or there are no more turns. 1 never asks again.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.asked.limits.attempts = attempts;
        self
    }

    /// The most tokens, read and written, over all attempts. Another attempt reads at least what
    /// the last one read and wrote; where that is more than is left, the budget
    /// [is exhausted](Error::is_budget_exhausted). The first attempt is always made.
    pub fn token_budget(mut self, tokens: u64) -> Self {
        self.asked.limits.tokens = Some(tokens);
        self
    }

    /// The most time, over all attempts. An attempt that is under way then is given up, and the
    /// budget [is exhausted](Error::is_budget_exhausted). In a stream, the time that the caller takes between two
    /// events counts, too.
    ///
    /// What arrives meanwhile is bounded in bytes by the client's [`SizeLimits`](crate::SizeLimits), however fast it
    /// comes.
    pub fn time_budget(mut self, time: Duration) -> Self {
        self.asked.limits.time = Some(time);
        self
    }

    /// Asks once more with this limit of output tokens when a reply was cut off at a lower one.
    pub fn max_tokens_retry(mut self, tokens: i32) -> Self {
        self.asked.limits.max_tokens_retry = Some(tokens);
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
    pub async fn send(self) -> Result<Answer<T>, Error> {
        self.start::<()>(false, |_| None).await?.answer().await
    }

    /// The request as [`send`](Self::send) would send it first: with the tools on offer and the tool choice.
    ///
    /// # Errors
    ///
    /// An [invalid request](Error::is_invalid_request).
    pub fn request(&self) -> Result<ConverseRequest, Error> {
        let model = self.asked.request.model_id.clone();
        let body = self.clone().into_exchange(false)?.body()?;
        let request = serde_json::from_slice(&body).and_then(|body| ConverseRequest::from_body(model, body));
        request.map_err(|_| toolshape::Error::invalid_request("request", "cannot be written as JSON").into())
    }

    /// The request on its way, checked.
    pub(crate) fn into_exchange(self, streamed: bool) -> Result<Exchange, Error> {
        let Self { client, mut asked, .. } = self;
        let family = client.models.family(&asked.request.model_id).clone();
        check::request(&mut asked, &family)?;
        Ok(Exchange::new(client, *asked, streamed))
    }

    pub(crate) fn asked(&self) -> &ConverseRequest {
        &self.asked.request
    }
}

impl<T> Clone for Generate<T> {
    fn clone(&self) -> Self {
        Self { client: self.client.clone(), asked: self.asked.clone(), reading: self.reading, read: self.read }
    }
}

/// Without what is asked.
impl<T> fmt::Debug for Generate<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Asked { request, tools, limits, .. } = &*self.asked;
        f.debug_struct("Generate")
            .field("model", &request.model_id)
            .field("tools", &tools.iter().map(ToolSpec::name).collect::<Vec<_>>())
            .field("messages", &request.messages.as_ref().map_or(0, Vec::len))
            .field("limits", limits)
            .finish_non_exhaustive()
    }
}
