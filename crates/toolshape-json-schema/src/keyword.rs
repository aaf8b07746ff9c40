//! The keywords of all drafts, and what each takes: the one table that every reader of schemas asks.

use serde_json::{Map, Value};

use crate::draft::Draft;
use crate::pointer::escape;

/// The kind of value that a keyword takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Argument {
    /// A schema.
    Schema,
    /// A list of schemas.
    Schemas,
    /// Schemas by name.
    SchemaMap,
    /// One schema or a list of them: `items`.
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
    /// A name, or how to read the schema: `$id`, `$schema` and the like. It does not say what is accepted.
    Core,
}

/// A keyword of some drafts.
#[derive(Debug, Clone, Copy)]
pub struct Keyword {
    /// The name.
    pub name: &'static str,
    /// The kind of value it takes.
    pub argument: Argument,
    /// The first draft that has it.
    pub since: Draft,
    /// The last draft that has it.
    pub until: Draft,
    /// Whether it only describes: it refuses no instance.
    pub describes: bool,
}

impl Keyword {
    /// Whether it says what is accepted, or holds targets of references.
    pub(crate) fn says(&self) -> bool {
        self.argument != Argument::Core && (!self.describes || self.name.starts_with("content"))
    }
}

const fn keyword(name: &'static str, argument: Argument, since: Draft, until: Draft) -> Keyword {
    Keyword { name, argument, since, until, describes: matches!(argument, Argument::Core) }
}

const fn note(name: &'static str, argument: Argument) -> Keyword {
    Keyword { name, argument, since: Draft::D4, until: Draft::D2020, describes: true }
}

use Argument::{Any, Core, Count, Dependencies, Flag, List, Names, Number, Positive, Text};
use Argument::{Schema, SchemaMap, SchemaOrSchemas, Schemas};
use Draft::{D4, D6, D7, D2019, D2020};

const KEYWORDS: [Keyword; 64] = [
    keyword("$anchor", Core, D2019, D2020),
    keyword("$defs", SchemaMap, D2019, D2020),
    keyword("$dynamicAnchor", Core, D2020, D2020),
    keyword("$dynamicRef", Text, D2020, D2020),
    keyword("$id", Core, D6, D2020),
    keyword("$recursiveAnchor", Core, D2019, D2019),
    keyword("$recursiveRef", Text, D2019, D2019),
    keyword("$ref", Text, D4, D2020),
    keyword("$schema", Core, D4, D2020),
    keyword("$vocabulary", Core, D2019, D2020),
    keyword("additionalItems", Schema, D4, D2019),
    keyword("additionalProperties", Schema, D4, D2020),
    keyword("allOf", Schemas, D4, D2020),
    keyword("anyOf", Schemas, D4, D2020),
    keyword("const", Any, D6, D2020),
    keyword("contains", Schema, D6, D2020),
    keyword("definitions", SchemaMap, D4, D2020),
    keyword("dependencies", Dependencies, D4, D2020),
    keyword("dependentRequired", Any, D2019, D2020),
    keyword("dependentSchemas", SchemaMap, D2019, D2020),
    keyword("else", Schema, D7, D2020),
    keyword("enum", List, D4, D2020),
    keyword("exclusiveMaximum", Number, D4, D2020),
    keyword("exclusiveMinimum", Number, D4, D2020),
    keyword("id", Core, D4, D4),
    keyword("if", Schema, D7, D2020),
    keyword("items", SchemaOrSchemas, D4, D2020),
    keyword("maxContains", Count, D2019, D2020),
    keyword("maxItems", Count, D4, D2020),
    keyword("maxLength", Count, D4, D2020),
    keyword("maxProperties", Count, D4, D2020),
    keyword("maximum", Number, D4, D2020),
    keyword("minContains", Count, D2019, D2020),
    keyword("minItems", Count, D4, D2020),
    keyword("minLength", Count, D4, D2020),
    keyword("minProperties", Count, D4, D2020),
    keyword("minimum", Number, D4, D2020),
    keyword("multipleOf", Positive, D4, D2020),
    keyword("not", Schema, D4, D2020),
    keyword("nullable", Flag, D4, D2020),
    keyword("oneOf", Schemas, D4, D2020),
    keyword("pattern", Text, D4, D2020),
    keyword("patternProperties", SchemaMap, D4, D2020),
    keyword("prefixItems", Schemas, D2020, D2020),
    keyword("properties", SchemaMap, D4, D2020),
    keyword("propertyNames", Schema, D6, D2020),
    keyword("required", Names, D4, D2020),
    keyword("then", Schema, D7, D2020),
    keyword("type", Any, D4, D2020),
    keyword("unevaluatedItems", Schema, D2019, D2020),
    keyword("unevaluatedProperties", Schema, D2019, D2020),
    keyword("uniqueItems", Flag, D4, D2020),
    keyword("format", Text, D4, D2020),
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
/// The first error of a visit.
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

/// Whether an object is a schema rather than a tool: one of its keywords says what is accepted.
pub(crate) fn is_schema(keywords: &Map<String, Value>) -> bool {
    let is_kind_of_tool = |value: &Value| matches!(value.as_str(), Some("function" | "custom"));
    says_more(keywords) || keywords.get("type").is_some_and(|value| !is_kind_of_tool(value))
}

/// The same, by another keyword than `type`.
pub(crate) fn says_more(keywords: &Map<String, Value>) -> bool {
    keywords.keys().filter(|keyword| *keyword != "type").filter_map(|keyword| find(keyword)).any(Keyword::says)
}

/// Whether a value is an object without a keyword of JSON Schema: in place of a schema, that is a mistake.
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
    let Value::Object(keywords) = value else { return false };
    let is_other = |keyword: &String| find(keyword).is_none() && !keyword.starts_with("x-");
    let is_core = |keyword: &String| keyword.starts_with('$') || keyword == "type" || keyword == "id";
    !is_schema(keywords) && !keywords.keys().any(is_core) && keywords.keys().any(is_other)
}
