use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use aws_smithy_types::{Document, Number};
use proptest::prelude::*;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::{Value, json};

use super::from_document;
use crate::input::Input;

fn document(value: &Value) -> Document {
    match value {
        Value::Null => Document::Null,
        Value::Bool(bool) => Document::Bool(*bool),
        Value::Number(number) => Document::Number(match (number.as_u64(), number.as_i64()) {
            (Some(number), _) => Number::PosInt(number),
            (None, Some(number)) => Number::NegInt(number),
            (None, None) => Number::Float(number.as_f64().expect("a number")),
        }),
        Value::String(text) => Document::String(text.clone()),
        Value::Array(list) => Document::Array(list.iter().map(document).collect()),
        Value::Object(map) => {
            Document::Object(map.iter().map(|(name, value)| (name.clone(), document(value))).collect())
        }
    }
}

/// Reads both, asserts that they agree, and returns what they read.
fn both<T: DeserializeOwned + PartialEq + std::fmt::Debug>(value: &Value) -> Option<T> {
    let direct = from_document::<T>(&document(value)).map_err(|error| error.to_string());
    let detour = T::deserialize(value).map_err(|error| error.to_string());
    assert_eq!(direct.as_ref().ok(), detour.as_ref().ok(), "{value}: {direct:?} {detour:?}");
    direct.ok()
}

#[derive(Debug, PartialEq, Deserialize)]
enum Shape {
    Unit,
    New(u8),
    Tuple(u8, String),
    Struct { a: Option<i64> },
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Tagged {
    One { a: Option<i64> },
    Two(BTreeMap<String, Value>),
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(untagged)]
enum Untagged {
    Number(f64),
    Text(String),
    List(Vec<Untagged>),
    Map(BTreeMap<String, Untagged>),
}

#[derive(Debug, PartialEq, Deserialize)]
struct New(Box<Option<Shape>>);

#[derive(Debug, PartialEq, Deserialize)]
struct Unit;

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
struct Everything {
    a: Option<bool>,
    b: (u8, i8),
    c: Option<char>,
    d: BTreeMap<i16, f32>,
    e: BTreeMap<bool, Option<u8>>,
    f: Vec<Option<New>>,
    g: Option<Unit>,
    #[serde(flatten)]
    rest: HashMap<String, Value>,
}

#[test]
fn integers_stay_exact() {
    let document = |number| Document::Number(number);
    let largest = document(Number::PosInt(u64::MAX));
    let smallest = document(Number::NegInt(i64::MIN));
    assert_eq!(from_document::<u64>(&largest).ok(), Some(u64::MAX));
    assert_eq!(from_document::<i128>(&largest).ok(), Some(i128::from(u64::MAX)));
    assert_eq!(from_document::<u128>(&largest).ok(), Some(u128::from(u64::MAX)));
    assert_eq!(from_document::<i64>(&smallest).ok(), Some(i64::MIN));
    assert_eq!(from_document::<i128>(&smallest).ok(), Some(i128::from(i64::MIN)));
    assert!(from_document::<i64>(&largest).is_err());
    assert!(from_document::<u64>(&document(Number::Float(3.0))).is_err());
    let beyond = document(Number::PosInt(9_007_199_254_740_993));
    assert_eq!(from_document::<Value>(&beyond).ok(), Some(json!(9_007_199_254_740_993_u64)));
}

#[test]
fn strings_are_borrowed() {
    #[derive(Deserialize)]
    struct Borrowed<'a> {
        text: &'a str,
        #[serde(borrow)]
        cow: Cow<'a, str>,
    }
    let document = document(&json!({"text": "a", "cow": "b"}));
    let borrowed: Borrowed<'_> = from_document(&document).expect("it matches");
    assert_eq!(borrowed.text, "a");
    assert!(matches!(borrowed.cow, Cow::Borrowed("b")));
}

#[test]
fn variants_read_as_serde_json_reads_them() {
    for value in [
        json!("Unit"),
        json!({"Unit": null}),
        json!({"Unit": 1}),
        json!("New"),
        json!({"New": 1}),
        json!({"New": 256}),
        json!({"Tuple": [1, "a"]}),
        json!({"Tuple": [1]}),
        json!({"Tuple": [1, "a", 2]}),
        json!({"Struct": {"a": 1}}),
        json!({"Struct": [1]}),
        json!({"Struct": {}}),
        json!({"New": 1, "Unit": null}),
        json!({}),
        json!(1),
    ] {
        both::<Shape>(&value);
        both::<New>(&value);
    }
    for tag in [json!("one"), json!("One"), json!("1"), json!(0), json!(1), json!(null)] {
        both::<Tagged>(&json!({"kind": tag}));
    }
}

