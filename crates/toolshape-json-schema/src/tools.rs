//! The forms that tools are written in: one reader for all that take a tool or a schema.
//!
//! ```
//! use serde_json::json;
//!
//! let document = json!({"type": "function", "function": {
//!     "name": "weather",
//!     "description": "The weather in a city.",
//!     "parameters": {"type": "object", "properties": {"city": {"type": "string"}}},
//! }});
//! let tools = toolshape_json_schema::tools(&document);
//! assert_eq!(tools[0].name, Some("weather"));
//! assert_eq!(tools[0].pointer, "/function/parameters");
//! ```
//!
//! | form | of |
//! |---|---|
//! | `{"type": "function", "function": {"name", "description", "parameters"}}` | OpenAI, and what speaks like it |
//! | `{"name", "description", "parameters"}`, also with `"type": "function"` | OpenAI, BFCL |
//! | `{"name", "description", "input_schema"}` | Anthropic |
//! | `{"name", "description", "inputSchema"}` | MCP |
//! | `{"toolSpec": {"name", "description", "inputSchema": {"json"}}}`, also without `toolSpec` | Bedrock |
//! | `{"name", "description", "schema"}` | toolshape |
//! | a list of these, also as `{"tools": […]}` | all of them |
//!
//! Only `{"name", "description", "schema"}`, and a tool that leaves its schema out because it takes nothing, must have
//! a name; such a tool is in a `toolSpec` or a `function`, or has `"type": "function"`. What has no input of the
//! caller's, such as `cachePoint` or a tool that runs at the provider, is passed over in a list. All else is a schema.
//! So is an object with a keyword of its own that says what is accepted, such as `properties`, `$ref` or `"type":
//! "object"`, whatever stands beside it.

use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use crate::keyword::{is_schema, says_more};

/// A tool, or a schema alone.
#[derive(Debug, Clone, PartialEq)]
pub struct Tool<'a> {
    /// What the tool is called.
    pub name: Option<&'a str>,
    /// What the tool is for.
    pub description: Option<&'a str>,
    /// The schema of its input; any JSON value, where a schema alone is none.
    pub schema: &'a Value,
    /// The JSON pointer of the schema in the document.
    pub pointer: String,
}

/// A tool's schema that is left out because the tool takes nothing.
static NOTHING: LazyLock<Value> = LazyLock::new(|| json!({"type": "object", "properties": {}}));

/// The tools in a document: those of a list, or the one; a schema that is no tool is one without a name.
#[must_use]
pub fn tools(document: &Value) -> Vec<Tool<'_>> {
    let (list, pointer) = match document {
        Value::Array(list) => (list, ""),
        Value::Object(words) if !is_schema(words) => match words.get("tools") {
            Some(Value::Array(list)) => (list, "/tools"),
            _ => return vec![tool(document, String::new())],
        },
        _ => return vec![tool(document, String::new())],
    };
    let offered = list.iter().enumerate().filter(|(_, value)| !has_no_input(value));
    offered.map(|(index, value)| tool(value, format!("{pointer}/{index}"))).collect()
}

/// Whether it stands in a list of tools without a schema: a mark, or a tool of the provider's own.
fn has_no_input(value: &Value) -> bool {
    let Value::Object(words) = value else { return false };
    let is_mark = ["cachePoint", "systemTool"].iter().any(|word| words.contains_key(*word));
    let is_providers = words.get("name").is_some_and(Value::is_string)
        && words.get("type").and_then(Value::as_str).is_some_and(|kind| kind != "function" && !is_type(kind))
        && !MEMBERS.iter().chain(&["function"]).any(|word| words.contains_key(*word));
    (is_mark || is_providers) && !says_more(words)
}

fn tool(value: &Value, pointer: String) -> Tool<'_> {
    let found = value.as_object().filter(|words| !is_schema(words)).and_then(|words| {
        let wrapped = ["toolSpec", "function"].into_iter().find_map(|word| Some((word, words.get(word)?.as_object()?)));
        match wrapped {
            Some((word, words)) if !is_schema(words) => sure_tool(words, format!("{pointer}/{word}")),
            _ if words.get("type").is_some_and(|kind| kind == "function") => sure_tool(words, pointer.clone()),
            _ => plain_tool(words, &pointer),
        }
    });
    found.unwrap_or(Tool { name: None, description: None, schema: value, pointer })
}

/// What is wrapped or of type `function` is a tool, even one that takes nothing and leaves its schema out.
fn sure_tool(words: &Map<String, Value>, pointer: String) -> Option<Tool<'_>> {
    let has_schema = || MEMBERS.iter().any(|word| words.get(*word).is_some_and(|value| !value.is_null()));
    plain_tool(words, &pointer).or_else(|| {
        let name = words.get("name")?.as_str()?;
        (!has_schema()).then(|| Tool { name: Some(name), description: description(words), schema: &NOTHING, pointer })
    })
}

/// The members that hold a tool's schema.
const MEMBERS: [&str; 4] = ["parameters", "input_schema", "inputSchema", "schema"];

