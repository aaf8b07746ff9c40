//! The keywords of all drafts, and what each takes: the one table that every reader of schemas asks.

use serde_json::{Map, Value};

use crate::draft::Draft;
use crate::pointer::escape;

/// What stands behind a keyword.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Argument {
    /// A schema.
    Schema,
    /// A list of schemas.
    Schemas,
    /// Schemas by name.
    SchemaMap,
    /// One schema or a list: draft 3 has such words, and `items`.
    SchemaOrSchemas,
    /// Schemas or lists of names, by name.
    Dependencies,
    /// A number.
    Number,
    /// A number above zero.
    Positive,
    /// A whole number, not negative.
    Count,
    /// True or false.
    Flag,
    /// A string.
    Text,
    /// A list of different names.
    Names,
    /// Any value.
    Any,
    /// A list of any values.
    List,
    /// A word that says what a schema is called or how it is read, not what it accepts.
    Core,
}

/// A keyword of some drafts.
#[derive(Debug, Clone, Copy)]
pub struct Keyword {
    /// As schemas write it.
    pub name: &'static str,
    /// What it takes.
    pub argument: Argument,
    /// The first draft that has it.
    pub since: Draft,
    /// The last draft that has it.
    pub until: Draft,
    /// Whether it only describes: no instance is refused for it.
    pub describes: bool,
}

impl Keyword {
    /// Whether it says what is accepted, or holds what references lead to.
    fn says(&self) -> bool {
        self.argument != Argument::Core && (!self.describes || self.name.starts_with("content"))
    }
}

const fn word(name: &'static str, argument: Argument, since: Draft, until: Draft) -> Keyword {
    Keyword { name, argument, since, until, describes: matches!(argument, Argument::Core) }
}

const fn note(name: &'static str, argument: Argument) -> Keyword {
    Keyword { name, argument, since: Draft::D3, until: Draft::D2020, describes: true }
}

use Argument::{Any, Core, Count, Dependencies, Flag, List, Names, Number, Positive, Text};
use Argument::{Schema, SchemaMap, SchemaOrSchemas, Schemas};
use Draft::{D3, D4, D6, D7, D2019, D2020};

const KEYWORDS: [Keyword; 67] = [
    word("$anchor", Core, D2019, D2020),
    word("$defs", SchemaMap, D2019, D2020),
    word("$dynamicAnchor", Core, D2020, D2020),
    word("$dynamicRef", Text, D2020, D2020),
    word("$id", Core, D6, D2020),
    word("$recursiveAnchor", Core, D2019, D2019),
    word("$recursiveRef", Text, D2019, D2019),
    word("$ref", Text, D3, D2020),
    word("$schema", Core, D3, D2020),
    word("$vocabulary", Core, D2019, D2020),
    word("additionalItems", Schema, D3, D2019),
    word("additionalProperties", Schema, D3, D2020),
    word("allOf", Schemas, D4, D2020),
    word("anyOf", Schemas, D4, D2020),
    word("const", Any, D6, D2020),
    word("contains", Schema, D6, D2020),
    word("definitions", SchemaMap, D3, D2020),
    word("dependencies", Dependencies, D3, D2020),
    word("dependentRequired", Any, D2019, D2020),
    word("dependentSchemas", SchemaMap, D2019, D2020),
    word("disallow", SchemaOrSchemas, D3, D3),
    word("divisibleBy", Positive, D3, D3),
    word("else", Schema, D7, D2020),
    word("enum", List, D3, D2020),
    word("exclusiveMaximum", Number, D3, D2020),
    word("exclusiveMinimum", Number, D3, D2020),
    word("extends", SchemaOrSchemas, D3, D3),
    word("id", Core, D3, D4),
    word("if", Schema, D7, D2020),
    word("items", SchemaOrSchemas, D3, D2020),
    word("maxContains", Count, D2019, D2020),
    word("maxItems", Count, D3, D2020),
    word("maxLength", Count, D3, D2020),
    word("maxProperties", Count, D4, D2020),
    word("maximum", Number, D3, D2020),
    word("minContains", Count, D2019, D2020),
    word("minItems", Count, D3, D2020),
    word("minLength", Count, D3, D2020),
    word("minProperties", Count, D4, D2020),
    word("minimum", Number, D3, D2020),
    word("multipleOf", Positive, D4, D2020),
    word("not", Schema, D4, D2020),
    word("nullable", Flag, D3, D2020),
    word("oneOf", Schemas, D4, D2020),
    word("pattern", Text, D3, D2020),
    word("patternProperties", SchemaMap, D3, D2020),
    word("prefixItems", Schemas, D2020, D2020),
    word("properties", SchemaMap, D3, D2020),
    word("propertyNames", Schema, D6, D2020),
    word("required", Names, D3, D2020),
    word("then", Schema, D7, D2020),
    word("type", SchemaOrSchemas, D3, D2020),
    word("unevaluatedItems", Schema, D2019, D2020),
    word("unevaluatedProperties", Schema, D2019, D2020),
    word("uniqueItems", Flag, D3, D2020),
    word("format", Text, D3, D2020),
    note("$comment", Text),
    note("contentEncoding", Text),
    note("contentMediaType", Text),
    note("contentSchema", Schema),
    note("default", Any),
    note("deprecated", Flag),
    note("description", Text),
    note("examples", List),
    note("readOnly", Flag),
    note("title", Text),
    note("writeOnly", Flag),
];

/// All keywords.
pub fn all() -> impl Iterator<Item = &'static Keyword> {
    KEYWORDS.iter()
}

/// A keyword by its name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Keyword> {
    KEYWORDS.iter().find(|keyword| keyword.name == name)
}

