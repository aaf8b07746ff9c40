//! Comparing numbers and values as JSON Schema does: `1` is `1.0`.

use std::cmp::Ordering;

use serde_json::{Number, Value};

/// Past this, a float does not say which integer is meant.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// How two numbers compare; `None` where floats are too coarse to tell.
pub(super) fn compare(a: &Number, b: &Number) -> Option<Ordering> {
    if let (Some(a), Some(b)) = (a.as_i128(), b.as_i128()) {
        return Some(a.cmp(&b));
    }
    let (x, y) = (a.as_f64()?, b.as_f64()?);
    let is_exact = |number: &Number, float: f64| number.is_f64() || float.abs() <= EXACT;
    (is_exact(a, x) && is_exact(b, y)).then(|| x.partial_cmp(&y))?
}

/// A whole number as an integer.
pub(super) fn integer(number: &Number) -> Option<i128> {
    if let Some(integer) = number.as_i128() {
        return Some(integer);
    }
    let float = number.as_f64().filter(|float| float.fract() == 0.0 && float.abs() <= EXACT)?;
    #[expect(clippy::cast_possible_truncation, reason = "it is whole and small")]
    let integer = float as i128;
    Some(integer)
}

/// The value of a word that counts.
pub(super) fn count(value: &Value) -> Option<i128> {
    integer(value.as_number()?)
}

/// Whether two values are equal, `1` and `1.0` among them.
pub(super) fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || compare(a, b) == Some(Ordering::Equal),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(name, a)| b.get(name).is_some_and(|b| same(a, b)))
        }
        (a, b) => a == b,
    }
}
