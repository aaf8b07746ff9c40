//! What the derive's expansion names. Not part of the API.

pub use {schemars, serde, serde_json};

use crate::ToolSpec;

/// The spec of a type whose schema schemars makes. Its bounds are checked before it is sent.
#[must_use]
pub fn spec<T: schemars::JsonSchema>(
    name: impl Into<String>,
    description: impl Into<String>,
    strict: bool,
) -> ToolSpec {
    let schema = schemars::SchemaGenerator::default().into_root_schema_for::<T>();
    ToolSpec::unchecked(name.into(), description.into(), schema.into()).strict(strict)
}
