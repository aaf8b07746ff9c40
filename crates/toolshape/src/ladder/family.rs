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
pub struct Family {
    /// The family's name.
    pub name: String,
    /// The ways that it can be made to answer with a value.
    pub rungs: Rungs,
    /// Whether it takes `strict: true` on a tool; it is left out for one that does not.
    pub strict: bool,
    /// Whether the service limits how many strict tools, optional members and unions one request of it may have.
    #[serde(default)]
    pub strict_budgets: bool,
    /// Whether it knows the status of a tool's result.
    pub result_status: bool,
    /// The form of a schema that it takes where it is not held to the schema.
    #[serde(deserialize_with = "by_name")]
    pub dialect: Dialect,
    /// The additional model fields that make it think.
    pub thinking: Vec<String>,
    /// Where this was read.
    pub source: String,
}

#[derive(Deserialize)]
struct Row {
    /// Parts of model ids. The longest that occurs in an id decides.
    models: Vec<String>,
    #[serde(flatten)]
    family: Family,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    // A test holds the file to its form; were it broken nonetheless, every model would be unknown.
    serde_json::from_str(include_str!("families.json")).unwrap_or_default()
});

static UNKNOWN: LazyLock<Family> = LazyLock::new(|| {
    let mut thinking: Vec<_> = ROWS.iter().flat_map(|row| row.family.thinking.iter().cloned()).collect();
    thinking.sort_unstable();
    thinking.dedup();
    Family {
        name: "unknown".to_owned(),
        rungs: Rungs::from_iter([Rung::Forced, Rung::Any, Rung::Auto]),
        strict: true,
        strict_budgets: false,
        result_status: false,
        dialect: Dialect::PORTABLE,
        thinking,
        source: "none: what a model refuses is learnt from its answer".to_owned(),
    }
});

impl Family {
    /// The family of a model id, an inference profile, or an ARN that names one of the two.
    ///
    /// What the table does not know is tried from the firmest rung, and is sent no status of a
    /// tool's result, since some models refuse the field.
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
        let named = ROWS.iter().flat_map(|row| row.models.iter().map(move |part| (part, &row.family)));
        let known = named.filter(|(part, _)| model.contains(part.as_str())).max_by_key(|(part, _)| part.len());
        known.map_or(&UNKNOWN, |(_, family)| family)
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
        let rows: Vec<Row> = serde_json::from_str(include_str!("families.json")).expect("the table has its form");
        for Row { models, family } in rows {
            assert!(!models.is_empty() && models.iter().all(|part| part.len() > 4), "{}", family.name);
            assert!(family.rungs.contains(Rung::Auto), "{}: the last resort is always there", family.name);
            assert!(!family.source.is_empty(), "{}", family.name);
        }
    }

    #[test]
    fn the_longest_part_of_an_id_decides() {
        for (model, name) in [
            ("anthropic.claude-3-haiku-20240307-v1:0", "Claude"),
            ("us.anthropic.claude-haiku-4-5-20251001-v1:0", "Claude with structured output"),
            ("global.anthropic.claude-opus-5-5-v1:0", "Claude that refuses to be forced"),
            ("eu.amazon.nova-micro-v1:0", "Nova"),
            ("arn:aws:bedrock:us-east-1::foundation-model/mistral.mistral-large-2407-v1:0", "Mistral Large"),
            ("mistral.mistral-7b-instruct-v0:2", "unknown"),
            ("arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2c3", "unknown"),
        ] {
            assert_eq!(Family::of(model).name, name, "{model}");
        }
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
