//! Instances drawn from the schemas of Bedrock, seeded: the same ones in every run.

use std::collections::BTreeMap;

use proptest::strategy::{SBoxedStrategy, Strategy, ValueTree};
use proptest::string::string_regex;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use proptest::{prelude::any, sample::select};
use serde_json::{Map, Value, json};

/// How deep structures nest before optional members end.
const DEPTH: usize = 7;

const MODELS: &[&str] = &["amazon.nova-lite-v1:0", "us.anthropic.claude-haiku-4-5-20251001-v1:0"];

/// Draws instances of the types in `toolshape_schemas::bedrock`.
pub(crate) struct Instances {
    types: BTreeMap<String, Value>,
    /// Strings of a pattern, where proptest can draw them.
    patterns: BTreeMap<String, Option<SBoxedStrategy<String>>>,
    runner: TestRunner,
}

impl Instances {
    pub(crate) fn new(seed: u64) -> Self {
        let mut types = BTreeMap::new();
        for (_, text) in toolshape_schemas::bedrock::ALL {
            let document: Value = serde_json::from_str(text).unwrap();
            for (name, schema) in document["$defs"].as_object().unwrap() {
                types.insert(name.clone(), schema.clone());
            }
        }
        let config = Config { rng_seed: RngSeed::Fixed(seed), ..Config::default() };
        Self { types, patterns: BTreeMap::new(), runner: TestRunner::new(config) }
    }

    pub(crate) fn schema(&self, name: &str) -> &Value {
        &self.types[name]
    }

    /// One instance of the type of this name.
    pub(crate) fn draw(&mut self, name: &str) -> Value {
        let schema = self.types[name].clone();
        self.value(&schema, 0)
    }

    /// Changes one place of an instance, most often so that it is one no more.
    pub(crate) fn spoil(&mut self, instance: &mut Value) {
        let parts = match instance {
            Value::Object(members) => members.len(),
            Value::Array(items) => items.len(),
            _ => 0,
        };
        if parts == 0 || self.pick(0..4) == 0 {
            return self.spoil_here(instance);
        }
        let index = self.pick(0..parts);
        match instance {
            Value::Object(members) => members.values_mut().nth(index).map(|member| self.spoil(member)),
            Value::Array(items) => items.get_mut(index).map(|item| self.spoil(item)),
            _ => None,
        };
    }

    fn spoil_here(&mut self, place: &mut Value) {
        match (place, self.pick(0..3)) {
            (Value::Object(members), 0) => {
                let last = members.keys().next_back().cloned();
                last.and_then(|name| members.shift_remove(&name));
            }
            (Value::Object(members), 1) => {
                members.insert("surprise".into(), Value::Bool(true));
            }
            (Value::Array(items), 0) => items.clear(),
            (Value::String(text), 0) => text.clear(),
            (Value::String(text), 1) => text.push_str(&"x".repeat(300)),
            (Value::Number(number), 0) => *number = 0.into(),
            (Value::Number(number), 1) => *number = 5_000_000_000_u64.into(),
            (place, _) => *place = self.document(2, 0),
        }
    }

    fn pick<S: Strategy>(&mut self, strategy: S) -> S::Value {
        strategy.new_tree(&mut self.runner).unwrap().current()
    }

    fn value(&mut self, schema: &Value, depth: usize) -> Value {
        if let Some(reference) = schema["$ref"].as_str() {
            let schema = self.types[reference.rsplit('/').next().unwrap()].clone();
            return self.value(&schema, depth);
        }
        if schema["x-document"] == true {
            // A member that is null on the wire stands for one that is absent.
            return self.document(0, 1);
        }
        if schema["x-open-enum"] == true {
            return self.pick(select(schema["anyOf"][0]["enum"].as_array().unwrap().clone()));
        }
        if let Some(branches) = schema["oneOf"].as_array() {
            // The last branch is the member that nobody knows yet; deep down the first, which is the plainest.
            let known = &branches[..branches.len() - 1];
            let branch = if depth > DEPTH { known[0].clone() } else { self.pick(select(known.to_vec())) };
            return self.value(&branch, depth + 1);
        }
        match schema["type"].as_str().unwrap() {
            "object" if schema.get("additionalProperties").is_some_and(Value::is_object) => self.map(schema, depth),
            "object" => self.structure(schema, depth),
            "array" => self.list(schema, depth),
            "string" => self.string(schema),
            "boolean" => self.pick(any::<bool>()).into(),
            "integer" => self.integer(schema),
            "number" => self.number(schema),
            other => panic!("no rule for {other}"),
        }
    }

