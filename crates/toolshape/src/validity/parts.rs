//! What a keyword applies schemas to, where all of them must hold: members, elements, or the value itself.

use std::ops::ControlFlow;

use serde_json::{Map, Value};

use super::{PathStep, Truth, Walk};

type Keywords = Map<String, Value>;

/// A schema, and the value that it is applied to.
pub(super) struct Part<'s, 'v> {
    pub(super) step: Option<Step<'v>>,
    /// Whether the schema is surely applied: without patterns that is not always known.
    pub(super) is_certain: bool,
    pub(super) schema: &'s Value,
    pub(super) value: &'v Value,
}

/// The step from a value to a part of it.
#[derive(Clone, Copy)]
pub(super) enum Step<'v> {
    Member(&'v str),
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

type Visit<'f, 's, 'v> = &'f mut dyn FnMut(Part<'s, 'v>) -> ControlFlow<()>;

impl<'a> Walk<'a> {
    /// Visits the parts of a keyword until told to stop; none of a keyword that has no parts.
    pub(super) fn parts<'s, 'v>(
        &self,
        keywords: &'s Keywords,
        word: &str,
        argument: &'s Value,
        value: &'v Value,
        visit: Visit<'_, 's, 'v>,
    ) -> ControlFlow<()>
    where
        'a: 's,
    {
        let here = |schema: &'s Value| Part { step: None, is_certain: true, schema, value };
        match (word, argument, value) {
            ("$ref", Value::String(reference), _) => {
                self.judge.target(reference).map(here).into_iter().try_for_each(visit)
            }
            ("allOf", Value::Array(all), _) => all.iter().map(here).try_for_each(visit),
            ("if", condition, _) => {
                let truth = self.truth(condition, value);
                let branch = |word: &str| keywords.get(word).map(here);
                let then = branch("then").filter(|_| truth != Truth::No);
                let otherwise = branch("else").filter(|_| truth != Truth::Yes);
                let branches = then.into_iter().chain(otherwise);
                branches.map(|part| Part { is_certain: truth != Truth::Maybe, ..part }).try_for_each(visit)
            }
            ("dependentSchemas" | "dependencies", Value::Object(schemas), Value::Object(members)) => {
                let asked = schemas.iter().filter(|(name, schema)| members.contains_key(*name) && !schema.is_array());
                asked.map(|(_, schema)| here(schema)).try_for_each(visit)
            }
            (_, _, Value::Object(members)) => self.members(keywords, word, argument, (value, members), visit),
            (_, _, Value::Array(elements)) => self.elements(keywords, word, argument, (value, elements), visit),
            _ => ControlFlow::Continue(()),
        }
    }

    fn members<'s, 'v>(
        &self,
        keywords: &'s Keywords,
        word: &str,
        argument: &'s Value,
        (value, members): (&'v Value, &'v Keywords),
        visit: Visit<'_, 's, 'v>,
    ) -> ControlFlow<()>
    where
        'a: 's,
    {
        let part = |is_certain, schema, name: &'v String, value| Part {
            step: Some(Step::Member(name)),
            is_certain,
            schema,
            value,
        };
        // What is not described already; of what may be, it is not certain.
        let rest = |described: &dyn Fn(&str) -> Truth, visit: Visit<'_, 's, 'v>| {
            let rest = members.iter().filter_map(|(name, value)| match described(name) {
                Truth::Yes => None,
                truth => Some(part(truth == Truth::No, argument, name, value)),
            });
            { rest }.try_for_each(visit)
        };
        match (word, argument) {
            ("properties", Value::Object(schemas)) => {
                let named = members.iter().filter_map(|(name, value)| Some((schemas.get(name)?, name, value)));
                named.map(|(schema, name, value)| part(true, schema, name, value)).try_for_each(visit)
            }
            ("patternProperties", Value::Object(schemas)) => schemas.iter().try_for_each(|(pattern, schema)| {
                members.iter().try_for_each(|(name, value)| match self.name_matches(pattern, name) {
                    Truth::No => ControlFlow::Continue(()),
                    truth => visit(part(truth == Truth::Yes, schema, name, value)),
                })
            }),
            ("additionalProperties", _) => rest(&|name| self.names(keywords, name), visit),
            ("unevaluatedProperties", _) => {
                let describing = self.describing(keywords, value);
                let by = |(keywords, truth): &(&Keywords, Truth), name: &str| {
                    let all = ["additionalProperties", "unevaluatedProperties"];
                    let is_other = !std::ptr::eq(*keywords, describing[0].0);
                    let describes_all = is_other && all.iter().any(|word| keywords.contains_key(*word))
                        || keywords.contains_key("additionalProperties");
                    let described = if describes_all { Truth::Yes } else { self.names(keywords, name) };
                    described.min(*truth)
                };
                rest(&|name| describing.iter().map(|one| by(one, name)).max().unwrap_or(Truth::No), visit)
            }
            _ => ControlFlow::Continue(()),
        }
    }

    /// Whether `properties` or `patternProperties` describe a member.
    fn names(&self, keywords: &Keywords, name: &str) -> Truth {
        let schemas = |word: &str| keywords.get(word).and_then(Value::as_object);
        if schemas("properties").is_some_and(|named| named.contains_key(name)) {
            return Truth::Yes;
        }
        let patterns = schemas("patternProperties").into_iter().flat_map(Keywords::keys);
        patterns.map(|pattern| self.name_matches(pattern, name)).max().unwrap_or(Truth::No)
    }

    fn name_matches(&self, pattern: &str, name: &str) -> Truth {
        self.matches("pattern", pattern, &name.into())
    }

    fn elements<'s, 'v>(
        &self,
        keywords: &'s Keywords,
        word: &str,
        argument: &'s Value,
        (value, elements): (&'v Value, &'v [Value]),
        visit: Visit<'_, 's, 'v>,
    ) -> ControlFlow<()>
    where
        'a: 's,
    {
        let part =
            |is_certain, schema, index, value| Part { step: Some(Step::Element(index)), is_certain, schema, value };
        let numbered = elements.iter().enumerate();
        match (word, argument) {
            ("prefixItems", Value::Array(schemas)) => {
                let pairs = schemas.iter().zip(numbered);
                { pairs }.map(|(schema, (index, value))| part(true, schema, index, value)).try_for_each(visit)
            }
            ("items", _) => {
                let rest = numbered.skip(prefix(keywords));
                { rest }.map(|(index, value)| part(true, argument, index, value)).try_for_each(visit)
            }
            ("unevaluatedItems", _) => {
                let describing = self.describing(keywords, value);
                let by = |(keywords, truth): &(&Keywords, Truth), index: usize, element: &Value| {
                    let is_other = !std::ptr::eq(*keywords, describing[0].0);
                    let described = if index < prefix(keywords)
                        || keywords.contains_key("items")
                        || is_other && keywords.contains_key("unevaluatedItems")
                    {
                        Truth::Yes
                    } else {
                        keywords.get("contains").map_or(Truth::No, |schema| self.truth(schema, element))
                    };
                    described.min(*truth)
                };
                let mut rest = numbered.filter_map(|(index, value)| {
                    match describing.iter().map(|one| by(one, index, value)).max() {
                        Some(Truth::Yes) => None,
                        truth => Some(part(truth != Some(Truth::Maybe), argument, index, value)),
                    }
                });
                rest.try_for_each(visit)
            }
            _ => ControlFlow::Continue(()),
        }
    }

    /// The schemas that hold for the same value, which describe its parts: this one, then those within.
    fn describing<'s>(&self, keywords: &'s Keywords, value: &Value) -> Vec<(&'s Keywords, Truth)>
    where
        'a: 's,
    {
        let mut found = vec![(keywords, Truth::Yes)];
        let mut next = 0;
        while let Some((keywords, truth)) = found.get(next).copied() {
            next += 1;
            let mut add = |schema: &'s Value, holds: Truth| {
                if let Value::Object(schema) = schema
                    && holds != Truth::No
                    && !found.iter().any(|(known, _)| std::ptr::eq(*known, schema))
                {
                    found.push((schema, truth.min(holds)));
                }
            };
            for (word, argument) in keywords {
                match (word.as_str(), argument) {
                    ("anyOf" | "oneOf", Value::Array(any)) => {
                        any.iter().for_each(|schema| add(schema, self.truth(schema, value)));
                    }
                    ("$ref" | "allOf" | "if" | "dependentSchemas" | "dependencies", _) => {
                        let _ = self.parts(keywords, word, argument, value, &mut |part| {
                            add(part.schema, if part.is_certain { Truth::Yes } else { Truth::Maybe });
                            ControlFlow::Continue(())
                        });
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

/// The number of elements that have schemas of their own.
fn prefix(keywords: &Keywords) -> usize {
    keywords.get("prefixItems").and_then(Value::as_array).map_or(0, Vec::len)
}
