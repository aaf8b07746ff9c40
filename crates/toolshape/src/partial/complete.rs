//! The types that can be watched while they arrive, and the way from what arrived to the whole.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::hash::{BuildHasher, Hash};

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::error::Error;
use super::growing::Growing;
use super::input::{Flow, Input};
use super::place::{Grow, Place};
use super::skip::{whole, wholes};

/// A type whose value can be seen while its JSON arrives.
///
/// Derive it: `#[derive(Deserialize, Partial)]` on a struct `Section` makes `PartialSection`, in
/// which each field is optional, and this trait with it. A type that derives
/// [`ToolShape`](crate::ToolShape) asks for the same with `#[tool(partial)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read in parts",
    note = "a tool asks for it with `#[tool(partial)]`, another type with `#[derive(toolshape::Partial)]`; a field marked `#[tool(whole)]` appears when it is complete"
)]
pub trait Partial: Sized {
    /// What there is of a value while it arrives.
    ///
    /// A string is itself, and grows. A number, a literal and all that is read whole is itself,
    /// and appears when it is complete. A list is a list of partial elements.
    type Partial: Grow;

    /// The same as the content of a variant, which says itself whether it is complete.
    #[doc(hidden)]
    type Content: Grow;

    /// Whether the name of the tool must be known before the text begins.
    #[doc(hidden)]
    const IS_CHOICE: bool = false;

    /// What there is of the input of a tool before its text begins; none where it is not on offer.
    #[doc(hidden)]
    #[must_use]
    fn begin(_tool: &str) -> Option<Option<Self::Partial>> {
        Some(None)
    }

    /// Makes the value of what arrived, without a look at its text.
    ///
    /// A string, a list, a map and an untyped value cannot tell a part of themselves from the whole:
    /// call it for those that [`Parser::is_complete`](super::Parser::is_complete) or
    /// [`Change::is_complete`](super::Change::is_complete) says are complete. `TryFrom` of a
    /// `Partial…` needs no such care.
    ///
    /// # Errors
    ///
    /// When a struct or an enum in it is not complete.
    fn complete(partial: Self::Partial) -> Result<Self, Error>;

    /// Makes the value of the content of a variant.
    ///
    /// # Errors
    ///
    /// When it is not complete.
    #[doc(hidden)]
    fn complete_content(content: Self::Content) -> Result<Self, Error>;

    /// Makes the elements of a list.
    ///
    /// # Errors
    ///
    /// When one is not complete.
    #[doc(hidden)]
    fn complete_all<L: FromIterator<Self>>(partial: Vec<Self::Partial>) -> Result<L, Error> {
        let complete =
            |(index, element)| Self::complete(element).map_err(|error: Error| error.beneath(&format!("[{index}]")));
        partial.into_iter().enumerate().map(complete).collect()
    }

    /// Makes the values of a map in the order of its keys.
    ///
    /// # Errors
    ///
    /// When one is not complete.
    #[doc(hidden)]
    fn complete_sorted<K: Ord>(partial: BTreeMap<K, Self::Partial>) -> Result<BTreeMap<K, Self>, Error> {
        partial.into_iter().map(|(key, value)| Ok((key, Self::complete(value)?))).collect()
    }

    /// Makes the values of a map in no order.
    ///
    /// # Errors
    ///
    /// When one is not complete.
    #[doc(hidden)]
    fn complete_hashed<K: Eq + Hash, S: BuildHasher + Default>(
        partial: HashMap<K, Self::Partial, S>,
    ) -> Result<HashMap<K, Self, S>, Error> {
        partial.into_iter().map(|(key, value)| Ok((key, Self::complete(value)?))).collect()
    }

    /// The value of a field that was left out, where serde makes one.
    #[doc(hidden)]
    #[must_use]
    fn absent() -> Option<Self::Content> {
        None
    }
}

/// Of a type whose partial value is seen when it is complete, or says itself whether it is.
macro_rules! knows_its_end {
    () => {
        type Content = Self::Partial;

        fn complete_content(content: Self::Content) -> Result<Self, Error> {
            Self::complete(content)
        }
    };
}

