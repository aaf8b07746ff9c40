//! Schemas made at random, and every value of a small world: what is accepted is held.

use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::test_runner::{Config, RngSeed};
use serde_json::{Map, Value, json};

use super::holds::{holds, kept};
use super::print::print;
use super::try_model;
use crate::generate::model::{Kind, Shape};

const NAMES: [&str; 4] = ["a", "b", "c", "x-1"];
const TEXTS: [&str; 3] = ["a", "b", "q"];
const TYPES: [&str; 7] = ["null", "boolean", "integer", "number", "string", "array", "object"];

fn config() -> Config {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(500);
    Config {
        cases,
        rng_seed: RngSeed::Fixed(6),
        failure_persistence: None,
        max_shrink_iters: 2000,
        ..Config::default()
    }
}

/// Some hundred values: scalars, lists and objects of them, and a few that go deeper.
fn world() -> Vec<Value> {
    let scalars = [json!(null), json!(true), json!(0), json!(2), json!(2.0), json!(0.5), json!("a"), json!("q")];
    let mut all = scalars.to_vec();
    all.extend([json!([]), json!([[]]), json!([{}]), json!(["a", 2, "q"]), json!([{ "a": "a" }, { "b": 2 }])]);
    for scalar in &scalars {
        all.push(json!([scalar]));
        all.push(json!(["a", scalar]));
    }
    all.extend([json!({}), json!({ "a": { "a": "a" } }), json!({ "a": { "b": { "a": 2 } }, "b": ["a"] })]);
    all.extend([json!({ "a": "a", "b": "a", "c": "a", "x-1": 2 }), json!({ "a": [{ "a": "q" }], "other": true })]);
    let few = [json!("a"), json!("b"), json!(2), json!(null)];
    for (at, name) in NAMES.iter().enumerate() {
        for value in &scalars {
            all.push(json!({ *name: value }));
        }
        for value in &few {
            for (other, more) in NAMES[at + 1..].iter().flat_map(|name| few.iter().map(move |more| (name, more))) {
                all.push(json!({ *name: value, *other: more }));
            }
            all.push(json!({ *name: value, "other": 2 }));
        }
    }
    all
}

fn object(pairs: Vec<(&'static str, Value)>) -> Value {
    Value::Object(pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

fn value() -> impl Strategy<Value = Value> {
    let scalar = select(vec![json!(null), json!(true), json!(2), json!(0.5), json!("a"), json!("b"), json!("q")]);
    prop_oneof![6 => scalar, 1 => Just(json!({ "a": "a" })), 1 => Just(json!([2]))]
}

/// Some words of the language, each well-formed; `inner` makes schemas for those that take one.
fn words(inner: &BoxedStrategy<Value>) -> BoxedStrategy<Value> {
    let names = || subsequence(NAMES.to_vec(), 1..=2);
    let word = |name: &'static str, value: BoxedStrategy<Value>| value.prop_map(move |value| (name, value)).boxed();
    let list = |most: usize| prop::collection::vec(inner.clone(), 1..=most).prop_map(Value::from).boxed();
    let map = |names: Vec<&'static str>| {
        let inner = inner.clone();
        let entries = subsequence(names.clone(), 1..=names.len().min(3));
        let entries = entries.prop_flat_map(move |names| {
            let values = prop::collection::vec(inner.clone(), names.len());
            values.prop_map(move |values| object(names.iter().copied().zip(values).collect()))
        });
        entries.boxed()
    };
    let required = || names().prop_map(|names| json!(names)).boxed();
    let one_type = || select(TYPES.to_vec()).prop_map(Value::from);
    let types = prop_oneof![
        3 => one_type(),
        3 => Just(json!("object")),
        1 => subsequence(TYPES.to_vec(), 2..=4).prop_map(|types| json!(types)),
    ];
    let each = prop_oneof![
        6 => word("type", types.boxed()),
        5 => word("properties", map(NAMES.to_vec())),
        3 => word("required", required()),
        2 => word("additionalProperties", prop_oneof![2 => Just(json!(false)), 1 => inner.clone()].boxed()),
        1 => word("patternProperties", map(vec!["^x-", "a", "^[bc]$"])),
        1 => word("unevaluatedProperties", prop_oneof![2 => Just(json!(false)), 1 => inner.clone()].boxed()),
        2 => word("enum", prop::collection::vec(value(), 1..4).prop_map(Value::from).boxed()),
        2 => word("const", value().boxed()),
        2 => word("anyOf", list(3)),
        2 => word("oneOf", list(3)),
        1 => word("allOf", list(2)),
        1 => word("not", prop_oneof![1 => inner.clone(), 1 => required().prop_map(|names| json!({ "required": names })), 1 => one_type().prop_map(|name| json!({ "type": name }))].boxed()),
        1 => word("if", inner.clone()),
        1 => word("then", inner.clone()),
        1 => word("else", inner.clone()),
        1 => word("dependentSchemas", map(NAMES.to_vec())),
        1 => word("items", prop_oneof![1 => Just(json!(false)), 3 => inner.clone()].boxed()),
        1 => word("prefixItems", list(2)),
        1 => word("unevaluatedItems", Just(json!(false)).boxed()),
        1 => word("contains", inner.clone()),
        1 => word("minItems", (0..3).prop_map(Value::from).boxed()),
        1 => word("maxItems", (0..3).prop_map(Value::from).boxed()),
        2 => word("$ref", select(vec!["#/$defs/A", "#/$defs/B", "#/$defs/C"]).prop_map(Value::from).boxed()),
    ];
    prop::collection::vec(each, 1..=4).prop_map(object).boxed()
}

fn schema() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        4 => select(TYPES.to_vec()).prop_map(|name| json!({ "type": name })),
        2 => prop::collection::vec(value(), 1..3).prop_map(|values| json!({ "enum": values })),
        2 => select(TEXTS.to_vec()).prop_map(|text| json!({ "const": text })),
        1 => select(vec!["#/$defs/A", "#/$defs/B", "#/$defs/C"]).prop_map(|to| json!({ "$ref": to })),
        1 => any::<bool>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| words(&inner)).boxed()
}

