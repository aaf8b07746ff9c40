//! Why the new schema may refuse a value that the old one accepts, in words.

use serde_json::Value;

use crate::schema::Schema;

/// A word of the new schema that the old one does not promise.
#[derive(Clone)]
pub(crate) struct Gap {
    /// The same for the same gap on another way through the schemas.
    pub(crate) id: usize,
    /// The place in the instance, behind the `$`.
    pub(crate) path: String,
    /// The keyword.
    pub(crate) word: String,
    /// The place in the new schema, by its address.
    pub(crate) schema: usize,
    pub(crate) lack: Lack,
    /// Whether no old reply is assumed to have such a member.
    pub(crate) is_new_member: bool,
}

/// What is missing.
#[derive(Clone)]
pub(crate) enum Lack {
    /// What the word says in the new schema and in the old one.
    Word { new: String, old: Option<String> },
    /// The member must be there.
    Required,
    /// The member, or whatever is here, is not allowed.
    Refused,
    /// It could be any value.
    Narrowed { to: String },
    /// Values that are not listed.
    Values(Vec<String>),
    /// An alternative of the old schema that no alternative of the new one takes.
    Case(String),
    /// It may hold, but is not shown.
    Unclear(&'static str),
}

/// Why what is unclear has the worst verdict.
pub(crate) const UNSHOWN: &str = "assumed breaking: could not be shown to be compatible";

/// Why what is new is breaking where nothing was said of it.
pub(crate) const ANYTHING: &str = "the old schema lets it hold anything, described or not";

impl Gap {
    /// What the new schema no longer promises to accept, or with `forward` off, what it accepts beyond the old one.
    pub(crate) fn text(&self, forward: bool) -> String {
        let word = &self.word;
        let adverb = if forward { "no longer" } else { "also" };
        match &self.lack {
            Lack::Word { new, old } => {
                let old = old.as_deref().unwrap_or("none");
                let (from, to) = if forward { (old, new.as_str()) } else { (new.as_str(), old) };
                format!("{word}: {from} -> {to}")
            }
            Lack::Required if forward => "is now required".to_owned(),
            Lack::Required => "is no longer required".to_owned(),
            Lack::Refused if forward => "is no longer allowed".to_owned(),
            Lack::Refused => "is now allowed".to_owned(),
            Lack::Narrowed { to } if forward && self.is_new_member => format!("is a new member: {to}"),
            Lack::Narrowed { to } if forward => format!("was any value, is now {to}"),
            Lack::Narrowed { to } => format!("was {to}, is now any value"),
            Lack::Values(values) => format!("values: {adverb} {}", values.join(", ")),
            Lack::Case(case) => format!("{word}: {adverb} {case}"),
            Lack::Unclear(why) => format!("{word}: {why}"),
        }
    }

    /// What is the same of a word that was compared the other way round, so that one line tells both.
    pub(crate) fn side(&self) -> Option<(bool, &str, &str)> {
        match self.lack {
            Lack::Word { .. } => Some((true, &self.path, &self.word)),
            Lack::Unclear(_) => Some((false, &self.path, &self.word)),
            _ => None,
        }
    }

    /// Why it is breaking, where that does not speak for itself.
    pub(crate) fn reason(&self) -> Option<&'static str> {
        match (&self.lack, self.word.as_str()) {
            (Lack::Narrowed { .. }, _) => Some(ANYTHING),
            (Lack::Unclear(_), _) => Some(UNSHOWN),
            (Lack::Word { .. }, "pattern") => Some("what matches one pattern need not match another"),
            (Lack::Word { .. }, "format") => Some("what has one format need not have another"),
            _ => None,
        }
    }
}

/// A value on one line, cut where it is long.
pub(crate) fn short(value: &Value) -> String {
    const LONGEST: usize = 60;
    let text = value.to_string();
    if text.chars().count() <= LONGEST { text } else { text.chars().take(LONGEST).chain(['…']).collect() }
}

/// A schema in a few words.
pub(crate) fn summary(schema: Schema<'_>) -> String {
    let text = |word| schema.word(word).and_then(Value::as_str);
    if let Some(value) = schema.word("const") {
        return short(value);
    }
    if let Some(name) = text("$ref").and_then(|reference| reference.rsplit('/').next()).or_else(|| text("title")) {
        return name.to_owned();
    }
    // An object is told by the members that hold one value.
    let tags = schema.named("properties").filter_map(|(name, schema)| match schema.values() {
        Some([value]) => Some(format!("{name} {}", short(value))),
        _ => None,
    });
    let tags: Vec<_> = tags.collect();
    if !tags.is_empty() {
        return format!("an object with {}", tags.join(", "));
    }
    match schema.word("type") {
        Some(Value::String(name)) => name.clone(),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" or "),
        _ => short(schema.value),
    }
}
