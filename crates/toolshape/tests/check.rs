//! What a type's schema says of its values, and what the type itself does, is held against the reply.
//!
//! Patterns and formats need the feature `check`.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};
use toolshape::{Error, Reading, Reply, ToolCall, ToolShape, ToolSpec};

/// A stay to book.
#[derive(Debug, PartialEq, Deserialize, JsonSchema, ToolShape)]
#[tool(validate = Stay::in_order)]
struct Stay {
    #[schemars(range(min = 1, max = 14))]
    nights: u8,
    #[schemars(length(min = 1, max = 3))]
    guests: Vec<Guest>,
    #[serde(default)]
    #[schemars(regex(pattern = "^[A-Z]{3}$"))]
    code: Option<String>,
    #[serde(default)]
    from: u8,
    #[serde(default = "last")]
    to: u8,
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
struct Guest {
    #[schemars(email)]
    mail: String,
}

fn last() -> u8 {
    u8::MAX
}

impl Stay {
    fn in_order(&self) -> Result<(), String> {
        if self.from <= self.to { Ok(()) } else { Err(format!("missing field `secret {}`", self.from)) }
    }
}

fn read(reading: Reading, input: &Value) -> Result<Stay, Error> {
    let mut reply = Reply::new("tool_use");
    reply.calls.push(ToolCall { id: "t1", name: "stay", input });
    reading.read(&[Stay::spec()], &reply).map(|outcome| outcome.value)
}

fn stay() -> Value {
    json!({"nights": 2, "guests": [{"mail": "a@example.com"}]})
}

#[test]
fn a_check_of_the_types_own_runs_after_decoding() {
    let mut input = stay();
    input["from"] = 9.into();
    input["to"] = 3.into();
    let error = read(Reading::default(), &input).unwrap_err();
    assert!(error.is_mismatch());
    assert_eq!(error.json_path(), Some("$"));
    assert_eq!(error.detail(), Some("missing field `secret 9`"));
    assert_eq!(error.to_string(), "the tool call does not match at $: refused by the type's own check");
    assert!(Stay::decode(&input).is_err(), "no value is made without it");
    assert!(read(Reading::default(), &stay()).is_ok());
}

mod constraints {
    use super::*;
    use toolshape::RepairKind;

    fn broken(input: &Value) -> (String, String) {
        let error = read(Reading::default(), input).expect_err("it breaks a constraint");
        assert_eq!(error.payload(), Some(input));
        let shown = error.to_string();
        assert!(!shown.contains("secret") && !format!("{error:?}").contains("secret"), "{shown}");
        (error.json_path().unwrap_or_default().to_owned(), error.detail().unwrap_or_default().to_owned())
    }

    #[test]
    fn a_constraint_is_a_mismatch_with_its_place_and_rule() {
        for (pointer, value, path, rule) in [
            ("/nights", json!(0), "$.nights", "expected at least 1"),
            ("/nights", json!(15), "$.nights", "expected at most 14"),
            ("/guests", json!([]), "$.guests", "expected at least 1 item"),
            #[cfg(feature = "check")]
            ("/guests/0/mail", json!("secret"), "$.guests[0].mail", "expected text in the format email"),
            #[cfg(feature = "check")]
            ("/code", json!("secret"), "$.code", "expected text that matches ^[A-Z]{3}$"),
        ] {
            let mut input = stay();
            input["code"] = json!("ABC");
            *input.pointer_mut(pointer).expect("it is there") = value;
            assert_eq!(broken(&input), (path.to_owned(), rule.to_owned()));
            let unchecked = Reading { check: false, ..Reading::default() };
            assert!(read(unchecked, &input).is_ok(), "{input}");
        }
    }

    #[test]
    fn a_repaired_input_keeps_them_too() {
        let text = |nights: u8| json!({"nights": nights.to_string(), "guests": stay()["guests"]});
        let mut reply = Reply::new("tool_use");
        let good = text(3);
        reply.calls.push(ToolCall { id: "t1", name: "stay", input: &good });
        let outcome = Reading::default().read::<Stay, _>(&[Stay::spec()], &reply).expect("it is repaired");
        assert_eq!(outcome.repairs[0].kind, RepairKind::JsonString);

        let error = read(Reading::default(), &text(99)).unwrap_err();
        assert_eq!(error.json_path(), Some("$.nights"), "the first, exact error");
        assert!(error.detail().is_some_and(|detail| detail.contains("invalid type: string")));
    }

