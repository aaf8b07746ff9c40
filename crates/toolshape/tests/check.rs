//! What a type's schema says of its values, and what the type itself does, is held against the reply.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};
use toolshape::{Error, Reading, Reply, ToolCall, ToolShape};

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

#[cfg(feature = "check")]
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
            ("/guests/0/mail", json!("secret"), "$.guests[0].mail", "expected text in the format email"),
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
