//! The forms that tools are written in: one reader for all that take a tool or a schema.

mod openapi;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::keyword::{is_schema, says_more};

/// A tool, or a schema alone.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tool<'a> {
    /// What the tool is called.
    pub name: Option<Cow<'a, str>>,
    /// What the tool is for.
    pub description: Option<&'a str>,
    /// The schema of its input; any JSON value, where the document is neither a tool nor a schema.
    pub schema: Cow<'a, Value>,
    /// The JSON pointer of the schema in the document; that of the tool, where it has no schema of its own.
    pub pointer: String,
    /// The JSON pointers of parts of [`Tool::schema`] that stand elsewhere in the document than below
    /// [`Tool::pointer`], and where they stand.
    pub parts: BTreeMap<String, String>,
}

impl Tool<'_> {
    /// Whether the document is the schema.
    pub(crate) fn is_document(&self) -> bool {
        self.pointer.is_empty() && matches!(self.schema, Cow::Borrowed(_))
    }
}

/// The members that hold a tool's schema.
const MEMBERS: [&str; 4] = ["parameters", "input_schema", "inputSchema", "schema"];

/// Where a document has a list of tools.
const LISTS: [&str; 5] = ["/tools", "/result/tools", "/toolConfig/tools", FUNCTIONS, "/functionSchema/functions"];

const FUNCTIONS: &str = "/functions";

/// The tools in a document. A schema alone is a tool without a name.
///
/// ```
/// use serde_json::json;
///
/// let document = json!({"type": "function", "function": {
///     "name": "weather",
///     "description": "The weather in a city.",
///     "parameters": {"type": "object", "properties": {"city": {"type": "string"}}},
/// }});
/// let tools = toolshape_json_schema::tools(&document);
/// assert_eq!(tools[0].name.as_deref(), Some("weather"));
/// assert_eq!(tools[0].pointer, "/function/parameters");
/// ```
///
/// | a tool | of |
/// |---|---|
/// | `{"type": "function", "function": {"name", "description", "parameters"}}` | OpenAI, and what speaks like it |
/// | `{"name", "description", "parameters"}`, also with `"type": "function"` | OpenAI, BFCL |
/// | the same, where `parameters` is `{NAME: {"type", "description", "required"}}` | Bedrock Agents' function details |
/// | `{"name", "description", "input_schema"}` | Anthropic |
/// | `{"name", "description", "inputSchema"}` | MCP |
/// | `{"toolSpec": {"name", "description", "inputSchema": {"json"}}}`, also without `toolSpec` | Bedrock |
/// | `{"name", "description", "schema"}` | toolshape |
///
/// | several tools | of |
/// |---|---|
/// | a list of tools, also as `{"tools": […]}` | all of them |
/// | `{"result": {"tools": […]}}` | an answer of an MCP server |
/// | `{"toolConfig": {"tools": […]}}` | a request to Converse |
/// | `{"functions": […]}`, also as `{"functionSchema": {"functions": […]}}` | Bedrock Agents, OpenAI |
/// | `{"openapi": "3…", "paths": {…}}` | OpenAPI 3.0 and 3.1: each operation is a tool |
///
/// A tool must have a name in the form `{"name", "description", "schema"}`, and where it leaves its schema out because
/// it takes nothing; such a tool is in a `toolSpec`, a `function` or `functions`, or has `"type": "function"`. A list may
/// also hold what has no schema, such as `cachePoint` or a tool that runs at the provider: it is passed over. All else is
/// a schema. So is an object with a keyword of its own that says what is accepted, such as `properties`, `$ref` or
/// `"type": "object"`, whatever stands beside it.
///
/// The schema of an operation is an object of its parameters and the properties of its request body. A body that is no
/// plain object is the property `body`. An operation without an `operationId` is called by method and path, such as
/// `get_pets_id`.
#[must_use]
pub fn tools(document: &Value) -> Vec<Tool<'_>> {
    let is_object_of_tools = document.as_object().is_some_and(|members| !is_schema(members));
    if let Some(operations) = openapi::operations(document).filter(|_| is_object_of_tools) {
        return operations;
    }
    let list = |pointer: &'static str| Some((document.pointer(pointer)?.as_array()?, pointer));
    let found = if is_object_of_tools { LISTS.into_iter().find_map(list) } else { list("") };
    let Some((list, pointer)) = found else { return vec![tool(document, String::new(), false)] };
    let offered = list.iter().enumerate().filter(|(_, value)| !has_no_input(value));
    let is_sure = pointer.ends_with(FUNCTIONS);
    offered.map(|(index, value)| tool(value, format!("{pointer}/{index}"), is_sure)).collect()
}

