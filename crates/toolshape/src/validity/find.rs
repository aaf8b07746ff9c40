//! The place of a violation, and the rule that is broken there.

use serde_json::{Map, Value};

use super::{PathStep, Truth, Walk, same};
use crate::dialect::words;

type Keywords = Map<String, Value>;

impl<'a> Walk<'a> {
    /// Follows a value that is invalid to the place where it is, and names the rule.
    pub(super) fn find(&self, schema: &Value, value: &Value, steps: &mut Vec<PathStep>) -> Option<String> {
        let keywords = match schema {
            Value::Object(keywords) => keywords,
            Value::Bool(false) => {
                let is_member = matches!(steps.last(), Some(PathStep::Member(_)));
                return Some(if is_member { "unknown field" } else { "expected nothing here" }.to_owned());
            }
            _ => return None,
        };
        ordered(keywords).find_map(|(word, argument)| self.find_by(keywords, word, argument, value, steps))
    }

    pub(super) fn find_by(
        &self,
        keywords: &Keywords,
        word: &str,
        argument: &Value,
        value: &Value,
        steps: &mut Vec<PathStep>,
    ) -> Option<String> {
        match self.of_itself(keywords, word, argument, value) {
            Some(Truth::No) => match (word, argument, value) {
                ("anyOf" | "oneOf", Value::Array(any), _) => {
                    let meant = self.meant(any, value).and_then(|schema| self.find(schema, value, steps));
                    Some(meant.unwrap_or_else(|| rule(keywords, word, argument, value)))
                }
                ("propertyNames", schema, Value::Object(members)) => {
                    let name = members.keys().find(|name| self.name(schema, name) == Truth::No)?;
                    steps.push(PathStep::Member(name.clone()));
                    let rule = Walk::of(self.judge).find(schema, &name.as_str().into(), &mut Vec::new())?;
                    Some(format!("invalid name, {rule}"))
                }
                _ => Some(rule(keywords, word, argument, value)),
            },
            Some(_) => None,
            None => {
                let mut parts = self.parts(keywords, word, argument, value);
                let broken = parts.find(|part| self.part(word, *part) == Truth::No)?;
                steps.extend(broken.step.map(PathStep::from));
                self.find(broken.schema, broken.value, steps)
            }
        }
    }

    /// The choice that a value is most likely meant to be: the only one of its type, that its tag names, or that has
    /// the members it must have.
    pub(super) fn meant<'s>(&self, choices: &'s [Value], value: &Value) -> Option<&'s Value>
    where
        'a: 's,
    {
        let mut meant: Vec<&Value> = choices.iter().collect();
        for fits in [Self::is_typed, Self::is_tagged, Self::has_required] {
            let fitting: Vec<_> = meant.iter().copied().filter(|schema| fits(self, schema, value)).collect();
            match fitting.as_slice() {
                [] => return None,
                [only] => return Some(only),
                _ => meant = fitting,
            }
        }
        None
    }

    fn is_typed(&self, schema: &Value, value: &Value) -> bool {
        self.keywords(schema, "type").all(|ty| self.is_of_type(ty, value))
    }

    /// Whether the members that can have but one value have it.
    fn is_tagged(&self, schema: &Value, value: &Value) -> bool {
        self.keywords(schema, "properties").filter_map(Value::as_object).flatten().all(|(name, schema)| {
            let only = schema.get("enum").and_then(Value::as_array).filter(|values| values.len() == 1);
            let tag = schema.get("const").or(only.and_then(|values| values.first()));
            tag.is_none_or(|tag| value.get(name).is_some_and(|value| same(tag, value)))
        })
    }

    fn has_required(&self, schema: &Value, value: &Value) -> bool {
        let mut names = self.keywords(schema, "required").filter_map(Value::as_array).flatten();
        names.all(|name| name.as_str().is_none_or(|name| value.get(name).is_some()))
    }

    /// The values of a keyword in a schema and what it refers to.
    fn keywords<'s>(&self, schema: &'s Value, word: &str) -> impl Iterator<Item = &'s Value>
    where
        'a: 's,
    {
        let target =
            |schema: &'s Value| schema.get("$ref").and_then(Value::as_str).and_then(|name| self.judge.target(name));
        let all = schema.get("allOf").and_then(Value::as_array).into_iter().flatten();
        let mut schemas = vec![schema];
        schemas.extend(all);
        let targets: Vec<_> = schemas.iter().filter_map(|schema| target(schema)).collect();
        schemas.extend(targets);
        schemas.into_iter().filter_map(move |schema| schema.get(word))
    }
}

/// The keywords of a schema: what a value is comes before what it holds.
pub(super) fn ordered(keywords: &Keywords) -> impl Iterator<Item = (&String, &Value)> {
    const FIRST: [&str; 4] = ["type", "const", "enum", "required"];
    let first = FIRST.iter().filter_map(|word| keywords.get_key_value(*word));
    first.chain(keywords.iter().filter(|(word, _)| !FIRST.contains(&word.as_str())))
}

/// The rule that is broken, from the schema alone.
fn rule(keywords: &Keywords, word: &str, argument: &Value, value: &Value) -> String {
    if let ("required", Value::Array(names), Value::Object(members)) = (word, argument, value) {
        let missing = names.iter().filter_map(Value::as_str).find(|name| !members.contains_key(*name));
        return missing_field(missing.unwrap_or_default());
    }
    let same_bound = other_bound(word).is_some_and(|other| keywords.get(&other) == Some(argument));
    match words::phrase(word, argument) {
        Some(expected) if word == "type" => format!("invalid type: {}, expected {expected}", found(value)),
        Some(expected) if same_bound => {
            let count = expected.trim_start_matches("at least ").trim_start_matches("at most ");
            format!("expected {count}")
        }
        Some(expected) => format!("expected {expected}"),
        None if word == "anyOf" => "it is none of the choices".to_owned(),
        None if word == "oneOf" => "it is not exactly one of the choices".to_owned(),
        None => format!("it breaks the schema's rule `{word}`"),
    }
}

pub(super) fn missing_field(name: &str) -> String {
    format!("missing field `{name}`")
}

/// `maxLength` of `minLength`, and the other way round.
fn other_bound(word: &str) -> Option<String> {
    let (from, to) = if word.starts_with("min") { ("min", "max") } else { ("max", "min") };
    word.strip_prefix(from).map(|counted| format!("{to}{counted}"))
}

fn found(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(number) if number.is_f64() => "a number",
        Value::Number(_) => "an integer",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
