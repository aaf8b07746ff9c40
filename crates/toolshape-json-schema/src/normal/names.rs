//! The names of definitions.

use std::collections::{BTreeMap, BTreeSet};

use super::index::{Index, Location};
use super::writer::Target;
use crate::file;
use crate::pointer::unescape;

/// A name for each schema that a reference leads to: of letters, digits and `_ . -` only, so that a reference to it is
/// the name as it is.
#[derive(Debug, Default, Clone)]
pub(super) struct Names {
    by_target: BTreeMap<Target, String>,
    /// With the number that the next of the same name is tried with.
    taken: BTreeMap<String, usize>,
    root: Option<Target>,
    /// Places that have a definition.
    places: BTreeSet<Location>,
    /// How many schemas were written again, each for another way to it.
    again: usize,
}

/// As many schemas are written again: only dynamic references can ask for so many.
const MOST_AGAIN: usize = 20_000;

impl Names {
    pub(super) fn set_root(&mut self, root: Target) {
        self.root = Some(root);
    }

    pub(super) fn is_root(&self, target: &Target) -> bool {
        self.root.as_ref() == Some(target)
    }

    /// Whether a target has a name, or may get one. `size` says how many schemas there are at a place.
    pub(super) fn can_afford(&mut self, target: &Target, size: impl Fn(&Location) -> usize) -> bool {
        if self.is_root(target) || self.contains(target) || self.places.insert(target.location.clone()) {
            return true;
        }
        self.again += size(&target.location);
        self.again <= MOST_AGAIN
    }

    pub(super) fn contains(&self, target: &Target) -> bool {
        self.by_target.contains_key(target)
    }

    pub(super) fn targets(&self) -> impl Iterator<Item = &Location> {
        self.by_target.keys().map(|target| &target.location)
    }

    pub(super) fn of(&mut self, target: &Target, index: &Index<'_>) -> String {
        if let Some(name) = self.by_target.get(target) {
            return name.clone();
        }
        let wanted = tidy(&wanted(target, index));
        let mut number = self.taken.get(&wanted).copied().unwrap_or(1);
        let mut name = wanted.clone();
        while self.taken.contains_key(&name) {
            number += 1;
            name = format!("{wanted}_{number}");
        }
        self.taken.insert(wanted, number);
        self.taken.entry(name.clone()).or_insert(1);
        self.by_target.insert(target.clone(), name.clone());
        name
    }
}

/// What a schema is called where it stands: the definition's name, the member's, or the document's.
fn wanted(target: &Target, index: &Index<'_>) -> String {
    let mut tail = Vec::new();
    let mut segments = target.location.pointer.split('/').skip(1).map(unescape).collect::<Vec<_>>();
    while let Some(segment) = segments.pop() {
        let is_a_name = matches!(
            segments.last().map(String::as_str),
            Some("$defs" | "definitions" | "properties" | "patternProperties" | "dependentSchemas" | "dependencies")
        );
        if is_a_name || segments.is_empty() {
            tail.push(segment);
            break;
        }
        tail.push(segment);
    }
    tail.reverse();
    if tail.is_empty() {
        return file::stem(index.name(target.location.source)).to_owned();
    }
    tail.join("_")
}

fn tidy(name: &str) -> String {
    let allowed = |c: char| if c.is_ascii_alphanumeric() || "_.-".contains(c) { c } else { '_' };
    let name: String = name.chars().map(allowed).collect();
    let name = name.trim_matches('_');
    if name.is_empty() { "definition".to_owned() } else { name.to_owned() }
}
