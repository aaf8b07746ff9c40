//! What the code that toolshape-codegen writes names, beside [`ToolShape`](crate::ToolShape),
//! [`Partial`](trait@crate::Partial), [`Value`](crate::Value) and serde.
//!
//! Such code may be committed, read and changed. All that it names is public API: the code of one toolshape-codegen
//! compiles with every toolshape of the same minor version, and means the same there. With the next minor version, write
//! it anew.
//!
//! It looks like this:
//!
//! ```
//! # #[cfg(feature = "derive")] {
//! /// A city to look up.
//! #[derive(Clone, Debug, PartialEq)]
//! #[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
//! pub struct City {
//!     pub name: String,
//!     #[serde(deserialize_with = "::toolshape::generated::exact")]
//!     pub days: i64,
//!     pub units: Units,
//! }
//!
//! #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
//! pub enum Units {
//!     Metric,
//!     Imperial,
//! }
//!
//! ::toolshape::generated::text_enum! {
//!     Units {
//!         Metric = "metric",
//!         Imperial = "imperial",
//!     }
//! }
//!
//! ::toolshape::generated::tool! {
//!     City: "city", "A city to look up.",
//!     r#"{"type":"object","properties":{"days":{"type":"integer","maximum":7}}}"#
//! }
//!
//! use toolshape::ToolShape;
//!
//! assert_eq!(City::spec().name(), "city");
//! let city = City::decode(serde_json::json!({"name": "Lima", "days": 3.0, "units": "metric"}))?;
//! assert_eq!((city.days, city.units.as_str()), (3, "metric"));
//! assert_eq!("imperial".parse(), Ok(Units::Imperial));
//! let error = City::decode(serde_json::json!({"name": "Lima", "days": 9, "units": "metric"})).unwrap_err();
//! assert_eq!(error.to_string(), "expected at most 7 at $.days");
//! # }
//! # Ok::<(), serde_json::Error>(())
//! ```

use std::fmt;

pub use crate::exact::{Exact, exact};
pub use crate::made::present;
#[doc(inline)]
pub use crate::{__read_exactly as read_exactly, __text_enum as text_enum, __tool as tool};

/// Why a text is no variant of an enum of texts; `Display` says which there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownText {
    known: &'static [&'static str],
}

impl UnknownText {
    #[doc(hidden)]
    #[must_use]
    pub fn new(known: &'static [&'static str]) -> Self {
        Self { known }
    }
}

impl fmt::Display for UnknownText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected one of {:?}", self.known)
    }
}

impl std::error::Error for UnknownText {}

/// Implements [`ToolShape`](crate::ToolShape) for a type made from a schema: `Type: "name", "description", "schema"`.
///
/// [`ToolShape::decode`](crate::ToolShape::decode) holds what it reads to the schema. The type implements serde's
/// `Deserialize`.
#[doc(hidden)]
#[macro_export]
macro_rules! __tool {
    ($ty:ident: $name:literal, $description:literal, $schema:literal) => {
        impl $crate::ToolShape for $ty {
            fn spec() -> $crate::ToolSpec {
                static SCHEMA: $crate::__private::Schema = $crate::__private::Schema::new($name, $description, $schema);
                SCHEMA.spec()
            }

            fn decode<'de, D: $crate::__private::serde::Deserializer<'de>>(
                input: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::__private::checked(input)
            }

            fn decode_checked<'de, D: $crate::__private::serde::Deserializer<'de>>(
                input: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::__private::serde::Deserialize::deserialize(input)
            }

            fn accept(value: Self) -> ::core::option::Option<Self> {
                ::core::option::Option::Some(value)
            }
        }
    };
}

/// Implements an enum whose variants are texts in JSON: `Type { Variant = "text", … }`.
///
/// The enum gets `as_str`, `Display`, `FromStr`, serde's traits, [`Partial`](trait@crate::Partial) and [`Exact`].
#[doc(hidden)]
#[macro_export]
macro_rules! __text_enum {
    ($ty:ident { $($variant:ident = $text:literal),* $(,)? }) => {
        impl $ty {
            /// The text that this is in JSON.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }
        }

        impl ::core::fmt::Display for $ty {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::core::str::FromStr for $ty {
            type Err = $crate::generated::UnknownText;

            fn from_str(text: &str) -> ::core::result::Result<Self, $crate::generated::UnknownText> {
                match text {
                    $($text => ::core::result::Result::Ok(Self::$variant),)*
                    _ => ::core::result::Result::Err($crate::generated::UnknownText::new(&[$($text),*])),
                }
            }
        }

        impl $crate::__private::serde::Serialize for $ty {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                output: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                output.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $ty {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                input: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::__private::text(input, &[$($text),*])
            }
        }

        impl $crate::generated::Exact for $ty {}

        impl $crate::partial::machine::Grow for $ty {
            fn grow<P: $crate::partial::machine::Place<Self>>(
                place: &mut P,
                input: &mut $crate::partial::machine::Input<'_>,
            ) -> $crate::partial::machine::Flow {
                $crate::partial::machine::named::<Self, P>(place, input, |text| text.parse().ok())
            }
        }

        impl $crate::partial::Partial for $ty {
            type Partial = Self;
            type Content = Self;

            fn complete(partial: Self) -> ::core::result::Result<Self, $crate::partial::Error> {
                ::core::result::Result::Ok(partial)
            }

            fn complete_content(content: Self) -> ::core::result::Result<Self, $crate::partial::Error> {
                ::core::result::Result::Ok(content)
            }
        }
    };
}

/// Implements [`Exact`] for a type: `object Type` where only an object is one, `any Type` where the type says it all.
#[doc(hidden)]
#[macro_export]
macro_rules! __read_exactly {
    (object $ty:ident) => {
        impl $crate::generated::Exact for $ty {
            fn read<'de, D: $crate::__private::serde::Deserializer<'de>>(
                input: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::__private::object(input)
            }
        }
    };
    (any $ty:ident) => {
        impl $crate::generated::Exact for $ty {}
    };
}