/// Many words about one kind of values at once, as they have to do with each other.
fn dense() -> BoxedStrategy<Value> {
    let scalar = prop_oneof![
        4 => select(TYPES.to_vec()).prop_map(|name| json!({ "type": name })),
        1 => select(TEXTS.to_vec()).prop_map(|text| json!({ "const": text })),
        2 => any::<bool>().prop_map(Value::from),
    ];
    let scalar = scalar.boxed();
    let rest =
        || prop_oneof![2 => Just(json!(false)), 2 => scalar.clone(), 1 => Just(json!({ "type": "string" }))].boxed();
    let map = |names: Vec<&'static str>, most: usize| {
        let scalar = scalar.clone();
        subsequence(names, 1..=most).prop_flat_map(move |names| {
            let values = prop::collection::vec(scalar.clone(), names.len());
            values.prop_map(move |values| object(names.iter().copied().zip(values).collect()))
        })
    };
    let maybe = |chance: f64, name: &'static str, value: BoxedStrategy<Value>| {
        prop::option::weighted(chance, value).prop_map(move |value| Some((name, value?))).boxed()
    };
    let members = vec![
        maybe(0.8, "properties", map(NAMES.to_vec(), 3).boxed()),
        maybe(0.25, "patternProperties", map(vec!["^x-", "a", "^[bc]$"], 2).boxed()),
        maybe(0.25, "additionalProperties", rest()),
        maybe(0.5, "required", subsequence(NAMES.to_vec(), 1..=2).prop_map(|names| json!(names)).boxed()),
    ];
    let items = vec![
        maybe(0.6, "prefixItems", prop::collection::vec(scalar.clone(), 1..=2).prop_map(Value::from).boxed()),
        maybe(0.4, "items", rest()),
        maybe(0.4, "minItems", (0..3).prop_map(Value::from).boxed()),
        maybe(0.3, "maxItems", (0..3).prop_map(Value::from).boxed()),
        maybe(0.2, "contains", scalar.clone()),
    ];
    let part = |kind: &'static str, words: Vec<BoxedStrategy<Option<(&'static str, Value)>>>| {
        let all = (any::<bool>(), words);
        all.prop_map(move |(is_typed, words)| {
            let kind = is_typed.then(|| ("type", json!(kind)));
            object(kind.into_iter().chain(words.into_iter().flatten()).collect())
        })
    };
    let part = prop_oneof![3 => part("object", members), 1 => part("array", items)].boxed();
    let unevaluated =
        prop_oneof![Just(json!({})), Just(json!({ "unevaluatedProperties": false, "unevaluatedItems": false }))];
    let inner = prop::collection::vec(prop_oneof![4 => part.clone(), 1 => Just(json!(true))], 0..=3);
    let first = prop_oneof![part, Just(json!({ "type": "object" }))];
    let words = select(vec!["allOf", "anyOf", "oneOf", "if", "then", "not"]);
    let together = (first, inner, words, unevaluated).prop_map(|(mut first, mut inner, word, unevaluated)| {
        let more = match word {
            _ if word.ends_with("Of") && !inner.is_empty() => Some(Value::from(inner)),
            _ => inner.pop(),
        };
        if let (Some(words), Value::Object(unevaluated)) = (first.as_object_mut(), unevaluated) {
            words.extend(
                more.filter(|more| more.is_array() == word.ends_with("Of")).map(|more| (word.to_owned(), more)),
            );
            words.extend(unevaluated);
        }
        first
    });
    together.boxed()
}

