//! What a `modelId` names, and what invoking it needs.

use crate::arn::is_region;
use crate::{Arn, Error, Place, Statement};

const REQUESTED_REGION: &str = "aws:RequestedRegion";

/// The first part of a system-defined inference profile's id.
const GEOGRAPHIES: [&str; 8] = ["apac", "au", "ca", "eu", "global", "jp", "us", "us-gov"];

/// The first part of a foundation model's id.
const PROVIDERS: [&str; 20] = [
    "ai21",
    "amazon",
    "anthropic",
    "cohere",
    "deepseek",
    "google",
    "luma",
    "meta",
    "minimax",
    "mistral",
    "moonshot",
    "moonshotai",
    "nvidia",
    "openai",
    "qwen",
    "stability",
    "twelvelabs",
    "writer",
    "xai",
    "zai",
];

pub(crate) enum Target {
    /// A foundation model: its ARN.
    Model(String),
    Profile(Arn),
    Router(Arn),
    Prompt(Arn),
    /// A model of the account, which nothing stands behind.
    Own(Arn),
    Custom(Arn),
}

impl Target {
    pub(crate) fn of(model: &str, place: &Place) -> Result<Self, Error> {
        if model.starts_with("arn:") {
            return Self::of_arn(model.parse()?);
        }
        let is_id = |letter: char| letter.is_ascii_alphanumeric() || "-_.:".contains(letter);
        if !(1..=2048).contains(&model.len()) || !model.chars().all(is_id) {
            return Err(Error::field("model", "must be an ARN, or an id of letters, digits and `-_.:`"));
        }
        match model.split_once('.') {
            Some((first, _)) if GEOGRAPHIES.contains(&first) => {
                Ok(Self::Profile(place.own(&format!("inference-profile/{model}"))?.parse()?))
            }
            Some((first, _)) if PROVIDERS.contains(&first) => Ok(Self::Model(place.model_in(place.region(), model))),
            _ => Err(Error::unknown(
                format!("whether `{model}` is a foundation model or an inference profile is"),
                "its ARN",
            )),
        }
    }

    fn of_arn(arn: Arn) -> Result<Self, Error> {
        if arn.service() != "bedrock" {
            return Err(Error::arn("service", "must be `bedrock`"));
        }
        if arn.resource_id().is_empty() {
            return Err(Error::arn("resource", "must have an id behind its type"));
        }
        if arn.resource_type() == "foundation-model" {
            return Ok(Self::Model(arn.to_string()));
        }
        let target = match arn.resource_type() {
            "inference-profile" | "application-inference-profile" => Self::Profile,
            "prompt-router" | "default-prompt-router" => Self::Router,
            "prompt" => Self::Prompt,
            "provisioned-model" | "imported-model" | "custom-model-deployment" => Self::Own,
            "custom-model" => Self::Custom,
            _ => {
                return Err(Error::arn(
                    "resource",
                    "must be a model, an inference profile, a prompt router or a prompt",
                ));
            }
        };
        match (arn.region(), arn.account()) {
            ("", _) => Err(Error::arn("region", "is missing")),
            (_, "") => Err(Error::arn("account", "is missing")),
            _ => Ok(target(arn)),
        }
    }

    /// A router reaches models, a prompt routers as well: nothing reaches itself.
    fn rank(&self) -> u8 {
        match self {
            Self::Prompt(_) => 2,
            Self::Router(_) => 1,
            _ => 0,
        }
    }

    /// The statements that allow these actions of invoking it.
    pub(crate) fn invoke(&self, actions: &[&str], place: &Place) -> Result<Vec<Statement>, Error> {
        let on = |resource: String| Statement::new(actions, [resource]);
        match self {
            Self::Model(arn) => Ok(vec![on(arn.clone())]),
            Self::Own(arn) => Ok(vec![on(arn.to_string())]),
            Self::Custom(_) => {
                Err(Error::field("model", "must be the deployment or the provisioned throughput of the custom model"))
            }
            Self::Profile(arn) => invoke_profile(arn, actions, place),
            Self::Router(arn) => {
                let models = self.invoke_behind(arn, "the models of the router", actions, place)?;
                let models = models.into_iter().map(|model| model.when("bedrock:PromptRouterArn", arn.to_string()));
                Ok([on(arn.to_string())].into_iter().chain(models).collect())
            }
            Self::Prompt(arn) => {
                let models = self.invoke_behind(arn, "the model of the prompt", actions, place)?;
                let prompt = Statement::new(&["bedrock:RenderPrompt"], [arn.to_string()]);
                Ok([prompt].into_iter().chain(models).collect())
            }
        }
    }

