use std::fmt::{self, Display};

use serde_json::json;

use crate::reply::Reply;
use crate::tool_choice::ToolChoice;

/// A refusal that the server gives of its own, in the service's words where they are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    status: u16,
    code: &'static str,
    /// The member of the body that holds the message: the service writes it in two ways.
    member: &'static str,
    message: String,
}

impl Fault {
    fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, member: "message", message: message.into() }
    }

    pub(crate) fn validation(message: impl Into<String>) -> Self {
        Self::new(400, "ValidationException", message)
    }

    /// A refusal that the service passes on from a model.
    pub(crate) fn from_model(message: &str) -> Self {
        Self::validation(format!("The model returned the following errors: {message}"))
    }

    pub(crate) fn serialization(message: impl Into<String>) -> Self {
        Self::new(400, "SerializationException", message)
    }

    pub(crate) fn missing_authentication() -> Self {
        Self { member: "Message", ..Self::new(403, "AccessDeniedException", "Authorization header is missing") }
    }

    pub(crate) fn too_large(how: &str) -> Self {
        Self::new(413, "RequestEntityTooLargeException", format!("The request body {how}."))
    }

    pub(crate) fn unknown_operation(method: impl Display, path: &str) -> Self {
        Self::new(
            404,
            "UnknownOperationException",
            format!(
                "toolshape-local answers POST /model/{{modelId}}/converse and converse-stream, not {method} {path}"
            ),
        )
    }

    pub(crate) fn tool_choice(choice: ToolChoice) -> Self {
        let field = format!("toolConfig.toolChoice.{}", choice.member());
        Self::validation(format!("This model doesn't support the {field} field. Remove {field} and try again."))
    }

    pub(crate) fn tools() -> Self {
        Self::validation("This model doesn't support tool use.")
    }

    pub(crate) fn output_config() -> Self {
        Self::from_model("output_config.format: Extra inputs are not permitted")
    }

    pub(crate) fn no_reply<'a>(prompts: impl Iterator<Item = &'a str>) -> Self {
        let prompts: Vec<String> = prompts.map(|prompt| format!("{prompt:?}")).collect();
        let recorded = match prompts.as_slice() {
            [] => "nothing is recorded and the script is used up".to_owned(),
            prompts => format!("the recorded prompts are {}", prompts.join(", ")),
        };
        let message = format!("toolshape-local has no reply to this: {recorded}");
        Self::new(404, "ResourceNotFoundException", message)
    }
}

impl Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

impl From<Fault> for Reply {
    fn from(fault: Fault) -> Self {
        Reply::body(json!({ fault.member: fault.message })).status(fault.status).coded(fault.code)
    }
}
