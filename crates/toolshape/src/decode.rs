//! From a tool call's input to a value.

use std::marker::PhantomData;

use serde::de::{Error as _, Unexpected};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_path_to_error::Track;

use crate::spec::{Origin, cannot_be_checked};
use crate::validity::Violation;
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
    ///
    /// # Errors
    ///
    /// The schema cannot be checked.
    fn violation<'de, I: Deserializer<'de> + Copy>(
        spec: &ToolSpec,
        reading: Reading,
        value: &Self::Value,
        input: I,
    ) -> Result<Option<Violation>, Error>;
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
        match spec.origin() {
            // What the type says of itself is not in the spec.
            Origin::Document => T::decode(spec.name(), input),
            Origin::Type | Origin::TypeOfDocument => T::decode_checked(spec.name(), input),
        }
    }

    fn accept(value: T) -> Option<T> {
        T::accept(value)
    }

    fn violation<'de, I: Deserializer<'de> + Copy>(
        spec: &ToolSpec,
        reading: Reading,
        _: &T,
        input: I,
    ) -> Result<Option<Violation>, Error> {
        if reading.check { violation(spec, input) } else { Ok(None) }
    }
}

/// Keeps the input as untyped JSON that the schema accepts, whatever is to be checked: nothing else holds it.
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

    fn violation<'de, I: Deserializer<'de> + Copy>(
        spec: &ToolSpec,
        _: Reading,
        value: &Value,
        _: I,
    ) -> Result<Option<Violation>, Error> {
        let checks = spec.checks().map_err(cannot_be_checked)?;
        Ok(checks.judge().violation(value))
    }
}

/// Decodes the input of a call of this tool.
///
/// Only a failure pays for a second pass, which finds its path. Of a type that was made from a schema, the schema says
/// more than the type does about what is wrong.
pub(crate) fn call<'de, K: Decoder, I>(spec: &ToolSpec, reading: Reading, input: I) -> Result<K::Value, Error>
where
    I: Deserializer<'de> + Copy,
{
    let violated = |violation| Error::mismatch(mismatch::violated(spec, violation)).with_payload(untyped(input));
    let value = K::decode(spec, input).or_else(|first| {
        if reading.check
            && spec.origin() == Origin::TypeOfDocument
            && let Some(violation) = violation(spec, input)?
        {
            return Err(violated(violation));
        }
        let mut track = Track::new();
        let tracked = serde_path_to_error::Deserializer::new(input, &mut track);
        let detail = match K::decode(spec, tracked) {
            Err(error) => error.to_string(),
            // A decoder that depends on more than its input: what it said first stands.
            Ok(_) => first.to_string(),
        };
        let payload = untyped(input);
        let mismatch = mismatch::locate(spec, &track.path(), payload.as_ref(), detail);
        Err(Error::mismatch(mismatch).with_payload(payload))
    })?;
    match K::violation(spec, reading, &value, input)? {
        Some(violation) => Err(violated(violation)),
        None => Ok(value),
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
    K::accept(value).filter(|value| matches!(K::violation(spec, reading, value, input), Ok(None)))
}

/// The first rule of the schema that an input of a Rust type breaks.
///
/// # Errors
///
/// The schema cannot be checked.
fn violation<'de, I: Deserializer<'de> + Copy>(spec: &ToolSpec, input: I) -> Result<Option<Violation>, Error> {
    let checks = spec.checks().map_err(cannot_be_checked)?;
    // What a whole float is to the type, its own reading decides.
    let judge = checks.judge().taking_whole_floats();
    if checks.surely_keeps(judge, input) {
        return Ok(None);
    }
    Ok(match untyped(input) {
        Some(value) => judge.violation(&value),
        None => Some(Violation { steps: Vec::new(), rule: "it cannot be read as JSON".to_owned() }),
    })
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
