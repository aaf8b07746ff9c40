use std::collections::HashMap;
use std::fmt::Display;
use std::sync::LazyLock;

use regex_lite::Regex;
use serde_json::{Map, Number, Value};

use super::path::Path;
use crate::fault::Fault;

/// Refuses a request that does not fit its type in the service model or breaks a bound.
pub(super) fn check(document: &'static str, shape: &'static str, model_id: &str, body: &Value) -> Result<(), Fault> {
    let request = Schema::find(document, shape);
    let id = request.child(&request.is["properties"]["modelId"]);
    let mut walk = Walk::default();
    walk.value(id, &model_id.into(), &Path::Body.member("modelId"))?;
    walk.value(request, body, &Path::Body)?;
    walk.verdict()
}

/// The service model, as the bundled documents have it.
struct Model {
    documents: HashMap<&'static str, Value>,
    patterns: HashMap<String, Regex>,
}

// The documents are constants; a test sees that each can be read and each pattern compiles.
static MODEL: LazyLock<Model> = LazyLock::new(|| {
    let documents: HashMap<_, _> = toolshape_schemas::bedrock::ALL
        .iter()
        .filter_map(|(name, text)| Some((*name, serde_json::from_str(text).ok()?)))
        .collect();
    let patterns = documents
        .values()
        .flat_map(patterns)
        .filter_map(|pattern| Some((pattern.to_owned(), Regex::new(pattern).ok()?)))
        .collect();
    Model { documents, patterns }
});

/// Every pattern in a schema, however deep.
fn patterns(schema: &Value) -> Vec<&str> {
    match schema {
        Value::Object(words) => {
            let own = words.get("pattern").and_then(Value::as_str);
            let inner = words.values().flat_map(patterns);
            own.into_iter().chain(inner).collect()
        }
        Value::Array(items) => items.iter().flat_map(patterns).collect(),
        _ => Vec::new(),
    }
}

/// A schema, the document that its references start from, and the name of its type.
#[derive(Clone, Copy)]
struct Schema {
    document: &'static str,
    name: &'static str,
    is: &'static Value,
}

impl Schema {
    fn find(document: &'static str, name: &'static str) -> Self {
        let is = MODEL.documents.get(document).map_or(&Value::Null, |document| &document["$defs"][name]);
        Self { document, name, is }
    }

    /// A schema inside this one, or the one that it refers to.
    fn child(self, is: &'static Value) -> Self {
        match is["$ref"].as_str().and_then(|to| to.split_once("#/$defs/")) {
            Some(("", name)) => Self::find(self.document, name),
            Some((document, name)) => Self::find(document, name),
            None => Self { is, ..self },
        }
    }

    fn has(self, word: &str) -> bool {
        self.is[word] == true
    }

    fn is_text(self) -> bool {
        self.is["type"] == "string" || self.has("x-open-enum")
    }

    fn members(self) -> impl Iterator<Item = (&'static str, Self)> {
        let members = self.is["properties"].as_object().into_iter().flatten();
        members
            .filter(|(_, member)| member["x-location"].is_null())
            .map(move |(name, member)| (name.as_str(), self.child(member)))
    }

    fn requires(self, member: &str) -> bool {
        let required = self.is["required"].as_array();
        required.is_some_and(|required| required.iter().any(|name| name == member))
    }

    /// The members that a union may have; its last branch stands for those not known yet.
    fn union_members(self) -> Vec<(&'static str, Self)> {
        let branches = self.is["oneOf"].as_array().into_iter().flatten();
        branches.flat_map(|branch| Self { is: branch, ..self }.members()).collect()
    }

