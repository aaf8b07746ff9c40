//! A reply as it came, whole or in a stream, and what toolshape reads of it.

mod whole;

use serde_json::Value;
use toolshape::{JsonText, Reply};
use toolshape_types::bedrock::{ContentBlock, GuardrailTraceAssessment};

use crate::answer::Report;
use crate::stream::Blocks;

pub(crate) use whole::Whole;

/// What the model wrote.
#[derive(Clone, PartialEq)]
pub(crate) enum Content {
    Whole(Whole),
    Streamed(Blocks),
}

impl Content {
    /// The neutral view. Blocks that are neither text nor a tool call, known or unknown, are left out of it.
    pub(crate) fn reply<'a>(&'a self, report: &'a Report) -> Reply<'a, JsonText<'a>> {
        let mut reply = Reply::new(report.stop_reason.as_str());
        reply.guardrail_blocked = report.guardrail.as_ref().and_then(blocked);
        match self {
            Self::Whole(whole) => whole.fill(&mut reply),
            Self::Streamed(blocks) => {
                reply.is_streamed = true;
                blocks.fill(&mut reply);
            }
        }
        reply
    }

    /// All content blocks, in order.
    pub(crate) fn blocks(&self) -> Vec<ContentBlock> {
        match self {
            Self::Whole(whole) => whole.blocks(),
            Self::Streamed(blocks) => blocks.to_content(),
        }
    }

    /// Whether a message came at all.
    pub(crate) fn has_message(&self) -> bool {
        match self {
            Self::Whole(whole) => whole.has_message,
            Self::Streamed(blocks) => blocks.has_message(),
        }
    }
}

/// The input of a call, where it is not empty: a tool without fields is called with no input or with empty text.
pub(crate) fn input(text: &str) -> &str {
    if matches!(text.trim_ascii(), "" | "\"\"") { "{}" } else { text }
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
