//! Which references are inlined, and which definitions stay.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{applied, target};

/// The most keywords that an inlined schema may have.
const MOST_KEYWORDS: usize = 20_000;
/// The longest chain of references that is followed.
const LONGEST_CHAIN: usize = 64;

/// The references of a schema in normal form.
pub(super) struct Refs<'a> {
    root: &'a Value,
    /// Those that stay: those of recursive schemas; all of them where this is `None`.
    kept: Option<BTreeSet<&'a str>>,
}

impl<'a> Refs<'a> {
    pub(super) fn plan(root: &'a Value) -> Self {
        // A reference to the root leads back to where the walk starts.
        let mut walk = Walk { root, open: vec!["#"], sizes: BTreeMap::new(), recursive: BTreeSet::new() };
        let is_small = walk.size(root).is_some();
        Self { root, kept: is_small.then_some(walk.recursive) }
    }

    pub(super) fn keeps(&self, reference: &str) -> bool {
        self.kept.as_ref().is_none_or(|kept| kept.contains(reference))
    }

    /// The schema that a reference stands for.
    pub(super) fn target(&self, reference: &str) -> Option<&'a Value> {
        target(self.root, reference)
    }

    /// The definitions that stay, by name.
    pub(super) fn kept(&self) -> impl Iterator<Item = (&'a String, &'a Value)> {
        let all = self.root.get("$defs").and_then(Value::as_object).into_iter().flatten();
        all.filter(|(name, _)| self.keeps(&format!("#/$defs/{name}")))
    }
}

/// Follows every reference once, depth first, to find those that lead back to themselves and the
/// size of the whole when the others are inlined.
struct Walk<'a> {
    root: &'a Value,
    /// The references being followed.
    open: Vec<&'a str>,
    /// The size of each target already followed: that of its reference where it is recursive.
    sizes: BTreeMap<&'a str, usize>,
    recursive: BTreeSet<&'a str>,
}

impl<'a> Walk<'a> {
    /// The size of a schema, or `None` when inlining would make too much of it.
    fn size(&mut self, schema: &'a Value) -> Option<usize> {
        let Value::Object(keywords) = schema else { return Some(1) };
        let mut size = 1 + keywords.len();
        if let Some(reference) = keywords.get("$ref").and_then(Value::as_str) {
            size += self.follow(reference)?;
        }
        for child in applied(schema) {
            size += self.size(child)?;
        }
        (size <= MOST_KEYWORDS).then_some(size)
    }

    fn follow(&mut self, reference: &'a str) -> Option<usize> {
        if let Some(size) = self.sizes.get(reference) {
            return Some(*size);
        }
        if self.open.contains(&reference) {
            self.recursive.insert(reference);
            return Some(1);
        }
        if self.open.len() > LONGEST_CHAIN {
            return None;
        }
        self.open.push(reference);
        let inlined = self.size(target(self.root, reference)?)?;
        self.open.pop();
        let size = if self.recursive.contains(reference) { 1 } else { inlined };
        self.sizes.insert(reference, size);
        Some(size)
    }
}
