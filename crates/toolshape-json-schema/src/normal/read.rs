//! Tools as they are compared and asked for: each with its schema, as written and in normal form.

use serde_json::Value;

use super::pattern::Compiles;
use super::{Normal, normal};
use crate::keyword::is_no_schema;
use crate::{Document, Error, Warnings, tools};

/// What is said where a schema should stand and none of its members says anything.
pub(super) const NO_KEYWORD: &str = "none of its members is a keyword of JSON Schema";

/// What may be meant by it.
pub(super) const WHERE: &str = "a tool's schema stands in `parameters`, `input_schema` or `inputSchema`";

/// A tool as its types are made of it, for the command `toolshape diff`.
#[derive(Debug)]
pub struct ReadTool {
    /// What it is called, where its document says so.
    pub name: Option<String>,
    /// What it is for, where its document says so.
    pub description: Option<String>,
    /// Its schema as the document has it.
    pub written: Value,
    /// Its schema in the keywords of 2020-12, in one piece.
    pub schema: Value,
    /// The JSON pointer in [`ReadTool::written`] of each place that was not understood, with the reason: more is
    /// accepted there.
    pub unread: Vec<(String, String)>,
    origins: Normal,
}

impl ReadTool {
    /// The JSON pointer in [`ReadTool::written`] of a place in [`ReadTool::schema`].
    #[must_use]
    pub fn origin(&self, pointer: &str) -> String {
        self.origins.origin(pointer).1
    }
}

/// The tools in a document, or its schema as one without a name.
///
/// # Errors
///
/// A text that is no JSON, a document that is no schema or nested too deep, an object without a keyword of JSON Schema.
pub fn read_tools(name: &str, text: &str, compiles: Compiles<'_>) -> Result<Vec<ReadTool>, Error> {
    let document = Document::read(name, text)?;
    if tools(&document.value).is_empty() {
        return Ok(Vec::new());
    }
    let documents = document.tools();
    if let Some(document) = documents.iter().find(|document| is_no_schema(&document.value)) {
        let reason = format!("this is no schema: {NO_KEYWORD}");
        return Err(document.error(&document.around.pointer, reason).with_hint(WHERE));
    }
    let normals = normal(&documents, compiles, &mut Warnings::default())?;
    let tool = |(document, mut normal): (&Document, Normal)| ReadTool {
        name: document.around.name.clone(),
        description: document.around.description.clone(),
        written: document.value.clone(),
        schema: std::mem::take(&mut normal.schema),
        unread: std::mem::take(&mut normal.unread),
        origins: normal,
    };
    Ok(documents.iter().zip(normals).map(tool).collect())
}
