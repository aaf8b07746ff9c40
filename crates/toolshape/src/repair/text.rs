//! JSON written as text, read without losing anything.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// Reads text that is JSON and nothing else. `None` also where reading would change something: a
/// member that stands twice, a number with more digits than its type holds.
pub(super) fn json(text: &str) -> Option<Value> {
    let text = text.trim();
    let Lossless(value) = serde_json::from_str(text).ok()?;
    numbers(text).all(is_exact).then_some(value)
}

/// The one JSON value of a text: the text itself, or what stands in a fence.
pub(super) fn fenced(text: &str) -> Option<Value> {
    let inside = text.trim().strip_prefix("```")?.strip_suffix("```")?;
    // What follows the fence on its line names the language.
    let (language, inside) = inside.split_once('\n')?;
    language.trim().chars().all(char::is_alphanumeric).then(|| json(inside))?
}

/// Whether a text looks like it begins with an object, or with a list of them.
pub(super) fn opens(text: &str) -> bool {
    let object = match text.strip_prefix('[') {
        Some(list) => list.trim_start(),
        None => text,
    };
    object.strip_prefix('{').is_some_and(|inside| inside.trim_start().starts_with(['"', '}']))
}

/// The JSON value that a text begins with, and its length, where reading it loses nothing.
pub(super) fn first(text: &str) -> Option<(Value, usize)> {
    let mut stream = serde_json::Deserializer::from_str(text).into_iter::<Lossless>();
    let Lossless(value) = stream.next()?.ok()?;
    let length = stream.byte_offset();
    numbers(&text[..length]).all(is_exact).then_some((value, length))
}

/// The length of the JSON value that a text begins with.
pub(super) fn length(text: &str) -> Option<usize> {
    let mut stream = serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>();
    stream.next()?.ok()?;
    Some(stream.byte_offset())
}

/// A value whose objects hold each member once.
struct Lossless(Value);

impl<'de> Deserialize<'de> for Lossless {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue).map(Self)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, bool: bool) -> Result<Value, E> {
        Ok(bool.into())
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Lossless(element)) = elements.next_element()? {
            list.push(element);
        }
        Ok(list.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some((name, Lossless(value))) = members.next_entry::<String, _>()? {
            if map.insert(name, value).is_some() {
                return Err(A::Error::custom("a member stands twice"));
            }
        }
        Ok(map.into())
    }
}

/// The numbers of a text that is JSON.
fn numbers(json: &str) -> impl Iterator<Item = &str> {
    let bytes = json.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            match bytes[at] {
                b'"' => {
                    at += 1;
                    while at < bytes.len() && bytes[at] != b'"' {
                        at += 1 + usize::from(bytes[at] == b'\\');
                    }
                    at += 1;
                }
                b'-' | b'0'..=b'9' => {
                    let start = at;
                    let in_number = |byte: &u8| matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9');
                    at += bytes[at..].iter().take_while(|byte| in_number(byte)).count();
                    return Some(&json[start..at]);
                }
                _ => at += 1,
            }
        }
        None
    })
}

/// Whether a number is read as the number it is.
fn is_exact(number: &str) -> bool {
    let Ok(read) = serde_json::from_str::<Value>(number) else { return false };
    let is_integer = !number.contains(['.', 'e', 'E']);
    if is_integer {
        return !read.as_number().is_none_or(serde_json::Number::is_f64);
    }
    decimal(number) == decimal(&read.to_string())
}

/// A decimal number as its sign, its digits without zeros at either end, and the power of ten of
/// the last one.
fn decimal(number: &str) -> Option<(bool, String, i64)> {
    let (is_negative, number) = number.strip_prefix('-').map_or((false, number), |rest| (true, rest));
    let (mantissa, power) = match number.split_once(['e', 'E']) {
        Some((mantissa, power)) => (mantissa, power.parse::<i64>().ok()?),
        None => (number, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let significant = digits.trim_end_matches('0');
    let dropped = i64::try_from(digits.len() - significant.len()).ok()?;
    let power = power.checked_sub(i64::try_from(fraction.len()).ok()?)?.checked_add(dropped)?;
    let significant = significant.trim_start_matches('0');
    Some(if significant.is_empty() { (false, String::new(), 0) } else { (is_negative, significant.to_owned(), power) })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn numbers_keep_every_digit_or_are_not_read() {
        for exact in ["0", "-0.0", "1.50", "1e3", "18446744073709551615", "-9223372036854775808", "0.1", "1.5E-7"] {
            assert!(json(exact).is_some(), "{exact}");
        }
        for inexact in ["18446744073709551616", "9007199254740993.0", "0.10000000000000000001", "1e400"] {
            assert!(json(inexact).is_none(), "{inexact}");
        }
        assert_eq!(json("{\"a\": \"99999999999999999999\"}"), Some(json!({"a": "99999999999999999999"})));
    }

    #[test]
    fn a_member_that_stands_twice_is_not_dropped() {
        assert_eq!(json("{\"a\": 1, \"a\": 2}"), None);
        assert_eq!(json("[{\"a\": {\"b\": 1, \"b\": 1}}]"), None);
    }

    #[test]
    fn a_fence_may_name_its_language() {
        assert_eq!(fenced("```json\n{\"a\": 1}\n```"), Some(json!({"a": 1})));
        assert_eq!(fenced("```\n[1]\n```"), Some(json!([1])));
        assert_eq!(fenced("{\"a\": 1}"), None);
    }
}
