//! The content blocks of a reply while they arrive.

use std::collections::BTreeSet;
use std::ops::Range;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};
use toolshape::{JsonText, Reply, ToolCall, ToolSpec};
use toolshape_types::bedrock::{ContentBlock, ReasoningContentBlock, ReasoningTextBlock, ToolUseBlock};

use super::Source;
use super::events::{BlockDelta, ReasoningDelta, ToolUseStart};
use crate::SizeLimits;
use crate::reply::input;

/// What has arrived. Blocks may interleave, and the stop of one may be missing.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Blocks {
    /// In the order in which they began.
    list: Vec<Block>,
    /// Them by their indexes in the reply.
    order: BTreeSet<(i32, BlockId)>,
    /// The bytes of what came of all of them.
    bytes: usize,
    pub(super) message_started: bool,
}

/// A block of one reply. An index does not tell it: another block may begin under the same one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct BlockId(usize);

#[derive(Clone, PartialEq)]
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
#[derive(Clone, PartialEq)]
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
    /// Something of another kind.
    Unknown,
}

/// A piece of a block's text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub(super) block: BlockId,
    pub(super) range: Range<usize>,
}

impl Blocks {
    /// Begins a tool call.
    pub(super) fn start_call(&mut self, index: i32, call: &ToolUseStart<'_>) -> Added {
        self.bytes += call.tool_use_id.len() + call.name.len();
        let call = Call { id: call.tool_use_id.to_string(), name: call.name.to_string(), input: String::new() };
        Added::Call(self.open(index, Block::Call(call)))
    }

    /// Begins a block of any other kind.
    pub(super) fn start(&mut self, index: i32) {
        if self.last_of(index).is_none() {
            self.open(index, Block::Other);
        }
    }

    pub(super) fn delta(&mut self, index: i32, delta: BlockDelta<'_>) -> Added {
        match delta {
            BlockDelta { text: Some(delta), .. } => {
                self.bytes += delta.0.len();
                let (id, block) = self.block(index, || Block::Text(String::new()));
                let Block::Text(text) = block else { return Added::Nothing };
                append(id, text, &delta.0).map_or(Added::Nothing, Added::Text)
            }
            BlockDelta { tool_use: Some(delta), .. } => {
                self.bytes += delta.input.len();
                // Without a start there is no tool that it could be for.
                let (id, block) = self.block(index, || Block::Other);
                let Block::Call(call) = block else { return Added::Nothing };
                append(id, &mut call.input, &delta.input).map_or(Added::Nothing, Added::Input)
            }
            BlockDelta { reasoning_content: Some(delta), .. } => self.reasoning(index, delta),
            _ => Added::Unknown,
        }
    }

    fn reasoning(&mut self, index: i32, delta: ReasoningDelta<'_>) -> Added {
        let reasoning = || Block::Reasoning { text: String::new(), signature: None };
        match delta {
            ReasoningDelta { text: Some(delta), .. } => {
                self.bytes += delta.0.len();
                let (id, block) = self.block(index, reasoning);
                let Block::Reasoning { text, .. } = block else { return Added::Nothing };
                append(id, text, &delta.0).map_or(Added::Nothing, Added::Reasoning)
            }
            ReasoningDelta { signature: Some(delta), .. } => {
                self.bytes += delta.0.len();
                if let (_, Block::Reasoning { signature, .. }) = self.block(index, reasoning) {
                    signature.get_or_insert_default().push_str(&delta.0);
                }
                Added::Nothing
            }
            ReasoningDelta { redacted_content: Some(delta), .. } => {
                self.bytes += delta.0.len();
                if let (_, Block::Redacted(bytes)) = self.block(index, || Block::Redacted(Vec::new())) {
                    bytes.extend(STANDARD.decode(&*delta.0).unwrap_or_default());
                }
                Added::Nothing
            }
            _ => Added::Unknown,
        }
    }

    /// The block that a delta is of. One that opened without a word of its kind is what its first delta makes it.
    fn block(&mut self, index: i32, kind: impl FnOnce() -> Block) -> (BlockId, &mut Block) {
        let id = self.last_of(index).unwrap_or_else(|| self.open(index, Block::Other));
        let block = &mut self.list[id.0];
        if matches!(block, Block::Other) {
            *block = kind();
        }
        (id, block)
    }

    /// Puts a block behind those of this index, so that none takes the content of another.
    fn open(&mut self, index: i32, block: Block) -> BlockId {
        let id = BlockId(self.list.len());
        self.list.push(block);
        self.order.insert((index, id));
        id
    }

    /// The last block of an index.
    fn last_of(&self, index: i32) -> Option<BlockId> {
        let of_index = (index, BlockId(0))..=(index, BlockId(usize::MAX));
        self.order.range(of_index).next_back().map(|(_, id)| *id)
    }

    /// Which limit they are over.
    pub(super) fn over(&self, limits: SizeLimits) -> Option<String> {
        if self.list.len() > limits.blocks {
            return Some(limits.over_blocks());
        }
        (self.bytes > limits.text).then(|| format!("more than {} bytes of text", limits.text))
    }

    fn get(&self, id: BlockId) -> Option<&Block> {
        self.list.get(id.0)
    }

