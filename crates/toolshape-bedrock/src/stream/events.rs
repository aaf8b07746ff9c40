//! What is looked at of the events of a stream.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use toolshape_types::bedrock::{ConverseStreamTrace, StopReason};

/// One event, with the fields that a later release may leave out.
pub(super) enum Event<'a> {
    MessageStart,
    Start(Start<'a>),
    Delta(Delta<'a>),
    /// The stop of a block says nothing that its content did not, and may not come.
    Nothing,
    Stop(MessageStop),
    Metadata(Box<Metadata<'a>>),
    /// One of a kind that came after this release.
    Unknown,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Start<'a> {
    #[serde(default)]
    pub(super) content_block_index: i32,
    /// By the kind of the block; empty for text and reasoning.
    #[serde(borrow)]
    pub(super) start: Option<BTreeMap<&'a str, &'a RawValue>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ToolUseStart<'a> {
    #[serde(borrow)]
    pub(super) tool_use_id: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) name: Cow<'a, str>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Delta<'a> {
    #[serde(default)]
    pub(super) content_block_index: i32,
    #[serde(borrow)]
    pub(super) delta: Option<BlockDelta<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase")]
pub(super) struct BlockDelta<'a> {
    #[serde(borrow)]
    pub(super) text: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) tool_use: Option<ToolUseDelta<'a>>,
    #[serde(borrow)]
    pub(super) reasoning_content: Option<ReasoningDelta<'a>>,
}

/// Borrowed where it holds no escapes: serde borrows a `Cow` only behind a type of its own.
#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct Text<'a>(#[serde(borrow)] pub(super) Cow<'a, str>);

#[derive(Deserialize)]
pub(super) struct ToolUseDelta<'a> {
    #[serde(borrow, default)]
    pub(super) input: Cow<'a, str>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ReasoningDelta<'a> {
    #[serde(borrow)]
    pub(super) text: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) signature: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) redacted_content: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct MessageStop {
    pub(super) stop_reason: StopReason,
}

#[derive(Deserialize)]
pub(super) struct Metadata<'a> {
    #[serde(borrow)]
    pub(super) usage: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) metrics: Option<&'a RawValue>,
    pub(super) trace: Option<ConverseStreamTrace>,
}

impl<'a> Event<'a> {
    /// Reads the event of this type.
    pub(super) fn read(name: &str, payload: &'a [u8]) -> serde_json::Result<Self> {
        Ok(match name {
            "contentBlockDelta" => Self::Delta(serde_json::from_slice(payload)?),
            "contentBlockStart" => Self::Start(serde_json::from_slice(payload)?),
            "contentBlockStop" | "initial-response" => Self::Nothing,
            "messageStart" => Self::MessageStart,
            "messageStop" => Self::Stop(serde_json::from_slice(payload)?),
            "metadata" => Self::Metadata(serde_json::from_slice(payload)?),
            _ => Self::Unknown,
        })
    }
}

impl<'a> Start<'a> {
    /// The call that begins here.
    pub(super) fn tool_use(&self) -> serde_json::Result<Option<ToolUseStart<'a>>> {
        let start = self.start.as_ref();
        start.and_then(|start| start.get("toolUse")).map(|call| serde_json::from_str(call.get())).transpose()
    }
}

/// An event with its data, as the union of all events has it.
pub(super) fn with_data(name: &str, payload: &[u8]) -> Value {
    let data = serde_json::from_slice(payload).unwrap_or_default();
    Value::Object([(name.to_owned(), data)].into_iter().collect())
}