#[test]
fn keys_that_are_no_strings_are_read_from_their_text() {
    for key in ["1", "-1", "1.5", "01", " 1", "1 ", "", "x", "-", "1x", "1e2", "true", "false", "Unit"] {
        let value = json!({key: null});
        both::<BTreeMap<i16, Option<u8>>>(&value);
        both::<BTreeMap<u128, Option<u8>>>(&value);
        both::<BTreeMap<bool, Option<u8>>>(&value);
        both::<BTreeMap<String, Option<u8>>>(&value);
        both::<BTreeMap<Option<u8>, Option<u8>>>(&value);
    }
}

#[test]
fn untyped_values_come_in_one_order() {
    let value = json!({"c": 1, "a": {"z": 1, "y": 2, "x": 3}, "b": 2});
    let read: Value = from_document(&document(&value)).expect("any document is a value");
    assert_eq!(read.to_string(), r#"{"a":{"x":3,"y":2,"z":1},"b":2,"c":1}"#);
}

#[test]
fn a_document_too_deep_is_an_error() {
    fn nested(levels: usize) -> Document {
        (0..levels).fold(Document::Null, |inner, _| Document::Array(vec![inner]))
    }
    assert!(from_document::<Value>(&nested(256)).is_ok());
    assert!(from_document::<Value>(&nested(257)).is_err());
    assert!(from_document::<IgnoredAny>(&nested(1000)).is_ok(), "what is ignored costs nothing");
}

fn value() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        Just("Unit"),
        Just("New"),
        Just("Tuple"),
        Just("Struct"),
        Just("kind"),
        Just("one"),
        Just("two"),
        Just("a"),
        Just("b"),
        Just("c"),
        Just("d"),
        Just("e"),
        Just("f"),
        Just("g"),
        Just("1"),
        Just("-7"),
        Just("true"),
        Just(""),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u8>().prop_map(Value::from),
        (-1e9..1e9).prop_map(Value::from),
        text.clone().prop_map(Value::from),
        "\\PC*".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map(text.clone(), inner, 0..4)
                .prop_map(|map| { map.into_iter().map(|(name, value)| (name.to_owned(), value)).collect() }),
        ]
    })
}

proptest! {
    #[test]
    fn a_document_reads_like_the_same_json(value in value()) {
        both::<Value>(&value);
        both::<Shape>(&value);
        both::<Tagged>(&value);
        both::<Untagged>(&value);
        both::<New>(&value);
        both::<Option<u8>>(&value);
        both::<Everything>(&value);
        both::<Vec<Everything>>(&value);
        both::<BTreeMap<String, Shape>>(&value);
        both::<(u8, Option<String>)>(&value);
        both::<Vec<u8>>(&value);
        both::<Option<i128>>(&value);
        both::<f64>(&value);
    }

    #[test]
    fn a_number_reads_as_in_a_stream(number in proptest::num::f64::NORMAL) {
        for text in [number.to_string(), format!("{number:e}")] {
            let streamed = f64::deserialize(Input::Text(&text)).map_err(|error| error.to_string());
            let sent = from_document(&Document::Number(Number::Float(number))).map_err(|error| error.to_string());
            prop_assert_eq!(streamed, sent, "{}", text);
        }
    }
}

#[test]
fn a_number_out_of_range_is_an_error() {
    // What the SDK makes of `1e400`.
    let infinite = Document::Array(vec![Document::Number(Number::Float(f64::INFINITY))]);
    let sent = [
        from_document::<Value>(&infinite).map(drop),
        from_document::<Vec<f64>>(&infinite).map(drop),
        from_document::<Vec<f32>>(&infinite).map(drop),
    ];
    let text = Input::Text("[1e400]");
    let streamed = [
        Value::deserialize(text).map(drop),
        Vec::<f64>::deserialize(text).map(drop),
        Vec::<f32>::deserialize(text).map(drop),
    ];
    for result in sent.into_iter().chain(streamed) {
        assert_eq!(result.map_err(|error| error.to_string()), Err("number out of range".to_owned()));
    }
    let wide = Document::Number(Number::Float(1e300));
    let read = [from_document::<f32>(&wide), f32::deserialize(Input::Text("1e300"))];
    for result in read {
        assert_eq!(result.map_err(|error| error.to_string()), Err("number out of range".to_owned()));
    }
    assert!(from_document::<Vec<IgnoredAny>>(&infinite).is_ok(), "what is ignored may be anything");
    assert!(Vec::<IgnoredAny>::deserialize(text).is_ok());
}
