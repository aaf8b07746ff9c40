//! The judge's verdicts are those of another program, whatever the schema and the value; and what is passed over as an
//! input is read changes none of them.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

use crate::check::Checks;

fn names() -> impl Strategy<Value = &'static str> {
    select(vec!["a", "b", "c", "a1"])
}

fn scalars() -> impl Strategy<Value = Value> {
    select(vec![
        json!(null),
        json!(true),
        json!(0),
        json!(1),
        json!(1.0),
        json!(-1),
        json!(0.5),
        json!(0.3),
        json!(7),
        json!(3.0),
        json!(1e20),
        json!(9_007_199_254_740_993_u64),
        json!(9_007_199_254_740_992.0),
        json!(""),
        json!("a"),
        json!("a1"),
        json!("ä1b"),
        json!("2026-11-21"),
    ])
}

fn values() -> impl Strategy<Value = Value> {
    scalars().prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(names(), inner, 0..4)
                .prop_map(|members| members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()),
        ]
    })
}

fn types() -> impl Strategy<Value = Value> {
    let names = select(vec!["array", "boolean", "integer", "null", "number", "object", "string"]);
    prop_oneof![
        3 => names.clone().prop_map(Value::from),
        1 => prop::collection::btree_set(names, 1..4).prop_map(|names| names.into_iter().collect()),
    ]
}

fn lists_of_names() -> impl Strategy<Value = Value> {
    prop::collection::btree_set(names(), 0..3).prop_map(|names| names.into_iter().collect())
}

/// A keyword that holds no schema.
fn words() -> impl Strategy<Value = (String, Value)> {
    let numbers = select(vec![json!(0), json!(1), json!(1.0), json!(0.5), json!(9_007_199_254_740_992.0), json!(3)]);
    let counts = select(vec![json!(0), json!(1), json!(2), json!(3), json!(2.0)]);
    let numeric = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"].to_vec();
    let counting = ["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"].to_vec();
    let steps = select(vec![json!(0.1), json!(0.5), json!(3), json!(2.0)]);
    prop_oneof![
        6 => types().prop_map(|ty| ("type".to_owned(), ty)),
        2 => (select(numeric), numbers).prop_map(|(word, bound)| (word.to_owned(), bound)),
        2 => (select(counting), counts).prop_map(|(word, bound)| (word.to_owned(), bound)),
        1 => steps.prop_map(|step| ("multipleOf".to_owned(), step)),
        1 => any::<bool>().prop_map(|unique| ("uniqueItems".to_owned(), unique.into())),
        1 => select(vec!["^a", "[0-9]$", "^ä", "^$"]).prop_map(|pattern| ("pattern".to_owned(), pattern.into())),
        1 => select(vec!["date", "uri", "no-such"]).prop_map(|format| ("format".to_owned(), format.into())),
        1 => prop::collection::vec(scalars(), 1..4).prop_map(|values| ("enum".to_owned(), values.into())),
        1 => values().prop_map(|value| ("const".to_owned(), value)),
        2 => lists_of_names().prop_map(|names| ("required".to_owned(), names)),
        1 => (names(), lists_of_names()).prop_map(|(name, names)| ("dependentRequired".to_owned(), json!({name: names}))),
    ]
}

/// A keyword that holds schemas.
fn holders(schema: BoxedStrategy<Value>) -> impl Strategy<Value = (String, Value)> {
    let one = ["additionalProperties", "contains", "else", "if", "items", "not", "propertyNames", "then"]
        .into_iter()
        .chain(["additionalProperties", "items", "unevaluatedItems", "unevaluatedProperties"])
        .collect::<Vec<_>>();
    let list = select(vec!["allOf", "anyOf", "oneOf", "prefixItems", "anyOf"]);
    let some = prop::collection::vec(schema.clone(), 1..4);
    let named = |schema: &BoxedStrategy<Value>| prop::collection::btree_map(names(), schema.clone(), 0..4);
    prop_oneof![
        3 => (select(one), schema.clone()).prop_map(|(word, schema)| (word.to_owned(), schema)),
        2 => (list, some).prop_map(|(word, schemas)| (word.to_owned(), schemas.into())),
        1 => schema.clone().prop_map(|schema| ("anyOf".to_owned(), json!([schema, {"type": "null"}]))),
        4 => named(&schema).prop_map(|schemas| ("properties".to_owned(), json!(schemas))),
        1 => named(&schema).prop_map(|schemas| ("dependentSchemas".to_owned(), json!(schemas))),
        1 => (select(vec!["^a", "1$", "."]), schema)
            .prop_map(|(pattern, schema)| ("patternProperties".to_owned(), json!({pattern: schema}))),
    ]
}

