//! What is known about models, as data.

use std::sync::LazyLock;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::{Rung, Rungs};
use crate::Dialect;

/// What is known about a family of models before one of them is asked.
///
/// A refusal corrects what a family says, so a wrong row costs a request and no more. For a model
/// that the table does not know, or knows wrongly, change a copy and give it to the client:
///
/// ```
/// use toolshape::{Family, Rung, Rungs};
///
/// let mut family = Family::of("us.amazon.nova-lite-v1:0").clone();
/// assert_eq!(family.name, "Nova");
/// family.rungs = Rungs::from_iter([Rung::Any, Rung::Auto]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Family {
    /// The family's name.
    pub name: String,
    /// The parts of model ids that the family is known by. The longest part in the table that occurs in an id decides.
    pub models: Vec<String>,
    /// The mechanisms that it can be made to answer by. None for a family that takes no tools and has no native output:
    /// it is asked with `auto`, and the service refuses the request.
    pub rungs: Rungs,
    /// Whether it takes `strict: true` on a tool; it is left out for one that does not.
    pub strict: bool,
    /// Whether the service limits how many strict tools, optional members and unions one request of it may have.
    #[serde(default)]
    pub strict_budgets: bool,
    /// Whether it knows the status of a tool's result.
    pub result_status: bool,
    /// Whether it refuses a conversation that ends with the assistant's turn, for the model to go on from.
    #[serde(default)]
    pub refuses_prefill: bool,
    /// The form of a schema that it takes where it is not held to the schema.
    #[serde(deserialize_with = "by_name")]
    pub dialect: Dialect,
    /// The additional model fields that make it think.
    pub thinking: Vec<String>,
    /// Where this was read.
    pub source: String,
}

static TABLE: LazyLock<Vec<Family>> = LazyLock::new(|| {
    // A test reads the file; were it broken nonetheless, every model would be unknown.
    serde_json::from_str(include_str!("families.json")).unwrap_or_default()
});

static UNKNOWN: LazyLock<Family> = LazyLock::new(|| {
    let mut thinking: Vec<_> = TABLE.iter().flat_map(|family| family.thinking.iter().cloned()).collect();
    thinking.sort_unstable();
    thinking.dedup();
    Family {
        name: "unknown".to_owned(),
        models: Vec::new(),
        rungs: Rungs::from_iter([Rung::Forced, Rung::Any, Rung::Auto]),
        strict: true,
        strict_budgets: false,
        refuses_prefill: false,
        result_status: false,
        dialect: Dialect::PORTABLE,
        thinking,
        source: "none: what a model refuses is learnt from its answer".to_owned(),
    }
});

impl Family {
    /// The family of a model id, an inference profile, or an ARN that names one of the two.
    ///
    /// A model in no row is tried from the firmest mechanism on, and what it refuses is remembered. Results of tools carry
    /// no status for it, since some models refuse the field.
    ///
    /// ```
    /// use toolshape::{Family, Rung};
    ///
    /// let profile = "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.meta.llama3-3-70b-instruct-v1:0";
    /// assert_eq!(Family::of(profile).rungs.first(), Some(Rung::Auto));
    /// assert_eq!(Family::of("a-model-of-next-year").name, "unknown");
    /// ```
    #[must_use]
    pub fn of(model: &str) -> &'static Self {
        let named = TABLE.iter().flat_map(|family| family.models.iter().map(move |part| (part, family)));
        let known = named.filter(|(part, _)| model.contains(part.as_str())).max_by_key(|(part, _)| part.len());
        known.map_or(&UNKNOWN, |(_, family)| family)
    }

    /// The table: every family that is known.
    ///
    /// ```
    /// use toolshape::Family;
    ///
    /// assert!(Family::all().iter().any(|family| family.name == "Nova"));
    /// ```
    #[must_use]
    pub fn all() -> &'static [Self] {
        &TABLE
    }

    /// Whether these additional model fields make a model of the family think: most cannot be
    /// forced to call a tool then.
    ///
    /// ```
    /// use serde_json::json;
    /// use toolshape::Family;
    ///
    /// let claude = Family::of("anthropic.claude-sonnet-4-5-20250929-v1:0");
    /// assert!(claude.thinks(&json!({"thinking": {"type": "enabled", "budget_tokens": 1024}})));
    /// assert!(!claude.thinks(&json!({"thinking": {"type": "disabled"}})));
    /// ```
    #[must_use]
    pub fn thinks(&self, additional_model_fields: &Value) -> bool {
        self.thinking.iter().filter_map(|name| additional_model_fields.get(name)).any(is_on)
    }
}

fn by_name<'de, D: Deserializer<'de>>(input: D) -> Result<Dialect, D::Error> {
    let name = String::deserialize(input)?;
    Dialect::by_name(&name).ok_or_else(|| D::Error::custom(format_args!("no dialect is named {name}")))
}

