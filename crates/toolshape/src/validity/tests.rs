use serde_json::{Value, json};

use super::Judge;
use crate::check::{Checks, normal_form};

mod against_jsonschema;

fn violation(schema: &Value, value: &Value) -> Option<(String, String)> {
    let schema = normal_form(schema);
    let violation = Judge::new(&schema, true).violation(value)?;
    Some((violation.path(), violation.rule))
}

#[test]
fn a_violation_is_named_where_it_is() {
    let schema = json!({
        "type": "object",
        "properties": {
            "lines": {"type": "array", "items": {"$ref": "#/$defs/Line"}, "maxItems": 2},
            "note": {"anyOf": [{"type": "string", "minLength": 2}, {"type": "null"}]},
            "total": {"type": "number", "exclusiveMinimum": 0},
        },
        "required": ["lines"],
        "additionalProperties": false,
        "$defs": {"Line": {"type": "object", "properties": {"count": {"type": "integer"}}, "required": ["count"]}},
    });
    for (value, path, rule) in [
        (json!([]), "$", "invalid type: an array, expected an object"),
        (json!({}), "$", "missing field `lines`"),
        (json!({"lines": [{"count": 1}, {}]}), "$.lines[1]", "missing field `count`"),
        (json!({"lines": [{"count": 1.0}]}), "$.lines[0].count", "invalid type: a number, expected an integer"),
        (json!({"lines": [], "note": "x"}), "$.note", "expected at least 2 characters"),
        (json!({"lines": [], "note": 1}), "$.note", "it is none of the choices"),
        (json!({"lines": [], "total": 0}), "$.total", "expected more than 0"),
        (json!({"lines": [], "secret": 0}), "$.secret", "unknown field"),
    ] {
        assert_eq!(violation(&schema, &value), Some((path.to_owned(), rule.to_owned())), "{value}");
    }
    assert_eq!(violation(&schema, &json!({"lines": [{"count": 1}], "note": null, "total": 0.5})), None);
}

#[test]
fn what_it_cannot_tell_speaks_for_the_value() {
    for (schema, value) in [
        (json!({"pattern": "^b"}), json!("a")),
        (json!({"not": {"pattern": "^a"}}), json!("a")),
        (json!({"oneOf": [{"pattern": "^a"}, {"pattern": "^b"}]}), json!("a")),
        (json!({"$ref": "https://example.com/a.json"}), json!(1)),
        (json!({"patternProperties": {"^a": false}, "additionalProperties": false}), json!({"b": 1})),
    ] {
        assert_eq!(violation(&schema, &value), None, "{schema}");
    }
}

#[test]
fn a_schema_that_refers_to_itself_ends() {
    let schema = json!({"$ref": "#"});
    assert_eq!(violation(&schema, &json!(1)), None);
}

fn accepts(schema: &Value, value: &Value) -> bool {
    Checks::new(schema, true).judge().violation(value).is_none()
}

#[test]
fn numbers_are_equal_by_value() {
    for schema in [json!({"enum": [0.5, 1.0]}), json!({"const": 1.0}), json!({"const": 1})] {
        assert!(accepts(&schema, &json!(1)) && accepts(&schema, &json!(1.0)), "{schema}");
    }
    assert!(accepts(&json!({"const": {"a": [1.0], "b": 2}}), &json!({"b": 2.0, "a": [1]})));
    assert!(!accepts(&json!({"const": 9_007_199_254_740_992.0}), &json!(9_007_199_254_740_993_u64)));
    assert!(!accepts(&json!({"uniqueItems": true}), &json!([1, 2, 1.0])));
    assert!(!accepts(&json!({"type": "integer"}), &json!(1.0)));
}

#[test]
fn a_choice_within_itself_takes_no_longer_at_each_level() {
    let list = json!({"type": "array", "items": {"$ref": "#/$defs/A"}});
    let schema = json!({"$ref": "#/$defs/A", "$defs": {"A": {"anyOf": [list, list]}}});
    let nested = |depth, inside| (0..depth).fold(inside, |inside, _| json!([inside]));
    for depth in [24, 100, 250] {
        assert_eq!(violation(&schema, &nested(depth, json!([]))), None);
        let (path, rule) = violation(&schema, &nested(depth, json!(1))).expect("a number is no list");
        assert_eq!((path.as_str(), rule.as_str()), ("$", "it is none of the choices"));
    }
    let tree = json!({"$ref": "#/$defs/N", "$defs": {"N": {
        "type": "object",
        "properties": {"next": {"anyOf": [{"$ref": "#/$defs/N"}, {"type": "null"}]}, "n": {"type": "integer"}},
        "required": ["n"],
    }}});
    let nested = |inside| (0..250).fold(inside, |inside, _| json!({"n": 1, "next": inside}));
    assert_eq!(violation(&tree, &nested(Value::Null)), None);
    let (path, rule) = violation(&tree, &nested(json!({"n": "1"}))).expect("the innermost has a text");
    assert!(path.ends_with(".next.n") && rule == "invalid type: a string, expected an integer", "{path} {rule}");
}

#[test]
fn a_long_list_is_unique_in_no_time() {
    let list: Value = (0..100_000).map(|n| json!({"n": n})).collect();
    assert!(accepts(&json!({"uniqueItems": true}), &list));
}

