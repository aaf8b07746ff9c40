//! The content blocks of a reply while they arrive.

use std::ops::Range;

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
pub(crate) struct Blocks {
    list: Vec<Placed>,
    pub(super) message_started: bool,
}

struct Placed {
    id: BlockId,
    index: i32,
    block: Block,
}

/// A block of one reply. An index does not tell it: another block may begin under the same one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct BlockId(usize);

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

/// What an event added.
#[derive(Debug, PartialEq)]
pub(super) enum Added {
    Nothing,
    /// A tool call began.
    Call(BlockId),
    Text(Piece),
    Reasoning(Piece),
    Input(Piece),
    /// Something that the SDK does not know.
    Unknown,
}

/// A piece of a block's text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub(super) block: BlockId,
    pub(super) range: Range<usize>,
}

impl Blocks {
    pub(super) fn start(&mut self, index: i32, start: Option<ContentBlockStart>) -> Added {
        match start {
            Some(ContentBlockStart::ToolUse(call)) => {
                let call = Call { id: call.tool_use_id, name: call.name, input: String::new() };
                Added::Call(self.open(index, Block::Call(call)).id)
            }
            start => {
                if self.last_of(index).is_none() {
                    self.open(index, Block::Other);
                }
                if start.is_some_and(|start| start.is_unknown()) { Added::Unknown } else { Added::Nothing }
            }
        }
    }

    pub(super) fn delta(&mut self, index: i32, delta: Option<ContentBlockDelta>) -> Added {
        match delta {
            Some(ContentBlockDelta::Text(delta)) => {
                let (id, block) = self.block(index, Block::Text(String::new()));
                let Block::Text(text) = block else { return Added::Nothing };
                append(id, text, &delta).map_or(Added::Nothing, Added::Text)
            }
            Some(ContentBlockDelta::ToolUse(delta)) => {
                // Without a start there is no tool that it could be for.
                let (id, block) = self.block(index, Block::Other);
                let Block::Call(call) = block else { return Added::Nothing };
                append(id, &mut call.input, delta.input()).map_or(Added::Nothing, Added::Input)
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
                let (id, block) = self.block(index, reasoning);
                let Block::Reasoning { text, .. } = block else { return Added::Nothing };
                append(id, text, &delta).map_or(Added::Nothing, Added::Reasoning)
            }
            ReasoningContentBlockDelta::Signature(delta) => {
                if let (_, Block::Reasoning { signature, .. }) = self.block(index, reasoning) {
                    signature.get_or_insert_default().push_str(&delta);
                }
                Added::Nothing
            }
            ReasoningContentBlockDelta::RedactedContent(delta) => {
                if let (_, Block::Redacted(bytes)) = self.block(index, Block::Redacted(Vec::new())) {
                    bytes.extend_from_slice(delta.as_ref());
                }
                Added::Nothing
            }
            _ => Added::Unknown,
        }
    }

    /// The block that a delta is of. One that opened without a word of its kind is what its first delta makes it.
    fn block(&mut self, index: i32, kind: Block) -> (BlockId, &mut Block) {
        let placed = match self.last_of(index) {
            Some(at) => &mut self.list[at],
            None => self.open(index, Block::Other),
        };
        if matches!(placed.block, Block::Other) {
            placed.block = kind;
        }
        (placed.id, &mut placed.block)
    }

    /// Puts a block behind those of this index, so that none takes the content of another.
    fn open(&mut self, index: i32, block: Block) -> &mut Placed {
        // None is ever taken out, so that their number is a new one each time.
        let id = BlockId(self.list.len());
        let at = self.list.partition_point(|other| other.index <= index);
        self.list.insert(at, Placed { id, index, block });
        &mut self.list[at]
    }

    /// Where the last block of an index is.
    fn last_of(&self, index: i32) -> Option<usize> {
        self.list.iter().rposition(|other| other.index == index)
    }

    fn get(&self, id: BlockId) -> Option<&Block> {
        self.list.iter().find(|placed| placed.id == id).map(|placed| &placed.block)
    }

    /// Whether a message has arrived, or a part of one.
    pub(crate) fn has_message(&self) -> bool {
        self.message_started || !self.list.is_empty()
    }

    /// Text, reasoning or a call's input, as far as it has arrived.
    pub(super) fn text(&self, id: BlockId) -> &str {
        match self.get(id) {
            Some(Block::Text(text) | Block::Reasoning { text, .. }) => text,
            Some(Block::Call(call)) => &call.input,
            Some(Block::Redacted(_) | Block::Other) | None => "",
        }
    }

    pub(super) fn piece(&self, piece: &Piece) -> Option<&str> {
        self.text(piece.block).get(piece.range.clone())
    }

    /// The tool that a block calls.
    pub(super) fn tool(&self, id: BlockId) -> Option<&str> {
        match self.get(id)? {
            Block::Call(call) => Some(&call.name),
            _ => None,
        }
    }

    /// All text, one block after the other.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.list.iter().filter_map(|placed| match &placed.block {
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

    fn calls(&self) -> impl Iterator<Item = (BlockId, &Call)> {
        self.list.iter().filter_map(|placed| match &placed.block {
            Block::Call(call) => Some((placed.id, call)),
            _ => None,
        })
    }

    /// The block of the first call of one of these tools.
    pub(super) fn first_call(&self, offered: &[ToolSpec]) -> Option<BlockId> {
        let mut calls = self.calls();
        calls.find(|(_, call)| offered.iter().any(|tool| tool.name() == call.name)).map(|(id, _)| id)
    }

    /// The input of that call, else of the first call of any tool.
    pub(super) fn first_input(&self, offered: &[ToolSpec]) -> Option<&str> {
        let first = self.first_call(offered).or_else(|| self.calls().next().map(|(id, _)| id))?;
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
        self.list.iter().filter_map(|placed| placed.block.to_sdk()).collect()
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

/// Where the text that was added to a block's stands, if any was.
fn append(block: BlockId, text: &mut String, delta: &str) -> Option<Piece> {
    let start = text.len();
    text.push_str(delta);
    (start < text.len()).then_some(Piece { block, range: start..text.len() })
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
        let (first, second) = (BlockId(0), BlockId(1));
        assert_eq!(blocks.delta(1, Some(text("a."))), Added::Text(Piece { block: second, range: 2..4 }));
        assert_eq!(blocks.delta(0, Some(reasoning("."))), Added::Reasoning(Piece { block: first, range: 2..3 }));
        assert_eq!((blocks.texts().collect::<Vec<_>>(), blocks.text(first)), (vec!["Tea."], "Hm."));
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
        assert_eq!(blocks.calls().map(|(_, call)| call.input.as_str()).collect::<Vec<_>>(), ["{}"]);
    }

    #[test]
    fn calls_of_one_index_are_two() {
        let mut blocks = Blocks::default();
        let Added::Call(first) = blocks.start(0, Some(call("t1"))) else { panic!("it is a call") };
        blocks.delta(0, Some(input("{")));
        let Added::Call(second) = blocks.start(0, Some(call("t2"))) else { panic!("it is a call") };
        assert_eq!(blocks.delta(0, Some(input("{}"))), Added::Input(Piece { block: second, range: 0..2 }));
        assert_eq!((blocks.text(first), blocks.text(second)), ("{", "{}"));
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