/// `true`, an effort, or an object that does not say it is off.
fn is_on(setting: &Value) -> bool {
    let off = |word: &str| matches!(word, "disabled" | "none" | "off");
    match setting {
        Value::Object(members) => match (members.get("type"), members.get("enabled")) {
            (Some(kind), _) => !kind.as_str().is_some_and(off),
            (None, Some(enabled)) => enabled != false,
            (None, None) => !members.is_empty(),
        },
        Value::String(effort) => !off(effort),
        Value::Bool(on) => *on,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_table_can_be_read_and_every_row_has_its_source() {
        let table: Vec<Family> = serde_json::from_str(include_str!("families.json")).expect("the table has its form");
        assert_eq!(table, Family::all());
        for family in table {
            let name = &family.name;
            assert!(!family.models.is_empty() && family.models.iter().all(|part| part.len() > 4), "{name}");
            assert!(
                family.rungs == Rungs::default() || family.rungs.contains(Rung::Auto),
                "{name}: auto is the last resort"
            );
            assert!(!family.source.is_empty(), "{name}");
            assert!(family.strict || !family.strict_budgets, "{name}: only strict tools have budgets");
            assert!(family.strict || !family.rungs.contains(Rung::Native), "{name}: one grammar compiler serves both");
        }
    }

    #[test]
    fn each_part_of_an_id_stands_once() {
        let mut parts: Vec<_> = Family::all().iter().flat_map(|family| &family.models).collect();
        let count = parts.len();
        parts.sort_unstable();
        parts.dedup();
        assert_eq!(parts.len(), count);
    }

    #[test]
    fn the_longest_part_of_an_id_decides() {
        for (name, models) in IDS {
            for model in *models {
                let account = format!("arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.{model}");
                let regional = format!("arn:aws:bedrock:us-east-1::foundation-model/{model}");
                for id in [(*model).to_owned(), format!("eu.{model}"), format!("global.{model}"), account, regional] {
                    assert_eq!(Family::of(&id).name, *name, "{id}");
                }
            }
        }
    }

    /// Ids from the AWS guide (model ids, model cards) and from anomalyco/models.dev, by the row that applies.
    const IDS: &[(&str, &[&str])] = &[
        (
            "Claude 5.5",
            &[
                "anthropic.claude-opus-5-5",
                "anthropic.claude-opus-5-5-v1:0",
                "anthropic.claude-sonnet-5-5",
                "anthropic.claude-fable-5-1",
                "anthropic.claude-mythos-5-1",
            ],
        ),
        (
            "Claude 5",
            &[
                "anthropic.claude-opus-5",
                "anthropic.claude-sonnet-5",
                "anthropic.claude-fable-5",
                "anthropic.claude-mythos-5",
            ],
        ),
        ("Claude 4.7 and 4.8", &["anthropic.claude-opus-4-7", "anthropic.claude-opus-4-8"]),
        (
            "Claude 4.5 and 4.6",
            &[
                "anthropic.claude-haiku-4-5-20251001-v1:0",
                "anthropic.claude-sonnet-4-5-20250929-v1:0",
                "anthropic.claude-opus-4-5-20251101-v1:0",
                "anthropic.claude-sonnet-4-6",
                "anthropic.claude-opus-4-6-v1",
            ],
        ),
        (
            "Claude 3 and 4",
            &[
                "anthropic.claude-3-haiku-20240307-v1:0",
                "anthropic.claude-3-sonnet-20240229-v1:0",
                "anthropic.claude-3-opus-20240229-v1:0",
                "anthropic.claude-3-5-haiku-20241022-v1:0",
                "anthropic.claude-3-5-sonnet-20240620-v1:0",
                "anthropic.claude-3-5-sonnet-20241022-v2:0",
                "anthropic.claude-3-7-sonnet-20250219-v1:0",
                "anthropic.claude-sonnet-4-20250514-v1:0",
                "anthropic.claude-opus-4-20250514-v1:0",
                "anthropic.claude-opus-4-1-20250805-v1:0",
            ],
        ),
        ("Claude of a later release", &["anthropic.claude-haiku-5-5", "anthropic.claude-opus-6"]),
        (
            "Nova",
            &[
                "amazon.nova-micro-v1:0",
                "amazon.nova-lite-v1:0",
                "amazon.nova-pro-v1:0",
                "amazon.nova-pro-v1:0:24k",
                "amazon.nova-premier-v1:0",
                "amazon.nova-2-lite-v1:0",
                "amazon.nova-2-lite-v1:0:256k",
            ],
        ),
        (
            "Llama",
            &[
                "meta.llama3-1-8b-instruct-v1:0",
                "meta.llama3-1-70b-instruct-v1:0",
                "meta.llama3-1-405b-instruct-v1:0",
                "meta.llama3-2-11b-instruct-v1:0",
                "meta.llama3-2-90b-instruct-v1:0",
                "meta.llama3-3-70b-instruct-v1:0",
                "meta.llama4-maverick-17b-instruct-v1:0",
                "meta.llama4-scout-17b-instruct-v1:0",
            ],
        ),
        (
            "Mistral Large and Pixtral",
            &["mistral.mistral-large-2402-v1:0", "mistral.mistral-large-2407-v1:0", "mistral.pixtral-large-2502-v1:0"],
        ),
        ("Mistral Small", &["mistral.mistral-small-2402-v1:0"]),
        (
            "Mistral 3",
            &[
                "mistral.mistral-large-3-675b-instruct",
                "mistral.ministral-3-3b-instruct",
                "mistral.ministral-3-8b-instruct",
                "mistral.ministral-3-14b-instruct",
                "mistral.magistral-small-2509",
                "mistral.voxtral-mini-3b-2507",
                "mistral.voxtral-small-24b-2507",
                "mistral.devstral-2-123b",
            ],
        ),
        (
            "Qwen3",
            &[
                "qwen.qwen3-32b-v1:0",
                "qwen.qwen3-235b-a22b-2507-v1:0",
                "qwen.qwen3-coder-30b-a3b-v1:0",
                "qwen.qwen3-coder-480b-a35b-v1:0",
                "qwen.qwen3-coder-next",
                "qwen.qwen3-next-80b-a3b",
                "qwen.qwen3-vl-235b-a22b",
            ],
        ),
        (
            "gpt-oss",
            &[
                "openai.gpt-oss-20b-1:0",
                "openai.gpt-oss-120b-1:0",
                "openai.gpt-oss-safeguard-20b",
                "openai.gpt-oss-safeguard-120b",
            ],
        ),
        ("GPT", &["openai.gpt-5.6-sol", "openai.gpt-6-astra"]),
        ("Grok", &["xai.grok-4.3"]),
        ("DeepSeek V3", &["deepseek.v3-v1:0", "deepseek.v3.2"]),
        ("Gemma 3", &["google.gemma-3-12b-it", "google.gemma-3-27b-it"]),
        ("Gemma without native output", &["google.gemma-3-4b-it"]),
        ("MiniMax M2", &["minimax.minimax-m2", "minimax.minimax-m2.1", "minimax.minimax-m2.5"]),
        ("Kimi K2", &["moonshot.kimi-k2-thinking", "moonshotai.kimi-k2.5"]),
        (
            "Nemotron",
            &[
                "nvidia.nemotron-nano-9b-v2",
                "nvidia.nemotron-nano-12b-v2",
                "nvidia.nemotron-nano-3-30b",
                "nvidia.nemotron-super-3-120b",
            ],
        ),
        ("GLM", &["zai.glm-4.7", "zai.glm-4.7-flash", "zai.glm-5", "zai.glm-5.3"]),
        ("Command R", &["cohere.command-r-v1:0", "cohere.command-r-plus-v1:0"]),
        ("Jamba 1.5", &["ai21.jamba-1-5-large-v1:0", "ai21.jamba-1-5-mini-v1:0"]),
        ("Palmyra", &["writer.palmyra-x4-v1:0", "writer.palmyra-x5-v1:0"]),
        (
            "no tools",
            &[
                "anthropic.claude-v2",
                "anthropic.claude-v2:1",
                "anthropic.claude-instant-v1",
                "amazon.titan-text-express-v1",
                "amazon.titan-text-lite-v1",
                "amazon.titan-text-premier-v1:0",
                "amazon.titan-tg1-large",
                "ai21.jamba-instruct-v1:0",
                "ai21.j2-mid-v1",
                "ai21.j2-ultra-v1",
                "cohere.command-text-v14",
                "cohere.command-light-text-v14",
                "deepseek.r1-v1:0",
                "meta.llama2-13b-chat-v1",
                "meta.llama3-8b-instruct-v1:0",
                "meta.llama3-70b-instruct-v1:0",
                "meta.llama3-2-1b-instruct-v1:0",
                "meta.llama3-2-3b-instruct-v1:0",
                "mistral.mistral-7b-instruct-v0:2",
                "mistral.mixtral-8x7b-instruct-v0:1",
            ],
        ),
        (
            "unknown",
            &[
                "a-model-of-next-year",
                "twelvelabs.pegasus-1-2-v1:0",
                "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2c3",
                "arn:aws:bedrock:us-east-1:123456789012:imported-model/abcdefghijkl",
            ],
        ),
    ];

    #[test]
    fn what_is_in_no_row_is_tried_from_the_firmest_mechanism() {
        let unknown = Family::of("a-model-of-next-year");
        assert!(unknown.rungs.iter().eq([Rung::Forced, Rung::Any, Rung::Auto]));
        assert_eq!((unknown.dialect, unknown.result_status), (Dialect::PORTABLE, false));
    }

    #[test]
    fn thinking_is_told_from_its_setting() {
        let unknown = Family::of("a-model-of-next-year");
        for (fields, thinks) in [
            (json!({"thinking": {"type": "enabled", "budget_tokens": 1024}}), true),
            (json!({"thinking": {"type": "adaptive"}}), true),
            (json!({"reasoning_config": {"type": "enabled"}}), true),
            (json!({"reasoningConfig": {"type": "enabled", "maxReasoningEffort": "low"}}), true),
            (json!({"reasoning_effort": "high"}), true),
            (json!({"reasoning_effort": "none"}), false),
            (json!({"thinking": {"type": "disabled"}}), false),
            (json!({"thinking": null}), false),
            (json!({"top_k": 50}), false),
            (json!({}), false),
        ] {
            assert_eq!(unknown.thinks(&fields), thinks, "{fields}");
        }
    }
}
