//! Tools as the command compares them and asks for them: each with its schema as written and in normal form.

use serde_json::Value;

use super::pattern::Compiles;
use super::{Normal, normal};
use crate::keyword::is_no_schema;
use crate::{Document, Error, Warnings, tools};

/// The warning about an object without keywords in place of a schema.
pub(super) const NO_KEYWORD: &str = "none of its members is a keyword of JSON Schema";

/// The hint to it.
pub(super) const WHERE: &str = "a tool's schema stands in `parameters`, `input_schema` or `inputSchema`";

/// A tool, with its schema as written and in normal form.
#[derive(Debug)]
pub struct ReadTool {
    /// The name, where the document has one.
    pub name: Option<String>,
    /// The description, where the document has one.
    pub description: Option<String>,
    /// The schema as written.
    pub written: Value,
    /// The schema in normal form.
    pub schema: Value,
    /// What was not understood: JSON pointers into [`ReadTool::written`], and the reasons. More is accepted there.
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
/// The text is not JSON; a schema is neither an object nor a boolean, has no keyword of JSON Schema, or is nested too
/// deep.
pub fn read_tools(name: &str, text: &str, compiles: Compiles<'_>) -> Result<Vec<ReadTool>, Error> {
    let document = Document::read(name, text)?;
    if tools(&document.value).is_empty() {
        return Ok(Vec::new());
    }
    let documents = document.tools();
    if let Some(document) = documents.iter().find(|document| is_no_schema(&document.value)) {
        let reason = format!("not a schema: {NO_KEYWORD}");
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
