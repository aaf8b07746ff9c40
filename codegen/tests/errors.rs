//! What cannot be turned into code is an error that says where and why, never a panic.

use toolshape_codegen::Folder;

fn error(documents: &[(&str, &str)]) -> String {
    Folder::read(documents).and_then(|folder| folder.rust()).unwrap_err().to_string()
}

#[test]
fn a_document_that_is_not_json() {
    insta::assert_snapshot!(error(&[("a.json", "{\n  \"$defs\": }")]), @"a.json:2:12: not JSON: expected value");
}

#[test]
fn a_document_that_is_no_object() {
    insta::assert_snapshot!(error(&[("a.json", "[1]")]), @"a.json: a document is an object, with types in `$defs` or one at its root");
}

#[test]
fn a_reference_that_does_not_resolve() {
    insta::assert_snapshot!(error(&[("a.json", r##"{"$defs": {"A": {"type": "array", "items": {"$ref": "#/$defs/B"}}}}"##)]), @"a.json#/$defs/A/items/$ref: `#/$defs/B` does not resolve");
}

#[test]
fn a_reference_that_leaves_the_folder() {
    insta::assert_snapshot!(error(&[("a.json", r#"{"$defs": {"A": {"$ref": "https://example.com/b.json"}}}"#)]), @"a.json#/$defs/A/$ref: `https://example.com/b.json` leads to a document that was not given");
}

#[test]
fn a_reference_that_is_no_string() {
    insta::assert_snapshot!(error(&[("a.json", r#"{"$defs": {"A": {"$ref": 1}}}"#)]), @"a.json#/$defs/A/$ref: `$ref` must be a string");
}

#[test]
fn references_in_a_circle() {
    let text = r##"{"$defs": {"A": {"$ref": "#/$defs/B"}, "B": {"$ref": "#/$defs/A"}}}"##;
    insta::assert_snapshot!(error(&[("a.json", text)]), @"a.json#/$defs/A/$ref: `#/$defs/B` leads back here without end");
}

#[test]
fn two_types_of_one_name() {
    let text = r#"{"$defs": {"A": {"type": "string"}}}"#;
    insta::assert_snapshot!(error(&[("a.json", text), ("b.json", text)]), @"b.json#/$defs/A: the type `A` stands at a.json#/$defs/A already");
}

#[test]
fn two_types_of_one_name_in_rust() {
    let text = r#"{"$defs": {"foo_bar": {"type": "string"}, "FooBar": {"type": "string"}}}"#;
    insta::assert_snapshot!(error(&[("a.json", text)]), @"a.json#/$defs/foo_bar: would be called `FooBar`, as the type at a.json#/$defs/FooBar is");
}

#[test]
fn two_documents_of_one_name() {
    insta::assert_snapshot!(error(&[("a.json", "{}"), ("a.json", "{}")]), @"a.json: two documents have this name");
}

#[test]
fn a_schema_that_no_type_of_a_service_has() {
    let of = |schema: &str| {
        error(&[("a.json", &format!(r#"{{"$defs": {{"A": {{"type": "array", "items": {schema}}}}}}}"#))])
    };
    let errors = [
        of(r#"{"anyOf": [{"type": "string"}, {"type": "integer"}]}"#),
        of(r#"{"not": {"type": "string"}}"#),
        of(r#"{"type": ["string", "null"]}"#),
        of(r#"{"properties": {}, "additionalProperties": {"type": "string"}}"#),
        of(r#"{"enum": [1, 2]}"#),
    ];
    insta::assert_snapshot!(errors.join("\n"), @"
    a.json#/$defs/A/items/anyOf: `anyOf` is not supported in the types of a service; a tool's may have it
    a.json#/$defs/A/items/not: `not` is not supported in the types of a service; a tool's may have it
    a.json#/$defs/A/items/type: a list in `type` is not supported in the types of a service; a tool's may have it
    a.json#/$defs/A/items/additionalProperties: `additionalProperties` beside `properties` is not supported in the types of a service; a tool's may have it
    a.json#/$defs/A/items: an enum here is one of strings
    ");
}

#[test]
fn a_word_of_the_wrong_kind() {
    let text = r#"{"$defs": {"A": {"type": "object", "properties": {"b": {"type": "strnig"}}}}}"#;
    insta::assert_snapshot!(error(&[("a.json", text)]), @"a.json#/$defs/A/properties/b/type: `strnig` is not a type");
}

#[test]
fn a_type_in_place_whose_name_is_taken() {
    let text = r#"{"$defs": {
        "Reply": {"type": "object", "properties": {
            "role": {"anyOf": [{"enum": ["user"]}, {"type": "string"}], "x-open-enum": true}
        }},
        "ReplyRole": {"type": "string"}
    }}"#;
    insta::assert_snapshot!(error(&[("a.json", text)]), @"a.json#/$defs/Reply/properties/role: the type here would be called `ReplyRole`, as another is already: name it in `$defs`");
}

#[test]
fn a_type_made_of_itself_beside_something_else() {
    let text = r##"{"$defs": {"A": {"allOf": [{"$ref": "#/$defs/A"}, {"type": "object"}]}}}"##;
    insta::assert_snapshot!(error(&[("a.json", text)]), @"a.json#/$defs/A/allOf/0/$ref: `#/$defs/A` leads back here without end");
}

#[test]
fn members_of_one_name_in_rust() {
    let text = r#"{"$defs": {"A": {"type": "object", "properties": {"fooBar": {}, "foo_bar": {}}}}}"#;
    insta::assert_snapshot!(error(&[("a.json", text)]), @"a.json#/$defs/A: more than one part of it would be called `foo_bar`");
}

#[test]
fn a_member_called_as_the_place_for_unknown_ones() {
    let text = r#"{"$defs": {"A": {"type": "object", "x-reply": true, "properties": {"extra": {"type": "string"}}}}}"#;
    insta::assert_snapshot!(error(&[("a.json", text)]), @"a.json#/$defs/A: more than one part of it would be called `extra`");
}

#[test]
fn marks_that_stand_on_something_else() {
    let of = |schema: &str| error(&[("a.json", &format!(r#"{{"$defs": {{"A": {schema}}}}}"#))]);
    let errors = [
        of(r#"{"x-open-enum": true, "type": "string"}"#),
        of(r#"{"x-open-enum": true, "anyOf": [{"enum": [1]}]}"#),
        of(r#"{"x-open-union": true, "type": "object"}"#),
        of(r#"{"x-open-union": true, "oneOf": [{"properties": {"a": {}, "b": {}}, "required": ["a"]}]}"#),
        of(r#"{"x-one-or-many": true, "type": "string"}"#),
    ];
    insta::assert_snapshot!(errors.join("\n"), @"
    a.json#/$defs/A: `x-open-enum` stands on `anyOf` of an enum of strings and any string, and here is none
    a.json#/$defs/A: `x-open-enum` stands on `anyOf` of an enum of strings and any string, and here is none
    a.json#/$defs/A: `x-open-union` stands on `oneOf`, and here is none
    a.json#/$defs/A/oneOf/0: a branch of an `x-open-union` has one member, required, and allows no other
    a.json#/$defs/A: `x-one-or-many` stands on `oneOf` of a list of something and that something
    ");
}

#[test]
fn a_name_that_rust_has_no_word_for() {
    let of = |types: &str| error(&[("a.json", &format!(r#"{{"$defs": {types}}}"#))]);
    let errors = [
        of(r#"{"!": {"type": "string"}}"#),
        of(r#"{"self": {"type": "string"}}"#),
        of(r#"{"A": {"enum": ["!", "?"]}}"#),
        of(r#"{"A": {"enum": ["1", "-1"]}}"#),
        of(r#"{"A": {"type": "object", "properties": {"": {}}}}"#),
        of(r#"{"A": {"enum": ["a"], "x-sensitive": true}}"#),
    ];
    insta::assert_snapshot!(errors.join("\n"), @"
    a.json#/$defs/!: `!` cannot be the name of a type in Rust
    a.json#/$defs/self: `self` cannot be the name of a type in Rust
    a.json#/$defs/A: a part of it has neither a letter nor a digit in its name
    a.json#/$defs/A: more than one part of it would be called `1`
    a.json#/$defs/A: a part of it has neither a letter nor a digit in its name
    a.json#/$defs/A: `x-sensitive` stands on the members that hold a closed enum
    ");
}
