//! Documents that would take for ever if every combination of their parts became a type.

use std::fmt::Write;

use serde_json::{Map, Value, json};

use super::print::print;
use super::try_model;
use crate::generate::model::Kind;

fn definitions(count: usize, definition: impl Fn(usize) -> Value) -> Map<String, Value> {
    (0..count).map(|at| (format!("D{at}"), definition(at))).collect()
}

fn to(at: usize) -> Value {
    json!({ "$ref": format!("#/$defs/D{at}") })
}

fn object(count: usize, value: impl Fn(usize) -> Value) -> Value {
    let properties: Map<String, Value> = (0..count).map(|at| (format!("p{at}"), value(at))).collect();
    json!({ "type": "object", "properties": properties })
}

fn documents() -> Vec<(&'static str, Value)> {
    let root = |definitions: Map<String, Value>| json!({ "type": "object", "properties": { "a": to(0) }, "$defs": definitions });
    let text = || json!({ "type": "string" });
    let choice = |at: usize| {
        let branch = |number: usize| json!({ "properties": { format!("p{at}_{number}"): text() }, "required": [format!("p{at}_{number}")] });
        json!({ "oneOf": [branch(0), branch(1), branch(2)] })
    };
    let condition = |at: usize| json!({ "if": { "properties": { "a": { "const": at } } }, "then": object(1, |_| json!({ "minLength": at })), "else": object(2, |_| json!({ "maxLength": at })) });
    vec![
        ("many choices at once", json!({ "type": "object", "allOf": (0..30).map(choice).collect::<Vec<_>>() })),
        ("many conditions at once", json!({ "type": "object", "allOf": (0..30).map(condition).collect::<Vec<_>>() })),
        ("lists in lists", root(definitions(3000, |at| json!({ "type": "array", "items": to((at + 1) % 3000) })))),
        ("a chain of references", root(definitions(3000, |at| if at == 2999 { text() } else { to(at + 1) }))),
        (
            "a chain of objects",
            root(definitions(3000, |at| object(1, |_| if at == 2999 { text() } else { to(at + 1) }))),
        ),
        (
            "a chain of conjunctions",
            root(definitions(3000, |at| match at {
                2999 => text(),
                _ => json!({ "allOf": [to(at + 1)], "properties": { format!("p{at}"): text() } }),
            })),
        ),
        (
            "many required names",
            json!({ "type": "object", "required": (0..50_000).map(|at| format!("p{at}")).collect::<Vec<_>>() }),
        ),
        ("many remarks", object(10_000, |_| json!({ "type": "dict" }))),
        ("many members of one name", {
            let properties: Map<String, Value> = (0..3000).map(|at| (format!("p{}", "-".repeat(at)), text())).collect();
            json!({ "type": "object", "properties": properties })
        }),
        (
            "all subsets of definitions",
            root(definitions(24, |at| {
                object(3, |number| json!({ "allOf": [to((at * 2 + number) % 24), to((at * 3 + number + 1) % 24)] }))
            })),
        ),
        (
            "all unions of definitions",
            root(definitions(24, |at| {
                object(3, |number| json!({ "anyOf": [to((at * 2 + number) % 24), to((at * 3 + number + 1) % 24)] }))
            })),
        ),
        (
            "choices of choices",
            root(definitions(
                24,
                |at| json!({ "anyOf": [to((at * 2 + 1) % 24), to((at * 3 + 2) % 24), object(2, |number| to((at + number) % 24))] }),
            )),
        ),
        (
            "one base of many",
            root(definitions(400, |at| match at {
                0 => object(398, |at| to(at + 1)),
                399 => object(300, |_| text()),
                _ => json!({ "allOf": [to(399), object(2, |_| json!({ "minLength": at }))] }),
            })),
        ),
        (
            "a choice of many objects",
            json!({ "oneOf": (0..2000).map(|at| {
            json!({ "type": "object", "properties": { format!("p{at}"): text(), "q": { "maxLength": at } }, "required": [format!("p{at}")] })
        }).collect::<Vec<_>>() }),
        ),
        (
            "many words",
            json!({ "type": "object", "properties": { "a": { "enum": (0..20_000).map(|at| format!("w{at}")).collect::<Vec<_>>() } } }),
        ),
        ("many members", {
            let mut schema = object(5000, |_| text());
            schema["required"] = (0..5000).map(|at| format!("p{at}")).collect();
            schema
        }),
        ("members that many patterns match", {
            let mut schema = object(300, |_| text());
            schema["patternProperties"] =
                (0..300).map(|at| (format!("^(p+)+{at}?$"), text())).collect::<Map<_, _>>().into();
            schema
        }),
        (
            "everything unevaluated",
            root(definitions(
                200,
                |at| json!({ "type": "object", "anyOf": [to((at + 1) % 200), to((at + 7) % 200)], "unevaluatedProperties": false, "properties": { format!("p{at}"): text() } }),
            )),
        ),
        (
            "a tuple of everything",
            json!({ "type": "array", "prefixItems": (0..3000).map(|at| json!({ "const": at })).collect::<Vec<_>>() }),
        ),
    ]
}

#[test]
fn no_document_becomes_much() {
    let mut report = String::new();
    for (name, document) in documents() {
        let (model, warnings) = try_model("t.json", &document).unwrap();
        let printed = print(&model, &warnings).len();
        println!("{name}: {} types, {printed} bytes of {}", model.types.len(), document.to_string().len());
        let is_linear = printed < 400_000 + 60 * document.to_string().len();
        writeln!(report, "{name}: {}", if is_linear { "fine" } else { "too much" }).unwrap();
    }
    assert!(!report.contains("too much"), "{report}");
}

/// As many types again for as many definitions again.
#[test]
fn ordinary_documents_grow_linearly() {
    let size = |count: usize| {
        let definition = |at: usize| {
            let next = (at * 7 + 1) % count;
            json!({
                "type": "object", "description": "One of many.", "required": ["id"],
                "properties": { "id": { "type": "string" }, "next": to(next), "many": { "type": "array", "items": to((at + 1) % count) },
                    "kind": { "enum": ["a", "b"] }, "choice": { "anyOf": [to(next), { "type": "string" }, { "type": "null" }] } }
            })
        };
        let document =
            json!({ "type": "object", "properties": { "first": to(0) }, "$defs": definitions(count, definition) });
        let (model, warnings) = try_model("t.json", &document).unwrap();
        assert!(warnings.is_empty());
        model.types.len()
    };
    assert_eq!((size(100), size(300), size(900)), (301, 901, 2701));
}

/// What holds together beyond a bound is left to the schema, with a warning.
#[test]
fn a_chain_of_conjunctions_is_cut_with_a_warning() {
    let definition = |at: usize| match at {
        1999 => json!({ "type": "object" }),
        _ => json!({ "type": "object", "allOf": [to(at + 1)], "properties": { format!("p{at}"): {} } }),
    };
    let document = json!({ "type": "object", "properties": { "a": to(0) }, "$defs": definitions(2000, definition) });
    let (model, warnings) = try_model("t.json", &document).unwrap();
    let warnings: Vec<_> = warnings.iter().map(|warning| (warning.pointer.as_str(), warning.reason.as_str())).collect();
    let reason = "too many schemas hold together here: the type leaves some of them to the schema";
    assert_eq!(warnings, [("/properties/a", reason)]);
    let fields = model.types.iter().map(|ty| match &ty.kind {
        Kind::Struct(fields) => fields.fields.len(),
        _ => 0,
    });
    assert_eq!(fields.collect::<Vec<_>>(), [1, 1000]);
}
