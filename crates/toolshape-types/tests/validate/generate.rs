//! Values drawn from the documents as they stand, and values with a fault.

use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use regex_lite::Regex;
use serde_json::{Map, Value, json};
use toolshape_json_schema::pointer::escape;

use crate::types::Type;

/// The documents of one service.
pub(crate) type Documents = BTreeMap<String, Value>;

pub(crate) fn documents(service: &str) -> &'static Documents {
    static BEDROCK: LazyLock<Documents> = LazyLock::new(|| read(toolshape_schemas::bedrock::ALL));
    static APPSYNC: LazyLock<Documents> = LazyLock::new(|| read(toolshape_schemas::appsync::ALL));
    if service == "BEDROCK" { &BEDROCK } else { &APPSYNC }
}

fn read(all: &[(&str, &str)]) -> Documents {
    all.iter().map(|(name, text)| ((*name).to_owned(), serde_json::from_str(text).expect("JSON"))).collect()
}

/// A sequence of choices that a seed fixes (splitmix64).
pub(crate) struct Choices(pub(crate) u64);

impl Choices {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % (bound.max(1) as u64)).expect("below a usize")
    }

    pub(crate) fn one_of<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }
}

/// A valid value of a type, with what the documents do not know now and then.
pub(crate) fn valid(of: &Type, documents: &Documents, choices: &mut Choices) -> Value {
    let schema = documents[of.document].pointer(of.pointer).expect(of.name);
    let mut value = Generator { documents, choices }.value(of.document, schema, 0);
    if of.is_body {
        let elsewhere = |name: &str| schema["properties"][name].get("x-location").is_some();
        value.as_object_mut().expect("a request").retain(|name, _| !elsewhere(name));
    }
    value
}

struct Generator<'a> {
    documents: &'a Documents,
    choices: &'a mut Choices,
}

/// Texts of which every pattern in the documents takes at least one.
const TEXTS: [&str; 12] = [
    "anthropic.claude-haiku-4-5-20251001-v1:0",
    "iabc12345678",
    "DRAFT",
    "7",
    "tooluse_1",
    "123456789012",
    "s3://bucket/key",
    "a text",
    "application/json",
    "arn:aws:bedrock:us-east-1:123456789012:guardrail/abc123",
    "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0",
    "arn:aws:bedrock:us-east-1:123456789012:automated-reasoning-policy/abcdef123456:1",
];

impl Generator<'_> {
    fn value(&mut self, document: &str, schema: &Value, depth: usize) -> Value {
        if let Some(target) = schema["$ref"].as_str() {
            let (file, pointer) = target.split_once('#').expect("a pointer");
            let file = if file.is_empty() { document } else { file };
            let documents = self.documents;
            return self.value(file, documents[file].pointer(pointer).expect(target), depth);
        }
        if schema["x-open-enum"] == true {
            let known = schema["anyOf"][0]["enum"].as_array().expect("known values");
            return if self.choices.once_in(20) { json!("hologram") } else { self.choices.one_of(known).clone() };
        }
        if let Some(branches) = schema["oneOf"].as_array() {
            if schema["x-open-union"] == true && self.choices.once_in(20) {
                return json!({ "hologram": { "depth": 3 } });
            }
            let known = branches.len() - usize::from(schema["x-open-union"] == true);
            let branch = self.choices.one_of(&branches[..known]);
            return self.value(document, branch, depth + 1);
        }
        match schema["type"].as_str() {
            _ if schema.get("const").is_some() => schema["const"].clone(),
            Some("object") => self.object(document, schema, depth),
            Some("array") => {
                let least = bound(schema, "minItems", 0);
                let most = bound(schema, "maxItems", 3).min(least.max(if depth > 8 { 0 } else { 3 }));
                let count = least + self.choices.below(most + 1 - least);
                (0..count).map(|_| self.value(document, &schema["items"], depth + 1)).collect()
            }
            Some("string") => self.text(schema).into(),
            Some("boolean") => self.choices.once_in(2).into(),
            Some("integer") => {
                let least = schema["minimum"].as_i64().unwrap_or(-5);
                let most = schema["maximum"].as_i64().unwrap_or(least + 1000);
                let span = usize::try_from(most - least).expect("minimum below maximum");
                (least + i64::try_from(self.choices.below(span + 1)).expect("in bounds")).into()
            }
            Some("number") => (f64::from(u8::try_from(self.choices.below(9)).expect("below 9")) / 8.0).into(),
            _ => self.choices.one_of(&[json!({ "any": [1, null] }), json!({}), json!("text"), json!(0.5)]).clone(),
        }
    }

    fn object(&mut self, document: &str, schema: &Value, depth: usize) -> Value {
        let mut object = Map::new();
        let required = |name: &str| schema["required"].as_array().is_some_and(|names| names.iter().any(|n| n == name));
        for (name, member) in schema["properties"].as_object().into_iter().flatten() {
            if required(name) || (depth < 10 && self.choices.once_in(2)) {
                object.insert(name.clone(), self.value(document, member, depth + 1));
            }
        }
        if let Some(values @ Value::Object(_)) = schema.get("additionalProperties") {
            for index in 0..bound(schema, "minProperties", 0) + self.choices.below(3) {
                object.insert(format!("key {index}"), self.value(document, values, depth + 1));
            }
        }
        let is_closed = schema.get("properties").is_none() || schema.get("additionalProperties").is_some();
        if !is_closed && self.choices.once_in(40) {
            object.insert("hologram".into(), json!(true)); // as a later release may add
        }
        object.into()
    }

    fn text(&mut self, schema: &Value) -> String {
        if schema["contentEncoding"] == "base64" {
            return (*self.choices.one_of(&["aGk=", "AAAA", "+/+/aa=="])).to_owned();
        }
        let (least, most) = (bound(schema, "minLength", 0), bound(schema, "maxLength", 4000));
        let fits = |text: &&str| (least..=most).contains(&text.chars().count());
        let texts = schema["pattern"].as_str().map_or_else(|| TEXTS.to_vec(), matching);
        let texts: Vec<&str> = texts.into_iter().filter(fits).collect();
        assert!(!texts.is_empty(), "no text for {schema}");
        (*self.choices.one_of(&texts)).to_owned()
    }
}

