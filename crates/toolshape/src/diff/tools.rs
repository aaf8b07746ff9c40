//! The forms that tools are written in.

use serde_json::Value;

use crate::ToolSpec;

/// A tool, or a bare schema.
#[derive(Clone, Copy)]
pub(super) struct Tool<'a> {
    pub(super) name: Option<&'a str>,
    pub(super) description: Option<&'a str>,
    pub(super) schema: &'a Value,
}

/// The tools in a document: in a list, in `tools`, or one, or a schema that is no tool.
pub(super) fn tools(document: &Value) -> Vec<Tool<'_>> {
    match document.get("tools").or(Some(document)) {
        Some(Value::Array(tools)) => tools.iter().map(tool).collect(),
        _ => vec![tool(document)],
    }
}

fn tool(value: &Value) -> Tool<'_> {
    let spec = value.get("toolSpec").unwrap_or(value);
    let text = |word: &str| spec.get(word).and_then(Value::as_str);
    let schema = ["inputSchema", "input_schema", "schema"].into_iter().find_map(|word| spec.get(word));
    match (text("name"), schema) {
        (Some(name), Some(schema)) => {
            let schema = schema.get("json").filter(|_| schema.as_object().is_some_and(|map| map.len() == 1));
            let schema = schema.or_else(|| spec.get("inputSchema")).or_else(|| spec.get("input_schema"));
            let schema = schema.unwrap_or(&spec["schema"]);
            Tool { name: Some(name), description: text("description"), schema }
        }
        _ => Tool { name: None, description: None, schema: value },
    }
}

/// A tool in the form that [`tools`] reads.
pub(crate) fn document(specs: &[ToolSpec]) -> Value {
    let tools = specs.iter().map(
        |spec| serde_json::json!({"name": spec.name(), "description": spec.description(), "schema": spec.schema()}),
    );
    let mut tools: Vec<Value> = tools.collect();
    if tools.len() == 1 { tools.remove(0) } else { Value::Array(tools) }
}
