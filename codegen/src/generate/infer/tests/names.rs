//! Names that code can have.

use serde_json::json;

use super::super::infer;
use super::super::names::*;
use super::model;
use crate::generate::compiles;

use toolshape_json_schema::{Document, Warnings, normal};

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
    let documents = Document::read("tools.json", &tools).unwrap().tools();
    let mut warnings = Warnings::default();
    let model = infer(&normal(&documents, &compiles, &mut warnings).unwrap(), &documents, &mut warnings);
    let names: Vec<&str> = model.roots.iter().map(|root| root.tool.as_str()).collect();
    let short = format!("{}_2", "a".repeat(62));
    assert_eq!(names, ["search", &long, "search_2", &short]);
    let warnings: Vec<_> = warnings.into_list().into_iter().map(|warning| (warning.document, warning.reason)).collect();
    let another = |name, new| format!("another tool is called `{name}`, and this one is called `{new}`");
    assert_eq!(warnings, [(2, another("search", "search_2")), (3, another(&long, &short))]);
}

/// Numbers take no name from a tool that was given it, and nor does a document that was not.
#[test]
fn a_tool_keeps_the_name_that_it_was_given() {
    let names = |documents: Vec<Document>| {
        let documents = documents.into_iter().flat_map(Document::tools).collect::<Vec<_>>();
        let mut warnings = Warnings::default();
        let model = infer(&normal(&documents, &compiles, &mut warnings).unwrap(), &documents, &mut warnings);
        let roots = model.roots.iter().map(|root| format!("{}: {}", model.types[root.ty.0].name, root.tool));
        let warnings =
            warnings.into_list().into_iter().map(|warning| format!("{}: {}", warning.document, warning.reason));
        roots.chain(warnings).collect::<Vec<_>>()
    };
    let read = |name: &str, value: serde_json::Value| Document::read(name, &value.to_string()).unwrap();
    let tool = |name: &str| json!({ "name": name, "description": "Looks.", "parameters": { "type": "object" } });
    let another = "2: another tool is called `search`, and this one is called `search_4`";
    assert_eq!(
        names(vec![
            read("search.json", json!({ "type": "object" })),
            read("tools.json", json!([tool("search"), tool("search"), tool("search_2")])),
        ]),
        ["Search3: search_3", "Search: search", "Search4: search_4", "Search2: search_2", another]
    );
}

/// The tool keeps its name, and both types can have parts.
#[test]
fn no_root_is_called_as_the_parts_of_another_are() {
    let tool = |name: &str| json!({ "name": name, "description": "It.", "parameters": { "type": "object" } });
    let names = |tools: &[&str]| {
        let tools: Vec<_> = tools.iter().map(|name| tool(name)).collect();
        let documents = Document::read("tools.json", &json!(tools).to_string()).unwrap().tools();
        let mut warnings = Warnings::default();
        let model = infer(&normal(&documents, &compiles, &mut warnings).unwrap(), &documents, &mut warnings);
        assert!(model.roots.iter().map(|root| root.tool.as_str()).eq(tools.iter().map(|tool| &tool["name"])));
        model.roots.iter().map(|root| model.types[root.ty.0].name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(names(&["update", "partial_update"]), ["Update", "PartialUpdate2"]);
    assert_eq!(names(&["partial_update", "update"]), ["PartialUpdate", "Update2"]);
    assert_eq!(names(&["partial_a", "a", "partial_a_2", "a_2"]), ["PartialA", "A3", "PartialA2", "A22"]);
}
