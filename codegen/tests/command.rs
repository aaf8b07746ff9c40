//! The program as a user runs it.
#![cfg(feature = "command")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Map, Value, json};
use toolshape_codegen::Folder;

/// A folder of its own for one test.
fn folder(test: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for (name, text) in files {
        fs::write(folder.join(name), text).unwrap();
    }
    folder
}

/// What a run exits with, prints, and says on the standard error; the folder's path is shortened.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_toolshape-codegen"));
    let Output { status, stdout, stderr } = command.current_dir(folder).args(arguments).output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

const SIZE: &str = r#"{ "$defs": { "Size": { "enum": ["small", "large"] } } }"#;
const ORDER: &str = r#"{ "type": "object", "properties": { "size": { "$ref": "size.json#/$defs/Size" } } }"#;

#[test]
fn a_folder_becomes_declarations() {
    let folder = folder("typescript", &[("size.json", SIZE), ("order.json", ORDER), ("notes.txt", "not one")]);
    let (status, printed, said) = run(&folder, &["typescript", "."]);
    assert_eq!((status, said.as_str()), (0, ""));
    assert!(
        printed.ends_with("\nexport type Order = {\n  size?: Size;\n};\n\nexport type Size = 'small' | 'large';\n")
    );

    assert_eq!(run(&folder, &["typescript", ".", "--out", "order.d.ts"]), (0, String::new(), String::new()));
    assert_eq!(fs::read_to_string(folder.join("order.d.ts")).unwrap(), printed);
}

#[test]
fn a_folder_becomes_rust() {
    let folder = folder("rust", &[("size.json", SIZE), ("order.json", ORDER)]);
    let (status, printed, _) = run(&folder, &["rust", "."]);
    assert_eq!(
        (status, printed),
        (0, Folder::read(&[("size.json", SIZE), ("order.json", ORDER)]).and_then(|folder| folder.rust()).unwrap())
    );
}

#[test]
fn a_folder_that_makes_no_source_is_an_error() {
    let broken = folder("broken", &[("order.json", ORDER)]);
    let (status, printed, said) = run(&broken, &["typescript", ".", "--out", "order.d.ts"]);
    assert_eq!((status, printed.as_str()), (2, ""));
    insta::assert_snapshot!(said, @"error: .: order.json#/properties/size/$ref: `size.json#/$defs/Size` leads to a document that was not given");
    assert!(!broken.join("order.d.ts").exists());

    let empty = folder("empty", &[]);
    let (status, _, said) = run(&empty, &["rust", "."]);
    assert_eq!(status, 2);
    insta::assert_snapshot!(said, @"error: no file in . ends in .json");
    assert_eq!(run(&empty, &["rust", "nowhere"]).0, 2);
}

/// A model whose operations take a request of these members.
fn model(members: &Value) -> Value {
    let operations: Map<String, Value> = toolshape_codegen::OPERATIONS
        .iter()
        .map(|name| ((*name).to_owned(), json!({ "input": { "shape": "ToolUse" } })))
        .collect();
    json!({ "operations": operations, "shapes": {
        "ToolUse": { "type": "structure", "members": members },
        "Cause": { "type": "structure", "members": { "text": { "shape": "Text" } } },
        "Text": { "type": "string", "max": 9 },
        "Moment": { "type": "timestamp" },
    } })
}

/// The names and texts of what a folder holds.
fn contents(folder: &Path) -> Vec<(String, String)> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = entries
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(&path).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn an_import_names_the_document_that_the_model_no_longer_fills() {
    let old = model(&json!({ "name": { "shape": "Text" }, "cause": { "shape": "Cause" } }));
    let new = model(&json!({ "name": { "shape": "Text" } }));
    let folder = folder("newer", &[("old.model", &old.to_string()), ("new.model", &new.to_string())]);
    fs::create_dir(folder.join("schemas")).unwrap();
    assert_eq!(run(&folder, &["import", "old.model", "--out", "schemas"]).1, "2 documents in schemas\n");
    let (status, printed, said) = run(&folder, &["import", "new.model", "--out", "schemas"]);
    assert_eq!((status, said.as_str()), (0, ""));
    insta::assert_snapshot!(printed, @"
    1 documents in schemas
    converse.json is no longer one of them: delete it
    ");
}

#[test]
fn a_model_that_cannot_be_imported_leaves_the_documents_as_they_were() {
    let old = model(&json!({ "cause": { "shape": "Cause" } }));
    let wrong = model(&json!({ "cause": { "shape": "Text" }, "when": { "shape": "Moment" } }));
    let folder = folder("wrong", &[("old.model", &old.to_string()), ("wrong.model", &wrong.to_string())]);
    fs::create_dir(folder.join("schemas")).unwrap();
    assert_eq!(run(&folder, &["import", "old.model", "--out", "schemas"]).0, 0);
    let before = contents(&folder.join("schemas"));
    let (status, printed, said) = run(&folder, &["import", "wrong.model", "--out", "schemas"]);
    assert_eq!((status, printed.as_str()), (2, ""));
    insta::assert_snapshot!(said, @"error: service model#/shapes/Moment: a shape of type `timestamp` is not known here");
    assert_eq!(contents(&folder.join("schemas")), before);
}
