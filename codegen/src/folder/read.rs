//! A folder of documents becomes one set of named types.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::convert::Infallible;

use heck::ToUpperCamelCase;
use serde_json::{Value, json};
use toolshape_json_schema::{Document, Warnings, file, keyword, normal, pointer};

use super::Definition;
use crate::Error;

/// Every type of the documents by name.
pub(super) fn read(documents: &[(&str, &str)]) -> Result<BTreeMap<String, Definition>, Error> {
    let mut sorted = documents.to_vec();
    sorted.sort_unstable();
    let mut read: Vec<Document> = Vec::new();
    for (name, text) in sorted {
        let document = Document::read(name, text)?;
        if !document.value.is_object() {
            return Err(Error::new(name, "", "a document is an object, with types in `$defs` or one at its root"));
        }
        if read.last().is_some_and(|last| last.name == name) {
            return Err(Error::new(name, "", "two documents have this name"));
        }
        read.push(document);
    }
    let named: Vec<Named> = read.iter().enumerate().flat_map(named).collect();
    if named.is_empty() {
        return Ok(BTreeMap::new());
    }
    // One document that leads to each type: its normal form has them all, and what they refer to.
    let reference = |(at, pointer, _): &Named| {
        let pointer = pointer.replace('%', "%25");
        json!({ "$ref": format!("{}#{pointer}", read[*at].name) })
    };
    let all = json!({ "allOf": named.iter().map(reference).collect::<Vec<_>>() });
    read.push(Document::of("", all));
    let mut warnings = Warnings::default();
    let normals = normal(&read, &|_| true, &mut warnings)?;
    if let Some(warning) = warnings.into_list().into_iter().next() {
        // A folder is read as it is written, or not at all.
        let reason = warning.reason.split([',', ';']).next().unwrap_or_default();
        return Err(Error::new(&read[warning.document].name, warning.pointer, reason));
    }
    let Some(normal) = normals.into_iter().next_back() else { return Ok(BTreeMap::new()) };

    let given: BTreeMap<(usize, &str), &str> =
        named.iter().map(|(at, pointer, name)| ((*at, pointer.as_str()), name.as_str())).collect();
    let mut types: BTreeMap<String, Definition> = BTreeMap::new();
    // From the names in the normal schema.
    let mut renamed: BTreeMap<&str, String> = BTreeMap::new();
    let mut unnamed = Vec::new();
    for (key, schema) in normal.schema["$defs"].as_object().into_iter().flatten() {
        let (at, pointer) = normal.origin(&format!("/$defs/{}", pointer::escape(key)));
        let name = given.get(&(at, pointer.as_str())).copied();
        let definition = Definition { document: read[at].name.clone(), pointer, schema: schema.clone() };
        if let Some(name) = name {
            renamed.insert(key, add(&mut types, name.to_owned(), definition)?);
        } else {
            unnamed.push((key, definition));
        }
    }
    for (key, definition) in unnamed {
        let name = free_name(&types, &definition);
        renamed.insert(key, add(&mut types, name, definition)?);
    }
    for definition in types.values_mut() {
        rename(&mut definition.schema, &renamed);
    }
    Ok(types)
}

/// The index of a document, the pointer to a type in it, and the type's name.
type Named = (usize, String, String);

/// The types that a document names: its `$defs`, its `definitions`, and a root that is a type itself.
fn named((at, document): (usize, &Document)) -> Vec<Named> {
    let mut found = Vec::new();
    for section in ["$defs", "definitions"] {
        for (key, schema) in document.value[section].as_object().into_iter().flatten() {
            let name = schema["x-rust-name"].as_str().unwrap_or(key);
            found.push((at, format!("/{section}/{}", pointer::escape(key)), name.to_owned()));
        }
    }
    if is_type(&document.value) {
        let name = document.value["title"].as_str().unwrap_or_else(|| file::stem(&document.name));
        found.push((at, String::new(), name.to_upper_camel_case()));
    }
    found
}

/// Whether a document's root describes a type, and not only the types in its `$defs`.
fn is_type(document: &Value) -> bool {
    ["type", "properties", "oneOf", "anyOf", "allOf", "enum", "const", "$ref", "items", "additionalProperties"]
        .iter()
        .any(|word| document.get(word).is_some())
}

fn add(types: &mut BTreeMap<String, Definition>, name: String, definition: Definition) -> Result<String, Error> {
    match types.entry(name) {
        Entry::Occupied(first) => {
            let Definition { document, pointer, .. } = first.get();
            Err(definition.error("", format!("the type `{}` stands at {document}#{pointer} already", first.key())))
        }
        Entry::Vacant(free) => {
            let name = free.key().clone();
            free.insert(definition);
            Ok(name)
        }
    }
}

/// A name for the target of a reference that leads into a type.
fn free_name(types: &BTreeMap<String, Definition>, Definition { document, pointer, .. }: &Definition) -> String {
    let segment = pointer.rsplit('/').next().filter(|segment| !segment.is_empty()).unwrap_or(document);
    let name = segment.to_upper_camel_case();
    let numbered = (2..).map(|number| format!("{name}{number}"));
    std::iter::once(name.clone()).chain(numbered).find(|name| !types.contains_key(name)).unwrap_or(name)
}

fn rename(schema: &mut Value, names: &BTreeMap<&str, String>) {
    if let Some(name) = schema["$ref"].as_str().and_then(|reference| names.get(super::type_name(reference))) {
        schema["$ref"] = format!("#/$defs/{name}").into();
    }
    let Ok(()) = keyword::each_child::<Infallible>(schema, |_, child| {
        rename(child, names);
        Ok(())
    });
}