/// Members that only a choice looks at.
fn unevaluated() -> BoxedStrategy<Value> {
    let choice =
        (select(vec!["anyOf", "oneOf", "allOf"]), prop::collection::vec(branch(), 2..=3), prop::option::of(branch()));
    let schema = choice.prop_map(|(word, mut branches, beside)| {
        for branch in &mut branches {
            branch.as_object_mut().map(|words| words.remove("additionalProperties"));
        }
        let mut schema = beside.unwrap_or_else(|| json!({ "type": "object" }));
        schema[word] = branches.into();
        schema["unevaluatedProperties"] = false.into();
        schema
    });
    schema.boxed()
}

fn document() -> impl Strategy<Value = Value> {
    (prop_oneof![4 => schema(), 3 => dense(), 1 => unevaluated()], schema(), schema(), schema()).prop_map(
        |(value, a, b, c)| {
            json!({
                "type": "object",
                "properties": { "value": value },
                "required": ["value"],
                "$defs": { "A": a, "B": b, "C": c }
            })
        },
    )
}

#[test]
fn what_a_schema_accepts_its_type_holds() {
    let world = world();
    proptest!(config(), |(document in document())| {
        let Ok((model, warnings)) = try_model("t.json", &document) else { return Ok(()) };
        let Ok(validator) = jsonschema::draft202012::new(&model.roots[0].schema) else { return Ok(()) };
        for value in &world {
            let instance = json!({ "value": value });
            let is_held = !validator.is_valid(&instance) || holds(&model, &Shape::Named(model.roots[0].ty), &instance);
            prop_assert!(is_held, "{document:#}\n{}\ndoes not hold {value}", print(&model, &warnings));
        }
    });
}

/// Integers between any two bounds, most of them where `i64` and `u64` end: the type is one of these, and holds what is
/// valid in its range. Where the bounds allow more, a warning says so.
#[test]
fn integers_between_bounds_are_held() {
    let far = [json!(-1e20), json!(i64::MIN), json!(-1), json!(0), json!(2), json!(i64::MAX)];
    let between = [json!(-1.5), json!(-0.5), json!(0.5)];
    let further = [json!(1_u64 << 63), json!(1e19), json!(u64::MAX), json!(18_446_744_073_709_551_616.0), json!(1e20)];
    let numbers: Vec<Value> = far.into_iter().chain(between).chain(further).collect();
    let bounds = |words: [&'static str; 2]| {
        let bounds = words.into_iter().flat_map(|word| numbers.iter().map(move |bound| Some((word, bound.clone()))));
        bounds.chain([None]).collect::<Vec<_>>()
    };
    let lower = bounds(["minimum", "exclusiveMinimum"]);
    let upper = bounds(["maximum", "exclusiveMaximum"]);
    for (least, most) in lower.iter().flat_map(|least| upper.iter().map(move |most| (least, most))) {
        let mut value = json!({ "type": "integer" });
        for (word, bound) in least.iter().chain(most) {
            value[*word] = bound.clone();
        }
        let document = json!({ "type": "object", "properties": { "value": value }, "required": ["value"] });
        let (model, warnings) = try_model("t.json", &document).unwrap();
        let validator = jsonschema::draft202012::new(&document).unwrap();
        let instances = numbers.iter().map(|number| (number, json!({ "value": number })));
        let valid: Vec<(&Value, Value)> = instances.filter(|(_, instance)| validator.is_valid(instance)).collect();
        let is_held = |instance: &Value| holds(&model, &Shape::Named(model.roots[0].ty), instance);
        let print = || print(&model, &warnings);
        let Kind::Struct(fields) = &model.types[0].kind else { panic!("{}", print()) };
        let is_in_range = |number: &Value| match fields.fields[0].shape {
            Shape::Integer => number.is_i64(),
            Shape::Unsigned => number.is_u64(),
            _ => panic!("{}", print()),
        };
        let is_certain = least.is_some() && most.is_some() && warnings.is_empty();
        for (number, instance) in &valid {
            let must_be = is_certain || is_in_range(number);
            assert!(!must_be || is_held(instance), "{value}\n{}\ndoes not hold {number}", print());
        }
    }
}

