//! Schemas in few words.

use serde_json::{Map, Value};

/// What a schema is, as far as one word says it: a type's name, a scalar, `list`, `map`, `structure`.
pub(super) fn kind(schema: &Value) -> String {
    if let Some(reference) = schema["$ref"].as_str() {
        return reference.rsplit('/').next().unwrap_or(reference).to_owned();
    }
    let word = match schema["type"].as_str() {
        _ if schema.get("anyOf").is_some() => "enum",
        _ if schema.get("oneOf").is_some() => "union",
        _ if schema["x-document"] == true => "document",
        Some("string") if schema.get("contentEncoding").is_some() => "blob",
        Some("integer" | "number") if schema.get("format").is_some() => schema["format"].as_str().unwrap_or_default(),
        Some("array") => "list",
        Some("object") if schema.get("additionalProperties").is_some() => "map",
        Some("object") => "structure",
        Some(other) => other,
        None => "anything",
    };
    word.to_owned()
}

/// A schema in half a line: its kind, and what it holds or how it is bounded.
pub(super) fn summary(schema: &Value) -> String {
    let kind = kind(schema);
    let names = |members: Option<&Map<String, Value>>| {
        let names: Vec<&str> = members.into_iter().flatten().map(|(name, _)| name.as_str()).collect();
        if names.is_empty() { "nothing".to_owned() } else { names.join(", ") }
    };
    match kind.as_str() {
        "enum" => format!("enum of {}", values(schema).join(", ")),
        "union" => format!("union of {}", names(Some(&branches(schema)))),
        "structure" => format!("structure of {}", names(schema["properties"].as_object())),
        "list" => format!("list of {}{}", summary(&schema["items"]), bounds(schema)),
        "map" => format!("map of {}{}", summary(&schema["additionalProperties"]), bounds(schema)),
        _ => format!("{kind}{}", bounds(schema)),
    }
}

fn bounds(schema: &Value) -> String {
    let is_bound = |word: &str| word.starts_with("min") || word.starts_with("max") || word == "pattern";
    let bounds = schema.as_object().into_iter().flatten().filter(|(word, _)| is_bound(word));
    bounds.map(|(word, bound)| format!(", {word} {}", compact(bound))).collect::<Vec<_>>().concat()
}

/// The known values of an open enum.
pub(super) fn values(schema: &Value) -> Vec<&str> {
    schema["anyOf"][0]["enum"].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

/// The known members of an open union.
pub(super) fn branches(schema: &Value) -> Map<String, Value> {
    let branches = schema["oneOf"].as_array().into_iter().flatten();
    let members = branches.filter_map(|branch| branch["properties"].as_object()).flatten();
    members.map(|(name, schema)| (name.clone(), schema.clone())).collect()
}

/// A value as a reader wants it: text without quotes.
pub(super) fn compact(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
