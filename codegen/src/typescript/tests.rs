use super::*;
use crate::model::Type as Named;
use crate::model::{Root, Word};

fn named(name: &str, kind: Kind) -> Named {
    Named { name: name.into(), docs: Docs::default(), kind }
}

fn field(wire: &str, shape: Shape, is_required: bool) -> Field {
    Field { wire: wire.into(), name: wire.into(), shape, is_required, docs: Docs::default() }
}

fn object(fields: Vec<Field>, rest: Rest) -> Kind {
    Kind::Struct(Struct { fields, rest })
}

fn tagged(variants: &[(&str, usize)]) -> Kind {
    let variant = |&(wire, ty): &(&str, usize)| TaggedVariant {
        wire: wire.into(),
        name: wire.into(),
        ty: TypeId(ty),
        docs: Docs::default(),
    };
    Kind::Tagged { tag: "kind".into(), variants: variants.iter().map(variant).collect() }
}

/// The declarations, without the line above them.
fn declarations(types: Vec<Named>) -> String {
    let root = Root { ty: TypeId(0), tool: "root".into(), description: "Root.".into(), schema: true.into() };
    let roots = if types.is_empty() { vec![] } else { vec![root] };
    let text = typescript(&Model { roots, types });
    text.split_once("\n\n").map(|(_, text)| text.to_owned()).unwrap_or_default()
}

#[test]
fn an_object_allows_what_its_schema_allows() {
    let name = || vec![field("name", Shape::Text, true), field("age-in-years", Shape::Integer, false)];
    let kept = || Rest::Kept { name: "rest".into(), shape: Shape::Number };
    let types = vec![
        named("Closed", object(name(), Rest::Denied)),
        named("Open", object(name(), Rest::Ignored)),
        named("Described", object(name(), kept())),
        named("Empty", object(vec![], Rest::Denied)),
        named("Anything", object(vec![], Rest::Ignored)),
        named("Numbers", object(vec![], kept())),
    ];
    insta::assert_snapshot!(declarations(types), @r"
    export type Closed = {
      name: string;
      'age-in-years'?: number;
    };

    export type Open = {
      name: string;
      'age-in-years'?: number;
      [key: string]: unknown;
    };

    export type Described = {
      name: string;
      'age-in-years'?: number;
      [key: string]: unknown;
    };

    export type Empty = {
      [key: string]: never;
    };

    export type Anything = {
      [key: string]: unknown;
    };

    export type Numbers = {
      [key: string]: number;
    };
    ");
}

#[test]
fn each_shape_has_its_type() {
    let shape = |shape| Kind::Newtype(shape);
    let words = ["a", "it's\n"].map(|wire| Word { wire: wire.into(), name: "A".into(), docs: Docs::default() });
    let both = |shape| UntaggedVariant { name: "A".into(), shape, docs: Docs::default() };
    let types = vec![
        named("Pair", shape(Shape::Tuple(vec![Shape::Text, Shape::Nullable(Box::new(Shape::Boolean))]))),
        named("Rows", shape(Shape::List(Box::new(Shape::Nullable(Box::new(Shape::Named(TypeId(0)))))))),
        named("ByName", shape(Shape::Map(Box::new(Shape::Unsigned)))),
        named("Nothing", shape(Shape::Null)),
        named("Anything", shape(Shape::Any)),
        named("Choice", Kind::Enum(words.into())),
        named("OneOrMany", Kind::Untagged(vec![both(Shape::Number), both(Shape::List(Box::new(Shape::Number)))])),
    ];
    insta::assert_snapshot!(declarations(types), @r"
    export type Pair = [string, (boolean | null)];

    export type Rows = (Pair | null)[];

    export type ByName = {
      [key: string]: number;
    };

    export type Nothing = null;

    export type Anything = unknown;

    export type Choice = 'a' | 'it\'s\n';

    export type OneOrMany = number | number[];
    ");
}

#[test]
fn a_tag_stands_in_the_variant_that_only_one_union_has() {
    let side = || object(vec![field("side", Shape::Number, true)], Rest::Denied);
    let types = vec![
        named(
            "Drawing",
            object(vec![field("figures", Shape::List(Box::new(Shape::Named(TypeId(1)))), true)], Rest::Denied),
        ),
        named("Figure", tagged(&[("square", 2), ("cube", 3), ("cube-too", 3), ("none", 4), ("nothing", 4)])),
        named("Square", side()),
        named("Cube", side()),
        named("None", object(vec![], Rest::Denied)),
    ];
    insta::assert_snapshot!(declarations(types), @r"
    export type Drawing = {
      figures: Figure[];
    };

    export type Figure =
      | Square
      | { kind: 'cube' } & Cube
      | { kind: 'cube-too' } & Cube
      | { kind: 'none' }
      | { kind: 'nothing' };

    export type Square = {
      kind: 'square';
      side: number;
    };

    export type Cube = {
      side: number;
    };

    export type None = {
      [key: string]: never;
    };
    ");
}

/// `{ kind: 'a', x: 1 }` is a value of both unions: `kind` is no number.
#[test]
fn members_beside_a_tag_may_be_of_another_type_than_the_tag() {
    let numbers = || object(vec![], Rest::Kept { name: "rest".into(), shape: Shape::Number });
    let either = || tagged(&[("a", 3), ("b", 4)]);
    let both = vec![
        field("first", Shape::Named(TypeId(1)), true),
        field("second", Shape::Named(TypeId(2)), true),
        field("third", Shape::Named(TypeId(5)), true),
    ];
    let types = vec![
        named("Both", object(both, Rest::Denied)),
        named("First", either()),
        named("Second", either()),
        named("A", numbers()),
        named("B", object(vec![], Rest::Ignored)),
        named("C", numbers()),
    ];
    insta::assert_snapshot!(declarations(types), @r"
    export type Both = {
      first: First;
      second: Second;
      third: C;
    };

    export type First = { kind: 'a' } & A | { kind: 'b' } & B;

    export type Second = { kind: 'a' } & A | { kind: 'b' } & B;

    export type A = {
      [key: string]: unknown;
    };

    export type B = {
      [key: string]: unknown;
    };

    export type C = {
      [key: string]: number;
    };
    ");
}

#[test]
fn comments_say_what_the_type_does_not() {
    let docs = Docs {
        text: Some("The name,\n@deprecated */ in full.".into()),
        rules: vec!["Length: at least 1.".into()],
        notes: vec!["May be of another form.".into()],
    };
    let mut member = field("name", Shape::Text, true);
    member.docs = docs.clone();
    let mut root = named("Root", object(vec![member], Rest::Denied));
    root.docs = Docs { text: None, ..docs };
    insta::assert_snapshot!(declarations(vec![root]), @r"
    /** Length: at least 1. May be of another form. */
    export type Root = {
      /**
       * The name,
       * \@deprecated *\/ in full.
       *
       * Length: at least 1. May be of another form.
       */
      name: string;
    };
    ");
}

#[test]
fn no_type_is_a_module_too() {
    assert_eq!(declarations(vec![]), "export {};\n");
}
