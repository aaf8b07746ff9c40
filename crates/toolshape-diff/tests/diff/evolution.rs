//! How tools evolve: what each step means for old replies.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::{diff, strict};

/// A line for each change, and whether it is breaking when the schemas are taken literally.
fn lines(pairs: &[(Value, Value)]) -> String {
    let mut lines = String::new();
    for (old, new) in pairs {
        let strictly = if strict(old, new).is_breaking() { "strictly breaking" } else { "strictly the same" };
        writeln!(lines, "{old} -> {new}\n{}{strictly}\n", diff(old, new)).unwrap();
    }
    lines
}

fn object(properties: &Value) -> Value {
    json!({"type": "object", "properties": properties})
}

fn with(mut schema: Value, more: &Value) -> Value {
    schema.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    schema
}

#[test]
fn a_new_optional_member_is_loosened_unless_the_old_object_allows_for_it() {
    let (text, a) = (json!({"type": "string"}), json!({"a": {}}));
    let ab = json!({"a": {}, "b": text});
    let closed = json!({"additionalProperties": false});
    let required = json!({"required": ["b"]});
    let of = |more: &Value| (with(object(&a), more), with(object(&ab), more));
    let pairs = [
        of(&json!({})),
        (object(&json!({})), object(&ab)),
        (object(&json!({"o": object(&a)})), object(&json!({"o": object(&ab)}))),
        (object(&a), object(&json!({"a": {}, "b": {}}))),
        of(&closed),
        of(&json!({"unevaluatedProperties": false})),
        (object(&a), with(object(&ab), &closed)),
        (object(&a), with(object(&ab), &required)),
        (with(object(&a), &required), object(&ab)),
        of(&json!({"additionalProperties": true})),
        of(&json!({"additionalProperties": {"type": "integer"}})),
        of(&json!({"patternProperties": {"^x-": {}}})),
        of(&json!({"anyOf": [{"properties": {"b": {}}}, {}]})),
        (json!({"type": "object"}), object(&ab)),
        (object(&a), object(&json!({"a": {}, "b": false}))),
    ];
    insta::assert_snapshot!(lines(&pairs), @r#"
    {"type":"object","properties":{"a":{}}} -> {"type":"object","properties":{"a":{},"b":{"type":"string"}}}
    loosened  $.b  is a new member: string
    note: old replies are assumed not to have the new members; strictly, the old schema accepts any value there
    strictly breaking

    {"type":"object","properties":{}} -> {"type":"object","properties":{"a":{},"b":{"type":"string"}}}
    loosened  $.b  is a new member: string
    note: old replies are assumed not to have the new members; strictly, the old schema accepts any value there
    strictly breaking

    {"type":"object","properties":{"o":{"type":"object","properties":{"a":{}}}}} -> {"type":"object","properties":{"o":{"type":"object","properties":{"a":{},"b":{"type":"string"}}}}}
    loosened  $.o.b  is a new member: string
    note: old replies are assumed not to have the new members; strictly, the old schema accepts any value there
    strictly breaking

    {"type":"object","properties":{"a":{}}} -> {"type":"object","properties":{"a":{},"b":{}}}
    compatible  $  is written otherwise and accepts the same
    strictly the same

    {"type":"object","properties":{"a":{}},"additionalProperties":false} -> {"type":"object","properties":{"a":{},"b":{"type":"string"}},"additionalProperties":false}
    loosened  $.b  is now allowed
    strictly the same

    {"type":"object","properties":{"a":{}},"unevaluatedProperties":false} -> {"type":"object","properties":{"a":{},"b":{"type":"string"}},"unevaluatedProperties":false}
    loosened  $.b  is now allowed
    strictly the same

    {"type":"object","properties":{"a":{}}} -> {"type":"object","properties":{"a":{},"b":{"type":"string"}},"additionalProperties":false}
    breaking  $.*  is no longer allowed
    loosened  $.b  is a new member: string
    note: old replies are assumed not to have the new members; strictly, the old schema accepts any value there
    strictly breaking

    {"type":"object","properties":{"a":{}}} -> {"type":"object","properties":{"a":{},"b":{"type":"string"}},"required":["b"]}
    breaking  $.b  is now required
    loosened  $.b  is a new member: string
    note: old replies are assumed not to have the new members; strictly, the old schema accepts any value there
    strictly breaking

    {"type":"object","properties":{"a":{}},"required":["b"]} -> {"type":"object","properties":{"a":{},"b":{"type":"string"}}}
    breaking  $.b  was any value, is now string (the old schema lets it hold anything, described or not)
    loosened  $.b  is no longer required
    strictly breaking

    {"type":"object","properties":{"a":{}},"additionalProperties":true} -> {"type":"object","properties":{"a":{},"b":{"type":"string"}},"additionalProperties":true}
    breaking  $.b  was any value, is now string (the old schema lets it hold anything, described or not)
    strictly breaking

    {"type":"object","properties":{"a":{}},"additionalProperties":{"type":"integer"}} -> {"type":"object","properties":{"a":{},"b":{"type":"string"}},"additionalProperties":{"type":"integer"}}
    breaking  $.b  type: integer -> string
    strictly breaking

    {"type":"object","properties":{"a":{}},"patternProperties":{"^x-":{}}} -> {"type":"object","properties":{"a":{},"b":{"type":"string"}},"patternProperties":{"^x-":{}}}
    breaking  $.b  was any value, is now string (the old schema lets it hold anything, described or not)
    strictly breaking

    {"type":"object","properties":{"a":{}},"anyOf":[{"properties":{"b":{}}},{}]} -> {"type":"object","properties":{"a":{},"b":{"type":"string"}},"anyOf":[{"properties":{"b":{}}},{}]}
    breaking  $.b  type: any -> string
    loosened  $.b  is a new member: string
    note: old replies are assumed not to have the new members; strictly, the old schema accepts any value there
    strictly breaking

    {"type":"object"} -> {"type":"object","properties":{"a":{},"b":{"type":"string"}}}
    breaking  $.b  was any value, is now string (the old schema lets it hold anything, described or not)
    strictly breaking

    {"type":"object","properties":{"a":{}}} -> {"type":"object","properties":{"a":{},"b":false}}
    breaking  $.b  is no longer allowed
    strictly breaking
    "#);
}

#[test]
fn a_member_that_goes_is_loosened_unless_the_new_object_is_closed() {
    let (old, new) = (object(&json!({"a": {}, "b": {"type": "string"}})), object(&json!({"a": {}})));
    let closed = with(new.clone(), &json!({"additionalProperties": false}));
    insta::assert_snapshot!(lines(&[(old.clone(), new), (old, closed)]), @r#"
    {"type":"object","properties":{"a":{},"b":{"type":"string"}}} -> {"type":"object","properties":{"a":{}}}
    loosened  $.b  was string, is now any value
    strictly the same

    {"type":"object","properties":{"a":{},"b":{"type":"string"}}} -> {"type":"object","properties":{"a":{}},"additionalProperties":false}
    breaking  $.b  is no longer allowed
    breaking  $.*  is no longer allowed
    strictly breaking
    "#);
}

#[test]
fn an_alternative_of_a_union_gains_a_member() {
    let tagged = |tag: &str, more: Value| {
        let properties = with(json!({"kind": {"const": tag}}), &more);
        json!({"type": "object", "properties": properties, "required": ["kind"]})
    };
    let (a, b) = (tagged("a", json!({"x": {"type": "string"}})), tagged("b", json!({"y": {"type": "string"}})));
    let more = tagged("a", json!({"x": {"type": "string"}, "z": {"type": "integer"}}));
    let also = tagged("a", json!({"x": {"type": "string"}, "y": {"type": "integer"}}));
    let of = |word: &str, first: &Value| json!({word: [first, b]});
    let pairs = [
        (of("oneOf", &a), of("oneOf", &more)),
        (of("anyOf", &a), of("anyOf", &more)),
        (of("oneOf", &a), of("oneOf", &also)),
        (
            json!({"items": {"$ref": "#/$defs/U"}, "$defs": {"U": of("oneOf", &a)}}),
            json!({"items": {"$ref": "#/$defs/U"}, "$defs": {"U": of("oneOf", &more)}}),
        ),
    ];
    insta::assert_snapshot!(lines(&pairs), @r##"
    {"oneOf":[{"type":"object","properties":{"kind":{"const":"a"},"x":{"type":"string"}},"required":["kind"]},{"type":"object","properties":{"kind":{"const":"b"},"y":{"type":"string"}},"required":["kind"]}]} -> {"oneOf":[{"type":"object","properties":{"kind":{"const":"a"},"x":{"type":"string"},"z":{"type":"integer"}},"required":["kind"]},{"type":"object","properties":{"kind":{"const":"b"},"y":{"type":"string"}},"required":["kind"]}]}
    loosened  $.z  is a new member: integer
    note: old replies are assumed not to have the new members; strictly, the old schema accepts any value there
    strictly breaking

    {"anyOf":[{"type":"object","properties":{"kind":{"const":"a"},"x":{"type":"string"}},"required":["kind"]},{"type":"object","properties":{"kind":{"const":"b"},"y":{"type":"string"}},"required":["kind"]}]} -> {"anyOf":[{"type":"object","properties":{"kind":{"const":"a"},"x":{"type":"string"},"z":{"type":"integer"}},"required":["kind"]},{"type":"object","properties":{"kind":{"const":"b"},"y":{"type":"string"}},"required":["kind"]}]}
    loosened  $.z  is a new member: integer
    note: old replies are assumed not to have the new members; strictly, the old schema accepts any value there
    strictly breaking

    {"oneOf":[{"type":"object","properties":{"kind":{"const":"a"},"x":{"type":"string"}},"required":["kind"]},{"type":"object","properties":{"kind":{"const":"b"},"y":{"type":"string"}},"required":["kind"]}]} -> {"oneOf":[{"type":"object","properties":{"kind":{"const":"a"},"x":{"type":"string"},"y":{"type":"integer"}},"required":["kind"]},{"type":"object","properties":{"kind":{"const":"b"},"y":{"type":"string"}},"required":["kind"]}]}
    loosened  $.y  is a new member: integer
    note: old replies are assumed not to have the new members; strictly, the old schema accepts any value there
    strictly breaking

    {"items":{"$ref":"#/$defs/U"},"$defs":{"U":{"oneOf":[{"type":"object","properties":{"kind":{"const":"a"},"x":{"type":"string"}},"required":["kind"]},{"type":"object","properties":{"kind":{"const":"b"},"y":{"type":"string"}},"required":["kind"]}]}}} -> {"items":{"$ref":"#/$defs/U"},"$defs":{"U":{"oneOf":[{"type":"object","properties":{"kind":{"const":"a"},"x":{"type":"string"},"z":{"type":"integer"}},"required":["kind"]},{"type":"object","properties":{"kind":{"const":"b"},"y":{"type":"string"}},"required":["kind"]}]}}}
    loosened  $[*].z  is a new member: integer
    note: old replies are assumed not to have the new members; strictly, the old schema accepts any value there
    strictly breaking
    "##);
}
