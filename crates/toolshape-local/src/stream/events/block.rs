//! The events that a content block is.

use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Map, Value, json};

use super::{Event, event};
use crate::reply::Streamed;

/// A content block as its parts: what opens it, if anything does, and its deltas.
pub(super) struct Block {
    pub(super) start: Option<Box<RawValue>>,
    pub(super) deltas: Vec<Value>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct BlockStart<'a> {
    start: &'a RawValue,
    content_block_index: usize,
}

/// A content block, by the member that it has; `start` is what of it opens the block.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum Union<'a> {
    Text(String),
    ToolUse {
        #[serde(borrow)]
        input: &'a RawValue,
        #[serde(flatten)]
        start: Map<String, Value>,
    },
    ReasoningContent(Reasoning),
    CitationsContent {
        #[serde(default)]
        content: Vec<Value>,
        #[serde(default)]
        citations: Vec<Value>,
    },
    ToolResult {
        content: Vec<Value>,
        #[serde(flatten)]
        start: Map<String, Value>,
    },
    Image {
        format: String,
        #[serde(flatten)]
        delta: Map<String, Value>,
    },
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum Reasoning {
    ReasoningText { text: String, signature: Option<String> },
    RedactedContent(String),
}

impl Block {
    pub(super) fn read(block: &RawValue, streamed: &Streamed, size: usize) -> Self {
        let Ok(content) = serde_json::from_str(block.get()) else {
            // A block that is not known here opens as it is.
            return Self { start: Some(block.to_owned()), deltas: Vec::new() };
        };
        match content {
            Union::Text(text) => Self::new(fragments(&text, size).map(|text| json!({ "text": text }))),
            Union::ToolUse { input, start } => {
                let replaced = start.get("toolUseId").and_then(Value::as_str).and_then(|id| streamed.inputs.get(id));
                let input = replaced.map_or(input.get(), String::as_str);
                Self::new(fragments(input, size).map(|input| json!({"toolUse": { "input": input }})))
                    .opened_by("toolUse", &start)
            }
            Union::ReasoningContent(Reasoning::ReasoningText { text, signature }) => {
                let text = fragments(&text, size).map(|text| json!({ "text": text }));
                let signature = signature.map(|signature| json!({ "signature": signature }));
                Self::new(text.chain(signature).map(|delta| json!({ "reasoningContent": delta })))
            }
            Union::ReasoningContent(Reasoning::RedactedContent(bytes)) => {
                Self::new([json!({"reasoningContent": { "redactedContent": bytes }})])
            }
            Union::CitationsContent { content, citations } => Self::new(
                content.into_iter().chain(citations.into_iter().map(|citation| json!({ "citation": citation }))),
            ),
            Union::ToolResult { content, start } => {
                Self::new([json!({ "toolResult": content })]).opened_by("toolResult", &start)
            }
            Union::Image { format, delta } => {
                let mut start = Map::new();
                start.insert("format".to_owned(), format.into());
                Self::new([json!({ "image": delta })]).opened_by("image", &start)
            }
        }
    }

    fn new(deltas: impl IntoIterator<Item = Value>) -> Self {
        Self { start: None, deltas: deltas.into_iter().collect() }
    }

    fn opened_by(self, member: &str, start: &Map<String, Value>) -> Self {
        Self { start: to_raw_value(&json!({ member: start })).ok(), ..self }
    }

    pub(super) fn events(self, index: usize) -> Vec<Event> {
        let start = self.start.as_deref();
        let start = start.map(|start| event("contentBlockStart", &BlockStart { start, content_block_index: index }));
        let deltas = self.deltas.into_iter();
        let deltas =
            deltas.map(|delta| event("contentBlockDelta", &json!({ "delta": delta, "contentBlockIndex": index })));
        let stop = event("contentBlockStop", &json!({ "contentBlockIndex": index }));
        start.into_iter().chain(deltas).chain([stop]).collect()
    }
}

/// The text in pieces of at most `size` bytes and at least one character; an empty text is one
/// empty piece.
fn fragments(text: &str, size: usize) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let first = text.chars().next().map_or(0, char::len_utf8);
        let (fragment, after) = text.split_at(text.floor_char_boundary(size).max(first));
        rest = (!after.is_empty()).then_some(after);
        Some(fragment)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn fragments_are_short_and_join(text in ".{0,80}", size in 0usize..12) {
            let pieces: Vec<&str> = fragments(&text, size).collect();
            prop_assert_eq!(pieces.concat(), text.as_str());
            prop_assert!(pieces.iter().all(|piece| piece.len() <= size || piece.chars().count() == 1));
            prop_assert_eq!(pieces.iter().any(|piece| piece.is_empty()), text.is_empty());
        }
    }
}
