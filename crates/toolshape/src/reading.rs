//! From a reply to a value, or to the error that says why there is none.

use std::iter;

use serde::de::IgnoredAny;
use serde::{Deserialize as _, Deserializer};
use serde_json::Value;

use crate::decode::{self, Decoder};
use crate::{Error, ErrorKind, Repair, Reply, ToolCall, ToolSet, ToolSpec, repair};

/// How a reply is read. The default repairs and checks.
///
/// ```
/// use serde_json::json;
/// use toolshape::{Reading, Reply, ToolCall, ToolSpec};
///
/// let schema = json!({
///     "type": "object",
///     "properties": {"city": {"type": "string"}},
///     "required": ["city"],
/// });
/// let spec = ToolSpec::new("weather", "The weather in a city.", schema)?;
/// let input = json!({"input": "{\"city\": \"Lima\"}"});
/// let mut reply = Reply::new("tool_use");
/// reply.calls.push(ToolCall { id: "t1", name: "weather", input: &input });
///
/// let outcome = Reading::default().read_value(&[spec.clone()], &reply)?;
/// assert_eq!(outcome.value, json!({"city": "Lima"}));
/// let repairs: Vec<_> = outcome.repairs.iter().map(ToString::to_string).collect();
/// assert_eq!(repairs, ["wrapper_key at $", "json_string at $"]);
///
/// let exact = Reading { repair: false, ..Reading::default() };
/// assert!(exact.read_value(&[spec], &reply).unwrap_err().is_mismatch());
/// # Ok::<(), toolshape::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// Whether an input that does not decode as it is may be repaired; see [`Repair`].
    pub repair: bool,
    /// Whether the constraints of the schema (bounds, lengths, patterns, formats) are checked.
    /// Without the feature `check`, patterns and formats are not. An untyped value is always held to its schema.
    pub check: bool,
}

impl Default for Reading {
    fn default() -> Self {
        Self { repair: true, check: true }
    }
}

/// A value, and what reading it took.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Outcome<T> {
    /// The value.
    pub value: T,
    /// What was repaired, in the order in which it was; empty when the input decoded as it came.
    pub repairs: Vec<Repair>,
    /// The id of the call that the value is from; `None` when it is from the reply's text.
    pub call_id: Option<String>,
    /// The calls that the value is not from, in order. A conversation that goes on owes each of
    /// them a result.
    pub other_calls: Vec<OtherCall>,
}

/// A tool call of the reply beside the one that became the value.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct OtherCall {
    /// The call's id.
    pub id: String,
    /// The tool's name as the model wrote it.
    pub name: String,
    /// The input; null where it cannot be read at all.
    pub input: Value,
}

/// Turns a reply into a value of one of the offered tools, or says why there is none.
///
/// The stop reason is read before the content: a reply that was cut off is
/// [truncated](Error::is_truncated) even where its input would decode. The call is found by its
/// tool's name wherever it stands; of several the first that decodes is the value. Only when none
/// does are they repaired. [`Reading::read`] also says what was repaired, and can be told not to.
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
/// One [`ErrorKind`](crate::ErrorKind) for each way a reply falls short, with what arrived:
/// `Truncated`, `GuardrailBlocked`, `ContentFiltered`, `MalformedToolUse`, `MalformedOutput`,
/// `ContextWindowExceeded`, `NoToolCall` and `Mismatch`.
pub fn read<'a, T, I>(offered: &[ToolSpec], reply: &Reply<'a, I>) -> Result<T, Error>
where
    T: ToolSet,
    I: Deserializer<'a> + Copy,
{
    Reading::default().read(offered, reply).map(|outcome| outcome.value)
}

/// The same as [`read`] without a Rust type: the input of the call as untyped JSON.
///
/// # Errors
///
/// As [`read`]; an input that the schema does not accept is a `Mismatch`.
pub fn read_value<'a, I>(offered: &[ToolSpec], reply: &Reply<'a, I>) -> Result<Value, Error>
where
    I: Deserializer<'a> + Copy,
{
    Reading::default().read_value(offered, reply).map(|outcome| outcome.value)
}

