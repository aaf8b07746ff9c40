//! What the normal form is made of, seen from outside.

mod equivalence;
mod form;
mod references;

use serde_json::{Value, json};

use super::{Normal, normal};
use crate::{Document, Warnings};

/// As the crate jsonschema compiles it.
fn compiles(pattern: &str) -> bool {
    jsonschema_regex::to_rust_regex(pattern).is_ok_and(|pattern| fancy_regex::Regex::new(&pattern).is_ok())
}

fn of(documents: &[(&str, Value)]) -> (Vec<Normal>, Vec<String>) {
    let read = |(name, value): &(&str, Value)| Document::read(name, &value.to_string()).unwrap();
    let documents: Vec<Document> = documents.iter().map(read).collect();
    let mut warnings = Warnings::default();
    let normals = normal(&documents, &compiles, &mut warnings).unwrap();
    let said = warnings.into_list().into_iter();
    (normals, said.map(|warning| format!("{}#{}: {}", warning.document, warning.pointer, warning.reason)).collect())
}

/// The normal schema, a line for each member and definition, and the warnings.
fn shown(schema: Value) -> String {
    let (normals, warnings) = of(&[("tool.json", schema)]);
    let mut lines = Vec::new();
    for (keyword, argument) in normals[0].schema.as_object().unwrap() {
        match argument {
            Value::Object(map) if ["properties", "$defs"].contains(&keyword.as_str()) => {
                lines.push(format!("{keyword}:"));
                lines.extend(map.iter().map(|(name, schema)| format!("    {name}: {schema}")));
            }
            _ => lines.push(format!("{keyword}: {argument}")),
        }
    }
    lines.extend(warnings);
    lines.join("\n")
}

