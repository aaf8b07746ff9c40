//! From a reply to a value.

use serde::de::IgnoredAny;
use serde_json::Value;
use toolshape::{Outcome, Reading, Reply, Rung, ToolCall, ToolSet, ToolSpec};

use crate::exchange::Received;
use crate::input::Input;

pub(crate) type Done<T> = Result<Outcome<T>, toolshape::Error>;

/// The value of the first call on offer, where it was read while it arrived.
pub(crate) type Finish<'a, T> = &'a mut dyn FnMut() -> Option<T>;

/// How a reply becomes a `T`.
pub(crate) struct Read<T>(Reader<T>);

type Reader<T> = for<'a> fn(Reading, &[ToolSpec], &Reply<'a, Input<'a>>, Finish<'_, T>) -> Done<T>;

impl<T> Clone for Read<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Read<T> {}

impl<T: ToolSet> Read<T> {
    pub(crate) fn typed() -> Self {
        Self(|reading, offered, reply, finish| reading.read_arrived(offered, reply, finish))
    }
}

impl Read<Value> {
    pub(crate) fn untyped() -> Self {
        Self(|reading, offered, reply, finish| reading.read_value_arrived(offered, reply, finish))
    }
}

impl<T> Read<T> {
    /// The value of a reply, or what it lacks.
    pub(crate) fn value(
        self,
        reading: Reading,
        offered: &[ToolSpec],
        received: &Received,
        finish: Finish<'_, T>,
    ) -> Done<T> {
        let text;
        let mut reply = received.reply();
        if let (Rung::Native, [tool]) = (received.rung, offered)
            && let Some(json) = reply.json()
        {
            text = json;
            reply = reply.as_call(tool.name(), Input::Text(&text));
        }
        match (self.0)(reading, offered, &reply, finish) {
            Err(error) if error.is_mismatch() && is_no_call(offered, &reply) => {
                // What the service says itself of a reply that does not stream.
                reply.stop_reason = "malformed_tool_use";
                (self.0)(reading, offered, &reply, &mut || None)
            }
            done => done,
        }
    }
}

/// Whether what was streamed as the input of the first call on offer is no JSON.
fn is_no_call(offered: &[ToolSpec], reply: &Reply<'_, Input<'_>>) -> bool {
    let is_offered = |call: &&ToolCall<'_, _>| offered.iter().any(|spec| spec.name() == call.name);
    match reply.calls.iter().find(is_offered).map(|call| call.input) {
        Some(Input::Text(text)) => !is_json(text),
        Some(Input::Document(_)) | None => false,
    }
}

fn is_json(text: &str) -> bool {
    serde_json::from_str::<IgnoredAny>(text).is_ok()
}
