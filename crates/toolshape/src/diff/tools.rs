//! The tools of two documents, and which of them belong together.

use std::borrow::Cow;

use serde_json::Value;

use super::document::Document;
use crate::ToolSpec;

/// A tool, or a bare schema.
pub(super) struct Tool<'a> {
    pub(super) name: Option<Cow<'a, str>>,
    pub(super) description: Option<&'a str>,
    /// The schema as it was given.
    pub(super) written: Cow<'a, Value>,
    pub(super) document: Document,
    /// Where in the schema as it was given a place of the document stems from; where it is, without this.
    pub(super) origin: Option<&'a dyn Fn(&str) -> String>,
}

impl Tool<'_> {
    pub(super) fn pointer(&self, pointer: Option<&str>) -> Option<String> {
        pointer.map(|pointer| self.origin.map_or_else(|| pointer.to_owned(), |origin| origin(pointer)))
    }
}

/// The tools in a document.
pub(super) fn tools(document: &Value) -> Vec<Tool<'_>> {
    let tools = toolshape_json_schema::tools(document).into_iter().map(|tool| Tool {
        name: tool.name,
        description: tool.description,
        document: Document::new(&tool.schema),
        written: tool.schema,
        origin: None,
    });
    tools.collect()
}

/// A tool and what it is known by among the others: its name, and which of those with that name it is.
pub(super) fn known<'t, 'a>(tools: &'t [Tool<'a>]) -> Vec<((Option<&'t str>, usize), &'t Tool<'a>)> {
    let same = |at: usize| tools[..at].iter().filter(|other| other.name == tools[at].name).count();
    tools.iter().enumerate().map(|(at, tool)| ((tool.name.as_deref(), same(at)), tool)).collect()
}

/// A tool in the form that [`tools`] reads.
pub(crate) fn document(specs: &[ToolSpec]) -> Value {
    let tools = specs.iter().map(
        |spec| serde_json::json!({"name": spec.name(), "description": spec.description(), "schema": spec.schema()}),
    );
    let mut tools: Vec<Value> = tools.collect();
    if tools.len() == 1 { tools.remove(0) } else { Value::Array(tools) }
}
