//! The cases of a premise: what follows from each of them follows from it.

use super::document::Schema;
use super::premise::{Fact, Premise};
use super::types::Types;

/// The most values that are looked at one by one.
const MOST_VALUES: usize = 256;
/// The most branches of `oneOf` of which each knows that the others refuse.
const MOST_EXCLUSIVE: usize = 16;

/// The branches of the first choice whose cases were not told apart yet.
pub(super) fn of_choices<'a>(premise: &Premise<'a>) -> Option<Vec<Premise<'a>>> {
    premise.schemas().find_map(|schema| {
        ["anyOf", "oneOf", "if"].into_iter().find_map(|word| {
            let choice = schema.child(word)?;
            if premise.spent.contains(&choice.address()) {
                return None;
            }
            let branches = match word {
                "if" => conditional(schema)?,
                _ if !choice.value.is_array() => return None,
                "anyOf" => schema.list(word).map(|branch| vec![Fact::Is(branch)]).collect(),
                _ => exclusive(schema),
            };
            let mut spent = premise.clone();
            spent.spent.push(choice.address());
            Some(branches.into_iter().map(|facts| spent.and(facts)).collect())
        })
    })
}

/// Either the condition holds and `then` does, or it does not and `else` does.
fn conditional(schema: Schema<'_>) -> Option<Vec<Vec<Fact<'_>>>> {
    let condition = schema.child("if")?;
    let (then, otherwise) = (schema.child("then"), schema.child("else"));
    if then.is_none() && otherwise.is_none() {
        return None;
    }
    let so = [Fact::Is(condition)].into_iter().chain(then.map(Fact::Is)).collect();
    let not_so = [Fact::Not(condition)].into_iter().chain(otherwise.map(Fact::Is)).collect();
    Some(vec![so, not_so])
}

fn exclusive(schema: Schema<'_>) -> Vec<Vec<Fact<'_>>> {
    let branches: Vec<_> = schema.list("oneOf").collect();
    let is_small = branches.len() <= MOST_EXCLUSIVE;
    let facts = |chosen: usize| {
        let others = branches.iter().enumerate().filter(move |(index, _)| is_small && *index != chosen);
        let others = others.map(|(_, branch)| Fact::Not(*branch));
        [Fact::Is(branches[chosen])].into_iter().chain(others).collect()
    };
    (0..branches.len()).map(facts).collect()
}

/// The values of a premise where they can be listed, or else its types.
pub(super) fn of_values<'a>(premise: &Premise<'a>) -> Option<Vec<Premise<'a>>> {
    if premise.exact().is_some() {
        return None;
    }
    if let Some(values) = premise.values() {
        let each = || values.iter().map(|value| premise.and([Fact::Exactly(value)])).collect();
        return (values.len() <= MOST_VALUES).then(each);
    }
    if premise.facts.iter().any(|fact| matches!(fact, Fact::Types(_))) {
        return None;
    }
    let all = [Types::NULL, Types::BOOLEAN, Types::NUMBERS, Types::STRING, Types::ARRAY, Types::OBJECT];
    let types = premise.types();
    let held: Vec<_> = all.into_iter().map(|one| one.and(types)).filter(|one| !one.is_none()).collect();
    (held.len() > 1).then(|| held.into_iter().map(|one| premise.and([Fact::Types(one)])).collect())
}
