//! Objects: what a conjunction says about their members.

use std::collections::HashSet;
use std::rc::Rc;

use super::conjunction::Conjunction;
use super::schemas::{Schemas, Sub};

/// What the subschemas of an object say about the values of members.
pub(super) enum Others {
    /// Anything, as nothing is said.
    Free,
    /// There are none.
    Denied,
    /// One of these holds for each.
    Described(Vec<Conjunction>),
}

/// A member's value.
pub(super) struct Member {
    /// Where it is described, the place closest to its name first.
    pub(super) raw: Vec<Sub>,
    pub(super) holds: Conjunction,
}

/// Beyond this many subschemas, what `unevaluatedProperties` is about is not looked for.
const FARTHEST: usize = 2000;

/// All that subschemas which apply to the same value may say, in whatever branch.
#[derive(Default)]
pub(super) struct Reach<'a> {
    pub(super) names: Vec<(&'a str, Sub)>,
    patterns: Vec<&'a str>,
    has_other_members: bool,
    /// How many places have a subschema of their own.
    pub(super) places: usize,
    pub(super) has_other_items: bool,
}

impl<'a> Schemas<'a> {
    /// The names that a conjunction gives to members: described ones first, then required ones.
    pub(super) fn member_names(&self, subs: &[Sub]) -> Vec<&'a str> {
        let mut seen = HashSet::new();
        let described = subs.iter().flat_map(|sub| self.get(*sub).map("properties").into_iter().flatten());
        let required = subs.iter().flat_map(|sub| self.get(*sub).required());
        described.map(|(name, _)| name.as_str()).chain(required).filter(|name| seen.insert(*name)).collect()
    }

    /// Whether nothing is said about the members of an object.
    pub(super) fn is_any_object(&self, subs: &[Sub]) -> bool {
        self.member_names(subs).is_empty() && matches!(self.others(subs), Others::Free)
    }

    pub(super) fn required(&self, subs: &[Sub]) -> HashSet<&'a str> {
        subs.iter().flat_map(|sub| self.get(*sub).required()).collect()
    }

    /// What holds for a member; none where it cannot be there.
    pub(super) fn member(&self, subs: &[Sub], name: &str) -> Option<Member> {
        let mut raw = Vec::new();
        let mut by_the_way = Vec::new();
        for &sub in subs {
            let direct = self.named_one(sub, "properties", name);
            raw.extend(direct);
            let mut is_named = direct.is_some();
            for (pattern, child) in self.named(sub, "patternProperties") {
                match self.matches(pattern, name) {
                    Some(true) => by_the_way.push(child),
                    Some(false) => continue,
                    None => {} // it may or may not hold, and so may `additionalProperties`
                }
                is_named = true;
            }
            if !is_named {
                by_the_way.extend(self.one(sub, "additionalProperties"));
            }
            if let Some(unevaluated) = self.one(sub, "unevaluatedProperties")
                && !self.reach_beside(sub).may_name(self, name)
            {
                by_the_way.push(unevaluated);
            }
        }
        raw.extend(by_the_way);
        Some(Member { holds: self.conjunction(&raw)?, raw })
    }

    /// What holds for the members that have no name in the conjunction.
    pub(super) fn others(&self, subs: &[Sub]) -> Others {
        let mut always = Vec::new();
        let mut by_pattern: Option<Vec<Vec<Sub>>> = None;
        for &sub in subs {
            if let Some(unevaluated) = self.one(sub, "unevaluatedProperties")
                && self.reach_beside(sub).is_limited()
            {
                always.push(unevaluated);
            }
            let additional = self.one(sub, "additionalProperties");
            let patterns: Vec<Sub> = self.named(sub, "patternProperties").map(|(_, child)| child).collect();
            if patterns.is_empty() {
                always.extend(additional);
                continue;
            }
            // Of several such subschemas one has to do: all hold, so each alone is true.
            let is_closed = additional.is_some_and(|sub| self.get(sub).is_never());
            if by_pattern.is_none() || is_closed {
                let patterns = patterns.into_iter().map(|child| vec![child]);
                by_pattern = Some(patterns.chain([additional.into_iter().collect()]).collect());
            }
        }
        let has_patterns = by_pattern.is_some();
        let options = by_pattern.unwrap_or_else(|| vec![Vec::new()]);
        let options = options.into_iter().filter_map(|option| self.conjunction(&[&always[..], &option].concat()));
        let options: Vec<Conjunction> = options.collect();
        match options.as_slice() {
            [] => Others::Denied,
            [free] if free.is_empty() && !has_patterns => Others::Free,
            _ => Others::Described(options),
        }
    }

    /// All that may apply to the same value as a subschema, apart from its own `unevaluated…`.
    pub(super) fn reach_beside(&self, sub: Sub) -> Rc<Reach<'a>> {
        if let Some(reach) = self.reaches.borrow().get(&sub) {
            return Rc::clone(reach);
        }
        let reach = Rc::new(self.reach(&[sub], Some(sub)));
        self.reaches.borrow_mut().insert(sub, Rc::clone(&reach));
        reach
    }

    /// All that may apply to the same value as the subschemas, in the order of the document.
    pub(super) fn reach(&self, subs: &[Sub], beside: Option<Sub>) -> Reach<'a> {
        let mut reach = Reach::default();
        let mut seen = HashSet::new();
        let mut next: Vec<Sub> = subs.iter().rev().copied().collect();
        while let Some(sub) = next.pop() {
            if !seen.insert(sub) {
                continue;
            }
            let schema = self.get(sub);
            let says = |word| schema.word(word).is_some();
            let is_other = beside != Some(sub);
            reach.names.extend(self.named(sub, "properties"));
            reach.patterns.extend(self.named(sub, "patternProperties").map(|(pattern, _)| pattern));
            reach.places = reach.places.max(self.list(sub, "prefixItems").len());
            reach.has_other_members |= says("additionalProperties") || is_other && says("unevaluatedProperties");
            reach.has_other_items |= says("items") || says("contains") || is_other && says("unevaluatedItems");
            if seen.len() > FARTHEST {
                reach.has_other_members = true;
                reach.has_other_items = true;
                break;
            }
            let branches = schema.applicators.iter().flat_map(|applicator| applicator.branches.iter().flatten());
            let inner: Vec<Sub> = self.target(sub).into_iter().chain(self.list(sub, "allOf")).collect();
            let inner = inner.into_iter().chain(branches.copied()).chain(self.one(sub, "if"));
            next.extend(inner.collect::<Vec<Sub>>().into_iter().rev());
        }
        reach
    }
}

impl Reach<'_> {
    /// Whether all members that may be evaluated have a name here.
    fn is_limited(&self) -> bool {
        self.patterns.is_empty() && !self.has_other_members
    }

    fn may_name(&self, schemas: &Schemas, name: &str) -> bool {
        let is_named = self.names.iter().any(|(known, _)| *known == name);
        let may_match = || self.patterns.iter().any(|pattern| schemas.matches(pattern, name) != Some(false));
        is_named || self.has_other_members || may_match()
    }
}
