//! From a reply to a value.

use serde_json::Value;
use toolshape::{JsonText, Outcome, Reading, Reply, Rung, ToolSet, ToolSpec};

use crate::exchange::Received;

pub(crate) type Done<T> = Result<Outcome<T>, toolshape::Error>;

/// The value of the first call on offer, where it was read while it arrived.
pub(crate) type Finish<'a, T> = &'a mut dyn FnMut() -> Option<T>;

/// How a reply becomes a `T`.
pub(crate) struct Read<T>(Reader<T>);

type Reader<T> = for<'a> fn(Reading, &[ToolSpec], &Reply<'a, JsonText<'a>>, Finish<'_, T>) -> Done<T>;

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
        let reply = received.reply();
        if let (Rung::Native, [tool]) = (received.rung, offered)
            && let Some(json) = reply.json()
        {
            return (self.0)(reading, offered, &reply.as_call(tool.name(), JsonText(&json)), finish);
        }
        (self.0)(reading, offered, &reply, finish)
    }
}
