//! Names that code can have.

use serde_json::json;

use super::super::infer;
use super::super::names::*;
use super::model;
use crate::generate::document::Document;
use crate::generate::forms::unwrapped;
use crate::generate::normal::normal;
use crate::generate::warnings::Warnings;

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
        "µg",
        "e\u{301}té",
        "ærlig",
        "сон",
        "имя",
        "а",
        "口",
        "入口",
        "ｆｕｌｌ",
        "½",
        "가",
        "\u{1100}\u{1161}",
        "І",
        "ІІ",
        "ІІІ",
        "ІV",
        "Ι",
        "ΐ",
        "ଠ",
        "т",
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

/// rustc warns of names that look alike where one of them is not ASCII.
#[test]
fn names_that_look_alike_are_numbered() {
    assert_eq!(field_names(&["ærme", "aerme", "aerrne"]), ["ærme", "aerme_2", "aerrne_3"]);
    assert_eq!(variant_names(&["aerme", "ærme"]), ["Aerme", "Ærme"]);
    assert_eq!(variant_names(&["fjœr", "fjoer"]), ["Fjœr", "Fjoer2"]);
    assert_eq!(field_names(&["com", "corn"]), ["com", "corn"]);
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

/// A name of a tool has no more than 64 characters, also with a number.
#[test]
fn tools_of_one_name_are_numbered_with_a_warning() {
    let long = "a".repeat(64);
    let tool = |name: &str| json!({ "name": name, "description": "Looks.", "parameters": { "type": "object" } });
    let tools = json!([tool("search"), tool(&long), tool("search"), tool(&long)]).to_string();
    let documents = unwrapped(vec![Document::read("tools.json", &tools).unwrap()]);
    let mut warnings = Warnings::default();
    let model = infer(&normal(&documents, &mut warnings).unwrap(), &documents, &mut warnings);
    let names: Vec<&str> = model.roots.iter().map(|root| root.tool.as_str()).collect();
    let short = format!("{}_2", "a".repeat(62));
    assert_eq!(names, ["search", &long, "search_2", &short]);
    let warnings: Vec<_> = warnings.into_list().into_iter().map(|warning| (warning.document, warning.reason)).collect();
    let another = |name, new| format!("another tool is called `{name}`, and this one is called `{new}`");
    assert_eq!(warnings, [(2, another("search", "search_2")), (3, another(&long, &short))]);
}
