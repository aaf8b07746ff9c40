//! The turn that tells a model what its reply lacks.

use std::collections::HashSet;

use serde::Deserializer;

use crate::{Error, ErrorKind, Reply, Rung, ToolSpec, bounds, mismatch};

/// The user's turn after an assistant's turn that falls short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FollowUp {
    /// One result for every tool call of the assistant's turn that can be sent back; nothing else
    /// belongs in the turn. A call that is not named here has an id or a name that the service
    /// would refuse, and cannot go back as a call.
    Results(Vec<CallResult>),
    /// Text: the assistant's turn holds no call that can be sent back.
    Prompt(String),
}

/// The answer to one tool call.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CallResult {
    /// The call's id.
    pub id: String,
    /// What is wrong with the call.
    pub text: String,
    /// Whether to say so with the status `error` as well: not every model knows it.
    pub error_status: bool,
}

impl FollowUp {
    pub(super) fn new<'a, I>(
        offered: &[ToolSpec],
        rung: Rung,
        reply: &Reply<'a, I>,
        error: &Error,
        result_status: bool,
    ) -> Self
    where
        I: Deserializer<'a> + Copy,
    {
        // What is wrong is about the first call on offer, as reading takes it.
        let on_offer = reply.calls.iter().find_map(|call| {
            let spec = offered.iter().find(|spec| spec.name() == call.name)?;
            Some((spec, call.id))
        });
        let called = on_offer.map(|(spec, _)| spec).or(offered.first().filter(|_| rung == Rung::Native));
        let complaint = complaint(offered, called, rung, error);
        let (mut results, mut ids) = (Vec::<CallResult>::new(), HashSet::new());
        for call in &reply.calls {
            let can_go_back = bounds::is_tool_use_id(call.id) && bounds::is_tool_name(call.name);
            if can_go_back && ids.insert(call.id) {
                let text = "This call was not used: only one is.".to_owned();
                results.push(CallResult { id: call.id.to_owned(), text, error_status: result_status });
            }
        }
        let at = on_offer.and_then(|(_, id)| results.iter().position(|result| result.id == id)).unwrap_or(0);
        match results.get_mut(at) {
            Some(result) => result.text = complaint,
            None => return Self::Prompt(complaint),
        }
        Self::Results(results)
    }
}

/// What is wrong and what to do about it, in words for the model.
fn complaint(offered: &[ToolSpec], called: Option<&ToolSpec>, rung: Rung, error: &Error) -> String {
    let ask = match (rung, offered) {
        (Rung::Native, _) => "Answer with JSON that matches the schema and nothing else.".to_owned(),
        (_, [tool]) => format!("Answer with a call of the tool `{}`, not in words.", tool.name()),
        (_, tools) => {
            format!("Answer with a call of one of the tools {}, not in words.", mismatch::names(tools))
        }
    };
    match error.kind() {
        ErrorKind::Mismatch => {
            let violations = violations(called, error).join("\n");
            format!("The input does not match the schema:\n{violations}\n{ask} Give the whole input again.")
        }
        ErrorKind::MalformedToolUse => format!("The tool call was malformed. {ask}"),
        ErrorKind::MalformedOutput => format!("The output was malformed. {ask}"),
        _ => ask,
    }
}

/// A line for each place where the input breaks the schema: a model that hears of one at a time
/// needs an attempt for each.
fn violations(called: Option<&ToolSpec>, error: &Error) -> Vec<String> {
    const MOST: usize = 16;
    let first = error.json_path().unwrap_or("$");
    let detail = error.detail().unwrap_or("it does not match the schema");
    let mut lines = vec![format!("- {first}: {detail}")];
    let (Some(called), Some(payload)) = (called, error.payload()) else { return lines };
    let Ok(checks) = called.checks() else { return lines };
    for violation in checks.judge().violations(payload) {
        let path = violation.path();
        let line = format!("- {path}: {}", violation.rule);
        // The error's own words about its place are there already, but of two missing fields only one.
        let known = path == first && !violation.rule.starts_with("missing field");
        if !known && !lines.contains(&line) {
            lines.push(line);
        }
    }
    let more = lines.len().saturating_sub(MOST);
    lines.truncate(MOST);
    if more > 0 {
        lines.push(format!("- and {more} more"));
    }
    lines
}