/// Of a type whose partial value looks the same in part and as a whole.
macro_rules! grows {
    () => {
        type Content = Growing<Self::Partial>;

        fn complete_content(content: Self::Content) -> Result<Self, Error> {
            if !content.is_complete() {
                return Err(Error::incomplete());
            }
            Self::complete(content.into_inner())
        }
    };
}

/// Types that are their own partial value.
macro_rules! selves {
    ($end:ident: $($ty:ty),* $(,)?) => {$(
        impl Partial for $ty {
            type Partial = Self;
            $end!();

            fn complete(partial: Self) -> Result<Self, Error> {
                Ok(partial)
            }

            // The same vector, where a vector is asked for.
            fn complete_all<L: FromIterator<Self>>(partial: Vec<Self>) -> Result<L, Error> {
                Ok(partial.into_iter().collect())
            }

            fn complete_sorted<K: Ord>(partial: BTreeMap<K, Self>) -> Result<BTreeMap<K, Self>, Error> {
                Ok(partial)
            }

            fn complete_hashed<K: Eq + Hash, S: BuildHasher + Default>(
                partial: HashMap<K, Self, S>,
            ) -> Result<HashMap<K, Self, S>, Error> {
                Ok(partial)
            }
        }
    )*};
}

selves!(knows_its_end: u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize, f32, f64, bool, ());
selves!(grows: String, Value, Map<String, Value>);

wholes!(char, std::path::PathBuf, Box<str>, std::time::Duration);
wholes!(std::net::IpAddr, std::net::Ipv4Addr, std::net::Ipv6Addr, std::net::SocketAddr);
wholes!(std::num::NonZeroU8, std::num::NonZeroU16, std::num::NonZeroU32, std::num::NonZeroU64);
wholes!(std::num::NonZeroI8, std::num::NonZeroI16, std::num::NonZeroI32, std::num::NonZeroI64);
selves!(knows_its_end: char, std::path::PathBuf, Box<str>, std::time::Duration);
selves!(knows_its_end: std::net::IpAddr, std::net::Ipv4Addr, std::net::Ipv6Addr, std::net::SocketAddr);
selves!(knows_its_end: std::num::NonZeroU8, std::num::NonZeroU16, std::num::NonZeroU32, std::num::NonZeroU64);
selves!(knows_its_end: std::num::NonZeroI8, std::num::NonZeroI16, std::num::NonZeroI32, std::num::NonZeroI64);

#[cfg(feature = "chrono04")]
wholes!(chrono::NaiveDate, chrono::NaiveTime, chrono::NaiveDateTime, chrono::Weekday, chrono::Month);
#[cfg(feature = "chrono04")]
selves!(knows_its_end: chrono::NaiveDate, chrono::NaiveTime, chrono::NaiveDateTime, chrono::Weekday, chrono::Month);
#[cfg(feature = "chrono04")]
wholes!(chrono::DateTime<chrono::Utc>, chrono::DateTime<chrono::FixedOffset>);
#[cfg(feature = "chrono04")]
selves!(knows_its_end: chrono::DateTime<chrono::Utc>, chrono::DateTime<chrono::FixedOffset>);
#[cfg(feature = "uuid1")]
wholes!(uuid::Uuid);
#[cfg(feature = "uuid1")]
selves!(knows_its_end: uuid::Uuid);

/// Tuples and arrays, which appear when they are complete.
macro_rules! tuples {
    ($(($($element:ident)*))*) => {$(
        impl<$($element: DeserializeOwned),*> Grow for ($($element,)*) {
            fn grow<P: Place<Self>>(place: &mut P, input: &mut Input<'_>) -> Flow {
                whole(place, input)
            }
        }

        impl<$($element: DeserializeOwned),*> Partial for ($($element,)*) {
            type Partial = Self;
            knows_its_end!();

            fn complete(partial: Self) -> Result<Self, Error> {
                Ok(partial)
            }
        }
    )*};
}

tuples!((A) (A B) (A B C) (A B C D) (A B C D E) (A B C D E F) (A B C D E F G) (A B C D E F G H));

impl<T, const N: usize> Grow for [T; N]
where
    [T; N]: DeserializeOwned,
{
    fn grow<P: Place<Self>>(place: &mut P, input: &mut Input<'_>) -> Flow {
        whole(place, input)
    }
}

