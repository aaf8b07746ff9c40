//! The names of definitions.

use std::collections::BTreeMap;

use super::index::{Index, Location};
use crate::file;
use crate::pointer::unescape;

/// A name for each target of a reference: of letters, digits and `_ . -`, which a reference need not encode.
#[derive(Debug, Default, Clone)]
pub(super) struct Names {
    by_location: BTreeMap<Location, String>,
    /// With the number that the next of the same name is tried with.
    taken: BTreeMap<String, usize>,
    root: Option<Location>,
}

impl Names {
    pub(super) fn set_root(&mut self, root: Location) {
        self.root = Some(root);
    }

    pub(super) fn is_root(&self, location: &Location) -> bool {
        self.root.as_ref() == Some(location)
    }

    pub(super) fn contains(&self, location: &Location) -> bool {
        self.by_location.contains_key(location)
    }

    pub(super) fn locations(&self) -> impl Iterator<Item = &Location> {
        self.by_location.keys()
    }

    pub(super) fn of(&mut self, location: &Location, index: &Index<'_>) -> String {
        if let Some(name) = self.by_location.get(location) {
            return name.clone();
        }
        let wanted = tidy(&wanted(location, index));
        let mut number = self.taken.get(&wanted).copied().unwrap_or(1);
        let mut name = wanted.clone();
        while self.taken.contains_key(&name) {
            number += 1;
            name = format!("{wanted}_{number}");
        }
        self.taken.insert(wanted, number);
        self.taken.entry(name.clone()).or_insert(1);
        self.by_location.insert(location.clone(), name.clone());
        name
    }
}

/// The name of a schema where it stands: that of the definition, of the member or of the document.
fn wanted(location: &Location, index: &Index<'_>) -> String {
    let mut tail = Vec::new();
    let mut segments = location.pointer.split('/').skip(1).map(unescape).collect::<Vec<_>>();
    while let Some(segment) = segments.pop() {
        let is_a_name = matches!(
            segments.last().map(String::as_str),
            Some(
                "$defs"
                    | "definitions"
                    | "schemas"
                    | "properties"
                    | "patternProperties"
                    | "dependentSchemas"
                    | "dependencies"
            )
        );
        if is_a_name || segments.is_empty() {
            tail.push(segment);
            break;
        }
        tail.push(segment);
    }
    tail.reverse();
    if tail.is_empty() {
        return file::stem(index.name(location.source)).to_owned();
    }
    tail.join("_")
}

fn tidy(name: &str) -> String {
    let allowed = |c: char| if c.is_ascii_alphanumeric() || "_.-".contains(c) { c } else { '_' };
    let name: String = name.chars().map(allowed).collect();
    let name = name.trim_matches('_');
    if name.is_empty() { "definition".to_owned() } else { name.to_owned() }
}
