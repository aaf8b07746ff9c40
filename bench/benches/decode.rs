//! The SDK's `Document` to a type: straight, and by way of a `serde_json::Value`.

use std::collections::{BTreeMap, HashMap};

use aws_smithy_types::{Document, Number};
use serde::Deserialize;
use serde_json::Value;
use toolshape_bench::compare;

#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "filled in by serde, read by nobody")]
struct Report {
    title: String,
    sections: Vec<Section>,
}

#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "filled in by serde, read by nobody")]
struct Section {
    heading: String,
    severity: Severity,
    score: f64,
    count: u32,
    resolved: bool,
    note: Option<String>,
    tags: Vec<String>,
    labels: BTreeMap<String, i64>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Severity {
    Low,
    High,
}

fn main() {
    let value = payload();
    let bytes = value.to_string().len();
    let document = document(&value);
    compare(
        &format!("a tool call's input of {bytes} bytes into a type"),
        ("straight from the document", || toolshape_bedrock::from_document::<Report>(&document)),
        ("by way of a Value", || serde_json::from_value::<Report>(json(&document))),
        Some(0.25),
    );
}

/// About 10 KB: a report of sections.
fn payload() -> Value {
    let section = |index: usize| {
        serde_json::json!({
            "heading": format!("Section {index}: what was found in the logs of last week"),
            "severity": if index.is_multiple_of(2) { "low" } else { "high" },
            "score": 0.25 * index as f64,
            "count": index * 17,
            "resolved": index.is_multiple_of(3),
            "note": (index.is_multiple_of(4)).then(|| "Seen before; see the report of the week before last."),
            "tags": ["storage", "latency", "eu-west-1"],
            "labels": {"first": index, "second": -5, "third": 9_007_199_254_740_993_i64},
        })
    };
    serde_json::json!({ "title": "Weekly report", "sections": (0..42).map(section).collect::<Vec<_>>() })
}

fn document(value: &Value) -> Document {
    match value {
        Value::Null => Document::Null,
        Value::Bool(value) => Document::Bool(*value),
        Value::Number(number) => Document::Number(match (number.as_u64(), number.as_i64()) {
            (Some(number), _) => Number::PosInt(number),
            (None, Some(number)) => Number::NegInt(number),
            (None, None) => Number::Float(number.as_f64().unwrap()),
        }),
        Value::String(text) => Document::String(text.clone()),
        Value::Array(items) => Document::Array(items.iter().map(document).collect()),
        Value::Object(members) => {
            Document::Object(members.iter().map(|(name, value)| (name.clone(), document(value))).collect::<HashMap<_, _>>())
        }
    }
}

fn json(document: &Document) -> Value {
    match document {
        Document::Null => Value::Null,
        Document::Bool(value) => Value::Bool(*value),
        Document::Number(Number::PosInt(number)) => (*number).into(),
        Document::Number(Number::NegInt(number)) => (*number).into(),
        Document::Number(Number::Float(number)) => (*number).into(),
        Document::String(text) => text.clone().into(),
        Document::Array(items) => items.iter().map(json).collect(),
        Document::Object(members) => members.iter().map(|(name, value)| (name.clone(), json(value))).collect(),
    }
}
