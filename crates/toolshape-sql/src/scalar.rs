//! The values of parameters and of results.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::{Serialize, Serializer};

/// The value of each placeholder, by its name without the colon.
pub type Parameters = BTreeMap<String, Scalar>;

/// A value that a query is given or finds.
///
/// ```
/// use toolshape_sql::Scalar;
///
/// assert_eq!(serde_json::from_str::<Scalar>("3")?, Scalar::Integer(3));
/// assert_eq!(serde_json::from_str::<Scalar>("3.0")?, Scalar::Number(3.0));
/// assert!(serde_json::from_str::<Scalar>("9223372036854775808").is_err()); // not rounded
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum Scalar {
    /// No value.
    Null,
    /// True or false. SQLite takes 1 and 0 for it.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction.
    Number(f64),
    /// Text, and what has no other form: dates, UUIDs, decimals that no float holds. Bytes are written `x'0102'`.
    String(String),
}

impl Serialize for Scalar {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Boolean(value) => serializer.serialize_bool(*value),
            Self::Integer(value) => serializer.serialize_i64(*value),
            Self::Number(value) => serializer.serialize_f64(*value),
            Self::String(value) => serializer.serialize_str(value),
        }
    }
}

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;

        impl Visitor<'_> for Reader {
            type Value = Scalar;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("null, true, false, a number (64 bits and signed if whole) or a string")
            }

            fn visit_unit<E: Error>(self) -> Result<Scalar, E> {
                Ok(Scalar::Null)
            }

            fn visit_bool<E: Error>(self, value: bool) -> Result<Scalar, E> {
                Ok(Scalar::Boolean(value))
            }

            fn visit_i64<E: Error>(self, value: i64) -> Result<Scalar, E> {
                Ok(Scalar::Integer(value))
            }

            fn visit_u64<E: Error>(self, value: u64) -> Result<Scalar, E> {
                let whole = i64::try_from(value);
                whole.map(Scalar::Integer).map_err(|_| E::invalid_value(serde::de::Unexpected::Unsigned(value), &self))
            }

            fn visit_f64<E: Error>(self, value: f64) -> Result<Scalar, E> {
                Ok(Scalar::Number(value))
            }

            fn visit_str<E: Error>(self, value: &str) -> Result<Scalar, E> {
                Ok(Scalar::String(value.to_owned()))
            }
        }

        deserializer.deserialize_any(Reader)
    }
}

impl JsonSchema for Scalar {
    fn schema_name() -> Cow<'static, str> {
        "Scalar".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A value that a database can bind.",
            "anyOf": [
                { "type": "null" },
                { "type": "boolean" },
                { "type": "integer", "format": "int64" },
                { "type": "number", "format": "double" },
                { "type": "string" },
            ],
        })
    }
}