impl Reading {
    /// As [`read`](crate::read), with what it took.
    ///
    /// # Errors
    ///
    /// As [`read`](crate::read). When no repair helps, the error is that of the first call as it
    /// came.
    pub fn read<'a, T, I>(self, offered: &[ToolSpec], reply: &Reply<'a, I>) -> Result<Outcome<T>, Error>
    where
        T: ToolSet,
        I: Deserializer<'a> + Copy,
    {
        self.outcome::<decode::Typed<T>, I>(offered, reply, || None)
    }

    /// As [`read`](Self::read), of a reply whose first call on offer was read while it arrived.
    ///
    /// `arrived` makes the value of what was read; it is asked only where the stop reason lets there be one. The input
    /// is looked at again only where that gives none, and for constraints that the schema has and the type does not.
    ///
    /// ```
    /// use serde_json::json;
    /// use toolshape::partial::Parser;
    /// use toolshape::{Reading, Reply, ToolCall, ToolSpec};
    ///
    /// let spec = ToolSpec::new("city", "The city.", json!({"type": "object"}))?;
    /// let text = r#"{"name": "Lima"}"#;
    /// let mut parser = Parser::new();
    /// parser.feed(text)?;
    ///
    /// let input = json!(null); // the carrier's form of the same text
    /// let mut reply = Reply::new("tool_use");
    /// reply.calls.push(ToolCall { id: "t1", name: "city", input: &input });
    /// let outcome = Reading::default().read_value_arrived(&[spec], &reply, || parser.finish().ok())?;
    /// assert_eq!(outcome.value, json!({"name": "Lima"}));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read).
    pub fn read_arrived<'a, T, I>(
        self,
        offered: &[ToolSpec],
        reply: &Reply<'a, I>,
        arrived: impl FnOnce() -> Option<T>,
    ) -> Result<Outcome<T>, Error>
    where
        T: ToolSet,
        I: Deserializer<'a> + Copy,
    {
        self.outcome::<decode::Typed<T>, I>(offered, reply, arrived)
    }

    /// As [`read_value`](crate::read_value), with what it took.
    ///
    /// # Errors
    ///
    /// As [`read_value`](crate::read_value).
    pub fn read_value<'a, I>(self, offered: &[ToolSpec], reply: &Reply<'a, I>) -> Result<Outcome<Value>, Error>
    where
        I: Deserializer<'a> + Copy,
    {
        self.outcome::<decode::Untyped, I>(offered, reply, || None)
    }

    /// As [`read_arrived`](Self::read_arrived) without a Rust type.
    ///
    /// # Errors
    ///
    /// As [`read_value`](Self::read_value).
    pub fn read_value_arrived<'a, I>(
        self,
        offered: &[ToolSpec],
        reply: &Reply<'a, I>,
        arrived: impl FnOnce() -> Option<Value>,
    ) -> Result<Outcome<Value>, Error>
    where
        I: Deserializer<'a> + Copy,
    {
        self.outcome::<decode::Untyped, I>(offered, reply, arrived)
    }

    fn outcome<'a, K, I>(
        self,
        offered: &[ToolSpec],
        reply: &Reply<'a, I>,
        arrived: impl FnOnce() -> Option<K::Value>,
    ) -> Result<Outcome<K::Value>, Error>
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
            return self.text::<K, I>(offered, reply).ok_or_else(|| reply.without_offered_call(offered));
        };
        if let Some(value) = arrived().and_then(|value| decode::arrived::<K, I>(spec, self, call.input, value)) {
            return Ok(Outcome::of_call(value, reply, call));
        }
        let exact = |spec, input| decode::call::<K, I>(spec, self, input);
        let first = match exact(spec, call.input) {
            Ok(value) => return Ok(Outcome::of_call(value, reply, call)),
            Err(error) => error,
        };
        for (spec, call) in calls.clone() {
            if let Ok(value) = exact(spec, call.input) {
                return Ok(Outcome::of_call(value, reply, call));
            }
        }
        for (spec, call) in iter::once((spec, call)).chain(calls).filter(|_| self.repair) {
            let repaired = decode::untyped(call.input).and_then(|input| repair::input::<K>(spec, self, &input));
            if let Some((value, repairs)) = repaired {
                return Ok(Outcome { repairs, ..Outcome::of_call(value, reply, call) });
            }
        }
        // A stream brings input that is not JSON; in a whole reply, the service calls that malformed itself.
        if IgnoredAny::deserialize(call.input).is_err() {
            return Err(Error::of_kind(ErrorKind::MalformedToolUse).with_text(reply.text()));
        }
        Err(first.with_text(reply.text()))
    }

    /// The value of a reply that calls no tool at all and writes it down instead, or answers in words where it may.
    fn text<K, I>(self, offered: &[ToolSpec], reply: &Reply<'_, I>) -> Option<Outcome<K::Value>>
    where
        K: Decoder,
    {
        if !reply.calls.is_empty() {
            return None;
        }
        let read = if K::ADMITS_WORDS { repair::call::<K> } else { repair::text::<K> };
        let said = if self.repair { read(offered, self, &reply.texts) } else { None };
        let words = || K::words(&reply.text().filter(|text| !text.trim().is_empty())?);
        let (value, repairs) = said.or_else(|| Some((words()?, Vec::new())))?;
        Some(Outcome { value, repairs, call_id: None, other_calls: Vec::new() })
    }
}

