//! The older drafts, and what their words are in 2020-12.

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
