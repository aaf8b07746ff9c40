//! Whether a value is what a schema accepts, as far as can be told without patterns and formats.
//!
//! Stricter than JSON Schema in one thing: `3.0` is no integer, as it is none for serde.

mod all;

use std::fmt::Write as _;

use serde_json::{Map, Number, Value};

use crate::dialect::{alternatives, target, words};
use crate::mismatch::push_key;

/// The deepest that schemas are followed into each other at one place.
const DEEPEST: u16 = 200;

/// How far it is true that a value is valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Truth {
    No,
    /// It depends on a word that is not read here.
    Maybe,
    Yes,
}

impl Truth {
    fn not(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::Maybe => Self::Maybe,
            Self::Yes => Self::No,
        }
    }
}

impl From<bool> for Truth {
    fn from(is_so: bool) -> Self {
        if is_so { Self::Yes } else { Self::No }
    }
}

/// Judges values by a schema in one piece.
#[derive(Clone, Copy)]
pub(crate) struct Judge<'a> {
    root: &'a Value,
    /// Whether bounds and lengths count.
    constraints: bool,
    deeper: u16,
}

/// Where a value is invalid, and the rule it breaks; both free of what the value holds but for
/// names of members in `path`.
pub(crate) struct Violation {
    /// The steps to the place.
    pub(crate) steps: Vec<PathStep>,
    pub(crate) rule: String,
}

impl Violation {
    /// The exact path, such as `$.items[3].sku`.
    pub(crate) fn path(&self) -> String {
        let mut path = "$".to_owned();
        self.steps.iter().for_each(|step| step.push_to(&mut path));
        path
    }
}

/// A step into a value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum PathStep {
    Member(String),
    Element(usize),
}

impl PathStep {
    /// Puts the step behind a path.
    pub(crate) fn push_to(&self, path: &mut String) {
        match self {
            Self::Member(name) => push_key(path, name),
            Self::Element(index) => {
                // Writing to a String does not fail.
                let _ = write!(path, "[{index}]");
            }
        }
    }
}

impl<'a> Judge<'a> {
    pub(crate) fn new(root: &'a Value, constraints: bool) -> Self {
        Self { root, constraints, deeper: DEEPEST }
    }

    /// Whether nothing that is read here speaks against the value.
    pub(crate) fn accepts(self, schema: &Value, value: &Value) -> bool {
        self.judge(schema, value) != Truth::No
    }

    /// The first violation of the root.
    pub(crate) fn violation(self, value: &Value) -> Option<Violation> {
        let mut steps = Vec::new();
        let rule = self.find(self.root, value, &mut steps)?;
        Some(Violation { steps, rule })
    }

    fn judge(self, schema: &Value, value: &Value) -> Truth {
        let keywords = match schema {
            Value::Object(keywords) => keywords,
            Value::Bool(false) => return Truth::No,
            _ => return Truth::Yes,
        };
        let Some(deeper) = self.deeper.checked_sub(1) else { return Truth::Maybe };
        let judge = Self { deeper, ..self };
        let mut truth = Truth::Yes;
        for (word, argument) in keywords {
            truth = truth.min(judge.keyword(keywords, word, argument, value));
            if truth == Truth::No {
                break;
            }
        }
        truth
    }

