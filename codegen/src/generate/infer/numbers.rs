//! Numbers: which shape holds what the bounds allow. All are compared exactly.

use serde_json::Value;

use super::alternatives::Alternative;
use super::kinds::Kinds;
use super::schemas::{Schemas, Sub};
use crate::generate::model::Shape;

/// The shape of all numbers among the alternatives, and where they allow integers that it does not hold.
pub(super) fn shape(schemas: &Schemas, alternatives: &[Alternative]) -> (Shape, Option<Sub>) {
    let has_fraction = |one: &Alternative| schemas.kinds(&one.subs).meets(Kinds::FRACTION);
    if alternatives.iter().any(has_fraction) {
        return (Shape::Number, None);
    }
    let ranges: Vec<Range> = alternatives.iter().map(|alternative| range_of(schemas, alternative)).collect();
    let all = ranges.iter().copied().reduce(Range::join).unwrap_or(Range::new(None, None));
    let shape = all.shape();
    let beyond = alternatives.iter().zip(&ranges).find(|(_, range)| !range.is_in(&shape));
    (shape, beyond.map(|(alternative, _)| alternative.subs.first().copied().unwrap_or(Sub::ROOT)))
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

    /// `u64` where nothing is negative and `i64` is too small; else `i64`, which may be too small.
    fn shape(self) -> Shape {
        let is_unsigned = self.least >= 0 && self.most > i64::MAX.into();
        if is_unsigned { Shape::Unsigned } else { Shape::Integer }
    }

    fn is_in(self, shape: &Shape) -> bool {
        let (least, most) = match shape {
            Shape::Unsigned => (0, u64::MAX.into()),
            _ => (i64::MIN.into(), i64::MAX.into()),
        };
        self.least >= least && self.most <= most
    }
}

fn range_of(schemas: &Schemas, alternative: &Alternative) -> Range {
    if let Some(values) = schemas.values(&alternative.subs) {
        let numbers = || values.iter().filter_map(|value| near(value, f64::trunc));
        return Range::new(numbers().min(), numbers().max());
    }
    let bounds = |word: &'static str, round: fn(f64) -> f64| {
        let subs = alternative.subs.iter();
        subs.filter_map(move |sub| near(schemas.get(*sub).word(word)?, round))
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

/// Whether a bound may decide between `i64` and `u64`: it is not from 0 to the largest `i64`.
pub(super) fn decides(bound: &Value) -> bool {
    near(bound, f64::ceil).is_some_and(|bound| !(0..=i64::MAX.into()).contains(&bound))
}

/// A number, or the whole one next to it.
fn near(value: &Value, round: fn(f64) -> f64) -> Option<i128> {
    #[expect(clippy::cast_possible_truncation, reason = "saturates")]
    let near = |number: f64| round(number) as i128;
    value.as_number()?.as_i128().or_else(|| value.as_f64().map(near))
}
