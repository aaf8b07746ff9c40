//! What is known of a value that the old schema accepts.

use serde_json::Value;
use toolshape_json_schema::equality::same;

use crate::schema::{HOPS, Schema};
use crate::types::Types;

/// The most choices whose alternatives are looked at one by one in one place.
const MOST_CHOICES: usize = 3;
/// The most values that are looked at one by one.
const MOST_VALUES: usize = 64;

#[derive(Clone)]
pub(crate) struct Facts<'a> {
    /// Schemas that accept it, `$ref` and `allOf` resolved.
    pub(crate) is: Vec<Schema<'a>>,
    /// Schemas that refuse it.
    pub(crate) not: Vec<Schema<'a>>,
    /// The choices in `is` whose alternative is among them.
    chosen: Vec<usize>,
    /// Whether only some of the values are looked at.
    pub(crate) is_case: bool,
    within: Types,
    exactly: Option<&'a Value>,
}

/// What tells facts from others.
pub(crate) type Key = (Vec<usize>, Vec<usize>, usize, Types, Option<usize>);

/// A member of an object, or any of several.
#[derive(Clone, Copy, Default)]
pub(crate) struct Member<'n> {
    /// `None` for a name that no schema mentions.
    pub(crate) name: Option<&'n str>,
    /// A pattern that the name matches.
    pub(crate) matching: Option<&'n str>,
    /// Patterns that the name does not match.
    pub(crate) not_matching: &'n [&'n str],
}

impl<'a> Facts<'a> {
    fn any() -> Self {
        let (is, not, chosen) = (Vec::new(), Vec::new(), Vec::new());
        Self { is, not, chosen, is_case: false, within: Types::ALL, exactly: None }
    }

    pub(crate) fn of(schema: Schema<'a>) -> Self {
        Self::any().and(schema)
    }

    pub(crate) fn of_all(schemas: impl IntoIterator<Item = Schema<'a>>) -> Self {
        schemas.into_iter().fold(Self::any(), Self::and)
    }

    pub(crate) fn and(mut self, schema: Schema<'a>) -> Self {
        self.add(schema);
        self
    }

    fn add(&mut self, schema: Schema<'a>) {
        let mut left = vec![schema];
        while let Some(schema) = left.pop() {
            let is_known = self.is.iter().any(|known| known.address() == schema.address());
            if is_known || schema.value == &Value::Bool(true) {
                continue;
            }
            if !schema.says_only("$ref") {
                self.is.push(schema);
            }
            self.not.extend(schema.child("not"));
            left.extend(schema.list("allOf").rev().chain(schema.target()));
        }
    }

    pub(crate) fn within(mut self, types: Types) -> Self {
        self.within = self.within.and(types);
        self
    }

    pub(crate) fn key(&self) -> Key {
        let addresses = |schemas: &[Schema<'_>]| schemas.iter().map(|schema| schema.address()).collect();
        let exactly = self.exactly.map(|value| std::ptr::from_ref(value).addr());
        (addresses(&self.is), addresses(&self.not), self.chosen.len(), self.within, exactly)
    }

    /// Whether it could be any value.
    pub(crate) fn is_none(&self) -> bool {
        self.is.is_empty() && self.within == Types::ALL
    }

    /// What the schemas say by one word.
    pub(crate) fn words(&self, word: &str) -> impl Iterator<Item = &'a Value> {
        self.is.iter().filter_map(move |schema| schema.word(word))
    }

    pub(crate) fn types(&self) -> Types {
        let types = self.is.iter().fold(self.within, |types, schema| types.and(Types::accepted_by(*schema, HOPS)));
        self.exactly.map_or(types, |value| types.and(Types::of_all([value])))
    }

