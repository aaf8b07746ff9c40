//! A folder of documents becomes one set of named types, its references resolved.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use heck::ToUpperCamelCase;
use serde_json::Value;
use toolshape_json_schema::{keyword, pointer};

use crate::Error;
use toolshape_json_schema::file::{percent_decoded, stem};

/// A type, and where it was written.
#[derive(Clone, Debug)]
pub(crate) struct Definition {
    pub(crate) document: String,
    pub(crate) pointer: String,
    pub(crate) schema: Value,
}

impl Definition {
    pub(crate) fn error(&self, pointer: &str, reason: impl Into<String>) -> Error {
        Error::new(&self.document, format!("{}{pointer}", self.pointer), reason)
    }
}

/// Every type of the documents by name; a reference in one of them reads `#/definitions/NAME`.
pub(crate) fn bundle(documents: &[(&str, &str)]) -> Result<BTreeMap<String, Definition>, Error> {
    let mut bundle = Bundle { documents: BTreeMap::new(), names: BTreeMap::new(), types: BTreeMap::new() };
    for (name, text) in documents {
        let document: Value = serde_json::from_str(text).map_err(|error| {
            Error::new(*name, "", format!("not JSON: {error}")) // serde_json names line and column
        })?;
        if !document.is_object() {
            return Err(Error::new(*name, "", "a document is an object, with types in `$defs` or one at its root"));
        }
        if bundle.documents.insert((*name).to_owned(), document).is_some() {
            return Err(Error::new(*name, "", "two documents have this name"));
        }
    }
    for (document, pointer, name) in bundle.named() {
        bundle.add(&document, &pointer, name)?;
    }
    bundle.resolve()?;
    bundle.refuse_endless_types()?;
    Ok(bundle.types)
}

struct Bundle {
    documents: BTreeMap<String, Value>,
    /// From a place, document and pointer, to the name of the type there.
    names: BTreeMap<(String, String), String>,
    types: BTreeMap<String, Definition>,
}

impl Bundle {
    /// The types that documents name: their `$defs`, their `definitions`, and a root that is a type itself.
    fn named(&self) -> Vec<(String, String, String)> {
        let mut found = Vec::new();
        for (file, document) in &self.documents {
            for section in ["$defs", "definitions"] {
                for (key, schema) in document[section].as_object().into_iter().flatten() {
                    let name = schema["x-rust-name"].as_str().unwrap_or(key);
                    found.push((file.clone(), format!("/{section}/{}", pointer::escape(key)), name.to_owned()));
                }
            }
            if is_type(document) {
                let name = document["title"].as_str().unwrap_or(stem(file));
                found.push((file.clone(), String::new(), name.to_upper_camel_case()));
            }
        }
        found
    }

    fn add(&mut self, document: &str, pointer: &str, name: String) -> Result<(), Error> {
        let schema = self.documents.get(document).and_then(|root| root.pointer(pointer));
        let Some(schema) = schema else {
            return Err(Error::new(document, pointer, "nothing stands here"));
        };
        let mut schema = schema.clone();
        if let Value::Object(words) = &mut schema {
            // Types of their own already; what remains is the type that stands beside them.
            words.retain(|word, _| !matches!(word.as_str(), "$defs" | "definitions" | "$schema"));
        }
        let definition = Definition { document: document.into(), pointer: pointer.into(), schema };
        match self.types.entry(name.clone()) {
            Entry::Occupied(first) => {
                let Definition { document, pointer, .. } = first.get();
                Err(definition.error("", format!("the type `{name}` stands at {document}#{pointer} already")))
            }
            Entry::Vacant(free) => {
                free.insert(definition);
                self.names.insert((document.into(), pointer.into()), name);
                Ok(())
            }
        }
    }

