//! What a denial says.

use crate::needs::{INVOKE, INVOKE_STREAM, invoke};
use crate::{Error, Invocation, Place, Statement};

/// What IAM names in its messages.
const POLICIES: [&str; 7] = [
    "identity-based policy",
    "resource-based policy",
    "session policy",
    "service control policy",
    "resource control policy",
    "permissions boundary",
    "VPC endpoint policy",
];

/// Why a call was denied, as the service's message has it, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Denial {
    kind: DenialKind,
    principal: Option<String>,
    actions: Vec<String>,
    resource: Option<String>,
    policy: Option<&'static str>,
}

/// Which denial it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DenialKind {
    /// No policy allows it.
    Implicit,
    /// A policy denies it, whatever others allow.
    Explicit,
    /// The execution role of an agent lacks a permission.
    AgentRole,
    /// The account has not subscribed to the model on AWS Marketplace.
    Marketplace,
    /// The account has no access to the model.
    ModelAccess,
    /// The model is invoked through an inference profile only.
    OnDemand,
    /// The caller may not use a prompt of prompt management.
    Prompt,
}

impl DenialKind {
    /// `implicit`, `explicit`, `agent-role`, `marketplace`, `model-access`, `on-demand` or `prompt`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Implicit => "implicit",
            Self::Explicit => "explicit",
            Self::AgentRole => "agent-role",
            Self::Marketplace => "marketplace",
            Self::ModelAccess => "model-access",
            Self::OnDemand => "on-demand",
            Self::Prompt => "prompt",
        }
    }
}

