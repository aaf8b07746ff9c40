//! Values of any shape: passed over, or kept back as text until serde reads them.

use serde::de::{DeserializeOwned, Deserializer, Error as _, Visitor, value};

use super::error::Fault;
use super::input::{Flow, Input, Stop};
use super::number::Digits;
use super::place::Place;
use super::text::{After, Unread};

/// Where in such a value the fragment broke off.
#[derive(Debug, Clone, Copy)]
pub(super) struct Skip {
    stage: Stage,
    /// One bit a list or object that is open, the innermost lowest: set for an object.
    objects: u128,
    depth: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Value,
    /// In a scalar, whose own state is the leaf.
    Text,
    Number,
    Literal,
    /// After `[`.
    FirstElement,
    /// After `{`.
    FirstKey,
    Key,
    InKey,
    Colon,
    After,
}

impl Skip {
    const START: Self = Self { stage: Stage::Value, objects: 0, depth: 0 };

    fn is_object(self) -> bool {
        self.objects & 1 == 1
    }
}

impl Input<'_> {
    /// Reads on in a value, to its end. Where it is `PAIRED`, a lone surrogate is refused.
    pub(super) fn skip<const PAIRED: bool>(&mut self) -> Flow {
        let mut skip = Skip::START;
        if self.is_resumed {
            skip = self.state.skip.take().unwrap_or(skip);
            // A scalar in it goes on by its leaf.
            self.is_resumed = matches!(skip.stage, Stage::Text | Stage::InKey | Stage::Number | Stage::Literal);
        }
        let read = self.skip_on::<PAIRED>(&mut skip);
        if read == Err(Stop::Starved) {
            self.state.skip = Some(skip);
        }
        read
    }

    fn skip_on<const PAIRED: bool>(&mut self, skip: &mut Skip) -> Flow {
        loop {
            match skip.stage {
                Stage::Text => {
                    self.characters(&mut Unread::<PAIRED>)?;
                    skip.stage = Stage::After;
                }
                Stage::InKey => {
                    self.characters(&mut Unread::<PAIRED>)?;
                    skip.stage = Stage::Colon;
                }
                Stage::Number => {
                    self.digits()?;
                    skip.stage = Stage::After;
                }
                Stage::Literal => {
                    self.literal()?;
                    skip.stage = Stage::After;
                }
                Stage::After if skip.depth == 0 => return Ok(()),
                _ => {
                    let byte = self.token()?;
                    self.skip_token(skip, byte)?;
                }
            }
        }
    }

    /// One byte of structure.
    fn skip_token(&mut self, skip: &mut Skip, byte: u8) -> Flow {
        skip.stage = match (skip.stage, byte) {
            (Stage::FirstElement, b']') | (Stage::FirstKey, b'}') => {
                skip.objects >>= 1;
                skip.depth -= 1;
                Stage::After
            }
            (Stage::Value | Stage::FirstElement, _) => return self.skip_value(skip, byte),
            (Stage::FirstKey | Stage::Key, b'"') => Stage::InKey,
            (Stage::Key, b'}') => return Err(self.syntax("trailing comma")),
            (Stage::FirstKey | Stage::Key, _) => return Err(self.syntax("a key must be a string")),
            (Stage::Colon, b':') => Stage::Value,
            (Stage::Colon, _) => return Err(self.syntax("expected `:`")),
            (_, b',') if skip.is_object() => Stage::Key,
            (_, b',') => Stage::Value,
            (_, b'}') if skip.is_object() => {
                skip.objects >>= 1;
                skip.depth -= 1;
                Stage::After
            }
            (_, b']') if !skip.is_object() => {
                skip.objects >>= 1;
                skip.depth -= 1;
                Stage::After
            }
            _ if skip.is_object() => return Err(self.syntax("expected `,` or `}`")),
            _ => return Err(self.syntax("expected `,` or `]`")),
        };
        self.pos += 1;
        Ok(())
    }

    /// The first byte of a value.
    fn skip_value(&mut self, skip: &mut Skip, byte: u8) -> Flow {
        match byte {
            b'{' | b'[' => {
                let depth = self.level + skip.depth as usize + 1;
                if depth >= self.state.max_depth || skip.depth == u128::BITS {
                    return Err(self.fail(Fault::TooDeep));
                }
                skip.objects = skip.objects << 1 | u128::from(byte == b'{');
                skip.depth += 1;
                self.pos += 1;
                skip.stage = if byte == b'{' { Stage::FirstKey } else { Stage::FirstElement };
            }
            b'"' => {
                self.pos += 1;
                skip.stage = Stage::Text;
            }
            b't' | b'f' | b'n' => skip.stage = Stage::Literal,
            b']' => return Err(self.syntax("trailing comma")),
            _ => match Digits::first(byte) {
                Some(_) => skip.stage = Stage::Number,
                None => return Err(self.syntax("expected a value")),
            },
        }
        Ok(())
    }
}

/// Reads a value that appears when it is complete.
///
/// # Errors
///
/// As [`Grow::grow`](super::place::Grow::grow).
pub fn whole<T: DeserializeOwned, S: Place<T>>(place: &mut S, input: &mut Input<'_>) -> Flow {
    whole_with(place, input, |text| serde_json::from_str(text))
}

/// Reads a value that is a name: `find` knows it, and where it does not, serde reads the text.
///
/// # Errors
///
/// As [`Grow::grow`](super::place::Grow::grow).
pub fn named<T: DeserializeOwned, S: Place<T>>(
    place: &mut S,
    input: &mut Input<'_>,
    find: impl FnOnce(&str) -> Option<T>,
) -> Flow {
    if input.is_fresh() && input.peek() == Some(b'"') {
        let start = input.pos;
        input.pos += 1;
        if let (name, After::Quote) = input.run()
            && let Some(value) = find(name)
        {
            place.put(value);
            return Ok(());
        }
        input.pos = start;
    }
    whole(place, input)
}

/// Reads a value that appears when it is complete, and that `decode` makes of its text.
///
/// # Errors
///
/// As [`Grow::grow`](super::place::Grow::grow).
pub fn whole_with<T, S: Place<T>>(
    place: &mut S,
    input: &mut Input<'_>,
    decode: impl FnOnce(&str) -> serde_json::Result<T>,
) -> Flow {
    let value = input.text_of(Input::skip::<true>, decode)?;
    place.put(value);
    Ok(())
}

/// The value of a field that was left out and is read whole: serde makes one of an option.
#[must_use]
pub fn absent<T: DeserializeOwned>() -> Option<T> {
    T::deserialize(Absent).ok()
}

/// Gives an option its `None`, and other types nothing.
struct Absent;

impl<'de> Deserializer<'de> for Absent {
    type Error = value::Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
        Err(value::Error::custom("nothing is there"))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        visitor.visit_none()
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// A value without parts of its own.
macro_rules! wholes {
    ($($ty:ty),* $(,)?) => {$(
        impl Grow for $ty {
            fn grow<S: Place<Self>>(place: &mut S, input: &mut Input<'_>) -> Flow {
                whole(place, input)
            }
        }
    )*};
}
pub(super) use wholes;
