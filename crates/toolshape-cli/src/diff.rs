//! `toolshape diff`: what changed between two tool schemas.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value, json};
use toolshape::diff::{self, Diff as Found};

use crate::exit::Exit;

/// Tell what changed between two tool schemas, and whether old replies still decode
///
/// Each file is a JSON Schema, a tool ({name, description, schema}, or inputSchema as Bedrock and
/// MCP have it) or a list of tools. A change is breaking when the new schema may refuse what the
/// old one accepts, loosened when it accepts all of that and more, and compatible when it only
/// tells something else.
#[derive(Args)]
#[command(
    after_help = "Exit status: 0 old replies still decode, 1 a breaking change, 2 an error of usage or of reading"
)]
pub(crate) struct Diff {
    /// What is in use
    old: PathBuf,
    /// What is to take its place
    new: PathBuf,
    /// Print one line of JSON in place of the table
    #[arg(long)]
    json: bool,
}

impl Diff {
    pub(crate) fn run(self) -> Exit {
        let found = match read(&self.old).and_then(|old| Ok(diff::documents(&old, &read(&self.new)?))) {
            Ok(found) => found,
            Err(message) => return fail(&message),
        };
        let text = match self.json {
            true => format!("{}\n", as_json(&found)),
            false if found.is_empty() => "no change\n".to_owned(),
            false => found.to_string(),
        };
        match io::stdout().write_all(text.as_bytes()) {
            Ok(()) if found.is_breaking() => Exit::Refused,
            Ok(()) => Exit::Done,
            Err(error) => fail(&format!("cannot print: {error}")),
        }
    }
}

fn read(path: &Path) -> Result<Value, String> {
    let shown = path.display();
    let text = fs::read_to_string(path).map_err(|error| format!("cannot read {shown}: {error}"))?;
    // Some editors start a file with a mark, which is not JSON.
    let document: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| format!("{shown}:{}:{}: not JSON: {error}", error.line(), error.column()))?;
    if document.is_object() || document.is_boolean() || document.is_array() {
        Ok(document)
    } else {
        Err(format!("{shown}: a JSON Schema is an object, true or false"))
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
        "verdict": found.verdict().map(diff::Verdict::as_str),
        "changes": changes.collect::<Vec<_>>(),
    })
}

fn fail(message: &str) -> Exit {
    // A closed standard error leaves the exit status to tell it.
    let _ = writeln!(io::stderr(), "error: {message}");
    Exit::Usage
}
