//! Which types are read in parts, while their JSON arrives.

use std::collections::BTreeSet;

use super::super::model::{Kind, Model, Shape, TypeId};
use super::exact::Exact;
use super::plan::{Formats, is_opaque, named, shapes};

/// Which of the Rust types show their parts while their JSON arrives: what `toolshape::Partial` is derived for.
///
/// ```
/// use toolshape_codegen::{Builder, Growth};
///
/// let home = r#"{
///     "type": "object",
///     "properties": { "city": { "type": "object", "properties": { "name": { "type": "string" } } } }
/// }"#;
/// let source = |growth| Builder::new().document("home.json", home).growth(growth).rust().map(|made| made.source);
/// assert!(!source(Growth::Nothing)?.contains("::toolshape::Partial"));
/// assert!(source(Growth::Roots)?.contains("::toolshape::Partial"));
/// assert_ne!(source(Growth::Roots)?, source(Growth::All)?);
/// # Ok::<(), toolshape_codegen::Error>(())
/// ```
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Growth {
    /// None: values are read when they are complete.
    Nothing,
    /// The root types. A member of theirs appears when it is complete, one that is a string grows, and a list or a map
    /// grows element by element.
    #[default]
    Roots,
    /// The root types and all that they hold, at any depth. The types take about half as long again to compile.
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

pub(super) fn parts(model: &Model, exact: &Exact, growth: Growth, formats: Formats) -> Vec<Parts> {
    let mut parts = vec![Parts::No; model.types.len()];
    if growth == Growth::Nothing {
        return parts;
    }
    // Whether a field of this shape is not read in parts, whatever types are in it.
    let is_whole = |from: TypeId, shape: &Shape| exact.reads(from.0, shape) || is_opaque(formats, shape);
    let names: BTreeSet<&str> = model.types.iter().map(|ty| ty.name.as_str()).collect();
    let within = if growth == Growth::All { Parts::Grow } else { Parts::Whole };
    let mut open: Vec<(TypeId, Parts)> = model.roots.iter().map(|root| (root.ty, Parts::Grow)).collect();
    while let Some((id, asked)) = open.pop() {
        let wanted = if can_grow(model, &is_whole, &names, id) { asked } else { Parts::Whole };
        if parts[id.0] >= wanted {
            continue;
        }
        parts[id.0] = wanted;
        if wanted == Parts::Grow {
            match &model.types[id.0].kind {
                Kind::Tagged { variants, .. } => open.extend(variants.iter().map(|variant| (variant.ty, Parts::Grow))),
                Kind::Struct(_) | Kind::Newtype(_) => {
                    for shape in shapes(&model.types[id.0]).into_iter().filter(|shape| !is_whole(id, shape)) {
                        named(shape, &mut |id| open.push((id, within)));
                    }
                }
                _ => {}
            }
        }
    }
    parts
}

/// Whether `Partial` can be derived so that parts of the type appear, and the type that it makes has a name to itself.
fn can_grow(model: &Model, is_whole: &dyn Fn(TypeId, &Shape) -> bool, names: &BTreeSet<&str>, id: TypeId) -> bool {
    let ty = &model.types[id.0];
    let has_name = || !names.contains(format!("Partial{}", ty.name).as_str());
    match &ty.kind {
        Kind::Struct(_) => has_name(),
        Kind::Tagged { variants, .. } => {
            has_name() && variants.iter().all(|variant| can_grow(model, is_whole, names, variant.ty))
        }
        // The partial type of a newtype is that of what it holds, which must not lead back to it.
        Kind::Newtype(shape) => {
            let mut is_last = true;
            named(shape, &mut |id| is_last &= !matches!(model.types[id.0].kind, Kind::Newtype(_)));
            is_last && !is_whole(id, shape)
        }
        _ => true,
    }
}
