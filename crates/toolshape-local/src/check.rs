use serde_json::Value;

use crate::fault::Fault;

/// Refuses what the service would refuse of a Converse request.
pub(crate) fn converse(_model: &str, body: &Value) -> Result<(), Fault> {
    if !body.is_object() {
        return Err(Fault::serialization("The body is not a JSON object"));
    }
    Ok(())
}
