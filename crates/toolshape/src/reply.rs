//! Reading what came back.

use serde::Deserializer;
use serde_json::Value;

use crate::decode::{self, Decoder};
use crate::{Error, ErrorKind, ToolSet, ToolSpec, mismatch};

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

/// Turns a reply into a value of one of the offered tools, or says why there is none.
///
/// The stop reason is read before the content: a reply that was cut off is
/// [truncated](Error::is_truncated) even where its input would decode. The call is found by its
/// tool's name wherever it stands; of several the first that decodes is the value.
///
/// `offered` is what the request offered, usually `T::specs()`.
///
/// ```
/// use serde::{Deserialize, Deserializer};
/// use serde_json::json;
/// use toolshape::{Reply, ToolCall, ToolShape, ToolSpec, read};
///
/// #[derive(Deserialize)]
/// struct City {
///     name: String,
/// }
///
/// impl ToolShape for City {
///     fn spec() -> ToolSpec {
///         ToolSpec::new("city", "The city.", json!({"type": "object"})).unwrap()
///     }
///     fn decode<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
///         Self::deserialize(input)
///     }
/// }
///
/// let input = json!({"name": "Lima"});
/// let mut reply = Reply::new("tool_use");
/// reply.texts.push("That would be:");
/// reply.calls.push(ToolCall { id: "t1", name: "city", input: &input });
/// let city: City = read(&[City::spec()], &reply)?;
/// assert_eq!(city.name, "Lima");
/// # Ok::<(), toolshape::Error>(())
/// ```
///
/// # Errors
///
/// One [`ErrorKind`] for each way a reply falls short, with what arrived:
/// `Truncated`, `GuardrailBlocked`, `ContentFiltered`, `MalformedToolUse`, `MalformedOutput`,
/// `ContextWindowExceeded`, `NoToolCall` and `Mismatch`.
pub fn read<'a, T, I>(offered: &[ToolSpec], reply: &Reply<'a, I>) -> Result<T, Error>
where
    T: ToolSet,
    I: Deserializer<'a> + Copy,
{
    read_with::<decode::Typed<T>, I>(offered, reply)
}

/// The same as [`read`] without a Rust type: the input of the call as untyped JSON.
///
/// # Errors
///
/// As [`read`]; an input that is no JSON object is a `Mismatch`.
pub fn read_value<'a, I>(offered: &[ToolSpec], reply: &Reply<'a, I>) -> Result<Value, Error>
where
    I: Deserializer<'a> + Copy,
{
    read_with::<decode::Untyped, I>(offered, reply)
}

fn read_with<'a, K, I>(offered: &[ToolSpec], reply: &Reply<'a, I>) -> Result<K::Value, Error>
where
    K: Decoder,
    I: Deserializer<'a> + Copy,
{
    let mut calls =
        reply.calls.iter().filter_map(|call| Some((offered.iter().find(|spec| spec.name() == call.name)?, call)));

    let called = calls.clone().next().map(|(_, call)| call);
    if let Some(kind) = reply.failure(called.is_some()) {
        let arrived = called.or(reply.calls.first());
        return Err(Error::of_kind(kind)
            .with_text(reply.text())
            .with_payload(arrived.and_then(|call| decode::untyped(call.input))));
    }

    let Some((spec, call)) = calls.next() else {
        return Err(reply.without_offered_call(offered));
    };
    let first = match decode::call::<K, I>(spec, call.input) {
        Ok(value) => return Ok(value),
        Err(error) => error,
    };
    for (spec, call) in calls {
        if let Ok(value) = K::decode(spec.name(), call.input) {
            return Ok(value);
        }
    }
    Err(first.with_text(reply.text()))
}

impl<'a, I> Reply<'a, I> {
    /// A reply that ended for this reason and holds nothing yet.
    #[must_use]
    pub fn new(stop_reason: &'a str) -> Self {
        Self { stop_reason, texts: Vec::new(), calls: Vec::new(), guardrail_blocked: None }
    }
}

impl<'a, I: Deserializer<'a> + Copy> Reply<'a, I> {
    /// What the stop reason alone says is wrong.
    fn failure(&self, called: bool) -> Option<ErrorKind> {
        match self.stop_reason {
            "max_tokens" => Some(ErrorKind::Truncated),
            "content_filtered" => Some(ErrorKind::ContentFiltered),
            "malformed_tool_use" => Some(ErrorKind::MalformedToolUse),
            "malformed_model_output" => Some(ErrorKind::MalformedOutput),
            "model_context_window_exceeded" => Some(ErrorKind::ContextWindowExceeded),
            // Also the reason of a reply whose content was only masked, so the trace decides.
            // Without one, a masked reply is told from a blocked one by its tool call.
            "guardrail_intervened" if self.guardrail_blocked.unwrap_or(!called) => Some(ErrorKind::GuardrailBlocked),
            _ => None,
        }
    }

    /// The error of a reply that calls no tool, or none that was on offer.
    fn without_offered_call(&self, offered: &[ToolSpec]) -> Error {
        match self.calls.first() {
            None => Error::of_kind(ErrorKind::NoToolCall).with_text(self.text()),
            Some(call) => Error::mismatch(mismatch::not_on_offer(offered, call.name))
                .with_text(self.text())
                .with_payload(decode::untyped(call.input)),
        }
    }

    /// All text, one block a line.
    fn text(&self) -> Option<String> {
        (!self.texts.is_empty()).then(|| self.texts.join("\n"))
    }
}
