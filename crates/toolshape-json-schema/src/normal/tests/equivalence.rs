//! A random schema of a random draft accepts what its normal form accepts, as the jsonschema crate has it.

use std::cell::Cell;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use serde_json::{Map, Value, json};

use super::of;
use crate::draft::Draft;

/// Each with its `$schema`.
const DRAFTS: [(Draft, Option<&str>); 6] = [
    (Draft::D4, Some("http://json-schema.org/draft-04/schema#")),
    (Draft::D6, Some("http://json-schema.org/draft-06/schema#")),
    (Draft::D7, Some("http://json-schema.org/draft-07/schema#")),
    (Draft::D2019, Some("https://json-schema.org/draft/2019-09/schema")),
    (Draft::D2020, Some("https://json-schema.org/draft/2020-12/schema")),
    (Draft::D2020, None),
];

/// Few names and small numbers, so that schemas and instances meet.
fn name() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["a", "b", "$ref", "x/y"]).prop_map(str::to_owned)
}

fn instance() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(Value::from),
        (-1..4).prop_map(Value::from),
        Just(json!(1.5)),
        prop::sample::select(vec!["", "a", "ab", "abc"]).prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(name(), inner, 0..4).prop_map(|map| map.into_iter().collect()),
        ]
    })
}

/// A keyword, or keywords that belong together.
fn keywords(draft: Draft, inner: &BoxedStrategy<Value>) -> BoxedStrategy<Value> {
    let types = prop::sample::select(vec!["array", "boolean", "integer", "null", "number", "object", "string"]);
    let one = |keyword: &'static str| inner.clone().prop_map(move |schema| json!({ keyword: schema }));
    let list = |keyword: &'static str| {
        prop::collection::vec(inner.clone(), 1..3).prop_map(move |schemas| json!({ keyword: schemas }))
    };
    let map = |keyword: &'static str| {
        let map = prop::collection::btree_map(name(), inner.clone(), 1..3);
        map.prop_map(move |schemas| json!({ keyword: schemas }))
    };
    let names = || prop::collection::btree_set(name(), 1..3);
    // A definition may only be met on the way into a value: otherwise the way may never end.
    let into = prop::sample::select(vec!["#", "#/definitions/d", "#/definitions/e", "#d", "#/definitions/d/items"]);
    let into = into.prop_map(|to| json!({ "properties": { "a": { "$ref": to, "minimum": 2, "title": "t" } } }));
    let mut kinds = vec![
        types.clone().prop_map(|name| json!({ "type": name })).boxed(),
        prop::collection::btree_set(types, 1..3).prop_map(|names| json!({ "type": names })).boxed(),
        prop::collection::vec(instance(), 1..3).prop_map(|list| json!({ "enum": list })).boxed(),
        (0..3, 0..3).prop_map(|(least, most)| json!({ "minimum": least, "maximum": least + most })).boxed(),
        (0..3, 1..3)
            .prop_map(|(least, most)| json!({ "minLength": least, "maxItems": most, "minProperties": 1 }))
            .boxed(),
        Just(json!({ "multipleOf": 2, "uniqueItems": true, "pattern": "^a" })).boxed(),
        names().prop_map(|names| json!({ "required": names })).boxed(),
        names().prop_map(|names| json!({ "dependencies": { "a": names } })).boxed(),
        one("additionalProperties").boxed(),
        one("items").boxed(),
        one("not").boxed(),
        list("allOf").boxed(),
        list("anyOf").boxed(),
        list("oneOf").boxed(),
        map("properties").boxed(),
        map("patternProperties").boxed(),
        into.boxed(),
    ];
    if draft < Draft::D2020 {
        let lists = (prop::collection::vec(inner.clone(), 1..3), inner.clone());
        kinds.push(lists.prop_map(|(items, rest)| json!({ "items": items, "additionalItems": rest })).boxed());
    } else {
        let lists = (prop::collection::vec(inner.clone(), 1..3), inner.clone());
        kinds.push(lists.prop_map(|(items, rest)| json!({ "prefixItems": items, "items": rest })).boxed());
    }
    if draft < Draft::D2019 {
        kinds.push(map("dependencies").boxed()); // later it is no keyword, and says nothing to `unevaluatedProperties`
    }
    if draft == Draft::D4 {
        let bound = (0..3, any::<bool>()).prop_map(|(n, flag)| json!({ "minimum": n, "exclusiveMinimum": flag }));
        kinds.push(bound.boxed());
    } else {
        kinds.push((0..3).prop_map(|n| json!({ "exclusiveMaximum": n })).boxed());
        kinds.push(one("contains").boxed());
        kinds.push(one("propertyNames").boxed());
        kinds.push(instance().prop_map(|value| json!({ "const": value })).boxed());
        kinds.push(any::<bool>().prop_map(|flag| json!({ "not": flag })).boxed());
    }
    // Keywords of later drafts are there in earlier ones too: they must not count.
    let condition = (inner.clone(), inner.clone(), inner.clone());
    kinds.push(condition.prop_map(|(a, b, c)| json!({ "if": a, "then": b, "else": c })).boxed());
    if draft >= Draft::D2019 {
        let counted = (inner.clone(), 0..3, 0..3);
        let counted =
            counted.prop_map(|(schema, n, m)| json!({ "contains": schema, "minContains": n, "maxContains": m }));
        kinds.push(counted.boxed());
        kinds.push(map("dependentSchemas").boxed());
        kinds.push(one("unevaluatedProperties").boxed());
        kinds.push(one("unevaluatedItems").boxed());
        kinds.push(Just(json!({ "dependentRequired": { "b": ["a"] } })).boxed());
    }
    prop::strategy::Union::new(kinds).boxed()
}

