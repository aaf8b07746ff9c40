//! What a service model has otherwise than the documents made from an earlier one.
//!
//! Types are compared by name and members by name, so that a reader sees what a newer release of the service means
//! for them, not which lines of JSON moved.

mod describe;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde_json::{Map, Value};

use super::import;
use crate::Error;
use describe::{branches, compact, kind, summary, values};

/// One thing that a service model has otherwise than the documents.
///
/// It reads as one line: `changed ToolSpecification.name: maxLength 64 -> 128`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    place: String,
    text: String,
}

impl Difference {
    /// The type, or its member (`ToolSpecification.name`), or the document.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.place
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// What [`import()`](crate::import()) of a service model would change in documents, given as file names and texts:
/// the types, members, bounds and values that are added, changed or dropped.
///
/// Empty means that importing the model would leave the documents as they are, but for blanks and line breaks.
///
/// # Errors
///
/// As [`import()`](crate::import()), and when a document is not JSON.
pub fn check(service_model: &str, documents: &[(&str, &str)]) -> Result<Vec<Difference>, Error> {
    let mut old = BTreeMap::new();
    for (file, text) in documents {
        let document: Value =
            serde_json::from_str(text).map_err(|error| Error::new(*file, "", format!("not JSON: {error}")))?;
        old.insert((*file).to_owned(), document);
    }
    let new = import(service_model)?;
    let mut found = Differences::default();
    found.documents(&old, &new);
    found.types(&old, &new);
    if found.0.is_empty() {
        // Whatever the comparison by name leaves out, such as the order of members.
        let text = |document: Option<&Value>| document.map(Value::to_string);
        for file in new.keys().filter(|file| text(new.get(*file)) != text(old.get(*file))) {
            found.add(file, format!("changed document {file}: the same types, written otherwise"));
        }
    }
    Ok(found.0)
}

type Documents = BTreeMap<String, Value>;

#[derive(Default)]
struct Differences(Vec<Difference>);

impl Differences {
    fn add(&mut self, place: &str, text: String) {
        self.0.push(Difference { place: place.into(), text });
    }

    fn documents(&mut self, old: &Documents, new: &Documents) {
        for file in union(old.keys(), new.keys()) {
            match (old.get(file), new.get(file)) {
                (None, _) => self.add(file, format!("added document {file}")),
                (_, None) => {
                    self.add(file, format!("dropped document {file}: no type of the model belongs there, delete it"));
                }
                (Some(old), Some(new)) => {
                    let place = format!("document {file}");
                    self.words(&place, old, new, &["$defs"]);
                }
            }
        }
    }

    fn types(&mut self, old: &Documents, new: &Documents) {
        let (old, new) = (definitions(old), definitions(new));
        for name in union(old.keys(), new.keys()) {
            let (before, after) = (old.get(name), new.get(name).and_then(|places| places.first()));
            let Some((new_file, new)) = after else {
                for (file, _) in before.into_iter().flatten() {
                    self.add(name, format!("dropped type {name}, was in {file}"));
                }
                continue;
            };
            let before = before.map(Vec::as_slice).unwrap_or_default();
            let at_home = before.iter().find(|(file, _)| file == new_file);
            for (file, _) in before.iter().filter(|(file, _)| file != new_file) {
                self.add(
                    name,
                    match at_home {
                        Some(_) => format!("dropped type {name} from {file}, stays in {new_file}"),
                        None => format!("moved type {name} from {file} to {new_file}"),
                    },
                );
            }
            match at_home.or(before.first()) {
                Some((_, old)) => self.definition(name, old, new),
                None => self.add(name, format!("added type {name} in {new_file}: {}", summary(new))),
            }
        }
    }

    fn definition(&mut self, name: &str, old: &Value, new: &Value) {
        let members = |schema: &Value| schema["properties"].as_object().cloned().unwrap_or_default();
        match (kind(old), kind(new)) {
            (old, new) if old != new => return self.add(name, format!("changed type {name}: {old} -> {new}")),
            (kind, _) if kind == "enum" => self.values(name, &values(old), &values(new)),
            (kind, _) if kind == "union" => self.members(name, (old, &branches(old)), (new, &branches(new))),
            _ => self.members(name, (old, &members(old)), (new, &members(new))),
        }
        self.words(name, old, new, &["anyOf", "oneOf", "properties", "required", "type"]);
    }

