//! The documents as the validator takes them: closed for what is sent, open for what arrives.
//!
//! Three forms are rewritten, because a validator can only say "none of these" of a choice: an open union becomes one
//! object of which exactly one member is set, an open enum a list of values or any string, one-or-many a choice by the
//! value's type. What went wrong is then found inside the member at fault. The build script reads this file as well.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};
use toolshape_json_schema::keyword;

/// How much a validator lets pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mood {
    /// For what is sent: nothing that the documents do not name.
    Strict,
    /// For what arrives: unknown members, enum values and union members pass.
    Lenient,
}

/// Which part of a request a validator reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// All of it.
    Whole,
    /// Without the members that travel in the URI or in headers.
    Body,
}

/// The documents of one service.
pub(crate) struct Schemas {
    documents: BTreeMap<String, Value>,
    closed_enums: bool,
}

impl Schemas {
    /// Reads the documents of a service; `closed_enums` says whether it refuses values that its documents do not name.
    pub(crate) fn new(documents: &[(&str, &str)], closed_enums: bool) -> serde_json::Result<Self> {
        let read = documents.iter().map(|(name, text)| Ok(((*name).to_owned(), serde_json::from_str(text)?)));
        Ok(Self { documents: read.collect::<serde_json::Result<_>>()?, closed_enums })
    }

    /// A document as it stands.
    pub(crate) fn document(&self, name: &str) -> Option<&Value> {
        self.documents.get(name)
    }

    /// The schema of one type with all it refers to. What stands at `#/$defs/X/$defs/Y` came from `X#/$defs/Y`, the
    /// rest from the type's own place.
    pub(crate) fn of(&self, document: &str, pointer: &str, form: Form, mood: Mood) -> Option<Value> {
        let mut own = self.documents.get(document)?.pointer(pointer)?.clone();
        if form == Form::Body {
            keep_body(&mut own);
        }
        let closed_enums = self.closed_enums && mood == Mood::Strict;
        let (waiting, seen) = (Vec::new(), BTreeSet::new());
        let mut rewriter = Rewriter { mood, closed_enums, document: document.to_owned(), waiting, seen };
        let mut root = rewriter.schema(&own);
        let mut documents = Map::new();
        while let Some((document, name)) = rewriter.waiting.pop() {
            let schema = self.documents.get(&document)?["$defs"].get(&name)?;
            rewriter.document.clone_from(&document);
            let schema = rewriter.schema(schema);
            let types = documents.entry(document).or_insert_with(|| json!({ "$defs": {} }));
            types["$defs"][&name] = schema;
        }
        let words = root.as_object_mut()?;
        words.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
        words.insert("$defs".into(), Value::Object(documents));
        Some(root)
    }
}

/// The word for a number written without a fraction that fits the format given.
pub(crate) const INTEGER: &str = "x-integer";
/// The format of base64 text.
pub(crate) const BASE64: &str = "base64";

/// Rewrites schemas of one document, and notes the types that they lead to.
struct Rewriter {
    mood: Mood,
    closed_enums: bool,
    document: String,
    waiting: Vec<(String, String)>,
    seen: BTreeSet<(String, String)>,
}

impl Rewriter {
    fn schema(&mut self, schema: &Value) -> Value {
        let Value::Object(words) = schema else { return schema.clone() };
        let marked = |mark: &str| schema[mark] == true;
        if marked("x-open-enum") {
            return self.open_enum(schema);
        }
        if marked("x-open-union") {
            return self.open_union(schema);
        }
        if marked("x-one-or-many") {
            return self.one_or_many(schema);
        }
        let mut new = Map::new();
        for (word, value) in words {
            let counts = keyword::find(word).is_some_and(|word| !word.describes);
            match (word.as_str(), value) {
                ("$ref", Value::String(target)) => {
                    new.insert(word.clone(), self.reference(target).into());
                }
                ("$defs" | "format", _) => {}
                _ if counts => {
                    new.insert(word.clone(), keyword::rewritten(word, value, |schema| self.schema(schema)));
                }
                _ => {}
            }
        }
        if self.mood == Mood::Strict && new.contains_key("properties") {
            new.entry("additionalProperties").or_insert(false.into());
        }
        if schema["type"] == "integer" {
            // JSON Schema takes 3.0 and 2e99 for integers; neither fits the type on the wire.
            new.insert("type".into(), "number".into());
            new.insert(INTEGER.into(), schema["format"].clone());
        }
        if words.contains_key("contentEncoding") {
            // A validator of this draft takes contentEncoding for a remark.
            new.insert("format".into(), BASE64.into());
        }
        Value::Object(new)
    }

    fn open_enum(&self, schema: &Value) -> Value {
        if self.closed_enums { schema["anyOf"][0].clone() } else { json!({ "type": "string" }) }
    }

    fn open_union(&mut self, schema: &Value) -> Value {
        let mut members = Map::new();
        for branch in schema["oneOf"].as_array().into_iter().flatten() {
            for (name, member) in branch["properties"].as_object().into_iter().flatten() {
                members.insert(name.clone(), self.schema(member));
            }
        }
        let mut union = json!({ "type": "object", "properties": members, "minProperties": 1, "maxProperties": 1 });
        if self.mood == Mood::Strict {
            union["additionalProperties"] = false.into();
        }
        union
    }

    fn reference(&mut self, target: &str) -> String {
        let (document, place) = target.split_once('#').unwrap_or((target, ""));
        let document = if document.is_empty() { self.document.clone() } else { document.to_owned() };
        if let Some(name) = place.strip_prefix("/$defs/") {
            let at = (document.clone(), name.to_owned());
            if self.seen.insert(at.clone()) {
                self.waiting.push(at);
            }
        }
        format!("#/$defs/{document}{place}")
    }

    fn one_or_many(&mut self, schema: &Value) -> Value {
        let mut choice = json!({ "if": { "type": "array" } });
        for branch in schema["oneOf"].as_array().into_iter().flatten() {
            let word = if branch["type"] == "array" { "then" } else { "else" };
            choice[word] = self.schema(branch);
        }
        choice
    }
}

fn keep_body(schema: &mut Value) {
    let mut elsewhere = BTreeSet::new();
    if let Some(Value::Object(members)) = schema.get_mut("properties") {
        members.retain(|name, member| {
            let travels = member.get("x-location").is_some();
            travels.then(|| elsewhere.insert(name.clone()));
            !travels
        });
    }
    if let Some(Value::Array(required)) = schema.get_mut("required") {
        required.retain(|name| !name.as_str().is_some_and(|name| elsewhere.contains(name)));
    }
}
