//! Types and implementations as text.

use super::super::model::{Docs, Field, Kind, Rest, Root, Shape, Struct, TaggedVariant, Type, UntaggedVariant, Word};
use super::attribute::{attribute, json, string};
use super::docs::docs;
use super::growth::Parts;
use super::lint;
use super::plan::{Plan, has_tuple};
use super::source::Source;
use super::ty::{Ty, WIDTH, width};

const SERDE: [&str; 2] = ["::serde::Deserialize", "::serde::Serialize"];
const PARTIAL: &str = "::toolshape::Partial";
/// The widest that rustfmt leaves the arguments of a call on one line.
const CALL: usize = 60;
const READ_PRESENT: &str = "deserialize_with = \"::toolshape::__private::present\"";
const READ_EXACTLY: &str = "deserialize_with = \"::toolshape::__private::exact\"";

/// A type and what it implements.
pub(super) fn ty(out: &mut Source, plan: &Plan<'_>, at: usize, ty: &Type) {
    docs(out, 0, &ty.docs, &format!("`{}`.", ty.name));
    let head = Head { parts: plan.parts[at], name: &ty.name };
    match &ty.kind {
        Kind::Struct(fields) => structure(out, plan, at, &head, fields),
        Kind::Enum(words) => words_alone(out, &head, words),
        Kind::Tagged { tag, variants } => tagged(out, plan, at, &head, tag, variants),
        Kind::Untagged(variants) => untagged(out, plan, at, &head, variants),
        Kind::Newtype(shape) => newtype(out, plan, at, &head, shape),
    }
    if plan.exact.is_read(at) {
        exact(out, ty);
    }
}

/// How the type is read where that must be exact.
fn exact(out: &mut Source, Type { name, kind, .. }: &Type) {
    out.text(&format!("\nimpl ::toolshape::__private::Exact for {name} {{"));
    let reader = match kind {
        Kind::Struct(_) | Kind::Tagged { .. } => "object",
        Kind::Enum(_) => "word",
        Kind::Untagged(_) | Kind::Newtype(_) => {
            out.line(0, "}");
            return;
        }
    };
    out.text(&format!(
        "
    fn read<'de, D: ::serde::Deserializer<'de>>(input: D) -> ::std::result::Result<Self, D::Error> {{
        ::toolshape::__private::{reader}(input)
    }}
}}
"
    ));
}

/// `ToolShape`: the tool, with the schema that every value is held to.
pub(super) fn tool_shape(out: &mut Source, name: &str, root: &Root) {
    let Root { tool, description, schema, .. } = root;
    let arguments = [string(tool), string(description), json(&schema.to_string())];
    let line = arguments.join(", ");
    // As rustfmt has it: in place of a call with long arguments, the value of a static begins on its line.
    let call = format!("            ::toolshape::__private::Schema::new({line})");
    let value = if width(&line) <= CALL && width(&call) < WIDTH {
        format!("\n{call}")
    } else {
        let [tool, description, schema] = arguments;
        format!(
            " ::toolshape::__private::Schema::new(
            {tool},
            {description},
            {schema},
        )"
        )
    };
    out.text(&format!(
        "impl ::toolshape::ToolShape for {name} {{
    fn spec() -> ::toolshape::ToolSpec {{
        static SCHEMA: ::toolshape::__private::Schema ={value};
        SCHEMA.spec()
    }}

    fn decode<'de, D: ::serde::Deserializer<'de>>(
        input: D,
    ) -> ::std::result::Result<Self, D::Error> {{
        ::toolshape::__private::checked(input)
    }}

    fn decode_checked<'de, D: ::serde::Deserializer<'de>>(
        input: D,
    ) -> ::std::result::Result<Self, D::Error> {{
        ::serde::Deserialize::deserialize(input)
    }}

    fn accept(value: Self) -> Option<Self> {{
        Some(value)
    }}
}}
"
    ));
}

/// What stands above a type.
struct Head<'a> {
    parts: Parts,
    name: &'a str,
}

impl Head<'_> {
    fn write(&self, out: &mut Source, derives: &[&str], serde: &[String], lints: &[&'static str]) {
        let partial = (self.parts != Parts::No).then_some(PARTIAL);
        let derives: Vec<&str> = derives.iter().copied().chain(SERDE).chain(partial).collect();
        attribute(out, 0, "derive", &derives);
        attribute(out, 0, "serde", serde);
        attribute(out, 0, "allow", &lint::allowed(lints.iter().copied()));
    }

    /// Enums of names and untagged ones appear when they are complete anyway.
    fn mark_whole(&self, out: &mut Source) {
        if self.parts == Parts::Whole {
            out.line(0, "#[tool(whole)]");
        }
    }
}

