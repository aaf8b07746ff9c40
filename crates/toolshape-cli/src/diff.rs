//! `toolshape diff`: what changed between two tool schemas.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};
use toolshape_diff::{Diff as Found, Verdict};
use toolshape_json_schema::file;

use crate::document;
use crate::exit::Exit;
use crate::show;

/// Tell what changed between two tool schemas, and whether old replies still decode
///
/// Each file is a JSON Schema of draft 4 or later, a tool in the form of Bedrock, OpenAI, Anthropic or MCP,
/// a list of tools, or an OpenAPI document, read as `toolshape generate` reads it. A change is breaking when the new
/// schema may refuse what the old one accepts, loosened when it accepts all of that and more, and
/// compatible when it only tells something else. Anything that cannot be shown to be loosened or
/// compatible counts as breaking. A new optional member counts as loosened, unless the old schema
/// allows for other members.
#[derive(Args)]
#[command(after_help = "\
Exit status: 0 old replies still decode, 1 a breaking change, 2 an error of usage or of reading, 141 nobody reads the
output any more")]
pub(crate) struct Diff {
    /// What is in use; `-` is the standard input
    old: PathBuf,
    /// What is to take its place; `-` is the standard input
    new: PathBuf,
    /// Take the schemas literally: a new member is breaking unless the old object is closed
    #[arg(long)]
    strict: bool,
    /// Print one line of JSON in place of the table
    #[arg(long)]
    json: bool,
}

impl Diff {
    pub(crate) fn run(self) -> Exit {
        let documents = match document::read(&[self.old, self.new], file::LARGEST) {
            Ok(documents) => documents,
            Err(message) => return show::message(Exit::Usage, &message),
        };
        let [old, new] = documents.as_slice() else { return Exit::Usage };
        let found = match Found::of_texts((&old.name, &old.text), (&new.name, &new.text)) {
            Ok(found) if self.strict => found.strict(),
            Ok(found) => found,
            Err(error) => return show::error(Exit::Usage, &documents, &error.into()),
        };
        let text = match self.json {
            true => format!("{}\n", as_json(&found)),
            false if found.is_empty() => "no change\n".to_owned(),
            false => found.to_string(),
        };
        let verdict = if found.is_breaking() { Exit::Refused } else { Exit::Done };
        show::output(&text, verdict, Exit::Usage)
    }
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
        "verdict": found.verdict().map(Verdict::as_str),
        "changes": changes.collect::<Vec<_>>(),
        "note": found.note(),
    })
}