    /// Rewrites every reference to the name of its target; a target that has no name yet gets one.
    fn resolve(&mut self) -> Result<(), Error> {
        let mut waiting: Vec<String> = self.types.keys().cloned().collect();
        while let Some(name) = waiting.pop() {
            let Some(mut definition) = self.types.get(&name).cloned() else { continue };
            let mut schema = std::mem::take(&mut definition.schema);
            self.rewrite(&definition, "", &mut schema, &mut waiting)?;
            definition.schema = schema;
            self.types.insert(name, definition);
        }
        Ok(())
    }

    fn rewrite(
        &mut self,
        home: &Definition,
        pointer: &str,
        schema: &mut Value,
        waiting: &mut Vec<String>,
    ) -> Result<(), Error> {
        if let Some(reference) = schema.get("$ref") {
            let target = reference.as_str().ok_or_else(|| home.error(pointer, "`$ref` is not a string"))?;
            let (document, place) = self.target(home, pointer, target)?;
            let key = (document, place);
            let name = if let Some(name) = self.names.get(&key) {
                name.clone()
            } else {
                let name = self.free_name(&key);
                self.add(&key.0, &key.1, name.clone())?;
                waiting.push(name.clone());
                name
            };
            schema["$ref"] = format!("#/definitions/{name}").into();
        }
        keyword::each_child(schema, |below, child| self.rewrite(home, &format!("{pointer}{below}"), child, waiting))
    }

    /// The document and pointer that a reference leads to.
    fn target(&self, home: &Definition, pointer: &str, reference: &str) -> Result<(String, String), Error> {
        let (file, place) = reference.split_once('#').unwrap_or((reference, ""));
        let file = if file.is_empty() { &home.document } else { file };
        let found = self.documents.get(file);
        let document = found.ok_or_else(|| {
            let known: Vec<&str> = self.documents.keys().map(String::as_str).collect();
            home.error(pointer, format!("`{reference}` leaves the documents given: {}", known.join(", ")))
        })?;
        let place = percent_decoded(place);
        if document.pointer(&place).is_none() {
            return Err(home.error(pointer, format!("`{reference}` does not resolve")));
        }
        Ok((file.to_owned(), place))
    }

    fn free_name(&self, (document, pointer): &(String, String)) -> String {
        let segment = pointer.rsplit('/').next().filter(|segment| !segment.is_empty()).unwrap_or(document);
        let name = segment.to_upper_camel_case();
        let numbered = (2..).map(|number| format!("{name}{number}"));
        std::iter::once(name.clone()).chain(numbered).find(|name| !self.types.contains_key(name)).unwrap_or(name)
    }

    /// A type that is made of itself, with no object or list between, has no shape.
    fn refuse_endless_types(&self) -> Result<(), Error> {
        for (name, home) in &self.types {
            let (mut waiting, mut seen) = (direct(&home.schema), BTreeSet::new());
            while let Some(next) = waiting.pop() {
                if next == name {
                    return Err(home.error("", "is made of itself, with no object or list between"));
                }
                if seen.insert(next) {
                    waiting.extend(self.types.get(next).map(|home| direct(&home.schema)).unwrap_or_default());
                }
            }
        }
        Ok(())
    }
}

/// The types that a schema refers to without an object or a list between.
fn direct(schema: &Value) -> Vec<&str> {
    let branches = ["allOf", "anyOf", "oneOf"].iter().filter_map(|word| schema[*word].as_array()).flatten();
    schema["$ref"].as_str().map(type_name).into_iter().chain(branches.flat_map(direct)).collect()
}

/// The name in a rewritten reference.
pub(crate) fn type_name(reference: &str) -> &str {
    reference.trim_start_matches("#/definitions/")
}

/// Whether a document's root describes a type, and not only the types in its `$defs`.
fn is_type(document: &Value) -> bool {
    ["type", "properties", "oneOf", "anyOf", "allOf", "enum", "const", "$ref", "items", "additionalProperties"]
        .iter()
        .any(|word| document.get(word).is_some())
}
