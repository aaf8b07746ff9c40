//! A type made from a schema, as toolshape-codegen writes it: the whole schema is checked, once, and says what is
//! wrong.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use toolshape::{Error, Reading, RepairKind, Reply, ToolCall, ToolShape, ToolSpec};

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
struct Stay {
    #[serde(deserialize_with = "toolshape::generated::exact")]
    nights: i64,
    kind: Option<String>,
    mail: Option<Value>,
}

toolshape::generated::tool! {
    Stay: "stay", "A stay to book.",
    r#"{"type":"object","properties":{"nights":{"type":"integer","maximum":14},"kind":{"enum":["inn","hotel"]},"mail":{"type":"string","format":"email"}},"required":["nights"],"additionalProperties":false}"#
}

fn read<T: toolshape::ToolSet>(reading: Reading, specs: &[ToolSpec], input: &Value) -> Result<T, Error> {
    let mut reply = Reply::new("tool_use");
    reply.calls.push(ToolCall { id: "t1", name: "stay", input });
    reading.read(specs, &reply).map(|outcome| outcome.value)
}

fn refused(input: &Value) -> (String, String) {
    let error = read::<Stay>(Reading::default(), &[Stay::spec()], input).unwrap_err();
    assert!(error.is_mismatch());
    (error.json_path().unwrap().to_owned(), error.detail().unwrap().to_owned())
}

#[test]
fn a_reply_is_refused_with_its_path_and_rule() {
    for (input, path, rule) in [
        (json!({"nights": 15}), "$.nights", "expected at most 14"),
        (json!({"nights": "two"}), "$.nights", "invalid type: a string, expected an integer"),
        #[cfg(feature = "check")]
        (json!({"nights": 2, "mail": "nobody"}), "$.mail", "expected text in the format email"),
        (json!({"nights": 2, "kind": "tent"}), "$.kind", "expected one of \"inn\", \"hotel\""),
        (json!({"kind": "inn"}), "$", "missing field `nights`"),
        (json!({"nights": 2, "guests": 1, "pets": 2}), "$.guests", "unknown field"),
    ] {
        assert_eq!(refused(&input), (path.to_owned(), rule.to_owned()), "{input}");
    }
}

#[test]
fn decoding_checks_too() {
    assert_eq!(Stay::decode(json!({"nights": 2.0})).unwrap(), Stay { nights: 2, kind: None, mail: None });
    let error = Stay::decode(json!({"nights": 15})).unwrap_err();
    assert_eq!(error.to_string(), "expected at most 14 at $.nights");
    let error = <Stay as toolshape::ToolSet>::decode("stay", json!({"nights": 1, "mail": 3})).unwrap_err();
    assert_eq!(error.to_string(), "invalid type: an integer, expected a string at $.mail");
}

