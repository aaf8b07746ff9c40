//! What is refused before anything is sent.

use serde_json::{Value, json};
use toolshape::{Family, Guardrail, Request, Rung, ToolChoice, ToolSpec, Turn};

fn tool(name: &str) -> ToolSpec {
    ToolSpec::new(name, "A tool.", json!({"type": "object"})).expect("a valid spec")
}

fn request() -> Request<Value> {
    let mut request = Request::new("us.amazon.nova-lite-v1:0", vec![tool("city")]);
    request.turns.push(Turn::Prompt("Where?".to_owned()));
    request
}

/// The field and the rule that a change to a good request breaks.
fn refusal(change: impl FnOnce(&mut Request<Value>)) -> String {
    let mut request = request();
    change(&mut request);
    let error = match request.check() {
        Ok(()) => return "sent".to_owned(),
        Err(error) => error,
    };
    assert!(error.is_invalid_request());
    let (field, rule) = (error.field().unwrap_or_default(), error.rule().unwrap_or_default());
    assert_eq!(error.to_string(), format!("invalid request: `{field}` {rule}"));
    format!("{field} {rule}")
}

#[test]
fn a_field_out_of_bounds_is_named_with_its_rule() {
    let refusals = [
        refusal(|r| r.model.clear()),
        refusal(|r| r.model = "m".repeat(2049)),
        refusal(|r| r.turns.clear()),
        refusal(|r| r.turns = vec![Turn::Prompt(" \n".to_owned())]),
        refusal(|r| r.system = vec!["Be brief.".to_owned(), String::new()]),
        refusal(|r| r.tools.clear()),
        refusal(|r| r.tools.push(tool("city"))),
        refusal(|r| r.inference.max_tokens = Some(0)),
        refusal(|r| r.inference.temperature = Some(-0.1)),
        refusal(|r| r.inference.temperature = Some(f64::NAN)),
        refusal(|r| r.inference.top_p = Some(f64::INFINITY)),
        refusal(|r| r.inference.stop_sequences = vec!["a".to_owned(), String::new()]),
        refusal(|r| r.inference.stop_sequences = vec!["a".to_owned(); 2501]),
        refusal(|r| r.guardrail = Some(Guardrail::new("", "1"))),
        refusal(|r| r.guardrail = Some(Guardrail::new("Not-an-id", "1"))),
        refusal(|r| r.guardrail = Some(Guardrail::new("abc", ""))),
        refusal(|r| r.guardrail = Some(Guardrail::new("abc", "draft"))),
        refusal(|r| r.metadata = [(String::new(), String::new())].into()),
        refusal(|r| r.metadata = [("k".to_owned(), "é".to_owned())].into()),
        refusal(|r| r.metadata = (0..17).map(|n| (n.to_string(), String::new())).collect()),
    ];
    insta::assert_snapshot!(refusals.join("\n"));
}

#[test]
fn the_bounds_themselves_are_sent() {
    for sent in [
        refusal(|r| r.model = "é".repeat(2048)),
        refusal(|r| r.turns = vec![Turn::Message(json!({}))]),
        refusal(|r| r.inference.max_tokens = Some(1)),
        refusal(|r| r.inference.temperature = Some(0.0)),
        refusal(|r| r.inference.top_p = Some(1.0)),
        refusal(|r| r.inference.stop_sequences = vec!["\n".to_owned(); 2500]),
        refusal(|r| r.guardrail = Some(Guardrail::new("iabc12345678", "DRAFT"))),
        refusal(|r| r.guardrail = Some(Guardrail::new("abc", "12345678"))),
        refusal(|r| r.metadata = [("a b:_@$#=/+,-.".to_owned(), String::new())].into()),
        refusal(|r| r.metadata = (0..16).map(|n| (n.to_string(), String::new())).collect()),
    ] {
        assert_eq!(sent, "sent");
    }
}

#[test]
fn a_guardrail_goes_by_its_arn_too() {
    let arn = |arn: &str| refusal(|r| r.guardrail = Some(Guardrail::new(arn, "1")));
    for good in [
        "arn:aws:bedrock:us-east-1:123456789012:guardrail/abc1",
        "arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:guardrail/abc1",
    ] {
        assert_eq!(arn(good), "sent", "{good}");
    }
    for bad in [
        "arn:aws-:bedrock:us-east-1:123456789012:guardrail/abc1",
        "arn:aws:bedrock:us-east-1:12345678901:guardrail/abc1",
        "arn:aws:bedrock::123456789012:guardrail/abc1",
        "arn:aws:bedrock:us-east-1:123456789012:guardrail/ABC",
        "arn:aws:bedrock:us-east-1:123456789012:model/abc",
    ] {
        assert_ne!(arn(bad), "sent", "{bad}");
    }
}

#[test]
fn a_spec_out_of_bounds_is_refused() {
    let field = |name: &str, description: &str, schema: Value| {
        let error = ToolSpec::new(name, description, schema).expect_err("it is out of bounds");
        error.to_string()
    };
    let object = json!({"type": "object"});
    let refusals = [
        field("", "d", object.clone()),
        field("sql query", "d", object.clone()),
        field("größe", "d", object.clone()),
        field(&"n".repeat(65), "d", object.clone()),
        field("n", " ", object),
        field("n", "d", json!(true)),
        field("n", "d", json!({"type": "array"})),
        field("n", "d", json!({"type": ["object", "null"]})),
        field("n", "d", json!({"properties": {}})),
        field("n", "d", json!({"type": "object", "oneOf": [{"type": "string"}]})),
        field("n", "d", json!({"$ref": "#/$defs/A", "$defs": {"A": {"type": "string"}}})),
    ];
    insta::assert_snapshot!(refusals.join("\n"));
}

#[test]
fn one_tool_is_forced_and_of_several_any() {
    let mut request = request();
    assert_eq!(request.tool_choice(Rung::Forced), Some(ToolChoice::Tool("city")));
    assert_eq!(request.tool_choice(Rung::Any), Some(ToolChoice::Any));
    assert_eq!([Rung::Native, Rung::Auto].map(|rung| request.tool_choice(rung)), [None, None]);
    request.tools.push(tool("country"));
    assert_eq!(request.tool_choice(Rung::Forced), Some(ToolChoice::Any));
}

#[test]
fn a_family_tells_of_budgets_where_the_model_does_not() {
    let properties: Value = (0..25).map(|n| (format!("p{n}"), json!({"type": "string"}))).collect();
    let schema = json!({"type": "object", "properties": properties});
    let spec = ToolSpec::new("many", "Many parameters.", schema).expect("a valid spec");
    let mut request = request();
    request.tools = vec![spec.strict(true)];
    let claude = Family::of("anthropic.claude-haiku-4-5-20251001-v1:0");
    request.model = "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2c3".to_owned();
    assert!(request.check().is_ok());
    let refusal = request.check_for(claude).expect_err("Claude compiles 24 at most").to_string();
    assert!(refusal.ends_with("at most 24 optional parameters over all strict tools for Claude, and have 25"));
    request.model = "anthropic.claude-haiku-4-5-20251001-v1:0".to_owned();
    assert_eq!(request.check().expect_err("its id says so").to_string(), refusal);
}
