//! The content blocks of a reply while they arrive.

use std::collections::BTreeMap;

use aws_sdk_bedrockruntime::types::{
    ContentBlock, ContentBlockDelta, ContentBlockStart, ReasoningContentBlock, ReasoningContentBlockDelta,
    ReasoningTextBlock, ToolUseBlock,
};
use aws_smithy_types::{Blob, Document};
use serde_json::Value;
use toolshape::{Reply, ToolCall, ToolSpec};
use toolshape_types::sdk;

use crate::input::Input;

/// What has arrived, by the blocks' indexes: they may interleave, and the stop of one may be missing.
#[derive(Default)]
pub(crate) struct Blocks(BTreeMap<i32, Block>);

enum Block {
    Text(String),
    Call(Call),
    Reasoning {
        text: String,
        signature: Option<String>,
    },
    Redacted(Blob),
    /// One that no release of this crate looks into.
    Other,
}

/// A tool call whose input is all text.
struct Call {
    id: String,
    name: String,
    input: String,
}

/// What an event added to a block; `start` and `end` are where in its text the new text stands.
#[derive(Clone, Copy)]
pub(super) enum Added {
    Nothing,
    /// A tool call began.
    Call,
    Text {
        start: usize,
        end: usize,
    },
    Reasoning {
        start: usize,
        end: usize,
    },
    Input {
        start: usize,
        end: usize,
    },
    /// Something that the SDK does not know.
    Unknown,
}

impl Blocks {
    pub(super) fn start(&mut self, index: i32, start: Option<ContentBlockStart>) -> Added {
        let (block, added) = match start {
            Some(ContentBlockStart::ToolUse(call)) => {
                let call = Call { id: call.tool_use_id, name: call.name, input: String::new() };
                (Block::Call(call), Added::Call)
            }
            Some(start) if start.is_unknown() => (Block::Other, Added::Unknown),
            _ => (Block::Other, Added::Nothing),
        };
        self.0.insert(index, block);
        added
    }

    pub(super) fn delta(&mut self, index: i32, delta: Option<ContentBlockDelta>) -> Added {
        match delta {
            Some(ContentBlockDelta::Text(delta)) => {
                let block = self.0.entry(index).or_insert_with(|| Block::Text(String::new()));
                let Block::Text(text) = block else { return Added::Nothing };
                append(text, &delta).map_or(Added::Nothing, |(start, end)| Added::Text { start, end })
            }
            Some(ContentBlockDelta::ToolUse(delta)) => {
                let Some(Block::Call(call)) = self.0.get_mut(&index) else { return Added::Nothing };
                append(&mut call.input, delta.input())
                    .map_or(Added::Nothing, |(start, end)| Added::Input { start, end })
            }
            Some(ContentBlockDelta::ReasoningContent(delta)) => self.reasoning(index, delta),
            Some(delta) if delta.is_unknown() => Added::Unknown,
            _ => Added::Nothing,
        }
    }

    fn reasoning(&mut self, index: i32, delta: ReasoningContentBlockDelta) -> Added {
        if let ReasoningContentBlockDelta::RedactedContent(bytes) = delta {
            self.0.insert(index, Block::Redacted(bytes));
            return Added::Nothing;
        }
        let fresh = || Block::Reasoning { text: String::new(), signature: None };
        let Block::Reasoning { text, signature } = self.0.entry(index).or_insert_with(fresh) else {
            return Added::Nothing;
        };
        match delta {
            ReasoningContentBlockDelta::Text(delta) => {
                append(text, &delta).map_or(Added::Nothing, |(start, end)| Added::Reasoning { start, end })
            }
            ReasoningContentBlockDelta::Signature(delta) => {
                signature.get_or_insert_default().push_str(&delta);
                Added::Nothing
            }
            _ => Added::Unknown,
        }
    }

    /// Text, reasoning or a call's input, as far as it has arrived.
    pub(super) fn text(&self, index: i32) -> &str {
        match self.0.get(&index) {
            Some(Block::Text(text) | Block::Reasoning { text, .. }) => text,
            Some(Block::Call(call)) => &call.input,
            Some(Block::Redacted(_) | Block::Other) | None => "",
        }
    }

    /// The tool that a block calls.
    pub(super) fn tool(&self, index: i32) -> Option<&str> {
        match self.0.get(&index)? {
            Block::Call(call) => Some(&call.name),
            _ => None,
        }
    }

    /// All text, one block after the other.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.0.values().filter_map(|block| match block {
            Block::Text(text) => Some(text.as_str()),
            _ => None,
        })
    }

    fn calls(&self) -> impl Iterator<Item = (i32, &Call)> {
        self.0.iter().filter_map(|(index, block)| match block {
            Block::Call(call) => Some((*index, call)),
            _ => None,
        })
    }

    /// The block of the first call of one of these tools.
    pub(super) fn first_call(&self, offered: &[ToolSpec]) -> Option<i32> {
        let mut calls = self.calls();
        calls.find(|(_, call)| offered.iter().any(|tool| tool.name() == call.name)).map(|(index, _)| index)
    }

    /// The input of that call, else of the first call of any tool.
    pub(super) fn first_input(&self, offered: &[ToolSpec]) -> Option<&str> {
        let first = self.first_call(offered).or_else(|| self.calls().next().map(|(index, _)| index))?;
        Some(self.text(first))
    }

    pub(crate) fn fill<'a>(&'a self, reply: &mut Reply<'a, Input<'a>>) {
        reply.texts.extend(self.texts());
        let calls = self.calls();
        reply.calls.extend(calls.map(|(_, call)| ToolCall {
            id: &call.id,
            name: &call.name,
            input: Input::Text(call.input()),
        }));
    }

    /// What of it can be sent back.
    pub(crate) fn to_sdk(&self) -> Vec<ContentBlock> {
        self.0.values().filter_map(Block::to_sdk).collect()
    }
}

impl Call {
    /// A tool without fields is called with one delta that holds nothing.
    fn input(&self) -> &str {
        if self.input.is_empty() { "{}" } else { &self.input }
    }
}

impl Block {
    fn to_sdk(&self) -> Option<ContentBlock> {
        match self {
            Self::Text(text) => Some(ContentBlock::Text(text.clone())),
            Self::Call(call) => {
                let input = serde_json::from_str::<Value>(call.input()).map_or(Document::Null, sdk::document);
                let block = ToolUseBlock::builder().tool_use_id(&call.id).name(&call.name).input(input);
                block.build().ok().map(ContentBlock::ToolUse)
            }
            Self::Reasoning { text, signature } => {
                let block = ReasoningTextBlock::builder().text(text).set_signature(signature.clone()).build().ok()?;
                Some(ContentBlock::ReasoningContent(ReasoningContentBlock::ReasoningText(block)))
            }
            Self::Redacted(bytes) => {
                Some(ContentBlock::ReasoningContent(ReasoningContentBlock::RedactedContent(bytes.clone())))
            }
            Self::Other => None,
        }
    }
}

/// Where the text that was added stands, if any was.
fn append(text: &mut String, delta: &str) -> Option<(usize, usize)> {
    let start = text.len();
    text.push_str(delta);
    (start < text.len()).then_some((start, text.len()))
}
