//! Objects of several shapes: how a value tells which one it is.

use std::collections::{HashMap, HashSet};

use super::alternatives::{Alternative, Chooser, Facts};
use super::conjunction::Conjunction;
use super::kinds::Kinds;
use super::members::Others;

/// What alternatives that are all objects become.
#[derive(Clone, Debug)]
pub(super) enum Division {
    /// One type for all of them.
    One {
        alternatives: Vec<Alternative>,
        /// Whether it allows mixtures that the alternatives do not, apart from which members have to be there.
        is_mixture: bool,
    },
    /// A member's text tells which one it is.
    Tagged { tag: String, variants: Vec<(String, Vec<Alternative>)> },
    /// The first that holds a value is the right one, or keeps all that the right one would: in some cases only with
    /// the members that it has no fields for.
    Several(Vec<(Alternative, bool)>),
    /// There are too many to compare.
    TooMany,
}

/// More alternatives than these are not compared with each other.
const MOST_ALTERNATIVES: usize = 48;

/// No more members than these, of all alternatives together, are compared.
const MOST_MEMBERS: usize = 100_000;

/// What is lost when a struct is made of a value that was meant for another.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Loss {
    /// It is refused, or all of it is kept.
    Nothing,
    /// Members without a field, though there are members that tell the two apart in practice.
    Rest,
    Data,
}

/// What the comparison of alternatives asks for again and again.
struct Outline<'a> {
    names: Vec<&'a str>,
    known: HashSet<&'a str>,
    required: HashSet<&'a str>,
    /// None for a member that cannot be there.
    members: HashMap<&'a str, Option<Conjunction>>,
    others: Others,
}

impl<'a> Chooser<'_, 'a> {
    pub(super) fn divide(&mut self, alternatives: &[Alternative]) -> Division {
        let one = |alternatives: &[Alternative], is_mixture| Division::One {
            alternatives: alternatives.to_vec(),
            is_mixture,
        };
        if alternatives.len() == 1 {
            return one(alternatives, false);
        }
        let names_of = |alternative: &Alternative| self.schemas.member_names(&alternative.subs);
        let mut seen = HashSet::new();
        let names: Vec<&str> = alternatives.iter().flat_map(names_of).filter(|name| seen.insert(*name)).collect();
        let first = self.schemas.required(&alternatives[0].subs);
        let required: Vec<&str> = names.iter().copied().filter(|name| first.contains(name)).collect();

        let outlines = self.outlines(alternatives, &required);
        let is_any = |one: &Alternative| self.schemas.is_any_object(&one.subs);
        if let Some(at) = alternatives.iter().position(is_any) {
            return one(&alternatives[at..=at], false);
        }
        let tag = self.tag(&outlines, &required);
        if let Some((tag, words)) = &tag
            && words.iter().collect::<HashSet<_>>().len() == alternatives.len()
        {
            return tagged(tag, words, alternatives);
        }
        let cost = names.len() * alternatives.len();
        if cost > MOST_MEMBERS || !self.can_spend(cost) {
            return Division::TooMany;
        }
        let outlines = self.outlines(alternatives, &names);
        if has_same_members(&outlines) {
            return one(alternatives, false);
        }
        if let Some(order) = self.order(&outlines) {
            let variants = order.into_iter().map(|(at, keeps_rest)| (alternatives[at].clone(), keeps_rest));
            return Division::Several(variants.collect());
        }
        match tag {
            Some((tag, words)) => tagged(tag, &words, alternatives),
            None => one(alternatives, true),
        }
    }

    /// Each alternative with what it says about some members.
    fn outlines(&self, alternatives: &[Alternative], names: &[&'a str]) -> Vec<Outline<'a>> {
        let outline = |alternative: &Alternative| {
            let subs = &alternative.subs;
            let holds = |name: &&'a str| (*name, self.schemas.member(subs, name).map(|member| member.holds));
            let own = self.schemas.member_names(subs);
            Outline {
                known: own.iter().copied().collect(),
                names: own,
                required: self.schemas.required(subs),
                members: names.iter().map(holds).collect(),
                others: self.schemas.others(subs),
            }
        };
        alternatives.iter().map(outline).collect()
    }

    /// A member that must be there in each and has one text in each, and these texts: the one that tells most apart.
    fn tag(&self, outlines: &[Outline<'a>], names: &[&'a str]) -> Option<(&'a str, Vec<&'a str>)> {
        let word = |outline: &Outline<'a>, name: &str| {
            let holds = outline.members.get(name)?.as_ref()?;
            match self.schemas.texts(holds)?.as_slice() {
                [one] if outline.required.contains(name) => Some(*one),
                _ => None,
            }
        };
        let words = |name: &'a str| {
            let words: Option<Vec<&str>> = outlines.iter().map(|outline| word(outline, name)).collect();
            Some((name, words?))
        };
        let count = |words: &[&str]| words.iter().collect::<HashSet<_>>().len();
        let candidates: Vec<_> = names.iter().filter_map(|name| words(name)).collect();
        let most = candidates.iter().map(|(_, words)| count(words)).max().filter(|most| *most > 1)?;
        candidates.into_iter().find(|(_, words)| count(words) == most)
    }

    /// An order in which nothing is lost when the first that holds a value is taken, and which of them have to keep
    /// members without a field for that.
    fn order(&mut self, outlines: &[Outline<'a>]) -> Option<Vec<(usize, bool)>> {
        let count = outlines.len();
        if count > MOST_ALTERNATIVES || !self.can_spend(count * count) {
            return None;
        }
        let mut losses = vec![vec![Loss::Nothing; count]; count];
        for one in 0..count {
            for other in 0..count {
                if one != other {
                    losses[one][other] = self.loss(&outlines[one], &outlines[other]);
                }
            }
        }
        let mut left: Vec<usize> = (0..count).collect();
        let mut order = Vec::new();
        while !left.is_empty() {
            let worst = |one: usize| left.iter().map(|other| losses[one][*other]).max().unwrap_or(Loss::Nothing);
            let at = (0..left.len()).min_by_key(|at| worst(left[*at]))?; // the first of those that lose least
            let loss = worst(left[at]);
            if loss == Loss::Data {
                return None;
            }
            order.push((left.remove(at), loss == Loss::Rest));
        }
        Some(order)
    }

    /// What a struct of the first loses of a value of the second.
    fn loss(&mut self, first: &Outline<'a>, second: &Outline<'a>) -> Loss {
        if self.refuses(first, second) {
            return Loss::Nothing;
        }
        let can_hold = |name: &str| first.known.contains(name) && first.members[name].is_some();
        let shared: Vec<&str> = second.names.iter().copied().filter(|name| can_hold(name)).collect();
        if !shared.into_iter().all(|name| self.keeps(first.members[name].as_ref(), second.members[name].as_ref())) {
            return Loss::Data;
        }
        // What has no field here is refused or kept, unless any member is allowed.
        let has_field = |name: &&'a str| can_hold(name) || second.members[name].is_none();
        let has_more = !second.names.iter().all(has_field) || matches!(second.others, Others::Described(_));
        if !has_more || !matches!(first.others, Others::Free) {
            return Loss::Nothing;
        }
        let is_telling = first.required.iter().any(|name| !second.known.contains(name));
        if is_telling { Loss::Rest } else { Loss::Data }
    }

    fn refuses(&mut self, first: &Outline<'a>, second: &Outline<'a>) -> bool {
        // A struct's members that must be there are its fields: without a name there is none.
        let lacks = |name: &&str| matches!(second.members.get(name), Some(None));
        if first.names.iter().filter(|name| first.required.contains(*name)).any(lacks) {
            return true;
        }
        let mut required = second.names.iter().filter(|name| second.required.contains(*name));
        required.any(|name| match (first.members.get(name), second.members.get(name)) {
            (Some(None), _) => matches!(first.others, Others::Denied),
            (Some(Some(one)), Some(Some(other))) if first.known.contains(name) => {
                let is_optional = !first.required.contains(name);
                let one = self.facts(one);
                let other = self.facts(other);
                are_apart(&one, is_optional, &other)
            }
            _ => false,
        })
    }

    /// Whether a field of the first loses nothing of the second, if it holds it.
    fn keeps(&mut self, first: Option<&Conjunction>, second: Option<&Conjunction>) -> bool {
        let (Some(first), Some(second)) = (first, second) else { return second.is_none() };
        first == second
            || self.schemas.say_the_same(first, second)
            || !self.facts(second).kinds.meets(Kinds::LIST | Kinds::OBJECT)
            || self.is_plain(first)
    }

    /// Whether lists and objects are allowed to hold anything, and so are kept whole.
    fn is_plain(&mut self, conjunction: &Conjunction) -> bool {
        let alternatives = self.alternatives(std::slice::from_ref(conjunction));
        let schemas = self.schemas;
        alternatives.iter().all(|one| {
            let kinds = schemas.kinds(&one.subs);
            let is_plain_object = || schemas.is_any_object(&one.subs) && one.hints.is_empty();
            let is_plain_list = || schemas.is_any_list(&one.subs);
            (!kinds.meets(Kinds::OBJECT) || is_plain_object()) && (!kinds.meets(Kinds::LIST) || is_plain_list())
        })
    }
}

