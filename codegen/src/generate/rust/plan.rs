//! What of a type depends on the others.

use super::super::model::{Format, Kind, Model, Rest, Shape, Struct, Type, TypeId};
use super::exact::Exact;
use super::growth::{Growth, Parts, parts};
use super::layout::Layout;

pub(super) struct Plan<'m> {
    pub(super) model: &'m Model,
    /// How each type is read in parts.
    pub(super) parts: Vec<Parts>,
    pub(super) exact: Exact,
    pub(super) layout: Layout,
    pub(super) formats: Formats,
}

/// Which crates' types hold the texts of a format.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Formats {
    pub(crate) chrono: bool,
    pub(crate) uuid: bool,
}

impl Formats {
    /// The type of a format.
    pub(super) fn ty(self, format: Format) -> Option<&'static str> {
        match format {
            Format::Date => self.chrono.then_some("::chrono::NaiveDate"),
            Format::DateTime => self.chrono.then_some("::chrono::DateTime<::chrono::FixedOffset>"),
            Format::Uuid => self.uuid.then_some("::uuid::Uuid"),
        }
    }
}

impl<'m> Plan<'m> {
    pub(super) fn of(model: &'m Model, growth: Growth, formats: Formats) -> Self {
        let exact = Exact::of(model);
        Self { model, parts: parts(model, &exact, growth, formats), exact, layout: Layout::of(model), formats }
    }

    pub(super) fn get(&self, id: TypeId) -> &'m Type {
        &self.model.types[id.0]
    }
}

/// Whether a whole number is part of the shape where serde alone would read it.
pub(super) fn has_integer(shape: &Shape) -> bool {
    match shape {
        Shape::Integer | Shape::Unsigned => true,
        Shape::List(inner) | Shape::Map(inner) | Shape::Nullable(inner) => has_integer(inner),
        Shape::Tuple(parts) => parts.iter().any(has_integer),
        _ => false,
    }
}

/// Whether a value of this shape has no parts to be seen: tuples, and types of other crates.
pub(super) fn is_opaque(formats: Formats, shape: &Shape) -> bool {
    match shape {
        Shape::Tuple(_) => true,
        Shape::Formatted(format) => formats.ty(*format).is_some(),
        Shape::List(inner) | Shape::Map(inner) | Shape::Nullable(inner) => is_opaque(formats, inner),
        _ => false,
    }
}

/// Calls `found` with each type that the shape names.
pub(super) fn named(shape: &Shape, found: &mut dyn FnMut(TypeId)) {
    match shape {
        Shape::Named(id) => found(*id),
        Shape::List(inner) | Shape::Map(inner) | Shape::Nullable(inner) => named(inner, found),
        Shape::Tuple(parts) => parts.iter().for_each(|part| named(part, found)),
        _ => {}
    }
}

/// Calls `found` with each type that a type names.
pub(super) fn parts_of(ty: &Type, found: &mut dyn FnMut(TypeId)) {
    if let Kind::Tagged { variants, .. } = &ty.kind {
        for variant in variants {
            found(variant.ty);
        }
    }
    for shape in shapes(ty) {
        named(shape, found);
    }
}

/// The shapes that a type is made of; not the structs of a tagged enum.
pub(super) fn shapes(ty: &Type) -> Vec<&Shape> {
    match &ty.kind {
        Kind::Struct(Struct { fields, rest }) => {
            let rest = if let Rest::Kept { shape, .. } = rest { Some(shape) } else { None };
            fields.iter().map(|field| &field.shape).chain(rest).collect()
        }
        Kind::Untagged(variants) => variants.iter().map(|variant| &variant.shape).collect(),
        Kind::Newtype(shape) => vec![shape],
        Kind::OpenUnion(members) => members.iter().map(|member| &member.shape).collect(),
        Kind::Enum(_) | Kind::OpenEnum(_) | Kind::Tagged { .. } => Vec::new(),
    }
}
