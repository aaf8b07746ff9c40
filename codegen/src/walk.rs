//! The places inside a schema where another schema stands.
//!
//! Only keywords lead there: a property that happens to be called `$ref` or `items` is a name, not a keyword.

use serde_json::Value;

/// Keywords whose value is a schema.
const ONE: [&str; 12] = [
    "additionalItems",
    "additionalProperties",
    "contains",
    "contentSchema",
    "else",
    "if",
    "items",
    "not",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
];
/// Keywords whose value is a list of schemas.
const LIST: [&str; 5] = ["allOf", "anyOf", "items", "oneOf", "prefixItems"];
/// Keywords whose value is a map from a name to a schema.
const MAP: [&str; 5] = ["$defs", "definitions", "dependentSchemas", "patternProperties", "properties"];

/// The subschemas directly below a schema, each with its JSON pointer relative to it.
pub(crate) fn children(schema: &Value) -> Vec<(String, &Value)> {
    let Value::Object(words) = schema else { return Vec::new() };
    let mut found = Vec::new();
    for (word, value) in words {
        match value {
            Value::Array(list) if LIST.contains(&word.as_str()) => {
                found.extend(list.iter().enumerate().map(|(index, child)| (format!("/{word}/{index}"), child)));
            }
            Value::Object(map) if MAP.contains(&word.as_str()) => {
                found.extend(map.iter().map(|(name, child)| (format!("/{}/{}", escape(word), escape(name)), child)));
            }
            Value::Object(_) | Value::Bool(_) if ONE.contains(&word.as_str()) => {
                found.push((format!("/{word}"), value));
            }
            _ => {}
        }
    }
    found
}

/// Visits the subschemas directly below a schema.
pub(crate) fn each_child<E>(
    schema: &mut Value,
    mut visit: impl FnMut(&str, &mut Value) -> Result<(), E>,
) -> Result<(), E> {
    let pointers: Vec<String> = children(schema).into_iter().map(|(pointer, _)| pointer).collect();
    for pointer in pointers {
        if let Some(child) = schema.pointer_mut(&pointer) {
            visit(&pointer, child)?;
        }
    }
    Ok(())
}

/// One segment of a JSON pointer.
pub(crate) fn escape(segment: &str) -> String {
    segment.replace('~', "~0").replace('/', "~1")
}

/// What a segment of a JSON pointer names.
#[cfg(any(feature = "builder", feature = "typify"))]
pub(crate) fn unescape(segment: &str) -> String {
    segment.replace("~1", "/").replace("~0", "~")
}
