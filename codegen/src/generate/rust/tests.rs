//! A model of everything, by hand.

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::json;

use super::super::model::*;
use super::*;

fn field(wire: &str, shape: Shape, is_required: bool) -> Field {
    let name = heck::ToSnakeCase::to_snake_case(wire);
    let name = if name == "type" { "r#type".to_owned() } else { name };
    Field { wire: wire.to_owned(), name, shape, is_required, docs: Docs::default() }
}

fn list(shape: Shape) -> Shape {
    Shape::List(Box::new(shape))
}

fn map(shape: Shape) -> Shape {
    Shape::Map(Box::new(shape))
}

fn nullable(shape: Shape) -> Shape {
    Shape::Nullable(Box::new(shape))
}

fn structure(fields: Vec<Field>, rest: Rest) -> Kind {
    Kind::Struct(Struct { fields, rest })
}

fn words(words: &[&str]) -> Kind {
    let word = |wire: &&str| Word {
        wire: (*wire).to_owned(),
        name: heck::ToUpperCamelCase::to_upper_camel_case(*wire),
        docs: Docs::default(),
    };
    Kind::Enum(words.iter().map(word).collect())
}

fn ty(name: &str, text: &str, kind: Kind) -> Type {
    Type { name: name.to_owned(), docs: Docs { text: Some(text.to_owned()), ..Docs::default() }, kind }
}

fn id(at: usize) -> Shape {
    Shape::Named(TypeId(at))
}

#[expect(clippy::too_many_lines, reason = "a list")]
fn everything() -> Model {
    let untagged = |name: &str, shape| UntaggedVariant { name: name.to_owned(), shape, docs: Docs::default() };
    let tagged = |wire: &str, name: &str, at| TaggedVariant {
        wire: wire.to_owned(),
        name: name.to_owned(),
        ty: TypeId(at),
        docs: Docs::default(),
    };
    let types = vec![
        ty(
            "Trip",
            "Where to go with user_id.",
            structure(
                vec![
                    field("city", Shape::Text, true),
                    field("type", Shape::Text, true),
                    field("maxStops", Shape::Integer, false),
                    field("stops", list(Shape::Integer), true),
                    field("prices", map(nullable(Shape::Unsigned)), false),
                    field("pair", Shape::Tuple(vec![Shape::Integer, id(1), Shape::Number]), false),
                    field("size", id(1), false),
                    field("leg", id(2), true),
                    field("legs", list(id(2)), false),
                    field("note", nullable(Shape::Text), true),
                    field("maybe", nullable(Shape::Boolean), false),
                    field("any", Shape::Any, false),
                    field("choice", id(3), false),
                    field("animal", id(5), false),
                    field("tree", id(8), false),
                    field("nothing", Shape::Null, false),
                    field("json", id(9), false),
                    field("options", id(10), false),
                    field("aVeryLongNameOfAMemberThatNoLineHoldsWithAllThatIsSaidOfIt\u{301}", Shape::Integer, false),
                    field("matrix", list(list(list(list(list(list(Shape::Number)))))), false),
                ],
                Rest::Denied,
            ),
        ),
        ty("Size", "How large.", words(&["small", "very-large", "größe"])),
        ty(
            "Leg",
            "A part.",
            structure(
                vec![
                    field("from", Shape::Text, true),
                    field("isA", Shape::Boolean, true),
                    field("isB", Shape::Boolean, true),
                    field("isC", Shape::Boolean, true),
                    field("isD", Shape::Boolean, true),
                ],
                Rest::Kept { name: "extra".to_owned(), shape: Shape::Integer },
            ),
        ),
        ty(
            "Choice",
            "One of many.",
            Kind::Untagged(vec![
                untagged("Null", Shape::Null),
                untagged("Integer", Shape::Integer),
                untagged("Number", Shape::Number),
                untagged("Text", Shape::Text),
                untagged("Integers", list(Shape::Integer)),
                untagged("Leg", id(2)),
                untagged("Self_", id(4)),
                untagged("Value", Shape::Any),
            ]),
        ),
        ty("Holder", "Holds a choice.", structure(vec![field("choice", id(3), true)], Rest::Denied)),
        ty(
            "Animal",
            "Told apart.",
            Kind::Tagged { tag: "kind".to_owned(), variants: vec![tagged("cat", "Cat", 6), tagged("dog", "Dog", 7)] },
        ),
        ty("Cat", "Meow.", structure(vec![field("lives", Shape::Integer, true)], Rest::Denied)),
        ty(
            "Dog",
            "Large.",
            structure(
                ('a'..'o').map(|name| field(&name.to_string(), Shape::Text, true)).collect(),
                Rest::Kept { name: "extra".to_owned(), shape: Shape::Integer },
            ),
        ),
        ty(
            "Tree",
            "Grows.",
            structure(
                vec![
                    field("left", id(8), false),
                    field("right", nullable(id(8)), true),
                    field("children", list(id(8)), true),
                ],
                Rest::Ignored,
            ),
        ),
        ty("Json", "Itself.", Kind::Newtype(list(id(9)))),
        ty(
            "Options",
            "All optional.",
            structure(
                vec![field("limit", Shape::Integer, false), field("offset", Shape::Number, false)],
                Rest::Ignored,
            ),
        ),
        ty("Empty", "Nothing in it.", structure(Vec::new(), Rest::Denied)),
        ty("Counts", "A root that is a map.", Kind::Newtype(map(Shape::Integer))),
        ty("Empties", "A root that is a map.", Kind::Newtype(map(id(11)))),
    ];
    let root = |at, tool: &str, schema| Root {
        ty: TypeId(at),
        tool: tool.to_owned(),
        description: format!("The \"{tool}\"."),
        schema,
    };
    Model {
        roots: vec![
            root(0, "trip", json!({"type": "object", "properties": {"maxStops": {"maximum": 3}}})),
            root(5, "animal", json!({"type": "object"})),
            root(12, "counts", json!({"type": "object", "additionalProperties": {"type": "integer"}})),
            root(13, "empties", json!({"$ref": "#/$defs/A", "$defs": {"A": true}})),
            root(3, "choice", json!(true)),
            root(1, "size", json!(true)),
        ],
        types,
    }
}

