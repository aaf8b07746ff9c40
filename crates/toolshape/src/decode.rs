//! From a tool call's input to a value.

use std::marker::PhantomData;

use serde::de::{Error as _, Unexpected};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_path_to_error::Track;

use crate::validity::{Judge, Violation};
use crate::{Error, Reading, ToolSet, ToolSpec, mismatch};

/// How the input of a call becomes a value.
pub(crate) trait Decoder {
    type Value;

    /// Whether words are an answer, too.
    const ADMITS_WORDS: bool = false;

    /// The value of a reply in words, where they are an answer.
    fn words(_: &str) -> Option<Self::Value> {
        None
    }

    fn decode<'de, D: Deserializer<'de>>(spec: &ToolSpec, input: D) -> Result<Self::Value, D::Error>;

    /// The value that was read while it arrived, where decoding would give the same.
    fn accept(value: Self::Value) -> Option<Self::Value>;

    /// What decoding did not look at and the schema refuses; `input` is what the value was read from.
    fn violation<'de, D: Deserializer<'de>>(
        spec: &ToolSpec,
        reading: Reading,
        value: &Self::Value,
        input: D,
    ) -> Option<Violation>;
}

/// Decodes into a Rust type.
pub(crate) struct Typed<T>(PhantomData<T>);

impl<T: ToolSet> Decoder for Typed<T> {
    type Value = T;

    const ADMITS_WORDS: bool = T::ADMITS_WORDS;

    fn words(text: &str) -> Option<T> {
        T::words(text)
    }

    fn decode<'de, D: Deserializer<'de>>(spec: &ToolSpec, input: D) -> Result<T, D::Error> {
        if spec.is_schema_first() { T::decode_checked(spec.name(), input) } else { T::decode(spec.name(), input) }
    }

    fn accept(value: T) -> Option<T> {
        T::accept(value)
    }

    fn violation<'de, D: Deserializer<'de>>(_: &ToolSpec, _: Reading, _: &T, _: D) -> Option<Violation> {
        None
    }
}

/// Keeps the input as untyped JSON that the schema accepts.
pub(crate) struct Untyped;

impl Decoder for Untyped {
    type Value = Value;

    fn decode<'de, D: Deserializer<'de>>(_: &ToolSpec, input: D) -> Result<Value, D::Error> {
        match Value::deserialize(input)? {
            object @ Value::Object(_) => Ok(object),
            other => Err(D::Error::invalid_type(unexpected(&other), &"an object")),
        }
    }

    fn accept(value: Value) -> Option<Value> {
        value.is_object().then_some(value)
    }

    fn violation<'de, D: Deserializer<'de>>(
        spec: &ToolSpec,
        reading: Reading,
        value: &Value,
        _: D,
    ) -> Option<Violation> {
        Judge::new(spec.inlined(), reading.check).violation(value)
    }
}

/// Decodes the input of a call of this tool.
///
/// Only a failure pays for a second pass, which finds its path. An input for a type that was made from a schema is held
/// to the schema first, which says more than the type does.
pub(crate) fn call<'de, K: Decoder, I>(spec: &ToolSpec, reading: Reading, input: I) -> Result<K::Value, Error>
where
    I: Deserializer<'de> + Copy,
{
    if spec.is_schema_first() {
        check(spec, reading, input)?;
    }
    let value = K::decode(spec, input).map_err(|first| {
        let mut track = Track::new();
        let tracked = serde_path_to_error::Deserializer::new(input, &mut track);
        let detail = match K::decode(spec, tracked) {
            Err(error) => error.to_string(),
            // A decoder that depends on more than its input: what it said first stands.
            Ok(_) => first.to_string(),
        };
        let payload = untyped(input);
        let mismatch = mismatch::locate(spec, &track.path(), payload.as_ref(), detail);
        Error::mismatch(mismatch).with_payload(payload)
    })?;
    if spec.is_schema_first() {
        return Ok(value);
    }
    match K::violation(spec, reading, &value, input) {
        Some(violation) => Err(Error::mismatch(mismatch::violated(spec, violation)).with_payload(untyped(input))),
        None => check(spec, reading, input).map(|()| value),
    }
}

/// A value that was read while the input arrived, where [`call`] would give the same.
pub(crate) fn arrived<'de, K: Decoder, I>(
    spec: &ToolSpec,
    reading: Reading,
    input: I,
    value: K::Value,
) -> Option<K::Value>
where
    I: Deserializer<'de> + Copy,
{
    K::accept(value)
        .filter(|value| K::violation(spec, reading, value, input).is_none() && check(spec, reading, input).is_ok())
}

/// Refuses an input that does not keep to what is checked of the schema.
#[cfg(feature = "check")]
fn check<'de, D: Deserializer<'de>>(spec: &ToolSpec, reading: Reading, input: D) -> Result<(), Error> {
    if !reading.check {
        return Ok(());
    }
    let cannot_be =
        |reason| Error::invalid_request("tool.schema", format!("must be one that can be checked: {reason}"));
    let Some(checker) = spec.checker().map_err(cannot_be)? else { return Ok(()) };
    let Some(value) = untyped(input) else { return Ok(()) };
    match checker.violation(&value) {
        Some(violation) => Err(Error::mismatch(mismatch::violated(spec, violation)).with_payload(Some(value))),
        None => Ok(()),
    }
}

#[cfg(not(feature = "check"))]
#[expect(clippy::unnecessary_wraps, reason = "as with the feature")]
fn check<'de, D: Deserializer<'de>>(_: &ToolSpec, _: Reading, _: D) -> Result<(), Error> {
    Ok(())
}

/// The input as untyped JSON, where it can be read at all.
pub(crate) fn untyped<'de, D: Deserializer<'de>>(input: D) -> Option<Value> {
    Value::deserialize(input).ok()
}

fn unexpected(value: &Value) -> Unexpected<'_> {
    match value {
        Value::Null => Unexpected::Other("null"),
        Value::Bool(bool) => Unexpected::Bool(*bool),
        Value::Number(_) => Unexpected::Other("number"),
        Value::String(text) => Unexpected::Str(text),
        Value::Array(_) => Unexpected::Seq,
        Value::Object(_) => Unexpected::Map,
    }
}
