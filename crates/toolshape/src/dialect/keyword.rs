//! Where schemas stand in a schema.

use serde_json::{Map, Value};

/// What the value of a keyword holds.
pub(crate) enum Holds {
    /// A schema or a list of schemas.
    Schema,
    /// Schemas by name: the keys are no keywords.
    NamedSchemas,
    /// No schema: the value is data.
    Data,
}

pub(crate) fn holds(word: &str) -> Holds {
    match word {
        "additionalItems"
        | "additionalProperties"
        | "allOf"
        | "anyOf"
        | "contains"
        | "contentSchema"
        | "else"
        | "if"
        | "items"
        | "not"
        | "oneOf"
        | "prefixItems"
        | "propertyNames"
        | "then"
        | "unevaluatedItems"
        | "unevaluatedProperties" => Holds::Schema,
        "$defs" | "definitions" | "dependencies" | "dependentSchemas" | "patternProperties" | "properties" => {
            Holds::NamedSchemas
        }
        _ => Holds::Data,
    }
}

/// Whether a keyword only tells, and never refuses an instance.
pub(crate) fn is_annotation(word: &str) -> bool {
    matches!(
        word,
        "$comment" | "default" | "deprecated" | "description" | "examples" | "readOnly" | "title" | "writeOnly"
    )
}

/// The schemas that stand directly in a schema, without its definitions: those count where they
/// are referred to.
pub(crate) fn children(schema: &Map<String, Value>) -> impl Iterator<Item = &Value> {
    let applied = schema.iter().filter(|(word, _)| !matches!(word.as_str(), "$defs" | "definitions"));
    applied.flat_map(|(word, value)| -> Vec<&Value> {
        match (holds(word), value) {
            (Holds::Schema, Value::Array(list)) => list.iter().collect(),
            (Holds::Schema, schema) => vec![schema],
            (Holds::NamedSchemas, Value::Object(named)) => named.values().collect(),
            _ => Vec::new(),
        }
    })
}