fn structure(out: &mut Source, plan: &Plan<'_>, at: usize, head: &Head<'_>, Struct { fields, rest }: &Struct) {
    let types: Vec<Ty<'_>> = fields
        .iter()
        .map(|field| {
            let ty = Ty::of(plan, at, &field.shape);
            if field.is_required || matches!(field.shape, Shape::Nullable(_)) { ty } else { ty.option() }
        })
        .collect();
    let named: Vec<_> = fields.iter().map(|field| field.name.as_str()).zip(&types).collect();
    let mut lints = lint::of_struct(head.name, &named);
    let parts = fields.iter().zip(&types).flat_map(|(field, ty)| lint::of_part(plan, at, &field.shape, ty));
    lints.extend(parts);
    lints.sort_unstable();
    lints.dedup();

    let default = fields.iter().all(|field| !field.is_required).then_some("Default");
    let derives: Vec<&str> = ["Clone", "Debug"].into_iter().chain(default).chain(["PartialEq"]).collect();
    let denied = (*rest == Rest::Denied).then(|| "deny_unknown_fields".to_owned());
    head.write(out, &derives, denied.as_slice(), &lints);
    head.mark_whole(out);
    out.text(&format!("pub struct {} {{", head.name));
    if fields.is_empty() && !matches!(rest, Rest::Kept { .. }) {
        out.line(0, "}");
        return;
    }
    out.text("\n");
    for (field, ty) in fields.iter().zip(&types) {
        self::field(out, plan, at, head.parts, field, ty);
    }
    if let Rest::Kept { name, shape } = rest {
        kept(out, name, plan.exact.reads(at, shape), &Ty::map(Ty::of(plan, at, shape)));
    }
    out.line(0, "}");
}

fn field(out: &mut Source, plan: &Plan<'_>, at: usize, parts: Parts, field: &Field, ty: &Ty<'_>) {
    let is_exact = plan.exact.reads(at, &field.shape);
    docs(out, 4, &field.docs, &called(&field.wire));
    if parts == Parts::Grow && has_tuple(&field.shape) && !is_exact {
        out.line(4, "#[tool(whole)]");
    }
    let rename = (field.name.trim_start_matches("r#") != field.wire).then(|| rename(&field.wire));
    let skip = (!field.is_required).then(|| "skip_serializing_if = \"Option::is_none\"".to_owned());
    attribute(out, 4, "serde", &[rename, skip].into_iter().flatten().collect::<Vec<_>>());
    if is_exact {
        let default = (!field.is_required).then_some("default");
        attribute(out, 4, "serde", &default.into_iter().chain([READ_EXACTLY]).collect::<Vec<_>>());
    } else if plan.exact.is_tried(at) && field.is_required && matches!(field.shape, Shape::Nullable(_)) {
        attribute(out, 4, "serde", &[READ_PRESENT]);
    }
    typed(out, &field.name, ty);
}

/// The members that have no field.
fn kept(out: &mut Source, name: &str, is_exact: bool, ty: &Ty<'_>) {
    docs(out, 4, &Docs::default(), "All other members.");
    let read = is_exact.then_some(READ_EXACTLY);
    attribute(out, 4, "serde", &["flatten"].into_iter().chain(read).collect::<Vec<_>>());
    typed(out, name, ty);
}

fn typed(out: &mut Source, name: &str, ty: &Ty<'_>) {
    let start = format!("    pub {name}:");
    let columns = width(&ty.to_string()) + 1;
    out.text(&start);
    // As rustfmt has it: a type that fits on the next line goes there in one piece.
    if width(&start) + 1 + columns > WIDTH && (8 + columns <= WIDTH || matches!(ty, Ty::Name(_))) {
        out.line(0, "");
        out.blanks(8);
        ty.write(out, 8, 8, 1);
    } else {
        out.text(" ");
        ty.write(out, 4, width(&start) + 1, 1);
    }
    out.line(0, ",");
}

/// What is said of a member or a text of which the schema says nothing.
fn called(wire: &str) -> String {
    if wire.trim().is_empty() { format!("Named {wire:?}.") } else { format!("`{wire}`.") }
}

fn rename(wire: &str) -> String {
    format!("rename = {}", string(wire))
}

fn words_alone(out: &mut Source, head: &Head<'_>, words: &[Word]) {
    let derives = ["Clone", "Copy", "Debug", "Eq", "Hash", "Ord", "PartialEq", "PartialOrd"];
    head.write(out, &derives, &[], &lint::of_enum(head.name, words.iter().map(|word| word.name.as_str())));
    out.line(0, &format!("pub enum {} {{", head.name));
    for word in words {
        variant_head(out, &word.docs, &word.wire, &word.name);
        out.line(4, &format!("{},", word.name));
    }
    out.line(0, "}");
    out.text(&format!(
        "
impl ::std::fmt::Display for {} {{
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {{
        ::serde::Serialize::serialize(self, f)
    }}
}}
",
        head.name
    ));
}

