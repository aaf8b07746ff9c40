//! What the wire asks of numbers and blobs, and JSON Schema has no words for.

use jsonschema::paths::Location;
use jsonschema::{Keyword, ValidationError};
use serde_json::{Map, Number, Value};

/// Whether a text is base64 as Bedrock takes it: the standard alphabet, padded.
pub(crate) fn is_base64(text: &str) -> bool {
    let text = text.as_bytes();
    let padding = text.iter().rev().take(2).take_while(|byte| **byte == b'=').count();
    let is_digit = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    text.len().is_multiple_of(4) && text[..text.len() - padding].iter().all(is_digit)
}

/// Makes the check of a number that is written without a fraction and fits 32 or 64 bits.
#[expect(clippy::unnecessary_wraps, reason = "the signature that jsonschema calls")]
pub(crate) fn integer<'a>(
    _schema: &'a Map<String, Value>,
    format: &'a Value,
    _at: Location,
) -> Result<Box<dyn for<'i> Keyword<'i>>, ValidationError<'a>> {
    Ok(Box::new(Integer { is_short: format == "int32" }))
}

struct Integer {
    is_short: bool,
}

impl Integer {
    fn takes(&self, number: &Number) -> bool {
        number.as_i64().is_some_and(|number| !self.is_short || i32::try_from(number).is_ok())
    }
}

impl<'i> Keyword<'i> for Integer {
    fn validate(&self, value: &'i Value) -> Result<(), ValidationError<'i>> {
        if Keyword::is_valid(self, value) { Ok(()) } else { Err(ValidationError::custom("not such an integer")) }
    }

    fn is_valid(&self, value: &'i Value) -> bool {
        value.as_number().is_none_or(|number| self.takes(number))
    }
}
