//! A reply as toolshape reads it, in whichever way it came.

pub(crate) use aws_sdk_bedrockruntime::operation::converse::ConverseOutput as Output;

use std::borrow::Cow;

use aws_sdk_bedrockruntime::types::{ContentBlock, ConverseOutput, Message};
use serde_json::Value;
use toolshape::{Reply, ToolCall};
use toolshape_types::bedrock::GuardrailTraceAssessment;

use crate::answer::Report;
use crate::document::DocumentInput;
use crate::input::Input;
use crate::stream::Blocks;

/// What the model wrote.
pub(crate) enum Content {
    Whole(Box<Output>),
    Streamed(Blocks),
}

impl Content {
    /// The neutral view. Blocks that are neither text nor a tool call, known or unknown, are left
    /// out of it.
    pub(crate) fn reply<'a>(&'a self, report: &'a Report) -> Reply<'a, Input<'a>> {
        let mut reply = Reply::new(report.stop_reason.as_str());
        reply.guardrail_blocked = report.guardrail.as_ref().and_then(blocked);
        match self {
            Self::Whole(output) => {
                for block in message(output).map_or(&[][..], Message::content) {
                    match block {
                        ContentBlock::Text(text) => reply.texts.push(text.as_str()),
                        ContentBlock::ToolUse(call) => reply.calls.push(ToolCall {
                            id: call.tool_use_id(),
                            name: call.name(),
                            input: Input::Document(DocumentInput::new(call.input())),
                        }),
                        _ => {}
                    }
                }
            }
            Self::Streamed(blocks) => {
                reply.is_streamed = true;
                blocks.fill(&mut reply);
            }
        }
        reply
    }

    /// The same in the SDK's types.
    pub(crate) fn blocks(&self) -> Cow<'_, [ContentBlock]> {
        match self {
            Self::Whole(output) => message(output).map_or(&[][..], Message::content).into(),
            Self::Streamed(blocks) => blocks.to_sdk().into(),
        }
    }

    /// Whether a message came at all.
    pub(crate) fn has_message(&self) -> bool {
        match self {
            Self::Whole(output) => message(output).is_some(),
            Self::Streamed(blocks) => blocks.has_message(),
        }
    }
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
