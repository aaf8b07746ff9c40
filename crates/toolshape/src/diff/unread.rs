//! What is not understood in a schema, although it may refuse something. A reference that leads nowhere is none of it:
//! nothing follows to it or from it.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::document::{Document, Schema};
use crate::dialect::{Draft, Holds, children, holds};

/// Each word that is not understood, with the JSON pointer of its schema.
pub(super) fn unread(document: &Document, draft: Draft, schema: &Value) -> Vec<(Option<String>, String)> {
    let mut found = Vec::new();
    let root = document.root();
    if schema.get("$schema").and_then(Value::as_str).is_some_and(|schema| schema.contains("draft-03")) {
        found.push((Some(String::new()), "draft 3 is not read here".to_owned()));
    }
    if toolshape_json_schema::keyword::is_no_schema(schema) {
        found
            .push((Some(String::new()), "is not a schema: none of its members is a keyword of JSON Schema".to_owned()));
    }
    let mut places = HashSet::new();
    note(root.value, &mut places);
    let mut seen = HashSet::new();
    let mut left = vec![root];
    while let Some(schema) = left.pop() {
        let Some(words) = schema.words().filter(|_| seen.insert(schema.address())) else { continue };
        let is_elsewhere = !places.contains(&schema.address()) && draft < Draft::Year2020;
        let elsewhere = is_elsewhere.then(|| "a reference leads to where no schema stands in its draft".to_owned());
        let told = words.iter().filter_map(|(word, value)| reason(schema, draft, word, value));
        found.extend(told.chain(elsewhere).map(|text| (schema.pointer(), text)));
        left.extend(schema.target());
        left.extend(children(words).map(|child| schema.at(child)));
    }
    found
}

/// The places where schemas stand, definitions among them.
fn note(schema: &Value, places: &mut HashSet<usize>) {
    let Some(words) = schema.as_object() else { return };
    places.insert(std::ptr::from_ref(schema) as usize);
    for (word, value) in words {
        match (holds(word), value) {
            (Holds::Schema, Value::Array(list)) => list.iter().for_each(|schema| note(schema, places)),
            (Holds::Schema, schema) => note(schema, places),
            (Holds::NamedSchemas, Value::Object(named)) => named.values().for_each(|schema| note(schema, places)),
            _ => {}
        }
    }
}

fn reason(schema: Schema<'_>, draft: Draft, word: &str, value: &Value) -> Option<String> {
    let is_names = |value: &Value| value.as_array().is_some_and(|names| names.iter().all(Value::is_string));
    let must_be = |is_it: bool, what: &str| (!is_it).then(|| format!("`{word}` must be {what}"));
    match word {
        "id" if draft == Draft::Four && moves_base(schema, value) => Some("`id` is not read here".to_owned()),
        "dependencies" => Some("`dependencies` is not a keyword of the schema's draft".to_owned()),
        "disallow" | "divisibleBy" | "extends" => Some(format!("`{word}` is a keyword of draft 3 alone")),
        "nullable" => Some("`nullable` is not read where a reference leads here".to_owned()),
        "exclusiveMinimum" | "exclusiveMaximum" if value.is_boolean() => {
            Some(format!("a flag in `{word}` is not in the schema's draft"))
        }
        "items" if value.is_array() => Some("a list in `items` is ignored beside `prefixItems`".to_owned()),
        "required" => must_be(is_names(value), "a list of names"),
        "dependentRequired" => {
            let is_it = |map: &Map<String, Value>| map.values().all(is_names);
            must_be(value.as_object().is_some_and(is_it), "an object of lists of names")
        }
        "allOf" | "anyOf" | "oneOf" | "prefixItems" => must_be(value.is_array(), "a list of schemas"),
        "dependentSchemas" | "patternProperties" | "properties" => must_be(value.is_object(), "an object of schemas"),
        _ => None,
    }
}

/// Whether references inside are relative to it.
fn moves_base(schema: Schema<'_>, id: &Value) -> bool {
    !std::ptr::eq(schema.value, schema.document.root().value) && id.as_str().is_some_and(|id| !id.starts_with('#'))
}
