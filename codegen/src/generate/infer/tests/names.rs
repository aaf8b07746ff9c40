//! Names that code can have.

use super::super::names::*;

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