fn schema(draft: Draft) -> impl Strategy<Value = Value> {
    Just(json!({})).prop_recursive(3, 24, 3, move |inner| {
        let list = prop::collection::vec(keywords(draft, &inner.boxed()), 0..4);
        list.prop_map(|list| {
            list.into_iter()
                .flat_map(|keywords| keywords.as_object().cloned().unwrap_or_default())
                .collect::<Map<_, _>>()
                .into()
        })
    })
}

fn document() -> impl Strategy<Value = Value> {
    prop::sample::select(DRAFTS.to_vec()).prop_flat_map(|(draft, address)| {
        let parts = (schema(draft), schema(draft), schema(draft));
        parts.prop_map(move |(mut root, mut d, e)| {
            let anchor = match draft {
                Draft::D4 => ("id", "#d"),
                Draft::D6 | Draft::D7 => ("$id", "#d"),
                _ => ("$anchor", "d"),
            };
            d[anchor.0] = json!(anchor.1);
            d["items"] = json!({ "type": "integer" });
            root["definitions"] = json!({ "d": d, "e": e });
            if let Some(address) = address {
                root["$schema"] = json!(address);
            }
            root
        })
    })
}

#[test]
fn a_normal_schema_accepts_what_its_document_accepts() {
    let config = Config { cases: 1500, rng_seed: RngSeed::Fixed(2020), failure_persistence: None, ..Config::default() };
    let (accepted, refused) = (Cell::new(0), Cell::new(0));
    proptest!(config, |(document in document(), instances in prop::collection::vec(instance(), 12))| {
        let Ok(original) = jsonschema::validator_for(&document) else {
            return Err(TestCaseError::reject("the checker takes no such schema"));
        };
        let (normals, _) = of(&[("a.json", document)]);
        let schema = &normals[0].schema;
        let normal = jsonschema::draft202012::new(schema).map_err(|error| TestCaseError::fail(error.to_string()))?;
        for instance in instances {
            let is_valid = original.is_valid(&instance);
            prop_assert_eq!(normal.is_valid(&instance), is_valid, "{} in {}", instance, schema);
            let count = if is_valid { &accepted } else { &refused };
            count.set(count.get() + 1);
        }
    });
    let (accepted, refused) = (accepted.get(), refused.get());
    assert!(accepted > 2000 && refused > 2000, "{accepted} accepted, {refused} refused");
}