/// Whether no value of the second is one of the type made of the first.
fn are_apart(first: &Facts, is_optional: bool, second: &Facts) -> bool {
    let mut held = first.kinds;
    if held.meets(Kinds::FRACTION) {
        held = held | Kinds::INTEGER;
    }
    if is_optional {
        held = held | Kinds::NULL; // it may become an `Option`
    }
    let both = held & second.kinds;
    match (&first.texts, &second.texts) {
        (Some(first), Some(second)) if both == Kinds::TEXT => !first.iter().any(|text| second.contains(text)),
        _ => both.is_empty(),
    }
}

/// Whether the alternatives differ only in what must and what must not be there.
fn has_same_members(outlines: &[Outline]) -> bool {
    let Some(first) = outlines.first() else { return false };
    first.members.keys().all(|name| {
        let mut holds = outlines.iter().filter_map(|outline| outline.members[name].as_ref());
        let same = holds.next().is_none_or(|one| holds.all(|other| one == other));
        let is_told = |outline: &Outline| outline.members[name].is_some() || outline.known.contains(name);
        same && outlines.iter().all(is_told)
    })
}

fn tagged(tag: &str, words: &[&str], alternatives: &[Alternative]) -> Division {
    let mut variants: Vec<(String, Vec<Alternative>)> = Vec::new();
    for (word, alternative) in words.iter().zip(alternatives) {
        match variants.iter_mut().find(|(known, _)| known == word) {
            Some((_, same)) => same.push(alternative.clone()),
            None => variants.push(((*word).to_owned(), vec![alternative.clone()])),
        }
    }
    Division::Tagged { tag: tag.to_owned(), variants }
}
