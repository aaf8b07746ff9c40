//! The words of a goal about objects.

use serde_json::Value;

use super::document::Schema;
use super::gap::Lack;
use super::member::{Member, member, names as known_names};
use super::premise::{Fact, Premise};
use super::prover::Prover;
use super::rules::saying;
use super::types::Types;
use crate::mismatch::push_key;

fn step(name: &str) -> String {
    let mut step = String::new();
    push_key(&mut step, name);
    step
}

fn named(name: &str) -> Member<'_> {
    Member { name: Some(name), ..Member::default() }
}

pub(super) fn properties(prover: &mut Prover, premise: &Premise<'_>, goal: Schema<'_>) -> bool {
    let mut holds = true;
    for (name, schema) in goal.named("properties") {
        holds &= prover.inside(step(name), &member(premise, named(name)), schema);
        if !holds && prover.is_silent() {
            return false;
        }
    }
    holds
}

/// A known name may match the pattern or not: patterns are not read here.
pub(super) fn pattern_properties(prover: &mut Prover, premise: &Premise<'_>, goal: Schema<'_>) -> bool {
    let known = known_names(premise);
    let mut holds = true;
    for (pattern, schema) in goal.named("patternProperties") {
        let matching = |name| Member { name, matching: Some(pattern), not_matching: &[] };
        for name in &known {
            holds &= prover.inside(step(name), &member(premise, matching(Some(name))), schema);
        }
        holds &= prover.inside(".*".to_owned(), &member(premise, matching(None)), schema);
        if !holds && prover.is_silent() {
            return false;
        }
    }
    holds
}

/// `additionalProperties` and `unevaluatedProperties`: all members that the goal does not name. The second may say
/// nothing of some of them, which nobody is hurt by.
pub(super) fn rest(prover: &mut Prover, premise: &Premise<'_>, goal: Schema<'_>, word: &str) -> bool {
    let Some(rest) = goal.child(word) else { return true };
    if word == "unevaluatedProperties" && goal.word("additionalProperties").is_some() {
        return true;
    }
    let patterns: Vec<_> = goal.named("patternProperties").map(|(pattern, _)| pattern).collect();
    let mut holds = true;
    for name in known_names(premise) {
        if goal.named("properties").all(|(other, _)| other != name) {
            let there = Member { not_matching: &patterns, ..named(name) };
            holds &= prover.inside(step(name), &member(premise, there), rest);
            if !holds && prover.is_silent() {
                return false;
            }
        }
    }
    let other = Member { name: None, matching: None, not_matching: &patterns };
    holds & prover.inside(".*".to_owned(), &member(premise, other), rest)
}

pub(super) fn names(prover: &mut Prover, premise: &Premise<'_>, goal: Schema<'_>) -> bool {
    let Some(schema) = goal.child("propertyNames") else { return true };
    let known = saying(premise, "propertyNames").into_iter().map(Fact::Is);
    let name = Premise::new(known.chain([Fact::Types(Types::STRING)]));
    prover.inside(".*~".to_owned(), &name, schema)
}

pub(super) fn required(prover: &mut Prover, premise: &Premise<'_>, goal: Schema<'_>) -> bool {
    let known = premise.required();
    let missing = goal.word("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let missing: Vec<_> = missing.filter(|name| !known.contains(name)).collect();
    for name in &missing {
        prover.lacks_at(&step(name), "required", goal, Lack::Required);
    }
    missing.is_empty()
}

pub(super) fn dependent_required(prover: &mut Prover, premise: &Premise<'_>, goal: Schema<'_>) -> bool {
    let mut holds = true;
    for (name, needed) in goal.named("dependentRequired") {
        if prover.is_impossible(&member(premise, named(name))) {
            continue;
        }
        let with = premise.and([Fact::Has(name)]);
        let known = with.required();
        for needed in needed.value.as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !known.contains(needed) {
                holds = prover.lacks_at(&step(needed), "dependentRequired", goal, Lack::Required);
            }
        }
    }
    holds
}

pub(super) fn dependent_schemas(prover: &mut Prover, premise: &Premise<'_>, goal: Schema<'_>) -> bool {
    let mut holds = true;
    for (name, schema) in goal.named("dependentSchemas") {
        holds &= prover.is_impossible(&member(premise, named(name)))
            || prover.follows(&premise.and([Fact::Has(name)]), schema);
    }
    holds
}
