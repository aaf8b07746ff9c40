//! The places of violations, and the rules that are broken there.

use serde_json::{Map, Value};

use super::{PathStep, Truth, Violation, Walk, same};
use crate::dialect::words;

type Keywords = Map<String, Value>;

/// Violations, as many as are asked for.
pub(super) struct Found {
    pub(super) violations: Vec<Violation>,
    pub(super) most: usize,
}

impl Found {
    fn add(&mut self, at: &[PathStep], rule: impl Into<String>) {
        if !self.is_full() {
            self.violations.push(Violation { steps: at.to_vec(), rule: rule.into() });
        }
    }

    fn is_full(&self) -> bool {
        self.violations.len() >= self.most
    }
}

impl<'a> Walk<'a> {
    /// Follows a value that is invalid to the places where it is, and names the rules.
    pub(super) fn find(&self, schema: &Value, value: &Value, at: &mut Vec<PathStep>, found: &mut Found) {
        let keywords = match schema {
            Value::Object(keywords) => keywords,
            Value::Bool(false) => {
                let is_member = matches!(at.last(), Some(PathStep::Member(_)));
                return found.add(at, if is_member { "unknown field" } else { "expected nothing here" });
            }
            _ => return,
        };
        for (word, argument) in ordered(keywords) {
            if found.is_full() {
                return;
            }
            match (self.of_itself(keywords, word, argument, value), word.as_str(), argument, value) {
                (None, ..) => {
                    for part in self.parts(keywords, word, argument, value) {
                        if !found.is_full() && self.part(word, part) == Truth::No {
                            at.extend(part.step.map(PathStep::from));
                            self.find(part.schema, part.value, at, found);
                            at.truncate(at.len() - usize::from(part.step.is_some()));
                        }
                    }
                }
                (Some(Truth::No), "required", Value::Array(names), Value::Object(members)) => {
                    let missing = names.iter().filter_map(Value::as_str).filter(|name| !members.contains_key(*name));
                    missing.for_each(|name| found.add(at, format!("missing field `{name}`")));
                }
                (Some(Truth::No), "anyOf" | "oneOf", Value::Array(choices), _) => {
                    let before = found.violations.len();
                    if let Some(meant) = self.meant(choices, value) {
                        self.find(meant, value, at, found);
                    }
                    if found.violations.len() == before {
                        found.add(at, rule(keywords, word, argument, value));
                    }
                }
                (Some(Truth::No), "propertyNames", schema, Value::Object(members)) => {
                    for name in members.keys().filter(|name| self.name(schema, name) == Truth::No) {
                        let mut inside = Found { violations: Vec::new(), most: 1 };
                        Walk::of(self.judge).find(schema, &name.as_str().into(), &mut Vec::new(), &mut inside);
                        at.push(PathStep::Member(name.clone()));
                        inside.violations.iter().for_each(|one| found.add(at, format!("invalid name, {}", one.rule)));
                        at.pop();
                    }
                }
                (Some(Truth::No), word, ..) => {
                    found.add(at, rule(keywords, word, argument, value));
                    // Of another type, or none of the values: the rest says nothing more.
                    if matches!(word, "type" | "const" | "enum") {
                        return;
                    }
                }
                (Some(_), ..) => {}
            }
        }
    }

    /// The choice that a value is most likely meant to be: the only one of its type, that its tag names, or that has
    /// the members it must have.
    fn meant<'s>(&self, choices: &'s [Value], value: &Value) -> Option<&'s Value>
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
fn ordered(keywords: &Keywords) -> impl Iterator<Item = (&String, &Value)> {
    const FIRST: [&str; 4] = ["type", "const", "enum", "required"];
    let first = FIRST.iter().filter_map(|word| keywords.get_key_value(*word));
    first.chain(keywords.iter().filter(|(word, _)| !FIRST.contains(&word.as_str())))
}

/// The rule that is broken, from the schema alone.
fn rule(keywords: &Keywords, word: &str, argument: &Value, value: &Value) -> String {
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
