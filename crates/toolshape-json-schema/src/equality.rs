//! Equality and order of JSON values as JSON Schema has them: by mathematical value, so that 1 is 1.0.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::mem;

use serde_json::{Number, Value};

/// A value that equals every value with the same meaning, for sets and maps.
///
/// ```
/// use std::collections::HashSet;
/// use serde_json::json;
/// use toolshape_json_schema::equality::Same;
///
/// let (one, whole) = (json!([1]), json!([1.0]));
/// assert!(HashSet::from([Same(&one)]).contains(&Same(&whole)));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Same<'a>(pub &'a Value);

impl PartialEq for Same<'_> {
    fn eq(&self, other: &Self) -> bool {
        same(self.0, other.0)
    }
}

impl Eq for Same<'_> {}

impl Hash for Same<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        mem::discriminant(self.0).hash(state);
        match self.0 {
            Value::Null => {}
            Value::Bool(bool) => bool.hash(state),
            Value::Number(number) => match whole(number) {
                Some(whole) => whole.hash(state),
                None => float(number).to_bits().hash(state),
            },
            Value::String(text) => text.hash(state),
            Value::Array(elements) => elements.iter().for_each(|element| Same(element).hash(state)),
            // The order of members does not count.
            Value::Object(members) => {
                let members = members.iter().map(|(name, value)| {
                    let mut member = DefaultHasher::new();
                    (name, Same(value)).hash(&mut member);
                    member.finish()
                });
                members.fold(0, u64::wrapping_add).hash(state);
            }
        }
    }
}

/// Whether two values mean the same: the order of members does not count.
///
/// ```
/// use serde_json::json;
/// use toolshape_json_schema::equality::same;
///
/// assert!(same(&json!({"a": 1, "b": []}), &json!({"b": [], "a": 1.0})));
/// assert!(!same(&json!(9_007_199_254_740_993_u64), &json!(9_007_199_254_740_992.0)));
/// ```
#[must_use]
pub fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => compare(one, other).is_eq(),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            let is_in_other = |(name, one): (&String, &Value)| other.get(name).is_some_and(|other| same(one, other));
            one.len() == other.len() && one.iter().all(is_in_other)
        }
        _ => one == other,
    }
}

/// Whether two elements of a list are the same; in linear time.
#[must_use]
pub fn has_duplicates(elements: &[Value]) -> bool {
    let mut seen = HashSet::with_capacity(elements.len());
    !elements.iter().all(|element| seen.insert(Same(element)))
}

/// How two numbers compare, integers by all their digits.
#[must_use]
pub fn compare(one: &Number, other: &Number) -> Ordering {
    match (whole(one), whole(other)) {
        (Some(one), Some(other)) => one.cmp(&other),
        // One is a fraction, or beyond all integers: the other, as a float, stays on the same side of it.
        _ => float(one).total_cmp(&float(other)),
    }
}

/// Whether a number is a whole one, as JSON Schema has it: 3.0 is.
#[must_use]
pub fn is_whole(number: &Number) -> bool {
    !number.is_f64() || float(number).fract() == 0.0
}

/// The integer that a number is; `None` for a fraction, and beyond all that a type can hold.
fn whole(number: &Number) -> Option<i128> {
    const BEYOND: f64 = 1e38;
    if !number.is_f64() {
        return number.as_i128();
    }
    let float = float(number);
    #[expect(clippy::cast_possible_truncation, reason = "it is whole, and within bounds")]
    (float.fract() == 0.0 && float.abs() < BEYOND).then_some(float as i128)
}

fn float(number: &Number) -> f64 {
    number.as_f64().unwrap_or(f64::NAN)
}

/// Whether a number is a multiple of a step, both as their decimal digits say: 0.7 is one of 0.1.
#[must_use]
pub fn is_multiple(number: &Number, step: &Number) -> bool {
    let (Some((number, scale)), Some((step, step_scale))) = (decimal(number), decimal(step)) else { return false };
    if step == 0 {
        return number == 0;
    }
    if scale >= step_scale {
        // Both factors are below 2^64.
        let rest = (step_scale..scale).fold(number % step, |rest, _| rest * 10 % step);
        return rest == 0;
    }
    let shifted = 10_u128.checked_pow(scale.abs_diff(step_scale)).and_then(|power| step.checked_mul(power));
    shifted.map_or(number == 0, |step| number % step == 0)
}

/// The digits of a number, without its sign, and the power of ten that they are to be multiplied with.
fn decimal(number: &Number) -> Option<(u128, i32)> {
    let text = number.to_string();
    let (digits, exponent) =
        text.trim_start_matches('-').split_once('e').unwrap_or((text.trim_start_matches('-'), "0"));
    let (before, behind) = digits.split_once('.').unwrap_or((digits, ""));
    let exponent: i32 = exponent.parse().ok()?;
    let behind = behind.trim_end_matches('0');
    let scale = exponent.checked_sub(i32::try_from(behind.len()).ok()?)?;
    Some((format!("{before}{behind}").parse().ok()?, scale))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn number(text: &str) -> Number {
        serde_json::from_str(text).expect("a number")
    }

    #[test]
    fn numbers_compare_by_value() {
        for (one, other, order) in [
            ("1", "1.0", Ordering::Equal),
            ("0", "-0.0", Ordering::Equal),
            ("9007199254740993", "9007199254740992.0", Ordering::Greater),
            ("18446744073709551615", "18446744073709551616.0", Ordering::Less),
            ("-9223372036854775808", "-9223372036854775808.0", Ordering::Equal),
            ("1", "1.5", Ordering::Less),
            ("18446744073709551615", "1e300", Ordering::Less),
            ("-1e300", "-9223372036854775808", Ordering::Less),
            ("1e300", "1e299", Ordering::Greater),
        ] {
            assert_eq!(compare(&number(one), &number(other)), order, "{one} {other}");
            assert_eq!(compare(&number(other), &number(one)), order.reverse(), "{one} {other}");
        }
    }

    #[test]
    fn duplicates_are_found_by_value() {
        for (elements, expected) in [
            (json!([1, 1.0]), true),
            (json!([{"a": 1, "b": [2.0]}, {"b": [2], "a": 1.0}]), true),
            (json!([{"a": 1}, {"a": true}, {"a": "1"}, [1], ["1"], null, false, 0, ""]), false),
            (json!([9_007_199_254_740_993_u64, 9_007_199_254_740_992.0]), false),
        ] {
            assert_eq!(has_duplicates(elements.as_array().expect("a list")), expected, "{elements}");
        }
    }

    #[test]
    fn multiples_are_decimal() {
        for (one, step, expected) in [
            ("0.7", "0.1", true),
            ("-0.75", "0.5", false),
            ("1e308", "0.123456789", false),
            ("12391239123", "1e-8", true),
            ("1e-7", "1", false),
            ("0.0", "7", true),
            ("1e300", "7", false),
            ("14.0", "7", true),
            ("18446744073709551615", "18446744073709551615", true),
            ("1e30", "18446744073709551615", false),
            ("4.5", "1.5e0", true),
        ] {
            assert_eq!(is_multiple(&number(one), &number(step)), expected, "{one} {step}");
        }
    }
}