    /// The bounds on a text in the service's words, each with whether this text keeps it.
    fn text_bounds(self, text: &str) -> Vec<(String, bool)> {
        if let Some(values) = self.is["anyOf"][0]["enum"].as_array() {
            let values: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
            let bound = format!("Member must satisfy enum value set: [{}]", values.join(", "));
            return vec![(bound, values.contains(&text))];
        }
        let length = text.chars().count() as u64;
        let (min, max) = (&self.is["minLength"], &self.is["maxLength"]);
        let mut bounds = Vec::new();
        if let Some(max) = max.as_u64() {
            bounds.push((at_most("length", max), length <= max));
        }
        if let Some(pattern) = self.is["pattern"].as_str() {
            // Anchored by the import; the service names the bare pattern.
            let bare = pattern.strip_prefix("^(?:").and_then(|rest| rest.strip_suffix(")$"));
            let bound = format!("Member must satisfy regular expression pattern: {}", bare.unwrap_or(pattern));
            let kept = MODEL.patterns.get(pattern).is_none_or(|regex| regex.is_match(text));
            bounds.push((bound, kept));
        }
        if let Some(min) = min.as_u64() {
            bounds.push((at_least("length", min), length >= min));
        }
        bounds
    }

    /// The bounds on how much a list or a map holds.
    fn size_bounds(self, min: &str, max: &str, size: usize) -> Vec<(String, bool)> {
        let size = size as u64;
        let max = self.is[max].as_u64();
        let min = self.is[min].as_u64();
        let max = max.map(|max| (at_most("length", max), size <= max));
        let min = min.map(|min| (at_least("length", min), size >= min));
        max.into_iter().chain(min).collect()
    }

    fn number_bounds(self, number: &Number) -> Vec<(String, bool)> {
        let value = number.as_f64().unwrap_or_default();
        let bound = |word: &str| self.is[word].as_f64();
        let max = bound("maximum").map(|max| (at_most("value", max), value <= max));
        let min = bound("minimum").map(|min| (at_least("value", min), value >= min));
        max.into_iter().chain(min).collect()
    }
}

fn at_most(what: &str, bound: impl Display) -> String {
    format!("Member must have {what} less than or equal to {bound}")
}

fn at_least(what: &str, bound: impl Display) -> String {
    format!("Member must have {what} greater than or equal to {bound}")
}

/// How many broken bounds are told.
const MOST_BROKEN: usize = 1000;

/// One pass over a request.
///
/// A value of the wrong type ends it, as the service reads a request before it looks at
/// bounds; broken bounds are gathered and go into one message.
#[derive(Default)]
struct Walk {
    broken: Vec<String>,
    wrong_union: Option<Fault>,
}

impl Walk {
    fn verdict(self) -> Result<(), Fault> {
        let errors = match self.broken.len() {
            0 => return self.wrong_union.map_or(Ok(()), Err),
            1 => "error",
            _ => "errors",
        };
        Err(Fault::validation(format!(
            "{} validation {errors} detected: {}",
            self.broken.len(),
            self.broken.join("; ")
        )))
    }

    fn value(&mut self, schema: Schema, value: &Value, path: &Path<'_>) -> Result<(), Fault> {
        if schema.has("x-document") {
            return Ok(());
        }
        if schema.has("x-open-union") {
            return self.union(schema, structure(value, path)?, path);
        }
        if schema.is_text() {
            return self.text(schema, value, path);
        }
        match schema.is["type"].as_str() {
            Some("object") if schema.is["additionalProperties"].is_object() => {
                self.map(schema, structure(value, path)?, path)
            }
            Some("object") => self.structure(schema, structure(value, path)?, path),
            Some("array") => self.list(schema, value, path),
            Some("integer" | "number") => self.number(schema, value, path),
            Some("boolean") if !value.is_boolean() => Err(unreadable(value, "Boolean", path)),
            _ => Ok(()),
        }
    }