    fn all<'v>(self, pairs: impl Iterator<Item = (&'v Value, &'v Value)>) -> Truth {
        pairs.map(|(schema, value)| self.judge(schema, value)).min().unwrap_or(Truth::Yes)
    }

    fn keyword(self, keywords: &Map<String, Value>, word: &str, argument: &Value, value: &Value) -> Truth {
        match (word, argument) {
            ("$ref", Value::String(reference)) => {
                target(self.root, reference).map_or(Truth::Maybe, |schema| self.judge(schema, value))
            }
            ("$dynamicRef" | "$recursiveRef", _) => Truth::Maybe,
            ("allOf", Value::Array(all)) => self.all(all.iter().map(|schema| (schema, value))),
            ("anyOf", Value::Array(any)) => {
                any.iter().map(|schema| self.judge(schema, value)).max().unwrap_or(Truth::No)
            }
            ("oneOf", Value::Array(one)) => self.exactly_one(one, value),
            ("not", schema) => self.judge(schema, value).not(),
            ("if", schema) => self.conditional(keywords, schema, value),
            ("const", expected) => same(expected, value).into(),
            ("enum", Value::Array(values)) => values.iter().any(|expected| same(expected, value)).into(),
            ("type", ty) => is_of_type(ty, value).into(),
            _ => match value {
                Value::Object(members) => self.object(keywords, word, argument, members),
                Value::Array(elements) => self.array(keywords, word, argument, elements),
                Value::String(text) => self.string(word, argument, text),
                Value::Number(number) => self.number(word, argument, number),
                _ => Truth::Yes,
            },
        }
    }

    fn exactly_one(self, schemas: &[Value], value: &Value) -> Truth {
        let (mut yes, mut maybe) = (0, 0);
        for schema in schemas {
            match self.judge(schema, value) {
                Truth::Yes => yes += 1,
                Truth::Maybe => maybe += 1,
                Truth::No => {}
            }
        }
        match (yes, maybe) {
            (1, 0) => Truth::Yes,
            (0 | 1, 1..) => Truth::Maybe,
            _ => Truth::No,
        }
    }

    fn conditional(self, keywords: &Map<String, Value>, condition: &Value, value: &Value) -> Truth {
        let branch = |word| keywords.get(word).map_or(Truth::Yes, |schema| self.judge(schema, value));
        match self.judge(condition, value) {
            Truth::Yes => branch("then"),
            Truth::No => branch("else"),
            Truth::Maybe if branch("then") == Truth::Yes && branch("else") == Truth::Yes => Truth::Yes,
            Truth::Maybe => Truth::Maybe,
        }
    }

    fn object(
        self,
        keywords: &Map<String, Value>,
        word: &str,
        argument: &Value,
        members: &Map<String, Value>,
    ) -> Truth {
        match (word, argument) {
            ("properties", Value::Object(schemas)) => {
                self.all(members.iter().filter_map(|(name, value)| Some((schemas.get(name)?, value))))
            }
            ("required", Value::Array(names)) => {
                names.iter().filter_map(Value::as_str).all(|name| members.contains_key(name)).into()
            }
            ("additionalProperties", schema) => {
                let rest = self.all(rest(keywords, members).map(|(_, value)| (schema, value)));
                // A pattern may describe the member.
                if keywords.contains_key("patternProperties") { rest.max(Truth::Maybe) } else { rest }
            }
            ("unevaluatedProperties", schema) => self.unevaluated(keywords, schema, members),
            ("patternProperties", _) => Truth::Maybe,
            ("propertyNames", schema) => {
                members.keys().map(|name| self.judge(schema, &name.as_str().into())).min().unwrap_or(Truth::Yes)
            }
            ("dependentRequired", Value::Object(names)) => {
                let asked = names.iter().filter(|(name, _)| members.contains_key(*name));
                let mut asked = asked.flat_map(|(_, names)| names.as_array().into_iter().flatten());
                asked.all(|name| name.as_str().is_none_or(|name| members.contains_key(name))).into()
            }
            ("dependentSchemas", Value::Object(schemas)) => {
                let asked = schemas.iter().filter(|(name, _)| members.contains_key(*name));
                let value = Value::Object(members.clone());
                asked.map(|(_, schema)| self.judge(schema, &value)).min().unwrap_or(Truth::Yes)
            }
            ("minProperties" | "maxProperties", bound) => self.counted(word, bound, members.len()),
            _ => Truth::Yes,
        }
    }

    /// Members that no part of the schema describes. A part that does not hold describes nothing,
    /// which only a judge of annotations can tell.
    fn unevaluated(self, keywords: &Map<String, Value>, schema: &Value, members: &Map<String, Value>) -> Truth {
        let Some(alternatives) = alternatives(Some(self.root), keywords) else { return Truth::Maybe };
        let told = |name: &str| {
            let mut alternatives = alternatives.iter();
            alternatives
                .any(|one| describes(one, name) || one.contains_key("if") || one.contains_key("dependentSchemas"))
        };
        let truth = self.all(members.iter().filter(|(name, _)| !told(name)).map(|(_, value)| (schema, value)));
        if truth == Truth::Yes && alternatives.len() > 1 { Truth::Maybe } else { truth }
    }

    fn array(self, keywords: &Map<String, Value>, word: &str, argument: &Value, elements: &[Value]) -> Truth {
        match (word, argument) {
            ("prefixItems", Value::Array(schemas)) => self.all(schemas.iter().zip(elements)),
            ("items", schema) => {
                let first = keywords.get("prefixItems").and_then(Value::as_array).map_or(0, Vec::len);
                self.all(elements.iter().skip(first).map(|element| (schema, element)))
            }
            ("minItems" | "maxItems", bound) => self.counted(word, bound, elements.len()),
            ("uniqueItems", Value::Bool(true)) if self.constraints => {
                let twice =
                    |(index, element): (usize, &Value)| elements[..index].iter().any(|other| same(other, element));
                (!elements.iter().enumerate().any(twice)).into()
            }
            ("contains" | "unevaluatedItems", _) => Truth::Maybe,
            _ => Truth::Yes,
        }
    }

    fn string(self, word: &str, argument: &Value, text: &str) -> Truth {
        match word {
            "minLength" | "maxLength" => self.counted(word, argument, text.chars().count()),
            "pattern" | "format" => Truth::Maybe,
            _ => Truth::Yes,
        }
    }

    fn number(self, word: &str, argument: &Value, number: &Number) -> Truth {
        let Value::Number(bound) = argument else { return Truth::Yes };
        if !self.constraints {
            return Truth::Yes;
        }
        let Some(order) = compare(number, bound) else { return Truth::Maybe };
        match word {
            "minimum" => order.is_ge().into(),
            "maximum" => order.is_le().into(),
            "exclusiveMinimum" => order.is_gt().into(),
            "exclusiveMaximum" => order.is_lt().into(),
            "multipleOf" => match (number.as_i128(), bound.as_i128()) {
                (Some(number), Some(bound)) if bound > 0 => (number % bound == 0).into(),
                _ => Truth::Maybe,
            },
            _ => Truth::Yes,
        }
    }

    fn counted(self, word: &str, bound: &Value, count: usize) -> Truth {
        let Some(bound) = bound.as_u64().filter(|_| self.constraints) else { return Truth::Yes };
        let count = count as u64;
        Truth::from(if word.starts_with("min") { count >= bound } else { count <= bound })
    }

    /// Follows a value that is invalid to the place where it is, and names the rule.
    fn find(self, schema: &Value, value: &Value, steps: &mut Vec<PathStep>) -> Option<String> {
        let keywords = match schema {
            Value::Object(keywords) => keywords,
            Value::Bool(false) => return Some("expected nothing here".to_owned()),
            _ => return None,
        };
        let judge = Self { deeper: self.deeper.checked_sub(1)?, ..self };
        // What a value is comes before what it holds.
        let first = ["type", "const", "enum", "required"];
        let ordered = first.iter().filter_map(|word| keywords.get_key_value(*word));
        let broken = ordered
            .chain(keywords.iter().filter(|(word, _)| !first.contains(&word.as_str())))
            .find(|(word, argument)| judge.keyword(keywords, word, argument, value) == Truth::No);
        let (word, argument) = broken?;
        Some(judge.within(keywords, word, argument, value, steps).unwrap_or_else(|| rule(word, argument, value)))
    }

    /// The rule that is broken further inside, behind a keyword that holds schemas.
    fn within(
        self,
        keywords: &Map<String, Value>,
        word: &str,
        argument: &Value,
        value: &Value,
        steps: &mut Vec<PathStep>,
    ) -> Option<String> {
        let into = |schema: &Value, value: &Value, step: PathStep, steps: &mut Vec<PathStep>| {
            steps.push(step);
            self.find(schema, value, steps)
        };
        let broken = |(schema, value): (&Value, &Value)| self.judge(schema, value) == Truth::No;
        match (word, argument, value) {
            ("$ref", Value::String(reference), _) => self.find(target(self.root, reference)?, value, steps),
            ("allOf", Value::Array(all), _) => {
                self.find(all.iter().find(|schema| broken((schema, value)))?, value, steps)
            }
            ("anyOf" | "oneOf", Value::Array(any), _) => self.find(self.meant(any, value)?, value, steps),
            ("properties", Value::Object(schemas), Value::Object(members)) => {
                let mut pairs = members.iter().filter_map(|(name, value)| Some((name, schemas.get(name)?, value)));
                let (name, schema, value) = pairs.find(|(_, schema, value)| broken((schema, value)))?;
                into(schema, value, PathStep::Member(name.clone()), steps)
            }
            ("additionalProperties", schema, Value::Object(members)) => {
                let (name, value) = rest(keywords, members).find(|(_, value)| broken((schema, value)))?;
                if *schema == false {
                    steps.push(PathStep::Member(name.clone()));
                    return Some("unknown field".to_owned());
                }
                into(schema, value, PathStep::Member(name.clone()), steps)
            }
            ("prefixItems", Value::Array(schemas), Value::Array(elements)) => {
                let mut pairs = schemas.iter().zip(elements).enumerate();
                let (index, (schema, value)) = pairs.find(|(_, pair)| broken(*pair))?;
                into(schema, value, PathStep::Element(index), steps)
            }
            ("items", schema, Value::Array(elements)) => {
                let first = keywords.get("prefixItems").and_then(Value::as_array).map_or(0, Vec::len);
                let mut rest = elements.iter().enumerate().skip(first);
                let (index, value) = rest.find(|(_, value)| broken((schema, value)))?;
                into(schema, value, PathStep::Element(index), steps)
            }
            ("required", Value::Array(names), Value::Object(members)) => {
                let missing = names.iter().filter_map(Value::as_str).find(|name| !members.contains_key(*name))?;
                Some(format!("missing field `{missing}`"))
            }
            _ => None,
        }
    }

    /// The only choice of a value's type, such as the type of an optional member.
    fn meant<'s>(self, choices: &'s [Value], value: &Value) -> Option<&'s Value> {
        let of_type = |schema: &&Value| {
            let schema =
                schema.get("$ref").and_then(Value::as_str).and_then(|r| target(self.root, r)).unwrap_or(schema);
            schema.get("type").is_none_or(|ty| is_of_type(ty, value))
        };
        let mut meant = choices.iter().filter(of_type);
        meant.next().filter(|_| meant.next().is_none())
    }
}

