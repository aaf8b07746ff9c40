//! What is repaired, what is not, and that nothing is lost by it.

use std::collections::BTreeMap;

use proptest::prelude::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use toolshape::{Outcome, Reading, RepairKind, Reply, ToolCall, ToolSet, ToolShape, ToolSpec};

/// An order to place.
#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema, ToolShape)]
struct Order {
    /// What is ordered.
    lines: Vec<Line>,
    /// How much of it there is to say.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    notes: BTreeMap<String, u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    status: Option<Status>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    payment: Option<Payment>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    amount: Option<Amount>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
struct Line {
    sku: String,
    quantity: u64,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Status {
    Open,
    InDelivery,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Payment {
    Card { number: u64 },
    Cash { exact: bool },
}

#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
enum Amount {
    Number(i64),
    Parts(Vec<i64>),
}

/// A tree.
#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema, ToolShape)]
struct Tree {
    label: u32,
    #[serde(default)]
    children: Vec<Tree>,
}

/// What has no members that must be there.
#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema, ToolShape)]
#[serde(deny_unknown_fields)]
struct Filter {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    colour: Option<Colour>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
enum Colour {
    Red,
    #[serde(rename = "RED")]
    LoudRed,
}

fn line() -> Value {
    json!([{"sku": "a", "quantity": 1}])
}

fn read<T: ToolSet>(input: &Value) -> Result<Outcome<T>, toolshape::Error> {
    let offered = T::specs();
    let mut reply = Reply::new("tool_use");
    reply.calls.push(ToolCall { id: "t1", name: offered[0].name(), input });
    let typed = Reading::default().read(&offered, &reply);
    let untyped = Reading::default().read_value(&offered, &reply);
    if let (Ok(typed), Ok(untyped)) = (&typed, &untyped) {
        assert_eq!(typed.repairs, untyped.repairs, "a schema alone is read as its type is");
    }
    let exact = Reading { repair: false, ..Reading::default() }.read::<T, _>(&offered, &reply);
    assert!(exact.is_err() || typed.as_ref().is_ok_and(|outcome| outcome.repairs.is_empty()));
    typed
}

/// What a repaired input is, and what was repaired.
fn repaired<T: ToolSet + Serialize>(input: &Value) -> (Value, Vec<String>) {
    match read::<T>(input) {
        Ok(outcome) => {
            let value = serde_json::to_value(&outcome.value).expect("it serializes");
            (value, outcome.repairs.iter().map(ToString::to_string).collect())
        }
        Err(error) => (error.to_string().into(), Vec::new()),
    }
}

#[track_caller]
fn becomes<T: ToolSet + Serialize>(input: &Value, value: &Value, repairs: &[&str]) {
    let (found, done) = repaired::<T>(input);
    assert_eq!(
        (found, done.as_slice()),
        (value.clone(), repairs.iter().map(ToString::to_string).collect::<Vec<_>>().as_slice())
    );
}

#[track_caller]
fn stays_a_mismatch<T: ToolSet + std::fmt::Debug>(input: &Value) {
    match read::<T>(input) {
        Ok(outcome) => panic!("{input} was read as {outcome:?}"),
        Err(error) => assert!(error.is_mismatch(), "{error}"),
    }
}

#[test]
fn an_input_as_a_string_is_read() {
    let order = json!({"lines": line()});
    becomes::<Order>(&order.to_string().into(), &order, &["json_string at $"]);
    becomes::<Order>(
        &Value::from(order.to_string()).to_string().into(),
        &order,
        &["json_string at $", "json_string at $"],
    );
    becomes::<Order>(&format!("```json\n{order}\n```").into(), &order, &["fence at $"]);
}

#[test]
fn nested_values_as_strings_are_read() {
    let order = json!({"lines": line(), "notes": {"a": 9_007_199_254_740_993_u64}});
    becomes::<Order>(
        &json!({"lines": line().to_string(), "notes": "{\"a\": \"9007199254740993\"}"}),
        &order,
        &["json_string at $.lines", "json_string at $.notes", "json_string at $.notes.a"],
    );
    becomes::<Order>(
        &json!({"lines": line(), "payment": {"kind": "cash", "exact": "true"}}),
        &json!({"lines": line(), "payment": {"kind": "cash", "exact": true}}),
        &["json_string at $.payment.exact"],
    );
    becomes::<Order>(
        &json!({"lines": line(), "status": "null"}),
        &json!({"lines": line()}),
        &["json_string at $.status"],
    );
}

#[test]
fn a_wrapper_is_taken_off() {
    let order = json!({"lines": line()});
    for key in ["input", "data", "parameters", "order", "arguments", "anything"] {
        becomes::<Order>(&json!({key: order}), &order, &["wrapper_key at $"]);
    }
    becomes::<Order>(&json!({"name": "order", "arguments": order}), &order, &["wrapper_key at $"]);
    becomes::<Order>(&json!({"type": "function", "name": "order", "parameters": order}), &order, &["wrapper_key at $"]);
    becomes::<Order>(
        &json!({"input": json!({"data": order}).to_string()}),
        &order,
        &["wrapper_key at $", "json_string at $", "wrapper_key at $"],
    );
    becomes::<Order>(&json!({"lines": {"items": line()}}), &order, &["wrapper_key at $.lines"]);
}

#[test]
fn a_whole_number_is_an_integer() {
    let input = json!({"lines": [{"sku": "a", "quantity": 3.0}], "amount": 4.0});
    becomes::<Order>(
        &input,
        &json!({"lines": [{"sku": "a", "quantity": 3}], "amount": 4}),
        &["float_integer at $.lines[0].quantity", "float_integer at $.amount"],
    );
    stays_a_mismatch::<Order>(&json!({"lines": [{"sku": "a", "quantity": 3.5}]}));
    stays_a_mismatch::<Order>(&json!({"lines": [{"sku": "a", "quantity": 9_007_199_254_740_992.0}]}));
    stays_a_mismatch::<Order>(&json!({"lines": [{"sku": "a", "quantity": "9007199254740993.0"}]}));
    stays_a_mismatch::<Order>(&json!({"lines": [{"sku": "a", "quantity": "18446744073709551616"}]}));
}

#[test]
fn the_case_of_an_enumeration_is_repaired() {
    becomes::<Order>(
        &json!({"lines": line(), "status": "IN_DELIVERY", "payment": {"kind": "Card", "number": "7"}}),
        &json!({"lines": line(), "status": "in_delivery", "payment": {"kind": "card", "number": 7}}),
        &["enum_case at $.status", "enum_case at $.payment.kind", "json_string at $.payment.number"],
    );
    stays_a_mismatch::<Order>(&json!({"lines": line(), "status": "in delivery"}));
}

#[test]
fn null_for_what_may_be_absent_is_absent() {
    becomes::<Order>(
        &json!({"lines": line(), "tags": null, "notes": null}),
        &json!({"lines": line()}),
        &["null_member at $.tags", "null_member at $.notes"],
    );
    stays_a_mismatch::<Order>(&json!({"lines": null}));
    stays_a_mismatch::<Order>(&json!({"lines": line(), "notes": {"a": null}}));
    stays_a_mismatch::<Order>(&json!({"lines": [null]}));
}

#[test]
fn nothing_is_made_up_dropped_or_guessed() {
    for input in [
        json!({}),
        json!({"lines": {}}),
        json!({"lines": [{"sku": "a"}]}),
        json!({"lines": "a, b"}),
        json!({"lines": [{"sku": "a", "quantity": 1}, "b"]}),
        json!({"input": {"lines": line()}, "data": {"lines": line()}}),
        json!({"input": {"lines": line()}, "thought": "x"}),
        json!("{\"lines\": [], \"lines\": []}"),
        json!([{"lines": line()}]),
        json!(null),
    ] {
        stays_a_mismatch::<Order>(&input);
    }
    stays_a_mismatch::<Filter>(&json!({"fitler": {}}));
    stays_a_mismatch::<Filter>(&json!({"colour": "red"}));
    becomes::<Filter>(&json!({"fitler": {"name": "x"}}), &json!({"name": "x", "colour": null}), &["wrapper_key at $"]);
}

#[test]
fn two_readings_are_none() {
    let schema = json!({
        "type": "object",
        "properties": {"value": {"anyOf": [
            {"type": "object", "properties": {"a": {"type": "integer"}, "b": {"type": "string"}}, "required": ["a", "b"]},
            {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}, "required": ["a", "b"]},
        ]}},
    });
    let spec = ToolSpec::new("either", "Either.", schema).expect("a valid spec");
    let read = |value: Value| {
        let input = json!({"value": value});
        let mut reply = Reply::new("tool_use");
        reply.calls.push(ToolCall { id: "t1", name: "either", input: &input });
        Reading::default()
            .read_value(std::slice::from_ref(&spec), &reply)
            .map(|outcome| outcome.value["value"].clone())
            .ok()
    };
    assert_eq!(read(json!({"a": "1", "b": "2"})), None);
    assert_eq!(read(json!({"a": "1", "b": "x"})), Some(json!({"a": 1, "b": "x"})));
    assert_eq!(read(json!({"a": 1, "b": "2"})), Some(json!({"a": 1, "b": "2"})), "it is right as it is");
}

#[test]
fn unions_and_recursion_are_followed() {
    becomes::<Order>(
        &json!({"lines": line(), "amount": "[1, \"2\"]"}),
        &json!({"lines": line(), "amount": [1, 2]}),
        &["json_string at $.amount", "json_string at $.amount[1]"],
    );
    becomes::<Tree>(
        &json!({"label": 1, "children": [{"label": "2", "children": "[{\"label\": 3.0}]"}]}),
        &json!({"label": 1, "children": [{"label": 2, "children": [{"label": 3, "children": []}]}]}),
        &[
            "json_string at $.children[0].label",
            "json_string at $.children[0].children",
            "float_integer at $.children[0].children[0].label",
        ],
    );
}

#[test]
fn json_in_words_is_read_when_no_tool_was_called() {
    let order = json!({"lines": line()});
    let read = |texts: &[&str]| {
        let mut reply = Reply::<&Value>::new("end_turn");
        reply.texts = texts.to_vec();
        Reading::default().read::<Order, _>(&Order::specs(), &reply)
    };
    let fenced = format!("Here it is:\n```json\n{order}\n```\nAnything else?");
    let outcome = read(&[&fenced]).expect("it is there");
    assert_eq!(outcome.repairs[0].kind, RepairKind::Fence);
    assert_eq!(outcome.call_id, None);
    let call = format!("<tool_call>{}</tool_call>", json!({"name": "order", "arguments": order.to_string()}));
    let kinds: Vec<_> =
        read(&["Sure.", &call]).expect("it is there").repairs.iter().map(|repair| repair.kind).collect();
    assert_eq!(kinds, [RepairKind::Prose, RepairKind::WrapperKey, RepairKind::JsonString]);
    assert!(read(&[&fenced, &fenced]).is_ok(), "the same twice is one reading");

    let other = json!({"lines": []}).to_string();
    for none in [&[fenced.as_str(), &other][..], &["No."], &["{\"foo\": 1}"], &["{}"], &["{\"lines\": [{\"sku\": 1"]] {
        assert!(read(none).is_err_and(|error| error.is_no_tool_call()), "{none:?}");
    }
}

#[test]
fn in_words_that_hold_object_after_object_none_is_looked_for() {
    let order = json!({"lines": line()}).to_string();
    let read = |others: usize| {
        let text: String = (0..others).map(|n| format!("{{\"n\": {n}}} ")).chain([order.clone()]).collect();
        let mut reply = Reply::<&Value>::new("end_turn");
        reply.texts.push(&text);
        Reading::default().read::<Order, _>(&Order::specs(), &reply)
    };
    assert!(read(63).is_ok());
    assert!(read(64).is_err_and(|error| error.is_no_tool_call()));
    assert!(read(40_000).is_err_and(|error| error.is_no_tool_call()));
}

#[test]
fn a_call_that_decodes_goes_before_one_to_repair() {
    let (wrapped, good) = (json!({"input": {"lines": line()}}), json!({"lines": []}));
    let mut reply = Reply::new("tool_use");
    reply.calls = vec![
        ToolCall { id: "t1", name: "order", input: &wrapped },
        ToolCall { id: "t2", name: "search", input: &wrapped },
        ToolCall { id: "t3", name: "order", input: &good },
    ];
    let outcome = Reading::default().read::<Order, _>(&Order::specs(), &reply).expect("the last decodes");
    assert_eq!(outcome.call_id.as_deref(), Some("t3"));
    assert!(outcome.repairs.is_empty());
    let others: Vec<_> = outcome.other_calls.iter().map(|call| (call.id.as_str(), call.name.as_str())).collect();
    assert_eq!(others, [("t1", "order"), ("t2", "search")]);
    assert_eq!(outcome.other_calls[0].input, wrapped);

    reply.calls.truncate(2);
    let outcome = Reading::default().read::<Order, _>(&Order::specs(), &reply).expect("the first is repaired");
    assert_eq!(outcome.call_id.as_deref(), Some("t1"));
    assert_eq!(outcome.repairs.len(), 1);
}

/// An order as a model may write it: each part plain, or with one of the mistakes.
fn written() -> impl Strategy<Value = (Value, Value)> {
    let quantity = prop_oneof![any::<u64>(), 0..1_u64 << 53].prop_flat_map(|number| {
        let mut forms = vec![json!(number), json!(number.to_string())];
        if number < 1 << 53 {
            #[expect(clippy::cast_precision_loss, reason = "it is small")]
            forms.push(json!(number as f64));
        }
        (Just(json!(number)), prop::sample::select(forms))
    });
    let line = ("[a-z\"{}\\[ 0-9]{0,6}", quantity.clone()).prop_map(|(sku, (number, written))| {
        (json!({"sku": sku, "quantity": number}), json!({"sku": sku, "quantity": written}))
    });
    let line = (line, 0..3_u8).prop_map(|((meant, written), form)| (meant, disguised(written, form)));
    let lines = (prop::collection::vec(line, 0..4), 0..3_u8).prop_map(|(lines, form)| {
        let (meant, written): (Vec<_>, Vec<_>) = lines.into_iter().unzip();
        (Value::from(meant), disguised(written.into(), form))
    });
    let notes = prop::collection::btree_map("[a-z]{1,3}", quantity, 1..3).prop_map(|notes| {
        let meant: Map<_, _> = notes.iter().map(|(name, (meant, _))| (name.clone(), meant.clone())).collect();
        let written: Map<_, _> = notes.into_iter().map(|(name, (_, written))| (name, written)).collect();
        (Value::from(meant), Value::from(written))
    });
    let status = prop::sample::select(vec![None, Some("open"), Some("OPEN"), Some("In_Delivery")]);
    let tags = prop::sample::select(vec![None, Some(json!(null)), Some(json!(["1", "null"])), Some(json!("[\"x\"]"))]);
    (lines, notes, status, tags, 0..3_u8, 0..3_u8).prop_map(|(lines, notes, status, tags, once, twice)| {
        let mut meant = json!({"lines": lines.0, "notes": notes.0});
        let mut written = json!({"lines": lines.1, "notes": notes.1});
        if let Some(status) = status {
            meant["status"] = status.to_lowercase().into();
            written["status"] = status.into();
        }
        if let Some(tags) = tags {
            match &tags {
                Value::String(text) => meant["tags"] = serde_json::from_str(text).expect("it is JSON"),
                Value::Null => {}
                list => meant["tags"] = list.clone(),
            }
            written["tags"] = tags;
        }
        (meant, disguised(disguised(written, once), twice))
    })
}

fn disguised(value: Value, form: u8) -> Value {
    match form {
        0 => value,
        1 => value.to_string().into(),
        _ => json!({"wrapper": value}),
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 500,
        failure_persistence: None,
        rng_seed: prop::test_runner::RngSeed::Fixed(4),
        ..ProptestConfig::default()
    })]

