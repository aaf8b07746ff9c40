//! The law of the dialects: what the full schema accepts, each of them accepts too. With a choice
//! at the root, and in strict, of the instances in normal form: those whose members are all
//! described by the schema.

use std::path::Path;
use std::{env, fs};

use proptest::prelude::*;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use toolshape::Dialect;

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
        Just(json!({"type": "string", "minLength": 1, "pattern": "^a"})),
        Just(json!({"type": "number", "exclusiveMinimum": 0, "default": 1})),
        Just(json!({"const": "a"})),
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
            (inner.clone(), 0..3_u8).prop_map(|(items, least)| {
                json!({"type": "array", "items": items, "minItems": least, "maxItems": 3, "uniqueItems": true})
            }),
            prop::collection::vec(inner.clone(), 1..3)
                .prop_map(|first| { json!({"type": "array", "prefixItems": first, "items": false}) }),
            prop::collection::vec(inner.clone(), 1..3).prop_map(|all| json!({"type": "object", "allOf": all})),
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
        for word in ["allOf", "anyOf", "oneOf"] {
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

/// The schema that also refuses members which the full one does not describe: a judge of normal
/// form.
fn sealed(schema: &Value) -> Value {
    fn place(schema: &Value) -> Value {
        let mut schema = inside(schema);
        if let Value::Object(map) = &mut schema {
            map.entry("unevaluatedProperties").or_insert(json!(false));
        }
        schema
    }
    fn inside(schema: &Value) -> Value {
        let Value::Object(map) = schema else { return schema.clone() };
        let rewrite = |(word, value): (&String, &Value)| {
            let value = match (word.as_str(), value) {
                ("properties" | "patternProperties", Value::Object(named)) => {
                    named.iter().map(|(name, schema)| (name.clone(), place(schema))).collect()
                }
                ("$defs" | "dependentSchemas", Value::Object(named)) => {
                    named.iter().map(|(name, schema)| (name.clone(), inside(schema))).collect()
                }
                ("prefixItems", Value::Array(list)) => list.iter().map(place).collect(),
                ("allOf" | "anyOf" | "oneOf", Value::Array(list)) => list.iter().map(inside).collect(),
                ("items" | "additionalProperties" | "unevaluatedItems", schema) => place(schema),
                ("if" | "then" | "else", schema) => inside(schema),
                _ => value.clone(),
            };
            (word.clone(), value)
        };
        map.iter().map(rewrite).collect()
    }
    place(schema)
}

fn has_a_choice(schema: &Value) -> bool {
    let mut root = schema;
    for _ in 0..8 {
        if ["allOf", "anyOf", "oneOf"].iter().any(|word| root.get(word).is_some()) {
            return true;
        }
        let target = root
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(|reference| schema.pointer(reference.trim_start_matches('#')));
        let Some(target) = target else { return false };
        if root.as_object().is_some_and(|root| root.keys().any(|word| !matches!(word.as_str(), "$ref" | "$defs"))) {
            return true; // what stands beside a reference becomes a combination
        }
        root = target;
    }
    true
}

/// What of a strict schema the service would answer with a 400.
fn not_in_the_subset(schema: &Value) -> Option<String> {
    let map = schema.as_object()?;
    let known = [
        "type",
        "properties",
        "required",
        "additionalProperties",
        "items",
        "minItems",
        "enum",
        "const",
        "anyOf",
        "pattern",
        "format",
        "description",
    ];
    if let Some(word) = map.keys().find(|word| !known.contains(&word.as_str())) {
        return Some(word.clone());
    }
    let is_object = map
        .get("type")
        .is_some_and(|ty| ty == "object" || ty.as_array().is_some_and(|ty| ty.contains(&json!("object"))));
    if (is_object || map.contains_key("properties"))
        && !map.contains_key("enum")
        && !map.contains_key("const")
        && map.get("additionalProperties") != Some(&json!(false))
    {
        return Some(format!("an open object: {schema}"));
    }
    if map.get("minItems").is_some_and(|least| least.as_u64() > Some(1)) {
        return Some("minItems".to_owned());
    }
    let properties = map.get("properties").and_then(Value::as_object).into_iter().flat_map(Map::values);
    let choices = map.get("anyOf").and_then(Value::as_array).into_iter().flatten();
    properties.chain(choices).chain(map.get("items")).find_map(not_in_the_subset)
}

/// Tries the law on a schema and instances of it. Returns on how many each dialect was tried.
fn try_the_law(document: &Value, instances: &[Value]) -> Result<[usize; 3], String> {
    let Ok(full) = jsonschema::validator_for(document) else { return Ok([0; 3]) };
    let old = document.get("$schema").and_then(Value::as_str).is_some_and(|name| !name.contains("2020-12"));
    let normal = if old { None } else { jsonschema::validator_for(&sealed(document)).ok() };
    let mut tried = [0; 3];
    for (index, dialect) in [Dialect::PORTABLE, Dialect::PLAIN, Dialect::STRICT].into_iter().enumerate() {
        let rewritten = match dialect.rewrite(document) {
            Ok(rewritten) => rewritten,
            Err(_) if dialect == Dialect::STRICT => continue,
            Err(error) => return Err(format!("{error}")),
        };
        if !jsonschema::meta::is_valid(&rewritten) {
            return Err(format!("{} is no schema: {rewritten}", dialect.name()));
        }
        let sent = jsonschema::validator_for(&rewritten).map_err(|error| error.to_string())?;
        if dialect == Dialect::STRICT
            && let Some(word) = not_in_the_subset(&rewritten)
        {
            return Err(format!("{word} is not in the subset"));
        }
        let in_normal_form = dialect == Dialect::STRICT || has_a_choice(document);
        for instance in instances {
            if !full.is_valid(instance)
                || (in_normal_form
                    && !(instance.is_object() && normal.as_ref().is_some_and(|normal| normal.is_valid(instance))))
            {
                continue;
            }
            tried[index] += 1;
            if !sent.is_valid(instance) {
                return Err(format!("{} refuses {instance}: {rewritten}", dialect.name()));
            }
        }
    }
    Ok(tried)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_rewrite_refuses_nothing_new(
        document in document(),
        instances in prop::collection::vec(instance(), 24),
    ) {
        prop_assume!(!leads_nowhere(&document));
        let tried = try_the_law(&document, &instances);
        prop_assert!(tried.is_ok(), "{}\nof {document}", tried.unwrap_err());
    }
}

/// The same in the words of draft 4 or 7, as far as they have them.
fn in_draft(four: bool, schema: &Value) -> Value {
    let inside = |schema: &Value| in_draft(four, schema);
    let Value::Object(words) = schema else {
        return match schema {
            Value::Bool(true) if four => json!({}),
            Value::Bool(false) if four => json!({"not": {}}),
            other => other.clone(),
        };
    };
    let mut old = Map::new();
    for (word, value) in words {
        let (word, value) = match (word.as_str(), value) {
            ("$ref", Value::String(reference)) => ("$ref", reference.replace("$defs", "definitions").into()),
            ("$defs" | "properties", Value::Object(named)) => {
                let named = named.iter().map(|(name, schema)| (name.clone(), inside(schema))).collect();
                (if word == "$defs" { "definitions" } else { "properties" }, named)
            }
            ("prefixItems", Value::Array(list)) => ("items", list.iter().map(inside).collect()),
            ("items", rest) if words.contains_key("prefixItems") => ("additionalItems", inside(rest)),
            ("items" | "not" | "additionalProperties", schema) => (word.as_str(), inside(schema)),
            ("allOf" | "anyOf" | "oneOf", Value::Array(list)) => (word.as_str(), list.iter().map(inside).collect()),
            ("exclusiveMinimum", bound) if four => {
                old.insert("minimum".to_owned(), bound.clone());
                ("exclusiveMinimum", json!(true))
            }
            (word, value) => (word, value.clone()),
        };
        old.insert(word.to_owned(), value);
    }
    Value::Object(old)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_rewrite_of_an_old_draft_refuses_nothing_new(
        document in document(),
        four in any::<bool>(),
        instances in prop::collection::vec(instance(), 24),
    ) {
        prop_assume!(!leads_nowhere(&document));
        let mut document = in_draft(four, &document);
        document["$schema"] = format!("http://json-schema.org/draft-0{}/schema#", if four { 4 } else { 7 }).into();
        let tried = try_the_law(&document, &instances);
        prop_assert!(tried.is_ok(), "{}\nof {document}", tried.unwrap_err());
    }
}

/// A schema of the kind that Rust types have, with an instance as serde writes it.
fn typed() -> impl Strategy<Value = (Value, Value)> + Clone {
    let leaf = prop_oneof![
        Just((json!({"type": "string", "minLength": 1, "pattern": "^(?=a)"}), json!("ab"))),
        Just((json!({"type": "string", "format": "date"}), json!("2026-11-21"))),
        Just((json!({"type": "integer", "exclusiveMinimum": 0, "multipleOf": 2}), json!(4))),
        Just((json!({"type": "number", "maximum": 2.5, "default": 1}), json!(0.5))),
        Just((json!({"type": ["boolean", "null"]}), json!(null))),
        Just((json!({"type": "string", "enum": ["a", "b"]}), json!("b"))),
        Just((json!({"enum": [1, "x", null]}), json!(1))),
        Just((json!({"const": "tag"}), json!("tag"))),
        Just((json!({"$ref": "#/$defs/Leaf", "description": "A leaf"}), json!({"leaf": 1}))),
        Just((json!({"type": "object"}), json!({}))),
    ];
    leaf.prop_recursive(3, 16, 3, |inner| {
        let several = || prop::collection::vec(inner.clone(), 1..4);
        prop_oneof![
            object(inner.clone()),
            several().prop_map(|all| {
                let (schemas, instances): (Vec<_>, Vec<_>) = all.into_iter().unzip();
                let schema = json!({"type": "array", "items": {"anyOf": schemas}, "maxItems": 3, "minItems": 1});
                (schema, instances.into())
            }),
            several().prop_map(|all| {
                let (schemas, instances): (Vec<_>, Vec<_>) = all.into_iter().unzip();
                let length = schemas.len();
                let schema = json!({"type": "array", "prefixItems": schemas, "minItems": length, "maxItems": length});
                (schema, instances.into())
            }),
            inner.clone().prop_map(|(schema, instance)| (json!({"anyOf": [schema, {"type": "null"}]}), instance)),
            tagged(inner.clone()),
            (object(inner.clone()), tagged(inner)).prop_map(|(one, other)| flattened(one, other)),
        ]
    })
}

/// An object, some of whose members are optional, and of those some absent.
fn object(inner: impl Strategy<Value = (Value, Value)> + Clone) -> impl Strategy<Value = (Value, Value)> {
    prop::collection::btree_map("[a-e]", (inner, 0..3_u8), 0..4).prop_map(|members| {
        let mut schema = json!({"type": "object", "properties": {}});
        let mut instance = json!({});
        let mut required = Vec::new();
        for (name, ((member, value), form)) in members {
            if form < 2 {
                instance[&name] = value;
            }
            if form == 0 {
                required.push(name.clone());
            }
            schema["properties"][&name] = member;
        }
        schema["required"] = required.into();
        (schema, instance)
    })
}

/// One of two objects, told apart by their tags.
fn tagged(inner: impl Strategy<Value = (Value, Value)> + Clone) -> impl Strategy<Value = (Value, Value)> {
    (object(inner.clone()), object(inner), any::<bool>(), any::<bool>()).prop_map(|(one, other, first, closed)| {
        let choice = |(mut schema, mut instance): (Value, Value), tag: &str| {
            schema["properties"]["kind"] = json!({"type": "string", "const": tag});
            if let Some(required) = schema["required"].as_array_mut() {
                required.push("kind".into());
            }
            if closed {
                schema["additionalProperties"] = json!(false);
            }
            instance["kind"] = tag.into();
            (schema, instance)
        };
        let (one, other) = (choice(one, "one"), choice(other, "other"));
        let instance = if first { one.1 } else { other.1 };
        (json!({"oneOf": [one.0, other.0]}), instance)
    })
}

/// A struct with a tagged enum flattened into it: its members have names of their own.
fn flattened(one: (Value, Value), mut other: (Value, Value)) -> (Value, Value) {
    let (mut schema, instance) = one;
    let rename = |value: &Value| -> Value {
        let map = value.as_object().into_iter().flatten();
        map.map(|(name, value)| (if name == "kind" { name.clone() } else { format!("{name}{name}") }, value.clone()))
            .collect()
    };
    for choice in other.0["oneOf"].as_array_mut().into_iter().flatten() {
        choice["properties"] = rename(&choice["properties"]);
        let required = choice["required"].as_array().cloned().unwrap_or_default();
        let required = required.iter().filter_map(Value::as_str);
        choice["required"] =
            required.map(|name| if name == "kind" { name.to_owned() } else { name.repeat(2) }).collect();
        if let Value::Object(choice) = choice {
            // It would refuse the members beside it.
            choice.remove("additionalProperties");
        }
    }
    schema["oneOf"] = other.0["oneOf"].take();
    let mut joined = rename(&other.1);
    for (name, value) in instance.as_object().into_iter().flatten() {
        joined[name] = value.clone();
    }
    (schema, joined)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_serde_writes_is_accepted_in_every_dialect(
        (schema, instance) in prop_oneof![object(typed()), tagged(typed()), (object(typed()), tagged(typed())).prop_map(|(one, other)| flattened(one, other))],
    ) {
        let mut document = schema;
        document["$defs"] = json!({"Leaf": {"type": "object", "properties": {"leaf": {"type": "integer", "minimum": 1}}}});
        let full = jsonschema::validator_for(&document).expect("it is a schema");
        prop_assert!(full.is_valid(&instance), "{instance} of {document}");
        for dialect in [Dialect::PORTABLE, Dialect::PLAIN, Dialect::STRICT] {
            let rewritten = dialect.rewrite(&document);
            prop_assert!(rewritten.is_ok(), "{} of {document}", rewritten.unwrap_err());
        }
        prop_assert_eq!(try_the_law(&document, &[instance]), Ok([1, 1, 1]), "of {}", document);
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
    let mut tried = [0; 3];
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        for case in cases(&path) {
            let instances: Vec<_> = case.tests.into_iter().map(|test| test.data).collect();
            match try_the_law(&case.schema, &instances) {
                Ok(more) => tried.iter_mut().zip(more).for_each(|(all, more)| *all += more),
                Err(error) => failures.push(format!("{}: {error}", path.display())),
            }
        }
    }
    println!("instances tried in portable, plain, strict: {tried:?}");
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