    #[test]
    fn a_choice_of_calls_goes_on_to_one_that_keeps_them() {
        let (mut bad, good) = (stay(), stay());
        bad["nights"] = 99.into();
        let mut reply = Reply::new("tool_use");
        reply.calls = [("t1", &bad), ("t2", &good)].map(|(id, input)| ToolCall { id, name: "stay", input }).to_vec();
        let outcome = Reading::default().read::<Stay, _>(&[Stay::spec()], &reply).expect("the second keeps them");
        assert_eq!(outcome.call_id.as_deref(), Some("t2"));
    }
}

#[test]
fn decoding_checks_all_that_reading_does() {
    let mut input = stay();
    input["nights"] = 99.into();
    assert_eq!(Stay::decode(&input).unwrap_err().to_string(), "expected at most 14 at $.nights");
    input["nights"] = "two".into();
    let error = Stay::decode(&input).unwrap_err().to_string();
    assert_eq!(error, "invalid type: a string, expected an integer at $.nights");
    let mut text = serde_json::Deserializer::from_str(r#"{"nights": 2, "guests": [{"mail": "a@example.com"}]}"#);
    assert_eq!(Stay::decode(&mut text).unwrap().nights, 2);
}

#[cfg(feature = "check")]
#[test]
fn a_pattern_that_cannot_be_read_is_an_error_and_hides_no_bound() {
    /// A code.
    #[derive(Debug, Deserialize, JsonSchema, ToolShape)]
    #[expect(dead_code, reason = "it is never read")]
    struct Broken {
        #[schemars(regex(pattern = "("))]
        code: String,
        #[schemars(range(max = 5))]
        count: u8,
    }

    let input = json!({"code": "a", "count": 9});
    let mut reply = Reply::new("tool_use");
    reply.calls.push(ToolCall { id: "t1", name: "broken", input: &input });
    let reason = "cannot be checked: #/properties/code/pattern: the pattern `(` is not understood and is ignored";
    let error = toolshape::read::<Broken, _>(&[Broken::spec()], &reply).unwrap_err();
    assert!(error.is_invalid_request());
    assert_eq!((error.field(), error.rule()), (Some("tool.schema"), Some(reason)));
    let error = Broken::decode(&input).unwrap_err().to_string();
    assert_eq!(error, format!("the schema of `broken` {reason}"));

    let error = ToolSpec::new("broken", "A code.", Broken::spec().schema().clone()).unwrap_err();
    assert_eq!(error.rule(), Some(reason));
}

#[test]
fn a_schema_that_cannot_be_checked_makes_no_spec() {
    for (property, rule) in [
        (json!({"type": "strng"}), "#/properties/a/type: `strng` is not a type"),
        (json!({"minimum": "one"}), "#/properties/a/minimum: `minimum` must be a number"),
        (json!({"required": 1}), "#/properties/a/required: `required` must be a list of names"),
        (json!({"items": 3}), "#/properties/a/items: `3` is not a schema"),
        (json!({"$ref": "#/$defs/A"}), "#/properties/a/$ref: `#/$defs/A` does not resolve"),
        (json!({"$ref": "#/properties/a"}), "#/properties/a/$ref: `#/properties/a` leads back here without end"),
        (json!({"$ref": "https://example.com/a"}), "#/properties/a/$ref: `https://example.com/a` "),
    ] {
        let schema = json!({"type": "object", "properties": {"a": property}});
        let error = ToolSpec::new("tool", "A tool.", schema).unwrap_err();
        assert_eq!(error.field(), Some("tool.schema"));
        let found = error.rule().unwrap_or_default();
        assert!(found.starts_with(&format!("cannot be checked: {rule}")), "{found}");
    }
}

#[test]
fn any_draft_is_held_to_what_it_says() {
    for (schema, refused, rule) in [
        (
            json!({"$schema": "http://json-schema.org/draft-04/schema#", "properties": {
                "a": {"$ref": "#/definitions/A", "maximum": 3}}, "definitions": {
                "A": {"minimum": 0, "exclusiveMinimum": true}}}),
            json!({"a": 0}),
            "expected more than 0",
        ),
        (
            json!({"properties": {"a": {"$ref": "#count"}}, "$defs": {"Count": {"$anchor": "count", "maximum": 5}}}),
            json!({"a": 6}),
            "expected at most 5",
        ),
        (json!({"properties": {"a": {"type": "str"}}}), json!({"a": 6}), "invalid type: an integer, expected a string"),
    ] {
        let mut document = schema;
        document["type"] = "object".into();
        let spec = ToolSpec::new("tool", "A tool.", document.clone()).unwrap();
        assert_eq!(*spec.schema(), document);
        let read = |input: &Value| {
            let mut reply = Reply::new("tool_use");
            reply.calls.push(ToolCall { id: "t1", name: "tool", input });
            toolshape::read_value(std::slice::from_ref(&spec), &reply)
        };
        let error = read(&refused).unwrap_err();
        assert_eq!((error.json_path(), error.detail()), (Some("$.a"), Some(rule)), "{document}");
    }
}

#[test]
fn an_untyped_value_is_held_to_its_schema_whatever_is_to_be_checked() {
    let schema = json!({
        "type": "object",
        "properties": {"n": {"type": "integer", "maximum": 5}, "half": {"enum": [0.5, 1.0]}, "code": {"pattern": "^a"}},
    });
    let spec = ToolSpec::new("tool", "A tool.", schema).unwrap();
    let read = |input: &Value, check| {
        let mut reply = Reply::new("tool_use");
        reply.calls.push(ToolCall { id: "t1", name: "tool", input });
        let reading = Reading { check, ..Reading::default() };
        reading.read_value(std::slice::from_ref(&spec), &reply).map(|outcome| outcome.value)
    };
    for check in [true, false] {
        assert_eq!(read(&json!({"n": 9}), check).unwrap_err().json_path(), Some("$.n"));
        assert_eq!(read(&json!({"half": 1}), check).unwrap(), json!({"half": 1}));
        assert_eq!(read(&json!({"n": 3.0}), check).unwrap(), json!({"n": 3}), "repaired");
        assert_eq!(read(&json!({"code": "b"}), check).is_ok(), cfg!(not(feature = "check")));
    }
}

/// An order.
#[derive(Debug, PartialEq, Deserialize, JsonSchema, ToolShape)]
struct Order {
    lines: Vec<Line>,
    payment: Option<Payment>,
    #[serde(default)]
    related: Vec<Order>,
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
struct Line {
    sku: String,
    #[schemars(range(max = 100))]
    count: u32,
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(tag = "method", rename_all = "snake_case")]
enum Payment {
    Card(Card),
    Cash,
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
struct Card {
    #[schemars(length(equal = 4))]
    last4: String,
}

#[test]
fn a_constraint_is_found_wherever_it_stands() {
    let order = |count: u32, last4: &str| {
        json!({"lines": [{"sku": "a", "count": 1}, {"sku": "b", "count": count}],
            "payment": {"method": "card", "last4": last4}})
    };
    let read = |input: &Value| {
        let mut reply = Reply::new("tool_use");
        reply.calls.push(ToolCall { id: "t1", name: "order", input });
        let value = toolshape::read::<Order, _>(&[Order::spec()], &reply);
        value.map_err(|error| (error.json_path().unwrap().to_owned(), error.detail().unwrap().to_owned()))
    };
    let broken = |path: &str, rule: &str| Err((path.to_owned(), rule.to_owned()));
    assert!(read(&order(100, "1234")).is_ok());
    assert!(read(&json!({"lines": [], "payment": null})).is_ok());
    assert_eq!(read(&order(101, "1234")), broken("$.lines[1].count", "expected at most 100"));
    assert_eq!(read(&order(1, "12345")), broken("$.payment.last4", "expected 4 characters"));
    let nested = json!({"lines": [], "related": [{"lines": [], "related": [order(101, "1234")]}]});
    assert_eq!(read(&nested), broken("$.related[0].related[0].lines[1].count", "expected at most 100"));
}