/// The texts that a pattern takes.
fn matching(pattern: &str) -> Vec<&'static str> {
    static KNOWN: Mutex<BTreeMap<String, Vec<&str>>> = Mutex::new(BTreeMap::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let texts = known.entry(pattern.to_owned()).or_insert_with(|| {
        let pattern = Regex::new(pattern).expect(pattern);
        TEXTS.into_iter().filter(|text| pattern.is_match(text)).collect()
    });
    texts.clone()
}

fn bound(schema: &Value, word: &str, otherwise: usize) -> usize {
    schema[word].as_u64().map_or(otherwise, |bound| usize::try_from(bound).expect("a length"))
}

/// A value with one thing changed somewhere; it may still be valid.
pub(crate) fn changed(mut value: Value, choices: &mut Choices) -> Value {
    let mut pointers = vec![String::new()];
    collect(&value, "", &mut pointers);
    let pointer = choices.one_of(&pointers).clone();
    let target = value.pointer_mut(&pointer).expect("a pointer into the value");
    match target {
        Value::Object(members) if !members.is_empty() && !choices.once_in(3) => {
            let names: Vec<String> = members.keys().cloned().collect();
            let name = choices.one_of(&names).clone();
            match choices.below(4) {
                0 => drop(members.shift_remove(&name)),
                1 => drop(members.insert("hologram".into(), json!(1))),
                2 => {
                    let member = members.shift_remove(&name);
                    members.insert(format!("{name}s"), member.unwrap_or_default());
                }
                _ => drop(members.insert("text".into(), json!("another"))),
            }
        }
        Value::Array(items) if !items.is_empty() && choices.once_in(2) => {
            let item = items[0].clone();
            items.resize(choices.below(14), item);
        }
        _ => {
            let long = "x".repeat(2100);
            let others = [
                json!(null),
                json!(false),
                json!(-3),
                json!(1.5),
                json!(10_000_000_000_i64),
                json!(u64::MAX),
                json!(""),
                json!("a b!"),
                json!(long),
                json!([]),
                json!([{}]),
                json!({}),
                json!({ "text": 1 }),
            ];
            *target = choices.one_of(&others).clone();
        }
    }
    value
}

fn collect(value: &Value, at: &str, pointers: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(name, child)| (escape(name), child)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(index, child)| (index.to_string(), child)).collect(),
        _ => Vec::new(),
    };
    for (segment, child) in children {
        let pointer = format!("{at}/{segment}");
        collect(child, &pointer, pointers);
        pointers.push(pointer);
    }
}
