//! What a premise about an object or a list says of what is in it.

use std::collections::BTreeSet;

use serde_json::Value;

use super::document::Schema;
use super::premise::{Fact, Premise};

/// The deepest that schemas at one place are followed into each other.
const HOPS: u8 = 16;

/// A member of an object, or any of several.
#[derive(Clone, Copy, Default)]
pub(super) struct Member<'n> {
    /// `None` for a name that the premise does not know: none of [`names`].
    pub(super) name: Option<&'n str>,
    /// A pattern that its name matches.
    pub(super) matching: Option<&'n str>,
    /// Patterns that its name does not match.
    pub(super) not_matching: &'n [&'n str],
}

/// The names that a premise knows.
pub(super) fn names<'a>(premise: &Premise<'a>) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    for schema in premise.schemas() {
        // What is evaluated elsewhere counts only for this word.
        let hops = if schema.word("unevaluatedProperties").is_some() { HOPS } else { 0 };
        collect_names(schema, hops, &mut found);
    }
    found.extend(premise.exact().and_then(Value::as_object).into_iter().flatten().map(|(name, _)| name.as_str()));
    found
}

fn collect_names<'a>(schema: Schema<'a>, hops: u8, found: &mut BTreeSet<&'a str>) {
    found.extend(schema.named("properties").map(|(name, _)| name));
    if let Some(hops) = hops.checked_sub(1) {
        in_place(schema).for_each(|schema| collect_names(schema, hops, found));
    }
}

/// What is known of a member, if it is there.
pub(super) fn member<'a>(premise: &Premise<'a>, member: Member<'_>) -> Premise<'a> {
    let mut facts = Vec::new();
    if let Some(exact) = premise.exact().and_then(Value::as_object) {
        facts.push(member.name.and_then(|name| exact.get(name)).map_or(Fact::Never, Fact::Exactly));
    }
    for schema in premise.schemas() {
        member_facts(schema, member, &mut facts);
    }
    Premise::new(facts)
}

fn member_facts<'a>(schema: Schema<'a>, member: Member<'_>, facts: &mut Vec<Fact<'a>>) {
    let described = member.name.and_then(|name| schema.child("properties")?.child(name));
    facts.extend(described.map(Fact::Is));
    let mut is_additional = described.is_none();
    for (pattern, schema) in schema.named("patternProperties") {
        is_additional &= member.not_matching.contains(&pattern);
        if member.matching == Some(pattern) {
            facts.push(Fact::Is(schema));
        }
    }
    if is_additional {
        facts.extend(schema.child("additionalProperties").map(Fact::Is));
        if let Some(rest) = schema.child("unevaluatedProperties").filter(|_| !may_evaluate(schema, member.name, HOPS)) {
            facts.push(Fact::Is(rest));
        }
    }
}

/// Whether a schema may evaluate a member, for the `unevaluatedProperties` of the schema that it is part of.
fn may_evaluate(schema: Schema<'_>, name: Option<&str>, hops: u8) -> bool {
    let is_unclear = |word: &str| schema.word(word).is_some();
    if schema.words().is_none() {
        return false;
    }
    let is_described = name.is_some_and(|name| schema.named("properties").any(|(other, _)| other == name));
    let Some(hops) = hops.checked_sub(1) else { return true };
    is_described
        || is_unclear("patternProperties")
        || is_unclear("additionalProperties")
        || is_unclear("$ref") && schema.target().is_none()
        || in_place(schema)
            .any(|schema| schema.word("unevaluatedProperties").is_some() || may_evaluate(schema, name, hops))
}

/// The schemas that say of the same value what a schema says of it.
fn in_place(schema: Schema<'_>) -> impl Iterator<Item = Schema<'_>> {
    let lists = ["allOf", "anyOf", "oneOf"].into_iter().flat_map(move |word| schema.list(word));
    let single = ["if", "then", "else"].into_iter().filter_map(move |word| schema.child(word));
    let named = schema.named("dependentSchemas").map(|(_, schema)| schema);
    lists.chain(single).chain(named).chain(schema.target())
}

/// An element of a list.
#[derive(Clone, Copy)]
pub(super) enum Element {
    At(usize),
    /// Any that [`width`] is not beyond.
    Rest,
}

/// How many elements a premise tells apart.
pub(super) fn width(premise: &Premise<'_>) -> usize {
    let lists = premise.words("prefixItems").chain(premise.exact());
    lists.filter_map(Value::as_array).map(Vec::len).max().unwrap_or_default()
}

/// What is known of an element, if it is there.
pub(super) fn element<'a>(premise: &Premise<'a>, element: Element) -> Premise<'a> {
    let mut facts = Vec::new();
    if let Some(exact) = premise.exact().and_then(Value::as_array) {
        let there = match element {
            Element::At(index) => exact.get(index),
            Element::Rest => None,
        };
        facts.push(there.map_or(Fact::Never, Fact::Exactly));
    }
    for schema in premise.schemas() {
        let described = match element {
            Element::At(index) => schema.list("prefixItems").nth(index),
            Element::Rest => None,
        };
        facts.extend(described.or_else(|| rest_of_elements(schema)).map(Fact::Is));
    }
    Premise::new(facts)
}

/// What a schema says of the elements behind the first ones.
fn rest_of_elements(schema: Schema<'_>) -> Option<Schema<'_>> {
    fn may_evaluate(schema: Schema<'_>, hops: u8) -> bool {
        let words = ["items", "prefixItems", "contains", "unevaluatedItems"];
        let Some(hops) = hops.checked_sub(1) else { return true };
        words.iter().any(|word| schema.word(word).is_some())
            || schema.word("$ref").is_some() && schema.target().is_none()
            || in_place(schema).any(|schema| may_evaluate(schema, hops))
    }
    let is_evaluated_elsewhere = || {
        schema.word("contains").is_some()
            || schema.word("$ref").is_some() && schema.target().is_none()
            || in_place(schema).any(|schema| may_evaluate(schema, HOPS))
    };
    schema.child("items").or_else(|| schema.child("unevaluatedItems").filter(|_| !is_evaluated_elsewhere()))
}

/// The most elements that there can be.
pub(super) fn most_elements(premise: &Premise<'_>) -> Option<i128> {
    let is_closed =
        |schema: &Schema<'_>| rest_of_elements(*schema).is_some_and(|rest| rest.value == &Value::Bool(false));
    let closed = premise.schemas().filter(is_closed);
    let closed = closed.map(|schema| schema.list("prefixItems").len() as i128).min();
    let exact = premise.exact().and_then(Value::as_array).map(|list| list.len() as i128);
    [premise.at_most("maxItems"), closed, exact].into_iter().flatten().min()
}
