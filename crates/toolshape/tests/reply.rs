//! What a reply becomes: the value, or the error that names what it lacks.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};
use toolshape::{Error, ErrorKind, Reading, Reply, ToolCall, ToolShape, ToolSpec, read, read_value};

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Order {
    lines: Vec<Line>,
    #[serde(default)]
    notes: BTreeMap<String, u8>,
    #[serde(default)]
    status: Status,
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
struct Line {
    sku: Sku,
    quantity: u32,
}

#[derive(Debug, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Status {
    #[default]
    Open,
    Paid,
}

#[derive(Debug, PartialEq, JsonSchema)]
struct Sku(String);

impl<'de> Deserialize<'de> for Sku {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let sku = String::deserialize(deserializer)?;
        if sku.starts_with("secret") {
            return Err(serde::de::Error::custom(format!("{sku} is no SKU")));
        }
        Ok(Self(sku))
    }
}

impl ToolShape for Order {
    fn spec() -> ToolSpec {
        let schema = schemars::schema_for!(Order);
        ToolSpec::new("order", "The order.", schema.into()).expect("a valid spec")
    }

    fn decode<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        Self::deserialize(input)
    }
}

fn good() -> Value {
    json!({"lines": [{"sku": "a", "quantity": 1}]})
}

fn reply<'a>(stop_reason: &'a str, calls: &[(&'a str, &'a Value)]) -> Reply<'a, &'a Value> {
    let call = |(name, input): &(&'a str, &'a Value)| ToolCall { id: "t1", name, input: *input };
    let mut reply = Reply::new(stop_reason);
    reply.texts = vec!["Let me see.", "Here it is."];
    reply.calls = calls.iter().map(call).collect();
    reply
}

fn order(reply: &Reply<'_, &Value>) -> Result<Order, ErrorKind> {
    read::<Order, _>(&[Order::spec()], reply).map_err(|error| error.kind())
}

fn mismatch(input: &Value) -> Error {
    let error = read::<Order, _>(&[Order::spec()], &reply("tool_use", &[("order", input)]));
    error.expect_err("the input does not match")
}

#[test]
fn the_stop_reason_is_read_before_the_content() {
    let input = good();
    for (stop_reason, kind) in [
        ("max_tokens", ErrorKind::Truncated),
        ("content_filtered", ErrorKind::ContentFiltered),
        ("malformed_tool_use", ErrorKind::MalformedToolUse),
        ("malformed_model_output", ErrorKind::MalformedOutput),
        ("model_context_window_exceeded", ErrorKind::ContextWindowExceeded),
    ] {
        let reply = reply(stop_reason, &[("order", &input)]);
        let error = read::<Order, _>(&[Order::spec()], &reply).expect_err(stop_reason);
        assert_eq!(error.kind(), kind);
        assert_eq!(error.payload(), Some(&input));
        assert_eq!(error.text(), Some("Let me see.\nHere it is."));
    }
}

#[test]
fn a_call_decodes_after_any_other_stop_reason() {
    let input = good();
    for stop_reason in ["tool_use", "end_turn", "stop_sequence", "a reason of next year", ""] {
        assert!(order(&reply(stop_reason, &[("order", &input)])).is_ok(), "{stop_reason}");
    }
}

#[test]
fn a_masked_reply_is_not_a_block() {
    let input = good();
    let mut masked = reply("guardrail_intervened", &[("order", &input)]);
    assert!(order(&masked).is_ok(), "without a trace, a call says that nothing was blocked");
    masked.guardrail_blocked = Some(false);
    assert!(order(&masked).is_ok());
    masked.calls.clear();
    assert_eq!(order(&masked), Err(ErrorKind::NoToolCall));
}

#[test]
fn a_block_is_told_by_the_trace_or_by_the_missing_call() {
    let input = good();
    let mut blocked = reply("guardrail_intervened", &[("order", &input)]);
    blocked.guardrail_blocked = Some(true);
    assert_eq!(order(&blocked), Err(ErrorKind::GuardrailBlocked));
    blocked.guardrail_blocked = None;
    blocked.calls.clear();
    assert_eq!(order(&blocked), Err(ErrorKind::GuardrailBlocked));
}

#[test]
fn a_call_that_was_streamed_before_a_block_does_not_hide_it() {
    let (input, cut) = (good(), Value::Null);
    for input in [&input, &cut] {
        let mut blocked = reply("guardrail_intervened", &[("order", input)]);
        blocked.is_streamed = true;
        assert_eq!(order(&blocked), Err(ErrorKind::GuardrailBlocked));
    }
    let mut masked = reply("guardrail_intervened", &[("order", &input)]);
    (masked.is_streamed, masked.guardrail_blocked) = (true, Some(false));
    assert!(order(&masked).is_ok());
}

#[test]
fn a_reply_in_words_is_no_tool_call() {
    for stop_reason in ["end_turn", "tool_use"] {
        let error = read::<Order, _>(&[Order::spec()], &reply(stop_reason, &[])).unwrap_err();
        assert!(error.is_no_tool_call());
        assert_eq!(error.text(), Some("Let me see.\nHere it is."));
    }
}

