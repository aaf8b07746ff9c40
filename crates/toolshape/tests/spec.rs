//! What is refused of a tool before it is offered.

use serde_json::{Value, json};
use toolshape::{Family, ToolSpec, check_tools};

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
fn a_family_tells_of_budgets() {
    let properties: Value = (0..25).map(|n| (format!("p{n}"), json!({"type": "string"}))).collect();
    let schema = json!({"type": "object", "properties": properties});
    let spec = ToolSpec::new("many", "Many parameters.", schema).expect("a valid spec").strict(true);
    let check = |model: &str| check_tools(std::slice::from_ref(&spec), Family::of(model));
    assert!(check("arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2c3").is_ok());
    let refusal =
        check("anthropic.claude-haiku-4-5-20251001-v1:0").expect_err("Claude compiles 24 at most").to_string();
    assert!(refusal.ends_with("at most 24 optional parameters over all strict tools for Claude, and have 25"));
}
