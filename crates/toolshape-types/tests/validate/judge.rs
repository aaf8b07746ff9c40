//! Another reading of the documents: jsonschema's run-time validator over them as they stand, with their choices
//! between branches and their references between files.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use jsonschema::{Registry, Validator};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::generate::{Choices, Documents, changed, documents, valid};
use crate::types::{self, Type};

/// What the documents leave to the reader: the width of integers, that blobs are base64, and for what is sent that
/// nothing else is known.
fn completed(schema: &mut Value, is_strict: bool, closed_enums: bool) {
    if is_strict && schema["x-open-union"] == true {
        schema["oneOf"].as_array_mut().expect("branches").retain(|branch| branch.get("properties").is_some());
    }
    if is_strict && closed_enums && schema["x-open-enum"] == true {
        schema["anyOf"].as_array_mut().expect("branches").truncate(1);
    }
    match schema {
        Value::Object(words) => {
            if is_strict && words.contains_key("properties") {
                words.entry("additionalProperties").or_insert(json!(false));
            }
            if words.get("contentEncoding").is_some() {
                let text = "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$";
                words.insert("pattern".into(), text.into());
            }
            if words.get("type") == Some(&json!("integer")) {
                let short = words.get("format") == Some(&json!("int32"));
                let (least, most) = if short { (i32::MIN.into(), i32::MAX.into()) } else { (i64::MIN, i64::MAX) };
                words.entry("minimum").or_insert(least.into());
                words.entry("maximum").or_insert(most.into());
            }
            words.values_mut().for_each(|value| completed(value, is_strict, closed_enums));
        }
        Value::Array(items) => items.iter_mut().for_each(|value| completed(value, is_strict, closed_enums)),
        _ => {}
    }
}

/// The judge of one type.
fn judge(of: &Type, is_strict: bool) -> Validator {
    let mut documents: Documents = documents(of.service).clone();
    if of.is_body {
        let schema = documents.get_mut(of.document).and_then(|root| root.pointer_mut(of.pointer)).expect(of.name);
        let names: Vec<String> = schema["properties"].as_object().expect("members").keys().cloned().collect();
        let elsewhere = |name: &String| schema["properties"][name].get("x-location").is_some();
        let elsewhere: Vec<String> = names.into_iter().filter(elsewhere).collect();
        schema["properties"].as_object_mut().expect("members").retain(|name, _| !elsewhere.contains(name));
        if let Some(Value::Array(required)) = schema.get_mut("required") {
            required.retain(|name| !elsewhere.iter().any(|gone| name == gone));
        }
    }
    for document in documents.values_mut() {
        completed(document, is_strict, of.service == "BEDROCK");
    }
    let mut registry = Registry::new();
    for (name, document) in &documents {
        registry = registry.add(format!("json-schema:///{name}"), document).expect("a document");
    }
    let registry = registry.prepare().expect("documents");
    let root = json!({ "$ref": format!("json-schema:///{}#{}", of.document, of.pointer) });
    jsonschema::options().with_registry(&registry).build(&root).expect(of.name)
}

fn agrees(of: &'static Type, is_strict: bool, value: &Value) -> bool {
    static JUDGES: Mutex<BTreeMap<(&str, bool), Validator>> = Mutex::new(BTreeMap::new());
    let mut judges = JUDGES.lock().unwrap_or_else(PoisonError::into_inner);
    let judge = judges.entry((of.name, is_strict)).or_insert_with(|| judge(of, is_strict));
    let ours = if is_strict { (of.strict)(value) } else { (of.lenient)(value) };
    judge.is_valid(value) == ours.is_ok()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_independent_reading_of_the_documents_agrees(seed: u64, faults in 0..3_usize) {
        let mut choices = Choices(seed);
        let of = choices.one_of(types::all());
        let mut value = valid(of, documents(of.service), &mut choices);
        for _ in 0..faults {
            value = changed(value, &mut choices);
        }
        for is_strict in [true, false] {
            prop_assert!(agrees(of, is_strict, &value), "{} (strict: {is_strict}) of {value}", of.name);
        }
    }
}

#[test]
fn requests_and_replies_of_converse_get_the_same_judgement() {
    let names = ["bedrock::ConverseRequest", "Body<bedrock::ConverseRequest>", "bedrock::ConverseResponse"];
    let mut taken = [0; 2];
    for of in types::all().iter().filter(|of| names.contains(&of.name)) {
        let documents = documents(of.service);
        for seed in 0..600 {
            let mut choices = Choices(seed);
            let mut value = valid(of, documents, &mut choices);
            if seed % 2 == 1 {
                value = changed(value, &mut choices);
            }
            assert!(agrees(of, true, &value), "strict {} of {value}", of.name);
            assert!(agrees(of, false, &value), "lenient {} of {value}", of.name);
            taken[usize::from((of.strict)(&value).is_ok())] += 1;
        }
    }
    assert!(taken.iter().all(|count| *count > 200), "refused and taken: {taken:?}");
}
