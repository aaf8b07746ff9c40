//! What a keyword applies schemas to, where all of them must hold: members, elements, or the value itself.

use std::iter;
use std::ptr;

use serde_json::{Map, Value};

use super::{PathStep, Truth, Walk};

type Keywords = Map<String, Value>;
type Parts<'p> = Box<dyn Iterator<Item = Part<'p>> + 'p>;

/// A schema, and the value that it is applied to.
#[derive(Clone, Copy)]
pub(super) struct Part<'p> {
    pub(super) step: Option<Step<'p>>,
    /// Whether the schema is surely applied: without patterns that is not always known.
    pub(super) is_certain: bool,
    pub(super) schema: &'p Value,
    pub(super) value: &'p Value,
}

/// The step from a value to a part of it.
#[derive(Clone, Copy)]
pub(super) enum Step<'p> {
    Member(&'p str),
    Element(usize),
}

impl From<Step<'_>> for PathStep {
    fn from(step: Step<'_>) -> Self {
        match step {
            Step::Member(name) => Self::Member(name.to_owned()),
            Step::Element(index) => Self::Element(index),
        }
    }
}

impl<'p> Part<'p> {
    fn member(schema: &'p Value, name: &'p str, value: &'p Value) -> Self {
        Self { step: Some(Step::Member(name)), is_certain: true, schema, value }
    }

    fn element(schema: &'p Value, index: usize, value: &'p Value) -> Self {
        Self { step: Some(Step::Element(index)), is_certain: true, schema, value }
    }

    /// The part, as far as another schema does not describe it.
    fn unless(self, described: Truth) -> Option<Self> {
        (described != Truth::Yes).then_some(Self { is_certain: described == Truth::No, ..self })
    }
}

