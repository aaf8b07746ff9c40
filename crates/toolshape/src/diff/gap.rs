//! Why one schema does not follow from the other, in words.

use serde_json::Value;

use super::document::Schema;

/// A word of the goal that the premise does not promise.
pub(super) struct Gap {
    /// The place in the instance: `$.cities[*].name`.
    pub(super) path: String,
    /// The keyword, or what stands for it.
    pub(super) word: String,
    /// The place in the goal's document.
    pub(super) pointer: Option<String>,
    pub(super) lack: Lack,
}

/// What is missing.
pub(super) enum Lack {
    /// The goal's word, and the premise's.
    Word { goal: String, known: Option<String> },
    /// The member must be there.
    Required,
    /// The member, or whatever is here, is not allowed.
    Refused,
    /// It could be any value.
    Narrowed { to: String },
    /// Values that the goal does not list.
    Values(Vec<String>),
    /// A case of the premise that no choice of the goal takes.
    Case(String),
    /// It may be so, but cannot be shown.
    Unclear(&'static str),
}

/// Why what is not clear has the worst verdict.
pub(super) const UNSHOWN: &str = "taken for breaking, because the contrary cannot be shown";

impl Gap {
    /// What the new schema no longer promises to accept, or with `forward` off, what it accepts beyond the old one.
    pub(super) fn words(&self, forward: bool) -> String {
        let word = &self.word;
        match &self.lack {
            Lack::Word { goal, known } => {
                let known = known.as_deref().unwrap_or("none");
                let (from, to) = if forward { (known, goal.as_str()) } else { (goal.as_str(), known) };
                format!("{word}: {from} -> {to}")
            }
            Lack::Required if forward => "is now required".to_owned(),
            Lack::Required => "is no longer required".to_owned(),
            Lack::Refused if forward => "is no longer allowed".to_owned(),
            Lack::Refused => "is now allowed".to_owned(),
            Lack::Narrowed { to } if forward => format!("was any value, is now {to}"),
            Lack::Narrowed { to } => format!("was {to}, is now any value"),
            Lack::Values(values) if forward => format!("values: no longer {}", values.join(", ")),
            Lack::Values(values) => format!("values: also {}", values.join(", ")),
            Lack::Case(case) if forward => format!("{word}: no longer {case}"),
            Lack::Case(case) => format!("{word}: also {case}"),
            Lack::Unclear(why) => format!("{word}: {why}"),
        }
    }

    /// What is the same of a word that was compared the other way round, so that one line tells both.
    pub(super) fn side(&self) -> Option<(bool, &str, &str)> {
        match self.lack {
            Lack::Word { .. } => Some((true, &self.path, &self.word)),
            Lack::Unclear(_) => Some((false, &self.path, &self.word)),
            _ => None,
        }
    }

    /// What a reader may want to know besides.
    pub(super) fn reason(&self) -> Option<&'static str> {
        match &self.lack {
            Lack::Narrowed { .. } => Some("the old schema lets it hold anything, described or not"),
            Lack::Unclear(_) => Some(UNSHOWN),
            Lack::Word { .. } => match self.word.as_str() {
                "pattern" => Some("what matches one pattern need not match another"),
                "format" => Some("what has one format need not have another"),
                _ => None,
            },
            _ => None,
        }
    }
}

/// A value on one line, cut where it is long.
pub(super) fn short(value: &Value) -> String {
    const LONGEST: usize = 60;
    let text = value.to_string();
    if text.chars().count() <= LONGEST { text } else { text.chars().take(LONGEST).chain(['…']).collect() }
}

/// A schema in a few words.
pub(super) fn summary(schema: Schema<'_>) -> String {
    if let Some(value) = schema.word("const") {
        return short(value);
    }
    if let Some(name) = schema.word("$ref").and_then(Value::as_str) {
        return name.rsplit('/').next().unwrap_or(name).to_owned();
    }
    if let Some(title) = schema.word("title").and_then(Value::as_str) {
        return title.to_owned();
    }
    if let Some(tags) = tags(schema) {
        return tags;
    }
    match schema.word("type") {
        Some(Value::String(name)) => name.clone(),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" or "),
        _ => short(schema.value),
    }
}

/// An object told by the members that hold one value.
fn tags(schema: Schema<'_>) -> Option<String> {
    let tags = schema.named("properties").filter_map(|(name, schema)| {
        let value = match schema.word("enum").and_then(Value::as_array).map(Vec::as_slice) {
            Some([value]) => value,
            _ => schema.word("const")?,
        };
        Some(format!("{name} {}", short(value)))
    });
    let tags: Vec<_> = tags.collect();
    (!tags.is_empty()).then(|| format!("an object with {}", tags.join(", ")))
}