/// The schemas directly below a schema, each with its JSON pointer relative to it.
///
/// Only keywords lead there: a property that happens to be called `items` is a name.
///
/// ```
/// use serde_json::json;
/// use toolshape_json_schema::keyword;
///
/// let schema = json!({"properties": {"items": {"type": "string"}}, "const": {"not": {}}, "anyOf": [true]});
/// let pointers = keyword::children(&schema).into_iter().map(|(pointer, _)| pointer);
/// assert_eq!(pointers.collect::<Vec<_>>(), ["/properties/items", "/anyOf/0"]);
/// ```
#[must_use]
pub fn children(schema: &Value) -> Vec<(String, &Value)> {
    let mut found = Vec::new();
    for (name, value) in schema.as_object().into_iter().flatten() {
        let Some(keyword) = find(name) else { continue };
        match (keyword.argument, value) {
            (Schema | SchemaOrSchemas, Value::Object(_) | Value::Bool(_)) => found.push((format!("/{name}"), value)),
            (Schemas | SchemaOrSchemas, Value::Array(list)) => {
                found.extend(list.iter().enumerate().map(|(index, child)| (format!("/{name}/{index}"), child)));
            }
            (SchemaMap | Dependencies, Value::Object(map)) => {
                found.extend(map.iter().map(|(key, child)| (format!("/{name}/{}", escape(key)), child)));
            }
            _ => {}
        }
    }
    found
}

/// Visits the schemas directly below a schema, each with its JSON pointer relative to it.
///
/// # Errors
///
/// The first that a visit gives.
pub fn each_child<E>(schema: &mut Value, mut visit: impl FnMut(&str, &mut Value) -> Result<(), E>) -> Result<(), E> {
    let pointers: Vec<String> = children(schema).into_iter().map(|(pointer, _)| pointer).collect();
    for pointer in pointers {
        if let Some(child) = schema.pointer_mut(&pointer) {
            visit(&pointer, child)?;
        }
    }
    Ok(())
}

/// The schemas directly in a keyword's argument.
///
/// ```
/// use serde_json::json;
/// use toolshape_json_schema::keyword;
///
/// let count = |word, argument| keyword::schemas(word, &argument).count();
/// assert_eq!(count("properties", json!({"a": {}, "b": true})), 2);
/// assert_eq!(count("const", json!({"not": {}})), 0);
/// ```
pub fn schemas<'a>(name: &str, argument: &'a Value) -> impl Iterator<Item = &'a Value> {
    let (one, list, map) = match (find(name).map(|keyword| keyword.argument), argument) {
        (Some(Schema | SchemaOrSchemas), Value::Object(_) | Value::Bool(_)) => (Some(argument), None, None),
        (Some(Schemas | SchemaOrSchemas), Value::Array(list)) => (None, Some(list), None),
        (Some(SchemaMap | Dependencies), Value::Object(map)) => (None, None, Some(map)),
        _ => (None, None, None),
    };
    let map = map.into_iter().flat_map(Map::values);
    one.into_iter().chain(list.into_iter().flatten()).chain(map)
}

/// A keyword's argument, with each schema directly in it rewritten; all else stays.
///
/// ```
/// use serde_json::json;
/// use toolshape_json_schema::keyword;
///
/// let rewritten = |word, argument| keyword::rewritten(word, &argument, |_| json!(true));
/// assert_eq!(rewritten("properties", json!({"a": {}})), json!({"a": true}));
/// assert_eq!(rewritten("anyOf", json!([{}, {}])), json!([true, true]));
/// assert_eq!(rewritten("const", json!({"not": {}})), json!({"not": {}}));
/// ```
#[must_use]
pub fn rewritten(name: &str, argument: &Value, mut rewrite: impl FnMut(&Value) -> Value) -> Value {
    match (find(name).map(|keyword| keyword.argument), argument) {
        (Some(Schema | SchemaOrSchemas), Value::Object(_) | Value::Bool(_)) => rewrite(argument),
        (Some(Schemas | SchemaOrSchemas), Value::Array(list)) => list.iter().map(rewrite).collect(),
        (Some(SchemaMap | Dependencies), Value::Object(map)) => {
            map.iter().map(|(name, schema)| (name.clone(), rewrite(schema))).collect()
        }
        _ => argument.clone(),
    }
}

/// Whether an object is a schema and no tool: it says itself what is accepted.
pub(crate) fn is_schema(words: &Map<String, Value>) -> bool {
    let is_kind_of_tool = |value: &Value| matches!(value.as_str(), Some("function" | "custom"));
    says_more(words) || words.get("type").is_some_and(|value| !is_kind_of_tool(value))
}

/// The same, by another keyword than `type`.
pub(crate) fn says_more(words: &Map<String, Value>) -> bool {
    words.keys().filter(|word| *word != "type").filter_map(|word| find(word)).any(Keyword::says)
}

/// Whether a value stands where a schema should, and is an object of other members alone.
///
/// ```
/// use serde_json::json;
/// use toolshape_json_schema::keyword::is_no_schema;
///
/// assert!(is_no_schema(&json!({"name": "a", "description": "A.", "arguments": {}})));
/// for schema in [json!({}), json!({"description": "A."}), json!({"x-more": 1}), json!({"type": "string", "more": 1})] {
///     assert!(!is_no_schema(&schema), "{schema}");
/// }
/// ```
#[must_use]
pub fn is_no_schema(value: &Value) -> bool {
    let Value::Object(words) = value else { return false };
    let is_other = |word: &String| find(word).is_none() && !word.starts_with("x-");
    let is_core = |word: &String| word.starts_with('$') || word == "type" || word == "id";
    !is_schema(words) && !words.keys().any(is_core) && words.keys().any(is_other)
}
