//! A choice of tools, whose name is known before the input begins.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use toolshape::partial::{Error, Parser};
use toolshape::{Partial, ToolSet, ToolShape};

use crate::fragments::{self, cut};

/// Looks products up.
#[derive(Debug, PartialEq, Deserialize, JsonSchema, ToolShape)]
#[tool(partial(derive(Debug, Clone, Serialize)))]
struct Search {
    words: Vec<String>,
    #[serde(default)]
    limit: Option<u8>,
}

/// Buys a product.
#[derive(Debug, PartialEq, Deserialize, JsonSchema, ToolShape)]
#[tool(name = "purchase", partial(derive(Debug, Clone, Serialize)), validate = Buy::check)]
struct Buy {
    sku: String,
}

impl Buy {
    fn check(&self) -> Result<(), &'static str> {
        if self.sku.is_empty() { Err("without a sku") } else { Ok(()) }
    }
}

/// Puts labels on what is in the basket.
#[derive(Debug, PartialEq, Deserialize, JsonSchema, ToolShape)]
#[tool(partial)]
#[serde(transparent)]
struct Label {
    by_name: BTreeMap<String, String>,
}

/// Waits.
#[derive(Debug, PartialEq, Deserialize, JsonSchema, ToolShape)]
#[tool(partial(derive(Debug, Clone, Serialize)))]
struct Wait {}

#[derive(Debug, PartialEq, ToolShape)]
#[tool(partial(derive(Debug, Clone, Serialize)))]
enum Step {
    Search(Search),
    Buy(Box<Buy>),
    Wait(Wait),
    Label(Label),
}

/// The value of a call, fed in pieces of this size.
fn read(tool: &str, input: &str, size: usize) -> Result<Step, Error> {
    let mut parser = Parser::<Step>::of_tool(tool).unwrap();
    for piece in cut(input, &[size]) {
        parser.feed(piece)?;
    }
    parser.finish()
}

#[test]
fn the_input_is_that_of_the_tool_that_was_called() {
    for (tool, input) in [
        ("search", r#" {"words": ["tea", "cup"], "limit": 3} "#),
        ("purchase", r#"{"sku": "a"}"#),
        ("wait", "{}"),
        ("label", r#"{"a": "b"}"#),
    ] {
        let decoded: serde_json::Value = serde_json::from_str(input).unwrap();
        let whole = <Step as ToolSet>::decode(tool, decoded).unwrap();
        for size in 1..=input.len() {
            assert_eq!(read(tool, input, size).unwrap(), whole, "{tool} in fragments of {size}");
        }
    }
}

#[test]
fn the_tool_is_seen_before_its_input_and_the_input_grows() {
    let mut parser = Parser::<Step>::of_tool("search").unwrap();
    assert!(matches!(parser.partial(), Some(PartialStep::Search(None))));
    let changes: Vec<String> =
        parser.feed(r#"{"words": ["te"#).unwrap().iter().map(|change| change.to_string()).collect();
    assert_eq!(changes, ["$", "$.words", "$.words[0]"]);
    assert_eq!(serde_json::to_value(parser.partial()).unwrap(), json!({"words": ["te"]}), "as the tool's input");
    parser.feed(r#"a"]}"#).unwrap();
    assert!(parser.is_complete());
    let Some(PartialStep::Search(Some(search))) = parser.partial() else { panic!("{parser:?}") };
    assert_eq!(search.words.as_deref(), Some(&["tea".to_owned()][..]));
    assert_eq!(parser.finish().unwrap(), Step::Search(Search { words: vec!["tea".to_owned()], limit: None }));
}

#[test]
fn a_tool_that_is_not_on_offer_has_no_parser() {
    assert!(Parser::<Step>::of_tool("sell").is_none());
    assert!(Parser::<Step>::of_tool("Buy").is_none(), "that is the variant's name");
    assert!(Parser::<Buy>::of_tool("purchase").is_some());
}

#[test]
fn code_for_any_type_begins_with_the_tool_that_was_called() {
    fn begun<T: Partial>(called: &str, input: &str) -> Option<Result<T, Error>>
    where
        T::Partial: Send + Sync + 'static,
    {
        let mut parser = Parser::<T>::of_tool(called)?;
        Some(parser.feed(input).map(drop).and_then(|()| parser.finish()))
    }
    let buy = || Buy { sku: "a".to_owned() };
    assert_eq!(begun("purchase", r#"{"sku": "a"}"#).map(Result::unwrap), Some(Step::Buy(Box::new(buy()))));
    assert_eq!(begun("purchase", r#"{"sku": "a"}"#).map(Result::unwrap), Some(buy()));
    assert_eq!(begun("answer", "[1]").map(Result::unwrap), Some(vec![1]));
    assert!(begun::<Step>("answer", "{}").is_none());
}

#[test]
fn the_input_of_a_tool_in_part_is_no_call() {
    for (tool, input) in [("purchase", r#"{"sku": "a""#), ("wait", "{"), ("label", r#"{"a": "b""#)] {
        let mut parser = Parser::<Step>::of_tool(tool).unwrap();
        parser.feed(input).unwrap();
        assert!(Step::try_from(parser.partial().unwrap().clone()).unwrap_err().is_incomplete(), "{tool}");
        parser.feed("}").unwrap();
        assert!(Step::try_from(parser.into_partial().unwrap()).is_ok(), "{tool}");
    }
}

#[test]
fn what_does_not_match_is_told_by_its_place_in_the_input() {
    let error = read("search", r#"{"words": ["tea", 3]}"#, 4).unwrap_err();
    assert_eq!((error.path(), error.is_mismatch()), ("$.words[1]", true));
    let error = read("search", "{}", 1).unwrap_err();
    assert_eq!(error.to_string(), "missing field `words` at line 1 column 2");
    let error = read("search", r#"{"words": ["tea""#, 4).unwrap_err();
    assert!(error.is_incomplete());
    let Some(PartialStep::Search(Some(search))) = error.partial_as() else { panic!("{error:?}") };
    assert_eq!(search.words.as_ref().map(Vec::len), Some(1));
    let error = read("wait", "", 1).unwrap_err();
    assert!(matches!(error.partial_as(), Some(PartialStep::Wait(None))));
    assert!(Step::try_from(PartialStep::Wait(None)).unwrap_err().is_incomplete());
}

#[derive(Partial)]
struct Log {
    step: Step,
}

#[test]
fn a_choice_within_a_value_has_no_tool() {
    let error = fragments::read::<Log>(r#"{"step": {"words""#, &[4]).map(|log| log.step).unwrap_err();
    assert_eq!(error.to_string(), "expected to know the tool before its input at line 1 column 10, in $.step");
}

#[test]
fn what_arrived_is_taken_without_another_look_where_its_check_lets_it_pass() {
    let buy = |sku: &str| Step::Buy(Box::new(Buy { sku: sku.to_owned() }));
    assert_eq!(<Step as ToolSet>::accept(buy("a")), Some(buy("a")));
    assert_eq!(<Step as ToolSet>::accept(buy("")), None);
    assert_eq!(<Step as ToolSet>::accept(Step::Wait(Wait {})), Some(Step::Wait(Wait {})));
}

#[test]
fn a_variant_may_have_the_name_of_what_belongs_to_a_trait() {
    #[derive(Debug, PartialEq, ToolShape)]
    #[tool(partial)]
    enum Reply {
        Content(Search),
        Error(Wait),
        Partial(Buy),
    }

    let mut parser = Parser::<Reply>::of_tool("wait").unwrap();
    parser.feed("{}").unwrap();
    assert_eq!(parser.finish().unwrap(), Reply::Error(Wait {}));
}
