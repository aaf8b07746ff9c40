//! The law of the rewrite: what the full schema accepts, the rewritten one accepts too.

use std::path::Path;
use std::{env, fs};

use proptest::prelude::*;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use toolshape::portable;

const NAMES: [&str; 4] = ["title", "format", "a", "$ref"];

/// Any schema over a handful of names, with references between its definitions.
fn schema() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(json!({"type": "string", "title": "text"})),
        Just(json!({"type": "integer", "format": "int32", "minimum": 0})),
        Just(json!({"type": ["number", "null"], "format": "double"})),
        Just(json!({"enum": ["a", 1, {"title": 1}]})),
        Just(json!(true)),
        Just(json!(false)),
        (0..4_usize).prop_map(|def| json!({"$ref": format!("#/$defs/D{def}")})),
        (0..4_usize).prop_map(|def| json!({"$ref": format!("#/$defs/D{def}"), "description": "x"})),
        (0..4_usize).prop_map(|def| json!({"$ref": format!("#/$defs/D{def}"), "minProperties": 1})),
        Just(json!({"$ref": "#"})),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        let properties = prop::collection::hash_map(prop::sample::select(&NAMES), inner.clone(), 0..3);
        prop_oneof![
            (properties, any::<bool>()).prop_map(|(properties, closed)| {
                let properties: Map<_, _> =
                    properties.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect();
                let mut schema = json!({"type": "object", "properties": properties});
                if closed {
                    schema["additionalProperties"] = json!(false);
                }
                schema
            }),
            inner.clone().prop_map(|items| json!({"type": "array", "items": items})),
            inner.clone().prop_map(|schema| json!({"not": schema})),
            prop::collection::vec(inner.clone(), 1..3).prop_map(|any| json!({"anyOf": any})),
            prop::collection::vec(inner.clone(), 1..3).prop_map(|one| json!({"oneOf": one})),
            inner.prop_map(|schema| json!({"additionalProperties": schema})),
        ]
    })
}

fn document() -> impl Strategy<Value = Value> {
    (schema(), prop::collection::vec(schema(), 4)).prop_map(|(root, defs)| {
        let mut root = match root {
            Value::Object(root) => root,
            other => Map::from_iter([("not".to_owned(), json!({"not": other}))]),
        };
        let named = defs.into_iter().enumerate().map(|(n, def)| (format!("D{n}"), def));
        root.insert("$defs".to_owned(), Value::Object(named.collect()));
        Value::Object(root)
    })
}

fn instance() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(json!(null)),
        Just(json!("a")),
        Just(json!(1)),
        Just(json!(-1)),
        Just(json!(0.5)),
        Just(json!({})),
        Just(json!([])),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::hash_map(prop::sample::select(&NAMES), inner, 0..3)
                .prop_map(|map| { map.into_iter().map(|(name, value)| (name.to_owned(), value)).collect() }),
        ]
    })
}

/// Whether any chain of references alone leads back to where it began: such a schema means
/// nothing, and a validator does not end on it.
fn leads_nowhere(document: &Value) -> bool {
    fn heads<'a>(schema: &'a Value, found: &mut Vec<&'a str>) {
        let Value::Object(map) = schema else { return };
        found.extend(map.get("$ref").and_then(Value::as_str));
        for word in ["anyOf", "oneOf"] {
            for schema in map.get(word).and_then(Value::as_array).into_iter().flatten() {
                heads(schema, found);
            }
        }
        map.get("not").into_iter().for_each(|schema| heads(schema, found));
    }
    fn ends(document: &Value, schema: &Value, left: usize) -> bool {
        let mut found = Vec::new();
        heads(schema, &mut found);
        left > 0
            && found.into_iter().all(|reference| {
                let target = document.pointer(reference.trim_start_matches('#'));
                target.is_some_and(|target| ends(document, target, left - 1))
            })
    }
    let defs = document["$defs"].as_object().into_iter().flat_map(Map::values);
    !defs.chain([document]).all(|schema| ends(document, schema, 8))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_rewrite_refuses_nothing_new(
        document in document(),
        instances in prop::collection::vec(instance(), 24),
    ) {
        prop_assume!(!leads_nowhere(&document));
        let full = jsonschema::validator_for(&document).expect("the document is a schema");
        let rewritten = portable(&document);
        let sent = jsonschema::validator_for(&rewritten).expect("the rewritten one is too");
        for instance in instances {
            prop_assert_eq!(
                full.is_valid(&instance), sent.is_valid(&instance),
                "{} is judged differently by {}", instance, rewritten,
            );
        }
    }
}

#[derive(Deserialize)]
struct Case {
    schema: Value,
    tests: Vec<Test>,
}

#[derive(Deserialize)]
struct Test {
    data: Value,
}

/// Real schemas, where `TOOLSHAPE_CORPUS` names a folder of them: each file `{schema, tests:
/// [{valid, data}]}`, or a list of such.
#[test]
fn a_rewrite_of_real_schemas_refuses_nothing_new() {
    let Some(folder) = env::var_os("TOOLSHAPE_CORPUS") else {
        println!("skipped: TOOLSHAPE_CORPUS names no folder");
        return;
    };
    let mut failures = Vec::new();
    let (mut schemas, mut instances) = (0, 0);
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        for case in cases(&path) {
            // Some of them are no valid schema, or reach out of themselves.
            let Ok(full) = jsonschema::validator_for(&case.schema) else { continue };
            schemas += 1;
            let sent = match jsonschema::validator_for(&portable(&case.schema)) {
                Ok(sent) => sent,
                Err(error) => {
                    failures.push(format!("{}: {error}", path.display()));
                    continue;
                }
            };
            for test in case.tests {
                instances += 1;
                if full.is_valid(&test.data) && !sent.is_valid(&test.data) {
                    failures.push(format!("{}: refuses {}", path.display(), test.data));
                }
            }
        }
    }
    println!("{schemas} schemas, {instances} instances");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn cases(path: &Path) -> Vec<Case> {
    let text = fs::read_to_string(path).expect("the file can be read");
    match serde_json::from_str(&text).expect("the file is JSON") {
        list @ Value::Array(_) => serde_json::from_value(list),
        case => serde_json::from_value(case).map(|case| vec![case]),
    }
    .expect("the file is a case or a list of cases")
}
