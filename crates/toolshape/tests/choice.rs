//! An enum of tools.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};
use toolshape::{Error, Family, Reply, ToolCall, ToolSet, ToolShape, check_tools, read};

/// Looks products up.
#[derive(Debug, PartialEq, Deserialize, JsonSchema, ToolShape)]
struct Search {
    words: String,
    /// Which of them.
    #[serde(default)]
    scope: Scope,
}

#[derive(Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Scope {
    #[default]
    All,
    Category {
        name: String,
    },
}

/// Buys a product.
#[derive(Debug, PartialEq, Deserialize, JsonSchema, ToolShape)]
#[tool(name = "purchase")]
struct Buy {
    sku: String,
}

/// Looks customers up.
#[derive(Debug, PartialEq, Deserialize, JsonSchema, ToolShape)]
#[tool(name = "search")]
struct SearchCustomers {
    words: String,
}

#[derive(Debug, PartialEq, ToolShape)]
enum Step {
    Search(Search),
    Buy(Box<Buy>),
}

#[derive(Debug, PartialEq, ToolShape)]
enum OneName {
    Products(Search),
    Customers(SearchCustomers),
}

fn step(tool: &str, input: &Value) -> Result<Step, Error> {
    let mut reply = Reply::new("tool_use");
    reply.calls.push(ToolCall { id: "t1", name: tool, input });
    read(&Step::specs(), &reply)
}

#[test]
fn each_variant_is_a_tool_in_order() {
    let names: Vec<_> = Step::specs().iter().map(|spec| spec.name().to_owned()).collect();
    assert_eq!(names, ["search", "purchase"]);
}

#[test]
fn a_call_becomes_the_variant_of_its_tool() {
    let found = step("search", &json!({"words": "tea", "scope": {"kind": "category", "name": "drinks"}}));
    let scope = Scope::Category { name: "drinks".to_owned() };
    assert_eq!(found.ok(), Some(Step::Search(Search { words: "tea".to_owned(), scope })));
    let found = step("purchase", &json!({"input": {"sku": "a"}}));
    assert_eq!(found.ok(), Some(Step::Buy(Box::new(Buy { sku: "a".to_owned() }))), "and is repaired as its tool");
}

#[test]
fn a_mismatch_is_of_the_tool_that_was_called() {
    let error = step("search", &json!({"words": "tea", "scope": {"kind": "category"}})).unwrap_err();
    assert_eq!(error.json_path(), Some("$.scope"));
    assert!(error.to_string().ends_with("missing field `name`"), "{error}");
}

#[test]
fn an_unknown_tool_is_a_mismatch_that_lists_the_known_ones() {
    let error = step("sell", &json!({})).unwrap_err();
    assert!(error.is_mismatch());
    assert!(error.to_string().ends_with("expected `search`, `purchase`"), "{error}");
    let error = <Step as ToolSet>::decode("sell", json!({})).unwrap_err();
    assert_eq!(error.to_string(), "the tool `sell` is not on offer, expected `search`, `purchase`");
}

#[test]
fn two_tools_of_one_name_are_refused_before_anything_is_sent() {
    let error = check_tools(&OneName::specs(), Family::of("us.amazon.nova-lite-v1:0")).unwrap_err();
    assert_eq!(error.to_string(), "invalid request: `tools` must not hold two tools named `search`");
}
