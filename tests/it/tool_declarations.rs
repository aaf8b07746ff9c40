//! The declarations of tools' schemas, judged by tsc: each valid instance is accepted as it stands, as a literal.

use std::collections::BTreeSet;
use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde_json::{Value, json};
use toolshape_codegen::{Builder, Error};

use crate::tools::node_modules;
use crate::typescript::{folder, tsc};

/// A construct: its schema, the instances that the type takes, and those that it does not.
fn constructs() -> Vec<(&'static str, Value, Vec<Value>, Vec<Value>)> {
    let name = json!({ "type": "string" });
    let closed = json!({ "type": "object", "properties": { "name": name, "age": { "type": "integer" } },
        "required": ["name"], "additionalProperties": false });
    let open = json!({ "type": "object", "properties": { "name": name }, "required": ["name"] });
    let described = json!({ "type": "object", "properties": { "name": name }, "required": ["name"],
        "additionalProperties": { "type": "number" } });
    let figure = json!({ "oneOf": [
        { "type": "object", "properties": { "kind": { "const": "circle" }, "radius": { "type": "number" } },
          "required": ["kind", "radius"], "additionalProperties": false },
        { "type": "object", "properties": { "kind": { "const": "square" }, "side": { "type": "number" } },
          "required": ["kind", "side"], "additionalProperties": false },
    ] });
    let tree = json!({ "type": "object", "properties": { "children": { "items": { "$ref": "#" }, "type": "array" } },
        "required": ["children"], "additionalProperties": false });
    let pair = json!({ "type": "array", "prefixItems": [name, { "type": "integer" }], "items": false, "minItems": 2 });
    let holds = |schema: Value| json!({ "type": "object", "properties": { "it": schema }, "required": ["it"] });
    vec![
        ("closed", closed, vec![json!({ "name": "a" })], vec![json!({}), json!({ "name": "a", "nmae": "b" })]),
        ("open", open, vec![json!({ "name": "a", "more": [1, null] })], vec![json!({ "name": 1 })]),
        ("described", described, vec![json!({ "name": "a", "more": 1 })], vec![json!({ "more": 1 })]),
        (
            "map",
            json!({ "type": "object", "additionalProperties": { "type": "integer" } }),
            vec![json!({}), json!({ "a": 1, "b-c": 2 })],
            vec![json!({ "a": "1" })],
        ),
        (
            "nullable",
            holds(json!({ "type": ["string", "null"] })),
            vec![json!({ "it": null }), json!({ "it": "a" })],
            vec![json!({}), json!({ "it": 1 })],
        ),
        (
            "words",
            holds(json!({ "enum": ["it's", "a\nline"] })),
            vec![json!({ "it": "it's" })],
            vec![json!({ "it": "its" })],
        ),
        (
            "union",
            holds(json!({ "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] })),
            vec![json!({ "it": "a" }), json!({ "it": ["a"] })],
            vec![json!({ "it": 1 }), json!({ "it": [1] })],
        ),
        (
            "tagged",
            holds(figure),
            vec![json!({ "it": { "kind": "circle", "radius": 1 } })],
            vec![json!({ "it": { "kind": "circle", "side": 1 } }), json!({ "it": { "kind": "cube", "side": 1 } })],
        ),
        (
            "tuple",
            holds(pair),
            vec![json!({ "it": ["a", 1] })],
            vec![json!({ "it": ["a", "b"] }), json!({ "it": ["a"] })],
        ),
        ("recursive", tree, vec![json!({ "children": [{ "children": [] }] })], vec![json!({ "children": [{}] })]),
        ("anything", json!({}), vec![json!(null), json!([{ "a": 1 }])], vec![]),
    ]
}

/// The declarations of a schema, and each instance assigned to the type of its root.
fn module(name: &str, schema: &Value, valid: &[Value], refused: &[Value]) -> Result<String, Error> {
    let mut source = Builder::new().document(format!("{name}.json"), schema.to_string()).typescript()?.source;
    let root = source.lines().find_map(|line| line.strip_prefix("export type ")?.split(" =").next());
    let root = root.unwrap_or_else(|| panic!("{name} has no root:\n{source}")).to_owned();
    for (at, instance) in valid.iter().enumerate() {
        writeln!(source, "export const valid{at}: {root} = {instance};").unwrap();
    }
    for (at, instance) in refused.iter().enumerate() {
        writeln!(source, "// @ts-expect-error\nexport const refused{at}: {root} = {instance};").unwrap();
    }
    Ok(source)
}

#[test]
fn valid_instances_are_accepted_as_literals_and_wrong_ones_are_not() {
    let Some(modules) = node_modules() else { return };
    let folder = folder(modules, "tool-declarations");
    let mut files = Vec::new();
    for (name, schema, valid, refused) in constructs() {
        files.push(format!("{name}.ts"));
        fs::write(folder.join(format!("{name}.ts")), module(name, &schema, &valid, &refused).unwrap()).unwrap();
    }
    assert_eq!(tsc(modules, &folder, &files), Vec::<String>::new());
}

/// The goldens, with the instances beside them.
#[test]
fn the_goldens_accept_their_valid_instances() {
    let Some(modules) = node_modules() else { return };
    let folder = folder(modules, "golden-declarations");
    let goldens = Path::new(env!("CARGO_MANIFEST_DIR")).join("../codegen/tests/generate");
    let mut files = Vec::new();
    for entry in fs::read_dir(goldens).unwrap() {
        let path = entry.unwrap().path();
        let Some(home) = path.to_str().and_then(|path| path.strip_suffix(".instances.json")) else { continue };
        let read = |path: String| serde_json::from_str::<Value>(&fs::read_to_string(path).unwrap()).unwrap();
        let (schema, instances) = (read(format!("{home}.json")), read(format!("{home}.instances.json")));
        let name = Path::new(home).file_name().unwrap().to_str().unwrap();
        let valid = instances["valid"].as_array().unwrap();
        fs::write(folder.join(format!("{name}.ts")), module(name, &schema, valid, &[]).unwrap()).unwrap();
        files.push(format!("{name}.ts"));
    }
    assert!(files.len() > 10, "{files:?}");
    assert_eq!(tsc(modules, &folder, &files), Vec::<String>::new());
}

/// Real schemas, where `TOOLSHAPE_CORPUS` names a folder of them: each file `{schema, tests: [{data, valid}]}`, or a list
/// of such.
#[test]
fn declarations_of_real_schemas_accept_their_valid_instances() {
    let Some(corpus) = env::var_os("TOOLSHAPE_CORPUS") else {
        println!("skipped: TOOLSHAPE_CORPUS names no folder");
        return;
    };
    let Some(modules) = node_modules() else { return };
    let folder = folder(modules, "real-declarations");
    let (mut files, mut instances, mut failed) = (Vec::new(), 0, Vec::new());
    for (name, Case { schema, tests }) in cases(Path::new(&corpus)) {
        let valid: Vec<Value> = tests.into_iter().filter(|test| test.valid).map(|test| test.data).collect();
        match module(&name, &schema, &valid, &[]) {
            Ok(module) => fs::write(folder.join(format!("{name}.ts")), module).unwrap(),
            Err(error) => {
                failed.push(error.to_string());
                continue;
            }
        }
        files.push(format!("{name}.ts"));
        instances += valid.len();
    }
    // As many at a time as one process holds.
    let refused: Vec<String> = files.chunks(500).flat_map(|files| tsc(modules, &folder, files)).collect();
    let of: BTreeSet<&str> = refused.iter().filter_map(|line| line.split('(').next()).collect();
    println!(
        "{} schemas, {} with declarations; {instances} valid instances, {} errors of tsc in {} schemas",
        files.len() + failed.len(),
        files.len(),
        refused.len(),
        of.len(),
    );
    for line in failed.iter().chain(&refused) {
        println!("{line}");
    }
    assert!(failed.len() * 100 <= files.len(), "more than 1 % of the schemas have no declarations");
    assert!(of.len() * 200 <= files.len(), "more than 0.5 % of the declarations do not fit");
}

#[derive(Deserialize)]
struct Case {
    schema: Value,
    tests: Vec<Test>,
}

#[derive(Deserialize)]
struct Test {
    data: Value,
    valid: bool,
}

/// The cases of a folder, by name.
fn cases(folder: &Path) -> Vec<(String, Case)> {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut all = Vec::new();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|extension| extension == "json")) {
        let name = path.file_stem().unwrap().to_str().unwrap();
        match serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap() {
            list @ Value::Array(_) => {
                let cases: Vec<Case> = serde_json::from_value(list).unwrap();
                all.extend(cases.into_iter().enumerate().map(|(at, case)| (format!("{name}-{at}"), case)));
            }
            case => all.push((name.to_owned(), serde_json::from_value(case).unwrap())),
        }
    }
    all
}