impl Denial {
    /// Reads the message of an error, or a text that holds it.
    ///
    /// # Errors
    ///
    /// When the text is not a known denial: see [`Error::is_no_denial`].
    ///
    /// ```
    /// use toolshape_iam::{Denial, DenialKind};
    ///
    /// let denial = Denial::parse("Access denied when calling Bedrock. Check your request permissions and retry the request.")?;
    /// assert_eq!(denial.kind(), DenialKind::AgentRole);
    /// assert_eq!(denial.actions(), ["bedrock:InvokeModelWithResponseStream"]);
    /// # Ok::<(), toolshape_iam::Error>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, Error> {
        if let Some(denial) = Self::unauthorized(text) {
            return Ok(denial);
        }
        let of = |kind, actions: &[&str], resource: Option<&str>| Self {
            kind,
            principal: None,
            actions: actions.iter().map(|&action| action.to_owned()).collect(),
            resource: resource.map(str::to_owned),
            policy: None,
        };
        let text = text.replace('’', "'");
        let has = |part| text.contains(part);
        if has("Access denied when calling Bedrock") {
            Ok(of(DenialKind::AgentRole, &[INVOKE_STREAM], None))
        } else if has("required AWS Marketplace actions") {
            Ok(of(DenialKind::Marketplace, &["aws-marketplace:ViewSubscriptions", "aws-marketplace:Subscribe"], None))
        } else if has("invoke this API operation with a prompt resource") {
            Ok(of(DenialKind::Prompt, &["bedrock:RenderPrompt"], None))
        } else if let Some((model, _)) =
            between(&text, "Invocation of model ID ", " with on-demand throughput isn't supported")
        {
            Ok(of(DenialKind::OnDemand, &[], Some(model)))
        } else if has("have access to the model with the specified model ID")
            || has("use case details have not been submitted")
        {
            Ok(of(DenialKind::ModelAccess, &[], None))
        } else {
            Err(Error::no_denial())
        }
    }

    /// IAM's own sentence: who may not do what on which resource, and for which policy's sake.
    fn unauthorized(text: &str) -> Option<Self> {
        let (before, after) = text.split_once(" is not authorized to perform: ")?;
        let principal = match before.rsplit_once("User: ") {
            Some((_, principal)) => principal.trim(),
            None => before.split_whitespace().last().unwrap_or_default(),
        };
        let (action, after) = word(after);
        let (service, name) = action.split_once(':')?;
        if service.is_empty() || name.is_empty() {
            return None;
        }
        let (resource, after) = match after.trim_start().strip_prefix("on resource: ") {
            Some(after) => word(after),
            None => ("", after),
        };
        // Not further on: a log may hold another denial behind this one.
        let after = after.trim_start();
        let (kind, policy) = match after.strip_prefix("with an explicit deny") {
            Some(after) => {
                (DenialKind::Explicit, [" in an ", " in a "].iter().find_map(|article| after.strip_prefix(article)))
            }
            None => (DenialKind::Implicit, after.strip_prefix("because no ")),
        };
        let policy = policy.and_then(|policy| POLICIES.into_iter().find(|kind| policy.starts_with(kind)));
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Some(Self {
            kind,
            principal: some(principal),
            actions: vec![action.to_owned()],
            resource: some(resource),
            policy,
        })
    }

    /// Which denial it is.
    #[must_use]
    pub fn kind(&self) -> DenialKind {
        self.kind
    }

    /// Who was denied, where the message says so: an ARN, mostly of a role's session.
    #[must_use]
    pub fn principal(&self) -> Option<&str> {
        self.principal.as_deref()
    }

    /// The actions that are missing or denied; none where it is not a matter of permissions.
    #[must_use]
    pub fn actions(&self) -> &[String] {
        &self.actions
    }

    /// The ARN, or the model's id, that it was denied on, where the message says so.
    #[must_use]
    pub fn resource(&self) -> Option<&str> {
        self.resource.as_deref()
    }

    /// The kind of policy that denies it or does not allow it, such as `identity-based policy` or `permissions boundary`.
    #[must_use]
    pub fn policy(&self) -> Option<&str> {
        self.policy
    }

    /// The statement that allows what the message names. None where an allow does not help, or where the message names
    /// no resource: see [`statements_for`](Self::statements_for).
    #[must_use]
    pub fn statement(&self) -> Option<Statement> {
        let resource = self.resource.as_ref().filter(|_| self.kind == DenialKind::Implicit)?;
        let actions: Vec<&str> = self.actions.iter().map(String::as_str).collect();
        let statement = Statement::new(&actions, [resource.clone()]);
        let is_global = resource.starts_with("arn:") && resource.contains(":bedrock:::foundation-model/");
        Some(if is_global { statement.when("aws:RequestedRegion", "unspecified") } else { statement })
    }

    /// All that the denied principal needs to invoke this model in this place: with an inference profile, that is more
    /// than the one resource that a message names. Empty where it would not help.
    ///
    /// # Errors
    ///
    /// As [`Needs::of`](crate::Needs::of).
    ///
    /// ```
    /// use toolshape_iam::{Denial, Place};
    ///
    /// let denial = Denial::parse("Access denied when calling Bedrock. Check your request permissions and retry the request.")?;
    /// let statements = denial.statements_for("anthropic.claude-3-5-sonnet-20240620-v1:0", &Place::new("us-east-1")?)?;
    /// assert_eq!(statements[0].actions(), ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]);
    /// let model = "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-5-sonnet-20240620-v1:0";
    /// assert_eq!(statements[0].resources(), [model]);
    /// # Ok::<(), toolshape_iam::Error>(())
    /// ```
    pub fn statements_for(&self, model: &str, place: &Place) -> Result<Vec<Statement>, Error> {
        let actions: &[&str] = match (self.kind, self.actions.first().map(String::as_str)) {
            (DenialKind::AgentRole, _) => &[INVOKE, INVOKE_STREAM],
            (DenialKind::Implicit, Some(INVOKE)) => &[INVOKE],
            (DenialKind::Implicit, Some(INVOKE_STREAM)) => &[INVOKE_STREAM],
            _ => return Ok(Vec::new()),
        };
        invoke(&Invocation::new(model), actions, place)
    }

    /// What to do, in a few sentences.
    #[must_use]
    pub fn advice(&self) -> String {
        let action = self.actions.first().map_or("the action", String::as_str);
        let resource = self.resource.as_deref().unwrap_or_default();
        match self.kind {
            DenialKind::Implicit => {
                let mut advice = match self.policy {
                    None | Some("identity-based policy") => format!("Allow {action} in a policy of the principal."),
                    Some(policy) => {
                        format!("Allow {action} in the {policy}: the principal's own policies do not suffice.")
                    }
                };
                if resource.contains("inference-profile/") {
                    advice += " An inference profile also needs the foundation model in each region that it reaches.";
                } else if resource.contains(":bedrock:::foundation-model/") {
                    advice += " A global inference profile needs the foundation model without a region, too.";
                } else if resource.contains(":foundation-model/") {
                    advice +=
                        " If the call names an inference profile, the model is needed in each region that it reaches.";
                }
                advice
            }
            DenialKind::Explicit => {
                let policy = self.policy.map(|policy| format!(", by the {policy}")).unwrap_or_default();
                let mut advice =
                    format!("{action} is explicitly denied{policy}: no allow helps, the deny has to change.");
                if matches!(self.policy, Some("service control policy" | "resource control policy")) {
                    advice += " The administrators of the organization manage it.";
                }
                if resource.contains(":bedrock:::foundation-model/") {
                    advice += " A global inference profile is denied where aws:RequestedRegion may not be `unspecified`; \
                               a profile of one geography may do.";
                } else if resource.contains(":foundation-model/") {
                    advice += " Where it denies by region, an inference profile may have led to a denied one.";
                }
                advice
            }
            DenialKind::AgentRole => {
                "The execution role of the agent lacks a permission, not the caller. With streamFinalResponse the role \
                 needs bedrock:InvokeModelWithResponseStream besides bedrock:InvokeModel, on the agent's model and all \
                 that it reaches; without it, bedrock:InvokeModel alone."
            }
            .to_owned(),
            DenialKind::Marketplace => {
                "Subscribe the account to the model, once: with a principal that is allowed both actions, invoke the \
                 model. It takes some minutes. Whoever invokes the model afterwards needs neither action."
            }
            .to_owned(),
            DenialKind::ModelAccess => {
                "The account has no access to the model: request it, or submit the provider's use case form, in the \
                 Bedrock console. Check the model's id and the region, too. A policy does not help."
            }
            .to_owned(),
            DenialKind::OnDemand => {
                let model = if resource.is_empty() { "The model" } else { resource };
                format!(
                    "{model} is not invoked by its own id here: name an inference profile that contains it, and allow \
                     the profile as well as the model in each region that the profile reaches."
                )
            }
            DenialKind::Prompt => {
                { "Allow bedrock:RenderPrompt on the prompt, or on its version, besides the invocation of its model." }
                    .to_owned()
            }
        }
    }
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<(&'a str, &'a str)> {
    text.split_once(before)?.1.split_once(after)
}

/// The first word, without the quotes and brackets that a text around it may close, and the rest.
fn word(text: &str) -> (&str, &str) {
    let end = text.find(|letter: char| letter.is_whitespace() || letter == '"').unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    (word.trim_end_matches(['\'', ',', '.', ')', '}', ']', '\\']), rest)
}