    fn values(&mut self, name: &str, old: &[&str], new: &[&str]) {
        for value in new.iter().filter(|value| !old.contains(value)) {
            self.add(name, format!("added value \"{value}\" of {name}"));
        }
        for value in old.iter().filter(|value| !new.contains(value)) {
            self.add(name, format!("dropped value \"{value}\" of {name}"));
        }
    }

    fn members(&mut self, holder: &str, old: (&Value, &Map<String, Value>), new: (&Value, &Map<String, Value>)) {
        let is_required = |schema: &Value, member: &str| {
            schema["required"].as_array().is_some_and(|names| names.iter().any(|name| name == member))
        };
        for member in union(old.1.keys(), new.1.keys()) {
            let place = format!("{holder}.{member}");
            let required = (is_required(old.0, member), is_required(new.0, member));
            match (old.1.get(member), new.1.get(member)) {
                (Some(old), Some(new)) => {
                    match required {
                        (false, true) => self.add(&place, format!("changed {place}: now required")),
                        (true, false) => self.add(&place, format!("changed {place}: no longer required")),
                        _ => {}
                    }
                    self.schema(&place, old, new);
                }
                (None, Some(new)) => {
                    let required = if required.1 { ", required" } else { "" };
                    self.add(&place, format!("added member {place}: {}{required}", summary(new)));
                }
                (Some(old), None) => self.add(&place, format!("dropped member {place}, was {}", summary(old))),
                (None, None) => {}
            }
        }
    }

    /// The schema of a member, or of what a list or a map holds.
    fn schema(&mut self, place: &str, old: &Value, new: &Value) {
        let (before, after) = (kind(old), kind(new));
        if before != after {
            self.add(place, format!("changed {place}: type {before} -> {after}"));
        }
        for (word, part) in [("items", "entry"), ("propertyNames", "key"), ("additionalProperties", "value")] {
            if let (Some(old), Some(new)) = (old.get(word), new.get(word)) {
                self.schema(&format!("each {part} of {place}"), old, new);
            }
        }
        let in_kind = ["$ref", "contentEncoding", "format", "type", "x-document"];
        let below = ["items", "propertyNames", "additionalProperties"];
        self.words(place, old, new, &[in_kind.as_slice(), &below].concat());
    }

    /// The words of a schema whose value is compared as a whole.
    fn words(&mut self, place: &str, old: &Value, new: &Value, except: &[&str]) {
        let empty = Map::new();
        let (old, new) = (old.as_object().unwrap_or(&empty), new.as_object().unwrap_or(&empty));
        for word in union(old.keys(), new.keys()).into_iter().filter(|word| !except.contains(word)) {
            let text = match (old.get(word), new.get(word)) {
                (Some(old), Some(new)) if old == new => continue,
                (Some(old), Some(new)) => format!("{word} {} -> {}", compact(old), compact(new)),
                (None, Some(new)) => format!("{word} added, {}", compact(new)),
                (Some(old), None) => format!("{word} dropped, was {}", compact(old)),
                (None, None) => continue,
            };
            self.add(place, format!("changed {place}: {text}"));
        }
    }
}

/// Each type with the documents in which it stands.
fn definitions(documents: &Documents) -> BTreeMap<String, Vec<(&str, &Value)>> {
    let mut found: BTreeMap<String, Vec<(&str, &Value)>> = BTreeMap::new();
    for (file, document) in documents {
        for (name, schema) in document["$defs"].as_object().into_iter().flatten() {
            found.entry(name.clone()).or_default().push((file, schema));
        }
    }
    found
}

fn union<'n>(old: impl Iterator<Item = &'n String>, new: impl Iterator<Item = &'n String>) -> BTreeSet<&'n str> {
    old.chain(new).map(String::as_str).collect()
}

#[cfg(test)]
mod tests;