impl<T, const N: usize> Partial for [T; N]
where
    [T; N]: DeserializeOwned,
{
    type Partial = Self;
    knows_its_end!();

    fn complete(partial: Self) -> Result<Self, Error> {
        Ok(partial)
    }
}

impl<T: Partial> Partial for Option<T> {
    type Partial = Option<T::Partial>;
    type Content = Option<T::Content>;

    fn complete(partial: Self::Partial) -> Result<Self, Error> {
        partial.map(T::complete).transpose()
    }

    fn complete_content(content: Self::Content) -> Result<Self, Error> {
        content.map(T::complete_content).transpose()
    }

    fn absent() -> Option<Self::Content> {
        Some(None)
    }
}

impl<T: Partial> Partial for Box<T> {
    type Partial = Box<T::Partial>;
    type Content = Box<T::Content>;

    fn complete(partial: Self::Partial) -> Result<Self, Error> {
        T::complete(*partial).map(Box::new)
    }

    fn complete_content(content: Self::Content) -> Result<Self, Error> {
        T::complete_content(*content).map(Box::new)
    }

    fn absent() -> Option<Self::Content> {
        T::absent().map(Box::new)
    }
}

impl<T: Partial> Partial for Vec<T> {
    type Partial = Vec<T::Partial>;
    grows!();

    fn complete(partial: Self::Partial) -> Result<Self, Error> {
        T::complete_all(partial)
    }
}

/// Lists of another kind, which are a `Vec` while they arrive.
macro_rules! lists {
    ($($ty:ident<T $(: $bound:ident)? $(+ $more:ident)* $(, $hasher:ident)?>)*) => {$(
        impl<T: Partial $(+ $bound)? $(+ $more)* $(, $hasher: BuildHasher + Default)?> Partial for $ty<T $(, $hasher)?> {
            type Partial = Vec<T::Partial>;
            grows!();

            fn complete(partial: Self::Partial) -> Result<Self, Error> {
                T::complete_all(partial)
            }
        }
    )*};
}

lists!(VecDeque<T> BTreeSet<T: Ord> HashSet<T: Eq + Hash, S>);

impl<K: Ord, T: Partial> Partial for BTreeMap<K, T>
where
    BTreeMap<K, T::Partial>: Grow,
{
    type Partial = BTreeMap<K, T::Partial>;
    grows!();

    fn complete(partial: Self::Partial) -> Result<Self, Error> {
        T::complete_sorted(partial)
    }
}

impl<K: Eq + Hash, T: Partial, S: BuildHasher + Default> Partial for HashMap<K, T, S>
where
    HashMap<K, T::Partial, S>: Grow,
{
    type Partial = HashMap<K, T::Partial, S>;
    grows!();

    fn complete(partial: Self::Partial) -> Result<Self, Error> {
        T::complete_hashed(partial)
    }
}

#[cfg(all(test, feature = "chrono04", feature = "uuid1"))]
mod tests {
    use chrono::{DateTime, NaiveDate, Utc};
    use uuid::Uuid;

    use crate::partial::Parser;

    #[test]
    fn dates_and_identifiers_appear_when_they_are_complete() {
        let mut parser = Parser::<Vec<DateTime<Utc>>>::new();
        parser.feed(r#"["2026-11-22T01:00:00Z", "2026-11-2"#).unwrap();
        assert_eq!(parser.partial().map(Vec::len), Some(1));
        parser.feed(r#"3T01:00:00+01:00"]"#).unwrap();
        assert_eq!(parser.finish().unwrap()[1].to_rfc3339(), "2026-11-23T00:00:00+00:00");

        let mut parser = Parser::<Uuid>::new();
        parser.feed(r#""67e55044-10b1-426f-9247-bb68"#).unwrap();
        assert_eq!(parser.partial(), None);
        parser.feed(r#"0e5fe0c8""#).unwrap();
        assert!(parser.finish().is_ok());

        let error = Parser::<NaiveDate>::new().feed(r#""2026-13-01""#).unwrap_err();
        assert!(error.is_mismatch());
    }
}
