//! Whatever is sent, a normal schema has the form that the steps after it rely on.

use jsonschema::Validator;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use serde_json::{Map, Value, json};

use super::compiles;
use crate::draft::Draft;
use crate::{Document, Warnings, keyword, normal};

/// Any JSON, with the keywords of JSON Schema for names and texts that mean something to some of them.
fn anything() -> impl Strategy<Value = Value> {
    let keywords: Vec<&'static str> =
        keyword::all().map(|keyword| keyword.name).chain(["a", "$unknown", "x-a", "", "~/"]).collect();
    let texts = vec![
        "#",
        "#/$defs/a",
        "#/definitions/a",
        "a",
        "#a",
        "#/properties/a",
        "#/allOf/0",
        "b.json",
        "string",
        "dict",
        "any",
        "nonsense",
        "^a",
        "[z-a]",
        "true",
        "5",
        "http://json-schema.org/draft-04/schema#",
        "%",
        "#/%25~1",
        "http://json-schema.org/draft-03/schema#",
        "https://json-schema.org/draft/2019-09/schema",
        "",
    ];
    let leaf = prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(Value::from),
        (-2..4).prop_map(Value::from),
        prop::sample::select(vec![json!(0.5), json!(2.0), json!(1e300), json!(u64::MAX)]),
        prop::sample::select(texts).prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 60, 6, move |inner| {
        let member = (prop::sample::select(keywords.clone()), inner.clone());
        prop_oneof![
            1 => prop::collection::vec(inner, 0..4).prop_map(Value::from),
            4 => prop::collection::vec(member, 0..6).prop_map(|members| {
                members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>().into()
            }),
        ]
    })
}

/// What is wrong with the form of a normal schema.
fn faults(schema: &Value, definitions: Option<&Map<String, Value>>, faults: &mut Vec<String>) {
    let Value::Object(keywords) = schema else {
        if !schema.is_boolean() {
            faults.push(format!("no schema: {schema}"));
        }
        return;
    };
    for (keyword, argument) in keywords {
        let Some(known) = keyword::find(keyword) else { continue };
        let is_old = known.until < Draft::D2020 || ["definitions", "dependencies", "nullable"].contains(&known.name);
        let is_resolved = known.argument == keyword::Argument::Core || known.name == "$dynamicRef";
        if is_old || is_resolved {
            faults.push(format!("{keyword} is left"));
        }
        if keyword == "$ref" {
            let name = argument.as_str().and_then(|to| to.strip_prefix("#/$defs/"));
            let is_there = name.is_some_and(|name| definitions.is_some_and(|all| all.contains_key(name)));
            if argument != "#" && !is_there {
                faults.push(format!("{argument} leads nowhere"));
            }
        }
        let below: Vec<&Value> = match (known.argument, argument) {
            (keyword::Argument::SchemaMap, Value::Object(map)) => map.values().collect(),
            (keyword::Argument::Schemas, Value::Array(list)) => list.iter().collect(),
            (keyword::Argument::Schema, one) => vec![one],
            (keyword::Argument::SchemaOrSchemas, one) if keyword == "items" => vec![one],
            _ => Vec::new(),
        };
        for schema in below {
            self::faults(schema, definitions, faults);
        }
    }
}

fn is_well_formed(metaschema: &Validator, document: &Value) -> Result<(), TestCaseError> {
    let documents = [
        Document::read("a.json", &document.to_string()).map_err(|error| TestCaseError::fail(error.to_string()))?,
        Document::read("b.json", r#"{ "$defs": { "a": { "$ref": "a.json#/properties/a" } } }"#)
            .map_err(|error| TestCaseError::fail(error.to_string()))?,
    ];
    let Ok(normals) = normal(&documents, &compiles, &mut Warnings::default()) else {
        prop_assert!(!document.is_object() && !document.is_boolean());
        return Ok(());
    };
    for normal in normals {
        let mut found = Vec::new();
        faults(&normal.schema, normal.schema.get("$defs").and_then(Value::as_object), &mut found);
        found.extend(metaschema.iter_errors(&normal.schema).map(|error| error.to_string()));
        found.extend(jsonschema::draft202012::new(&normal.schema).err().map(|error| error.to_string()));
        prop_assert_eq!(found, Vec::<String>::new(), "{}", normal.schema);
    }
    Ok(())
}

#[test]
fn whatever_is_sent_comes_out_well_formed() {
    let config = Config { cases: 3000, rng_seed: RngSeed::Fixed(6), failure_persistence: None, ..Config::default() };
    let metaschema = jsonschema::draft202012::meta::validator();
    proptest!(config, |(document in anything())| is_well_formed(&metaschema, &document)?);
}
