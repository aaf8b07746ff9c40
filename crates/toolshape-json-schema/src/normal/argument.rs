//! Whether a keyword's value is of the kind it requires.

use serde_json::{Value, json};

use crate::keyword::Argument;

/// How an argument is read.
#[derive(Debug, PartialEq)]
pub(super) enum Read {
    AsWritten(Value),
    As(Value),
    /// The keyword does not take it; it takes this.
    Not(&'static str),
}

/// Reads an argument other than a schema.
pub(super) fn read(kind: Argument, value: &Value) -> Read {
    match kind {
        Argument::Number | Argument::Positive | Argument::Count => match value {
            // `"5"` where 5 belongs.
            Value::String(text) => match serde_json::from_str::<Value>(text.trim()).map(|value| number(kind, &value)) {
                Ok(Read::AsWritten(value) | Read::As(value)) => Read::As(value),
                _ => number(kind, value),
            },
            _ => number(kind, value),
        },
        Argument::Flag => match value {
            Value::Bool(_) => Read::AsWritten(value.clone()),
            Value::String(text) if text.eq_ignore_ascii_case("true") => Read::As(json!(true)),
            Value::String(text) if text.eq_ignore_ascii_case("false") => Read::As(json!(false)),
            _ => Read::Not("true or false"),
        },
        Argument::Text if value.is_string() => Read::AsWritten(value.clone()),
        Argument::Text => Read::Not("a string"),
        Argument::List if value.is_array() => Read::AsWritten(value.clone()),
        Argument::List if value.is_null() => Read::Not("a list"),
        Argument::List => Read::As(json!([value])),
        _ => Read::AsWritten(value.clone()),
    }
}

fn number(kind: Argument, value: &Value) -> Read {
    let Some(number) = value.as_f64() else {
        return Read::Not(if kind == Argument::Count { "a whole number" } else { "a number" });
    };
    match kind {
        Argument::Positive if number <= 0.0 => Read::Not("a number above zero"),
        Argument::Count if number < 0.0 || number.fract() != 0.0 => Read::Not("a whole number, not negative"),
        // No text or list is that long.
        Argument::Count if number >= 9e18 => Read::Not("a number that a count can reach"),
        Argument::Count if !value.is_u64() => {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole, and in range")]
            let count = number as u64;
            Read::AsWritten(json!(count)) // 2.0 is 2
        }
        _ => Read::AsWritten(value.clone()),
    }
}
