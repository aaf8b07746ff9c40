//! Conversions to and from the types of [`aws_sdk_bedrockruntime`], feature `sdk`.
//!
//! Both ways, by `TryFrom`, for all that Converse, `ConverseStream`, `ApplyGuardrail` and `CountTokens` carry. Towards
//! the SDK an error names the JSON path of what the SDK cannot hold; nothing is lost in silence. From the SDK, its
//! `Unknown` variants carry no data: an empty [`Unknown`](crate::bedrock::ContentBlock::Unknown) stands for each.
//!
//! ```
//! use toolshape_types::bedrock::{ContentBlock, ConversationRole, Message};
//!
//! let message = Message {
//!     role: ConversationRole::User,
//!     content: vec![ContentBlock::Text("Hello".into())],
//!     extra: Default::default(),
//! };
//! let theirs = aws_sdk_bedrockruntime::types::Message::try_from(message.clone())?;
//! assert_eq!(theirs.content()[0].as_text(), Ok(&"Hello".to_owned()));
//! assert_eq!(Message::try_from(theirs)?, message);
//! # Ok::<(), toolshape_types::sdk::ConversionError>(())
//! ```
//!
//! [`decode`] reads the input of a tool, which the SDK holds as a [`Document`], into any type. Of a
//! `toolshape::ToolShape` the checks are added by its own `decode`, from the JSON that [`value`] makes.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use aws_smithy_types::error::operation::BuildError;
use aws_smithy_types::{Blob, Document, Number};
use serde::de::{DeserializeOwned, Error as _};
use serde_json::{Map, Value};
use toolshape_json_schema::pointer::escape;

use crate::bedrock;

#[allow(clippy::too_many_lines, reason = "as long as the structure it converts")]
mod generated {
    use super::{
        BTreeMap, ConversionError, HashMap, absent, bedrock, from, held, list, map, member, optional, required, to,
    };

    include!(concat!(env!("OUT_DIR"), "/sdk.rs"));
}

/// A value that the other side cannot hold, and the JSON path of it.
#[derive(Debug)]
pub struct ConversionError {
    /// From the inside out.
    path: Vec<String>,
    reason: String,
}

impl ConversionError {
    fn new(reason: impl Into<String>) -> Self {
        Self { path: Vec::new(), reason: reason.into() }
    }

    fn at(mut self, segment: impl Into<String>) -> Self {
        self.path.push(segment.into());
        self
    }

    /// Where the value stands, as a JSON pointer such as `/content/0/toolUse`.
    #[must_use]
    pub fn path(&self) -> String {
        let mut pointer = String::new();
        for segment in self.path.iter().rev() {
            pointer.push('/');
            pointer.push_str(&escape(segment));
        }
        pointer
    }

    /// Why the other side cannot hold it.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    fn incomplete(error: &BuildError) -> Self {
        Self::new(format!("the SDK refuses it: {error}"))
    }

    fn unknown_member(members: &Map<String, Value>) -> Self {
        let names: Vec<&str> = members.keys().map(String::as_str).collect();
        Self::new(format!("the SDK has no variant for `{}`", names.join("`, `")))
    }

    fn error_event(name: &str) -> Self {
        Self::new("the SDK has it as an error, not as an event").at(name)
    }

    fn refuse(extra: &Map<String, Value>) -> Result<(), Self> {
        extra.iter().next().map_or(Ok(()), |(name, value)| absent(name, Some(value)))
    }
}

impl fmt::Display for ConversionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path(), self.reason)
    }
}

impl std::error::Error for ConversionError {}

/// A member that the SDK does not have.
fn absent<A>(name: &str, value: Option<&A>) -> Result<(), ConversionError> {
    value.map_or(Ok(()), |_| Err(ConversionError::new("the SDK has no member of this name").at(name)))
}

fn member<A, B>(
    name: &str,
    value: A,
    convert: impl FnOnce(A) -> Result<B, ConversionError>,
) -> Result<B, ConversionError> {
    convert(value).map_err(|error| error.at(name))
}

