//! The operations of OpenAPI 3.0 and 3.1 as tools.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::convert::Infallible;

use serde_json::{Map, Value, json};

use super::{Tool, text};
use crate::file::percent_decoded;
use crate::keyword;
use crate::pointer::{escape, unescape};

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// The keywords of an object whose properties can stand beside others.
const OF_PLAIN_OBJECTS: [&str; 4] = ["type", "properties", "required", "additionalProperties"];

/// How many references are followed one after the other: they may lead back.
const LONGEST_CHAIN: usize = 16;

/// Each operation of a document as a tool; `None` where it is not an OpenAPI 3 document.
pub(super) fn operations(document: &Value) -> Option<Vec<Tool<'_>>> {
    document.get("openapi")?.as_str().filter(|version| version.starts_with("3."))?;
    let mut tools = Vec::new();
    for (path, item) in document.get("paths")?.as_object()? {
        let members = item.as_object().into_iter().flatten();
        for (method, operation) in members.filter(|(name, _)| METHODS.contains(&name.as_str())) {
            tools.extend(operation.as_object().map(|operation| tool(document, path, method, operation)));
        }
    }
    Some(tools)
}

fn tool<'a>(document: &'a Value, path: &str, method: &str, operation: &'a Map<String, Value>) -> Tool<'a> {
    let item = format!("/paths/{}", escape(path));
    let pointer = format!("{item}/{method}");
    let mut input =
        Input { document, keywords: Map::new(), properties: Map::new(), required: Vec::new(), parts: BTreeMap::new() };
    for owner in [&pointer, &item] {
        input.parameters(&format!("{owner}/parameters"));
    }
    input.body(&format!("{pointer}/requestBody"));
    let (schema, parts) = input.finish();
    let name = text(operation, "operationId").map_or_else(|| Cow::Owned(name(method, path)), Cow::Borrowed);
    let description = text(operation, "description").or_else(|| text(operation, "summary"));
    Tool { name: Some(name), description, schema: Cow::Owned(schema), pointer, parts }
}

/// `get_pets_id` of `get` and `/pets/{id}`.
fn name(method: &str, path: &str) -> String {
    let words = path.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    std::iter::once(method).chain(words).collect::<Vec<_>>().join("_")
}

/// The schema of an operation's input.
struct Input<'a> {
    document: &'a Value,
    /// Besides `type`, `properties` and `required`.
    keywords: Map<String, Value>,
    properties: Map<String, Value>,
    required: Vec<String>,
    parts: BTreeMap<String, String>,
}

impl<'a> Input<'a> {
    /// Adds a list of parameters. Those that were added before are not replaced: a path's are for operations that have
    /// none of that name.
    fn parameters(&mut self, list: &str) {
        let length = self.document.pointer(list).and_then(Value::as_array).map_or(0, Vec::len);
        for index in 0..length {
            let Some((parameter, at)) = self.resolved(format!("{list}/{index}")) else { continue };
            let Some(name) = text(parameter, "name") else { continue };
            let (schema, at) = schema(parameter, &at).unwrap_or((&Value::Bool(true), at));
            let mut schema = schema.clone();
            if let (Value::Object(schema), Some(description)) = (&mut schema, text(parameter, "description")) {
                schema.entry("description").or_insert_with(|| description.into());
            }
            self.property(name, schema, at, parameter.get("required") == Some(&Value::Bool(true)));
        }
    }

    /// Adds the properties of a request body, or the body as one property.
    fn body(&mut self, at: &str) {
        let Some((body, at)) = self.resolved(at.to_owned()) else { return };
        let Some((schema, place)) = schema(body, &at) else { return };
        let is_required = body.get("required") == Some(&Value::Bool(true));
        let Some((object, at)) = self.resolved(place.clone()).filter(|(schema, _)| is_plain_object(schema)) else {
            return self.property("body", schema.clone(), place, is_required);
        };
        let required = object.get("required").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        for (name, property) in object.get("properties").and_then(Value::as_object).into_iter().flatten() {
            let is_required = is_required && required.iter().any(|one| one == name);
            self.property(name, property.clone(), format!("{at}/properties/{}", escape(name)), is_required);
        }
        let is_other = |name: &str| !matches!(name, "type" | "properties" | "required");
        for (name, argument) in object.iter().filter(|(name, _)| is_other(name)) {
            self.keywords.insert(name.clone(), argument.clone());
            self.parts.insert(format!("/{}", escape(name)), format!("{at}/{}", escape(name)));
        }
    }