#[test]
fn a_choice_with_a_tag_is_judged_by_the_one_that_is_named() {
    let schema = json!({"properties": {"payment": {"oneOf": [
        {
            "type": "object",
            "properties": {"method": {"const": "card"}, "last4": {"type": "string", "minLength": 4, "maxLength": 4}},
            "required": ["method", "last4"],
        },
        {"type": "object", "properties": {"method": {"enum": ["cash"]}}, "required": ["method"]},
        {"type": "object", "$ref": "#/$defs/Iban", "properties": {"method": {"const": "iban"}}, "required": ["method"]},
    ]}}, "$defs": {"Iban": {"properties": {"iban": {"type": "string"}}, "required": ["iban"]}}});
    for (payment, path, rule) in [
        (json!({"method": "card", "last4": "12345"}), "$.payment.last4", "expected 4 characters"),
        (json!({"method": "iban"}), "$.payment", "missing field `iban`"),
        (json!({"method": "barter"}), "$.payment", "it is not exactly one of the choices"),
    ] {
        let found = violation(&schema, &json!({"payment": payment}));
        assert_eq!(found, Some((path.to_owned(), rule.to_owned())));
    }
    let external = json!({"anyOf": [
        {"type": "object", "properties": {"Card": {"type": "string"}}, "required": ["Card"]},
        {"type": "object", "properties": {"Cash": {"type": "integer"}}, "required": ["Cash"]},
    ]});
    let (path, _) = violation(&external, &json!({"Cash": "all"})).expect("cash is an integer");
    assert_eq!(path, "$.Cash");
}

#[test]
fn what_no_part_describes_is_an_unknown_field() {
    let schema = json!({
        "allOf": [{"properties": {"a": true}}],
        "anyOf": [{"required": ["k"], "properties": {"k": {"const": 1}, "b": true}}, {"properties": {"c": true}}],
        "unevaluatedProperties": false,
    });
    assert_eq!(violation(&schema, &json!({"a": 1, "k": 1, "b": 1, "c": 1})), None);
    let unknown = violation(&schema, &json!({"a": 1, "b": 1}));
    assert_eq!(unknown, Some(("$.b".to_owned(), "unknown field".to_owned())));
}

#[test]
fn a_name_that_is_refused_has_the_path_of_its_member() {
    let schema = json!({"propertyNames": {"maxLength": 2}});
    let found = violation(&schema, &json!({"ab": 1, "abc": 2}));
    assert_eq!(found, Some(("$.abc".to_owned(), "invalid name, expected at most 2 characters".to_owned())));
}

#[test]
fn what_is_nested_too_deep_is_refused_before_the_stack_ends() {
    let list = |inside| Value::Object([("a".to_owned(), Value::Array(vec![inside]))].into_iter().collect());
    let deep = (0..1000).fold(json!(1), |inside, _| list(inside));
    for list in [
        json!({"items": {"$ref": "#"}}),
        json!({"prefixItems": [{"anyOf": [{"oneOf": [{"$ref": "#"}]}, false]}]}),
        json!({"contains": {"$ref": "#"}}),
        json!({"unevaluatedItems": {"not": {"not": {"$ref": "#"}}}}),
    ] {
        for word in ["additionalProperties", "unevaluatedProperties"] {
            let schema = json!({word: {"if": true, "then": {"allOf": [list]}}});
            let found = violation(&schema, &deep);
            assert_eq!(found, Some(("$".to_owned(), "it is nested too deep to be checked".to_owned())), "{schema}");
        }
    }
}

#[test]
fn a_reference_that_leads_by_more_than_its_place_is_followed() {
    for (reference, definition) in [
        (json!({"$ref": "#count"}), json!({"$anchor": "count", "maximum": 5})),
        (json!({"$dynamicRef": "#count"}), json!({"$dynamicAnchor": "count", "maximum": 5})),
        (json!({"$ref": "https://example.com/count"}), json!({"$id": "https://example.com/count", "maximum": 5})),
    ] {
        let schema = json!({"properties": {"n": reference}, "$defs": {"Count": definition}});
        assert!(accepts(&schema, &json!({"n": 5})), "{schema}");
        assert!(!accepts(&schema, &json!({"n": 6})), "{schema}");
        let of_type = Checks::new(&schema, false);
        assert!(!of_type.surely_keeps(of_type.judge(), json!({"n": 6})), "{schema}");
    }
    let elsewhere = json!({"properties": {"n": {"$ref": "https://example.com/elsewhere"}}});
    assert!(Checks::new(&elsewhere, false).unread().is_some());
}

#[test]
fn every_place_is_named_once() {
    let schema = json!({
        "type": "object",
        "properties": {
            "name": {"type": "string", "minLength": 1},
            "lines": {"type": "array", "items": {"$ref": "#/$defs/Line"}},
            "note": {"anyOf": [{"type": "string"}, {"type": "null"}]},
        },
        "required": ["name", "lines", "status"],
        "additionalProperties": false,
        "$defs": {"Line": {"type": "object", "properties": {"n": {"type": "integer", "minimum": 1}}, "required": ["n"]}},
    });
    let value = json!({"name": "", "lines": [{"n": 0}, {}, {"n": 1}, 3], "note": 4});
    let shown: Vec<_> = Judge::new(&schema, true)
        .violations(&value)
        .into_iter()
        .map(|violation| format!("{}: {}", violation.path(), violation.rule))
        .collect();
    insta::assert_snapshot!(shown.join("\n"));
}
