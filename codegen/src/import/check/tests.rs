use serde_json::{Value, json};

use super::super::tests::model;
use super::{check, import};

fn shapes() -> Value {
    json!({
        "Request": {
            "type": "structure",
            "required": ["name", "tags"],
            "members": {
                "name": { "shape": "Name", "location": "uri", "locationName": "name" },
                "tags": { "shape": "Tags" },
                "labels": { "shape": "Labels" },
                "size": { "shape": "Size" },
                "kind": { "shape": "Kind" },
                "block": { "shape": "Block" },
                "tool": { "shape": "ToolUse" },
            },
        },
        "Name": { "type": "string", "min": 1, "max": 64, "pattern": "[a-z]+" },
        "Tags": { "type": "list", "member": { "shape": "Name" }, "max": 3 },
        "Labels": { "type": "map", "key": { "shape": "Name" }, "value": { "shape": "Size" } },
        "Size": { "type": "integer" },
        "Kind": { "type": "string", "enum": ["a", "b"] },
        "Block": { "type": "structure", "union": true, "members": {
            "text": { "shape": "Name" },
            "tool": { "shape": "ToolUse" },
        } },
        "ToolUse": { "type": "structure", "members": { "input": { "shape": "Json" } } },
        "Json": { "type": "structure", "document": true, "members": {} },
    })
}

fn documents(shapes: &Value) -> Vec<(String, String)> {
    let documents = import(&model(shapes)).unwrap();
    documents.into_iter().map(|(file, document)| (file, document.to_string())).collect()
}

/// What the change makes different, a line each.
fn differences(change: impl Fn(&mut Value)) -> String {
    let mut new = shapes();
    change(&mut new);
    compare(&documents(&shapes()), &new)
}