/// An object schema as people write them in choices.
fn branch() -> BoxedStrategy<Value> {
    let scalar = prop_oneof![
        3 => select(vec!["string", "integer", "null"]).prop_map(|name| json!({ "type": name })),
        2 => select(TEXTS.to_vec()).prop_map(|text| json!({ "const": text })),
        1 => Just(json!({ "type": "object", "properties": { "a": { "type": "string" } } })),
        1 => Just(json!({ "type": "object", "properties": { "b": { "type": "integer" } } })),
        1 => any::<bool>().prop_map(Value::from),
    ];
    let properties = prop::collection::vec((select(NAMES.to_vec()), scalar), 0..=3);
    let rest =
        prop_oneof![3 => Just(None), 2 => Just(Some(json!(false))), 1 => Just(Some(json!({ "type": "integer" })))];
    let branch = (properties, subsequence(NAMES.to_vec(), 0..=2), rest).prop_map(|(properties, required, rest)| {
        let mut schema = json!({ "type": "object", "properties": object(properties), "required": required });
        if let Some(rest) = rest {
            schema["additionalProperties"] = rest;
        }
        schema
    });
    branch.boxed()
}

/// Members that a branch which accepts the value describes, and whatever they are made of.
fn described(branch: &Value, value: &Value) -> Map<String, Value> {
    let names = branch["properties"].as_object().into_iter().flatten();
    let found = names.filter_map(|(name, _)| Some((name.clone(), value.get(name)?.clone())));
    found.collect()
}

#[test]
fn no_described_member_is_lost_in_a_choice() {
    let world = world();
    let choice = (select(vec!["anyOf", "oneOf"]), prop::collection::vec(branch(), 2..=4));
    proptest!(config(), |((word, branches) in choice)| {
        let document = json!({ "type": "object", "properties": { "value": { word: branches } }, "required": ["value"] });
        let (model, warnings) = try_model("t.json", &document).unwrap();
        let validator = jsonschema::draft202012::new(&document).unwrap();
        let single: Vec<_> = branches.iter().map(|branch| jsonschema::draft202012::new(branch).unwrap()).collect();
        for value in &world {
            let instance = json!({ "value": value });
            if !validator.is_valid(&instance) {
                continue;
            }
            let kept = kept(&model, &Shape::Named(model.roots[0].ty), &instance);
            let print = || print(&model, &warnings);
            prop_assert!(kept.is_some(), "{document:#}\n{}\ndoes not hold {value}", print());
            for (branch, _) in branches.iter().zip(&single).filter(|(_, validator)| validator.is_valid(value)) {
                for (name, part) in described(branch, value) {
                    let is_kept = kept.as_ref().is_some_and(|kept| kept["value"][&name] == part);
                    let is_shallow = branch["properties"][&name]["type"] == "object"; // it may lose what it does not name
                    prop_assert!(is_kept || is_shallow, "{document:#}\n{}\nloses {name} of {value}", print());
                }
            }
        }
    });
}
