//! The content blocks of a reply while they arrive.

use aws_sdk_bedrockruntime::types::{
    ContentBlock, ContentBlockDelta, ContentBlockStart, ReasoningContentBlock, ReasoningContentBlockDelta,
    ReasoningTextBlock, ToolUseBlock,
};
use aws_smithy_types::{Blob, Document};
use serde_json::Value;
use toolshape::{Reply, ToolCall, ToolSpec};
use toolshape_types::sdk;

use super::Source;
use crate::input::Input;

/// What has arrived, in the order of the blocks' indexes: they may interleave, and the stop of one may be missing.
#[derive(Default)]
pub(crate) struct Blocks(Vec<(i32, Block)>);

enum Block {
    Text(String),
    Call(Call),
    Reasoning {
        text: String,
        signature: Option<String>,
    },
    Redacted(Vec<u8>),
    /// One that this release does not look into.
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
        match start {
            Some(ContentBlockStart::ToolUse(call)) => {
                self.open(index, Block::Call(Call { id: call.tool_use_id, name: call.name, input: String::new() }));
                Added::Call
            }
            start => {
                if self.place(index).is_none() {
                    self.open(index, Block::Other);
                }
                if start.is_some_and(|start| start.is_unknown()) { Added::Unknown } else { Added::Nothing }
            }
        }
    }

    pub(super) fn delta(&mut self, index: i32, delta: Option<ContentBlockDelta>) -> Added {
        match delta {
            Some(ContentBlockDelta::Text(delta)) => {
                let Block::Text(text) = self.block(index, Block::Text(String::new())) else { return Added::Nothing };
                append(text, &delta).map_or(Added::Nothing, |(start, end)| Added::Text { start, end })
            }
            Some(ContentBlockDelta::ToolUse(delta)) => {
                // Without a start there is no tool that it could be for.
                let Block::Call(call) = self.block(index, Block::Other) else { return Added::Nothing };
                append(&mut call.input, delta.input())
                    .map_or(Added::Nothing, |(start, end)| Added::Input { start, end })
            }
            Some(ContentBlockDelta::ReasoningContent(delta)) => self.reasoning(index, delta),
            Some(delta) if delta.is_unknown() => Added::Unknown,
            _ => Added::Nothing,
        }
    }

    fn reasoning(&mut self, index: i32, delta: ReasoningContentBlockDelta) -> Added {
        let reasoning = Block::Reasoning { text: String::new(), signature: None };
        match delta {
            ReasoningContentBlockDelta::Text(delta) => {
                let Block::Reasoning { text, .. } = self.block(index, reasoning) else { return Added::Nothing };
                append(text, &delta).map_or(Added::Nothing, |(start, end)| Added::Reasoning { start, end })
            }
            ReasoningContentBlockDelta::Signature(delta) => {
                if let Block::Reasoning { signature, .. } = self.block(index, reasoning) {
                    signature.get_or_insert_default().push_str(&delta);
                }
                Added::Nothing
            }
            ReasoningContentBlockDelta::RedactedContent(delta) => {
                if let Block::Redacted(bytes) = self.block(index, Block::Redacted(Vec::new())) {
                    bytes.extend_from_slice(delta.as_ref());
                }
                Added::Nothing
            }
            _ => Added::Unknown,
        }
    }

    /// The block that a delta is of. One that opened without a word of its kind is what its first delta makes it.
    fn block(&mut self, index: i32, kind: Block) -> &mut Block {
        let place = self.place(index).unwrap_or_else(|| self.open(index, Block::Other));
        let block = &mut self.0[place].1;
        if matches!(block, Block::Other) {
            *block = kind;
        }
        block
    }

    /// Puts a block behind those of this index, so that none takes the content of another.
    fn open(&mut self, index: i32, block: Block) -> usize {
        let place = self.0.partition_point(|(other, _)| *other <= index);
        self.0.insert(place, (index, block));
        place
    }

    /// Where the last block of an index is.
    fn place(&self, index: i32) -> Option<usize> {
        self.0.iter().rposition(|(other, _)| *other == index)
    }

    fn get(&self, index: i32) -> Option<&Block> {
        self.place(index).map(|place| &self.0[place].1)
    }

    /// Text, reasoning or a call's input, as far as it has arrived.
    pub(super) fn text(&self, index: i32) -> &str {
        match self.get(index) {
            Some(Block::Text(text) | Block::Reasoning { text, .. }) => text,
            Some(Block::Call(call)) => &call.input,
            Some(Block::Redacted(_) | Block::Other) | None => "",
        }
    }

    /// The tool that a block calls.
    pub(super) fn tool(&self, index: i32) -> Option<&str> {
        match self.get(index)? {
            Block::Call(call) => Some(&call.name),
            _ => None,
        }
    }

    /// All text, one block after the other.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|(_, block)| match block {
            Block::Text(text) => Some(text.as_str()),
            _ => None,
        })
    }

    /// The text of the value, in pieces.
    pub(super) fn texts_of(&self, source: Source) -> impl Iterator<Item = &str> {
        let (call, texts) = match source {
            Source::Call(block) => (Some(self.text(block)), None),
            Source::Text => (None, Some(self.texts())),
        };
        call.into_iter().chain(texts.into_iter().flatten())
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
        self.0.iter().filter_map(|(_, block)| block.to_sdk()).collect()
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
                let bytes = Blob::new(bytes.clone());
                Some(ContentBlock::ReasoningContent(ReasoningContentBlock::RedactedContent(bytes)))
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

#[cfg(test)]
mod tests {
    use aws_sdk_bedrockruntime::types::{ToolUseBlockDelta, ToolUseBlockStart};

    use super::*;

    fn text(text: &str) -> ContentBlockDelta {
        ContentBlockDelta::Text(text.to_owned())
    }

    fn redacted(bytes: &[u8]) -> ContentBlockDelta {
        ContentBlockDelta::ReasoningContent(ReasoningContentBlockDelta::RedactedContent(Blob::new(bytes)))
    }

    fn reasoning(text: &str) -> ContentBlockDelta {
        ContentBlockDelta::ReasoningContent(ReasoningContentBlockDelta::Text(text.to_owned()))
    }

    fn call(id: &str) -> ContentBlockStart {
        let call = ToolUseBlockStart::builder().tool_use_id(id).name("look").build();
        ContentBlockStart::ToolUse(call.expect("it has both"))
    }

    fn input(input: &str) -> ContentBlockDelta {
        ContentBlockDelta::ToolUse(ToolUseBlockDelta::builder().input(input).build().expect("it has one"))
    }

    #[test]
    fn a_start_without_a_kind_leaves_it_to_the_deltas() {
        let mut blocks = Blocks::default();
        blocks.start(0, None);
        blocks.start(1, None);
        blocks.delta(1, Some(text("Te")));
        blocks.delta(0, Some(reasoning("Hm")));
        let added = blocks.delta(1, Some(text("a.")));
        assert!(matches!(added, Added::Text { start: 2, end: 4 }));
        assert!(matches!(blocks.delta(0, Some(reasoning("."))), Added::Reasoning { start: 2, end: 3 }));
        assert_eq!((blocks.texts().collect::<Vec<_>>(), blocks.text(0)), (vec!["Tea."], "Hm."));
    }

    #[test]
    fn a_late_start_takes_nothing_away() {
        let mut blocks = Blocks::default();
        blocks.delta(0, Some(text("Te")));
        blocks.start(0, None);
        blocks.delta(0, Some(text("a.")));
        blocks.start(0, Some(call("t1")));
        blocks.delta(0, Some(input("{}")));
        assert_eq!(blocks.texts().collect::<Vec<_>>(), ["Tea."]);
        assert_eq!(blocks.calls().map(|(index, call)| (index, call.input.as_str())).collect::<Vec<_>>(), [(0, "{}")]);
    }

    #[test]
    fn redacted_reasoning_in_pieces_is_one() {
        let mut blocks = Blocks::default();
        blocks.start(0, None);
        blocks.delta(0, Some(redacted(b"one ")));
        blocks.delta(0, Some(redacted(b"two")));
        let Some(ContentBlock::ReasoningContent(ReasoningContentBlock::RedactedContent(bytes))) = blocks.to_sdk().pop()
        else {
            panic!("it is sent back")
        };
        assert_eq!(bytes.as_ref(), b"one two");
    }
}
