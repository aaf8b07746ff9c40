//! Names that code can have.

use serde_json::json;

use super::super::names::*;
use super::model;

#[test]
fn any_text_becomes_a_name() {
    let texts = [
        "",
        "a",
        "fooBar",
        "foo-bar",
        "HTTPServer",
        "3d model",
        "größe",
        "日本",
        "🦀",
        "$ref",
        "self",
        "type",
        "Self",
        "a__b",
        "_",
        "x.1.2",
        "ﬁ",
    ];
    let line = |text: &&str| {
        format!(
            "{text:?}: type {:?}, variant {}, field {}, tool {}",
            type_name(text),
            variant_name(text),
            field_name(text),
            tool_name(text)
        )
    };
    let lines = texts.iter().map(line).collect::<Vec<_>>().join("\n");
    insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(lines) });
}

#[test]
fn one_of_many_is_singular() {
    let names = ["Tags", "Cities", "Addresses", "Boxes", "Status", "Class", "Analysis", "Data", "Options", "S"];
    insta::assert_snapshot!(names.map(|name| format!("{name}: {}", singular(name))).join("\n"));
}

/// `toolshape::Partial` makes a type of this name beside a root.
#[test]
fn no_type_is_called_as_the_parts_of_a_root_are() {
    let object = json!({ "type": "object", "properties": { "name": { "type": "string" } } });
    let schema = json!({
        "title": "City", "type": "object",
        "properties": { "a": { "$ref": "#/$defs/PartialCity" }, "b": { "$ref": "#/$defs/PartialTown" } },
        "$defs": { "PartialCity": object, "PartialTown": object }
    });
    let names: Vec<String> = model("city.json", &schema).0.types.into_iter().map(|ty| ty.name).collect();
    assert_eq!(names, ["City", "PartialCity2", "PartialTown"]);
}
