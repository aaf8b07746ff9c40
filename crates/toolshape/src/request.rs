//! What is to be sent, before any carrier's types.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{Error, Family, Rung, ToolSpec, bounds, dialect};

/// A request for one tool call, whatever carries it. `M` is the carrier's type of a message.
///
/// Fill it, [`check`](Self::check) it, and translate it for the wire.
///
/// ```
/// use serde_json::json;
/// use toolshape::{Request, Rung, ToolChoice, ToolSpec, Turn};
///
/// let spec = ToolSpec::new("city", "The city.", json!({"type": "object"}))?;
/// let mut request = Request::<()>::new("us.amazon.nova-lite-v1:0", vec![spec]);
/// request.turns.push(Turn::Prompt("Where is the Plaza San Martín?".to_owned()));
/// request.check()?;
/// assert_eq!(request.tool_choice(Rung::Forced), Some(ToolChoice::Tool("city")));
///
/// request.inference.temperature = Some(1.5);
/// let error = request.check().unwrap_err();
/// assert_eq!(error.to_string(), "invalid request: `temperature` must be from 0 to 1");
/// # Ok::<(), toolshape::Error>(())
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Request<M> {
    /// A model id, an inference profile, or the ARN of one of the two: 1 to 2048 characters.
    pub model: String,
    /// Blocks of the system prompt, in order.
    pub system: Vec<String>,
    /// The conversation, in order; at least one turn.
    pub turns: Vec<Turn<M>>,
    /// The tools on offer; at least one.
    pub tools: Vec<ToolSpec>,
    /// How the model is to write.
    pub inference: Inference,
    /// The guardrail over prompt and reply.
    pub guardrail: Option<Guardrail>,
    /// Labels for the log of invocations: at most 16.
    pub metadata: BTreeMap<String, String>,
    /// Parameters of one family of models, as `additionalModelRequestFields` takes them.
    pub additional_model_fields: Option<Value>,
}

/// One turn of a [`Request`]; a carrier translates each kind.
#[derive(Debug, Clone, PartialEq)]
pub enum Turn<M> {
    /// Text of the user's.
    Prompt(String),
    /// A message of the carrier's own type, user's or assistant's.
    Message(M),
}

/// How the model is to write; what is `None` or empty is left to the model's default.
///
/// See [InferenceConfiguration] for the bounds.
///
/// [InferenceConfiguration]: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InferenceConfiguration.html
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Inference {
    /// The most tokens to write, at least 1.
    pub max_tokens: Option<i32>,
    /// From 0 (the likeliest token each time) to 1.
    pub temperature: Option<f64>,
    /// The share of probability that tokens are picked from: 0 to 1.
    pub top_p: Option<f64>,
    /// Where the model is to stop: at most 2500, none of them empty.
    pub stop_sequences: Vec<String>,
}

/// A guardrail to apply.
///
/// See [GuardrailConfiguration] for the bounds. An empty identifier or version passes the
/// service's patterns and is refused here: a setting that was never filled in would go
/// unnoticed.
///
/// [GuardrailConfiguration]: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_GuardrailConfiguration.html
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Guardrail {
    /// The guardrail's id, or its ARN.
    pub id: String,
    /// A number without leading zeros, or `DRAFT`.
    pub version: String,
    /// How much the service reports.
    pub trace: GuardrailTrace,
    /// When a streamed reply is checked; the service's default is [`Sync`](GuardrailMode::Sync).
    pub stream_mode: Option<GuardrailMode>,
}

/// When a guardrail checks a reply that streams.
///
/// See [Configure streaming response behavior].
///
/// [Configure streaming response behavior]: https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-streaming.html
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum GuardrailMode {
    /// Before it is handed on, piece by piece.
    Sync,
    /// While it is handed on: it arrives sooner, and what is then blocked or masked may have arrived already.
    Async,
}

impl GuardrailMode {
    /// The word for it in the `ConverseStream` API.
    ///
    /// ```
    /// assert_eq!(toolshape::GuardrailMode::Async.as_str(), "async");
    /// ```
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sync => "sync",
            Self::Async => "async",
        }
    }
}

/// How much a guardrail reports about what it found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum GuardrailTrace {
    /// Every finding. Only a trace tells a block from masked content with certainty.
    #[default]
    Enabled,
    /// Every finding and every check that found nothing.
    EnabledFull,
    /// Nothing. A streamed reply whose content was only masked then counts as blocked.
    Disabled,
}

impl GuardrailTrace {
    /// The word for it in the Converse API.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Enabled => "enabled",
            Self::EnabledFull => "enabled_full",
            Self::Disabled => "disabled",
        }
    }
}

