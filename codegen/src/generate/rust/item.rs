//! Types and implementations as text.

use super::super::model::{Field, Kind, Rest, Root, Shape, Struct, TaggedVariant, Type, UntaggedVariant, Word};
use super::attribute::{attribute, json, string};
use super::docs::docs;
use super::growth::Parts;
use super::plan::{Plan, is_opaque};
use super::source::Source;
use super::ty::{Ty, WIDTH, width};

/// Names, sizes and what is described are the schema's.
const ALLOWED: &str = "#[allow(missing_docs, clippy::all, clippy::pedantic, reason = \"generated\")]";
const READ_PRESENT: &str = "deserialize_with = \"::toolshape::generated::present\"";
const READ_EXACTLY: &str = "deserialize_with = \"::toolshape::generated::exact\"";

/// A type and what it implements.
pub(super) fn ty(out: &mut Source, plan: &Plan<'_>, at: usize, ty: &Type) {
    docs(out, 0, &ty.docs);
    let head = Head { parts: plan.parts[at], name: &ty.name };
    match &ty.kind {
        Kind::Struct(fields) => structure(out, plan, at, &head, fields),
        Kind::Enum(words) => text_enum(out, &head, words),
        Kind::Tagged { tag, variants } => tagged(out, plan, at, &head, tag, variants),
        Kind::Untagged(variants) => untagged(out, plan, at, &head, variants),
        Kind::Newtype(shape) => newtype(out, plan, at, &head, shape),
        Kind::OpenEnum(_) | Kind::OpenUnion(_) => {} // no tool has them
    }
    let reader = match &ty.kind {
        Kind::Struct(_) | Kind::Tagged { .. } => "object",
        Kind::Untagged(_) | Kind::Newtype(_) => "any",
        _ => return, // it reads nothing but texts anyway
    };
    if plan.exact.is_read(at) {
        out.text(&format!("\n::toolshape::generated::read_exactly! {{ {reader} {} }}\n", ty.name));
    }
}

/// `ToolShape`: the tool, with the schema that every value is held to.
///
/// In braces, in which rustfmt leaves all as it is.
pub(super) fn tool(out: &mut Source, name: &str, root: &Root) {
    let Root { tool, description, schema, .. } = root;
    let [tool, description, schema] = [string(tool), string(description), json(&schema.to_string())];
    out.text(&format!("::toolshape::generated::tool! {{\n    {name}: {tool}, {description},\n    {schema}\n}}\n"));
}

/// What stands above a type.
struct Head<'a> {
    parts: Parts,
    name: &'a str,
}

impl Head<'_> {
    fn write(&self, out: &mut Source, derives: &[&str], serde: &[String]) {
        attribute(out, 0, "derive", derives);
        out.line(0, ALLOWED); // between derives, which rustfmt would make one of three lines
        let partial = (self.parts != Parts::No).then_some("::toolshape::Partial");
        let derives: Vec<&str> = ["::serde::Deserialize", "::serde::Serialize"].into_iter().chain(partial).collect();
        attribute(out, 0, "derive", &derives);
        attribute(out, 0, "serde", serde);
    }

    /// Untagged enums appear when they are complete anyway.
    fn mark_whole(&self, out: &mut Source) {
        if self.parts == Parts::Whole {
            out.line(0, "#[tool(whole)]");
        }
    }
}

fn structure(out: &mut Source, plan: &Plan<'_>, at: usize, head: &Head<'_>, Struct { fields, rest }: &Struct) {
    let default = fields.iter().all(|field| !field.is_required).then_some("Default");
    let derives: Vec<&str> = ["Clone", "Debug"].into_iter().chain(default).chain(["PartialEq"]).collect();
    let denied = (*rest == Rest::Denied).then(|| "deny_unknown_fields".to_owned());
    head.write(out, &derives, denied.as_slice());
    head.mark_whole(out);
    out.text(&format!("pub struct {} {{", head.name));
    if fields.is_empty() && !matches!(rest, Rest::Kept { .. }) {
        out.line(0, "}");
        return;
    }
    out.text("\n");
    for field in fields {
        self::field(out, plan, at, head.parts, field);
    }
    if let Rest::Kept { name, shape } = rest {
        out.line(4, "/// All other members.");
        let read = if plan.exact.reads(at, shape) {
            Some(READ_EXACTLY)
        } else {
            (head.parts == Parts::Grow && is_opaque(plan.formats, shape)).then_some(READ_PRESENT) // member by member
        };
        attribute(out, 4, "serde", &["flatten"].into_iter().chain(read).collect::<Vec<_>>());
        typed(out, name, &Ty::map(Ty::of(plan, at, shape)));
    }
    out.line(0, "}");
}

