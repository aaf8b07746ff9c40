//! What came of it, as `--json` prints it. Scripts rely on the form.

use serde::Serialize;
use serde_json::Value;
use toolshape_bedrock::{Answer, Error, ErrorKind};
use toolshape_types::bedrock::TokenUsage;

#[derive(Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub(super) enum Outcome {
    Value {
        value: Value,
        repairs: Vec<Repair>,
        attempts: usize,
        rung: &'static str,
        usage: TokenUsage,
        stop_reason: String,
    },
    Error {
        kind: &'static str,
        message: String,
        /// Where a mismatch is.
        path: Option<String>,
        /// What arrived: the input of the call, or else what the model wrote.
        partial: Option<Value>,
        attempts: usize,
        /// Null where nothing was sent, and after Ctrl-C.
        usage: Option<TokenUsage>,
    },
}

#[derive(Serialize)]
pub(super) struct Repair {
    path: String,
    kind: &'static str,
}

impl Outcome {
    /// Arguments that make no request.
    pub(super) fn invalid_request(message: String) -> Self {
        let kind = ErrorKind::InvalidRequest.as_str();
        Self::Error { kind, message, path: None, partial: None, attempts: 0, usage: None }
    }

    /// What this machine did not do.
    pub(super) fn io(message: String) -> Self {
        Self::Error { kind: "io", message, path: None, partial: None, attempts: 0, usage: None }
    }

    pub(super) fn interrupted() -> Self {
        let message = "interrupted".to_owned();
        Self::Error { kind: "interrupted", message, path: None, partial: None, attempts: 0, usage: None }
    }

    /// One line, in which members stand in the order of their names: a reply that comes as a whole has lost the order
    /// in which the model wrote them, and a stream must not print another line.
    pub(super) fn json(mut self) -> String {
        match &mut self {
            Self::Value { value, .. } | Self::Error { partial: Some(value), .. } => value.sort_all_objects(),
            Self::Error { partial: None, .. } => {}
        }
        // Strings, numbers and JSON: there is nothing in it that could fail.
        serde_json::to_string(&self).unwrap_or_default()
    }
}

impl From<Answer<Value>> for Outcome {
    fn from(answer: Answer<Value>) -> Self {
        let repairs = answer.repairs.into_iter();
        Self::Value {
            value: answer.value,
            repairs: repairs.map(|repair| Repair { path: repair.path, kind: repair.kind.as_str() }).collect(),
            attempts: answer.attempts.len(),
            rung: answer.rung.as_str(),
            usage: answer.usage,
            stop_reason: answer.stop_reason.as_str().to_owned(),
        }
    }
}

impl From<&Error> for Outcome {
    fn from(error: &Error) -> Self {
        Self::Error {
            kind: error.kind().as_str(),
            message: error.to_string(),
            path: error.json_path().map(ToOwned::to_owned),
            partial: error.payload().cloned().or_else(|| error.text().map(Value::from)),
            attempts: error.attempts().len(),
            usage: (error.requests() > 0).then(|| error.usage()),
        }
    }
}
