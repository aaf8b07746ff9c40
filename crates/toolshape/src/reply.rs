//! What came back, whatever carried it.

use serde::Deserializer;

use crate::{Error, ErrorKind, ToolSpec, decode, mismatch};

/// A model's reply as this crate reads it, whatever carried it.
///
/// `I` is the carrier's form of a tool call's input: anything cheap to copy that serde can read,
/// such as `&serde_json::Value`.
#[derive(Clone)]
#[non_exhaustive]
pub struct Reply<'a, I> {
    /// Why the model stopped, in the API's own spelling; unknown reasons are read like `end_turn`.
    pub stop_reason: &'a str,
    /// The blocks of text, in order.
    pub texts: Vec<&'a str>,
    /// The tool calls, in order.
    pub calls: Vec<ToolCall<'a, I>>,
    /// Whether the guardrail's trace reports anything as blocked; `None` without a trace.
    pub guardrail_blocked: Option<bool>,
    /// Whether the reply was streamed: a guardrail may then have blocked it after a call was handed on.
    pub is_streamed: bool,
}

/// One tool call of a [`Reply`].
#[derive(Clone, Copy)]
pub struct ToolCall<'a, I> {
    /// The call's id, which its result is to carry.
    pub id: &'a str,
    /// The tool's name as the model wrote it.
    pub name: &'a str,
    /// The input.
    pub input: I,
}

impl<'a, I> Reply<'a, I> {
    /// A reply that ended for this reason and holds nothing yet.
    #[must_use]
    pub fn new(stop_reason: &'a str) -> Self {
        Self { stop_reason, texts: Vec::new(), calls: Vec::new(), guardrail_blocked: None, is_streamed: false }
    }

    /// All text, one block a line.
    pub(crate) fn text(&self) -> Option<String> {
        (!self.texts.is_empty()).then(|| self.texts.join("\n"))
    }
}

impl<'a, I: Deserializer<'a> + Copy> Reply<'a, I> {
    /// What the stop reason alone says is wrong.
    pub(crate) fn failure(&self, called: bool) -> Option<ErrorKind> {
        match self.stop_reason {
            "max_tokens" => Some(ErrorKind::Truncated),
            "content_filtered" => Some(ErrorKind::ContentFiltered),
            "malformed_tool_use" => Some(ErrorKind::MalformedToolUse),
            "malformed_model_output" => Some(ErrorKind::MalformedOutput),
            "model_context_window_exceeded" => Some(ErrorKind::ContextWindowExceeded),
            // Also the reason of a reply whose content was only masked, so the trace decides.
            // Without one, a masked reply is told from a blocked one by its tool call, unless the call came first.
            "guardrail_intervened" if self.guardrail_blocked.unwrap_or(self.is_streamed || !called) => {
                Some(ErrorKind::GuardrailBlocked)
            }
            _ => None,
        }
    }

    /// The error of a reply that calls no tool, or none that was on offer.
    pub(crate) fn without_offered_call(&self, offered: &[ToolSpec]) -> Error {
        match self.calls.first() {
            None => Error::of_kind(ErrorKind::NoToolCall).with_text(self.text()),
            Some(call) => Error::mismatch(mismatch::not_on_offer(offered, call.name))
                .with_text(self.text())
                .with_payload(decode::untyped(call.input)),
        }
    }
}
