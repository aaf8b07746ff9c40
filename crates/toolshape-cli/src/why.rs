//! `toolshape why`: what a denial says.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;
use toolshape_iam::{Denial, DenialKind, Error, Statement};
use toolshape_json_schema::file;

use crate::document;
use crate::exit::Exit;
use crate::policy::PlaceArguments;
use crate::show;

/// Tell why a call to Bedrock was denied, and what to do
///
/// TEXT is the message of the error, or anything that holds it.
#[derive(Args)]
#[command(after_help = "\
Exit status: 0 the reason, 1 the text is not a known denial, 2 wrong usage, something unknown or the output failed,
141 nobody reads the output any more")]
pub(crate) struct Why {
    /// The text; `-` is the standard input
    text: String,
    /// The model that was invoked: all that invoking it needs is printed
    #[arg(long, requires = "region")]
    model: Option<String>,
    #[command(flatten)]
    place: PlaceArguments,
    /// Print one line of JSON
    #[arg(long)]
    json: bool,
}

impl Why {
    pub(crate) fn run(mut self) -> Exit {
        if self.text == "-" {
            match document::read(&[PathBuf::from("-")], file::LARGEST) {
                Ok(documents) => self.text = documents.into_iter().map(|document| document.text).collect(),
                Err(message) => return show::message(Exit::Usage, &message),
            }
        }
        let denial = match Denial::parse(&self.text) {
            Ok(denial) => denial,
            Err(error) => return show::message(Exit::Refused, &error.to_string()),
        };
        let (json, can_tell_more) = (self.json, self.model.is_none());
        let statements = match self.statements(&denial) {
            Ok(statements) => statements,
            Err(error) => return show::message(Exit::Usage, &error.to_string()),
        };
        let text = if json { as_json(&denial, &statements) } else { told(&denial, &statements, can_tell_more) };
        show::output(&format!("{text}\n"), Exit::Done, Exit::Usage)
    }

    fn statements(self, denial: &Denial) -> Result<Vec<Statement>, Error> {
        let for_model = match self.model {
            Some(model) => denial.statements_for(&model, &self.place.place(&model)?)?,
            None => Vec::new(),
        };
        Ok(if for_model.is_empty() { denial.statement().into_iter().collect() } else { for_model })
    }
}

fn told(denial: &Denial, statements: &[Statement], can_tell_more: bool) -> String {
    let mut lines = vec![format!("denial: {}", denial.kind().as_str())];
    let parts = [("principal", denial.principal()), ("resource", denial.resource()), ("policy", denial.policy())];
    lines.extend(denial.actions().iter().map(|action| format!("action: {action}")));
    lines.extend(parts.iter().filter_map(|(name, part)| part.map(|part| format!("{name}: {part}"))));
    lines.push(denial.advice());
    if can_tell_more && matches!(denial.kind(), DenialKind::Implicit | DenialKind::AgentRole) {
        lines.push("With --model and --region, all statements that invoking the model needs are printed.".to_owned());
    }
    if !statements.is_empty() {
        lines.push(format!("{:#}", json!({"Version": "2012-10-17", "Statement": statements})));
    }
    lines.join("\n")
}

/// Scripts rely on the form.
fn as_json(denial: &Denial, statements: &[Statement]) -> String {
    json!({
        "kind": denial.kind().as_str(),
        "principal": denial.principal(),
        "actions": denial.actions(),
        "resource": denial.resource(),
        "policy": denial.policy(),
        "advice": denial.advice(),
        "statements": statements,
    })
    .to_string()
}