impl Walk<'_> {
    /// The parts of a keyword; none of a keyword that has no parts.
    pub(super) fn parts<'p>(
        &'p self,
        keywords: &'p Keywords,
        word: &str,
        argument: &'p Value,
        value: &'p Value,
    ) -> Parts<'p> {
        let here = move |schema: &'p Value| Part { step: None, is_certain: true, schema, value };
        match (word, argument, value) {
            ("$ref", Value::String(reference), _) => Box::new(self.judge.target(reference).map(here).into_iter()),
            ("allOf", Value::Array(all), _) => Box::new(all.iter().map(here)),
            ("if", condition, _) => {
                let truth = self.truth(condition, value);
                let then = keywords.get("then").filter(|_| truth != Truth::No);
                let otherwise = keywords.get("else").filter(|_| truth != Truth::Yes);
                let is_certain = truth != Truth::Maybe;
                Box::new(then.into_iter().chain(otherwise).map(move |schema| Part { is_certain, ..here(schema) }))
            }
            ("dependentSchemas", Value::Object(schemas), Value::Object(members)) => {
                let asked = schemas.iter().filter(|(name, _)| members.contains_key(*name));
                Box::new(asked.map(move |(_, schema)| here(schema)))
            }
            (_, _, Value::Object(members)) => self.members(keywords, word, argument, members, value),
            (_, _, Value::Array(elements)) => self.elements(keywords, word, argument, elements, value),
            _ => Box::new(iter::empty()),
        }
    }

    fn members<'p>(
        &'p self,
        keywords: &'p Keywords,
        word: &str,
        argument: &'p Value,
        members: &'p Keywords,
        value: &'p Value,
    ) -> Parts<'p> {
        let all = members.iter().map(move |(name, value)| Part::member(argument, name, value));
        match (word, argument) {
            ("properties", Value::Object(schemas)) => {
                Box::new(members.iter().filter_map(|(name, value)| Some(Part::member(schemas.get(name)?, name, value))))
            }
            ("patternProperties", Value::Object(schemas)) => Box::new(schemas.iter().flat_map(|(pattern, schema)| {
                members.iter().filter_map(|(name, value)| {
                    Part::member(schema, name, value).unless(self.name_matches(pattern, name).not())
                })
            })),
            ("additionalProperties", _) => {
                Box::new(all.filter_map(|part| part.unless(self.describes(keywords, part, false))))
            }
            ("unevaluatedProperties", _) => self.unevaluated(keywords, value, all),
            _ => Box::new(iter::empty()),
        }
    }

    fn elements<'p>(
        &'p self,
        keywords: &'p Keywords,
        word: &str,
        argument: &'p Value,
        elements: &'p [Value],
        value: &'p Value,
    ) -> Parts<'p> {
        let all = elements.iter().enumerate().map(|(index, value)| Part::element(argument, index, value));
        match (word, argument) {
            ("prefixItems", Value::Array(schemas)) => {
                Box::new(all.zip(schemas).map(|(part, schema)| Part { schema, ..part }))
            }
            ("items", _) => Box::new(all.skip(prefix(keywords))),
            ("unevaluatedItems", _) => self.unevaluated(keywords, value, all),
            _ => Box::new(iter::empty()),
        }
    }

    /// The parts that no schema describes that holds for the value.
    fn unevaluated<'p>(
        &'p self,
        keywords: &'p Keywords,
        value: &'p Value,
        all: impl Iterator<Item = Part<'p>> + 'p,
    ) -> Parts<'p> {
        let describing = self.describing(keywords, value);
        Box::new(all.filter_map(move |part| {
            let described = describing.iter().map(|(one, truth)| {
                let is_other = !ptr::eq(*one, keywords);
                self.describes(one, part, true).max((is_other && describes_rest(one, part)).into()).min(*truth)
            });
            part.unless(described.max().unwrap_or(Truth::No))
        }))
    }

    /// Whether a schema by itself describes a part, also with its words for all others.
    fn describes(&self, keywords: &Keywords, part: Part<'_>, with_others: bool) -> Truth {
        match part.step {
            Some(Step::Member(name)) => {
                let schemas = |word: &str| keywords.get(word).and_then(Value::as_object);
                let is_named = schemas("properties").is_some_and(|named| named.contains_key(name));
                if is_named || with_others && keywords.contains_key("additionalProperties") {
                    return Truth::Yes;
                }
                let patterns = schemas("patternProperties").into_iter().flat_map(Keywords::keys);
                patterns.map(|pattern| self.name_matches(pattern, name)).max().unwrap_or(Truth::No)
            }
            Some(Step::Element(index)) if index < prefix(keywords) || keywords.contains_key("items") => Truth::Yes,
            _ => keywords.get("contains").map_or(Truth::No, |schema| self.truth(schema, part.value)),
        }
    }

    fn name_matches(&self, pattern: &str, name: &str) -> Truth {
        self.matches("pattern", pattern, &name.into())
    }

    /// The schemas that hold for the same value, which describe its parts: this one, then those within.
    fn describing<'p>(&'p self, keywords: &'p Keywords, value: &'p Value) -> Vec<(&'p Keywords, Truth)> {
        let mut found = vec![(keywords, Truth::Yes)];
        let mut next = 0;
        while let Some((keywords, truth)) = found.get(next).copied() {
            next += 1;
            let mut add = |schema: &'p Value, holds: Truth| {
                if let Value::Object(schema) = schema
                    && holds != Truth::No
                    && !found.iter().any(|(known, _)| ptr::eq(*known, schema))
                {
                    found.push((schema, truth.min(holds)));
                }
            };
            for (word, argument) in keywords {
                match (word.as_str(), argument) {
                    ("anyOf" | "oneOf", Value::Array(any)) => {
                        for schema in any {
                            add(schema, self.truth(schema, value));
                        }
                    }
                    ("$ref" | "allOf" | "if" | "dependentSchemas", _) => {
                        for part in self.parts(keywords, word, argument, value) {
                            add(part.schema, if part.is_certain { Truth::Yes } else { Truth::Maybe });
                        }
                        if word == "if" {
                            add(argument, self.truth(argument, value));
                        }
                    }
                    _ => {}
                }
            }
        }
        found
    }
}

/// Whether a schema that holds describes all that nothing in it does.
fn describes_rest(keywords: &Keywords, part: Part<'_>) -> bool {
    let word = if matches!(part.step, Some(Step::Member(_))) { "unevaluatedProperties" } else { "unevaluatedItems" };
    keywords.contains_key(word)
}

/// The number of elements that have schemas of their own.
fn prefix(keywords: &Keywords) -> usize {
    keywords.get("prefixItems").and_then(Value::as_array).map_or(0, Vec::len)
}
