//! Values as JSON Schema has them: `3.0` and `1e2` are integers, and a list is no object.
//!
//! serde reads the first as fractions, and takes a list for a struct: among types of which the first that fits is chosen,
//! that would be the wrong one.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, forward_to_deserialize_any};
use serde_json::Value;

/// Reads a value as JSON Schema has it; for `deserialize_with`.
///
/// # Errors
///
/// The deserializer's own, and a number that is not whole or out of the type's range.
pub fn exact<'de, T: Exact, D: Deserializer<'de>>(input: D) -> Result<T, D::Error> {
    T::read(input)
}

/// A type that [`exact`] reads: as serde does, unless it says otherwise.
pub trait Exact: DeserializeOwned {
    /// Reads a value.
    ///
    /// # Errors
    ///
    /// As [`exact`].
    fn read<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        Self::deserialize(input)
    }
}

/// A part of a type, read with it.
struct Part<T>(T);

impl<'de, T: Exact> Deserialize<'de> for Part<T> {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        T::read(input).map(Self)
    }
}

impl Exact for () {}
impl Exact for bool {}
impl Exact for f64 {}
impl Exact for String {}
impl Exact for Value {}

/// Reads an object: a struct or a tagged enum, for which serde alone also takes a list.
///
/// # Errors
///
/// The deserializer's own.
pub fn object<'de, T: Deserialize<'de>, D: Deserializer<'de>>(input: D) -> Result<T, D::Error> {
    T::deserialize(Object(input))
}

struct Object<D>(D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Object<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(visitor)
    }

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// Numbers: `deserialize_any`, as what serde has buffered gives an integer only as it was written.
macro_rules! numbers {
    ($($ty:ty),*) => {$(
        impl Exact for $ty {
            fn read<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
                input.deserialize_any(Integer(PhantomData))
            }
        }
    )*};
}

numbers!(i64, u64);

impl<T: Exact> Exact for Option<T> {
    fn read<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        Ok(Option::<Part<T>>::deserialize(input)?.map(|part| part.0))
    }
}

impl<T: Exact> Exact for Box<T> {
    fn read<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        T::read(input).map(Self::new)
    }
}

impl<T: Exact> Exact for Vec<T> {
    fn read<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        Ok(Vec::<Part<T>>::deserialize(input)?.into_iter().map(|part| part.0).collect())
    }
}

impl<T: Exact> Exact for BTreeMap<String, T> {
    fn read<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let parts = BTreeMap::<String, Part<T>>::deserialize(input)?;
        Ok(parts.into_iter().map(|(name, part)| (name, part.0)).collect())
    }
}

macro_rules! tuples {
    ($($name:ident)*) => {
        tuples!(@each [] $($name)*);
    };
    (@each [$($before:ident)*] $next:ident $($after:ident)*) => {
        impl<$($before: Exact,)* $next: Exact> Exact for ($($before,)* $next,) {
            #[allow(non_snake_case, reason = "named as their types are")]
            fn read<'de, __D: Deserializer<'de>>(input: __D) -> Result<Self, __D::Error> {
                let ($($before,)* $next,) = <($(Part<$before>,)* Part<$next>,)>::deserialize(input)?;
                Ok(($($before.0,)* $next.0,))
            }
        }
        tuples!(@each [$($before)* $next] $($after)*);
    };
    (@each [$($before:ident)*]) => {};
}

tuples!(A B C D E F G H I J K L);

/// Reads an integer of one of the types above.
struct Integer<T>(PhantomData<T>);

impl<T: TryFrom<i128>> Visitor<'_> for Integer<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer")
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<T, E> {
        T::try_from(number.into()).map_err(|_| E::invalid_value(Unexpected::Signed(number), &self))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<T, E> {
        T::try_from(number.into()).map_err(|_| E::invalid_value(Unexpected::Unsigned(number), &self))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<T, E> {
        let refused = || E::invalid_value(Unexpected::Float(number), &"an integer");
        if number.fract() != 0.0 {
            return Err(refused());
        }
        #[expect(clippy::cast_possible_truncation, reason = "it is whole, and what is too large stays too large")]
        let integer = number as i128;
        T::try_from(integer).map_err(|_| refused())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    fn read<T: Exact>(value: Value) -> Result<T, String> {
        from_value::<Part<T>>(value).map(|part| part.0).map_err(|error| error.to_string())
    }

    #[test]
    fn a_fraction_of_zero_is_whole() {
        assert_eq!(read(json!(3.0)), Ok(3_i64));
        assert_eq!(read(json!(1e2)), Ok(100_u64));
        assert_eq!(read(json!(-9.223_372_036_854_776e18)), Ok(i64::MIN));
        assert_eq!(read(json!([1.0, null])), Ok(vec![Some(1_i64), None]));
        assert_eq!(read(json!({"a": ["x", 2.0]})), Ok(BTreeMap::from([("a".to_owned(), ("x".to_owned(), 2_i64))])));
    }

    #[test]
    fn what_is_not_whole_or_out_of_range_is_refused() {
        let refused = |value: Value| read::<i64>(value).unwrap_err();
        assert_eq!(refused(json!(3.5)), "invalid value: floating point `3.5`, expected an integer");
        assert_eq!(refused(json!(u64::MAX)), "invalid value: integer `18446744073709551615`, expected an integer");
        assert_eq!(
            refused(json!(9.223_372_036_854_776e18)),
            "invalid value: floating point `9.223372036854776e+18`, expected an integer"
        );
        assert_eq!(refused(json!("3")), "invalid type: string \"3\", expected an integer");
        assert!(read::<u64>(json!(-1)).is_err());
    }
}