    fn property(&mut self, name: &str, schema: Value, at: String, is_required: bool) {
        if self.properties.contains_key(name) {
            return;
        }
        self.properties.insert(name.to_owned(), schema);
        self.parts.insert(format!("/properties/{}", escape(name)), at);
        if is_required {
            self.required.push(name.to_owned());
        }
    }

    /// The object at a pointer, or the target of the reference there.
    fn resolved(&self, mut at: String) -> Option<(&'a Map<String, Value>, String)> {
        for _ in 0..LONGEST_CHAIN {
            let object = self.document.pointer(&at)?.as_object()?;
            let Some(reference) = text(object, "$ref") else { return Some((object, at)) };
            at = percent_decoded(reference.strip_prefix('#')?);
        }
        None
    }

    fn finish(mut self) -> (Value, BTreeMap<String, String>) {
        let mut schema = json!({"type": "object", "properties": self.properties, "required": self.required});
        for (name, argument) in self.keywords {
            schema[name] = argument;
        }
        let mut components = components(self.document, &schema);
        let of_components = components.values_mut().filter_map(Value::as_object_mut).flat_map(Map::values_mut);
        of_components.chain([&mut schema]).for_each(as_requests_have_it);
        if !components.is_empty() {
            schema["components"] = Value::Object(components);
            self.parts.insert("/components".to_owned(), "/components".to_owned());
        }
        (schema, self.parts)
    }
}

/// The schema of a parameter or of a body. Of several media types, JSON is preferred.
fn schema<'a>(holder: &'a Map<String, Value>, at: &str) -> Option<(&'a Value, String)> {
    if let Some(schema) = holder.get("schema") {
        return Some((schema, format!("{at}/schema")));
    }
    let content = holder.get("content")?.as_object()?;
    let is_json = |kind: &&String| kind.starts_with("application/json") || kind.ends_with("+json");
    let kind = content.keys().find(is_json).or_else(|| content.keys().next())?;
    Some((content[kind].get("schema")?, format!("{at}/content/{}/schema", escape(kind))))
}

/// Whether properties may be added to a schema without a change to what it accepts.
fn is_plain_object(schema: &Map<String, Value>) -> bool {
    let is_object = schema.get("type").map_or(schema.contains_key("properties"), |kind| kind == "object");
    let said = schema.keys().filter_map(|name| keyword::find(name)).filter(|keyword| keyword.says());
    is_object && said.into_iter().all(|keyword| OF_PLAIN_OBJECTS.contains(&keyword.name))
}

/// The components that a schema refers to, directly or through others.
fn components(document: &Value, schema: &Value) -> Map<String, Value> {
    let mut found = Map::new();
    let mut open = references(schema);
    while let Some(reference) = open.pop() {
        let reference = percent_decoded(reference);
        let mut segments = reference.strip_prefix("#/components/").into_iter().flat_map(|rest| rest.split('/'));
        let (Some(kind), Some(name)) = (segments.next(), segments.next()) else { continue };
        let Some(component) = document.pointer(&format!("/components/{kind}/{name}")) else { continue };
        let of_kind = found.entry(unescape(kind)).or_insert_with(|| json!({}));
        if of_kind.get(unescape(name)).is_none() {
            of_kind[unescape(name)] = component.clone();
            open.extend(references(component));
        }
    }
    found
}

/// Drops `readOnly` properties from `required`: they are required in responses alone.
fn as_requests_have_it(schema: &mut Value) {
    let is_read_only = |name: &Value| Some(schema.get("properties")?.get(name.as_str()?)?.get("readOnly")? == true);
    if let Some(mut required) = schema.get("required").and_then(Value::as_array).cloned() {
        required.retain(|name| is_read_only(name) != Some(true));
        schema["required"] = required.into();
    }
    let Ok(()) = keyword::each_child(schema, |_, child| {
        as_requests_have_it(child);
        Ok::<_, Infallible>(())
    });
}

/// The references in a schema.
fn references(schema: &Value) -> Vec<&str> {
    let own = schema.get("$ref").and_then(Value::as_str);
    let below = keyword::children(schema).into_iter().flat_map(|(_, child)| references(child));
    own.into_iter().chain(below).collect()
}
