//! Numbers: which shape holds what the bounds allow.

use serde_json::Value;

use super::alternatives::Alternative;
use super::kinds::Kinds;
use super::schema::FAR;
use super::schemas::Schemas;
use crate::generate::model::Shape;

/// The shape of all numbers among the alternatives.
pub(super) fn shape(schemas: &Schemas, alternatives: &[Alternative]) -> Shape {
    let mut range = Range { least: None, most: None };
    for (at, alternative) in alternatives.iter().enumerate() {
        if schemas.kinds(&alternative.subs).meets(Kinds::FRACTION) {
            return Shape::Number;
        }
        let next = range_of(schemas, alternative);
        range = if at == 0 { next } else { range.join(&next) };
    }
    range.shape()
}

/// What is known of the integers; an end that nothing is said about is as far as `i64` holds.
#[derive(Clone, Copy)]
struct Range {
    least: Option<f64>,
    most: Option<f64>,
}

impl Range {
    fn join(self, other: &Self) -> Self {
        let end = |one: Option<f64>, other: Option<f64>, pick: fn(f64, f64) -> f64, unsaid: f64| match (one, other) {
            (None, None) => None,
            (one, other) => Some(pick(one.unwrap_or(unsaid), other.unwrap_or(unsaid))),
        };
        Self { least: end(self.least, other.least, f64::min, -FAR), most: end(self.most, other.most, f64::max, 0.0) }
    }

    fn shape(self) -> Shape {
        let least = self.least.unwrap_or(-FAR);
        let most = self.most.unwrap_or(0.0);
        if least >= -FAR && most < FAR {
            Shape::Integer
        } else if least >= 0.0 && most <= 2.0 * FAR {
            Shape::Unsigned
        } else {
            Shape::Number
        }
    }
}

fn range_of(schemas: &Schemas, alternative: &Alternative) -> Range {
    let bounds = |words: [&'static str; 2]| {
        let subs = alternative.subs.iter();
        subs.flat_map(move |sub| words.map(|word| schemas.get(*sub).word(word).and_then(Value::as_f64))).flatten()
    };
    let least = bounds(["minimum", "exclusiveMinimum"]).reduce(f64::max);
    let mut most = bounds(["maximum", "exclusiveMaximum"]).reduce(f64::min);
    if let Some(values) = schemas.values(&alternative.subs) {
        let numbers: Vec<f64> = values.iter().filter_map(|value| value.as_f64()).collect();
        let least = numbers.iter().copied().reduce(f64::min);
        return Range { least, most: numbers.iter().copied().reduce(f64::max) };
    }
    if most.is_none() && alternative.subs.iter().any(|sub| schemas.get(*sub).is_u64()) && least >= Some(0.0) {
        most = Some(2.0 * FAR);
    }
    Range { least, most }
}
