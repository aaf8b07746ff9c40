//! Whether a value is the same when it is decoded and written again.

use serde_json::Value;
use toolshape_json_schema::pointer::escape;

/// Whether all that was written was read, and nothing that the schema describes is gone. Nulls may come and go, and so
/// may members that a type has no field for, because the schema says nothing of them.
pub(crate) fn is_kept(written: &Value, read: &Value, schema: &Value) -> bool {
    is_from(written, read) && is_all(written, read, schema)
}

fn is_from(written: &Value, read: &Value) -> bool {
    match (written, read) {
        (Value::Object(written), Value::Object(read)) => {
            written.iter().all(|(name, value)| is_from(value, read.get(name).unwrap_or(&Value::Null)))
        }
        (Value::Array(written), Value::Array(read)) => {
            written.len() == read.len() && written.iter().zip(read).all(|(written, read)| is_from(written, read))
        }
        (Value::Number(written), Value::Number(read)) => written.as_f64() == read.as_f64(),
        _ => written == read,
    }
}

/// Whether the members are still there that `properties`, `patternProperties` or a schema for the others describes, as
/// another program finds them. All are, where that cannot read the schema.
fn is_all(written: &Value, read: &Value, schema: &Value) -> bool {
    let Ok(validator) = jsonschema::validator_for(schema) else { return true };
    validator.evaluate(read).iter_annotations().all(|entry| {
        let location = entry.schema_location;
        let describes = match location.rsplit('/').next() {
            Some("properties" | "patternProperties") => true,
            Some("additionalProperties" | "unevaluatedProperties") => {
                schema.pointer(location).and_then(Value::as_object).is_some_and(|words| !words.is_empty())
            }
            _ => false,
        };
        // A condition looks at members, and describes none.
        if !describes || is_in_condition(location) {
            return true;
        }
        let names = entry.annotations.value().as_array().into_iter().flatten().filter_map(Value::as_str);
        names.map(escape).all(|name| {
            let pointer = format!("{}/{name}", entry.instance_location.as_str());
            written.pointer(&pointer).is_some() || read.pointer(&pointer).is_none_or(Value::is_null)
        })
    })
}

/// Whether a place in a schema lies below an `if` that is a keyword and no member's name.
fn is_in_condition(location: &str) -> bool {
    let steps: Vec<&str> = location.split('/').collect();
    let names = ["properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "dependencies"];
    let mut at = 1;
    while at + 1 < steps.len() {
        if steps[at] == "if" {
            return true;
        }
        // After one of these stands a name.
        at += if names.contains(&steps[at]) { 2 } else { 1 };
    }
    false
}
