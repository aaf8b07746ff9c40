//! What is refused, and where.

use serde::Deserialize;
use serde_json::Value;
use toolshape::Partial;
use toolshape::partial::{Error, Parser};

use crate::fragments::read;
use crate::types::{Adjacent, Event, Leaf, Shape};

#[derive(Debug, PartialEq, Deserialize, Partial)]
#[tool(partial(derive(Debug)))]
struct Order {
    id: u32,
    items: Vec<Item>,
}

#[derive(Debug, PartialEq, Deserialize, Partial)]
#[tool(partial(derive(Debug)))]
#[serde(deny_unknown_fields)]
struct Item {
    sku: String,
    count: Option<i8>,
    #[serde(default)]
    unit: Option<Unit>,
}

#[derive(Debug, PartialEq, Deserialize, Partial)]
enum Unit {
    Piece,
}

fn refused(text: &str) -> Error {
    let whole = read::<Order>(text, &[text.len()]).unwrap_err();
    for size in 1..text.len() {
        let error = read::<Order>(text, &[size]).unwrap_err();
        assert_eq!(
            (error.to_string(), error.path(), error.detail()),
            (whole.to_string(), whole.path(), whole.detail()),
            "in fragments of {size}"
        );
    }
    assert!(serde_json::from_str::<Order>(text).is_err());
    whole
}

#[test]
fn an_error_stands_at_the_first_offending_byte() {
    for (text, message) in [
        ("{\"id\": 1,\n \"items\": [}", "expected a value at line 2 column 12, in $.items[0]"),
        ("{\"id\": 1 \"items\"", "expected `,` or `}` at line 1 column 10"),
        ("{\"id\": 01}", "invalid number at line 1 column 9, in $.id"),
        ("{\"id\" 1}", "expected `:` at line 1 column 7"),
        ("{id: 1}", "a key must be a string at line 1 column 2"),
        ("{\"id\": 1,}", "trailing comma at line 1 column 10"),
        ("{\"id\": 1, \"items\": [{\"sku\": \"a\"},]}", "trailing comma at line 1 column 34, in $.items"),
        ("{\"id\": 1, \"items\": []}\n\n x", "trailing characters at line 3 column 2"),
        (
            "{\"id\": 1, \"items\": [{\"sku\": \"a\tb\"}]}",
            "a control character in a string must be escaped at line 1 column 31, in $.items[0].sku",
        ),
        (
            "{\"id\": 1, \"items\": [{\"sku\": \"\\ud800x\"}]}",
            "lone surrogate in an escape at line 1 column 36, in $.items[0].sku",
        ),
        ("{\"id\": 1, \"items\": [{\"sku\": \"\\q\"}]}", "invalid escape at line 1 column 31, in $.items[0].sku"),
        ("{\"id\": nul}", "expected `true`, `false` or `null` at line 1 column 11, in $.id"),
    ] {
        // A literal in the place of a number is refused before it is read.
        let error = match text {
            "{\"id\": nul}" => read::<Value>(text, &[3]).unwrap_err(),
            text => refused(text),
        };
        let shown = if text.contains("nul") { message.replace("$.id", "$.*") } else { message.to_owned() };
        assert_eq!(error.to_string(), shown, "{text:?}");
        assert!(error.is_syntax());
    }
}

#[test]
fn the_value_of_another_kind_is_a_mismatch() {
    for (text, message, detail) in [
        ("[", "expected an object at line 1 column 1", None),
        ("{\"id\": \"1\"}", "expected a number at line 1 column 8, in $.id", None),
        (
            "{\"id\": -1, ",
            "the value is not of its type at line 1 column 9, in $.id",
            Some("invalid value: integer `-1`, expected u32"),
        ),
        (
            "{\"id\": 1.5, ",
            "the value is not of its type at line 1 column 10, in $.id",
            Some("invalid type: floating point `1.5`, expected u32"),
        ),
        ("{\"id\": 1, \"items\": {", "expected a list at line 1 column 20, in $.items", None),
        ("{\"id\": 1, \"items\": [{\"sku\": null", "expected a string at line 1 column 29, in $.items[0].sku", None),
        (
            "{\"id\": 1, \"items\": [{\"sku\": \"a\", \"count\": 128}",
            "the value is not of its type at line 1 column 45, in $.items[0].count",
            Some("invalid value: integer `128`, expected i8"),
        ),
        (
            "{\"id\": 1, \"items\": [{\"sku\": \"a\", \"unit\": \"Box\"}",
            "the value is not of its type at line 1 column 46, in $.items[0].unit",
            Some("unknown variant `Box`, expected `Piece`"),
        ),
        ("{\"id\": 1, \"items\": [{}]}", "missing field `sku` at line 1 column 22, in $.items[0]", None),
        (
            "{\"id\": 1, \"items\": [{\"sku\": \"a\", \"colour\": 1}]}",
            "unknown key or variant at line 1 column 41, in $.items[0].*",
            None,
        ),
    ] {
        let error = refused(text);
        assert_eq!(error.to_string(), message, "{text:?}");
        assert_eq!(error.detail(), detail, "{text:?}");
        assert!(error.is_mismatch());
    }
    let error = refused("{\"id\": 1, \"items\": [{\"sku\": \"a\", \"colour\": 1}]}");
    assert_eq!(error.path(), "$.items[0].colour");
}