fn field(out: &mut Source, plan: &Plan<'_>, at: usize, parts: Parts, field: &Field) {
    let Field { wire, name, shape, is_required, docs } = field;
    let is_nullable = matches!(shape, Shape::Nullable(_));
    let is_exact = plan.exact.reads(at, shape);
    self::docs(out, 4, docs);
    if parts == Parts::Grow && is_opaque(plan.formats, shape) && !is_exact {
        out.line(4, "#[tool(whole)]");
    }
    let mut serde = Vec::new();
    if name.trim_start_matches("r#") != wire {
        serde.push(rename(wire));
    }
    if !is_required {
        serde.extend(is_exact.then(|| "default".to_owned()));
        serde.push("skip_serializing_if = \"Option::is_none\"".to_owned());
    }
    if is_exact {
        serde.push(READ_EXACTLY.to_owned());
    } else if plan.exact.is_tried(at) && *is_required && is_nullable {
        serde.push(READ_PRESENT.to_owned());
    }
    attribute(out, 4, "serde", &serde);
    let ty = Ty::of(plan, at, shape);
    typed(out, name, &if *is_required || is_nullable { ty } else { ty.option() });
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

fn rename(wire: &str) -> String {
    format!("rename = {}", string(wire))
}

fn text_enum(out: &mut Source, head: &Head<'_>, words: &[Word]) {
    attribute(out, 0, "derive", &["Clone", "Copy", "Debug", "Eq", "Hash", "Ord", "PartialEq", "PartialOrd"]);
    out.line(0, ALLOWED);
    out.line(0, &format!("pub enum {} {{", head.name));
    for word in words {
        docs(out, 4, &word.docs);
        out.line(4, &format!("{},", word.name));
    }
    out.text(&format!("}}\n\n::toolshape::generated::text_enum! {{\n    {} {{\n", head.name));
    for Word { wire, name, .. } in words {
        out.line(8, &format!("{name} = {},", string(wire)));
    }
    out.text("    }\n}\n");
}

fn tagged(out: &mut Source, plan: &Plan<'_>, at: usize, head: &Head<'_>, tag: &str, variants: &[TaggedVariant]) {
    head.write(out, &["Clone", "Debug", "PartialEq"], &[format!("tag = {}", string(tag))]);
    head.mark_whole(out);
    out.line(0, &format!("pub enum {} {{", head.name));
    for TaggedVariant { wire, name, ty, docs } in variants {
        self::docs(out, 4, docs);
        if wire != name {
            attribute(out, 4, "serde", &[rename(wire)]);
        }
        // The tag was in an object.
        held(out, 4, name, "", false, &Ty::of(plan, at, &Shape::Named(*ty)), ",");
    }
    out.line(0, "}");
}

fn untagged(out: &mut Source, plan: &Plan<'_>, at: usize, head: &Head<'_>, variants: &[UntaggedVariant]) {
    head.write(out, &["Clone", "Debug", "PartialEq"], &["untagged".to_owned()]);
    out.line(0, &format!("pub enum {} {{", head.name));
    for UntaggedVariant { name, shape, docs } in variants {
        self::docs(out, 4, docs);
        if *shape == Shape::Null {
            out.line(4, &format!("{name},"));
        } else {
            held(out, 4, name, "", plan.exact.reads(at, shape), &Ty::of(plan, at, shape), ",");
        }
    }
    out.line(0, "}");
}

fn newtype(out: &mut Source, plan: &Plan<'_>, at: usize, head: &Head<'_>, shape: &Shape) {
    head.write(out, &["Clone", "Debug", "PartialEq"], &["transparent".to_owned()]);
    head.mark_whole(out);
    let name = format!("pub struct {}", head.name);
    held(out, 0, &name, "pub ", plan.exact.reads(at, shape), &Ty::of(plan, at, shape), ";");
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
