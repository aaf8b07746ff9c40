//! What tells a schema from another object.

use serde_json::{Map, Value};

/// Words that say what is accepted, in any draft, and those that hold what references lead to.
const SAYING: [&str; 51] = [
    "$defs",
    "$dynamicRef",
    "$recursiveRef",
    "$ref",
    "additionalItems",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "contains",
    "definitions",
    "dependencies",
    "dependentRequired",
    "dependentSchemas",
    "disallow",
    "divisibleBy",
    "else",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "extends",
    "format",
    "if",
    "items",
    "maxContains",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minContains",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "nullable",
    "oneOf",
    "pattern",
    "patternProperties",
    "prefixItems",
    "properties",
    "propertyNames",
    "required",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
    "uniqueItems",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
];

/// Words that only tell.
const TELLING: [&str; 7] = ["default", "deprecated", "description", "examples", "readOnly", "title", "writeOnly"];

/// Whether an object says itself what is accepted.
pub(crate) fn is_schema(words: &Map<String, Value>) -> bool {
    let is_kind_of_tool = |value: &Value| matches!(value.as_str(), Some("function" | "custom"));
    says_more(words) || words.get("type").is_some_and(|value| !is_kind_of_tool(value))
}

/// The same, by another word than `type`.
pub(crate) fn says_more(words: &Map<String, Value>) -> bool {
    words.keys().any(|word| SAYING.contains(&word.as_str()))
}

/// Whether it is a type of JSON Schema, and no kind of tool.
pub(crate) fn is_type(word: &str) -> bool {
    matches!(word, "any" | "array" | "boolean" | "integer" | "null" | "number" | "object" | "string" | "dict" | "list")
}

/// Whether a value stands where a schema should, and is an object of other members alone.
///
/// ```
/// use serde_json::json;
///
/// assert!(toolshape_forms::is_no_schema(&json!({"name": "a", "description": "A.", "arguments": {}})));
/// for schema in [json!({}), json!({"description": "A."}), json!({"x-more": 1}), json!({"type": "string", "more": 1})] {
///     assert!(!toolshape_forms::is_no_schema(&schema), "{schema}");
/// }
/// ```
#[must_use]
pub fn is_no_schema(value: &Value) -> bool {
    let Value::Object(words) = value else { return false };
    let is_other = |word: &String| !TELLING.contains(&word.as_str()) && !word.starts_with("x-");
    let is_core = |word: &String| word.starts_with('$') || word == "type" || word == "id";
    !is_schema(words) && !words.keys().any(is_core) && words.keys().any(is_other)
}
