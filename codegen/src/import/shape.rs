//! One shape of the service model as one JSON Schema.

use serde_json::{Map, Value, json};

use super::{Model, topic};
use crate::Error;

/// The schema of a structure, union or enum.
pub(super) fn definition(model: &Model<'_>, name: &str) -> Result<Value, Error> {
    let (name, shape) = model
        .shapes
        .get_key_value(name)
        .ok_or_else(|| Error::new("service model", format!("/shapes/{name}"), "missing"))?;
    let mut schema = Map::new();
    schema.insert("description".into(), format!("[`{name}`]({}) of the Bedrock Runtime API.", model.page(name)).into());
    if let Some(values) = shape.get("enum") {
        // Open: a value that a later release of the service adds is a value all the same.
        schema.insert("anyOf".into(), json!([{ "enum": values }, { "type": "string" }]));
        schema.insert("x-open-enum".into(), true.into());
        if shape["sensitive"] == true {
            schema.insert("x-sensitive".into(), true.into());
        }
        return Ok(Value::Object(schema));
    }
    let mut properties = Map::new();
    for (member, reference) in shape["members"].as_object().into_iter().flatten() {
        properties.insert(member.clone(), property(model, name, reference)?);
    }
    if shape["union"] == true || shape["eventstream"] == true {
        union(&mut schema, properties);
    } else {
        schema.insert("type".into(), "object".into());
        schema.insert("properties".into(), Value::Object(properties));
        if let Some(required) = shape.get("required") {
            schema.insert("required".into(), required.clone());
        }
    }
    let marks = [
        ("x-operation", model.operation_of.get(name.as_str()).map(|operation| (*operation).into())),
        ("x-reply", model.replies.contains(name.as_str()).then(|| true.into())),
        ("x-event", (shape["event"] == true).then(|| true.into())),
        ("x-event-stream", (shape["eventstream"] == true).then(|| true.into())),
        ("x-sensitive", (shape["sensitive"] == true).then(|| true.into())),
        ("x-payload", shape.get("payload").cloned()),
        ("x-http-status", shape["error"].get("httpStatusCode").cloned()),
    ];
    schema.extend(marks.into_iter().filter_map(|(mark, value)| Some((mark.to_owned(), value?))));
    Ok(Value::Object(schema))
}

/// One branch a member, and one for the member that a later release of the service adds.
fn union(schema: &mut Map<String, Value>, properties: Map<String, Value>) {
    let known: Vec<Value> = properties.keys().cloned().map(Value::String).collect();
    let mut branches: Vec<Value> = properties
        .into_iter()
        .map(|(member, property)| {
            json!({
                "type": "object",
                "properties": { &member: property },
                "required": [member],
                "additionalProperties": false,
            })
        })
        .collect();
    branches.push(json!({
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "propertyNames": { "not": { "enum": known } },
    }));
    schema.insert("oneOf".into(), branches.into());
    schema.insert("x-open-union".into(), true.into());
}

/// The schema of a member: that of its shape, and where it travels when not in the body.
fn property(model: &Model<'_>, holder: &str, reference: &Value) -> Result<Value, Error> {
    let mut schema = usage(model, holder, reference, 0)?;
    if let Value::Object(schema) = &mut schema {
        for (mark, key) in [("x-location", "location"), ("x-location-name", "locationName")] {
            if let Some(value) = reference.get(key) {
                schema.insert(mark.into(), value.clone());
            }
        }
    }
    Ok(schema)
}

/// A shape where it is used: a reference to a named one, or the schema of a scalar, list or map.
fn usage(model: &Model<'_>, holder: &str, reference: &Value, depth: usize) -> Result<Value, Error> {
    let name = reference["shape"].as_str().unwrap_or_default();
    let shape = model.shape(name)?;
    if model.is_named(name) {
        let (from, to) = (topic::of(model, holder), topic::of(model, name));
        let file = if from == to { String::new() } else { format!("{to}.json") };
        return Ok(json!({ "$ref": format!("{file}#/$defs/{name}") }));
    }
    if depth > DEEPEST {
        let reason = "lists and maps in one another without end, or almost";
        return Err(Error::new("service model", format!("/shapes/{name}"), reason));
    }
    let mut schema = match shape["type"].as_str().unwrap_or_default() {
        "structure" => json!({ "x-document": true }),
        "boolean" => json!({ "type": "boolean" }),
        "string" => json!({ "type": "string" }),
        "blob" => json!({ "type": "string", "contentEncoding": "base64" }),
        "integer" => json!({ "type": "integer", "format": "int32" }),
        "long" => json!({ "type": "integer", "format": "int64" }),
        "float" => json!({ "type": "number", "format": "float" }),
        "double" => json!({ "type": "number", "format": "double" }),
        "list" => json!({ "type": "array", "items": usage(model, holder, &shape["member"], depth + 1)? }),
        "map" => json!({
            "type": "object",
            "propertyNames": usage(model, holder, &shape["key"], depth + 1)?,
            "additionalProperties": usage(model, holder, &shape["value"], depth + 1)?,
        }),
        other => {
            let reason = format!("a shape of type `{other}` is not known here");
            return Err(Error::new("service model", format!("/shapes/{name}"), reason));
        }
    };
    bounds(shape, &mut schema);
    if shape["sensitive"] == true {
        schema["x-sensitive"] = true.into();
    }
    Ok(schema)
}

/// How many lists and maps stand in one another at most; the service has two.
const DEEPEST: usize = 16;

fn bounds(shape: &Value, schema: &mut Value) {
    let (least, most) = match shape["type"].as_str().unwrap_or_default() {
        "string" | "blob" => ("minLength", "maxLength"),
        "list" => ("minItems", "maxItems"),
        "map" => ("minProperties", "maxProperties"),
        _ => ("minimum", "maximum"),
    };
    for (word, bound) in [(least, &shape["min"]), (most, &shape["max"])] {
        if bound.is_null() {
            continue;
        }
        let bytes = bound.as_u64().filter(|_| shape["type"] == "blob");
        // A blob's bounds count bytes, its schema counts the base64 characters that carry them.
        schema[word] = bytes.map_or_else(|| bound.clone(), |bytes| (bytes.div_ceil(3) * 4).into());
    }
    if let Some(pattern) = shape["pattern"].as_str() {
        // The service matches the whole string, JSON Schema anywhere in it.
        schema["pattern"] = format!("^(?:{pattern})$").into();
    }
}
