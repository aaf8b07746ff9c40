//! How types lie in memory: where a box must be, so that no type holds itself.

use std::collections::BTreeSet;
use std::iter::Peekable;
use std::vec::IntoIter;

use super::super::model::{Kind, Model, Rest, Shape, Struct, Type, TypeId};
use super::plan::shapes;

/// The largest type that another holds without a box, in bytes: types of types grow by powers, and reading one takes a
/// few times its size of the stack. So large that one member more changes no boxes in practice.
const LARGEST: usize = 16 << 10;
/// The most types one in the other without a box: rustc looks through all of them for each trait of a type, and gives
/// up in time.
const MOST_LEVELS: usize = 16;

pub(super) struct Layout {
    /// From and to.
    boxed: BTreeSet<(usize, TypeId)>,
    sizes: Vec<Size>,
}

/// What a type takes where it stands.
#[derive(Clone, Copy, Default)]
struct Size {
    /// At most; what is boxed counts as a pointer.
    bytes: usize,
    /// The types in it, one in the other, up to the next box.
    levels: usize,
}

impl Layout {
    pub(super) fn of(model: &Model) -> Self {
        let types = model.types.len();
        let layout = Self { boxed: BTreeSet::new(), sizes: vec![Size::default(); types] };
        let mut builder = Builder { model, state: vec![State::New; types], layout };
        (0..types).for_each(|at| builder.visit(at));
        builder.layout
    }

    /// Whether one type holds the other in a box.
    pub(super) fn is_boxed(&self, from: usize, to: TypeId) -> bool {
        self.boxed.contains(&(from, to))
    }

    /// What a type takes that holds what is laid out already.
    fn size(&self, at: usize, ty: &Type) -> Size {
        let bytes = |shape: &Shape| self.bytes(at, shape);
        let largest = |shapes: &mut dyn Iterator<Item = usize>| 8 + shapes.max().unwrap_or(0);
        let bytes = match &ty.kind {
            Kind::Struct(Struct { fields, rest }) => {
                let fields: usize =
                    fields.iter().map(|field| bytes(&field.shape) + if field.is_required { 0 } else { 8 }).sum();
                fields + if matches!(rest, Rest::Kept { .. }) { 24 } else { 0 }
            }
            Kind::Enum(words) => usize::from(words.len() > 1),
            Kind::Tagged { variants, .. } => {
                largest(&mut variants.iter().map(|variant| bytes(&Shape::Named(variant.ty))))
            }
            Kind::Untagged(variants) => largest(&mut variants.iter().map(|variant| bytes(&variant.shape))),
            Kind::Newtype(shape) => bytes(shape),
            Kind::OpenEnum(_) => 24,
            Kind::OpenUnion(members) => largest(&mut members.iter().map(|member| bytes(&member.shape))),
        };
        let inside = held(ty).into_iter().filter(|id| !self.is_boxed(at, *id)).map(|id| self.sizes[id.0].levels);
        Size { bytes, levels: 1 + inside.max().unwrap_or(0) }
    }

    fn bytes(&self, from: usize, shape: &Shape) -> usize {
        match shape {
            // A map that keeps its order.
            Shape::Any => 80,
            Shape::Null => 0,
            Shape::Boolean => 1,
            Shape::Integer | Shape::Integer32 | Shape::Unsigned | Shape::Number => 8,
            Shape::Text | Shape::Formatted(_) | Shape::List(_) | Shape::Map(_) => 24,
            Shape::OneOrMany(inner) => self.bytes(from, inner).max(24),
            Shape::Named(id) if self.is_boxed(from, *id) => 8,
            Shape::Named(id) => self.sizes[id.0].bytes,
            Shape::Tuple(parts) => parts.iter().map(|part| self.bytes(from, part).next_multiple_of(8)).sum(),
            Shape::Nullable(inner) => 8 + self.bytes(from, inner),
        }
    }
}

/// Lays out what a type holds, then the type.
struct Builder<'m> {
    model: &'m Model,
    state: Vec<State>,
    layout: Layout,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    Open,
    Done,
}

impl Builder<'_> {
    /// Not by recursion: a chain of types may be as long as the document.
    fn visit(&mut self, start: usize) {
        let mut path = Vec::new();
        path.extend(self.open(start));
        while let Some((at, held)) = path.last_mut() {
            let inner = held.peek().and_then(|id| self.open(id.0));
            if inner.is_some() {
                path.extend(inner);
            } else if let Some(id) = held.next() {
                let Size { bytes, levels } = self.layout.sizes[id.0];
                if self.state[id.0] == State::Open || bytes > LARGEST || levels >= MOST_LEVELS {
                    self.layout.boxed.insert((*at, id));
                }
            } else {
                self.layout.sizes[*at] = self.layout.size(*at, &self.model.types[*at]);
                self.state[*at] = State::Done;
                path.pop();
            }
        }
    }

    /// A type that was not come upon before, with the types that it holds.
    fn open(&mut self, at: usize) -> Option<(usize, Peekable<IntoIter<TypeId>>)> {
        if self.state[at] != State::New {
            return None;
        }
        self.state[at] = State::Open;
        Some((at, held(&self.model.types[at]).into_iter().peekable()))
    }
}

/// The types that a type holds without a list or a map between.
fn held(ty: &Type) -> Vec<TypeId> {
    fn inline(shape: &Shape, found: &mut Vec<TypeId>) {
        match shape {
            Shape::Named(id) => found.push(*id),
            Shape::Nullable(inner) => inline(inner, found),
            Shape::Tuple(parts) => parts.iter().for_each(|part| inline(part, found)),
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
