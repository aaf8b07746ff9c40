//! Where references lead.

use serde_json::json;

use super::{of, shown};

#[test]
fn references_lead_to_definitions() {
    insta::assert_snapshot!(shown(json!({
        "$id": "https://example.com/tools/tool.json",
        "properties": {
            "root": { "$ref": "#" },
            "name": { "$ref": "#/$defs/a~1b%20c", "minLength": 1 },
            "anchor": { "$ref": "#here" },
            "absolute": { "$ref": "https://example.com/tools/inner.json#/items" },
            "place": { "$ref": "#/properties/list/items" },
            "list": { "items": { "type": "string" } },
            "other": { "$ref": "#/x-more/thing" },
            "old": { "$ref": "#/definitions/a~1b c" },
            "bare": { "$ref": "here" },
            "gone": { "$ref": "#/$defs/nobody" },
            "far": { "$ref": "https://example.org/x.json" },
            "$ref": { "enum": [{ "$ref": "#/nowhere" }] }
        },
        "x-more": { "thing": { "type": "null" } },
        "$defs": {
            "a/b c": { "$anchor": "here", "type": "string" },
            "inner": { "$id": "inner.json", "items": { "$ref": "#/$defs/deep" }, "$defs": { "deep": { "type": "integer" } } }
        }
    })), @r##"
    properties:
        root: {"$ref":"#"}
        name: {"$ref":"#/$defs/a_b_c","minLength":1}
        anchor: {"$ref":"#/$defs/a_b_c"}
        absolute: {"$ref":"#/$defs/inner_items"}
        place: {"$ref":"#/$defs/list_items"}
        list: {"items":{"$ref":"#/$defs/list_items"}}
        other: {"$ref":"#/$defs/x-more_thing"}
        old: {"$ref":"#/$defs/a_b_c"}
        bare: {}
        gone: {}
        far: {}
        $ref: {"enum":[{"$ref":"#/nowhere"}]}
    $defs:
        a_b_c: {"type":"string"}
        inner_items: {"$ref":"#/$defs/deep"}
        list_items: {"type":"string"}
        x-more_thing: {"type":"null"}
        deep: {"type":"integer"}
    0#/properties/old/$ref: `#/definitions/a~1b c` does not resolve, and is read as `#/$defs/a~1b c`
    0#/properties/bare/$ref: `here` leads to a document that was not given, and is read as any value
    0#/properties/gone/$ref: `#/$defs/nobody` does not resolve, and is read as any value
    0#/properties/far/$ref: `https://example.org/x.json` leads to a document that was not given, and is read as any value
    "##);
}

#[test]
fn references_without_end_are_cut() {
    insta::assert_snapshot!(shown(json!({
        "properties": {
            "a": { "$ref": "#/$defs/a" },
            "b": { "not": { "$ref": "#/$defs/b" } },
            "c": { "$ref": "#/$defs/c" }
        },
        "$defs": {
            "a": { "anyOf": [{ "type": "string" }, { "$ref": "#/$defs/b" }] },
            "b": { "allOf": [{ "$ref": "#/$defs/a" }] },
            "c": { "properties": { "c": { "$ref": "#/$defs/c" } } }
        }
    })), @r##"
    properties:
        a: {"$ref":"#/$defs/a"}
        b: {}
        c: {"$ref":"#/$defs/c"}
    $defs:
        a: {"anyOf":[{"type":"string"},{"$ref":"#/$defs/b"}]}
        c: {"properties":{"c":{"$ref":"#/$defs/c"}}}
        b: {"allOf":[{}]}
    0#/properties/b/not: `not` is ignored, because part of what it depends on could not be read: a reference in it leads back without end
    0#/$defs/b/allOf/0/$ref: `#/$defs/a` leads back here without end, and is read as any value
    "##);
}

#[test]
fn a_dynamic_reference_is_read_where_it_can_lead_to_one_schema_alone() {
    let tree = |id: &str| {
        json!({
            "$id": id,
            "$dynamicAnchor": "node",
            "properties": { "children": { "items": { "$dynamicRef": "#node" } } }
        })
    };
    insta::assert_snapshot!(shown(tree("tree")), @r##"
    properties:
        children: {"items":{"$ref":"#"}}
    "##);
    insta::assert_snapshot!(shown(json!({
        "$id": "https://example.com/tree-of-texts",
        "$dynamicAnchor": "node",
        "$ref": "tree",
        "properties": { "data": { "type": "string" } },
        "$defs": { "tree": tree("tree") }
    })), @r##"
    $ref: "#/$defs/tree"
    properties:
        data: {"type":"string"}
    $defs:
        tree: {"properties":{"children":{"items":{}}}}
    0#/$defs/tree/properties/children/items/$dynamicRef: `#node` may lead to several schemas, and is read as any value
    "##);
    insta::assert_snapshot!(shown(json!({
        "$schema": "https://json-schema.org/draft/2019-09/schema",
        "$recursiveAnchor": true,
        "properties": { "a": { "$recursiveRef": "#" } }
    })), @r##"
    properties:
        a: {"$ref":"#"}
    "##);
}

#[test]
fn documents_refer_to_each_other() {
    let (normals, warnings) = of(&[
        (
            "schemas/tool.json",
            json!({ "properties": { "a": { "$ref": "types/a.json" }, "b": { "$ref": "b.json#/$defs/B" } } }),
        ),
        ("schemas/types/a.json", json!({ "items": { "$ref": "../tool.json" }, "minLength": "x" })),
        ("elsewhere/b.json", json!({ "$id": "https://example.com/b", "$defs": { "B": { "type": "str" } } })),
    ]);
    insta::assert_snapshot!(serde_json::to_string(&normals[0].schema).unwrap(), @r##"{"properties":{"a":{"$ref":"#/$defs/a"},"b":{"$ref":"#/$defs/B"}},"$defs":{"a":{"items":{"$ref":"#"}},"B":{"type":"string"}}}"##);
    insta::assert_snapshot!(serde_json::to_string(&normals[1].schema).unwrap(), @r##"{"items":{"$ref":"#/$defs/tool"},"$defs":{"tool":{"properties":{"a":{"$ref":"#"},"b":{"$ref":"#/$defs/B"}}},"B":{"type":"string"}}}"##);
    insta::assert_snapshot!(warnings.join("\n"), @"
    1#/minLength: `minLength` must be a whole number; it is ignored
    2#/$defs/B/type: `str` is read as `string`
    ");
    assert_eq!(normals[0].origin("/$defs/B/type"), (2, "/$defs/B/type".to_owned()));
    assert_eq!(normals[0].origin("/$defs/a/items"), (1, "/items".to_owned()));
    assert_eq!(normals[0].origin("/properties/a"), (0, "/properties/a".to_owned()));
}

#[test]
fn a_document_refers_to_itself_before_another_of_its_address() {
    let schema = |ty: &str| {
        json!({
            "$id": "https://example.com/s",
            "properties": {
                "absolute": { "$ref": "https://example.com/s#/$defs/X" },
                "anchor": { "$ref": "#x" },
                "both": { "$ref": "https://example.com/s#x" }
            },
            "$defs": { "X": { "$anchor": "x", "type": ty } }
        })
    };
    let third = json!({ "$ref": "https://example.com/s#x" });
    let (normals, warnings) = of(&[("a.json", schema("string")), ("b.json", schema("integer")), ("c.json", third)]);
    let read = |at: usize| normals[at].schema["$defs"].to_string();
    assert_eq!([read(0), read(1)], [r#"{"X":{"type":"string"}}"#, r#"{"X":{"type":"integer"}}"#]);
    assert_eq!(read(2), read(0));
    insta::assert_snapshot!(warnings.join("\n"), @"2#/$ref: `https://example.com/s#x` is in `a.json#` and otherwise in `b.json#`; the first is read");
    // Tools that each bring the same resource along.
    assert_eq!(of(&[("a.json", schema("string")), ("b.json", schema("string"))]).1, [""; 0]);
}

#[test]
fn a_file_name_may_hold_what_a_reference_encodes() {
    let schema =
        |ty: &str| json!({ "properties": { "a": { "$ref": "#x" } }, "$defs": { "X": { "$anchor": "x", "type": ty } } });
    let to = |file: &str| json!({ "$ref": format!("{file}#x") });
    let names = ["a#1.json", "a#2.json", "a?1.json", "100%.json", "a%20b.json"];
    let types = ["string", "integer", "boolean", "null", "number"];
    let references = ["a%231.json", "a%232.json", "a%3F1.json", "100%25.json", "a%2520b.json"];
    let schemas = names.iter().zip(types).map(|(name, ty)| (*name, schema(ty)));
    let referring = ["1.json", "2.json", "3.json", "4.json", "5.json"].into_iter().zip(references.map(to));
    let documents: Vec<_> = schemas.chain(referring).collect();
    let (normals, warnings) = of(&documents);
    assert_eq!(warnings, [""; 0]);
    for (at, ty) in types.iter().enumerate() {
        assert_eq!(normals[at].schema["$defs"], json!({ "X": { "type": ty } }), "{}", names[at]);
        assert_eq!(normals[names.len() + at].schema["$defs"], json!({ "X": { "type": ty } }), "{}", references[at]);
    }
}
