//! Which document a shape belongs to.

use super::Model;

/// The name of the document, without `.json`.
pub(super) fn of(model: &Model<'_>, name: &str) -> &'static str {
    let starts = |prefixes: &[&str]| prefixes.iter().any(|prefix| name.starts_with(prefix));
    if name.ends_with("Exception") {
        "error"
    } else if starts(&["InvokeModel", "ResponseStream", "PayloadPart"]) || name == "Trace" {
        "invoke-model"
    } else if starts(&["CountTokens", "ConverseTokens"]) {
        "count-tokens"
    } else if starts(&["InvokeGuardrailChecks", "GuardrailChecks"]) {
        "guardrail-checks"
    } else if starts(&["Guardrail", "ApplyGuardrail", "AppliedGuardrail"]) {
        "guardrail"
    } else if starts(&["ConverseStream"]) || (model.streamed.contains(name) && !model.unstreamed.contains(name)) {
        "stream"
    } else if starts(&["Tool", "AnyTool", "AutoTool", "SpecificTool", "SystemTool"]) {
        "tool"
    } else if starts(&CONTENT) {
        "content"
    } else {
        "converse"
    }
}

const CONTENT: [&str; 14] = [
    "Audio",
    "Cache",
    "Citation",
    "ContentBlock",
    "ConversationRole",
    "Document",
    "ErrorBlock",
    "Image",
    "Message",
    "Reasoning",
    "S3Location",
    "SearchResult",
    "Video",
    "WebLocation",
];

/// What the document holds, in words.
pub(super) fn title(topic: &str) -> &'static str {
    match topic {
        "error" => "errors that the operations answer with",
        "invoke-model" => "InvokeModel, in one piece and streamed",
        "count-tokens" => "CountTokens",
        "guardrail-checks" => "InvokeGuardrailChecks",
        "guardrail" => "guardrails: configuration, assessments, traces, ApplyGuardrail",
        "stream" => "ConverseStream and its events",
        "tool" => "tools, their use and their results",
        "content" => "messages and content blocks",
        _ => "Converse",
    }
}
