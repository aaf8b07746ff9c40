//! The calls that need permissions.

use crate::{Arn, Error};

/// A call to Amazon Bedrock, or something that makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Operation {
    /// `Converse`.
    Converse(Invocation),
    /// `ConverseStream`.
    ConverseStream(Invocation),
    /// `InvokeModel`.
    InvokeModel(Invocation),
    /// `InvokeModelWithResponseStream`.
    InvokeModelWithResponseStream(Invocation),
    /// `ApplyGuardrail`.
    ApplyGuardrail(Guardrail),
    /// `InvokeGuardrailChecks`.
    InvokeGuardrailChecks,
    /// `CountTokens`, for the id or the ARN of a foundation model.
    CountTokens(String),
    /// `InvokeAgent`.
    InvokeAgent(Agent),
    /// `InvokeInlineAgent`; not what the agent itself then does.
    InvokeInlineAgent,
    /// `CreateModelInvocationJob`: batch inference.
    CreateModelInvocationJob(Batch),
    /// A resolver of AWS AppSync that converses with or invokes a model through its data source.
    AppSyncDataSource(Invocation),
    /// Any call with an API key of Bedrock, besides what the call itself needs.
    CallWithBearerToken,
}

/// A model that is invoked, perhaps with a guardrail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invocation {
    pub(crate) model: String,
    pub(crate) guardrail: Option<Guardrail>,
}

impl Invocation {
    /// Invokes what this `modelId` names: the id or ARN of a foundation model or an inference profile, or the ARN of a
    /// prompt, a prompt router, or a model of the account.
    pub fn new(model: impl Into<String>) -> Self {
        Self { model: model.into(), guardrail: None }
    }

    /// Evaluates input and output with this guardrail.
    #[must_use]
    pub fn guardrail(mut self, guardrail: Guardrail) -> Self {
        self.guardrail = Some(guardrail);
        self
    }
}

impl<Model: Into<String>> From<Model> for Invocation {
    fn from(model: Model) -> Self {
        Self::new(model)
    }
}

/// A guardrail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guardrail {
    pub(crate) id: String,
    pub(crate) profile: Option<String>,
}

impl Guardrail {
    /// The guardrail of this id or ARN.
    ///
    /// # Errors
    ///
    /// When it is neither lowercase letters and digits nor the ARN of a guardrail.
    pub fn new(id: impl Into<String>) -> Result<Self, Error> {
        let id = id.into();
        if id.starts_with("arn:") {
            typed(&id, "bedrock", "guardrail", "must be a guardrail")?;
        } else if !is_made_of(&id, 2048, |byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
            return Err(Error::field("guardrail", "must be an ARN, or lowercase letters and digits"));
        }
        Ok(Self { id, profile: None })
    }

    /// Infers across the regions of this guardrail profile, such as `us.guardrail.v1:0`. [`Place::reaches`] says which.
    ///
    /// [`Place::reaches`]: crate::Place::reaches
    #[must_use]
    pub fn profile(mut self, profile: impl Into<String>) -> Self {
        self.profile = Some(profile.into());
        self
    }
}

/// An agent that is invoked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agent {
    pub(crate) id: String,
    pub(crate) alias: String,
    pub(crate) model: Option<Invocation>,
    pub(crate) streams_final: bool,
    pub(crate) knowledge_bases: Vec<String>,
}

impl Agent {
    /// The agent and its alias. What the agent's execution role needs is said only with its [model](Self::model).
    ///
    /// # Errors
    ///
    /// When an id is not 1 to 10 letters and digits.
    pub fn new(id: impl Into<String>, alias: impl Into<String>) -> Result<Self, Error> {
        let (id, alias) = (id.into(), alias.into());
        for (name, id) in [("agent", &id), ("agent alias", &alias)] {
            if !is_made_of(id, 10, |byte| byte.is_ascii_alphanumeric()) {
                return Err(Error::field(name, "must be 1 to 10 letters and digits"));
            }
        }
        Ok(Self { id, alias, model: None, streams_final: false, knowledge_bases: Vec::new() })
    }

    /// The model that the agent runs on, and the guardrail that it has.
    #[must_use]
    pub fn model(mut self, model: impl Into<Invocation>) -> Self {
        self.model = Some(model.into());
        self
    }

    /// Streams the final response (`streamFinalResponse`): the agent's role needs
    /// `bedrock:InvokeModelWithResponseStream`, too.
    #[must_use]
    pub fn stream_final(mut self) -> Self {
        self.streams_final = true;
        self
    }

    /// Queries the knowledge base of this id.
    ///
    /// # Errors
    ///
    /// When the id is not 1 to 10 letters and digits.
    pub fn knowledge_base(mut self, id: impl Into<String>) -> Result<Self, Error> {
        let id = id.into();
        if !is_made_of(&id, 10, |byte| byte.is_ascii_alphanumeric()) {
            return Err(Error::field("knowledge base", "must be 1 to 10 letters and digits"));
        }
        self.knowledge_bases.push(id);
        Ok(self)
    }
}

/// A job of batch inference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    pub(crate) model: String,
    pub(crate) role: String,
    pub(crate) input: (String, String),
    pub(crate) output: (String, String),
}

impl Batch {
    /// A job for a model, run by a service role (an ARN), from and to `s3://BUCKET/KEY`. A key that ends in a slash, or
    /// none, is a folder; the output is one always.
    ///
    /// # Errors
    ///
    /// When the role is not the ARN of a role, or a location has another form.
    pub fn new(model: impl Into<String>, role: impl Into<String>, input: &str, output: &str) -> Result<Self, Error> {
        let role = role.into();
        typed(&role, "iam", "role", "must be a role")?;
        let form = "must be `s3://BUCKET/KEY` without `*`, `?` and `$`";
        Ok(Self {
            model: model.into(),
            role,
            input: location(input).ok_or_else(|| Error::field("input", form))?,
            output: location(output).ok_or_else(|| Error::field("output", form))?,
        })
    }
}

/// Bucket and key. Characters that a policy takes for a pattern or a variable are refused.
fn location(text: &str) -> Option<(String, String)> {
    let rest = text.strip_prefix("s3://")?;
    let (bucket, key) = rest.split_once('/').unwrap_or((rest, ""));
    let is_bucket = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte);
    let has_form = is_made_of(bucket, 63, is_bucket) && !key.contains(['*', '?', '$']);
    has_form.then(|| (bucket.to_owned(), key.to_owned()))
}

fn typed(arn: &str, service: &str, kind: &str, rule: &'static str) -> Result<(), Error> {
    let arn: Arn = arn.parse()?;
    match (arn.service() == service, arn.resource_type() == kind && !arn.resource_id().is_empty()) {
        (true, true) if arn.account().is_empty() => Err(Error::arn("account", "is missing")),
        (true, true) => Ok(()),
        (false, _) => Err(Error::arn("service", if service == "iam" { "must be `iam`" } else { "must be `bedrock`" })),
        (true, false) => Err(Error::arn("resource", rule)),
    }
}

fn is_made_of(text: &str, longest: usize, part: impl Fn(u8) -> bool) -> bool {
    (1..=longest).contains(&text.len()) && text.bytes().all(part)
}
