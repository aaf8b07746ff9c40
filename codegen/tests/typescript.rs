//! A folder of schemas and the TypeScript declarations made from it.
//!
//! `TOOLSHAPE_GOLDEN=write cargo test -p toolshape-codegen --test typescript` writes the declarations anew; the tests
//! across crates have tsc judge them.

mod beside;

use serde_json::{Value, json};
use toolshape_codegen::typescript;

#[test]
fn each_folder_gives_the_declarations_beside_it() {
    beside::compare("golden", "d.ts", typescript);
    // Schemas of which typify makes nothing, or nothing that would tell more.
    beside::compare("typescript", "d.ts", typescript);
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
    insta::assert_snapshot!(error(&types), @"a.json#/$defs/two words: would be called `TwoWords` in TypeScript, as the type at a.json#/$defs/TwoWords is");
}

#[test]
fn a_name_without_letters() {
    insta::assert_snapshot!(error(&json!({ "!": { "type": "string" } })), @"a.json#/$defs/!: `!` cannot be the name of a type in TypeScript");
}

#[test]
fn a_type_that_is_made_of_itself() {
    let types = json!({
        "A": { "anyOf": [{ "$ref": "#/$defs/B" }, { "type": "string" }] },
        "B": { "allOf": [{ "$ref": "#/$defs/A" }] },
    });
    insta::assert_snapshot!(error(&types), @"a.json#/$defs/A: is made of itself, with no object or list between");
    declared(
        &json!({ "A": { "anyOf": [{ "type": "array", "items": { "$ref": "#/$defs/A" } }, { "type": "string" }] } }),
    );
}

#[test]
fn a_word_of_the_wrong_kind() {
    let property = |schema: Value| json!({ "A": { "type": "object", "properties": { "b/c": schema } } });
    insta::assert_snapshot!(error(&property(json!({ "type": "strnig" }))), @r#"a.json#/$defs/A/properties/b~1c: "strnig" is no type of JSON Schema"#);
    insta::assert_snapshot!(error(&property(json!({ "enum": "a" }))), @"a.json#/$defs/A/properties/b~1c: `enum` is not a list");
    insta::assert_snapshot!(error(&property(json!({ "oneOf": {} }))), @"a.json#/$defs/A/properties/b~1c/oneOf: not a list of schemas");
    insta::assert_snapshot!(error(&property(json!("string"))), @"a.json#/$defs/A/properties/b~1c: not a JSON Schema");
}