    fn structure(&mut self, schema: &Value, depth: usize) -> Value {
        let required = schema["required"].as_array().cloned().unwrap_or_default();
        let mut members = Map::new();
        for (name, member) in schema["properties"].as_object().into_iter().flatten() {
            let is_required = required.iter().any(|required| required == name.as_str());
            if is_required || (depth < DEPTH && self.pick(any::<bool>())) {
                members.insert(name.clone(), self.value(member, depth + 1));
            }
        }
        Value::Object(members)
    }

    fn map(&mut self, schema: &Value, depth: usize) -> Value {
        let count = self.count(schema, "minProperties", "maxProperties");
        let entries = (0..count).map(|_| {
            let name = self.string(&schema["propertyNames"]);
            (name.as_str().unwrap().to_owned(), self.value(&schema["additionalProperties"], depth + 1))
        });
        Value::Object(entries.collect())
    }

    fn list(&mut self, schema: &Value, depth: usize) -> Value {
        let count = self.count(schema, "minItems", "maxItems");
        (0..count).map(|_| self.value(&schema["items"], depth + 1)).collect()
    }

    fn count(&mut self, schema: &Value, least: &str, most: &str) -> u64 {
        let least = schema[least].as_u64().unwrap_or(0);
        let most = schema[most].as_u64().unwrap_or(least + 2).min(least + 2);
        self.pick(least..=most)
    }

    fn string(&mut self, schema: &Value) -> Value {
        let least = schema["minLength"].as_u64().unwrap_or(0);
        let most = schema["maxLength"].as_u64().unwrap_or(u64::MAX);
        if schema["contentEncoding"] == "base64" {
            let groups = least / 4;
            return "AQID".repeat(usize::try_from(self.pick(groups..=groups + 3)).unwrap()).into();
        }
        let Some(pattern) = schema["pattern"].as_str() else {
            let length = usize::try_from(self.pick(least..=most.min(least + 12))).unwrap();
            return (0..length).map(|_| self.pick(any::<char>())).collect::<String>().into();
        };
        let inner = pattern.strip_prefix("^(?:").and_then(|inner| inner.strip_suffix(")$")).unwrap();
        let strategy = self.patterns.entry(inner.to_owned()).or_insert_with(|| {
            let ascii = string_regex(&format!("(?-u:{inner})")).ok();
            let strategy = ascii.or_else(|| string_regex(inner).ok())?;
            Some(strategy.sboxed())
        });
        if let Some(strategy) = strategy.clone() {
            for _ in 0..200 {
                let text = self.pick(&strategy);
                let length = text.chars().count() as u64;
                if (least..=most).contains(&length) {
                    return text.into();
                }
            }
        }
        // Patterns with anchors inside are those of model identifiers.
        self.pick(select(MODELS)).into()
    }

    fn integer(&mut self, schema: &Value) -> Value {
        let (least, most) = match schema["format"].as_str().unwrap() {
            "int32" => (i64::from(i32::MIN), i64::from(i32::MAX)),
            _ => (i64::MIN, i64::MAX),
        };
        let least = schema["minimum"].as_i64().unwrap_or(least);
        let most = schema["maximum"].as_i64().unwrap_or(most);
        self.pick(proptest::prop_oneof![proptest::prelude::Just(least), proptest::prelude::Just(most), least..=most])
            .into()
    }

    fn number(&mut self, schema: &Value) -> Value {
        let least = schema["minimum"].as_f64().unwrap_or(-1e6);
        let most = schema["maximum"].as_f64().unwrap_or(1e6);
        let number = self.pick(proptest::prop_oneof![
            proptest::prelude::Just(least),
            proptest::prelude::Just(most),
            least..=most
        ]);
        if schema["format"] == "float" {
            // As many digits as 32 bits tell apart.
            return serde_json::from_str(&format!("{:?}", (number * 1000.0).round() / 1000.0)).unwrap();
        }
        number.into()
    }

    /// Any JSON, with the integers that a float would lose.
    fn document(&mut self, depth: usize, first_kind: usize) -> Value {
        let kind = self.pick(first_kind..if depth < 3 { 9 } else { 7 });
        match kind {
            0 => Value::Null,
            1 => self.pick(any::<bool>()).into(),
            2 => self.pick(any::<i64>()).into(),
            3 => self.pick(select(vec![json!(u64::MAX), json!(i64::MIN), json!(9_007_199_254_740_993_u64), json!(0)])),
            4 => self.pick(-1e9_f64..1e9).into(),
            5 | 6 => self.pick(".{0,12}").into(),
            7 => (0..self.pick(0..4)).map(|_| self.document(depth + 1, 0)).collect(),
            _ => {
                let count = self.pick(0..4);
                Value::Object((0..count).map(|_| (self.pick("[a-zA-Z_ ]{1,8}"), self.document(depth + 1, 0))).collect())
            }
        }
    }
}
