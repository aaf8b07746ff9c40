//! Documents that would take for ever if every combination of their parts became a type.

use std::fmt::Write;
use std::thread;

use serde_json::{Map, Value, json};

use super::print::print;
use super::try_model;
use crate::generate::model::Kind;
use crate::generate::rust::{self, Formats, Growth};
use crate::generate::typescript;

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

#[expect(clippy::too_many_lines, reason = "a list")]
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
        (
            "many words with a text each",
            json!({ "type": "object", "properties": { "a": { "oneOf": (0..20_000).map(|at| {
                json!({ "const": format!("w{at}"), "title": format!("Word {at}.") })
            }).collect::<Vec<_>>() } } }),
        ),
        (
            "a long word of two scripts",
            json!({ "type": "object", "properties": { "a": { "enum": ["я".repeat(50_000) + &"ο".repeat(50_000)] } } }),
        ),
        ("many words without many others", {
            let words = || (0..20_000).map(|at| format!("w{at}")).collect::<Vec<_>>();
            json!({ "type": "object", "properties": { "a": { "enum": words(), "not": { "enum": words()[1..] } } } })
        }),
        ("many numbers without many others", {
            let numbers = || (0..20_000).collect::<Vec<_>>();
            json!({ "type": "object", "properties": { "a": { "enum": numbers(), "not": { "enum": numbers()[1..] } } } })
        }),
        (
            "a choice beside many conditions",
            json!({
                "type": "object",
                "anyOf": (0..98).map(|at| json!({ "required": [format!("p{at}")] })).collect::<Vec<_>>(),
                "allOf": (0..950).map(|at| json!({
                    "if": { "required": [format!("p{at}")] }, "then": { "required": [format!("q{at}")] }
                })).collect::<Vec<_>>()
            }),
        ),
        ("a choice of many beside another", {
            let branches =
                |name: &str| (0..3500).map(|at| json!({ "required": [format!("{name}{at}")] })).collect::<Vec<_>>();
            json!({ "type": "object", "anyOf": branches("p"), "oneOf": branches("q") })
        }),
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
            "a map of a tuple of itself",
            json!({ "type": "object", "additionalProperties": to(0), "$defs": definitions(1, |at| {
                json!({ "type": "array", "prefixItems": [to(at)], "items": false, "minItems": 1, "maxItems": 1 })
            }) }),
        ),
        (
            "a tuple of everything",
            json!({ "type": "array", "prefixItems": (0..3000).map(|at| json!({ "const": at })).collect::<Vec<_>>() }),
        ),
    ]
}

/// How many bytes the model and its sources are; written where there is not much of a stack.
fn sizes(document: &Value) -> [usize; 3] {
    let (model, warnings) = try_model("t.json", document).unwrap();
    thread::scope(|scope| {
        let write = || {
            let sources = [rust::rust(&model, Growth::All, Formats::default()), typescript::typescript(&model)];
            [print(&model, &warnings).len(), sources[0].len(), sources[1].len()]
        };
        thread::Builder::new().stack_size(1 << 20).spawn_scoped(scope, write).unwrap().join().unwrap()
    })
}

#[test]
fn no_document_becomes_much() {
    let mut report = String::new();
    for (name, document) in documents() {
        let bytes = document.to_string().len();
        let [model, rust, typescript] = sizes(&document);
        println!("{name}: {model}, in Rust {rust}, in TypeScript {typescript} bytes of {bytes}");
        let is_within = |size, times| size < 400_000 + times * bytes;
        let is_linear = is_within(model, 60) && is_within(rust, 200) && is_within(typescript, 60);
        writeln!(report, "{name}: {}", if is_linear { "fine" } else { "too much" }).unwrap();
    }
    assert!(!report.contains("too much"), "{report}");
}

/// As much again for as many definitions again.
#[test]
fn ordinary_documents_grow_linearly() {
    let document = |count: usize| {
        let definition = |at: usize| {
            let next = (at * 7 + 1) % count;
            json!({
                "type": "object", "description": "One of many.", "required": ["id"],
                "properties": { "id": { "type": "string" }, "next": to(next), "many": { "type": "array", "items": to((at + 1) % count) },
                    "kind": { "enum": ["a", "b"] }, "choice": { "anyOf": [to(next), { "type": "string" }, { "type": "null" }] } }
            })
        };
        json!({ "type": "object", "properties": { "first": to(0) }, "$defs": definitions(count, definition) })
    };
    let counts = [100, 300, 900];
    let types = counts.map(|count| {
        let (model, warnings) = try_model("t.json", &document(count)).unwrap();
        assert!(warnings.is_empty());
        model.types.len()
    });
    assert_eq!(types, [301, 901, 2701]);
    let [few, more, many] = counts.map(|count| sizes(&document(count)));
    for ((few, more), many) in few.into_iter().zip(more).zip(many) {
        // Longer numbers, and wider lines, are all there is besides.
        assert!(more < few * 3 * 11 / 10 && many < more * 3 * 11 / 10, "{few}, {more} and {many} bytes");
    }
}

/// A chain of types is as long as the document.
#[test]
fn the_stack_is_not_used_for_each_type() {
    let chain =
        definitions(5000, |at| if at == 4999 { json!({ "type": "string" }) } else { object(1, |_| to(at + 1)) });
    sizes(&json!({ "type": "object", "properties": { "a": to(0) }, "$defs": chain }));
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