#[test]
fn the_call_is_found_by_its_name() {
    let (other, input) = (json!({"lines": []}), good());
    let reply = reply("tool_use", &[("search", &other), ("order", &input)]);
    assert_eq!(order(&reply).map(|order| order.lines.len()), Ok(1));
}

#[test]
fn of_several_calls_the_first_that_decodes_is_the_value() {
    let (bad, good, other) = (json!({"lines": 1}), good(), json!({"lines": []}));
    let several = reply("tool_use", &[("order", &bad), ("order", &good), ("order", &other)]);
    assert_eq!(order(&several).map(|order| order.lines.len()), Ok(1));

    let worse = json!(null);
    let none = reply("tool_use", &[("order", &bad), ("order", &worse)]);
    let error = read::<Order, _>(&[Order::spec()], &none).expect_err("neither decodes");
    assert_eq!(error.json_path(), Some("$.lines"));
}

#[test]
fn a_tool_that_is_not_on_offer_is_a_mismatch_that_names_those_that_are() {
    let input = json!({"q": 1});
    let reply = reply("tool_use", &[("search", &input)]);
    let error = read::<Order, _>(&[Order::spec()], &reply).unwrap_err();
    assert!(error.is_mismatch());
    assert_eq!(error.payload(), Some(&input));
    assert_eq!(error.detail(), Some("the tool `search` is not on offer, expected `order`"));
    assert!(error.to_string().ends_with("a tool that is not on offer was called, expected `order`"));
}

#[test]
fn a_missing_input_is_a_mismatch() {
    for input in [json!(null), json!("{}"), json!([])] {
        let reply = reply("tool_use", &[("order", &input)]);
        assert_eq!(order(&reply), Err(ErrorKind::Mismatch));
        let untyped = read_value(&[Order::spec()], &reply).map_err(|error| error.kind());
        assert_eq!(untyped, Err(ErrorKind::Mismatch));
    }
}

#[test]
fn an_untyped_value_is_the_input_as_it_came() {
    let any = ToolSpec::new("any", "Any object.", json!({"type": "object"})).expect("a valid spec");
    let input = json!({"z": 1, "a": [9_007_199_254_740_993_i64, null], "lines": "anything"});
    let value = read_value(&[any], &reply("tool_use", &[("any", &input)]));
    assert_eq!(value.ok(), Some(input));
}

#[test]
fn an_untyped_value_is_held_to_its_schema() {
    let input = json!({"lines": [{"sku": "a", "quantity": "secret"}]});
    let error = read_value(&[Order::spec()], &reply("tool_use", &[("order", &input)])).unwrap_err();
    assert_eq!(error.json_path(), Some("$.lines[0].quantity"));
    assert_eq!(
        error.to_string(),
        "the tool call does not match at $.lines[0].quantity: invalid type: a string, expected an integer"
    );
}

#[test]
fn a_mismatch_says_where_and_what_was_expected_and_nothing_the_model_wrote() {
    let of = |input: Value| {
        let error = mismatch(&input);
        assert_eq!(error.payload(), Some(&input));
        let (shown, debugged) = (error.to_string(), format!("{error:?}"));
        assert!(!debugged.contains("secret") && !shown.contains("secret"), "{debugged}");
        let shown = shown.trim_start_matches("the tool call does not match at ").to_owned();
        (error.json_path().unwrap_or_default().to_owned(), shown)
    };
    let table = [
        of(json!({"lines": [{"sku": "a", "quantity": "secret"}]})),
        of(json!({"lines": [{"sku": "a", "quantity": "secret, expected secret"}]})),
        of(json!({"lines": [{"sku": "a", "quantity": -4}]})),
        of(json!({"lines": [{"sku": "a"}]})),
        of(json!({"lines": [{"sku": "secret", "quantity": 1}]})),
        of(json!({"lines": null})),
        of(json!({"lines": [], "notes": {"secret": 300}})),
        of(json!({"lines": [], "notes": {"secret key": "x"}})),
        of(json!({"lines": [], "secret": 1})),
        of(json!({"lines": [], "status": "secret"})),
        of(json!({"lines": [], "status": {"secret": 1}})),
        of(json!("secret")),
    ];
    let lines: Vec<_> = table.iter().map(|(path, shown)| format!("{path}\n    {shown}")).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn native_output_is_of_no_call() {
    let spec = ToolSpec::new("city", "The city.", json!({"type": "object"})).unwrap();
    let mut reply = Reply::<&Value>::new("end_turn");
    reply.texts.extend([r#"{"name": "#, r#""Lima"}"#]);
    let input: Value = serde_json::from_str(&reply.json().unwrap()).unwrap();
    let outcome = Reading::default().read_value(&[spec], &reply.as_call("city", &input)).unwrap();
    assert_eq!((outcome.value, outcome.call_id), (json!({"name": "Lima"}), None));

    reply.texts.push(" it is.");
    assert_eq!(reply.json(), None);
}