/// Whether an element of a list of tools has no schema: it is a mark, or a tool of the provider's own.
fn has_no_input(value: &Value) -> bool {
    let Value::Object(members) = value else { return false };
    let is_mark = ["cachePoint", "systemTool"].iter().any(|mark| members.contains_key(*mark));
    let is_providers = members.get("name").is_some_and(Value::is_string)
        && members.get("type").and_then(Value::as_str).is_some_and(|kind| kind != "function" && !is_type(kind))
        && !MEMBERS.iter().chain(&["function"]).any(|member| members.contains_key(*member));
    (is_mark || is_providers) && !says_more(members)
}

/// Reads one tool, or a schema. `is_sure` says that it is a tool, even where it leaves its schema out.
fn tool(value: &Value, pointer: String, is_sure: bool) -> Tool<'_> {
    let found = value.as_object().filter(|members| !is_schema(members)).and_then(|members| {
        let wrapped =
            ["toolSpec", "function"].into_iter().find_map(|name| Some((name, members.get(name)?.as_object()?)));
        match wrapped {
            Some((name, members)) if !is_schema(members) => sure_tool(members, format!("{pointer}/{name}")),
            _ if is_sure || members.get("type").is_some_and(|kind| kind == "function") => {
                sure_tool(members, pointer.clone())
            }
            _ => plain_tool(members, &pointer),
        }
    });
    found.unwrap_or_else(|| Tool { schema: Cow::Borrowed(value), pointer, ..Tool::default() })
}

fn sure_tool(members: &Map<String, Value>, pointer: String) -> Option<Tool<'_>> {
    let has_schema = || MEMBERS.iter().any(|name| members.get(*name).is_some_and(|value| !value.is_null()));
    plain_tool(members, &pointer).or_else(|| {
        let name = text(members, "name").filter(|_| !has_schema())?;
        let (name, description) = (Some(Cow::Borrowed(name)), text(members, "description"));
        let schema = Cow::Owned(json!({"type": "object", "properties": {}}));
        Some(Tool { name, description, schema, pointer, ..Tool::default() })
    })
}

fn plain_tool<'a>(members: &'a Map<String, Value>, pointer: &str) -> Option<Tool<'a>> {
    let name = match members.get("name") {
        Some(Value::String(name)) => Some(Cow::Borrowed(name.as_str())),
        Some(_) => return None,
        None => None,
    };
    // `schema` is too common a name to say by itself what it holds.
    let holders = MEMBERS.into_iter().filter(|holder| *holder != "schema" || name.is_some());
    let (holder, schema) = holders
        .filter_map(|holder| Some((holder, members.get(holder)?)))
        .find(|(_, schema)| schema.is_object() || schema.is_boolean())?;
    let description = text(members, "description");
    let pointer = format!("{pointer}/{holder}");
    if let Some(schema) = schema.as_object().filter(|_| holder == "parameters").and_then(of_function_details) {
        let parts = BTreeMap::from([("/properties".to_owned(), pointer.clone())]);
        return Some(Tool { name, description, schema: Cow::Owned(schema), pointer, parts });
    }
    let inner = match schema {
        Value::Object(only) if only.len() == 1 => only.get("json").filter(|json| json.is_object() || json.is_boolean()),
        _ => None,
    };
    let (schema, pointer) = inner.map_or((schema, pointer.clone()), |inner| (inner, format!("{pointer}/json")));
    Some(Tool { name, description, schema: Cow::Borrowed(schema), pointer, ..Tool::default() })
}

/// The schema of parameters that are given by name, each with its type, as Bedrock Agents has them.
fn of_function_details(parameters: &Map<String, Value>) -> Option<Value> {
    let is_detail = |detail: &Value| {
        let has_kind = |(name, value): (&String, &Value)| match name.as_str() {
            "type" => value.as_str().is_some_and(is_type),
            "description" => value.is_string(),
            "required" => value.is_boolean(),
            _ => false,
        };
        detail.get("type").is_some() && detail.as_object().is_some_and(|detail| detail.iter().all(has_kind))
    };
    // `{"items": {"type": "string"}}` is a schema, unless the parameter is said to be required or not.
    let is_schema = says_more(parameters) && !parameters.values().any(|detail| detail.get("required").is_some());
    if parameters.is_empty() || is_schema || !parameters.values().all(is_detail) {
        return None;
    }
    let mut properties = parameters.clone();
    let mut required = Vec::new();
    for (name, detail) in &mut properties {
        if detail.as_object_mut()?.shift_remove("required") == Some(json!(true)) {
            required.push(name.clone());
        }
    }
    Some(json!({"type": "object", "properties": properties, "required": required}))
}

/// Whether it is a type of JSON Schema, and no kind of tool.
fn is_type(name: &str) -> bool {
    matches!(name, "any" | "array" | "boolean" | "integer" | "null" | "number" | "object" | "string" | "dict" | "list")
}

/// The text of a member.
fn text<'a>(members: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    members.get(name)?.as_str()
}
