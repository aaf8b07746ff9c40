//! A model as text.

use std::fmt::Write;

use crate::generate::model::{Docs, Kind, Model, Rest, Shape, TypeId};
use toolshape_json_schema::Warning;

/// Roots, types and warnings, a line each.
pub(super) fn print(model: &Model, warnings: &[Warning]) -> String {
    let mut out = String::new();
    for root in &model.roots {
        let name = &model.types[root.ty.0].name;
        writeln!(out, "tool {} is {name}: {}", root.tool, root.description).unwrap();
    }
    for ty in &model.types {
        let name = &ty.name;
        match &ty.kind {
            Kind::Struct(fields) => {
                let rest = match &fields.rest {
                    Rest::Ignored | Rest::Unforeseen => String::new(),
                    Rest::Denied => ", closed".to_owned(),
                    Rest::Kept { name, shape } => format!(", {name}: {}", print_shape(model, shape)),
                };
                writeln!(out, "struct {name}{rest}{}", docs(&ty.docs)).unwrap();
                for field in &fields.fields {
                    let sign = if field.is_required { "" } else { "?" };
                    let wire = if field.wire == field.name { String::new() } else { format!(" ({:?})", field.wire) };
                    let shape = print_shape(model, &field.shape);
                    writeln!(out, "  {}{sign}{wire}: {shape}{}", field.name, docs(&field.docs)).unwrap();
                }
            }
            Kind::Enum(words) => {
                writeln!(out, "enum {name}{}", docs(&ty.docs)).unwrap();
                for word in words {
                    writeln!(out, "  {} ({:?}){}", word.name, word.wire, docs(&word.docs)).unwrap();
                }
            }
            Kind::Tagged { tag, variants } => {
                writeln!(out, "tagged {name} by {tag:?}{}", docs(&ty.docs)).unwrap();
                for variant in variants {
                    let shape = print_shape(model, &Shape::Named(variant.ty));
                    writeln!(out, "  {} ({:?}): {shape}{}", variant.name, variant.wire, docs(&variant.docs)).unwrap();
                }
            }
            Kind::Untagged(variants) => {
                writeln!(out, "one of {name}{}", docs(&ty.docs)).unwrap();
                for variant in variants {
                    let shape = print_shape(model, &variant.shape);
                    writeln!(out, "  {}: {shape}{}", variant.name, docs(&variant.docs)).unwrap();
                }
            }
            Kind::Newtype(shape) => {
                writeln!(out, "type {name} = {}{}", print_shape(model, shape), docs(&ty.docs)).unwrap();
            }
            Kind::OpenEnum(_) | Kind::OpenUnion(_) => panic!("no tool has this"),
        }
    }
    for warning in warnings {
        writeln!(out, "warning at {:?}: {}", warning.pointer, warning.reason).unwrap();
    }
    out
}

fn print_shape(model: &Model, shape: &Shape) -> String {
    let print = |shape: &Shape| print_shape(model, shape);
    match shape {
        Shape::Named(TypeId(at)) => model.types[*at].name.clone(),
        Shape::List(inner) => format!("[{}]", print(inner)),
        Shape::Tuple(inner) => format!("({})", inner.iter().map(print).collect::<Vec<_>>().join(", ")),
        Shape::Map(inner) => format!("{{{}}}", print(inner)),
        Shape::Nullable(inner) => format!("{} | null", print(inner)),
        other => format!("{other:?}"),
    }
}

fn docs(docs: &Docs) -> String {
    let text = docs.text.iter().map(|text| format!("{text:?}"));
    let notes = docs.notes.iter().map(|note| format!("({note})"));
    let all: Vec<String> = text.chain(docs.rules.iter().cloned()).chain(notes).collect();
    if all.is_empty() { String::new() } else { format!("  -- {}", all.join(" ")) }
}
