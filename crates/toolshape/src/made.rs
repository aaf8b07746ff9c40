//! What the code of a type made from a schema needs: its spec, a decoding that checks, the texts of an enum.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;
use std::sync::OnceLock;

use serde::de::{Error as _, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_path_to_error::Track;

use crate::spec::Origin;
use crate::{ToolShape, ToolSpec};

/// The tool of a type made from a schema, as text; its spec is made once.
#[derive(Debug)]
pub struct Schema {
    name: &'static str,
    description: &'static str,
    text: &'static str,
    spec: OnceLock<ToolSpec>,
}

impl Schema {
    /// The tool's name, what it is for, and the JSON of its schema. Its bounds are checked before it is sent.
    #[must_use]
    pub const fn new(name: &'static str, description: &'static str, text: &'static str) -> Self {
        Self { name, description, text, spec: OnceLock::new() }
    }

    /// The spec, made at the first call.
    #[must_use]
    pub fn spec(&self) -> ToolSpec {
        let make = || {
            // What codegen wrote is JSON; `false` accepts nothing, so that nothing goes unchecked.
            let schema = serde_json::from_str(self.text).unwrap_or(Value::Bool(false));
            ToolSpec::unchecked(self.name.to_owned(), self.description.to_owned(), schema, Origin::TypeOfDocument)
        };
        self.spec.get_or_init(make).clone()
    }
}

/// Reads a member that may be null but must be there, for `deserialize_with`: serde alone takes an absent one for null.
///
/// # Errors
///
/// The deserializer's own.
pub fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(input: D) -> Result<T, D::Error> {
    T::deserialize(input)
}

/// Reads one of the texts of an enum.
///
/// # Errors
///
/// The deserializer's own, and a text that is none of them.
pub fn text<'de, T: FromStr, D: Deserializer<'de>>(input: D, known: &'static [&'static str]) -> Result<T, D::Error> {
    input.deserialize_str(Text { known, made: PhantomData })
}

struct Text<T> {
    known: &'static [&'static str],
    made: PhantomData<T>,
}

impl<T: FromStr> Visitor<'_> for Text<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(|_| E::unknown_variant(text, self.known))
    }
}

/// Reads the input as [`decode_checked`](ToolShape::decode_checked) does, and holds it to the schema of the type's spec.
///
/// # Errors
///
/// The deserializer's own, and the rule that is broken; with the path.
pub fn checked<'de, T: ToolShape, D: Deserializer<'de>>(input: D) -> Result<T, D::Error> {
    let spec = T::spec();
    let checks = spec.checks().map_err(|reason| {
        D::Error::custom(format_args!("the schema of `{}` cannot be checked: {reason}", spec.name()))
    })?;
    if checks.is_empty() {
        return located(input);
    }
    let value = Value::deserialize(input)?;
    if let Some(violation) = checks.judge().taking_whole_floats().violation(&value) {
        return Err(D::Error::custom(format_args!("{} at {}", violation.rule, violation.path())));
    }
    // Only a failure pays for the path.
    T::decode_checked(&value).or_else(|_| located(&value)).map_err(D::Error::custom)
}

/// Reads the input, with the path in the error.
fn located<'de, T: ToolShape, D: Deserializer<'de>>(input: D) -> Result<T, D::Error> {
    let mut track = Track::new();
    T::decode_checked(serde_path_to_error::Deserializer::new(input, &mut track)).map_err(|error| {
        let path = track.path().to_string();
        let dot = if path.starts_with('[') { "" } else { "." };
        let path = if path == "." { String::new() } else { format!("{dot}{path}") };
        D::Error::custom(format_args!("{error} at ${path}"))
    })
}
