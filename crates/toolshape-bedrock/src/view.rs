//! The SDK's reply as toolshape reads it.

pub(crate) use aws_sdk_bedrockruntime::operation::converse::ConverseOutput as Output;

use aws_sdk_bedrockruntime::types::{ContentBlock, ConverseOutput, Message};
use serde_json::Value;
use toolshape::{Reply, ToolCall};
use toolshape_types::bedrock::GuardrailTraceAssessment;

use crate::document::DocumentInput;

/// The neutral view. Blocks that are neither text nor a tool call, known or unknown, are left
/// out of it.
pub(crate) fn reply<'a>(output: &'a Output, trace: Option<&GuardrailTraceAssessment>) -> Reply<'a, DocumentInput<'a>> {
    let mut reply = Reply::new(output.stop_reason().as_str());
    reply.guardrail_blocked = trace.and_then(blocked);
    for block in blocks(output) {
        match block {
            ContentBlock::Text(text) => reply.texts.push(text.as_str()),
            ContentBlock::ToolUse(call) => reply.calls.push(ToolCall {
                id: call.tool_use_id(),
                name: call.name(),
                input: DocumentInput::new(call.input()),
            }),
            _ => {}
        }
    }
    reply
}

/// What the model wrote, in the SDK's types.
pub(crate) fn blocks(output: &Output) -> &[ContentBlock] {
    message(output).map_or(&[], Message::content)
}

/// Whether a message came at all.
pub(crate) fn has_message(output: &Output) -> bool {
    message(output).is_some()
}

fn message(output: &Output) -> Option<&Message> {
    match output.output()? {
        ConverseOutput::Message(message) => Some(message),
        _ => None,
    }
}

/// Whether any policy reports a block; `None` when the trace assesses nothing.
fn blocked(trace: &GuardrailTraceAssessment) -> Option<bool> {
    let input = trace.input_assessment.iter().flat_map(|by_guardrail| by_guardrail.values());
    let output = trace.output_assessments.iter().flat_map(|by_guardrail| by_guardrail.values());
    let mut assessments = input.chain(output.flatten()).peekable();
    assessments.peek()?;
    // Every policy names its findings otherwise, but all of them say `action`.
    Some(
        assessments
            .any(|assessment| serde_json::to_value(assessment).is_ok_and(|assessment| says_blocked(&assessment))),
    )
}

fn says_blocked(value: &Value) -> bool {
    match value {
        Value::Object(map) => {
            map.get("action").is_some_and(|action| action == "BLOCKED") || map.values().any(says_blocked)
        }
        Value::Array(list) => list.iter().any(says_blocked),
        _ => false,
    }
}
