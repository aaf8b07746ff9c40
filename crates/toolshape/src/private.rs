//! What the derive's expansion names. Not part of the API.

pub use {schemars, serde, serde_json};

use crate::ToolSpec;

/// The spec of a type whose schema schemars makes. Its bounds are checked before it is sent.
#[must_use]
pub fn spec<T: HasSchema>(name: impl Into<String>, description: impl Into<String>, strict: bool) -> ToolSpec {
    let schema = schemars::SchemaGenerator::default().into_root_schema_for::<T>();
    ToolSpec::unchecked(name.into(), description.into(), schema.into()).strict(strict)
}

/// `JsonSchema`, with a hint where it is missing.
#[diagnostic::on_unimplemented(
    message = "the trait bound `{Self}: schemars::JsonSchema` is not satisfied",
    label = "this type has no JSON Schema",
    note = "add `#[derive(schemars::JsonSchema)]` to it, from the schemars that toolshape uses (1.x)"
)]
pub trait HasSchema: schemars::JsonSchema {}

#[diagnostic::do_not_recommend]
impl<T: schemars::JsonSchema> HasSchema for T {}
