//! Schemas that hold what could end a literal, a comment or a name.

mod law;

use std::path::Path;
use std::{fs, iter};

use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, RngSeed};
use serde_json::{Map, Value};

const HOSTILE: [&str; 24] = [
    "*/ export const x = 1; /*",
    "\"#; compile_error!(\"x\"); //",
    "\"####",
    "'; export const x = 1; '",
    "\\",
    "\\'",
    "\n#[cfg(x)] fn x() {}\n",
    "\r",
    "\0",
    "\u{2028}export const x = 1",
    "\u{202e}\u{2066}",
    "\u{e0041}\u{e0100}",
    "\u{feff}",
    "```\n#![x]",
    "{@link x}",
    "@ts-ignore",
    "// ",
    "/**",
    "${x}",
    "r#type",
    "Self",
    "<script>",
    "type",
    "",
];

/// The golden schemas.
fn schemas() -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/generate");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| {
        let name = path.file_name().unwrap().to_str().unwrap();
        let is_json = path.extension().is_some_and(|extension| extension == "json");
        is_json && !name.ends_with(".instances.json")
    });
    paths.sort();
    paths.iter().map(|path| serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()).collect()
}

/// The value with strings in the order of the places replaced: names of members and texts alike.
fn replaced(value: &Value, texts: &mut impl Iterator<Item = Option<String>>) -> Value {
    match value {
        Value::String(old) => Value::String(texts.next().flatten().unwrap_or_else(|| old.clone())),
        Value::Array(list) => list.iter().map(|value| replaced(value, texts)).collect(),
        Value::Object(members) => {
            let mut made = Map::new();
            for (name, value) in members {
                let name = text_of(name, texts);
                let value = replaced(value, texts);
                made.insert(name, value);
            }
            Value::Object(made)
        }
        other => other.clone(),
    }
}

/// Keywords stay for the most part: a schema without them says nothing.
fn text_of(name: &str, texts: &mut impl Iterator<Item = Option<String>>) -> String {
    let text = texts.next().flatten();
    let is_keyword = toolshape_json_schema::keyword::find(name).is_some();
    text.filter(|_| !is_keyword).unwrap_or_else(|| name.to_owned())
}

proptest! {
    #![proptest_config(Config {
        cases: 300,
        rng_seed: RngSeed::Fixed(17),
        failure_persistence: None,
        ..Config::default()
    })]

    #[test]
    fn source_made_of_any_schema_is_types_alone(
        schema in any::<Index>(),
        texts in prop::collection::vec(prop::option::weighted(0.3, prop_oneof![
            3 => select(&HOSTILE[..]).prop_map(str::to_owned),
            1 => any::<String>(),
        ]), 40..120),
    ) {
        let schemas = schemas();
        let mut texts = texts.into_iter().chain(iter::repeat(None));
        law::hold(&replaced(schema.get(&schemas), &mut texts).to_string());
    }
}

#[test]
fn each_hostile_text_stays_where_a_text_may_be() {
    for text in HOSTILE {
        let property = serde_json::json!({ "type": "string", "title": text, "description": text, "default": text });
        let schema = serde_json::json!({
            "title": text,
            "description": text,
            "type": "object",
            "properties": {
                text: property,
                "e": { "enum": [text, "a"], "description": text },
                "c": { "const": text },
                "p": { "type": "string", "pattern": text, "format": text },
                "r": { "$ref": format!("#/$defs/{text}") },
                "o": { "oneOf": [
                    { "type": "object", "properties": { text: { "const": "a" } }, "required": [text] },
                    { "type": "object", "properties": { text: { "const": text } }, "required": [text] },
                ] },
            },
            "$defs": { text: { "type": "object", "properties": { "a": { "description": text } } } },
        });
        law::hold(&schema.to_string());
    }
}

#[test]
fn a_large_enum_takes_the_time_of_its_length() {
    let values: Vec<String> = (0..50_000).map(|at| format!("v{at}")).collect();
    let schema = serde_json::json!({ "type": "object", "properties": { "a": { "enum": values } } }).to_string();
    let start = std::time::Instant::now();
    law::hold(&schema);
    assert!(start.elapsed() < std::time::Duration::from_mins(1), "linear, it takes some 4 seconds unoptimized");
}