#[test]
fn keywords_of_old_drafts_become_those_of_today() {
    insta::assert_snapshot!(shown(json!({
        "$schema": "http://json-schema.org/draft-04/schema#",
        "id": "http://example.com/tool.json",
        "title": "Tool",
        "properties": {
            "age": { "type": "integer", "minimum": 0, "exclusiveMinimum": true, "maximum": 9, "exclusiveMaximum": false },
            "pair": { "items": [{ "type": "string" }, {}], "additionalItems": false },
            "list": { "items": { "$ref": "#/definitions/Item" }, "additionalItems": false },
            "kind": { "const": 1, "$ref": "#/definitions/Item", "description": "An item." }
        },
        "dependencies": { "age": ["pair"], "pair": { "required": ["list"] } },
        "definitions": { "Item": { "id": "#item", "items": { "$ref": "#item" }, "const": 2 }, "Unused": {} }
    })), @r##"
    title: "Tool"
    properties:
        age: {"type":"integer","exclusiveMinimum":0,"maximum":9}
        pair: {"prefixItems":[{"type":"string"},{}],"items":false}
        list: {"items":{"$ref":"#/$defs/Item"}}
        kind: {"$ref":"#/$defs/Item","description":"An item."}
    dependentSchemas: {"pair":{"required":["list"]}}
    dependentRequired: {"age":["pair"]}
    $defs:
        Item: {"items":{"$ref":"#/$defs/Item"}}
    0#/properties/age/type: `1.0` is read as an integer, too, as since draft 6
    0#/properties/kind/const: `const` beside `$ref` is ignored in draft 4
    0#/definitions/Item/const: `const` is not a keyword of draft 4 and is ignored
    "##);
}

#[test]
fn draft_3_is_read_as_draft_4() {
    insta::assert_snapshot!(shown(json!({
        "$schema": "http://json-schema.org/draft-03/schema#",
        "properties": {
            "a": { "type": ["string", { "type": "object" }], "required": true },
            "b": { "type": "any", "disallow": ["null"], "minimum": 0, "exclusiveMinimum": true }
        },
        "dependencies": { "a": "b" },
        "extends": { "required": true }
    })), @r#"
    properties:
        a: {}
        b: {"disallow":["null"],"exclusiveMinimum":0}
    dependentSchemas: {"a":true}
    extends: {"required":true}
    required: ["a"]
    0#/$schema: draft 3 is not supported, and the document is read as draft 4
    0#/properties/a/type/1: `{"type":"object"}` is not a type, and is read as any value
    0#/properties/b/type: `any` is read as any value
    0#/dependencies/a: `"b"` is not a schema, and is read as any value
    0#/properties/a/required: `required: true` is read as in draft 3: `a` must be there
    "#);
}

#[test]
fn what_people_send_as_tools_is_read_with_a_warning() {
    insta::assert_snapshot!(shown(json!({
        "type": "dict",
        "properties": {
            "a": { "type": "float", "required": true },
            "b": { "type": ["String", "None", "str"], "minLength": "2" },
            "c": { "type": "any" },
            "d": { "type": "tuple", "items": "int" },
            "e": { "type": "ArrayList", "items": { "type": "HashMap<String, Long>" } },
            "f": { "type": "microtime" },
            "g": "boolean",
            "h": ["x"],
            "i": { "type": "string", "nullable": true },
            "j": { "enum": { "x": "The x.", "y": "The y." } },
            "k": { "type": "string", "minLength": -1, "pattern": "[z-a]" },
            "l": { "type": null, "title": 1, "description": null },
            "m": { "items": [], "allOf": [], "anyOf": { "type": "string" } }
        },
        "required": ["b", "b", "z", 1],
        "additionalProperties": "false"
    })), @r#"
    type: "object"
    properties:
        a: {"type":"number"}
        b: {"type":["string","null"],"minLength":2}
        c: {}
        d: {"type":"array","items":{"type":"integer"}}
        e: {"type":"array","items":{"type":"object"}}
        f: {}
        g: {"type":"boolean"}
        h: true
        i: {"type":["string","null"]}
        j: {"enum":["x","y"]}
        k: {"type":"string"}
        l: {}
        m: {"anyOf":[{"type":"string"}]}
    additionalProperties: false
    required: ["b","z","a"]
    0#/type: `dict` is read as `object`
    0#/properties/a/type: `float` is read as `number`
    0#/properties/b/type/0: `String` is read as `string`
    0#/properties/b/type/1: `None` is read as `null`
    0#/properties/b/type/2: `str` is read as `string`
    0#/properties/b/minLength: `"2"` is read as `2`
    0#/properties/c/type: `any` is read as any value
    0#/properties/d/type: `tuple` is read as `array`
    0#/properties/d/items: `int` is not a schema, and is read as `{"type":"integer"}`
    0#/properties/e/type: `ArrayList` is read as `array`
    0#/properties/e/items/type: `HashMap<String, Long>` is read as `object`
    0#/properties/f/type: `microtime` is not a type, and is read as any value
    0#/properties/g: `boolean` is not a schema, and is read as `{"type":"boolean"}`
    0#/properties/h: `["x"]` is not a schema, and is read as any value
    0#/properties/i/nullable: `nullable` is read as OpenAPI has it: null is allowed too
    0#/properties/j/enum: an object in `enum` is read as the list of its members' names
    0#/properties/k/minLength: `minLength` must be a whole number, not negative; it is ignored
    0#/properties/k/pattern: the pattern `[z-a]` is not understood and is ignored
    0#/properties/l/type: `null` is not a type, and is read as any value
    0#/properties/l/title: `title` must be a string; it is left out
    0#/properties/m/allOf: this must be a list of schemas; it is ignored
    0#/properties/m/anyOf: a schema where a list of schemas belongs is read as a list of one
    0#/required: `1` is not the name of a member and is ignored
    0#/additionalProperties: `"false"` is read as `false`
    0#/properties/a/required: `required: true` is read as in draft 3: `a` must be there
    "#);
}

#[test]
fn what_refuses_is_loosened_where_less_is_known() {
    insta::assert_snapshot!(shown(json!({
        "properties": {
            "not": { "not": { "$ref": "a.json" } },
            "one": { "oneOf": [{ "$ref": "a.json" }, { "type": "string" }] },
            "if": { "if": { "properties": { "x": { "pattern": "[z-a]" } } }, "then": { "minLength": 1 }, "title": "T" },
            "rest": { "allOf": [{ "$ref": "#/$defs/far" }], "unevaluatedProperties": false },
            "pattern": { "patternProperties": { "[z-a]": {} }, "additionalProperties": false },
            "many": { "contains": { "$ref": "#/$defs/far" }, "maxContains": 2, "minContains": 1 }
        },
        "$defs": { "far": { "properties": { "x": { "$ref": "b.json" } } } }
    })), @r##"
    properties:
        not: {}
        one: {"anyOf":[{},{"type":"string"}]}
        if: {"title":"T"}
        rest: {"allOf":[{"$ref":"#/$defs/far"}]}
        pattern: {"patternProperties":{"":true},"additionalProperties":false}
        many: {"contains":{"$ref":"#/$defs/far"},"minContains":1}
    $defs:
        far: {"properties":{"x":{}}}
    0#/properties/not/not: `not` is ignored, because part of what it depends on could not be read: `a.json` leads to a document that was not given, and is read as any value
    0#/properties/one/oneOf: `oneOf` is read as `anyOf`, because part of it could not be read: `a.json` leads to a document that was not given, and is read as any value
    0#/properties/one/oneOf/0/$ref: `a.json` leads to a document that was not given, and is read as any value
    0#/properties/if/if: `if`, `then` and `else` are ignored, because `if` could not be read: the pattern `[z-a]` is not understood and is ignored
    0#/properties/rest/unevaluatedProperties: `unevaluatedProperties` is ignored, because part of what it depends on could not be read: `b.json` leads to a document that was not given, and is read as any value
    0#/properties/pattern/patternProperties/[z-a]: the pattern `[z-a]` is not understood and is ignored
    0#/properties/many/maxContains: `maxContains` is ignored, because part of `contains` could not be read: `b.json` leads to a document that was not given, and is read as any value
    0#/$defs/far/properties/x/$ref: `b.json` leads to a document that was not given, and is read as any value
    "##);
}

#[test]
fn no_pattern_takes_the_place_of_another() {
    insta::assert_snapshot!(shown(json!({
        "properties": {
            "any": { "patternProperties": { "": { "type": "string" }, "(": { "type": "number" } } },
            "later": { "patternProperties": { "(": { "type": "number" }, "": { "type": "string" } } },
            "same": { "patternProperties": { "^a{,5}$": { "type": "str" }, "^a\\{,5}$": { "minLength": 1 } } }
        }
    })), @r#"
    properties:
        any: {"patternProperties":{"":{"type":"string"}}}
        later: {"patternProperties":{"":{"type":"string"}}}
        same: {"patternProperties":{"^a\\{,5}$":{"type":"string"},"^a\\{,5}$(?:){1}":{"minLength":1}}}
    0#/properties/any/patternProperties/(: the pattern `(` is not understood and is ignored
    0#/properties/later/patternProperties/(: the pattern `(` is not understood and is ignored
    0#/properties/same/patternProperties/^a{,5}$/type: `str` is read as `string`
    "#);
}

#[test]
fn a_place_of_the_normal_schema_is_known_in_the_document() {
    let (normals, _) = of(&[(
        "a.json",
        json!({
            "dependencies": { "x": { "minimum": 1 } },
            "items": [{ "properties": { "a/b": { "$ref": "#/definitions/D" } } }],
            "definitions": { "D": { "minimum": 1, "exclusiveMinimum": true } }
        }),
    )]);
    let places = ["", "/dependentSchemas/x/minimum", "/prefixItems/0/properties/a~1b", "/$defs/D/minimum"];
    let origins = places.map(|place| normals[0].origin(place).1);
    assert_eq!(origins, ["", "/dependencies/x/minimum", "/items/0/properties/a~1b", "/definitions/D/minimum"]);
}

#[test]
fn only_an_object_or_a_boolean_is_a_schema() {
    for text in ["1", "null", "[]", "\"string\""] {
        let documents = [Document::read("a.json", text).unwrap()];
        let error = normal(&documents, &compiles, &mut Warnings::default()).unwrap_err();
        assert_eq!(error.reason(), "not a schema: a schema is an object, or true or false");
    }
    assert_eq!(of(&[("a.json", json!(false))]).0[0].schema, json!(false));
}

#[test]
fn deep_and_long_documents_are_read_or_refused() {
    let nested = |depth: usize| format!("{}{{}}{}", r#"{"not":"#.repeat(depth), "}".repeat(depth));
    let (normals, warnings) = of(&[("a.json", serde_json::from_str(&nested(120)).unwrap())]);
    assert_eq!((normals[0].schema.to_string(), warnings), (nested(120), vec![]));
    let deepest = [Document::read("a.json", &nested(126)).unwrap()];
    let error = normal(&deepest, &compiles, &mut Warnings::default()).unwrap_err();
    assert_eq!(error.reason(), "this is nested more than 126 deep");

    // Each definition refers to the next two: written out it would be 2^2000 schemas.
    let definition = |n: usize| {
        let next = |m: usize| json!({ "$ref": format!("#/$defs/d{}", m.min(1999)) });
        (format!("d{n}"), json!({ "anyOf": [next(n + 1), next(n + 2)] }))
    };
    let definitions: Value = (0..1999).map(definition).chain([("d1999".to_owned(), json!({}))]).collect();
    let (normals, warnings) = of(&[("a.json", json!({ "$ref": "#/$defs/d0", "$defs": definitions }))]);
    assert_eq!(warnings, [""; 0]);
    assert_eq!(normals[0].schema["$defs"].as_object().unwrap().len(), 2000);
}

#[test]
fn names_are_listed_once_and_members_written_twice_are_told() {
    let text = r#"{ "required": ["a", "b", "a"], "properties": { "a": {}, "a": true } }"#;
    let documents = [Document::read("a.json", text).unwrap()];
    let mut warnings = Warnings::default();
    let normals = normal(&documents, &compiles, &mut warnings).unwrap();
    assert_eq!(normals[0].schema["required"], json!(["a", "b"]));
    let warnings = warnings.into_list();
    assert_eq!((warnings.len(), warnings[0].pointer.as_str()), (1, "/properties/a"));
}

#[test]
fn what_a_draft_checks_and_today_does_not_is_told() {
    insta::assert_snapshot!(shown(json!({
        "$schema": "http://json-schema.org/draft-04/schema#",
        "properties": { "a": { "type": "integer" }, "b": { "type": ["integer", "null"] } }
    })), @r#"
    properties:
        a: {"type":"integer"}
        b: {"type":["integer","null"]}
    0#/properties/a/type: `1.0` is read as an integer, too, as since draft 6
    "#);
    insta::assert_snapshot!(shown(json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "properties": { "a": { "contentEncoding": "base64", "contentMediaType": "text/plain" }, "b": { "type": "integer" } }
    })), @r#"
    properties:
        a: {"contentEncoding":"base64","contentMediaType":"text/plain"}
        b: {"type":"integer"}
    0#/properties/a/contentEncoding: `contentEncoding` describes the string, as in later drafts, and is not checked
    0#/properties/a/contentMediaType: `contentMediaType` describes the string, as in later drafts, and is not checked
    "#);
}
