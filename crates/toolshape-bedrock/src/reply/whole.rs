//! The body of a reply that came whole.

use std::ops::Range;

use bytes::Bytes;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use toolshape::{JsonText, Reply, ToolCall};
use toolshape_types::bedrock::{ContentBlock, ConverseTrace, StopReason, ToolUseBlock};

use super::input;
use crate::answer::Report;
use crate::error::Salvage;
use crate::ledger::Cost;
use crate::{Error, SizeLimits};

/// The content of a reply, with the inputs of its calls as they stand in the body.
#[derive(Clone, PartialEq)]
pub(crate) struct Whole {
    body: Bytes,
    texts: Vec<String>,
    calls: Vec<Call>,
    blocks: usize,
    pub(crate) has_message: bool,
}

#[derive(Clone, PartialEq)]
struct Call {
    id: String,
    name: String,
    /// Where the input stands in the body.
    input: Range<usize>,
}

/// What is looked at of a body; the rest stays as it is.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    #[serde(borrow)]
    output: Option<Output<'a>>,
    stop_reason: Option<StopReason>,
    #[serde(borrow)]
    usage: Option<&'a RawValue>,
    #[serde(borrow)]
    metrics: Option<&'a RawValue>,
    trace: Option<ConverseTrace>,
}

#[derive(Deserialize)]
struct Output<'a> {
    #[serde(borrow)]
    message: Option<Message<'a>>,
}

#[derive(Deserialize)]
struct Message<'a> {
    #[serde(borrow)]
    content: Vec<Block<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Block<'a> {
    text: Option<String>,
    #[serde(borrow)]
    tool_use: Option<ToolUse<'a>>,
}

#[derive(Deserialize)]
struct ToolUse<'a> {
    #[serde(rename = "toolUseId")]
    id: String,
    name: String,
    #[serde(borrow, default, deserialize_with = "present")]
    input: Option<&'a RawValue>,
}

/// A member that is there, be it null.
fn present<'de, D: Deserializer<'de>>(input: D) -> Result<Option<&'de RawValue>, D::Error> {
    Deserialize::deserialize(input).map(Some)
}

impl Whole {
    /// Reads a body, and what it reports beside its content.
    ///
    /// # Errors
    ///
    /// An unreadable reply.
    pub(crate) fn read(body: &Bytes, request_id: Option<String>) -> Result<(Self, Report), Error> {
        let unreadable = |reason| Error::unreadable(reason, request_id.clone(), None);
        let read: Body<'_> =
            serde_json::from_slice(body).map_err(|_| unreadable("the reply is not what Converse answers"))?;
        let has_stop_reason = read.stop_reason.is_some();
        let report = Report {
            cost: Cost::of(read.usage, read.metrics),
            stop_reason: read.stop_reason.unwrap_or_else(|| "".into()),
            guardrail: read.trace.and_then(|trace| trace.guardrail),
            request_id: request_id.clone(),
        };
        let message = read.output.and_then(|output| output.message);
        let has_message = message.is_some();
        let blocks = message.as_ref().map_or(0, |message| message.content.len());
        let mut whole = Self { body: body.clone(), texts: Vec::new(), calls: Vec::new(), blocks, has_message };
        for block in message.into_iter().flat_map(|message| message.content) {
            whole.texts.extend(block.text);
            whole.calls.extend(block.tool_use.map(|call| Call {
                id: call.id,
                name: call.name,
                input: call.input.map_or(0..0, |input| place_of(input.get(), body)),
            }));
        }
        if whole.has_message && !has_stop_reason {
            return Err(Error::unreadable("the reply has no stop reason", request_id, Some(report)));
        }
        Ok((whole, report))
    }

    /// Which limit the reply is over.
    pub(crate) fn over(&self, limits: SizeLimits) -> Option<String> {
        (self.blocks > limits.blocks).then(|| limits.over_blocks())
    }

    pub(crate) fn salvage(&self) -> Salvage {
        Salvage::of_whole(&self.body)
    }

    pub(super) fn fill<'a>(&'a self, reply: &mut Reply<'a, JsonText<'a>>) {
        reply.texts.extend(self.texts.iter().map(String::as_str));
        reply.calls.extend(self.calls.iter().map(|call| ToolCall {
            id: &call.id,
            name: &call.name,
            input: JsonText(input(
                self.body.get(call.input.clone()).and_then(|input| str::from_utf8(input).ok()).unwrap_or_default(),
            )),
        }));
    }

    /// The content as the wire has it. Input that no value can hold, such as `1e400`, becomes an empty object.
    pub(super) fn blocks(&self) -> Vec<ContentBlock> {
        #[derive(Deserialize)]
        struct Body<'a> {
            #[serde(borrow)]
            output: Output<'a>,
        }
        #[derive(Deserialize)]
        struct Output<'a> {
            #[serde(borrow)]
            message: Message<'a>,
        }
        #[derive(Deserialize)]
        struct Message<'a> {
            #[serde(borrow)]
            content: Vec<&'a RawValue>,
        }
        let Ok(read) = serde_json::from_slice::<Body<'_>>(&self.body) else { return Vec::new() };
        let blocks = read.output.message.content.into_iter();
        blocks.filter_map(|block| serde_json::from_str(block.get()).ok().or_else(|| without_input(block))).collect()
    }
}

fn without_input(block: &RawValue) -> Option<ContentBlock> {
    let call = serde_json::from_str::<Block<'_>>(block.get()).ok()?.tool_use?;
    Some(ToolUseBlock::new(call.id, call.name, Value::Object(Map::new())).into())
}

/// Where a part that was borrowed from a body stands in it.
fn place_of(part: &str, body: &[u8]) -> Range<usize> {
    let start = (part.as_ptr() as usize).saturating_sub(body.as_ptr() as usize);
    start..start + part.len()
}