    /// All blocks, in the order of their indexes.
    fn in_order(&self) -> impl Iterator<Item = (BlockId, &Block)> {
        self.order.iter().filter_map(|(_, id)| Some((*id, self.get(*id)?)))
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
        self.in_order().filter_map(|(_, block)| match block {
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
        self.in_order().filter_map(|(id, block)| match block {
            Block::Call(call) => Some((id, call)),
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

    pub(crate) fn fill<'a>(&'a self, reply: &mut Reply<'a, JsonText<'a>>) {
        reply.texts.extend(self.texts());
        let calls = self.calls();
        reply.calls.extend(calls.map(|(_, call)| ToolCall {
            id: &call.id,
            name: &call.name,
            input: JsonText(input(&call.input)),
        }));
    }

    /// The content as a whole reply has it. Input that is not JSON becomes an empty object.
    pub(crate) fn to_content(&self) -> Vec<ContentBlock> {
        self.in_order().filter_map(|(_, block)| block.to_content()).collect()
    }
}

impl Block {
    fn to_content(&self) -> Option<ContentBlock> {
        Some(match self {
            Self::Text(text) => ContentBlock::Text(text.clone()),
            Self::Call(call) => {
                let input = serde_json::from_str(input(&call.input)).unwrap_or_else(|_| Value::Object(Map::new()));
                ToolUseBlock::new(&call.id, &call.name, input).into()
            }
            Self::Reasoning { text, signature } => ReasoningTextBlock::new(text, signature.clone()).into(),
            Self::Redacted(bytes) => {
                ContentBlock::ReasoningContent(ReasoningContentBlock::RedactedContent(STANDARD.encode(bytes)))
            }
            Self::Other => return None,
        })
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
    use serde_json::json;

    use super::*;

    fn delta(blocks: &mut Blocks, index: i32, delta: &Value) -> Added {
        let text = delta.to_string();
        blocks.delta(index, serde_json::from_str(&text).expect("a delta"))
    }

    fn call(blocks: &mut Blocks, index: i32, id: &str) -> Added {
        let start = json!({"toolUseId": id, "name": "look"}).to_string();
        blocks.start_call(index, &serde_json::from_str(&start).expect("a start"))
    }

    #[test]
    fn a_start_without_a_kind_leaves_it_to_the_deltas() {
        let mut blocks = Blocks::default();
        blocks.start(0);
        blocks.start(1);
        delta(&mut blocks, 1, &json!({"text": "Te"}));
        delta(&mut blocks, 0, &json!({"reasoningContent": {"text": "Hm"}}));
        let (first, second) = (BlockId(0), BlockId(1));
        let text = delta(&mut blocks, 1, &json!({"text": "a."}));
        assert_eq!(text, Added::Text(Piece { block: second, range: 2..4 }));
        let reasoning = delta(&mut blocks, 0, &json!({"reasoningContent": {"text": "."}}));
        assert_eq!(reasoning, Added::Reasoning(Piece { block: first, range: 2..3 }));
        assert_eq!((blocks.texts().collect::<Vec<_>>(), blocks.text(first)), (vec!["Tea."], "Hm."));
    }

    #[test]
    fn a_late_start_takes_nothing_away() {
        let mut blocks = Blocks::default();
        delta(&mut blocks, 0, &json!({"text": "Te"}));
        blocks.start(0);
        delta(&mut blocks, 0, &json!({"text": "a."}));
        call(&mut blocks, 0, "t1");
        delta(&mut blocks, 0, &json!({"toolUse": {"input": "{}"}}));
        assert_eq!(blocks.texts().collect::<Vec<_>>(), ["Tea."]);
        assert_eq!(blocks.calls().map(|(_, call)| call.input.as_str()).collect::<Vec<_>>(), ["{}"]);
    }

    #[test]
    fn calls_of_one_index_are_two() {
        let mut blocks = Blocks::default();
        let Added::Call(first) = call(&mut blocks, 0, "t1") else { panic!("it is a call") };
        delta(&mut blocks, 0, &json!({"toolUse": {"input": "{"}}));
        let Added::Call(second) = call(&mut blocks, 0, "t2") else { panic!("it is a call") };
        let input = delta(&mut blocks, 0, &json!({"toolUse": {"input": "{}"}}));
        assert_eq!(input, Added::Input(Piece { block: second, range: 0..2 }));
        assert_eq!((blocks.text(first), blocks.text(second)), ("{", "{}"));
    }

    #[test]
    fn blocks_stand_in_the_order_of_their_indexes() {
        let mut blocks = Blocks::default();
        for (index, text) in [(2, "c"), (0, "a"), (1, "b"), (0, "A")] {
            delta(&mut blocks, index, &json!({"text": text}));
        }
        assert_eq!(blocks.texts().collect::<Vec<_>>(), ["aA", "b", "c"]);
    }

    #[test]
    fn redacted_reasoning_in_pieces_is_one() {
        let mut blocks = Blocks::default();
        blocks.start(0);
        for piece in ["one ", "two"] {
            delta(&mut blocks, 0, &json!({"reasoningContent": {"redactedContent": STANDARD.encode(piece)}}));
        }
        let Some(ContentBlock::ReasoningContent(ReasoningContentBlock::RedactedContent(bytes))) =
            blocks.to_content().pop()
        else {
            panic!("it is sent back")
        };
        assert_eq!(STANDARD.decode(bytes).expect("it is base64"), b"one two");
    }
}
