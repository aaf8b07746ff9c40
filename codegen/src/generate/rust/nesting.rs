//! How deep the compiler goes into a type.

use std::collections::BTreeSet;

use toolshape_json_schema::{Warning, Warnings};

use super::super::model::{Kind, Model, Shape, Type, TypeId};
use super::plan::shapes;

/// Types and lists one in the other from which on rustc may give up: its limit is 128, and it takes ways through a type
/// that are longer than this count has them.
const MOST_LEVELS: usize = 90;

/// Warns of each root that may need more of the compiler than it grants by itself.
pub(crate) fn too_deep(model: &Model, warnings: &mut Warnings) {
    for (document, root) in model.roots.iter().enumerate() {
        let levels = levels(model, root.ty);
        if levels > MOST_LEVELS {
            warnings.push(Warning {
                document,
                pointer: String::new(),
                reason: format!(
                    "its types lie {levels} levels deep in each other, and rustc may go no deeper than 128"
                ),
                hint: Some(format!(
                    "write `#![recursion_limit = \"{}\"]` at the top of the crate that takes the types",
                    (levels * 4).next_power_of_two()
                )),
            });
        }
    }
}

/// The longest way through the types as rustc takes it: depth first, each type once.
///
/// Not by recursion: a chain of types may be as long as the document.
fn levels(model: &Model, root: TypeId) -> usize {
    let parts = |id: TypeId| parts(&model.types[id.0]).into_iter();
    let mut seen = BTreeSet::from([root]);
    let mut path = vec![(0, parts(root))];
    let mut deepest = 0;
    while let Some((depth, next)) = path.last_mut() {
        match next.next() {
            Some((levels, id)) if seen.insert(id) => {
                let depth = *depth + levels;
                deepest = deepest.max(depth);
                path.push((depth, parts(id)));
            }
            Some(_) => {}
            None => {
                path.pop();
            }
        }
    }
    deepest
}

/// The types in a type, each with how much deeper it lies: lists and maps count, too.
fn parts(ty: &Type) -> Vec<(usize, TypeId)> {
    fn each(shape: &Shape, levels: usize, found: &mut Vec<(usize, TypeId)>) {
        match shape {
            Shape::Named(id) => found.push((levels, *id)),
            Shape::List(inner) | Shape::Map(inner) => each(inner, levels + 1, found),
            Shape::Nullable(inner) => each(inner, levels, found),
            Shape::Tuple(parts) => parts.iter().for_each(|part| each(part, levels, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    match &ty.kind {
        Kind::Tagged { variants, .. } => found.extend(variants.iter().map(|variant| (1, variant.ty))),
        _ => shapes(ty).into_iter().for_each(|shape| each(shape, 1, &mut found)),
    }
    found
}
