//! Tools in the forms that they are sent in: what is read of them is the schema, where it stands, and its name.

use serde_json::Value;

use super::document::Document;
use super::normal::{self, Normal};
use super::warnings::Warnings;
use super::{builder, report};
use crate::Error;

/// What stands around a schema; nothing where it is all there is.
#[derive(Debug, Clone, Default)]
pub(crate) struct Around {
    /// The JSON pointer of the schema in the text.
    pub(crate) pointer: String,
    /// The tool's name.
    pub(crate) name: Option<String>,
    /// What the tool is for.
    pub(crate) description: Option<String>,
    /// Whether the text holds other tools too.
    pub(crate) is_one_of_many: bool,
}

/// The schema of each tool, as a document of its own that shares its text.
pub(super) fn unwrapped(documents: Vec<Document>) -> Vec<Document> {
    documents.into_iter().flat_map(tools).collect()
}

fn tools(document: Document) -> Vec<Document> {
    let found = toolshape_forms::tools(&document.value);
    // What is no list of tools is left to be refused as a whole.
    if !found.iter().any(|tool| tool.schema.is_object()) || found.iter().all(|tool| tool.pointer.is_empty()) {
        return vec![document];
    }
    let is_one_of_many = found.len() > 1;
    let one = |tool: toolshape_forms::Tool<'_>| {
        let around = Around {
            pointer: tool.pointer,
            name: tool.name.map(str::to_owned),
            description: tool.description.filter(|text| !text.trim().is_empty()).map(str::to_owned),
            is_one_of_many,
        };
        document.part(tool.schema.clone(), around)
    };
    found.into_iter().map(one).collect()
}

/// What is said where a schema should stand and none of its members says anything.
pub(super) const NO_WORD: &str = "none of its members is a keyword of JSON Schema";

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
    /// Its schema in the words of 2020-12, in one piece.
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
/// As the [`Builder`](crate::Builder) has them; also where a schema has no keyword of JSON Schema.
pub fn read_tools(name: &str, text: &str) -> Result<Vec<ReadTool>, Error> {
    let document = builder::document(name, text)?;
    if toolshape_forms::tools(&document.value).is_empty() {
        return Ok(Vec::new());
    }
    let documents = tools(document);
    let read = || {
        if let Some(document) = documents.iter().find(|document| toolshape_forms::is_no_schema(&document.value)) {
            let reason = format!("this is no schema: {NO_WORD}");
            return Err(Error::new(name, &document.around.pointer, reason).with_hint(WHERE));
        }
        normal::normal(&documents, &mut Warnings::default())
    };
    let normals = read().map_err(|error| report::placed(error, &documents))?;
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
