//! serde straight over the SDK's `Document`, without a `serde_json::Value` in between.
//!
//! What a type reads from a document is what it reads from the same JSON as a `Value`: options,
//! enums, newtypes and keys of maps follow `serde_json`. Strings are borrowed from the document,
//! integers stay exact.

mod access;

use aws_smithy_types::{Document, Number};
use serde::de::{Deserialize, Deserializer, Error as _, Unexpected, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::Error;

use access::{EnumInput, Items, Members};

/// The SDK reads no document deeper than this; one made by hand is refused, not followed.
const MOST_LEVELS: u16 = 256;

/// Reads a value from a document.
///
/// # Errors
///
/// As `serde_json::from_value` does, and for a document of more than 256 levels.
pub fn from_document<'a, T: Deserialize<'a>>(document: &'a Document) -> Result<T, Error> {
    T::deserialize(DocumentInput::new(document))
}

/// A document as a tool call's input.
#[derive(Clone, Copy)]
pub(crate) struct DocumentInput<'a> {
    document: &'a Document,
    levels_left: u16,
}

impl<'a> DocumentInput<'a> {
    pub(crate) fn new(document: &'a Document) -> Self {
        Self { document, levels_left: MOST_LEVELS }
    }

    fn items(self, list: &'a [Document]) -> Result<Items<'a>, Error> {
        Ok(Items { rest: list.iter(), levels_left: self.below()? })
    }

    fn below(self) -> Result<u16, Error> {
        self.levels_left.checked_sub(1).ok_or_else(|| Error::custom("nested deeper than 256 levels"))
    }

    fn visit_array<V: Visitor<'a>>(self, list: &'a [Document], visitor: V) -> Result<V::Value, Error> {
        let mut items = self.items(list)?;
        let value = visitor.visit_seq(&mut items)?;
        if items.rest.len() == 0 {
            Ok(value)
        } else {
            Err(Error::invalid_length(list.len(), &"fewer elements in array"))
        }
    }

    fn invalid_type<T>(self, expected: &dyn serde::de::Expected) -> Result<T, Error> {
        let found = match self.document {
            Document::Object(_) => Unexpected::Map,
            Document::Array(_) => Unexpected::Seq,
            Document::Number(Number::PosInt(number)) => Unexpected::Unsigned(*number),
            Document::Number(Number::NegInt(number)) => Unexpected::Signed(*number),
            Document::Number(Number::Float(number)) => Unexpected::Float(*number),
            Document::String(text) => Unexpected::Str(text),
            Document::Bool(bool) => Unexpected::Bool(*bool),
            Document::Null => Unexpected::Unit,
        };
        Err(Error::invalid_type(found, expected))
    }
}

fn out_of_range<T>() -> Result<T, Error> {
    Err(Error::custom("number out of range"))
}

/// Lends the members of an object to a visitor, which must take all of them.
fn visit_members<'a, V: Visitor<'a>>(
    mut members: Members<'a, impl ExactSizeIterator<Item = (&'a String, &'a Document)>>,
    visitor: V,
) -> Result<V::Value, Error> {
    let length = members.rest.len();
    let value = visitor.visit_map(&mut members)?;
    if members.rest.len() == 0 { Ok(value) } else { Err(Error::invalid_length(length, &"fewer elements in map")) }
}

impl<'de> Deserializer<'de> for DocumentInput<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.document {
            Document::Object(map) => {
                // The SDK's maps come in a random order, which would show in untyped values.
                let mut sorted: Vec<_> = map.iter().collect();
                sorted.sort_unstable_by_key(|(name, _)| name.as_str());
                visit_members(Members::new(sorted.into_iter(), self.below()?), visitor)
            }
            Document::Array(list) => self.visit_array(list, visitor),
            Document::Number(Number::PosInt(number)) => visitor.visit_u64(*number),
            Document::Number(Number::NegInt(number)) => visitor.visit_i64(*number),
            // What the SDK makes of `1e400`: nothing that JSON has.
            Document::Number(Number::Float(number)) if !number.is_finite() => out_of_range(),
            Document::Number(Number::Float(number)) => visitor.visit_f64(*number),
            Document::String(text) => visitor.visit_borrowed_str(text),
            Document::Bool(bool) => visitor.visit_bool(*bool),
            Document::Null => visitor.visit_unit(),
        }
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        #[expect(clippy::cast_possible_truncation, reason = "what is asked for is whether it fits")]
        let fits = |number: f64| (number as f32).is_finite();
        match self.document {
            Document::Number(Number::Float(number)) if !fits(*number) => out_of_range(),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.document {
            Document::Object(map) => visit_members(Members::new(map.iter(), self.below()?), visitor),
            _ => self.invalid_type(&visitor),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.document {
            Document::Array(list) => self.visit_array(list, visitor),
            _ => self.deserialize_map(visitor),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.document {
            Document::Array(list) => self.visit_array(list, visitor),
            _ => self.invalid_type(&visitor),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.document {
            Document::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.document {
            Document::String(variant) => visitor.visit_enum(EnumInput { variant, content: None }),
            Document::Object(map) => {
                let levels_left = self.below()?;
                let mut members = map.iter();
                let (Some((variant, document)), None) = (members.next(), members.next()) else {
                    return Err(Error::invalid_value(Unexpected::Map, &"map with a single key"));
                };
                let content = Some(DocumentInput { document, levels_left });
                visitor.visit_enum(EnumInput { variant, content })
            }
            _ => self.invalid_type(&"string or map"),
        }
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.document {
            Document::String(text) => visitor.visit_borrowed_str(text),
            Document::Array(list) => self.visit_array(list, visitor),
            _ => self.invalid_type(&visitor),
        }
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_bytes(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.document {
            Document::String(name) => visitor.visit_borrowed_str(name),
            _ => self.invalid_type(&visitor), // a number would be taken for a variant's place among the others
        }
    }

    // A mistake in a single value is the visitor's to name: it knows what it expects.
    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f64 char str string unit unit_struct
    }
}

#[cfg(test)]
mod tests;
