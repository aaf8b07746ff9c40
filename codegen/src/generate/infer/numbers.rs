//! Numbers: which shape holds what the bounds allow.

use serde_json::Value;

use super::alternatives::Alternative;
use super::kinds::Kinds;
use super::schemas::Schemas;
use crate::generate::model::Shape;

/// The shape of all numbers among the alternatives.
pub(super) fn shape(schemas: &Schemas, alternatives: &[Alternative]) -> Shape {
    let has_fraction = |one: &Alternative| schemas.kinds(&one.subs).meets(Kinds::FRACTION);
    if alternatives.iter().any(has_fraction) {
        return Shape::Number;
    }
    let ranges = alternatives.iter().map(|alternative| range_of(schemas, alternative));
    ranges.reduce(Range::join).map_or(Shape::Integer, Range::shape)
}

/// Where the integers lie.
#[derive(Clone, Copy)]
struct Range {
    least: i128,
    most: i128,
}

impl Range {
    /// An end that nothing is said about is as far as `i64` holds; where the other end lies beyond that, it is there.
    fn new(least: Option<i128>, most: Option<i128>) -> Self {
        Self {
            least: least.unwrap_or(most.unwrap_or(0).min(i64::MIN.into())),
            most: most.unwrap_or(least.unwrap_or(0).max(i64::MAX.into())),
        }
    }

    fn join(self, other: Self) -> Self {
        Self { least: self.least.min(other.least), most: self.most.max(other.most) }
    }

    fn shape(self) -> Shape {
        if self.least >= i64::MIN.into() && self.most <= i64::MAX.into() {
            Shape::Integer
        } else if self.least >= 0 && self.most <= u64::MAX.into() {
            Shape::Unsigned
        } else {
            Shape::Number
        }
    }
}

fn range_of(schemas: &Schemas, alternative: &Alternative) -> Range {
    if let Some(values) = schemas.values(&alternative.subs) {
        let numbers = || values.iter().filter_map(|value| whole(value, f64::trunc));
        return Range::new(numbers().min(), numbers().max());
    }
    let bounds = |word: &'static str, round: fn(f64) -> f64| {
        let subs = alternative.subs.iter();
        subs.filter_map(move |sub| whole(schemas.get(*sub).word(word)?, round))
    };
    let above = bounds("exclusiveMinimum", f64::floor).map(|bound| bound.saturating_add(1));
    let below = bounds("exclusiveMaximum", f64::ceil).map(|bound| bound.saturating_sub(1));
    let mut least = bounds("minimum", f64::ceil).chain(above).max();
    let mut most = bounds("maximum", f64::floor).chain(below).min();
    if alternative.subs.iter().any(|sub| schemas.get(*sub).is_u64()) && least.is_none_or(|least| least >= 0) {
        least = least.or(Some(0));
        most = most.or(Some(u64::MAX.into()));
    }
    Range::new(least, most)
}

/// A number, or the whole one next to it.
fn whole(value: &Value, round: fn(f64) -> f64) -> Option<i128> {
    #[expect(clippy::cast_possible_truncation, reason = "saturates")]
    let near = |number: f64| round(number) as i128;
    value.as_number()?.as_i128().or_else(|| value.as_f64().map(near))
}