    fn structure(&mut self, schema: Schema, value: &Map<String, Value>, path: &Path<'_>) -> Result<(), Fault> {
        for (name, member) in schema.members() {
            let path = path.member(name);
            match value.get(name) {
                Some(value) if !value.is_null() => self.value(member, value, &path)?,
                _ if schema.requires(name) => {
                    self.bounds(&path, " null", [("Member must not be null".to_owned(), false)]);
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn union(&mut self, schema: Schema, value: &Map<String, Value>, path: &Path<'_>) -> Result<(), Fault> {
        let members = schema.union_members();
        let mut set = Vec::new();
        for (name, member) in &members {
            if let Some(value) = value.get(*name).filter(|value| !value.is_null()) {
                self.value(*member, value, &path.member(name))?;
                set.push(*name);
            }
        }
        let (of, keys) = match set.len() {
            0 => ("one", members.iter().map(|(name, _)| *name).collect()),
            1 => return Ok(()),
            _ => ("only one", set),
        };
        self.wrong_union.get_or_insert_with(|| {
            Fault::validation(format!(
                "The {} object at {path} must set {of} of the following keys: {}.",
                schema.name,
                keys.join(", ")
            ))
        });
        Ok(())
    }

    fn map(&mut self, schema: Schema, value: &Map<String, Value>, path: &Path<'_>) -> Result<(), Fault> {
        let size = schema.size_bounds("minProperties", "maxProperties", value.len());
        self.bounds(path, "", size);
        let keys = schema.child(&schema.is["propertyNames"]);
        let broken = value.keys().find_map(|key| broken_bounds(keys.text_bounds(key)));
        self.members(path, "Map keys", broken);

        let member = schema.child(&schema.is["additionalProperties"]);
        let values = value.iter().map(|(name, value)| (path.member(name), value));
        self.contents(member, values, path, "Map value")
    }

    fn list(&mut self, schema: Schema, value: &Value, path: &Path<'_>) -> Result<(), Fault> {
        let Value::Array(items) = value else {
            return Err(unreadable(value, "List", path));
        };
        let size = schema.size_bounds("minItems", "maxItems", items.len());
        self.bounds(path, "", size);
        let member = schema.child(&schema.is["items"]);
        let values = items.iter().enumerate().map(|(n, item)| (path.item(n), item));
        self.contents(member, values, path, "Member")
    }

    /// The values of a map or the items of a list. Bounds on plain texts are told of the
    /// whole, in one error.
    fn contents<'p>(
        &mut self,
        member: Schema,
        values: impl Iterator<Item = (Path<'p>, &'p Value)>,
        path: &Path<'_>,
        what: &str,
    ) -> Result<(), Fault> {
        let mut broken = None;
        for (path, value) in values {
            match value {
                Value::String(text) if member.is_text() => {
                    broken = broken.or_else(|| broken_bounds(member.text_bounds(text)));
                }
                value => self.value(member, value, &path)?,
            }
        }
        self.members(path, what, broken);
        Ok(())
    }

    fn text(&mut self, schema: Schema, value: &Value, path: &Path<'_>) -> Result<(), Fault> {
        let Value::String(text) = value else {
            return Err(unreadable(value, "String", path));
        };
        if schema.is["contentEncoding"] == "base64" {
            if !is_base64(text) {
                return Err(unreadable(value, "Blob", path));
            }
            // The model counts bytes and the document base64 characters: of a blob in a
            // request both say no more than whether it may be empty.
            let filled = schema.is["minLength"].as_u64() > Some(0);
            let bound = (at_least("length", 1), !(filled && text.is_empty()));
            self.bounds(path, "", [bound]);
            return Ok(());
        }
        let shown = if schema.has("x-sensitive") { String::new() } else { format!(" '{text}'") };
        self.bounds(path, &shown, schema.text_bounds(text));
        Ok(())
    }

    fn number(&mut self, schema: Schema, value: &Value, path: &Path<'_>) -> Result<(), Fault> {
        let integer = schema.is["type"] == "integer";
        let kind = if integer { "Integer" } else { "Float" };
        let Value::Number(number) = value else {
            return Err(unreadable(value, kind, path));
        };
        let whole = number.as_i64();
        let fits = match schema.is["format"].as_str() {
            Some("int32") => whole.is_some_and(|whole| i32::try_from(whole).is_ok()),
            _ => !integer || whole.is_some(),
        };
        if !fits {
            return Err(unreadable(value, kind, path));
        }
        // The service shows a float as one, also where it came as a whole number.
        let shown = if integer { number.to_string() } else { format!("{:?}", number.as_f64().unwrap_or_default()) };
        self.bounds(path, &format!(" '{shown}'"), schema.number_bounds(number));
        Ok(())
    }

    /// Notes the bounds that a value breaks, with the value as it is shown. What a
    /// conversation says is never shown.
    fn bounds(&mut self, path: &Path<'_>, shown: &str, bounds: impl IntoIterator<Item = (String, bool)>) {
        let shown = if path.root() == "messages" { "" } else { shown };
        let broken = bounds.into_iter().filter(|(_, kept)| !kept).take(MOST_BROKEN.saturating_sub(self.broken.len()));
        self.broken.extend(broken.map(|(bound, _)| {
            let path = path.of_model();
            format!("Value{shown} at '{path}' failed to satisfy constraint: {bound}")
        }));
    }

    /// Notes a list or map when one of its texts breaks a bound, with all bounds of a text.
    fn members(&mut self, path: &Path<'_>, what: &str, broken: Option<Vec<String>>) {
        if let Some(bounds) = broken {
            let bound = format!("{what} must satisfy constraint: [{}]", bounds.join(", "));
            self.bounds(path, "", [(bound, false)]);
        }
    }
}

/// All bounds of a text, where it breaks one.
fn broken_bounds(bounds: Vec<(String, bool)>) -> Option<Vec<String>> {
    let is_broken = bounds.iter().any(|(_, kept)| !kept);
    is_broken.then(|| bounds.into_iter().map(|(bound, _)| bound).collect())
}

fn structure<'v>(value: &'v Value, path: &Path<'_>) -> Result<&'v Map<String, Value>, Fault> {
    value.as_object().ok_or_else(|| unreadable(value, "Structure", path))
}

/// The service's words for a value of another type than its place asks for.
fn unreadable(value: &Value, wanted: &str, path: &Path<'_>) -> Fault {
    let found = match value {
        Value::Array(_) => return misplaced("list", path),
        Value::Object(_) => return misplaced("structure or map", path),
        Value::String(_) => "STRING_VALUE",
        Value::Number(_) => "NUMBER_VALUE",
        Value::Bool(true) => "TRUE_VALUE",
        Value::Bool(false) => "FALSE_VALUE",
        Value::Null => "NULL_VALUE",
    };
    Fault::serialization(format!("{found} cannot be converted to {wanted}{}", at(path)))
}

fn misplaced(found: &str, path: &Path<'_>) -> Fault {
    Fault::serialization(format!("Start of {found} found where not expected{}", at(path)))
}

fn at(path: &Path<'_>) -> String {
    match path {
        Path::Body => String::new(),
        path => format!(" at '{path}'"),
    }
}

fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    let digit = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    text.len().is_multiple_of(4) && text.len() - digits.len() < 3 && digits.bytes().all(digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_document_is_read_and_every_pattern_compiles() {
        assert_eq!(MODEL.documents.len(), toolshape_schemas::bedrock::ALL.len());
        for pattern in MODEL.documents.values().flat_map(patterns) {
            assert!(MODEL.patterns.contains_key(pattern), "{pattern}");
        }
    }

    #[test]
    fn a_request_is_found_with_its_members() {
        let request = Schema::find("converse.json", "ConverseRequest");
        let names: Vec<&str> = request.members().map(|(name, _)| name).collect();
        assert!(names.contains(&"toolConfig") && !names.contains(&"modelId"), "{names:?}");
        assert!(request.members().all(|(_, member)| member.is.is_object()));
    }
}
