//! What of a type depends on the others.

use super::super::model::{Kind, Model, Rest, Shape, Struct, Type, TypeId};
use super::exact::Exact;
use super::growth::{Growth, Parts, parts};
use super::layout::Layout;

pub(super) struct Plan<'m> {
    pub(super) model: &'m Model,
    /// How each type is read in parts.
    pub(super) parts: Vec<Parts>,
    pub(super) exact: Exact,
    pub(super) layout: Layout,
}

impl<'m> Plan<'m> {
    pub(super) fn of(model: &'m Model, growth: Growth) -> Self {
        let exact = Exact::of(model);
        Self { model, parts: parts(model, &exact, growth), exact, layout: Layout::of(model) }
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

pub(super) fn has_tuple(shape: &Shape) -> bool {
    match shape {
        Shape::Tuple(_) => true,
        Shape::List(inner) | Shape::Map(inner) | Shape::Nullable(inner) => has_tuple(inner),
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
        Kind::Enum(_) | Kind::Tagged { .. } => Vec::new(),
    }
}
