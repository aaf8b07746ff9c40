//! A failure of the service or of the connection, without anything that was sent or received.

use std::fmt;

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use serde_json::Value;

use super::so_far;
use crate::escaped::Escaped;
use crate::wire::request_id;

/// How much of a message is shown, in bytes.
const SHOWN: usize = 1024;

/// What the service says of a failure, wherever it says so.
#[derive(Debug, Default)]
pub(crate) struct Failure {
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) status: Option<u16>,
    /// What the model answered to the service.
    pub(crate) original_status: Option<u16>,
    pub(crate) original_message: Option<String>,
}

impl Failure {
    /// Of an answer whose status is that of an error.
    pub(super) fn of_response(response: &HttpResponse) -> Self {
        let failure = Self::of_body(response.body().bytes().unwrap_or_default());
        let header = response.headers().get("x-amzn-errortype").map(code);
        Self {
            code: header.or(failure.code),
            request_id: request_id(response),
            status: Some(response.status().as_u16()),
            ..failure
        }
    }

    /// Of an exception within a stream, whose name begins with a small letter there.
    pub(crate) fn of_exception(name: &str, payload: &[u8]) -> Self {
        let mut letters = name.chars();
        let name = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
        Self { code: Some(name), ..Self::of_body(payload) }
    }

    fn of_body(body: &[u8]) -> Self {
        // One that is cut off at its limit has its beginning.
        let body = serde_json::from_slice(body).ok().or_else(|| so_far(body)).unwrap_or_default();
        let text = |names: &[&str]| names.iter().find_map(|name| body.get(*name)?.as_str());
        Self {
            code: text(&["__type", "code", "Code"]).map(code),
            message: text(&["message", "Message", "errorMessage"]).map(ToOwned::to_owned),
            original_status: body.get("originalStatusCode").and_then(Value::as_u64).and_then(|s| s.try_into().ok()),
            original_message: text(&["originalMessage"]).map(ToOwned::to_owned),
            ..Self::default()
        }
    }
}

/// The name of an error, without its namespace before `#` and the address behind `:`.
fn code(text: &str) -> String {
    let text = text.split(':').next().unwrap_or_default();
    text.rsplit('#').next().unwrap_or_default().trim().to_owned()
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(message) = &self.message {
            // One line, whatever the service writes.
            let shown = &message[..message.floor_char_boundary(SHOWN)];
            let line = shown.split_whitespace().collect::<Vec<_>>().join(" ");
            write!(f, ": {}{}", Escaped(&line), if shown.len() < message.len() { " …" } else { "" })?;
        }
        let status = self.status.map(|status| status.to_string());
        let request_id = self.request_id.as_ref().map(|id| format!("request {id}"));
        let rest: Vec<_> = [self.code.clone(), status, request_id].into_iter().flatten().collect();
        if rest.is_empty() {
            return Ok(());
        }
        let rest = rest.join(", ");
        write!(f, " ({})", Escaped(&rest[..rest.floor_char_boundary(SHOWN)]))
    }
}
