//! What a type needs that was made from a schema: its spec, and a decoding that holds a value to the whole schema.

use std::sync::OnceLock;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

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
            ToolSpec::unchecked(self.name.to_owned(), self.description.to_owned(), schema, true)
        };
        self.spec.get_or_init(make).clone()
    }
}

/// That toolshape can hold a value to a schema.
#[diagnostic::on_unimplemented(
    message = "code made from a schema needs toolshape's feature `check`",
    label = "checks every value against its schema",
    note = "in Cargo.toml: toolshape = {{ version = \"..\", features = [\"check\"] }}"
)]
pub trait HasCheck {}

#[cfg(feature = "check")]
#[diagnostic::do_not_recommend]
impl<T> HasCheck for T {}

/// Reads a member that may be null but must be there, for `deserialize_with`: serde alone takes an absent one for null.
///
/// # Errors
///
/// The deserializer's own.
pub fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(input: D) -> Result<T, D::Error> {
    T::deserialize(input)
}

/// Holds the input to the schema of the type's spec, and reads it.
///
/// # Errors
///
/// The deserializer's own, with the path and the rule that is broken.
pub fn checked<'de, T, D>(input: D) -> Result<T, D::Error>
where
    T: ToolShape + DeserializeOwned + HasCheck,
    D: Deserializer<'de>,
{
    let value = serde::Deserialize::deserialize(input)?;
    if let Some(refusal) = refusal(&T::spec(), &value) {
        return Err(serde::de::Error::custom(refusal));
    }
    serde_path_to_error::deserialize(value).map_err(|error| {
        let path = error.path().to_string();
        let dot = if path.starts_with('[') { "" } else { "." };
        let path = if path == "." { String::new() } else { format!("{dot}{path}") };
        serde::de::Error::custom(format_args!("{} at ${path}", error.inner()))
    })
}

/// Why the schema refuses a value.
#[cfg(feature = "check")]
fn refusal(spec: &ToolSpec, value: &Value) -> Option<String> {
    match spec.checker() {
        Ok(checker) => {
            let violation = checker?.violation(value)?;
            Some(format!("{} at {}", violation.rule, violation.path()))
        }
        Err(reason) => Some(format!("the schema of `{}` cannot be checked: {reason}", spec.name())),
    }
}

#[cfg(not(feature = "check"))]
fn refusal(_: &ToolSpec, _: &Value) -> Option<String> {
    None
}
