//! Which types are read as JSON Schema has them, where serde alone takes more: a list for an object, an object for a
//! word, nothing for null, a fraction for no integer.
//!
//! The schema refuses all of that before; but among types of which the first that fits is chosen, it would be the wrong
//! choice.

use std::collections::BTreeSet;

use super::super::model::{Kind, Model, Shape, TypeId, UntaggedVariant};
use super::plan::{has_integer, named, parts_of, shapes};

pub(super) struct Exact {
    /// What a value is tried for.
    tried: BTreeSet<TypeId>,
    /// What is tried, and all it holds, where a value of one can be taken for another.
    confused: BTreeSet<TypeId>,
    /// Types in a shape that is read exactly.
    read: BTreeSet<TypeId>,
}

impl Exact {
    pub(super) fn of(model: &Model) -> Self {
        let mut exact = Self { tried: BTreeSet::new(), confused: BTreeSet::new(), read: BTreeSet::new() };
        let mut open = Vec::new();
        for (at, ty) in model.types.iter().enumerate() {
            let Kind::Untagged(variants) = &ty.kind else { continue };
            exact.tried.extend(variants.iter().filter_map(|variant| id(&variant.shape)));
            if !is_plain(model, variants) {
                open.push(TypeId(at));
            }
        }
        while let Some(id) = open.pop() {
            if exact.confused.insert(id) {
                parts_of(&model.types[id.0], &mut |id| open.push(id));
            }
        }
        let mut read = BTreeSet::new();
        for (at, ty) in model.types.iter().enumerate() {
            for shape in shapes(ty).into_iter().filter(|shape| exact.reads(at, shape)) {
                named(shape, &mut |id| {
                    read.insert(id);
                });
            }
        }
        Self { read, ..exact }
    }

    /// Whether what a type holds in this shape is read exactly.
    pub(super) fn reads(&self, from: usize, shape: &Shape) -> bool {
        has_integer(shape) || (self.confused.contains(&TypeId(from)) && has_names(shape))
    }

    /// Whether another type reads this one exactly.
    pub(super) fn is_read(&self, at: usize) -> bool {
        self.read.contains(&TypeId(at))
    }

    /// Whether a member that may be null must be there: an object without it must not be taken for the type.
    pub(super) fn is_tried(&self, at: usize) -> bool {
        self.tried.contains(&TypeId(at)) || self.confused.contains(&TypeId(at))
    }
}

/// Whether serde alone tells these apart: flat objects, without a list or a word beside them.
fn is_plain(model: &Model, variants: &[UntaggedVariant]) -> bool {
    let (mut has_object, mut has_word, mut has_list, mut is_flat) = (false, false, false, true);
    for UntaggedVariant { shape, .. } in variants {
        match (shape, id(shape).map(|id| &model.types[id.0])) {
            (_, Some(ty)) => match &ty.kind {
                Kind::Struct(_) => {
                    has_object = true;
                    is_flat &= !shapes(ty).into_iter().any(has_names);
                }
                Kind::Enum(_) => has_word = true,
                _ => is_flat = false,
            },
            (Shape::Any, _) => (has_object, has_list) = (true, true),
            (Shape::Map(_), _) => has_object = true,
            (Shape::List(_) | Shape::Tuple(_), _) => has_list = true,
            _ => {}
        }
        is_flat &= id(shape).is_some() || !has_names(shape);
    }
    is_flat && !(has_object && (has_list || has_word))
}

fn id(shape: &Shape) -> Option<TypeId> {
    if let Shape::Named(id) = shape { Some(*id) } else { None }
}

fn has_names(shape: &Shape) -> bool {
    let mut has_names = false;
    named(shape, &mut |_| has_names = true);
    has_names
}