#[test]
fn a_model_of_everything() {
    insta::assert_snapshot!(rust(&everything(), Growth::Roots, Formats::default()));
}

#[test]
fn a_raw_string_has_no_more_signs_than_rustc_takes() {
    let literal = |count| attribute::json(&json!("#".repeat(count)).to_string());
    assert!(literal(254).starts_with(&format!("r{}\"\"#", "#".repeat(255))));
    assert_eq!(literal(255), format!(r#""\"{}\"""#, "#".repeat(255)));
}

#[test]
fn what_is_read_in_parts_is_chosen() {
    let derives = |growth| {
        let source = rust(&everything(), growth, Formats::default());
        (source.matches("::toolshape::Partial").count(), source.matches("#[tool(whole)]").count())
    };
    assert_eq!(derives(Growth::Nothing), (0, 0));
    assert_eq!(derives(Growth::Roots), (12, 6));
    assert_eq!(derives(Growth::All), (12, 2));
}

/// Where there is one: that the text is as it would leave it.
#[test]
fn rustfmt_has_nothing_to_do() {
    let source = rust(&everything(), Growth::Roots, Formats::default());
    let mut rustfmt = Command::new("rustfmt");
    rustfmt.args(["--edition", "2024"]).current_dir(std::env::temp_dir()); // without this project's settings
    rustfmt.stdin(Stdio::piped()).stdout(Stdio::piped());
    let Ok(mut child) = rustfmt.spawn() else { return };
    child.stdin.take().unwrap().write_all(source.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    // It puts two blanks between `pub` and a path from the root, where a field of a tuple has a line to itself.
    let formatted = String::from_utf8(output.stdout).unwrap().replace("pub  ::", "pub ::");
    same_lines(&source, &formatted);
}

/// The first line that differs says more than both texts.
fn same_lines(ours: &str, formatted: &str) {
    for (our, line) in ours.lines().zip(formatted.lines()) {
        assert_eq!(our, line);
    }
    assert_eq!(ours.len(), formatted.len());
}
