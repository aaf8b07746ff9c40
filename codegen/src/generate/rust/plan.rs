//! What of a type depends on the others: which types are read in parts, and what goes with it.

use std::collections::BTreeSet;

use super::super::model::{Kind, Model, Rest, Shape, Struct, Type, TypeId, UntaggedVariant};
use super::layout::Layout;

/// More than tuples implement traits for, and than anyone reads: such a tuple is a list of any values.
pub(super) const LONGEST_TUPLE: usize = 12;

/// Which of the Rust types show their parts while their JSON arrives: what `toolshape::Partial` is derived for.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Growth {
    /// None: values are read when they are complete.
    Nothing,
    /// The root types. A member of theirs appears when it is complete, one that is a text grows, and a list or a map
    /// grows element by element.
    #[default]
    Roots,
    /// The root types and all that they hold, to the depths. The types take about half as long again to compile.
    All,
}

/// How one type is read in parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Parts {
    /// It is not.
    No,
    /// It appears when it is complete.
    Whole,
    /// Its parts appear.
    Grow,
}

pub(super) struct Plan<'m> {
    pub(super) model: &'m Model,
    /// How each type is read in parts.
    pub(super) parts: Vec<Parts>,
    /// Types that stand beside an integer, in a tuple that reads `3.0` as one.
    pub(super) beside_integers: BTreeSet<TypeId>,
    /// Types that a value is tried for: an object without a member that one of them requires must not be taken for it.
    pub(super) tried: BTreeSet<TypeId>,
    pub(super) layout: Layout,
}

impl<'m> Plan<'m> {
    pub(super) fn of(model: &'m Model, growth: Growth) -> Self {
        Self {
            model,
            parts: parts(model, growth),
            beside_integers: beside_integers(model),
            tried: tried(model),
            layout: Layout::of(model),
        }
    }

    pub(super) fn get(&self, id: TypeId) -> &'m Type {
        &self.model.types[id.0]
    }
}

fn beside_integers(model: &Model) -> BTreeSet<TypeId> {
    let mut found = BTreeSet::new();
    for shape in model.types.iter().flat_map(shapes).filter(|shape| has_integer(shape)) {
        named(shape, &mut |id| {
            found.insert(id);
        });
    }
    found
}

fn tried(model: &Model) -> BTreeSet<TypeId> {
    let untagged =
        model.types.iter().filter_map(|ty| if let Kind::Untagged(variants) = &ty.kind { Some(variants) } else { None });
    let named = |variant: &UntaggedVariant| if let Shape::Named(id) = variant.shape { Some(id) } else { None };
    untagged.flatten().filter_map(named).collect()
}

/// Whether a whole number is part of the shape where serde alone would read it.
pub(super) fn has_integer(shape: &Shape) -> bool {
    match shape {
        Shape::Integer | Shape::Unsigned => true,
        Shape::List(inner) | Shape::Map(inner) | Shape::Nullable(inner) => has_integer(inner),
        Shape::Tuple(parts) => parts.len() <= LONGEST_TUPLE && parts.iter().any(has_integer),
        _ => false,
    }
}

fn has_tuple(shape: &Shape) -> bool {
    match shape {
        Shape::Tuple(_) => true,
        Shape::List(inner) | Shape::Map(inner) | Shape::Nullable(inner) => has_tuple(inner),
        _ => false,
    }
}

/// Whether a field of this shape is not read in parts, whatever types are in it.
pub(super) fn is_whole(shape: &Shape) -> bool {
    has_integer(shape) || has_tuple(shape)
}

/// Calls `found` with each type that the shape names.
fn named(shape: &Shape, found: &mut dyn FnMut(TypeId)) {
    match shape {
        Shape::Named(id) => found(*id),
        Shape::List(inner) | Shape::Map(inner) | Shape::Nullable(inner) => named(inner, found),
        Shape::Tuple(parts) if parts.len() <= LONGEST_TUPLE => parts.iter().for_each(|part| named(part, found)),
        _ => {}
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

fn parts(model: &Model, growth: Growth) -> Vec<Parts> {
    let mut parts = vec![Parts::No; model.types.len()];
    if growth == Growth::Nothing {
        return parts;
    }
    let names: BTreeSet<&str> = model.types.iter().map(|ty| ty.name.as_str()).collect();
    let within = if growth == Growth::All { Parts::Grow } else { Parts::Whole };
    let mut open: Vec<(TypeId, Parts)> = model.roots.iter().map(|root| (root.ty, Parts::Grow)).collect();
    while let Some((id, asked)) = open.pop() {
        let wanted = if can_grow(model, &names, id) { asked } else { Parts::Whole };
        if parts[id.0] >= wanted {
            continue;
        }
        parts[id.0] = wanted;
        if wanted == Parts::Grow {
            match &model.types[id.0].kind {
                Kind::Tagged { variants, .. } => open.extend(variants.iter().map(|variant| (variant.ty, Parts::Grow))),
                Kind::Struct(_) | Kind::Newtype(_) => {
                    for shape in shapes(&model.types[id.0]).into_iter().filter(|shape| !is_whole(shape)) {
                        named(shape, &mut |id| open.push((id, within)));
                    }
                }
                Kind::Enum(_) | Kind::Untagged(_) => {}
            }
        }
    }
    parts
}

/// Whether `Partial` can be derived so that parts of the type appear, and the type that it makes has a name to itself.
fn can_grow(model: &Model, names: &BTreeSet<&str>, id: TypeId) -> bool {
    let ty = &model.types[id.0];
    let has_name = || !names.contains(format!("Partial{}", ty.name).as_str());
    match &ty.kind {
        Kind::Struct(Struct { rest, .. }) => has_name() && !matches!(rest, Rest::Kept { shape, .. } if is_whole(shape)),
        Kind::Tagged { variants, .. } => {
            has_name() && variants.iter().all(|variant| can_grow(model, names, variant.ty))
        }
        // The partial type of a newtype is that of what it holds, which must not lead back to it.
        Kind::Newtype(shape) => {
            let mut is_last = true;
            named(shape, &mut |id| is_last &= !matches!(model.types[id.0].kind, Kind::Newtype(_)));
            is_last && !is_whole(shape)
        }
        Kind::Enum(_) | Kind::Untagged(_) => true,
    }
}
