//! What `diff` reads schemas with. It goes with it.

use serde_json::{Map, Value};

/// The draft of JSON Schema that a document is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Draft {
    Four,
    Six,
    Seven,
    Year2019,
    Year2020,
}

impl Draft {
    /// What `$schema` says; 2020-12 when it says nothing, as Bedrock reads it.
    pub(crate) fn of(schema: &Value) -> Self {
        let named = schema.get("$schema").and_then(Value::as_str).unwrap_or_default();
        let drafts =
            [("draft-04", Self::Four), ("draft-06", Self::Six), ("draft-07", Self::Seven), ("2019-09", Self::Year2019)];
        let known = drafts.iter().find(|(name, _)| named.contains(name));
        known.map_or(Self::Year2020, |(_, draft)| *draft)
    }

    pub(crate) fn ignores_words_beside_ref(self) -> bool {
        self <= Self::Seven
    }

    /// Writes a schema, its subschemas done, with the words of 2020-12. A word that this draft
    /// does not have goes: it meant nothing, and would start to.
    pub(crate) fn modernize(self, mut schema: Map<String, Value>) -> Map<String, Value> {
        if self == Self::Year2020 {
            return schema;
        }
        schema.retain(|word, _| self >= since(word));
        if self == Self::Four {
            exclusive_bound(&mut schema, "minimum", "exclusiveMinimum");
            exclusive_bound(&mut schema, "maximum", "exclusiveMaximum");
        }
        let rest = schema.shift_remove("additionalItems");
        if schema.get("items").is_some_and(Value::is_array) {
            rename(&mut schema, "items", "prefixItems");
            schema.extend(rest.map(|rest| ("items".to_owned(), rest)));
        }
        if self <= Self::Seven {
            split_dependencies(&mut schema);
        }
        schema
    }
}

/// The first draft with this word.
fn since(word: &str) -> Draft {
    match word {
        "const" | "contains" | "propertyNames" => Draft::Six,
        "if" | "then" | "else" => Draft::Seven,
        "dependentRequired"
        | "dependentSchemas"
        | "maxContains"
        | "minContains"
        | "unevaluatedItems"
        | "unevaluatedProperties" => Draft::Year2019,
        "prefixItems" => Draft::Year2020,
        _ => Draft::Four,
    }
}

/// Draft 4 has `"minimum": 0, "exclusiveMinimum": true` for `"exclusiveMinimum": 0`.
fn exclusive_bound(schema: &mut Map<String, Value>, bound: &str, exclusive: &str) {
    match schema.shift_remove(exclusive) {
        Some(Value::Bool(true)) => rename(schema, bound, exclusive),
        Some(Value::Bool(false)) | None => {}
        Some(number) => {
            schema.insert(exclusive.to_owned(), number);
        }
    }
}

fn rename(schema: &mut Map<String, Value>, from: &str, to: &str) {
    if let Some(value) = schema.shift_remove(from) {
        schema.insert(to.to_owned(), value);
    }
}

/// `dependencies` became `dependentRequired` and `dependentSchemas`.
fn split_dependencies(schema: &mut Map<String, Value>) {
    let Some(Value::Object(dependencies)) = schema.shift_remove("dependencies") else { return };
    let (required, schemas): (Map<_, _>, Map<_, _>) = dependencies.into_iter().partition(|(_, value)| value.is_array());
    for (word, named) in [("dependentRequired", required), ("dependentSchemas", schemas)] {
        if !named.is_empty() {
            schema.insert(word.to_owned(), named.into());
        }
    }
}

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

/// The JSON pointer of a reference within the document: `/$defs/Name` of `#/$defs/Name`.
pub(crate) fn pointer(reference: &str) -> Option<String> {
    let fragment = reference.strip_prefix('#')?;
    if !fragment.is_empty() && !fragment.starts_with('/') {
        return None;
    }
    let mut bytes = fragment.bytes();
    let mut decoded = Vec::with_capacity(fragment.len());
    while let Some(byte) = bytes.next() {
        decoded.push(if byte == b'%' {
            let digits = [bytes.next()?, bytes.next()?];
            u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?
        } else {
            byte
        });
    }
    String::from_utf8(decoded).ok()
}