    /// The value holds each scalar that was sent, unchanged but for the listed repairs.
    #[test]
    fn a_repaired_value_holds_what_was_sent((meant, written) in written()) {
        let (value, repairs) = repaired::<Order>(&written);
        prop_assert_eq!(&value, &meant, "{} with {:?}", written, repairs);
        prop_assert_eq!(repairs.is_empty(), written == meant);
    }

    /// Whatever arrives, a repaired value is made of the scalars that were sent.
    #[test]
    fn a_repaired_value_holds_nothing_else((_, written) in written(), cut in 0..400_usize) {
        // Half of it changed at random: what is left may not be readable at all.
        let text = written.to_string();
        let mut at = cut.min(text.len() - 1);
        while !text.is_char_boundary(at) { at -= 1; }
        let garbled: Value = serde_json::from_str(&format!("{}1{}", &text[..at], &text[at..])).unwrap_or(text[..at].into());
        if let Ok(outcome) = read::<Order>(&garbled) {
            let sent = scalars(&garbled);
            for scalar in scalars(&serde_json::to_value(&outcome.value).expect("it serializes")) {
                prop_assert!(sent.contains(&scalar), "{scalar} was not in {garbled}");
            }
        }
    }
}

/// The scalars of a value in a form that the repairs leave alone: as text, lower case, strings of
/// JSON opened.
fn scalars(value: &Value) -> Vec<String> {
    match value {
        Value::Array(list) => list.iter().flat_map(scalars).collect(),
        Value::Object(map) => map.values().flat_map(scalars).collect(),
        Value::String(text) => {
            let inside = serde_json::from_str::<Value>(text).map(|inside| scalars(&inside)).unwrap_or_default();
            inside.into_iter().chain([text.to_lowercase()]).collect()
        }
        Value::Number(number) => vec![number.to_string().trim_end_matches(".0").to_owned()],
        other => vec![other.to_string()],
    }
}

/// Inputs that could be made to take long end soon, as an error.
#[test]
fn what_cannot_be_read_is_given_up_soon() {
    let begun = std::time::Instant::now();
    let mut nested = json!({"lines": line()}).to_string();
    for _ in 0..12 {
        nested = Value::from(nested).to_string();
    }
    let wrapped = (0..400).fold(json!({"no": 1}), |inside, _| json!({"x": inside}));
    let tree = (0..90).fold(json!({"label": "x"}), |below, _| json!({"label": "1", "children": [below]}));
    let wide: Value = (0..20_000).map(|_| json!({"sku": "a", "quantity": "1"})).collect();
    let braces = "{\"a\":".repeat(2_000);
    stays_a_mismatch::<Order>(&wrapped);
    stays_a_mismatch::<Tree>(&tree);
    assert!(read::<Order>(&nested.into()).is_ok());
    assert!(read::<Order>(&json!({"lines": wide})).is_ok());
    let mut reply = Reply::<&Value>::new("end_turn");
    reply.texts = vec![&braces];
    assert!(Reading::default().read::<Order, _>(&Order::specs(), &reply).is_err());
    assert!(begun.elapsed() < std::time::Duration::from_secs(20), "{:?}", begun.elapsed());
}
