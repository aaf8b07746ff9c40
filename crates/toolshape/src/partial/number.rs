//! Numbers, which appear when the byte after them shows that they are complete.

use super::input::{Flow, Input, Stop};
use super::place::{Grow, Place};
use super::state::Leaf;

/// Where in a number the fragment broke off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Digits {
    /// After the minus.
    Minus,
    /// After a leading zero.
    Zero,
    /// After a digit of the integer.
    Integer,
    /// After the point.
    Point,
    /// After a digit of the fraction.
    Fraction,
    /// After the `e`.
    E,
    /// After the sign of the exponent.
    Sign,
    /// After a digit of the exponent.
    Exponent,
}

impl Digits {
    /// After a number's first byte.
    pub(super) fn first(byte: u8) -> Option<Self> {
        match byte {
            b'-' => Some(Self::Minus),
            b'0' => Some(Self::Zero),
            b'1'..=b'9' => Some(Self::Integer),
            _ => None,
        }
    }

    /// After one more byte. None ends the number, and is a mistake where [`Digits::may_end`] says
    /// no.
    #[inline]
    fn after(self, byte: u8) -> Option<Self> {
        match (self, byte) {
            (Self::Minus, _) => Self::first(byte).filter(|&digits| digits != Self::Minus),
            (Self::Integer, b'0'..=b'9') => Some(Self::Integer),
            (Self::Zero | Self::Integer, b'.') => Some(Self::Point),
            (Self::Point | Self::Fraction, b'0'..=b'9') => Some(Self::Fraction),
            (Self::Zero | Self::Integer | Self::Fraction, b'e' | b'E') => Some(Self::E),
            (Self::E, b'+' | b'-') => Some(Self::Sign),
            (Self::E | Self::Sign | Self::Exponent, b'0'..=b'9') => Some(Self::Exponent),
            _ => None,
        }
    }

    fn may_end(self) -> bool {
        matches!(self, Self::Zero | Self::Integer | Self::Fraction | Self::Exponent)
    }
}

impl Input<'_> {
    /// Reads on in a number, to its end.
    pub(super) fn digits(&mut self) -> Flow {
        let leaf = if self.is_resumed { self.take_leaf() } else { Leaf::None };
        let mut digits = match leaf {
            Leaf::Number(digits) => digits,
            _ => match self.peek().and_then(Digits::first) {
                Some(first) => {
                    self.pos += 1;
                    first
                }
                None => return Err(self.expected("a number")),
            },
        };
        while let Some(byte) = self.peek() {
            match digits.after(byte) {
                Some(next) => digits = next,
                None if !digits.may_end() || digits == Digits::Zero && byte.is_ascii_digit() => {
                    return Err(self.syntax("invalid number"));
                }
                None => return Ok(()),
            }
            self.pos += 1;
        }
        if self.is_last && digits.may_end() {
            return Ok(());
        }
        self.state.leaf = Leaf::Number(digits);
        Err(Stop::Starved)
    }
}

/// Reads a number as serde reads it from the same text.
fn grow<T, S: Place<T>>(
    place: &mut S,
    input: &mut Input<'_>,
    decode: impl FnOnce(&str) -> serde_json::Result<T>,
) -> Flow {
    let value = input.text_of(Input::digits, decode)?;
    place.put(value);
    Ok(())
}

/// The integer that a text of digits alone is, where it surely fits.
#[inline]
fn short_integer(text: &str) -> Option<u64> {
    let digits = text.as_bytes();
    if digits.len() > 18 {
        return None;
    }
    digits.iter().try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u64::from(byte - b'0')))
}

macro_rules! integers {
    ($($ty:ty)*) => {$(
        impl Grow for $ty {
            fn grow<S: Place<Self>>(place: &mut S, input: &mut Input<'_>) -> Flow {
                grow(place, input, |text| match short_integer(text).map(Self::try_from) {
                    Some(Ok(integer)) => Ok(integer),
                    _ => serde_json::from_str(text),
                })
            }
        }
    )*};
}

macro_rules! floats {
    ($($ty:ty)*) => {$(
        impl Grow for $ty {
            fn grow<S: Place<Self>>(place: &mut S, input: &mut Input<'_>) -> Flow {
                grow(place, input, |text| serde_json::from_str(text))
            }
        }
    )*};
}

integers!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);
floats!(f32 f64);
