//! What the first pass found.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde_json::Value;

use super::index::Location;
use super::names::Names;
use super::writer::Written;
use crate::pointer::escape;

#[derive(Debug, Default)]
pub(super) struct Survey {
    /// The targets of references.
    pub(super) names: Names,
    /// The targets, and all around them.
    pub(super) holders: BTreeSet<Location>,
    /// Schemas that hold, or refer to, something that was not understood; and the reasons.
    pub(super) loose: BTreeMap<Location, Rc<str>>,
    /// Schemas whose reference leads back to them with the same value.
    pub(super) endless: BTreeSet<Location>,
}

impl Survey {
    pub(super) fn of(written: Written) -> Self {
        let cut = endless(&written.schema);
        let endless = cut.iter().filter_map(|pointer| written.origins.get(pointer).cloned());
        let endless: BTreeSet<Location> = endless.collect();
        let cycle: Rc<str> = "a reference in it leads back without end".into();
        let start = written.loose.into_iter().chain(endless.iter().map(|location| (location.clone(), cycle.clone())));
        let loose = reached(start.collect(), written.links);
        let holders = written.names.locations().flat_map(Location::outwards).collect();
        Self { names: written.names, holders, loose, endless }
    }
}

/// The places given, all around them, and all that refer to those.
fn reached(mut open: Vec<(Location, Rc<str>)>, links: Vec<(Location, Location)>) -> BTreeMap<Location, Rc<str>> {
    let mut referring: BTreeMap<Location, Vec<Location>> = BTreeMap::new();
    for (from, to) in links {
        referring.entry(to).or_default().push(from);
    }
    let mut reached = BTreeMap::new();
    while let Some((location, cause)) = open.pop() {
        for outer in location.outwards() {
            if reached.contains_key(&outer) {
                break;
            }
            let referring = referring.remove(&outer).unwrap_or_default();
            open.extend(referring.into_iter().map(|from| (from, Rc::clone(&cause))));
            reached.insert(outer, Rc::clone(&cause));
        }
    }
    reached
}

/// The pointers of schemas whose references never end.
fn endless(schema: &Value) -> Vec<String> {
    let mut nodes = vec![("#".to_owned(), references(schema, String::new()))];
    if let Some(Value::Object(definitions)) = schema.get("$defs") {
        let node = |(name, value)| (format!("#/$defs/{name}"), references(value, format!("/$defs/{name}")));
        nodes.extend(definitions.iter().map(node));
    }
    let numbers: BTreeMap<&str, usize> =
        nodes.iter().enumerate().map(|(number, (name, _))| (name.as_str(), number)).collect();
    let mut cut = Vec::new();
    let mut done = vec![false; nodes.len()];
    let mut is_open = vec![false; nodes.len()];
    // Not by recursion: a chain of references may be as long as the document.
    for start in 0..nodes.len() {
        let mut path = vec![(start, 0)];
        while let Some((node, next)) = path.last_mut() {
            if *next == 0 {
                if done[*node] {
                    path.pop();
                    continue;
                }
                is_open[*node] = true;
            }
            let Some((pointer, to)) = nodes[*node].1.get(*next) else {
                is_open[*node] = false;
                done[*node] = true;
                path.pop();
                continue;
            };
            *next += 1;
            let Some(to) = numbers.get(to.as_str()) else { continue };
            if is_open[*to] {
                cut.push(pointer.clone());
            } else {
                path.push((*to, 0));
            }
        }
    }
    cut
}

/// The references that apply to the same value as the schema: the pointer of each, and its target.
fn references(schema: &Value, at: String) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open = vec![(at, schema)];
    while let Some((at, schema)) = open.pop() {
        let Value::Object(keywords) = schema else { continue };
        for (keyword, argument) in keywords {
            match (keyword.as_str(), argument) {
                ("$ref", Value::String(to)) => found.push((at.clone(), to.clone())),
                ("not" | "if" | "then" | "else", schema) => open.push((format!("{at}/{keyword}"), schema)),
                ("allOf" | "anyOf" | "oneOf", Value::Array(list)) => {
                    open.extend(list.iter().enumerate().map(|(index, one)| (format!("{at}/{keyword}/{index}"), one)));
                }
                ("dependentSchemas", Value::Object(map)) => {
                    open.extend(map.iter().map(|(name, one)| (format!("{at}/{keyword}/{}", escape(name)), one)));
                }
                _ => {}
            }
        }
    }
    found
}
