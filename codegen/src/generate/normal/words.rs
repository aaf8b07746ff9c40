//! The words of all drafts, and what each takes.

use serde_json::{Map, Value};

use super::draft::Draft;
use crate::walk::escape;

/// What stands behind a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Argument {
    Schema,
    Schemas,
    /// Schemas by name.
    SchemaMap,
    /// One schema or a list: draft 3 has such words, and `items`.
    SchemaOrSchemas,
    /// Schemas or lists of names, by name.
    Dependencies,
    Number,
    /// A number above zero.
    Positive,
    /// A whole number, not negative.
    Count,
    Flag,
    Text,
    /// A list of different names.
    Names,
    Any,
    List,
    /// A word that says what a schema is called or how it is read, not what it accepts.
    Core,
}

/// A word of some drafts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    pub(super) name: &'static str,
    pub(super) argument: Argument,
    pub(super) since: Draft,
    pub(super) until: Draft,
    /// Whether it only describes: no instance is refused for it.
    pub(super) describes: bool,
}

const fn word(name: &'static str, argument: Argument, since: Draft, until: Draft) -> Word {
    Word { name, argument, since, until, describes: matches!(argument, Argument::Core) }
}

const fn note(name: &'static str, argument: Argument) -> Word {
    Word { name, argument, since: Draft::D3, until: Draft::D2020, describes: true }
}

use Argument::{Any, Core, Count, Dependencies, Flag, List, Names, Number, Positive, Text};
use Argument::{Schema, SchemaMap, SchemaOrSchemas, Schemas};
use Draft::{D3, D4, D6, D7, D2019, D2020};

const WORDS: [Word; 67] = [
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

pub(super) fn all() -> impl Iterator<Item = &'static Word> {
    WORDS.iter()
}

pub(super) fn find(name: &str) -> Option<&'static Word> {
    WORDS.iter().find(|word| word.name == name)
}

#[cfg(test)]
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    WORDS.iter().map(|word| word.name)
}

/// The schemas directly below a schema, each with its JSON pointer relative to it.
pub(super) fn children(words: &Map<String, Value>) -> Vec<(String, &Value)> {
    let mut found = Vec::new();
    for (name, value) in words {
        let Some(word) = find(name) else { continue };
        match (word.argument, value) {
            (Schema | SchemaOrSchemas, Value::Object(_)) => found.push((format!("/{name}"), value)),
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::walk;

    /// There are three, each for what its place needs: this one, that of toolshape-forms, and that of what walks
    /// schemas.
    #[test]
    fn the_tables_of_keywords_agree() {
        for word in all() {
            let is_no_schema = toolshape_forms::is_no_schema(&json!({ word.name: 1, "other": 1 }));
            let only_tells = word.describes && !word.name.starts_with(['$']) && !word.name.starts_with("content");
            assert_eq!(is_no_schema, only_tells && word.argument != Core, "{}", word.name);
        }
        // What walks schemas sees neither draft 3 nor `dependencies`.
        let is_walked = |word: &&Word| word.until >= D2019 && !matches!(word.name, "type" | "dependencies");
        for word in all().filter(is_walked) {
            for argument in [json!({}), json!([{}]), json!({ "a": {} }), json!(1)] {
                let schema = json!({ word.name: argument });
                let pointers = |found: Vec<(String, &Value)>| found.into_iter().map(|(pointer, _)| pointer).collect();
                let here: Vec<String> = pointers(children(schema.as_object().unwrap()));
                let walked: Vec<String> = pointers(walk::children(&schema));
                assert_eq!(here, walked, "{schema}");
            }
        }
    }
}