fn plain_tool<'a>(words: &'a Map<String, Value>, pointer: &str) -> Option<Tool<'a>> {
    let name = match words.get("name") {
        Some(Value::String(name)) => Some(name.as_str()),
        Some(_) => return None,
        None => None,
    };
    // Too common a word to say by itself what it holds.
    let members = MEMBERS.into_iter().filter(|word| *word != "schema" || name.is_some());
    let (word, schema) = members
        .filter_map(|word| Some((word, words.get(word)?)))
        .find(|(_, schema)| schema.is_object() || schema.is_boolean())?;
    let inner = match schema {
        Value::Object(only) if only.len() == 1 => only.get("json").filter(|json| json.is_object() || json.is_boolean()),
        _ => None,
    };
    let (schema, pointer) = match inner {
        Some(inner) => (inner, format!("{pointer}/{word}/json")),
        None => (schema, format!("{pointer}/{word}")),
    };
    Some(Tool { name, description: description(words), schema, pointer })
}

/// Whether it is a type of JSON Schema, and no kind of tool.
fn is_type(word: &str) -> bool {
    matches!(word, "any" | "array" | "boolean" | "integer" | "null" | "number" | "object" | "string" | "dict" | "list")
}

fn description(words: &Map<String, Value>) -> Option<&str> {
    words.get("description").and_then(Value::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(document: &Value) -> Vec<(Option<&str>, Option<&str>, String)> {
        let tools = tools(document).into_iter();
        tools.map(|tool| (tool.name, tool.description, tool.pointer)).collect()
    }

    #[test]
    fn each_form_of_a_tool_is_read() {
        let schema = json!({"type": "object"});
        for (document, pointer) in [
            (
                json!({"type": "function", "function": {"name": "a", "description": "A.", "parameters": schema}}),
                "/function/parameters",
            ),
            (
                json!({"type": "function", "name": "a", "description": "A.", "parameters": schema, "strict": true}),
                "/parameters",
            ),
            (json!({"name": "a", "description": "A.", "parameters": schema}), "/parameters"),
            (json!({"name": "a", "description": "A.", "input_schema": schema}), "/input_schema"),
            (json!({"type": "custom", "name": "a", "description": "A.", "input_schema": schema}), "/input_schema"),
            (json!({"name": "a", "description": "A.", "inputSchema": schema, "outputSchema": true}), "/inputSchema"),
            (json!({"name": "a", "description": "A.", "inputSchema": {"json": schema}}), "/inputSchema/json"),
            (
                json!({"toolSpec": {"name": "a", "description": "A.", "inputSchema": {"json": schema}}}),
                "/toolSpec/inputSchema/json",
            ),
            (json!({"name": "a", "description": "A.", "schema": schema}), "/schema"),
        ] {
            assert_eq!(read(&document), [(Some("a"), Some("A."), pointer.to_owned())], "{document}");
            assert_eq!(tools(&document)[0].schema, &schema, "{document}");
            for (list, start) in [(json!([document]), "/0"), (json!({"tools": [document]}), "/tools/0")] {
                assert_eq!(read(&list), [(Some("a"), Some("A."), format!("{start}{pointer}"))], "{list}");
            }
        }
        assert_eq!(read(&json!({"parameters": schema})), [(None, None, "/parameters".to_owned())]);
        assert_eq!(read(&json!({"inputSchema": {"json": true}})), [(None, None, "/inputSchema/json".to_owned())]);
    }

    #[test]
    fn what_has_no_input_is_passed_over_in_a_list() {
        let spec = json!({"toolSpec": {"name": "a", "inputSchema": {"json": {"type": "object"}}}});
        let mark = json!({"cachePoint": {"type": "default"}});
        let search = json!({"type": "web_search_20250305", "name": "web_search", "max_uses": 5});
        let list = json!({"tools": [mark, spec, search]});
        assert_eq!(read(&list), [(Some("a"), None, "/tools/1/toolSpec/inputSchema/json".to_owned())]);
    }

    #[test]
    fn a_function_may_take_nothing() {
        for (document, pointer) in [
            (json!({"type": "function", "function": {"name": "now"}}), "/function"),
            (json!({"type": "function", "function": {"name": "now", "parameters": null}}), "/function"),
            (json!({"type": "function", "name": "now", "description": "The time."}), ""),
            (json!({"type": "function", "name": "now", "parameters": null}), ""),
        ] {
            for (list, start) in [(document.clone(), ""), (json!([document]), "/0")] {
                let tools = tools(&list);
                assert_eq!((tools[0].name, tools[0].pointer.as_str()), (Some("now"), &*format!("{start}{pointer}")));
                assert_eq!(tools[0].schema, &json!({"type": "object", "properties": {}}), "{list}");
            }
        }
    }

    #[test]
    fn a_schema_is_no_tool_whatever_its_members_are_called() {
        let schema = json!({"type": "object"});
        for document in [
            json!({"type": "object", "properties": {"name": {}, "parameters": schema}}),
            json!({"type": "object", "name": "a", "parameters": schema}),
            json!({"properties": {}, "parameters": schema}),
            json!({"$ref": "#/parameters", "parameters": schema}),
            json!({"anyOf": [true], "input_schema": schema}),
            json!({"type": "object", "tools": [schema]}),
            json!({"items": {}, "function": {"name": "a", "parameters": schema}}),
            json!({"name": {"type": "string"}, "parameters": schema}),
            json!({"parameters": "none"}),
            json!({"name": "a", "description": "A."}),
            json!({"schema": schema}),
            json!({"toolSpec": {"type": "object", "parameters": schema}}),
            json!({}),
            json!(true),
            json!(5),
        ] {
            let tools = tools(&document);
            assert_eq!(tools.len(), 1, "{document}");
            assert_eq!((tools[0].name, tools[0].pointer.as_str()), (None, ""), "{document}");
            assert_eq!(tools[0].schema, &document);
        }
    }
}