fn compare(documents: &[(String, String)], shapes: &Value) -> String {
    let documents: Vec<(&str, &str)> = documents.iter().map(|(file, text)| (file.as_str(), text.as_str())).collect();
    let found = check(&model(shapes), &documents).unwrap();
    found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_same_model_differs_in_nothing() {
    assert_eq!(differences(|_| {}), "");
}

#[test]
fn a_member_is_added_dropped_and_required() {
    insta::assert_snapshot!(differences(|shapes| {
        let request = &mut shapes["Request"];
        request["required"] = json!(["name", "size", "when", "new"]);
        let members = request["members"].as_object_mut().unwrap();
        members.remove("labels");
        members.insert("new".into(), json!({ "shape": "Name" }));
        members.insert("when".into(), json!({ "shape": "Tags" }));
    }), @r"
    dropped member Request.labels, was map of int32
    added member Request.new: string, minLength 1, maxLength 64, pattern ^(?:[a-z]+)$, required
    changed Request.size: now required
    changed Request.tags: no longer required
    added member Request.when: list of string, minLength 1, maxLength 64, pattern ^(?:[a-z]+)$, maxItems 3, required
    ");
}

#[test]
fn bounds_and_places_change() {
    insta::assert_snapshot!(differences(|shapes| {
        shapes["Name"] = json!({ "type": "string", "max": 128, "pattern": "[a-z]+" });
        shapes["Size"]["max"] = json!(9);
        shapes["Request"]["members"]["name"]["locationName"] = json!("id");
    }), @r"
    changed Block.text: maxLength 64 -> 128
    changed Block.text: minLength dropped, was 1
    changed each key of Request.labels: maxLength 64 -> 128
    changed each key of Request.labels: minLength dropped, was 1
    changed each value of Request.labels: maximum added, 9
    changed Request.name: maxLength 64 -> 128
    changed Request.name: minLength dropped, was 1
    changed Request.name: x-location-name name -> id
    changed Request.size: maximum added, 9
    changed each entry of Request.tags: maxLength 64 -> 128
    changed each entry of Request.tags: minLength dropped, was 1
    ");
}

#[test]
fn a_member_gets_another_type() {
    insta::assert_snapshot!(differences(|shapes| {
        shapes["Size"]["type"] = json!("long");
        shapes["Request"]["members"]["kind"]["shape"] = json!("Size");
        shapes["Labels"] = json!({ "type": "list", "member": { "shape": "Size" } });
    }), @r"
    dropped type Kind, was in converse.json
    changed Request.kind: type Kind -> int64
    changed Request.labels: type map -> list
    changed Request.size: type int32 -> int64
    ");
}

#[test]
fn types_come_and_go() {
    insta::assert_snapshot!(differences(|shapes| {
        let members = shapes["Block"]["members"].as_object_mut().unwrap();
        members.remove("tool");
        members.insert("audio".into(), json!({ "shape": "AudioBlock" }));
        shapes["Request"]["members"].as_object_mut().unwrap().remove("tool");
        shapes["AudioBlock"] = json!({ "type": "structure", "members": { "bytes": { "shape": "Bytes" }, "kind": { "shape": "AudioKind" } } });
        shapes["AudioKind"] = json!({ "type": "string", "enum": ["mp3", "ogg"] });
        shapes["Bytes"] = json!({ "type": "blob" });
    }), @r"
    added document content.json
    dropped document tool.json: no type of the model belongs there, delete it
    added type AudioBlock in content.json: structure of bytes, kind
    added type AudioKind in content.json: enum of mp3, ogg
    added member Block.audio: AudioBlock
    dropped member Block.tool, was ToolUse
    dropped member Request.tool, was ToolUse
    dropped type ToolUse, was in tool.json
    ");
}

#[test]
fn values_come_and_go() {
    insta::assert_snapshot!(differences(|shapes| shapes["Kind"]["enum"] = json!(["c", "b"])), @r#"
    added value "c" of Kind
    dropped value "a" of Kind
    "#);
}

#[test]
fn a_type_becomes_another_kind() {
    insta::assert_snapshot!(differences(|shapes| shapes["Block"]["union"] = json!(false)), @"changed type Block: union -> structure");
}

#[test]
fn a_type_starts_to_be_sensitive() {
    insta::assert_snapshot!(differences(|shapes| shapes["ToolUse"]["sensitive"] = json!(true)), @"changed ToolUse: x-sensitive added, true");
}

#[test]
fn a_reply_is_marked_as_one() {
    let mut new: Value = serde_json::from_str(&model(&shapes())).unwrap();
    new["operations"]["CountTokens"]["output"] = json!({ "shape": "ToolUse" });
    let documents = documents(&shapes());
    let documents: Vec<(&str, &str)> = documents.iter().map(|(file, text)| (file.as_str(), text.as_str())).collect();
    let found = check(&new.to_string(), &documents).unwrap();
    let places: Vec<&str> = found.iter().map(super::Difference::place).collect();
    assert_eq!(places, ["ToolUse"; 3]);
}

#[test]
fn another_order_is_a_difference_of_the_document() {
    let found = differences(|shapes| shapes["Kind"]["enum"] = json!(["b", "a"]));
    insta::assert_snapshot!(found, @"changed document converse.json: the same types, written otherwise");
}

#[test]
fn blanks_are_no_difference() {
    let spread: Vec<(String, String)> = documents(&shapes())
        .into_iter()
        .map(|(file, text)| {
            (file, format!("{:#}", serde_json::from_str::<Value>(&text).unwrap()).replace('\n', "\r\n"))
        })
        .collect();
    assert_eq!(compare(&spread, &shapes()), "");
}

#[test]
fn a_type_in_another_document_has_moved() {
    let mut documents = documents(&shapes());
    documents.iter_mut().filter(|(file, _)| file == "tool.json").for_each(|(file, _)| *file = "old.json".into());
    insta::assert_snapshot!(compare(&documents, &shapes()), @r"
    dropped document old.json: no type of the model belongs there, delete it
    added document tool.json
    moved type ToolUse from old.json to tool.json
    ");
}

#[test]
fn a_stray_document_is_named() {
    let mut documents = documents(&shapes());
    documents.push(("stray.json".into(), json!({ "$defs": { "Kind": {}, "Stray": {} } }).to_string()));
    insta::assert_snapshot!(compare(&documents, &shapes()), @r"
    dropped document stray.json: no type of the model belongs there, delete it
    dropped type Kind from stray.json, stays in converse.json
    dropped type Stray, was in stray.json
    ");
}

#[test]
fn a_document_that_is_not_json_is_an_error() {
    let error = check(&model(&shapes()), &[("tool.json", "<html>")]).unwrap_err();
    insta::assert_snapshot!(error, @"tool.json: not JSON: expected value at line 1 column 1");
}

#[test]
fn a_shape_of_an_unknown_kind_is_an_error() {
    let mut shapes = shapes();
    shapes["Size"]["type"] = json!("timestamp");
    let error = check(&model(&shapes), &[]).unwrap_err();
    assert_eq!(error.pointer(), "/shapes/Size");
}
