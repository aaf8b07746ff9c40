//! What a reader sees: one line for each change, with place and verdict.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use toolshape_diff::Diff;

use crate::diff;

/// The lines for each pair.
fn lines(pairs: &[(Value, Value)]) -> String {
    let mut lines = String::new();
    for (old, new) in pairs {
        writeln!(lines, "{old} -> {new}\n{}", diff(old, new)).unwrap();
    }
    lines
}

#[test]
fn types_and_values() {
    insta::assert_snapshot!(lines(&[
        (json!({"type": "string"}), json!({"type": ["string", "null"]})),
        (json!({"type": ["string", "null"]}), json!({"type": "string"})),
        (json!({"type": "integer"}), json!({"type": "number"})),
        (json!({"type": "number"}), json!({"type": "integer"})),
        (json!({"type": "string"}), json!({"type": "integer"})),
        (json!({"enum": ["a", "b"]}), json!({"enum": ["b", "a", "c"]})),
        (json!({"enum": ["a", "b"]}), json!({"enum": ["a"]})),
        (json!({"const": 1}), json!({"enum": [1.0, 2]})),
        (json!({"type": "boolean"}), json!({"enum": [true, false]})),
        (json!({"type": "string", "enum": ["a"]}), json!({"type": "string"})),
        (json!({"type": "string"}), json!({"type": "string", "nullable": true})),
        (json!(true), json!(false)),
    ]), @r#"
    {"type":"string"} -> {"type":["string","null"]}
    loosened  $  type: string -> string or null

    {"type":["string","null"]} -> {"type":"string"}
    breaking  $  type: string or null -> string

    {"type":"integer"} -> {"type":"number"}
    loosened  $  type: integer -> number

    {"type":"number"} -> {"type":"integer"}
    breaking  $  type: number -> integer

    {"type":"string"} -> {"type":"integer"}
    breaking  $  type: string -> integer

    {"enum":["a","b"]} -> {"enum":["b","a","c"]}
    loosened  $  values: also "c"

    {"enum":["a","b"]} -> {"enum":["a"]}
    breaking  $  values: no longer "b"

    {"const":1} -> {"enum":[1.0,2]}
    loosened  $  values: also 2

    {"type":"boolean"} -> {"enum":[true,false]}
    breaking  $  enum: any boolean -> [true,false]

    {"type":"string","enum":["a"]} -> {"type":"string"}
    loosened  $  enum: ["a"] -> any string

    {"type":"string"} -> {"type":"string","nullable":true}
    loosened  $  type: string -> string or null

    true -> false
    breaking  $  is no longer allowed
    "#);
}

#[test]
fn bounds_lengths_patterns_and_formats() {
    insta::assert_snapshot!(lines(&[
        (json!({"type": "string", "minLength": 2}), json!({"type": "string", "minLength": 1})),
        (json!({"type": "string", "maxLength": 9}), json!({"type": "string", "maxLength": 8})),
        (json!({"type": "integer", "exclusiveMinimum": 0}), json!({"type": "integer", "minimum": 1})),
        (json!({"type": "number", "exclusiveMinimum": 0}), json!({"type": "number", "minimum": 1})),
        (json!({"multipleOf": 4}), json!({"multipleOf": 2})),
        (json!({"pattern": "^a"}), json!({"pattern": "^a.*$"})),
        (json!({"pattern": "^a"}), json!({})),
        (json!({"type": "string"}), json!({"type": "string", "format": "date"})),
        (json!({"type": "integer", "format": "int32"}), json!({"type": "integer", "format": "int64"})),
        (json!({"type": "integer", "format": "int64"}), json!({"type": "integer", "format": "uint64"})),
    ]), @r#"
    {"type":"string","minLength":2} -> {"type":"string","minLength":1}
    loosened  $  minLength: 2 -> 1

    {"type":"string","maxLength":9} -> {"type":"string","maxLength":8}
    breaking  $  maxLength: 9 -> 8

    {"type":"integer","exclusiveMinimum":0} -> {"type":"integer","minimum":1}
    breaking  $  minimum: none -> 1

    {"type":"number","exclusiveMinimum":0} -> {"type":"number","minimum":1}
    breaking  $  minimum: none -> 1

    {"multipleOf":4} -> {"multipleOf":2}
    loosened  $  multipleOf: 4 -> 2

    {"pattern":"^a"} -> {"pattern":"^a.*$"}
    breaking  $  pattern: "^a" -> "^a.*$" (what matches one pattern need not match another)

    {"pattern":"^a"} -> {}
    loosened  $  pattern: "^a" -> none

    {"type":"string"} -> {"type":"string","format":"date"}
    breaking  $  format: none -> "date" (what has one format need not have another)

    {"type":"integer","format":"int32"} -> {"type":"integer","format":"int64"}
    loosened  $  format: "int32" -> "int64"

    {"type":"integer","format":"int64"} -> {"type":"integer","format":"uint64"}
    breaking  $  format: "int64" -> "uint64" (what has one format need not have another)
    "#);
}

#[test]
fn objects() {
    let closed = |properties: Value, required: &[&str]| json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false});
    let open = |properties: Value| json!({"type": "object", "properties": properties});
    insta::assert_snapshot!(lines(&[
        (closed(json!({"a": {}}), &[]), closed(json!({"a": {}, "b": {"type": "string"}}), &[])),
        (closed(json!({"a": {}}), &[]), closed(json!({"a": {}, "b": {"type": "string"}}), &["b"])),
        (closed(json!({"a": {}}), &["a"]), closed(json!({"a": {}}), &[])),
        (closed(json!({"a": {}, "b": {}}), &[]), closed(json!({"a": {}}), &[])),
        (open(json!({"a": {}})), open(json!({"b": {"type": "string"}}))),
        (open(json!({"b": {"type": "string"}})), open(json!({}))),
        (closed(json!({"a": {}}), &[]), open(json!({"a": {}}))),
        (json!({"additionalProperties": {"type": "integer"}}), json!({"additionalProperties": {"type": "number"}})),
        (json!({"patternProperties": {"^x": {"maxLength": 2}}}), json!({"patternProperties": {"^x": {"maxLength": 1}}})),
        (json!({"dependentRequired": {"a": ["b"]}}), json!({"dependentRequired": {"a": ["b", "c d"]}})),
        (json!({"minProperties": 1}), json!({"required": ["a"]})),
    ]), @r#"
    {"type":"object","properties":{"a":{}},"required":[],"additionalProperties":false} -> {"type":"object","properties":{"a":{},"b":{"type":"string"}},"required":[],"additionalProperties":false}
    loosened  $.b  is now allowed

    {"type":"object","properties":{"a":{}},"required":[],"additionalProperties":false} -> {"type":"object","properties":{"a":{},"b":{"type":"string"}},"required":["b"],"additionalProperties":false}
    breaking  $.b  is now required
    loosened  $.b  is now allowed

    {"type":"object","properties":{"a":{}},"required":["a"],"additionalProperties":false} -> {"type":"object","properties":{"a":{}},"required":[],"additionalProperties":false}
    loosened  $.a  is no longer required

    {"type":"object","properties":{"a":{},"b":{}},"required":[],"additionalProperties":false} -> {"type":"object","properties":{"a":{}},"required":[],"additionalProperties":false}
    breaking  $.b  is no longer allowed

    {"type":"object","properties":{"a":{}}} -> {"type":"object","properties":{"b":{"type":"string"}}}
    loosened  $.b  is a new member: string
    note: old replies are assumed not to have the new members; strictly, the old schema accepts any value there

    {"type":"object","properties":{"b":{"type":"string"}}} -> {"type":"object","properties":{}}
    loosened  $.b  was string, is now any value

    {"type":"object","properties":{"a":{}},"required":[],"additionalProperties":false} -> {"type":"object","properties":{"a":{}}}
    loosened  $.*  is now allowed

    {"additionalProperties":{"type":"integer"}} -> {"additionalProperties":{"type":"number"}}
    loosened  $.*  type: integer -> number

    {"patternProperties":{"^x":{"maxLength":2}}} -> {"patternProperties":{"^x":{"maxLength":1}}}
    breaking  $.*  maxLength: 2 -> 1

    {"dependentRequired":{"a":["b"]}} -> {"dependentRequired":{"a":["b","c d"]}}
    breaking  $["c d"]  is now required

    {"minProperties":1} -> {"required":["a"]}
    breaking  $.a  is now required
    loosened  $    minProperties: 1 -> none
    "#);
}

#[test]
fn lists() {
    insta::assert_snapshot!(lines(&[
        (json!({"items": {"type": "integer"}}), json!({"items": {"type": "number"}})),
        (json!({"prefixItems": [{}, {}], "items": false}), json!({"prefixItems": [{}, {}, {}], "items": false})),
        (json!({"prefixItems": [{"type": "string"}]}), json!({"items": {"type": "string"}})),
        (json!({"items": {}, "uniqueItems": true}), json!({"items": {}, "minItems": 1})),
        (json!({"contains": {"type": "integer"}, "minContains": 2}), json!({"contains": {"type": "number"}})),
    ]), @r#"
    {"items":{"type":"integer"}} -> {"items":{"type":"number"}}
    loosened  $[*]  type: integer -> number

    {"prefixItems":[{},{}],"items":false} -> {"prefixItems":[{},{},{}],"items":false}
    loosened  $[2]  is now allowed

    {"prefixItems":[{"type":"string"}]} -> {"items":{"type":"string"}}
    breaking  $[*]  was any value, is now string (the old schema lets it hold anything, described or not)

    {"items":{},"uniqueItems":true} -> {"items":{},"minItems":1}
    breaking  $  minItems: none -> 1
    loosened  $  uniqueItems: true -> none

    {"contains":{"type":"integer"},"minContains":2} -> {"contains":{"type":"number"}}
    breaking  $  contains: {"type":"integer"} -> {"type":"number"}
    loosened  $  minContains: 2 -> none
    "#);
}

#[test]
fn choices() {
    let tagged = |tag: &str, word: &str| json!({"type": "object", "properties": {"kind": {"const": tag}, word: {"type": "string"}}, "required": ["kind", word]});
    let text = json!({"type": "string"});
    let nothing = json!({"type": "null"});
    insta::assert_snapshot!(lines(&[
        (text.clone(), json!({"anyOf": [text, nothing]})),
        (json!({"anyOf": [text, nothing]}), json!({"type": ["string", "null"]})),
        (json!({"anyOf": [text, nothing]}), text.clone()),
        (json!({"oneOf": [tagged("a", "x"), tagged("b", "y")]}), json!({"oneOf": [tagged("b", "y"), tagged("a", "x"), tagged("c", "z")]})),
        (json!({"oneOf": [tagged("a", "x"), tagged("b", "y")]}), json!({"oneOf": [tagged("a", "x")]})),
        (json!({"oneOf": [tagged("a", "x"), tagged("b", "y")]}), json!({"oneOf": [tagged("a", "x"), tagged("b", "z")]})),
        (json!({"oneOf": [text, nothing]}), json!({"oneOf": [text, {}]})),
        (json!({"allOf": [{"minLength": 1}, {"maxLength": 5}]}), json!({"minLength": 1, "maxLength": 5})),
        (json!({"not": {"enum": ["a", "b"]}}), json!({"not": {"const": "a"}})),
        (json!({"if": {"required": ["a"]}, "then": {"required": ["b"]}}), json!({"if": {"required": ["a"]}, "then": {"required": ["b", "c"]}})),
    ]), @r#"
    {"type":"string"} -> {"anyOf":[{"type":"string"},{"type":"null"}]}
    loosened  $  type: also null

    {"anyOf":[{"type":"string"},{"type":"null"}]} -> {"type":["string","null"]}
    compatible  $  is written otherwise and accepts the same

    {"anyOf":[{"type":"string"},{"type":"null"}]} -> {"type":"string"}
    breaking  $  type: no longer null

    {"oneOf":[{"type":"object","properties":{"kind":{"const":"a"},"x":{"type":"string"}},"required":["kind","x"]},{"type":"object","properties":{"kind":{"const":"b"},"y":{"type":"string"}},"required":["kind","y"]}]} -> {"oneOf":[{"type":"object","properties":{"kind":{"const":"b"},"y":{"type":"string"}},"required":["kind","y"]},{"type":"object","properties":{"kind":{"const":"a"},"x":{"type":"string"}},"required":["kind","x"]},{"type":"object","properties":{"kind":{"const":"c"},"z":{"type":"string"}},"required":["kind","z"]}]}
    loosened  $  oneOf: also an object with kind "c"

    {"oneOf":[{"type":"object","properties":{"kind":{"const":"a"},"x":{"type":"string"}},"required":["kind","x"]},{"type":"object","properties":{"kind":{"const":"b"},"y":{"type":"string"}},"required":["kind","y"]}]} -> {"oneOf":[{"type":"object","properties":{"kind":{"const":"a"},"x":{"type":"string"}},"required":["kind","x"]}]}
    breaking  $  oneOf: no longer an object with kind "b"

    {"oneOf":[{"type":"object","properties":{"kind":{"const":"a"},"x":{"type":"string"}},"required":["kind","x"]},{"type":"object","properties":{"kind":{"const":"b"},"y":{"type":"string"}},"required":["kind","y"]}]} -> {"oneOf":[{"type":"object","properties":{"kind":{"const":"a"},"x":{"type":"string"}},"required":["kind","x"]},{"type":"object","properties":{"kind":{"const":"b"},"z":{"type":"string"}},"required":["kind","z"]}]}
    breaking  $.z  is now required
    loosened  $.z  is a new member: string
    loosened  $.y  was string, is now any value
    loosened  $.y  is no longer required
    note: old replies are assumed not to have the new members; strictly, the old schema accepts any value there

    {"oneOf":[{"type":"string"},{"type":"null"}]} -> {"oneOf":[{"type":"string"},{}]}
    breaking  $  oneOf: more than one of its schemas may accept what was accepted (assumed breaking: could not be shown to be compatible)
    loosened  $  oneOf: also {}

    {"allOf":[{"minLength":1},{"maxLength":5}]} -> {"minLength":1,"maxLength":5}
    compatible  $  is written otherwise and accepts the same

    {"not":{"enum":["a","b"]}} -> {"not":{"const":"a"}}
    loosened  $  not: also {"enum":["a","b"]}

    {"if":{"required":["a"]},"then":{"required":["b"]}} -> {"if":{"required":["a"]},"then":{"required":["b","c"]}}
    breaking  $  if: the condition or what follows from it changed (assumed breaking: could not be shown to be compatible)
    "#);
}

#[test]
fn references_are_followed_and_recursion_ends() {
    let tree = |leaf: Value| {
        json!({"$ref": "#/$defs/Tree", "$defs": {"Tree": {
            "type": "object",
            "properties": {"leaf": leaf, "branches": {"type": "array", "items": {"$ref": "#/$defs/Tree"}}},
            "additionalProperties": false,
        }}})
    };
    let inlined = json!({"type": "object", "properties": {"leaf": {"type": "string"}, "branches": {"type": "array"}}});
    insta::assert_snapshot!(lines(&[
        (tree(json!({"type": "string"})), tree(json!({"type": ["string", "null"]}))),
        (tree(json!({"type": "string"})), tree(json!({"type": "string", "maxLength": 5}))),
        (tree(json!({"type": "string"})), inlined),
        (json!({"$ref": "#/$defs/A", "$defs": {"A": {"$ref": "#"}}}), json!({"type": "string"})),
    ]), @r##"
    {"$ref":"#/$defs/Tree","$defs":{"Tree":{"type":"object","properties":{"leaf":{"type":"string"},"branches":{"type":"array","items":{"$ref":"#/$defs/Tree"}}},"additionalProperties":false}}} -> {"$ref":"#/$defs/Tree","$defs":{"Tree":{"type":"object","properties":{"leaf":{"type":["string","null"]},"branches":{"type":"array","items":{"$ref":"#/$defs/Tree"}}},"additionalProperties":false}}}
    loosened  $.leaf  type: string -> string or null

    {"$ref":"#/$defs/Tree","$defs":{"Tree":{"type":"object","properties":{"leaf":{"type":"string"},"branches":{"type":"array","items":{"$ref":"#/$defs/Tree"}}},"additionalProperties":false}}} -> {"$ref":"#/$defs/Tree","$defs":{"Tree":{"type":"object","properties":{"leaf":{"type":"string","maxLength":5},"branches":{"type":"array","items":{"$ref":"#/$defs/Tree"}}},"additionalProperties":false}}}
    breaking  $.leaf  maxLength: none -> 5

    {"$ref":"#/$defs/Tree","$defs":{"Tree":{"type":"object","properties":{"leaf":{"type":"string"},"branches":{"type":"array","items":{"$ref":"#/$defs/Tree"}}},"additionalProperties":false}}} -> {"type":"object","properties":{"leaf":{"type":"string"},"branches":{"type":"array"}}}
    loosened  $.branches[*]  was Tree, is now any value
    loosened  $.*            is now allowed

    {"$ref":"#/$defs/A","$defs":{"A":{"$ref":"#"}}} -> {"type":"string"}
    breaking  $  `#` leads back here without end, and is read as any value, at #/$defs/A/$ref (assumed breaking: could not be shown to be compatible)
    breaking  $  type: any -> string
    "##);
}

#[test]
fn a_long_chain_of_references_is_followed() {
    let chain = |most: u64| {
        let of = |at: u64| {
            if at < 20_000 { json!({"$ref": format!("#/$defs/{}", at + 1)}) } else { json!({"maxLength": most}) }
        };
        let defs: serde_json::Map<_, _> = (0..=20_000).map(|at| (at.to_string(), of(at))).collect();
        json!({"type": "object", "properties": {"a": {"$ref": "#/$defs/0"}}, "$defs": defs})
    };
    let start = std::time::Instant::now();
    let diff = toolshape_diff::Diff::of_documents(&chain(5), &chain(6)).unwrap();
    assert_eq!(diff.changes().len(), 1, "{diff}");
    assert!(start.elapsed() < std::time::Duration::from_mins(1), "linear, it takes about 4 seconds unoptimized");
}

#[test]
fn tools_in_their_forms() {
    let schema = json!({"type": "object", "additionalProperties": false});
    let spec = |name: &str, description: &str| json!({"name": name, "description": description, "schema": schema});
    let bedrock = json!({"tools": [{"toolSpec": {"name": "a", "description": "A.", "inputSchema": {"json": schema}}}]});
    insta::assert_snapshot!(lines(&[
        (spec("a", "A."), spec("b", "A.")),
        (spec("a", "A."), spec("a", "Another.")),
        (spec("a", "A."), bedrock),
        (spec("a", "A."), schema.clone()),
        (json!([spec("a", "A."), spec("b", "B.")]), json!([spec("b", "B!"), spec("c", "C.")])),
    ]), @r#"
    {"name":"a","description":"A.","schema":{"type":"object","additionalProperties":false}} -> {"name":"b","description":"A.","schema":{"type":"object","additionalProperties":false}}
    breaking  $  name: a -> b

    {"name":"a","description":"A.","schema":{"type":"object","additionalProperties":false}} -> {"name":"a","description":"Another.","schema":{"type":"object","additionalProperties":false}}
    compatible  $  description: "A." -> "Another."

    {"name":"a","description":"A.","schema":{"type":"object","additionalProperties":false}} -> {"tools":[{"toolSpec":{"name":"a","description":"A.","inputSchema":{"json":{"type":"object","additionalProperties":false}}}}]}

    {"name":"a","description":"A.","schema":{"type":"object","additionalProperties":false}} -> {"type":"object","additionalProperties":false}
    compatible  $  description: "A." -> none

    [{"name":"a","description":"A.","schema":{"type":"object","additionalProperties":false}},{"name":"b","description":"B.","schema":{"type":"object","additionalProperties":false}}] -> [{"name":"b","description":"B!","schema":{"type":"object","additionalProperties":false}},{"name":"c","description":"C.","schema":{"type":"object","additionalProperties":false}}]
    breaking    a $  is no longer on offer
    loosened    c $  is now on offer
    compatible  b $  description: "B." -> "B!"
    "#);
}

#[test]
fn words_for_a_reader() {
    insta::assert_snapshot!(lines(&[
        (
            json!({"title": "T", "properties": {"a": {"description": "An a.", "default": 1}}}),
            json!({"properties": {"a": {"description": "A letter.", "default": 2, "examples": [1]}}}),
        ),
        (json!({"required": ["a", "b"]}), json!({"required": ["b", "a"]})),
        (json!({"$dynamicRef": "#x"}), json!({"$dynamicRef": "#y"})),
    ]), @r##"
    {"title":"T","properties":{"a":{"description":"An a.","default":1}}} -> {"properties":{"a":{"description":"A letter.","default":2,"examples":[1]}}}
    compatible  $    title: "T" -> none
    compatible  $.a  description: "An a." -> "A letter."
    compatible  $.a  default: 1 -> 2
    compatible  $.a  examples: none -> [1]

    {"required":["a","b"]} -> {"required":["b","a"]}
    compatible  $  is written otherwise and accepts the same

    {"$dynamicRef":"#x"} -> {"$dynamicRef":"#y"}
    breaking  $  `#y` does not resolve, and is read as any value, at #/$dynamicRef (assumed breaking: could not be shown to be compatible)
    breaking  $  `#x` does not resolve, and is read as any value, at #/$dynamicRef (assumed breaking: could not be shown to be compatible)
    "##);
}

#[test]
fn the_number_of_elements_is_told_where_it_is_all_that_differs() {
    let least = |least: usize| json!({"contains": {"type": "string"}, "minContains": least});
    let one = json!({"contains": {"type": "string"}});
    insta::assert_snapshot!(lines(&[(least(0), one.clone()), (one.clone(), least(0)), (one, least(2))]), @r#"
    {"contains":{"type":"string"},"minContains":0} -> {"contains":{"type":"string"}}
    breaking  $  minContains: 0 -> 1

    {"contains":{"type":"string"}} -> {"contains":{"type":"string"},"minContains":0}
    loosened  $  minContains: 1 -> 0

    {"contains":{"type":"string"}} -> {"contains":{"type":"string"},"minContains":2}
    breaking  $  minContains: none -> 2
    "#);
}

#[test]
fn what_is_not_understood_is_breaking_unless_it_is_the_same_all_over() {
    let elsewhere = |text: &str| json!({"$ref": "other.json", "description": text, "maxLength": text.len()});
    insta::assert_snapshot!(lines(&[(elsewhere("one"), elsewhere("three")), (elsewhere("one"), elsewhere("two"))]), @r#"
    {"$ref":"other.json","description":"one","maxLength":3} -> {"$ref":"other.json","description":"three","maxLength":5}
    breaking    $  `other.json` leads to a document that was not given, and is read as any value, at #/$ref (assumed breaking: could not be shown to be compatible)
    loosened    $  maxLength: 3 -> 5
    compatible  $  description: "one" -> "three"

    {"$ref":"other.json","description":"one","maxLength":3} -> {"$ref":"other.json","description":"two","maxLength":3}
    compatible  $  description: "one" -> "two"
    "#);
}

#[test]
fn tools_of_one_name_are_compared_in_their_order() {
    let tool = |ty: &str| json!({"name": "a", "parameters": {"type": "object", "properties": {"x": {"type": ty}}}});
    let other = json!({"name": "z", "schema": true});
    let (old, new) = (json!([other, tool("string"), tool("string")]), json!([tool("string"), tool("integer"), other]));
    assert_eq!(diff(&old, &new).to_string(), "breaking  a[1] $.x  type: string -> integer\n");
}

#[test]
fn any_spelling_of_a_draft_is_read() {
    let new = json!({"type": "integer", "exclusiveMinimum": 0});
    for draft in [
        "http://json-schema.org/draft-04/schema#",
        "http://json-schema.org/draft-05/schema#",
        "https://json-schema.org/draft-04",
    ] {
        let old = json!({"$schema": draft, "type": "integer", "minimum": 0, "exclusiveMinimum": true});
        let found = diff(&old, &new).to_string();
        assert_eq!(found, "compatible  $  is written otherwise and accepts the same\n", "{draft}");
    }
}

#[test]
fn what_is_no_schema_is_an_error() {
    let (schema, other) = (json!({"type": "object"}), json!({"name": "a", "arguments": {"x": 1}}));
    let error = Diff::of_documents(&schema, &other).unwrap_err();
    assert!(error.document() == "new" && error.hint().is_some(), "{error}");
    assert_eq!(Diff::of_documents(&json!(5), &schema).unwrap_err().document(), "old");
    let error = Diff::of_texts(("a.json", "true"), ("b.json", "{\n  no")).unwrap_err();
    assert!(error.to_string().starts_with("b.json:2:3: "), "{error}");
}

#[test]
fn each_tool_of_a_list_tells_its_own() {
    let tools = |text: &str| {
        let schema = json!({"type": "object", "properties": {"city": {"type": "string", "description": text}}});
        json!([{"name": "a", "parameters": schema}, {"name": "b", "parameters": schema}])
    };
    insta::assert_snapshot!(diff(&tools("The city."), &tools("A city.")), @r#"
    compatible  a $.city  description: "The city." -> "A city."
    compatible  b $.city  description: "The city." -> "A city."
    "#);
}

#[test]
fn deep_and_long_schemas_are_compared() {
    let deep = |ty: &str| (0..120).fold(json!({"type": ty}), |inner, _| json!({"items": inner}));
    let found = diff(&deep("string"), &deep("integer")).to_string();
    assert!(found.ends_with("[*]  type: string -> integer\n"), "{found}");
    let chain = |ty: &str| {
        let link =
            |at: usize| (format!("D{at}"), json!({"properties": {"next": {"$ref": format!("#/$defs/D{}", at + 1)}}}));
        let mut definitions: Value = (0..500).map(link).collect();
        definitions["D500"] = json!({"type": ty});
        json!({"$ref": "#/$defs/D0", "$defs": definitions})
    };
    assert!(diff(&chain("string"), &chain("integer")).is_breaking());
    let found = diff(&chain("string"), &json!({"anyOf": [chain("string")], "$defs": chain("string")["$defs"]}));
    assert!(!found.is_breaking(), "{found}");
}

#[test]
fn many_changes_take_no_longer_each() {
    let schema = |text: &str, longest: usize| {
        let member = |at| (format!("m{at}"), json!({"type": "string", "description": text, "maxLength": longest}));
        json!({"type": "object", "properties": (0..10_000).map(member).collect::<Value>()})
    };
    let start = Instant::now();
    let found = diff(&schema("The city.", 80), &schema("A city.", 40));
    assert_eq!(found.changes().len(), 20_000);
    assert_eq!(found.changes()[9_999].pointer(), Some("/properties/m9999"));
    assert_eq!(found.changes()[19_999].pointer(), Some("/properties/m9999"));
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}