#[test]
fn fields_and_tags_are_read_from_an_object_alone() {
    fn judged<T: Partial + for<'de> Deserialize<'de>>(text: &str) -> (bool, Error) {
        (serde_json::from_str::<T>(text).is_ok(), Parser::<T>::new().feed(text).unwrap_err())
    }
    for ((serdes, error), at) in [
        (judged::<Leaf>(r#"["a", 1]"#), "$"),
        (judged::<Event>(r#"["opened"]"#), "$"),
        (judged::<Adjacent>(r#"["Text", "a"]"#), "$"),
        (judged::<Shape>(r#"{"rect": [1, 2, null]}"#), "$.rect"),
    ] {
        assert!(serdes, "serde takes a list, too");
        assert!(error.to_string().starts_with("expected an object"), "{error}");
        assert_eq!(error.path(), at);
    }
}

#[test]
fn a_field_that_is_left_out_is_refused_where_its_object_ends() {
    #[derive(Debug, Deserialize, Partial)]
    struct Note {
        #[expect(dead_code, reason = "it never comes")]
        text: Text,
    }
    // serde asks it for nothing, as it is not transparent.
    #[derive(Debug, Deserialize, Partial)]
    struct Text(#[expect(dead_code, reason = "it never comes")] Option<String>);
    let error = Parser::<Note>::new().feed("{ }").unwrap_err();
    assert_eq!(error.to_string(), "missing field `text` at line 1 column 3");
    assert!(serde_json::from_str::<Note>("{ }").is_err());
}

#[test]
fn a_field_that_comes_twice_is_refused_at_its_second_key() {
    let error = refused("{\"id\": 1, \"id\": 2}");
    assert!(error.is_duplicate_key() && error.is_mismatch());
    assert_eq!((error.column(), error.path()), (14, "$.id"));
}

#[test]
fn what_arrived_rides_in_the_error() {
    let mut parser = Parser::<Order>::new();
    parser.feed("{\"id\": 7, \"items\": [{\"sku\": \"A").unwrap();
    let error = parser.finish().unwrap_err();
    assert!(error.is_incomplete());
    assert_eq!(error.to_string(), "the value is not complete at line 1 column 31, in $.items[0].sku");
    let partial = error.partial_as::<PartialOrder>().unwrap();
    assert_eq!(partial.id, Some(7));
    assert_eq!(partial.items.as_ref().unwrap()[0].sku.as_deref(), Some("A"));
    assert!(error.partial_as::<PartialItem>().is_none());
}

#[test]
fn a_refused_fragment_leaves_what_came_before_it_and_refuses_the_next() {
    let mut parser = Parser::<Order>::new();
    parser.feed("{\"id\": 7,").unwrap();
    let first = parser.feed(" \"items\": [{\"sku\": \"ab\x01").unwrap_err().to_string();
    assert_eq!(parser.feed("\"}]}").unwrap_err().to_string(), first);
    let partial = parser.partial().unwrap();
    assert_eq!(partial.items.as_ref().unwrap()[0].sku.as_deref(), Some("ab"));
    let mut error = parser.finish().unwrap_err();
    assert_eq!(error.to_string(), first);
    assert!(error.take_partial::<PartialOrder>().is_some());
    assert!(error.take_partial::<PartialOrder>().is_none());
}

#[test]
fn a_partial_value_that_has_not_ended_makes_no_whole_one() {
    let mut parser = Parser::<Order>::new();
    parser.feed("{\"id\": 7, \"items\": [{\"sku\": \"A\"}]").unwrap();
    let partial = parser.into_partial().unwrap();
    assert!(partial.items.as_ref().unwrap()[0].is_complete());
    assert!(!partial.is_complete());
    assert!(Order::try_from(partial).unwrap_err().is_incomplete());
}

#[test]
fn an_error_shows_nothing_of_the_text() {
    let text = "{\"secret key\": {\"secret key\": \"secret\\q";
    let error = read::<Value>(text, &[4]).unwrap_err();
    assert_eq!(error.path(), "$.secret key.secret key");
    assert_eq!(error.to_string(), "invalid escape at line 1 column 39, in $.*.*");
    assert!(!format!("{error:?}").contains("secret"));
}

#[test]
fn it_becomes_a_mismatch_of_the_tool_call() {
    let error: toolshape::Error = refused("{\"id\": -1, ").into();
    assert!(error.is_mismatch());
    assert_eq!(error.json_path(), Some("$.id"));
    assert_eq!(error.detail(), Some("invalid value: integer `-1`, expected u32"));
    assert_eq!(error.to_string(), "the tool call does not match at $.id: the value is not of its type");
}

#[test]
fn the_depth_can_be_less_than_serdes() {
    let mut parser = Parser::<Value>::with_max_depth(3);
    parser.feed("[[1], [").unwrap();
    let error = parser.feed("[").unwrap_err();
    assert!(error.is_too_deep() && !error.is_mismatch() && !error.is_syntax());
    assert_eq!((error.column(), error.path()), (8, "$[1][0]"));
}
