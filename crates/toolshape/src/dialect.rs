//! Rewrites of a schema for the models that read it.

use serde_json::Value;

/// The schema that is sent.
#[must_use]
pub fn portable(schema: &Value) -> Value {
    schema.clone()
}