    /// The values that it can be, where they are few.
    pub(crate) fn values(&self) -> Option<Vec<&'a Value>> {
        let lists = self.is.iter().filter_map(|schema| values(*schema, HOPS));
        let mut lists = self.exactly.map(|value| vec![value]).into_iter().chain(lists);
        let mut values = lists.next()?;
        for list in lists {
            values.retain(|value| list.iter().any(|other| same(value, other)));
        }
        let types = self.types();
        values.retain(|value| Types::of_all([*value]).is_within(types));
        Some(values)
    }

    pub(crate) fn required(&self) -> Vec<&'a str> {
        self.is.iter().flat_map(|schema| schema.names("required")).collect()
    }

    /// Whether there is no such value, for a plain reason: a type, a listed value, a required member.
    pub(crate) fn is_impossible(&self, hops: u8) -> bool {
        let types = self.types();
        types.is_none()
            || self.values().is_some_and(|values| values.is_empty())
            || types == Types::OBJECT
                && hops.checked_sub(1).is_some_and(|hops| {
                    let member = |name| self.member(Member { name: Some(name), ..Member::default() });
                    self.required().into_iter().any(|name| member(name).is_impossible(hops))
                })
    }

    /// The names that the schemas mention.
    pub(crate) fn names(&self) -> Vec<&'a str> {
        let mut names: Vec<_> =
            self.is.iter().flat_map(|schema| schema.named("properties")).map(|(name, _)| name).collect();
        names.extend(self.is.iter().flat_map(|schema| schema.names("required")));
        names.sort_unstable();
        names.dedup();
        names
    }

    /// What is known of a member, if it is there.
    pub(crate) fn member(&self, member: Member<'_>) -> Self {
        let mut found = Self::any();
        for schema in &self.is {
            let described = member.name.and_then(|name| schema.property(name));
            let mut is_other = described.is_none();
            for (pattern, schema) in schema.named("patternProperties") {
                is_other &= member.not_matching.contains(&pattern);
                if member.matching == Some(pattern) {
                    found.add(schema);
                }
            }
            if let Some(schema) = described {
                found.add(schema);
            } else if is_other {
                let is_evaluated = || schema.in_place(&[]).any(|part| may_evaluate(part, member.name, &[], HOPS));
                let unevaluated = || schema.child("unevaluatedProperties").filter(|_| !is_evaluated());
                schema.child("additionalProperties").or_else(unevaluated).into_iter().for_each(|rest| found.add(rest));
            }
        }
        found
    }

    /// Whether the schemas describe an object's members, this one not among them, and leave open whether there are
    /// others.
    pub(crate) fn leave_open(&self, name: &str) -> bool {
        self.words("properties").next().is_some()
            && !self.is.iter().any(|schema| may_evaluate(*schema, Some(name), &self.chosen, HOPS))
            && !self.required().contains(&name)
    }

    /// What is known of an element; `None` is one behind all that the schemas tell apart.
    pub(crate) fn element(&self, index: Option<usize>) -> Self {
        Self::of_all(self.is.iter().filter_map(|schema| {
            let first = index.and_then(|index| schema.list("prefixItems").nth(index));
            first.or_else(|| schema.child("items"))
        }))
    }

    /// How many elements the schemas tell apart.
    pub(crate) fn width(&self) -> usize {
        self.is.iter().map(|schema| schema.list("prefixItems").len()).max().unwrap_or_default()
    }

    /// The alternatives of the first choice that was not made yet.
    pub(crate) fn alternatives(&self) -> Option<Vec<Self>> {
        let choices = self.is.iter().flat_map(|schema| ["anyOf", "oneOf"].map(|word| (*schema, word)));
        let is_left = |(schema, word): &(Schema<'a>, &str)| {
            schema.child(word).is_some_and(|choice| !self.chosen.contains(&choice.address()))
        };
        let (schema, word) = choices.into_iter().find(is_left).filter(|_| self.chosen.len() < MOST_CHOICES)?;
        let alternatives: Vec<_> = schema.list(word).collect();
        let one = |(at, alternative): (usize, &Schema<'a>)| {
            let mut case = Self { is_case: true, ..self.clone() };
            if schema.says_only(word) {
                case.is.retain(|known| known.address() != schema.address());
            } else {
                case.chosen.extend(schema.child(word).map(Schema::address));
            }
            if word == "oneOf" {
                let others = alternatives.iter().enumerate().filter(|(other, _)| *other != at);
                case.not.extend(others.map(|(_, other)| *other));
            }
            case.and(*alternative)
        };
        Some(alternatives.iter().enumerate().map(one).collect())
    }

    /// The values one by one, or the types.
    pub(crate) fn parts(&self) -> Option<Vec<Self>> {
        if let Some(values) = self.values() {
            let is_few = (2..=MOST_VALUES).contains(&values.len());
            let one = |value| Self { exactly: Some(value), ..self.clone() };
            return is_few.then(|| values.into_iter().map(one).collect());
        }
        let types = self.types().each();
        (types.len() > 1)
            .then(|| types.into_iter().map(|types| Self { is_case: true, ..self.clone().within(types) }).collect())
    }
}

/// The values that a schema lists by itself or by each alternative of a choice.
fn values(schema: Schema<'_>, hops: u8) -> Option<Vec<&Value>> {
    if let Some(values) = schema.values() {
        return Some(values.iter().collect());
    }
    let hops = hops.checked_sub(1)?;
    ["anyOf", "oneOf"].into_iter().filter(|word| schema.word(word).is_some()).find_map(|word| {
        let lists =
            schema.list(word).map(|branch| Facts::of(branch).is.iter().find_map(|schema| values(*schema, hops)));
        Some(lists.collect::<Option<Vec<_>>>()?.concat())
    })
}

/// Whether a schema may evaluate a member, as `unevaluatedProperties` asks; choices that were made count for nothing.
fn may_evaluate(schema: Schema<'_>, name: Option<&str>, chosen: &[usize], hops: u8) -> bool {
    let rest = ["additionalProperties", "patternProperties", "unevaluatedProperties"];
    let Some(hops) = hops.checked_sub(1) else { return true };
    name.is_some_and(|name| schema.property(name).is_some())
        || rest.iter().any(|word| schema.word(word).is_some())
        || schema.in_place(chosen).any(|part| may_evaluate(part, name, chosen, hops))
}
