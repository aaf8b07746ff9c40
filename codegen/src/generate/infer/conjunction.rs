//! Subschemas that hold together, and what they say as one.

use std::collections::{HashSet, VecDeque};

use serde_json::Value;
use toolshape_json_schema::equality::Same;

use super::kinds::Kinds;
use super::schema::Weight;
use super::schemas::{Schemas, Sub};

/// Subschemas that all hold for a value: sorted, without those that say nothing about types.
///
/// It names a type: where the same subschemas hold, the type is the same. There are finitely many, so recursion ends.
pub(super) type Conjunction = Vec<Sub>;

/// What is said further away than this many subschemas is not told in docs.
const NEAR: usize = 200;

/// What holds together beyond this many subschemas is left to the check of values.
const MOST_TOGETHER: usize = 1000;

impl<'a> Schemas<'a> {
    /// Subschemas with all that `$ref` and `allOf` add to them, in the order they are come upon.
    pub(super) fn closure(&self, subs: &[Sub]) -> Vec<Sub> {
        self.closed(subs, NEAR, |sub| sub).0
    }

    /// As many as there may be, each of which `at` may replace, and whether these are all.
    fn closed(&self, subs: &[Sub], most: usize, at: impl Fn(Sub) -> Sub) -> (Vec<Sub>, bool) {
        let mut seen = HashSet::new();
        let mut found = Vec::new();
        let mut next: VecDeque<Sub> = subs.iter().copied().collect();
        while let Some(sub) = next.pop_front().map(&at) {
            if !seen.insert(sub) {
                continue;
            }
            if found.len() == most {
                return (found, false);
            }
            found.push(sub);
            next.extend(&self.get(sub).includes);
        }
        (found, true)
    }

    /// What the subschemas and all they include say together; none where no value can satisfy them.
    pub(super) fn conjunction(&self, subs: &[Sub]) -> Option<Conjunction> {
        let (found, is_all) = self.closed(subs, MOST_TOGETHER, |sub| self.meaning(sub));
        if !is_all {
            self.far.set(self.far.get().into_iter().chain(subs.iter().copied()).min());
        }
        self.reduce(&found, |sub| !self.get(sub).applicators.is_empty())
    }

    /// The subschemas that weigh something, or are to be kept anyway.
    pub(super) fn reduce(&self, subs: &[Sub], is_kept: impl Fn(Sub) -> bool) -> Option<Conjunction> {
        let mut left = Kinds::ALL;
        let mut kept = Vec::new();
        for &sub in subs {
            let schema = self.get(sub);
            if schema.weight == Weight::More || is_kept(sub) {
                kept.push(sub);
                left = left & schema.kinds;
            }
        }
        for &sub in subs {
            let schema = self.get(sub);
            // `type: object` beside a `$ref` to objects adds nothing, and the type keeps its name.
            if schema.weight == Weight::Kinds && !schema.kinds.has(left) && !kept.contains(&sub) {
                kept.push(sub);
                left = left & schema.kinds;
            }
        }
        kept.sort_unstable();
        kept.dedup();
        let has_value = || self.values(&kept).is_none_or(|values| !values.is_empty());
        (!left.is_empty() && has_value()).then_some(kept)
    }

    /// Whether subschemas are the same, word by word, though they stand at different places.
    pub(super) fn say_the_same(&self, one: &[Sub], other: &[Sub]) -> bool {
        let words = |sub: &Sub| self.get(*sub).words();
        one.len() == other.len() && one.iter().zip(other).all(|(one, other)| words(one) == words(other))
    }

    /// The kinds of values that subschemas allow by their own words.
    pub(super) fn kinds(&self, subs: &[Sub]) -> Kinds {
        let kinds = subs.iter().map(|sub| self.get(*sub).kinds).fold(Kinds::ALL, |all, kinds| all & kinds);
        match self.values(subs) {
            Some(values) => values.into_iter().map(Kinds::of).fold(Kinds::NONE, |all, kind| all | kind) & kinds,
            None => kinds,
        }
    }

    /// Kinds of values that are types of their own, in the order in which a `type` names them.
    pub(super) fn kinds_in_order(&self, subs: &[Sub]) -> Vec<Kinds> {
        let mut kinds = vec![Kinds::BOOLEAN, Kinds::NUMBER, Kinds::TEXT, Kinds::LIST, Kinds::OBJECT];
        let list = subs.iter().find_map(|sub| self.get(*sub).word("type")?.as_array());
        if let Some(list) = list {
            kinds.sort_by_key(|kind| list.iter().position(|name| kind.meets(Kinds::named(name))));
        }
        kinds
    }

    /// The values that `enum` and `const` leave; none where neither is there.
    pub(super) fn values(&self, subs: &[Sub]) -> Option<Vec<&'a Value>> {
        let mut lists = subs.iter().filter_map(|sub| self.get(*sub).values());
        let mut left = lists.next()?;
        for list in lists {
            let list: HashSet<Same> = list.into_iter().map(Same).collect();
            left.retain(|value| list.contains(&Same(value)));
        }
        let kinds = subs.iter().map(|sub| self.get(*sub).kinds).fold(Kinds::ALL, |all, kinds| all & kinds);
        left.retain(|value| kinds.has(Kinds::of(value)));
        Some(left)
    }

    /// The texts that are left, where nothing but certain texts is.
    pub(super) fn texts(&self, subs: &[Sub]) -> Option<Vec<&'a str>> {
        self.values(subs)?.into_iter().map(Value::as_str).collect()
    }
}