fn optional<A, B>(
    name: &str,
    value: Option<A>,
    convert: impl FnOnce(A) -> Result<B, ConversionError>,
) -> Result<Option<B>, ConversionError> {
    value.map(|value| member(name, value, convert)).transpose()
}

/// A member that our type does not require; the SDK may hold a default where it was absent.
fn held<A, B>(
    name: &str,
    value: impl Into<Option<A>>,
    convert: impl FnOnce(A) -> Result<B, ConversionError>,
) -> Result<Option<B>, ConversionError> {
    optional(name, value.into(), convert)
}

/// A member that our type requires; the SDK holds it as it is, or as an option.
fn required<A, B>(
    name: &str,
    value: impl Into<Option<A>>,
    convert: impl FnOnce(A) -> Result<B, ConversionError>,
) -> Result<B, ConversionError> {
    let value = value.into().ok_or_else(|| ConversionError::new("missing").at(name))?;
    member(name, value, convert)
}

fn list<A, B>(items: Vec<A>, convert: impl Fn(A) -> Result<B, ConversionError>) -> Result<Vec<B>, ConversionError> {
    let items = items.into_iter().enumerate();
    items.map(|(index, item)| convert(item).map_err(|error| error.at(index.to_string()))).collect()
}

fn map<A, B, M: FromIterator<(String, B)>>(
    entries: impl IntoIterator<Item = (String, A)>,
    convert: impl Fn(A) -> Result<B, ConversionError>,
) -> Result<M, ConversionError> {
    let entries = entries.into_iter();
    entries.map(|(name, value)| Ok((name.clone(), convert(value).map_err(|error| error.at(name))?))).collect()
}

/// What the SDK holds otherwise than JSON, on the way there.
mod to {
    use super::{Blob, ConversionError, Document, Value};

    #[expect(clippy::unnecessary_wraps, reason = "one of many conversions that the generated code calls alike")]
    pub(super) fn document(value: Value) -> Result<Document, ConversionError> {
        Ok(super::document(value))
    }

    pub(super) fn blob(base64: String) -> Result<Blob, ConversionError> {
        let bytes = aws_smithy_types::base64::decode(base64).map_err(|_| ConversionError::new("not base64"))?;
        Ok(Blob::new(bytes))
    }

    /// The SDK holds 32 bits: what has a shorter decimal form there is refused only when it is another number.
    pub(super) fn float(value: f64) -> Result<f32, ConversionError> {
        #[expect(clippy::cast_possible_truncation, reason = "checked right below")]
        let narrow = value as f32;
        #[expect(clippy::float_cmp, reason = "exactly this number or an error")]
        if super::widen(narrow) == value || f64::from(narrow) == value {
            Ok(narrow)
        } else {
            Err(ConversionError::new("the SDK holds 32 bits, too few for this number"))
        }
    }
}

/// What the SDK holds otherwise than JSON, on the way back.
mod from {
    use super::{Blob, ConversionError, Document, Value};

    pub(super) fn document(document: Document) -> Result<Value, ConversionError> {
        super::value(document).ok_or_else(|| ConversionError::new(super::NO_NUMBER))
    }

    #[expect(clippy::unnecessary_wraps, reason = "one of many conversions that the generated code calls alike")]
    pub(super) fn blob(blob: Blob) -> Result<String, ConversionError> {
        Ok(aws_smithy_types::base64::encode(blob))
    }

    #[expect(clippy::unnecessary_wraps, reason = "one of many conversions that the generated code calls alike")]
    pub(super) fn float(value: f32) -> Result<f64, ConversionError> {
        Ok(super::widen(value))
    }
}

/// The 64-bit number with the same shortest decimal form: 0.7 stays 0.7.
fn widen(value: f32) -> f64 {
    value.to_string().parse().unwrap_or_else(|_| f64::from(value))
}

