//! What a fragment says it changed.

use std::collections::BTreeMap;

use toolshape::Partial;
use toolshape::partial::{Parser, Segment};

use crate::types::{Adjacent, Event, Leaf, Shape};

/// The changes of each fragment.
fn changes<T: Partial>(fragments: &[&str]) -> Vec<Vec<String>> {
    let mut parser = Parser::<T>::new();
    let shown = |fragment: &&str| {
        let changes = parser.feed(fragment).unwrap();
        changes.iter().map(|change| change.to_string()).collect()
    };
    fragments.iter().map(shown).collect()
}

#[test]
fn a_field_appears_grows_and_is_complete() {
    assert_eq!(
        changes::<Leaf>(&["{\"te", "xt\": \"", "a", "b\\", "n", "", "\", \"weight\": 1", "2", "}", " "]),
        [
            vec!["$"],
            vec!["$.text"],
            vec!["$.text"],
            vec!["$.text"],
            vec!["$.text"],
            vec![],
            vec!["$.text complete"],
            vec![],
            vec!["$ complete", "$.weight complete"],
            vec![],
        ]
    );
}

#[test]
fn elements_are_completed_in_order() {
    assert_eq!(
        changes::<Vec<Leaf>>(&["[{\"text\":\"a\"},{\"text", "\":\"b\"}", ", {\"text\": \"\"}]"]),
        [
            vec!["$", "$[0] complete", "$[0].text complete", "$[1]"],
            vec!["$[1] complete", "$[1].text complete"],
            vec!["$ complete", "$[2] complete", "$[2].text complete"],
        ]
    );
}

#[test]
fn the_keys_of_a_map_are_in_the_path_for_as_long_as_they_are_open() {
    assert_eq!(
        changes::<BTreeMap<String, BTreeMap<String, String>>>(&[
            "{\"a\": {\"b\": \"x",
            "y",
            "z\"",
            "}, \"\\u0063\": {\"d",
            "\": \"\"}}"
        ]),
        [
            vec!["$", "$.a", "$.a.b"],
            vec!["$.a.b"],
            vec!["$.a.b complete"],
            vec!["$.a complete", "$.c"],
            vec!["$ complete", "$.c complete", "$.c.d complete"],
        ]
    );
}

#[test]
fn a_variant_is_a_step_where_it_is_one_in_json() {
    assert_eq!(
        changes::<Vec<Shape>>(&["[\"point\", {\"circle\"", ": {\"text\": \"c", "\"}}, {\"label\": \"l\"}"]),
        [
            vec!["$", "$[0] complete"],
            vec!["$[1]", "$[1].circle", "$[1].circle.text"],
            vec![
                "$[1] complete",
                "$[1].circle complete",
                "$[1].circle.text complete",
                "$[2] complete",
                "$[2].label complete"
            ],
        ]
    );
}

#[test]
fn an_internally_tagged_enum_is_held_back_until_its_tag_is_known() {
    assert_eq!(
        changes::<Vec<Event>>(&["[{\"text\": \"m", "\", \"weight\": 1, ", "\"type\": \"mo", "ved\"", "}"]),
        [
            vec!["$"],
            vec![],
            vec![],
            vec!["$[0]", "$[0].text complete", "$[0].weight complete", "$[0].type complete"],
            vec!["$[0] complete"],
        ]
    );
}

#[test]
fn the_content_of_an_adjacently_tagged_enum_is_held_back_until_its_tag_is_known() {
    assert_eq!(
        changes::<Vec<Adjacent>>(&[
            "[{\"c\": \"x",
            "\"",
            ", \"t\": \"Te",
            "xt\"",
            "}, {\"t\": \"Text\"",
            ", \"c\": \"y"
        ]),
        [
            vec!["$"],
            vec![],
            vec![],
            vec!["$[0]", "$[0].t complete", "$[0].c complete"],
            vec!["$[0] complete", "$[1]", "$[1].t complete"],
            vec!["$[1].c"],
        ]
    );
}

#[test]
fn a_path_is_compared_step_by_step() {
    let mut parser = Parser::<serde_json::Value>::new();
    let text = r#"{"a.b": [1, 2, 3], "": [4, 5], "$": [6, 7], "b]": [8, 9], "a": {"b": [[10], "hal"#;
    let changes = parser.feed(text).unwrap();
    let done = |list: &str| changes.iter().filter_map(|change| change.element_of(list)).count();
    for (list, count) in [
        ("$.a.b", 1),
        ("a.b", 1),
        ("$.a.b[0]", 1),
        ("a.b[0]", 1),
        ("$.", 2),
        ("", 0),
        ("$", 0),
        ("$.$", 2),
        ("$.b]", 2),
        ("b]", 2),
        ("$.b", 0),
        ("b", 0),
        ("$a.b", 0),
        ("$.a.b[00]", 0),
        ("$.a.b[+0]", 0),
    ] {
        assert_eq!(done(list), count, "{list:?}");
    }
    let dotted = changes.iter().find(|change| change.path().segments() == [Segment::Key("a.b")]).unwrap();
    assert!(dotted.path() != "$.a.b" && dotted.path() != "a.b");
    assert_eq!(dotted.to_string(), "$.a.b complete");
}

#[test]
fn a_path_has_steps_a_parent_and_a_text() {
    let mut parser = Parser::<Vec<Leaf>>::new();
    let changes = parser.feed("[{\"text\": \"a\"").unwrap();
    let path = changes.completed().next().unwrap().path();
    assert_eq!(path.segments(), [Segment::Index(0), Segment::Key("text")]);
    assert_eq!(path.last(), Some(Segment::Key("text")));
    assert_eq!(path, "$[0].text");
    assert_eq!(path.parent().unwrap(), "$[0]");
    assert!(path.parent().unwrap() != "$[0].text" && path != "$[0]" && path != "$[0].text.more");
    assert_eq!(path.parent().unwrap().parent().unwrap(), "$");
    assert!(path.parent().unwrap().parent().unwrap().parent().is_none());
}