fn schemas() -> impl Strategy<Value = Value> {
    let references = select(vec![json!({"$ref": "#/$defs/A"}), json!({"$ref": "#/$defs/B"})]);
    let keywords = |words: Vec<(String, Value)>| Value::Object(words.into_iter().collect());
    let leaf = prop_oneof![
        8 => prop::collection::vec(words(), 0..3).prop_map(keywords),
        1 => any::<bool>().prop_map(Value::from),
        3 => references,
    ];
    let schema = leaf.prop_recursive(4, 40, 4, move |inner| {
        let words = prop_oneof![holders(inner), words()];
        prop::collection::vec(words, 1..5).prop_map(keywords)
    });
    schema.prop_map(|schema| {
        let definitions = json!({
            "A": {
                "type": "object",
                "properties": {"a": {"$ref": "#/$defs/A"}, "b": {"$ref": "#/$defs/B"}},
                "additionalProperties": {"minimum": 1},
            },
            "B": {"anyOf": [
                {"type": "array", "items": {"$ref": "#/$defs/B"}, "uniqueItems": true},
                {"type": "array", "items": {"$ref": "#/$defs/A"}},
                {"maxLength": 1},
            ]},
        });
        let Value::Object(mut root) = schema else { return schema };
        root.insert("$defs".to_owned(), definitions);
        Value::Object(root)
    })
}

/// A schema without what a Rust type does not enforce by itself.
fn unconstrained(schema: &Value) -> Value {
    const CONSTRAINTS: [&str; 23] = [
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
        "minLength",
        "maxLength",
        "minItems",
        "maxItems",
        "minProperties",
        "maxProperties",
        "uniqueItems",
        "pattern",
        "format",
        "contains",
        "dependentRequired",
        "dependentSchemas",
        "if",
        "then",
        "else",
        "not",
        "patternProperties",
        "propertyNames",
    ];
    match schema {
        Value::Object(keywords) => {
            let kept = keywords.iter().filter(|(word, _)| !CONSTRAINTS.contains(&word.as_str()));
            kept.map(|(word, argument)| (word.clone(), unconstrained(argument))).collect::<Map<_, _>>().into()
        }
        Value::Array(schemas) => schemas.iter().map(unconstrained).collect(),
        other => other.clone(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn verdicts_are_those_of_jsonschema(schema in schemas(), values in prop::collection::vec(values(), 8)) {
        let options = jsonschema::options().with_draft(jsonschema::Draft::Draft202012).should_validate_formats(true);
        let validator = options.build(&schema).expect("it is a schema");
        let checks = Checks::new(&schema, true);
        prop_assert_eq!(checks.unread(), None, "{}", schema);
        let judge = checks.judge().taking_whole_floats();
        let of_type = Checks::new(&schema, false);
        let loose = unconstrained(&schema);
        let loose_checks = Checks::new(&loose, true);
        for value in &values {
            let is_valid = validator.is_valid(value);
            let violation = judge.violation(value);
            // Without the feature, what a pattern or a format refuses is accepted.
            let is_told = is_valid || cfg!(feature = "check");
            if is_told {
                prop_assert_eq!(violation.is_none(), is_valid, "{} {} {:?}", schema, value, violation);
                prop_assert_eq!(judge.violations(value).is_empty(), is_valid, "{} {}", schema, value);
            }

            let text = value.to_string();
            let keeps = |checks: &Checks| checks.surely_keeps(judge, &mut serde_json::Deserializer::from_str(&text));
            // Whether a float is an integer, only the judge decides.
            let has_floats = text.contains('.') || text.contains("e+");
            if is_valid && !has_floats {
                prop_assert!(keeps(&checks) && keeps(&of_type), "{} {}", schema, value);
            }
            if !is_valid && is_told {
                prop_assert!(!keeps(&checks), "{} {}", schema, value);
            }
            let loose_judge = loose_checks.judge().taking_whole_floats();
            if !is_valid && is_told && loose_judge.violation(value).is_none() {
                prop_assert!(!keeps(&of_type), "{} {}", schema, value);
            }
        }
    }
}
