//! What of a type depends on the others: where a box must be, and which types are read in parts.

use std::collections::BTreeSet;

use super::super::model::{Kind, Model, Rest, Shape, Struct, Type, TypeId};

/// More than tuples implement traits for, and than anyone reads: such a tuple is a list of any values.
pub(super) const LONGEST_TUPLE: usize = 12;

/// The largest part of an enum that is not boxed, in bytes; clippy allows as much between two variants.
const LARGEST_VARIANT: usize = 200;

/// Which types are read in parts, while their JSON arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Growth {
    /// None: `Partial` is not derived.
    Nothing,
    /// The roots; what they hold appears when it is complete, a list element by element.
    Roots,
    /// All that a root holds, too. It takes about as long to compile as the types themselves.
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
    /// From and to: where a type would else hold itself.
    boxed: BTreeSet<(usize, TypeId)>,
    /// At most so large, in bytes; what is boxed counts as a pointer.
    sizes: Vec<usize>,
}

impl<'m> Plan<'m> {
    pub(super) fn of(model: &'m Model, growth: Growth) -> Self {
        let mut cycles = Cycles { model, state: vec![State::New; model.types.len()], boxed: BTreeSet::new() };
        (0..model.types.len()).for_each(|at| cycles.visit(at));
        let mut plan = Self {
            model,
            parts: parts(model, growth),
            beside_integers: BTreeSet::new(),
            boxed: cycles.boxed,
            sizes: Vec::new(),
        };
        let mut sizes = vec![None; model.types.len()];
        for at in 0..model.types.len() {
            plan.size(at, &mut sizes);
        }
        plan.sizes = sizes.into_iter().map(Option::unwrap_or_default).collect();
        for shape in model.types.iter().flat_map(shapes).filter(|shape| has_integer(shape)) {
            named(shape, &mut |id| {
                plan.beside_integers.insert(id);
            });
        }
        plan
    }

    pub(super) fn get(&self, id: TypeId) -> &'m Type {
        &self.model.types[id.0]
    }

    pub(super) fn is_boxed(&self, from: usize, to: TypeId) -> bool {
        self.boxed.contains(&(from, to))
    }

    /// Whether an enum holds this in a box, for no other reason than its size.
    pub(super) fn is_large(&self, from: usize, shape: &Shape) -> bool {
        self.shape_size(from, shape, &mut |id| self.sizes[id.0]) > LARGEST_VARIANT
    }

    fn size(&self, at: usize, sizes: &mut Vec<Option<usize>>) -> usize {
        if let Some(size) = sizes[at] {
            return size;
        }
        let mut of = |shape: &Shape| self.shape_size(at, shape, &mut |id| self.size(id.0, sizes));
        let size = match &self.model.types[at].kind {
            Kind::Struct(Struct { fields, rest }) => {
                let fields: usize =
                    fields.iter().map(|field| of(&field.shape) + if field.is_required { 0 } else { 8 }).sum();
                fields + if matches!(rest, Rest::Kept { .. }) { 24 } else { 0 }
            }
            Kind::Enum(_) => 1,
            Kind::Tagged { variants, .. } => {
                8 + variants.iter().map(|variant| of(&Shape::Named(variant.ty)).min(LARGEST_VARIANT)).max().unwrap_or(0)
            }
            Kind::Untagged(variants) => {
                8 + variants.iter().map(|variant| of(&variant.shape).min(LARGEST_VARIANT)).max().unwrap_or(0)
            }
            Kind::Newtype(shape) => of(shape),
        };
        sizes[at] = Some(size);
        size
    }

    fn shape_size(&self, from: usize, shape: &Shape, named: &mut dyn FnMut(TypeId) -> usize) -> usize {
        match shape {
            // A map that keeps its order.
            Shape::Any => 80,
            Shape::Null => 0,
            Shape::Boolean => 1,
            Shape::Integer | Shape::Unsigned | Shape::Number => 8,
            Shape::Text | Shape::List(_) | Shape::Map(_) => 24,
            Shape::Named(id) if self.is_boxed(from, *id) => 8,
            Shape::Named(id) => named(*id),
            Shape::Tuple(parts) if parts.len() > LONGEST_TUPLE => 24,
            Shape::Tuple(parts) => {
                parts.iter().map(|part| self.shape_size(from, part, named).next_multiple_of(8)).sum()
            }
            Shape::Nullable(inner) => 8 + self.shape_size(from, inner, named),
        }
    }
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
fn shapes(ty: &Type) -> Vec<&Shape> {
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

/// Finds what must be boxed: from a type to one that is being laid out, with no list or map between.
struct Cycles<'m> {
    model: &'m Model,
    state: Vec<State>,
    boxed: BTreeSet<(usize, TypeId)>,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    Open,
    Done,
}

impl Cycles<'_> {
    fn visit(&mut self, at: usize) {
        if self.state[at] != State::New {
            return;
        }
        self.state[at] = State::Open;
        for id in held(&self.model.types[at]) {
            if self.state[id.0] == State::Open {
                self.boxed.insert((at, id));
            }
            self.visit(id.0);
        }
        self.state[at] = State::Done;
    }
}

/// The types that a type holds without a list or a map between.
fn held(ty: &Type) -> Vec<TypeId> {
    fn inline(shape: &Shape, found: &mut Vec<TypeId>) {
        match shape {
            Shape::Named(id) => found.push(*id),
            Shape::Nullable(inner) => inline(inner, found),
            Shape::Tuple(parts) if parts.len() <= LONGEST_TUPLE => parts.iter().for_each(|part| inline(part, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    match &ty.kind {
        Kind::Tagged { variants, .. } => found.extend(variants.iter().map(|variant| variant.ty)),
        Kind::Struct(Struct { fields, .. }) => fields.iter().for_each(|field| inline(&field.shape, &mut found)),
        _ => shapes(ty).into_iter().for_each(|shape| inline(shape, &mut found)),
    }
    found
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