/// How the model is made to call a tool; a carrier translates each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToolChoice<'a> {
    /// It must call this tool.
    Tool(&'a str),
    /// It must call one of the tools.
    Any,
}

impl<M> Request<M> {
    /// A request that offers these tools to this model and says nothing yet.
    pub fn new(model: impl Into<String>, tools: Vec<ToolSpec>) -> Self {
        Self {
            model: model.into(),
            system: Vec::new(),
            turns: Vec::new(),
            tools,
            inference: Inference::default(),
            guardrail: None,
            metadata: BTreeMap::new(),
            additional_model_fields: None,
        }
    }

    /// What the model is told to call from this rung: the only tool, or any of several. `None` on
    /// the rungs that leave it to the model.
    #[must_use]
    pub fn tool_choice(&self, rung: Rung) -> Option<ToolChoice<'_>> {
        match (rung, self.tools.as_slice()) {
            (Rung::Forced, [tool]) => Some(ToolChoice::Tool(tool.name())),
            (Rung::Forced | Rung::Any, _) => Some(ToolChoice::Any),
            _ => None,
        }
    }

    /// Checks the request against the bounds of [Converse], so that what the service would refuse
    /// is never sent.
    ///
    /// # Errors
    ///
    /// The error [is an invalid request](Error::is_invalid_request) that names the first
    /// [field](Error::field) out of bounds and the [rule](Error::rule) it breaks.
    ///
    /// [Converse]: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
    pub fn check(&self) -> Result<(), Error> {
        self.check_for(Family::of(&self.model))
    }

    /// As [`check`](Self::check), where the model is known to be of this family whatever its id says.
    ///
    /// # Errors
    ///
    /// As [`check`](Self::check).
    pub fn check_for(&self, family: &Family) -> Result<(), Error> {
        bounds::length("model", &self.model, 1..=2048)?;
        for (index, block) in self.system.iter().enumerate() {
            bounds::not_blank(&format!("system[{index}]"), block)?;
        }
        if self.turns.is_empty() {
            return Err(Error::invalid_request("prompt", "must be given, or a message in its place"));
        }
        for turn in &self.turns {
            if let Turn::Prompt(text) = turn {
                bounds::not_blank("prompt", text)?;
            }
        }
        self.check_tools(family)?;
        self.inference.check()?;
        self.guardrail.as_ref().map_or(Ok(()), Guardrail::check)?;
        bounds::metadata("request_metadata", &self.metadata)
    }

    fn check_tools(&self, family: &Family) -> Result<(), Error> {
        if self.tools.is_empty() {
            return Err(Error::invalid_request("tools", "must be at least one"));
        }
        for (index, tool) in self.tools.iter().enumerate() {
            tool.check()?;
            if self.tools[..index].iter().any(|other| other.name() == tool.name()) {
                let rule = format!("must be different for each tool, and two are named `{}`", tool.name());
                return Err(Error::invalid_request("tool.name", rule));
            }
        }
        if family.strict && family.strict_budgets {
            dialect::check_strict_budgets(&self.tools)?;
        }
        Ok(())
    }
}

impl Inference {
    fn check(&self) -> Result<(), Error> {
        if self.max_tokens.is_some_and(|tokens| tokens < 1) {
            return Err(Error::invalid_request("max_tokens", "must be at least 1"));
        }
        bounds::share("temperature", self.temperature)?;
        bounds::share("top_p", self.top_p)?;
        if self.stop_sequences.len() > 2500 {
            return Err(Error::invalid_request("stop_sequences", "must be at most 2500"));
        }
        match self.stop_sequences.iter().position(String::is_empty) {
            Some(index) => Err(Error::invalid_request(format!("stop_sequences[{index}]"), "must not be empty")),
            None => Ok(()),
        }
    }
}

impl Guardrail {
    /// The guardrail with this id or ARN, in a version that is a number or `DRAFT`.
    ///
    /// ```
    /// let guardrail = toolshape::Guardrail::new("iabc12345678", "DRAFT");
    /// assert_eq!(guardrail.trace, toolshape::GuardrailTrace::Enabled);
    /// ```
    pub fn new(id: impl Into<String>, version: impl Into<String>) -> Self {
        Self { id: id.into(), version: version.into(), ..Self::default() }
    }

    fn check(&self) -> Result<(), Error> {
        bounds::guardrail_id("guardrail.id", &self.id)?;
        bounds::guardrail_version("guardrail.version", &self.version)
    }
}
