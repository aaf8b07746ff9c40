//! Lists: what a conjunction says about their entries.

use super::conjunction::Conjunction;
use super::schemas::{Schemas, Sub};

/// What the entries of a list are.
pub(super) enum Entries {
    /// Exactly these, 1 to 12, in this order.
    Exactly(Vec<Conjunction>),
    /// Any number, each one of these.
    OneOf(Vec<Conjunction>),
}

impl Entries {
    /// How many there are, where that is certain.
    pub(super) fn length(&self) -> Option<usize> {
        match self {
            Self::Exactly(entries) => Some(entries.len()),
            Self::OneOf(_) => None,
        }
    }

    pub(super) fn all(&self) -> &[Conjunction] {
        let (Self::Exactly(entries) | Self::OneOf(entries)) = self;
        entries
    }
}

/// The longest list that becomes a tuple: Rust's own traits end here.
const LONGEST: usize = 12;

impl Schemas<'_> {
    pub(super) fn entries(&self, subs: &[Sub]) -> Entries {
        let (places, others) = self.places(subs);
        let count = |word: &'static str| subs.iter().filter_map(move |sub| self.get(*sub).count(word));
        let least = count("minItems").max().unwrap_or_default();
        let most = count("maxItems").min().unwrap_or(usize::MAX);
        let possible: Vec<Conjunction> = places.iter().map_while(|raw| self.conjunction(raw)).take(most).collect();
        let others = if possible.len() < places.len() { None } else { self.conjunction(&others) };
        let most = if others.is_none() { most.min(possible.len()) } else { most };
        if least == most && (1..=LONGEST).contains(&most) && !possible.is_empty() {
            let rest = others.into_iter().cycle();
            return Entries::Exactly(possible.into_iter().chain(rest).take(most).collect());
        }
        let others = others.filter(|_| most > possible.len());
        Entries::OneOf(possible.into_iter().chain(others).collect())
    }

    /// Whether the entries of a list may be anything.
    pub(super) fn is_any_list(&self, subs: &[Sub]) -> bool {
        match self.entries(subs) {
            Entries::Exactly(_) => false,
            Entries::OneOf(entries) => entries.is_empty() || entries.iter().any(Vec::is_empty),
        }
    }

    /// Where the entries of a list are described.
    pub(super) fn entry_raw(&self, subs: &[Sub]) -> Vec<Sub> {
        let (places, others) = self.places(subs);
        if places.is_empty() { others } else { Vec::new() }
    }

    /// What holds for the entry at each of the first places, and for all that follow.
    fn places(&self, subs: &[Sub]) -> (Vec<Vec<Sub>>, Vec<Sub>) {
        let unevaluated = |sub: Sub| {
            let unevaluated = self.one(sub, "unevaluatedItems")?;
            let reach = self.reach_beside(sub);
            (!reach.has_other_items).then_some((unevaluated, reach.places))
        };
        let described = |sub: Sub| self.list(sub, "prefixItems").len().max(unevaluated(sub).map_or(0, |found| found.1));
        let count = subs.iter().map(|sub| described(*sub)).max().unwrap_or_default();
        let mut places = vec![Vec::new(); count];
        let mut others = Vec::new();
        for &sub in subs {
            let prefix = self.list(sub, "prefixItems");
            let items = self.one(sub, "items");
            for (at, place) in places.iter_mut().enumerate() {
                place.extend(prefix.get(at).copied().or(items));
            }
            others.extend(items);
            others.extend(unevaluated(sub).map(|found| found.0));
        }
        (places, others)
    }
}
