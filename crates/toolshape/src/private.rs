//! What the expansions of macros and toolshape-diff name. Not part of the API.

pub use {schemars, serde, serde_json};

pub use crate::exact::object;
pub use crate::made::{Schema, checked, text};
pub use crate::mismatch::push_key;

use std::fmt::Display;

use crate::mismatch::{OWN_CHECK, not_on_offer_detail};
use crate::spec::Origin;
use crate::{ToolSet, ToolSpec};

/// The spec of a type whose schema schemars makes. Its bounds are checked before it is sent.
#[must_use]
pub fn spec<T: HasSchema>(name: impl Into<String>, description: impl Into<String>, strict: bool) -> ToolSpec {
    let schema = schemars::SchemaGenerator::default().into_root_schema_for::<T>();
    ToolSpec::unchecked(name.into(), description.into(), schema.into(), Origin::Type).strict(strict)
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

/// The value, when its type's own check lets it pass.
///
/// # Errors
///
/// What the check says, marked as the type's own words.
pub fn validated<T, M: Display, E: serde::de::Error>(
    value: T,
    check: impl FnOnce(&T) -> Result<(), M>,
) -> Result<T, E> {
    match check(&value) {
        Ok(()) => Ok(value),
        Err(message) => Err(E::custom(format_args!("{OWN_CHECK}: {message}"))),
    }
}

/// The error of a call of a tool that is none of the set's.
#[must_use]
pub fn unknown_tool<T: ToolSet, E: serde::de::Error>(tool: &str) -> E {
    E::custom(not_on_offer_detail(&T::specs(), tool))
}