/// The doc comment and the name of a variant that a text stands for.
fn variant_head(out: &mut Source, comment: &Docs, wire: &str, name: &str) {
    docs(out, 4, comment, &called(wire));
    if wire != name {
        attribute(out, 4, "serde", &[rename(wire)]);
    }
}

fn tagged(out: &mut Source, plan: &Plan<'_>, at: usize, head: &Head<'_>, tag: &str, variants: &[TaggedVariant]) {
    let lints = lint::of_enum(head.name, variants.iter().map(|variant| variant.name.as_str()));
    head.write(out, &["Clone", "Debug", "PartialEq"], &[format!("tag = {}", string(tag))], &lints);
    head.mark_whole(out);
    out.line(0, &format!("pub enum {} {{", head.name));
    for TaggedVariant { wire, name, ty, docs } in variants {
        variant_head(out, docs, wire, name);
        // The tag was in an object.
        variant(out, plan, at, name, &Shape::Named(*ty), false);
    }
    out.line(0, "}");
}

fn untagged(out: &mut Source, plan: &Plan<'_>, at: usize, head: &Head<'_>, variants: &[UntaggedVariant]) {
    let mut lints = lint::of_enum(head.name, variants.iter().map(|variant| variant.name.as_str()));
    let shapes = variants.iter().map(|variant| &variant.shape);
    let parts = shapes.flat_map(|shape| lint::of_part(plan, at, shape, &Ty::of(plan, at, shape)));
    lints.extend(parts);
    lints.sort_unstable();
    lints.dedup();
    head.write(out, &["Clone", "Debug", "PartialEq"], &["untagged".to_owned()], &lints);
    out.line(0, &format!("pub enum {} {{", head.name));
    for UntaggedVariant { name, shape, docs: comment } in variants {
        docs(out, 4, comment, otherwise(shape));
        if *shape == Shape::Null {
            out.line(4, &format!("{name},"));
        } else {
            variant(out, plan, at, name, shape, plan.exact.reads(at, shape));
        }
    }
    out.line(0, "}");
}

/// What is said of a variant of which the schema says nothing.
fn otherwise(shape: &Shape) -> &'static str {
    match shape {
        Shape::Any => "Any other value.",
        Shape::Null => "Null.",
        Shape::Boolean => "A boolean.",
        Shape::Integer | Shape::Unsigned => "An integer.",
        Shape::Number => "A number.",
        Shape::Text => "A text.",
        Shape::Named(_) => "A value of this type.",
        Shape::List(_) => "A list.",
        Shape::Tuple(_) => "A list of exactly these.",
        Shape::Map(_) => "A map.",
        Shape::Nullable(_) => "A value, or null.",
    }
}

/// A variant that holds one thing.
fn variant(out: &mut Source, plan: &Plan<'_>, at: usize, name: &str, shape: &Shape, is_exact: bool) {
    let mut ty = Ty::of(plan, at, shape);
    if plan.layout.is_large(at, shape) {
        ty = ty.boxed();
    }
    held(out, 4, name, "", is_exact, &ty, ",");
}

fn newtype(out: &mut Source, plan: &Plan<'_>, at: usize, head: &Head<'_>, shape: &Shape) {
    let ty = Ty::of(plan, at, shape);
    let lints = lint::of_part(plan, at, shape, &ty);
    head.write(out, &["Clone", "Debug", "PartialEq"], &["transparent".to_owned()], &lints);
    head.mark_whole(out);
    held(out, 0, &format!("pub struct {}", head.name), "pub ", plan.exact.reads(at, shape), &ty, ";");
}

/// What holds one thing, that thing in parentheses.
fn held(out: &mut Source, indent: usize, name: &str, visibility: &str, is_exact: bool, ty: &Ty<'_>, end: &str) {
    let read = if is_exact { format!("#[serde({READ_EXACTLY})] ") } else { String::new() };
    let inside = format!("{read}{visibility}{ty}");
    let line = format!("{name}({inside}){end}");
    if indent + width(&line) <= WIDTH {
        out.line(indent, &line);
        return;
    }
    out.line(indent, &format!("{name}("));
    if indent + 4 + width(&inside) < WIDTH {
        out.line(indent + 4, &format!("{inside},"));
    } else {
        if !read.is_empty() {
            out.line(indent + 4, read.trim_end());
        }
        out.blanks(indent + 4);
        out.text(visibility);
        ty.write(out, indent + 4, indent + 4 + visibility.len(), 1);
        out.line(0, ",");
    }
    out.line(indent, &format!("){end}"));
}