impl<T> Outcome<T> {
    fn of_call<'a, I: Deserializer<'a> + Copy>(value: T, reply: &Reply<'a, I>, call: &ToolCall<'a, I>) -> Self {
        let others = reply.calls.iter().filter(|other| !std::ptr::eq(*other, call));
        let other_calls = others.map(OtherCall::of).collect();
        // Native output is read as a call, which has no id.
        let call_id = (!call.id.is_empty()).then(|| call.id.to_owned());
        Self { value, repairs: Vec::new(), call_id, other_calls }
    }
}

impl OtherCall {
    /// Reads the call as one of the tools of `T`: its value or its own error.
    ///
    /// ```
    /// use serde_json::{Value, json};
    /// use toolshape::{Reading, Reply, ToolCall, ToolShape, ToolSpec};
    /// # use serde::{Deserialize, Deserializer};
    /// #
    /// # #[derive(Debug, Deserialize)]
    /// # struct City {
    /// #     name: String,
    /// # }
    /// #
    /// # impl ToolShape for City {
    /// #     fn spec() -> ToolSpec {
    /// #         ToolSpec::new("city", "The city.", json!({"type": "object"})).unwrap()
    /// #     }
    /// #     fn decode<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
    /// #         Self::deserialize(input)
    /// #     }
    /// # }
    ///
    /// let (lima, cusco) = (json!({"name": "Lima"}), json!({"name": "Cusco"}));
    /// let mut reply = Reply::new("tool_use");
    /// reply.calls.push(ToolCall { id: "t1", name: "city", input: &lima });
    /// reply.calls.push(ToolCall { id: "t2", name: "city", input: &cusco });
    /// let outcome = Reading::default().read::<City, _>(&[City::spec()], &reply)?;
    /// assert_eq!(outcome.value.name, "Lima");
    /// assert_eq!(outcome.other_calls[0].decode::<City>()?.value.name, "Cusco");
    /// # Ok::<(), toolshape::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// A [mismatch](Error::is_mismatch), where the input is not that of the tool, or `T` has no tool of this name.
    pub fn decode<T: ToolSet>(&self) -> Result<Outcome<T>, Error> {
        let mut reply = Reply::new("tool_use");
        reply.calls.push(ToolCall { id: &self.id, name: &self.name, input: &self.input });
        Reading::default().read(&T::specs(), &reply)
    }

    fn of<'a, I: Deserializer<'a> + Copy>(call: &ToolCall<'a, I>) -> Self {
        Self {
            id: call.id.to_owned(),
            name: call.name.to_owned(),
            input: decode::untyped(call.input).unwrap_or_default(),
        }
    }
}
