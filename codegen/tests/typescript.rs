//! The names of TypeScript declarations.

use serde_json::{Value, json};
use toolshape_codegen::{Error, Folder};

fn typescript(documents: &[(&str, &str)]) -> Result<String, Error> {
    Folder::read(documents)?.typescript()
}

/// The declarations of the types given, without the line that all begin with.
fn declared(types: &Value) -> String {
    let text = typescript(&[("a.json", &json!({ "$defs": types }).to_string())]).unwrap();
    text.split_once("\n\n").unwrap().1.to_owned()
}

fn error(types: &Value) -> String {
    typescript(&[("a.json", &json!({ "$defs": types }).to_string())]).unwrap_err().to_string()
}

#[test]
fn an_official_name_that_rust_corrects_stays() {
    let types = json!({
        "Asssessment": { "x-rust-name": "Assessment", "type": "object", "properties": {} },
        "Trace": { "$ref": "#/$defs/Asssessment" },
    });
    assert!(declared(&types).ends_with("export type Trace = Asssessment;\n"));
}

#[test]
fn no_type_at_all_is_a_module_all_the_same() {
    assert!(typescript(&[]).unwrap().ends_with("\n\nexport {};\n"));
}

#[test]
fn two_types_of_one_name() {
    let types = json!({ "two words": { "type": "string" }, "TwoWords": { "type": "string" } });
    insta::assert_snapshot!(error(&types), @"a.json#/$defs/two words: would be called `TwoWords`, as the type at a.json#/$defs/TwoWords is");
}

#[test]
fn a_name_without_letters() {
    insta::assert_snapshot!(error(&json!({ "!": { "type": "string" } })), @"a.json#/$defs/!: `!` cannot be the name of a type in TypeScript");
}
