//! `toolshape diff`: what changed between two tool schemas.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};
use toolshape::diff::{self, Diff as Found, ReadTool};
use toolshape_codegen::__private::compiles;
use toolshape_json_schema as json_schema;

use crate::document::{self, Document};
use crate::exit::Exit;
use crate::show;

/// Tell what changed between two tool schemas, and whether old replies still decode
///
/// Each file is a JSON Schema of draft 4 or later, a tool in the form of Bedrock, OpenAI, Anthropic or MCP,
/// a list of tools, or an OpenAPI document, read as `toolshape generate` reads it. A change is breaking when the new
/// schema may refuse what the old one accepts, loosened when it accepts all of that and more, and
/// compatible when it only tells something else. Anything that cannot be shown to be loosened or
/// compatible counts as breaking.
#[derive(Args)]
#[command(after_help = "\
Exit status: 0 old replies still decode, 1 a breaking change, 2 an error of usage or of reading, 141 nobody reads the
output any more")]
pub(crate) struct Diff {
    /// What is in use; `-` is the standard input
    old: PathBuf,
    /// What is to take its place; `-` is the standard input
    new: PathBuf,
    /// Print one line of JSON in place of the table
    #[arg(long)]
    json: bool,
}

impl Diff {
    pub(crate) fn run(self) -> Exit {
        let documents = match document::read(&[self.old, self.new]) {
            Ok(documents) => documents,
            Err(message) => return show::message(Exit::Usage, &message),
        };
        let tools = documents.iter().map(|Document { name, text }| json_schema::read_tools(name, text, &compiles));
        let tools = match tools.collect::<Result<Vec<_>, _>>() {
            Ok(tools) => tools,
            Err(error) => return show::error(Exit::Usage, &documents, &error.into()),
        };
        let [old, new] = tools.as_slice() else { return Exit::Usage };
        let found = compare(old, new);
        let text = match self.json {
            true => format!("{}\n", as_json(&found)),
            false if found.is_empty() => "no change\n".to_owned(),
            false => found.to_string(),
        };
        let verdict = if found.is_breaking() { Exit::Refused } else { Exit::Done };
        show::output(&text, verdict, Exit::Usage)
    }
}

fn compare(old: &[json_schema::ReadTool], new: &[json_schema::ReadTool]) -> Found {
    let origin = |tool| move |pointer: &str| json_schema::ReadTool::origin(tool, pointer);
    let origins = [old, new].map(|tools| tools.iter().map(origin).collect::<Vec<_>>());
    let [old, new] = [(old, &origins[0]), (new, &origins[1])].map(|(tools, origins)| {
        let tools = tools.iter().zip(origins).map(|(tool, origin)| ReadTool {
            name: tool.name.as_deref(),
            description: tool.description.as_deref(),
            written: &tool.written,
            schema: &tool.schema,
            unread: &tool.unread,
            origin,
        });
        tools.collect::<Vec<_>>()
    });
    diff::read_tools(&old, &new)
}

/// Scripts rely on the form.
fn as_json(found: &Found) -> Value {
    let changes = found.changes().iter().map(|change| {
        json!({
            "verdict": change.verdict().as_str(),
            "tool": change.tool(),
            "path": change.path(),
            "pointer": change.pointer(),
            "text": change.text(),
            "reason": change.reason(),
        })
    });
    json!({
        "verdict": found.verdict().map(diff::Verdict::as_str),
        "changes": changes.collect::<Vec<_>>(),
    })
}