/// A JSON value as the SDK's document; every integer from `i64::MIN` to `u64::MAX` stays exact.
#[must_use]
pub fn document(value: Value) -> Document {
    match value {
        Value::Null => Document::Null,
        Value::Bool(value) => Document::Bool(value),
        Value::Number(number) => Document::Number(match (number.as_u64(), number.as_i64()) {
            (Some(number), _) => Number::PosInt(number),
            (None, Some(number)) => Number::NegInt(number),
            (None, None) => Number::Float(number.as_f64().unwrap_or_default()), // every other JSON number is a float
        }),
        Value::String(text) => Document::String(text),
        Value::Array(items) => Document::Array(items.into_iter().map(document).collect()),
        Value::Object(members) => {
            Document::Object(members.into_iter().map(|(name, value)| (name, document(value))).collect())
        }
    }
}

/// The SDK's document as a JSON value, members sorted by name, or nothing where it holds an infinity or a NaN.
#[must_use]
pub fn value(document: Document) -> Option<Value> {
    Some(match document {
        Document::Null => Value::Null,
        Document::Bool(value) => Value::Bool(value),
        Document::Number(Number::PosInt(number)) => number.into(),
        Document::Number(Number::NegInt(number)) => number.into(),
        Document::Number(Number::Float(number)) => serde_json::Number::from_f64(number)?.into(),
        Document::String(text) => Value::String(text),
        Document::Array(items) => Value::Array(items.into_iter().map(value).collect::<Option<_>>()?),
        Document::Object(members) => {
            let members: BTreeMap<String, Document> = members.into_iter().collect();
            let members = members.into_iter().map(|(name, member)| Some((name, value(member)?)));
            Value::Object(members.collect::<Option<_>>()?)
        }
    })
}

/// The SDK's document as a value of a type, as `serde_json` reads it from the same JSON: integers stay exact.
///
/// ```
/// use aws_smithy_types::{Document, Number};
/// use serde::Deserialize;
/// use toolshape_types::sdk;
///
/// #[derive(Deserialize)]
/// struct Order {
///     id: u64,
/// }
///
/// let id = Document::Number(Number::PosInt(9_007_199_254_740_993)); // more than an f64 holds
/// let order: Order = sdk::decode(Document::Object([("id".to_owned(), id)].into()))?;
/// assert_eq!(order.id, 9_007_199_254_740_993);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # Errors
///
/// What the type does not take, as `serde_json` says it, and a number that JSON does not have.
pub fn decode<T: DeserializeOwned>(document: Document) -> Result<T, serde_json::Error> {
    let value = value(document).ok_or_else(|| serde_json::Error::custom(NO_NUMBER))?;
    serde_json::from_value(value)
}

const NO_NUMBER: &str = "JSON has no number for infinity or NaN";

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn json() -> impl Strategy<Value = Value> {
        let number = prop_oneof![
            any::<u64>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from), // infinity and NaN become null
        ];
        let leaf =
            prop_oneof![Just(Value::Null), any::<bool>().prop_map(Value::from), number, "\\PC*".prop_map(Value::from)];
        leaf.prop_recursive(4, 32, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map("\\PC*", inner, 0..4).prop_map(|map| map.into_iter().collect()),
            ]
        })
    }

    proptest! {
        #[test]
        fn a_document_decodes_to_the_json_it_was_made_of(json in json()) {
            prop_assert_eq!(decode::<Value>(document(json.clone())).unwrap(), json);
        }
    }

    #[test]
    fn decoding_fails_as_it_does_from_json() {
        let number = |number| Document::Number(number);
        let error = |document| decode::<Vec<u8>>(document).unwrap_err().to_string();
        let list = |item| Document::Array(vec![item]);
        let from_json = |json| serde_json::from_value::<Vec<u8>>(json).unwrap_err().to_string();
        assert_eq!(error(list(number(Number::PosInt(256)))), from_json(serde_json::json!([256])));
        assert_eq!(error(list(number(Number::Float(1.0)))), from_json(serde_json::json!([1.0])));
        assert_eq!(error(list(number(Number::Float(f64::NAN)))), NO_NUMBER);
    }
}
