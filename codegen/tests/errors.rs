//! What cannot be turned into code is an error that says where and why, never a panic.

fn error(documents: &[(&str, &str)]) -> String {
    toolshape_codegen::rust(documents).unwrap_err().to_string()
}

#[test]
fn a_document_that_is_not_json() {
    insta::assert_snapshot!(error(&[("a.json", "{\n  \"$defs\": }")]), @"a.json: not JSON: expected value at line 2 column 12");
}

#[test]
fn a_document_that_is_no_object() {
    insta::assert_snapshot!(error(&[("a.json", "[1]")]), @"a.json: a document is an object, with types in `$defs` or one at its root");
}

#[test]
fn a_reference_that_does_not_resolve() {
    insta::assert_snapshot!(error(&[("a.json", r##"{"$defs": {"A": {"items": {"$ref": "#/$defs/B"}}}}"##)]), @"a.json#/$defs/A/items: `#/$defs/B` does not resolve");
}

#[test]
fn a_reference_that_leaves_the_folder() {
    insta::assert_snapshot!(error(&[("a.json", r#"{"$defs": {"A": {"$ref": "https://example.com/b.json"}}}"#)]), @"a.json#/$defs/A: `https://example.com/b.json` leaves the documents given: a.json");
}

#[test]
fn a_reference_that_is_no_string() {
    insta::assert_snapshot!(error(&[("a.json", r#"{"$defs": {"A": {"$ref": 1}}}"#)]), @"a.json#/$defs/A: `$ref` is not a string");
}

#[test]
fn references_in_a_circle() {
    let text = r##"{"$defs": {"A": {"$ref": "#/$defs/B"}, "B": {"$ref": "#/$defs/A"}}}"##;
    insta::assert_snapshot!(error(&[("a.json", text)]), @"a.json#/$defs/A: is made of itself, with no object or list between");
}

#[test]
fn two_types_of_one_name() {
    let text = r#"{"$defs": {"A": {"type": "string"}}}"#;
    insta::assert_snapshot!(error(&[("a.json", text), ("b.json", text)]), @"b.json#/$defs/A: the type `A` stands at a.json#/$defs/A already");
}

#[test]
fn two_types_of_one_name_in_rust() {
    let text = r#"{"$defs": {"foo_bar": {"type": "string"}, "FooBar": {"type": "string"}}}"#;
    insta::assert_snapshot!(error(&[("a.json", text)]), @"a.json#/$defs/foo_bar: more than one type here would be called `FooBar` in Rust");
}

#[test]
fn two_documents_of_one_name() {
    insta::assert_snapshot!(error(&[("a.json", "{}"), ("a.json", "{}")]), @"a.json: two documents have this name");
}

#[test]
fn a_schema_that_typify_panics_on() {
    let text = r#"{"$defs": {"A": {"type": "string"}, "B": {"type": "object", "properties": {
        "fine": {"type": "string"},
        "wrong": {"oneOf": [{"type": "string"}, {"not": {"type": "integer"}}]}
    }}}}"#;
    insta::assert_snapshot!(error(&[("a.json", text)]), @"a.json#/$defs/B/properties/wrong/oneOf/1: typify cannot make a type of this: not yet implemented: unhandled not schema Object(");
}

#[test]
fn a_word_of_the_wrong_kind() {
    let text = r#"{"$defs": {"A": {"type": "object", "properties": {"b": {"type": "strnig"}}}}}"#;
    insta::assert_snapshot!(error(&[("a.json", text)]), @"a.json#/$defs/A/properties/b: not a JSON Schema: data did not match any variant of untagged enum Schema");
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
fn values_of_an_enum_that_have_no_letters() {
    let text = r#"{"$defs": {"Mark": {"enum": ["!", "?"]}}}"#;
    assert!(error(&[("a.json", text)]).starts_with("a.json#/$defs/Mark: typify cannot make a type of this: "));
}

#[test]
fn a_type_made_of_itself_beside_something_else() {
    let text = r##"{"$defs": {"A": {"allOf": [{"$ref": "#/$defs/A"}, {"type": "object"}]}}}"##;
    insta::assert_snapshot!(error(&[("a.json", text)]), @"a.json#/$defs/A: is made of itself, with no object or list between");
}

#[test]
fn members_of_one_name_in_rust() {
    let text = r#"{"$defs": {"A": {"type": "object", "properties": {"fooBar": {}, "foo_bar": {}}}}}"#;
    insta::assert_snapshot!(error(&[("a.json", text)]), @"a.json#/$defs/A: more than one part of it would be called `foo_bar` in Rust");
}

#[test]
fn a_member_called_as_the_place_for_unknown_ones() {
    let text = r#"{"$defs": {"A": {"type": "object", "x-reply": true, "properties": {"extra": {"type": "string"}}}}}"#;
    insta::assert_snapshot!(error(&[("a.json", text)]), @"a.json#/$defs/A: more than one part of it would be called `extra` in Rust");
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