#[test]
fn what_the_schema_allows_and_the_type_cannot_hold_is_refused() {
    let input: Value = serde_json::from_str(r#"{"nights": -1e30}"#).unwrap();
    let error = Stay::decode(&input).unwrap_err();
    assert_eq!(error.to_string(), "invalid value: floating point `-1e+30`, expected an integer at $.nights");
    assert_eq!(refused(&input).0, "$.nights");
}

#[test]
fn without_the_check_the_type_is_all_that_is_asked() {
    let unchecked = Reading { check: false, ..Reading::default() };
    let input = json!({"nights": 15, "mail": "nobody"});
    assert_eq!(read::<Stay>(unchecked, &[Stay::spec()], &input).unwrap().nights, 15);
    assert!(read::<Stay>(unchecked, &[Stay::spec()], &json!({"nights": "two"})).is_err());
}

#[test]
fn repairs_are_held_to_the_schema() {
    let repaired = |input: Value| {
        let mut reply = Reply::new("tool_use");
        reply.calls.push(ToolCall { id: "t1", name: "stay", input: &input });
        let outcome = Reading::default().read::<Stay, _>(&[Stay::spec()], &reply)?;
        Ok::<_, Error>((outcome.value.nights, outcome.repairs.iter().map(|repair| repair.kind).collect::<Vec<_>>()))
    };
    assert_eq!(repaired(json!({"nights": 3.0})).unwrap(), (3, vec![]));
    assert_eq!(repaired(json!({"nights": "3"})).unwrap(), (3, vec![RepairKind::JsonString]));
    assert_eq!(repaired(json!({"input": {"nights": 3}})).unwrap(), (3, vec![RepairKind::WrapperKey]));
    assert_eq!(
        repaired(json!({"nights": 3.0, "kind": "INN"})).unwrap().1,
        [RepairKind::FloatInteger, RepairKind::EnumCase]
    );
    assert!(repaired(json!({"nights": "15"})).unwrap_err().is_mismatch());
}

#[test]
fn a_box_checks_too() {
    let input = json!({"nights": 15});
    let error = read::<Box<Stay>>(Reading::default(), &[Stay::spec()], &input).unwrap_err();
    assert_eq!(error.json_path(), Some("$.nights"));
    assert!(<Box<Stay> as ToolShape>::decode(&input).is_err());
}

#[cfg(feature = "derive")]
#[test]
fn a_choice_of_tools_checks_too() {
    #[derive(Debug, ToolShape)]
    enum Step {
        Stay(Stay),
    }

    let input = json!({"nights": 15});
    let error = read::<Step>(Reading::default(), &<Step as toolshape::ToolSet>::specs(), &input).unwrap_err();
    assert_eq!(error.json_path(), Some("$.nights"));
    assert!(<Step as toolshape::ToolSet>::decode("stay", &input).is_err());
    let unchecked = Reading { check: false, ..Reading::default() };
    let Step::Stay(stay) = read::<Step>(unchecked, &<Step as toolshape::ToolSet>::specs(), &input).unwrap();
    assert_eq!(stay.nights, 15);
}

#[test]
fn another_spec_of_the_same_name_does_not_stop_the_check() {
    let loose = ToolSpec::new("stay", "A stay to book.", json!({"type": "object"})).unwrap();
    let error = read::<Stay>(Reading::default(), &[loose], &json!({"nights": 15})).unwrap_err();
    assert_eq!(error.detail(), Some("expected at most 14 at $.nights"));
}

/// A schema that no validator can be made of.
#[derive(Debug, Deserialize)]
struct Broken {}

toolshape::generated::tool! {
    Broken: "stay", "Broken.",
    r##"{"type":"object","$ref":"#/$defs/Missing"}"##
}

#[test]
fn a_schema_that_cannot_be_checked_is_an_error() {
    let error = Broken::decode(json!({})).unwrap_err().to_string();
    assert!(
        error.starts_with("the schema of `stay` cannot be checked: #/$ref: `#/$defs/Missing` does not resolve"),
        "{error}"
    );
    let error = read::<Broken>(Reading::default(), &[Broken::spec()], &json!({})).unwrap_err();
    assert!(error.is_invalid_request());
    assert_eq!(error.field(), Some("tool.schema"));
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Units {
    Metric,
    Imperial,
}

toolshape::generated::text_enum! {
    Units {
        Metric = "metric",
        Imperial = "imperial \"feet\"",
    }
}

#[test]
fn an_enum_of_texts_is_its_text() {
    assert_eq!((Units::Metric.as_str(), format!("[{:>8}]", Units::Metric)), ("metric", "[  metric]".to_owned()));
    assert_eq!("imperial \"feet\"".parse(), Ok(Units::Imperial));
    assert_eq!(json!(Units::Imperial), "imperial \"feet\"");
    assert_eq!(serde_json::from_value::<Units>(json!("metric")).unwrap(), Units::Metric);
    let mut parser = toolshape::partial::Parser::<Vec<Units>>::new();
    parser.feed(r#"["metric", "imperial \"fe"#).unwrap();
    assert_eq!(parser.partial(), Some(&vec![Units::Metric]));
    parser.feed(r#"et\""]"#).unwrap();
    assert_eq!(parser.finish().unwrap(), [Units::Metric, Units::Imperial]);
}

#[test]
fn a_text_that_is_no_variant_is_refused_without_being_shown() {
    let error = "secret".parse::<Units>().unwrap_err().to_string();
    assert_eq!(error, "expected one of [\"metric\", \"imperial \\\"feet\\\"\"]");
    assert!(serde_json::from_value::<Units>(json!({"metric": null})).is_err());
    assert!(serde_json::from_value::<Units>(json!(0)).is_err());
}
