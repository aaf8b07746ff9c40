//! The words of a goal that hold other schemas against the same value.

use super::document::Schema;
use super::gap::{Gap, Lack, summary};
use super::premise::{Fact, Premise};
use super::prover::Prover;
use super::rules::alone;

/// The most branches that are tried for the one that was meant.
const MOST_TRIED: usize = 32;

pub(super) fn reference(prover: &mut Prover, premise: &Premise<'_>, goal: Schema<'_>) -> bool {
    if let Some(target) = goal.target() {
        return prover.follows(premise, target);
    }
    prover.lacks("$ref", goal, Lack::Unclear("a reference that cannot be followed"))
}

pub(super) fn all_of(prover: &mut Prover, premise: &Premise<'_>, goal: Schema<'_>) -> bool {
    let mut holds = true;
    for branch in goal.list("allOf") {
        holds &= prover.follows(premise, branch);
        if !holds && prover.is_silent() {
            return false;
        }
    }
    holds
}

pub(super) fn any_of(prover: &mut Prover, premise: &Premise<'_>, goal: Schema<'_>) -> bool {
    let branches: Vec<_> = goal.list("anyOf").collect();
    prover.silently(|prover| branches.iter().any(|branch| prover.follows(premise, *branch)))
        || no_branch(prover, premise, goal, "anyOf", &branches)
}

/// Exactly one branch holds where one does and every other is impossible beside it; and where the premise has the same
/// branches to choose from.
pub(super) fn one_of(prover: &mut Prover, premise: &Premise<'_>, goal: Schema<'_>) -> bool {
    let branches: Vec<_> = goal.list("oneOf").collect();
    let mut is_unclear = false;
    let holds = prover.silently(|prover| {
        for schema in premise.schemas().filter(|schema| schema.word("oneOf").is_some()) {
            let known: Vec<_> = schema.list("oneOf").collect();
            if are_same(prover, &known, &branches) {
                return true;
            }
        }
        branches.iter().enumerate().any(|(chosen, branch)| {
            if !prover.follows(premise, *branch) {
                return false;
            }
            is_unclear = true;
            let mut others = branches.iter().enumerate().filter(|(index, _)| *index != chosen);
            others.all(|(_, other)| prover.is_impossible(&premise.and([Fact::Is(*other)])))
        })
    });
    if holds {
        true
    } else if is_unclear {
        prover.lacks("oneOf", goal, Lack::Unclear("more than one of its schemas may accept what was accepted"))
    } else {
        no_branch(prover, premise, goal, "oneOf", &branches)
    }
}

/// Whether each schema of one list accepts the same as one of the other.
fn are_same<'a>(prover: &mut Prover, known: &[Schema<'a>], branches: &[Schema<'a>]) -> bool {
    if known.len() != branches.len() {
        return false;
    }
    let mut left: Vec<_> = known.to_vec();
    branches.iter().all(|branch| {
        let same = left
            .iter()
            .position(|other| prover.follows(&alone(*other), *branch) && prover.follows(&alone(*branch), *other));
        same.map(|index| left.remove(index)).is_some()
    })
}

/// Tells why no branch holds: what is wrong with the one that was meant, or that there is none.
fn no_branch<'a>(
    prover: &mut Prover,
    premise: &Premise<'a>,
    goal: Schema<'a>,
    word: &'static str,
    branches: &[Schema<'a>],
) -> bool {
    if prover.is_silent() {
        return false;
    }
    let here = prover.here();
    // Another tag, or another type: it was never meant.
    let is_another = |gap: &Gap| gap.word == "const" || gap.word == "type" && gap.path == here;
    let mut best: Option<Vec<Gap>> = None;
    for branch in branches.iter().take(MOST_TRIED) {
        let gaps = prover.gaps_of(|prover| {
            prover.follows(premise, *branch);
        });
        if !gaps.is_empty() && !gaps.iter().any(is_another) && best.as_ref().is_none_or(|best| gaps.len() < best.len())
        {
            best = Some(gaps);
        }
    }
    if let Some(gaps) = best {
        prover.gaps.extend(gaps);
        return false;
    }
    let case = premise.schemas().last().map_or_else(|| premise.types().names(), summary);
    prover.lacks(word, goal, Lack::Case(case))
}

pub(super) fn not(prover: &mut Prover, premise: &Premise<'_>, goal: Schema<'_>) -> bool {
    let Some(refused) = goal.child("not") else { return true };
    let excluded = |prover: &mut Prover| {
        // Whatever this one accepts was refused before.
        let known = premise.facts.iter().any(|fact| match fact {
            Fact::Not(schema) => {
                let more = premise.without(*fact).and([Fact::Is(refused)]);
                prover.follows(&more, *schema)
            }
            _ => false,
        });
        known || prover.is_impossible(&premise.and([Fact::Is(refused)]))
    };
    prover.silently(excluded) || prover.lacks("not", goal, Lack::Case(summary(refused)))
}

pub(super) fn conditional(prover: &mut Prover, premise: &Premise<'_>, goal: Schema<'_>) -> bool {
    let Some(condition) = goal.child("if") else { return true };
    let mut holds = true;
    for (word, fact) in [("then", Fact::Is(condition)), ("else", Fact::Not(condition))] {
        if let Some(branch) = goal.child(word) {
            holds &= prover.follows(&premise.and([fact]), branch);
        }
    }
    holds
}