/// The members that a schema does not name.
fn rest<'v>(
    keywords: &Map<String, Value>,
    members: &'v Map<String, Value>,
) -> impl Iterator<Item = (&'v String, &'v Value)> {
    let named = keywords.get("properties").and_then(Value::as_object);
    members.iter().filter(move |(name, _)| named.is_none_or(|named| !named.contains_key(*name)))
}

/// Whether a schema without choices has a place for a member of this name.
pub(crate) fn describes(keywords: &Map<String, Value>, name: &str) -> bool {
    let named = keywords.get("properties").and_then(Value::as_object);
    named.is_some_and(|named| named.contains_key(name))
        || keywords.get("additionalProperties").is_some_and(|rest| *rest != false)
        || keywords.contains_key("patternProperties")
}

/// Equality of JSON values, in which 1 and 1.0 are as different as for serde.
fn same(one: &Value, other: &Value) -> bool {
    one == other
}

fn is_of_type(ty: &Value, value: &Value) -> bool {
    let is = |name: &str| match (name, value) {
        ("null", Value::Null)
        | ("boolean", Value::Bool(_))
        | ("string", Value::String(_))
        | ("array", Value::Array(_))
        | ("object", Value::Object(_))
        | ("number", Value::Number(_)) => true,
        ("integer", Value::Number(number)) => !number.is_f64(),
        _ => false,
    };
    match ty {
        Value::String(name) => is(name),
        Value::Array(names) => names.iter().filter_map(Value::as_str).any(is),
        _ => true,
    }
}

fn compare(one: &Number, other: &Number) -> Option<std::cmp::Ordering> {
    match (one.as_i128(), other.as_i128()) {
        (Some(one), Some(other)) => Some(one.cmp(&other)),
        _ => one.as_f64()?.partial_cmp(&other.as_f64()?),
    }
}

fn rule(word: &str, argument: &Value, value: &Value) -> String {
    let found = match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(number) if number.is_f64() => "a number",
        Value::Number(_) => "an integer",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    };
    match (word, words::phrase(word, argument)) {
        ("type", Some(expected)) => format!("invalid type: {found}, expected {expected}"),
        (_, Some(expected)) => format!("invalid value: {found}, expected {expected}"),
        ("anyOf" | "oneOf", None) => format!("invalid value: {found} that is none of the choices"),
        _ => format!("invalid value: {found} against the rule `{word}`"),
    }
}

#[cfg(test)]
mod tests;
