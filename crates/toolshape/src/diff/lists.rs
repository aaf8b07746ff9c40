//! The words of a goal about lists.

use serde_json::Value;

use super::document::Schema;
use super::gap::{Lack, short};
use super::member::{Element, element, most_elements, width};
use super::numbers::count;
use super::premise::Premise;
use super::prover::Prover;
use super::rules::alone;

/// `prefixItems`, or what says of the elements behind them.
pub(super) fn items(prover: &mut Prover, premise: &Premise<'_>, goal: Schema<'_>, word: &str) -> bool {
    let first: Vec<_> = goal.list("prefixItems").collect();
    let most = most_elements(premise);
    let is_there = |index: usize| most.is_none_or(|most| (index as i128) < most);
    if word == "prefixItems" {
        let mut holds = true;
        for (index, schema) in first.into_iter().enumerate().filter(|(index, _)| is_there(*index)) {
            // Past what the premise tells apart, each is like the rest.
            holds &= prover.inside(format!("[{index}]"), &element(premise, Element::At(index)), schema);
        }
        return holds;
    }
    let Some(rest) = goal.child(word) else { return true };
    if word == "unevaluatedItems" && goal.word("items").is_some() {
        return true;
    }
    let mut holds = true;
    let width = width(premise);
    for index in (first.len()..width).filter(|index| is_there(*index)) {
        holds &= prover.inside(format!("[{index}]"), &element(premise, Element::At(index)), rest);
    }
    if is_there(first.len().max(width)) {
        holds &= prover.inside("[*]".to_owned(), &element(premise, Element::Rest), rest);
    }
    holds
}

pub(super) fn contains(prover: &mut Prover, premise: &Premise<'_>, goal: Schema<'_>) -> bool {
    let Some(wanted) = goal.child("contains") else { return true };
    let least = |schema: Schema<'_>| schema.word("minContains").map_or(Some(1), count);
    let most = |schema: Schema<'_>| schema.word("maxContains").and_then(count);
    let known: Vec<_> = premise.schemas().filter_map(|schema| Some((schema, schema.child("contains")?))).collect();

    let has_enough = least(goal) == Some(0)
        || prover.silently(|prover| {
            known.iter().any(|(schema, contained)| {
                least(*schema) >= least(goal) && least(goal).is_some() && prover.follows(&alone(*contained), wanted)
            })
        });
    let has_few = goal.word("maxContains").is_none()
        || most(goal).is_some_and(|goal_most| {
            let few = |most: Option<i128>| most.is_some_and(|most| most <= goal_most);
            few(most_elements(premise))
                || prover.silently(|prover| {
                    let mut few = known.iter().filter(|(schema, _)| few(most(*schema)));
                    few.any(|(_, contained)| prover.follows(&alone(wanted), *contained))
                })
        });
    if has_enough && has_few {
        return true;
    }
    // Of the same elements, fewer have to be there.
    let same = prover.silently(|prover| {
        let mut same = known.iter().filter(|(_, contained)| prover.follows(&alone(*contained), wanted));
        same.next().map(|(schema, _)| *schema)
    });
    let (word, before, default) = match same {
        _ if has_enough => ("maxContains", known.iter().find_map(|(schema, _)| schema.word("maxContains")), "none"),
        Some(schema) => ("minContains", schema.word("minContains"), "1"),
        None => ("contains", known.iter().find_map(|(schema, _)| schema.word("contains")), "none"),
    };
    let shown = |value: Option<&Value>| value.map_or_else(|| default.to_owned(), short);
    let before = (same.is_some() || before.is_some()).then(|| shown(before));
    prover.lacks(word, goal, Lack::Word { goal: shown(goal.word(word)), known: before })
}
