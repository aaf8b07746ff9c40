use serde_json::{Value, json};

use super::Judge;

fn violation(schema: &Value, value: &Value) -> Option<(String, String)> {
    let violation = Judge::new(schema, true).violation(value)?;
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
        (json!({"lines": [], "note": "x"}), "$.note", "invalid value: a string, expected at least 2 characters"),
        (json!({"lines": [], "note": 1}), "$.note", "invalid value: an integer that is none of the choices"),
        (json!({"lines": [], "total": 0}), "$.total", "invalid value: an integer, expected more than 0"),
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
