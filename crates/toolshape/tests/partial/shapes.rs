//! How each kind of type looks while it arrives.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use toolshape::partial::Parser;
use toolshape::{Partial, ToolShape};

use crate::fragments::read;
use crate::types::{Adjacent, Event, Leaf, Level, PartialAdjacent, PartialEvent, PartialShape, Shape};

/// What there is of a value after one fragment.
fn seen<T: Partial>(text: &str) -> Option<T::Partial> {
    let mut parser = Parser::<T>::new();
    parser.feed(text).unwrap();
    parser.into_partial()
}

#[test]
fn scalars_and_names_appear_when_they_are_complete() {
    assert_eq!(seen::<Vec<u64>>("[1, 23"), Some(vec![1]));
    assert_eq!(seen::<Vec<bool>>("[true, fals"), Some(vec![true]));
    assert_eq!(seen::<Vec<Option<u8>>>("[null, 1, nul"), Some(vec![None, Some(1)]));
    assert_eq!(seen::<Vec<Level>>("[\"low\", \"ver"), Some(vec![Level::Low]));
    assert_eq!(seen::<Vec<String>>("[\"a\", \"b"), Some(vec!["a".to_owned(), "b".to_owned()]));
}

#[test]
fn variants_may_have_the_names_of_what_belongs_to_a_trait() {
    #[derive(Debug, PartialEq, Deserialize, Partial)]
    enum Name {
        Content,
        Error,
        Partial,
    }

    #[derive(Debug, PartialEq, Deserialize, Partial)]
    #[tool(partial(derive(Debug)))]
    enum Part {
        Content(String),
        Error { code: u8 },
        Partial,
    }

    let names = read::<Vec<Name>>(r#"["Content", "Error", "Partial"]"#, &[3]).unwrap();
    assert_eq!(names, [Name::Content, Name::Error, Name::Partial]);
    let parts = read::<Vec<Part>>(r#"[{"Content": "a"}, {"Error": {"code": 1}}, "Partial"]"#, &[3]).unwrap();
    assert_eq!(parts, [Part::Content("a".to_owned()), Part::Error { code: 1 }, Part::Partial]);
}

#[test]
fn half_of_a_surrogate_pair_is_not_seen() {
    assert_eq!(seen::<String>(r#""a\ud83d\ude"#).as_deref(), Some("a"));
    assert_eq!(seen::<String>(r#""a\ud83d\ude00"#).as_deref(), Some("a😀"));
}

#[test]
fn a_repeated_key_of_a_map_starts_anew() {
    type Map = BTreeMap<String, String>;
    type Numbers = BTreeMap<String, u8>;
    type Events = BTreeMap<String, Event>;
    assert_eq!(seen::<Map>(r#"{"a": "first", "a": "la"#).unwrap()["a"], "la");
    assert_eq!(read::<Map>(r#"{"a": "first", "a": "last"}"#, &[1]).unwrap()["a"], "last");
    // Until there is something to see of the new value, the old one stands.
    assert_eq!(seen::<Numbers>(r#"{"a": 1, "a": 2"#).unwrap()["a"], 1);
    let text = r#"{"a": {"type": "moved", "text": "x"}, "a": {"text": "y", "type": "moved"}}"#;
    for size in 1..text.len() {
        assert_eq!(read::<Events>(text, &[size]).unwrap(), serde_json::from_str(text).unwrap());
    }
}

#[test]
fn the_keys_of_an_untyped_object_keep_their_order() {
    let text = r#"{"a": 11, "b": 22, "a": 33, "c": {"x": 1}, "b": {"y": 1}, "c": "z"}"#;
    for size in 1..text.len() {
        let value = read::<serde_json::Value>(text, &[size]).unwrap();
        assert_eq!(value.to_string(), r#"{"a":33,"b":{"y":1},"c":"z"}"#);
    }
}

#[test]
fn a_variant_is_seen_once_its_tag_is() {
    assert!(seen::<Shape>(r#"{"circ"#).is_none());
    assert!(
        matches!(seen::<Shape>(r#"{"circle": {"text": "#), Some(PartialShape::Circle(Some(leaf))) if leaf.text.is_none())
    );
    assert!(matches!(seen::<Shape>(r#"{"label": "la"#), Some(PartialShape::Label(Some(label))) if label == "la"));
    assert!(seen::<Event>(r#"{"text": "m", "#).is_none());
    assert!(matches!(
        seen::<Event>(r#"{"text": "m", "type": "moved", "weight": 1"#),
        Some(PartialEvent::Moved(leaf)) if leaf.text.as_deref() == Some("m")
    ));
    assert!(seen::<Adjacent>(r#"{"c": "te"#).is_none());
    assert!(matches!(seen::<Adjacent>(r#"{"t": "Text", "#), Some(PartialAdjacent::Text(None))));
    assert!(
        matches!(seen::<Adjacent>(r#"{"c": "text", "t": "Text""#), Some(PartialAdjacent::Text(Some(text))) if text == "text")
    );
}

#[test]
fn what_arrived_is_shown_as_it_was_declared() {
    let shown = |text: &str| format!("{:?}", seen::<Vec<Shape>>(text).unwrap());
    assert_eq!(
        shown(r#"[{"circle": {"text": "c"}}, {"label": "la"#),
        r#"[Circle(Some(PartialLeaf { text: Some("c"), weight: None })), Label(Some("la"))]"#
    );
    let page = seen::<Page<Leaf>>(r#"{"items": [{"text": "a"#).unwrap();
    assert_eq!(
        format!("{page:?}"),
        r#"PartialPage { items: Some([PartialLeaf { text: Some("a"), weight: None }]), next: None }"#
    );
}

#[test]
fn wrong_tags_and_contents_are_refused() {
    for text in [
        r#""nothing""#,
        r#""circle""#,
        "{}",
        r#"{"circle": {"text": "a"}, "label": "b"}"#,
        r#"{"square": 1}"#,
        r#"{"point": 1}"#,
        "1",
    ] {
        for size in 1..=text.len() {
            let error = read::<Shape>(text, &[size]).unwrap_err();
            assert!(error.is_mismatch(), "{text}: {error}");
        }
        assert!(serde_json::from_str::<Shape>(text).is_err(), "{text}");
    }
    for text in
        [r#"{"text": "a"}"#, r#"{"type": 1}"#, r#"{"type": "moved"}"#, r#"{"type": "opened", "type": "opened"}"#]
    {
        assert!(read::<Event>(text, &[2]).unwrap_err().is_mismatch(), "{text}");
        assert!(serde_json::from_str::<Event>(text).is_err(), "{text}");
    }
    for text in [
        r#"{"t": "Text"}"#,
        r#"{"t": "List"}"#,
        r#"{"t": "Opaque"}"#,
        r#"{"c": 1}"#,
        r#"{"t": "None", "c": 1}"#,
        r#"{"t": "Text", "c": "a", "c": "b"}"#,
        r#"{"c": 1, "t": "Text"}"#,
    ] {
        assert!(read::<Adjacent>(text, &[2]).unwrap_err().is_mismatch(), "{text}");
        assert!(serde_json::from_str::<Adjacent>(text).is_err(), "{text}");
    }
}

#[derive(Debug, PartialEq, Deserialize, Partial)]
#[tool(partial(derive(Debug)))]
struct Page<T> {
    items: Vec<T>,
    next: Option<Box<Page<T>>>,
}

#[test]
fn a_generic_type_is_read_in_the_parts_of_its_argument() {
    let text = r#"{"items": [{"text": "a"}], "next": {"items": [{"text": "b"}]}}"#;
    let page = read::<Page<Leaf>>(text, &[3]).unwrap();
    assert_eq!(page, serde_json::from_str(text).unwrap());
    let partial = seen::<Page<Leaf>>(r#"{"items": [{"text": "a"#).unwrap();
    assert_eq!(partial.items.unwrap()[0].text.as_deref(), Some("a"));
}

#[derive(Debug, PartialEq, Deserialize, Partial)]
#[serde(default = "Settings::usual")]
struct Settings {
    name: String,
    #[serde(default)]
    size: u8,
    #[tool(whole)]
    range: (u8, u8),
}

impl Settings {
    fn usual() -> Self {
        Settings { name: "usual".to_owned(), size: 9, range: (1, 2) }
    }
}

#[test]
fn a_field_that_was_left_out_is_what_serde_makes_of_it() {
    for text in ["{}", r#"{"size": 3}"#, r#"{"range": [3, 4], "name": "n"}"#] {
        assert_eq!(read::<Settings>(text, &[2]).unwrap(), serde_json::from_str(text).unwrap(), "{text}");
    }
}

/// What was found in the logs.
#[derive(Debug, PartialEq, Deserialize, JsonSchema, ToolShape)]
#[tool(name = "report", partial(derive(Debug, Clone, Serialize)))]
#[serde(rename_all = "camelCase")]
struct Report {
    /// One line.
    short_title: String,
    #[tool(whole)]
    span: Option<Span>,
    findings: Vec<Finding>,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
struct Span {
    from: u32,
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema, Partial)]
#[tool(partial(derive(Debug, Clone, Serialize)))]
struct Finding {
    text: String,
}

#[test]
fn a_tool_is_read_in_parts_and_its_partial_value_written() {
    assert_eq!(Report::spec().name(), "report");
    let mut parser = Parser::<Report>::new();
    parser.feed(r#"{"shortTitle": "Disk", "span": {"from": 3"#).unwrap();
    assert_eq!(serde_json::to_value(parser.partial()).unwrap(), json!({"shortTitle": "Disk"}));
    parser.feed(r#"}, "findings": [{"text": "Nea"#).unwrap();
    let partial = parser.partial().unwrap().clone();
    assert_eq!(
        serde_json::to_value(&partial).unwrap(),
        json!({"shortTitle": "Disk", "span": {"from": 3}, "findings": [{"text": "Nea"}]})
    );
    parser.feed("rly full\"}]}").unwrap();
    let report = parser.finish().unwrap();
    assert_eq!(report.findings, [Finding { text: "Nearly full".to_owned() }]);
}