    fn invoke_behind(&self, arn: &Arn, what: &str, actions: &[&str], place: &Place) -> Result<Vec<Statement>, Error> {
        let unknown =
            || Error::unknown(format!("{what} `{}` is", arn.resource_id()), "the ids or ARNs that it reaches");
        let mut statements = Vec::new();
        for model in place.reached(arn.resource_id()).ok_or_else(unknown)? {
            let model = Self::of(model, place)?;
            if model.rank() >= self.rank() {
                return Err(Error::field("reached model", "must be a model or an inference profile"));
            }
            for statement in model.invoke(actions, place)? {
                statement.add_to(&mut statements);
            }
        }
        Ok(statements)
    }
}

/// A profile needs itself, its models in each region, and where it is global the model without a region.
fn invoke_profile(arn: &Arn, actions: &[&str], place: &Place) -> Result<Vec<Statement>, Error> {
    let id = arn.resource_id();
    let model = id.split_once('.').filter(|_| arn.resource_type() == "inference-profile").map(|(_, model)| model);
    let is_global = id.starts_with("global.") && model.is_some();
    let models = match (place.reached(id), model) {
        (Some(reached), model) => {
            reached.iter().map(|what| reached_model(what, model, place)).collect::<Result<Vec<_>, _>>()?
        }
        (None, Some(model)) if is_global => ["", arn.region()].map(|region| place.model_in(region, model)).into(),
        (None, _) => {
            return Err(Error::unknown(
                format!("where the inference profile `{id}` leads is"),
                "the regions or the models that GetInferenceProfile lists for it",
            ));
        }
    };
    let profile = Statement::new(actions, [arn.to_string()]);
    let profile = if is_global { profile.when(REQUESTED_REGION, arn.region()) } else { profile };
    let (nowhere, regional): (Vec<_>, Vec<_>) = models.into_iter().partition(|model| model.contains(":bedrock:::"));
    let mut statements = vec![profile];
    if !regional.is_empty() {
        statements.push(Statement::new(actions, regional).when("bedrock:InferenceProfileArn", arn.to_string()));
    }
    if !nowhere.is_empty() {
        statements.push(Statement::new(actions, nowhere).when(REQUESTED_REGION, "unspecified"));
    }
    Ok(statements)
}

fn reached_model(what: &str, model: Option<&str>, place: &Place) -> Result<String, Error> {
    match (is_region(what), model) {
        (true, Some(model)) => Ok(place.model_in(what, model)),
        (true, None) => {
            Err(Error::field("reach of an application inference profile", "must be the ARNs of its models"))
        }
        (false, _) => match Target::of(what, place)? {
            Target::Model(arn) if what.starts_with("arn:") => Ok(arn),
            _ => Err(Error::field("reach of an inference profile", "must be regions or the ARNs of its models")),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_invoked_is_a_target() {
        let place = Place::new("us-east-1").unwrap();
        let part = |arn| Target::of(arn, &place).err().and_then(|error| error.arn_part());
        assert_eq!(part("arn:aws:sagemaker:us-east-1:123456789012:endpoint/e"), Some("service"));
        assert_eq!(part("arn:aws:bedrock:us-east-1:123456789012:guardrail/abc1"), Some("resource"));
        assert_eq!(part("arn:aws:bedrock:us-east-1::foundation-model/"), Some("resource"));
        assert_eq!(part("arn:aws:bedrock:us-east-1::prompt/PROMPT1234"), Some("account"));
        assert_eq!(part("arn:aws:bedrock::123456789012:inference-profile/us.amazon.nova-lite-v1:0"), Some("region"));
        for id in ["", "a b", "amazon.nova*", "amazon/nova", &"a".repeat(2049)] {
            assert!(Target::of(id, &place).is_err_and(|error| error.to_string().starts_with("the model must")), "{id}");
        }
        for id in ["mars.amazon.nova-lite-v1:0", "acme.large-v1:0", "claude", "12ab34cd56ef"] {
            let error = Target::of(id, &place).err().filter(Error::is_unknown).map(|error| error.to_string());
            let told = format!("whether `{id}` is a foundation model or an inference profile is unknown; give its ARN");
            assert_eq!(error, Some(told));
        }
    }
}
