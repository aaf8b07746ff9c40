//! Types before they have names, and the names they get.

use std::collections::HashMap;

use super::names::{self, Used};
use crate::generate::model::{Docs, Kind, Rest, Shape, Type, TypeId};

/// A type without a name.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) naming: Naming,
    pub(super) docs: Docs,
    pub(super) kind: Kind,
    /// Whether it holds null by itself.
    pub(super) holds_null: bool,
    /// What it is made of, as JSON pointers into the normal schema.
    pub(super) places: Vec<String>,
}

/// What a type might be called.
#[derive(Debug, Default)]
pub(super) struct Naming {
    /// For a root: its name.
    pub(super) root: Option<String>,
    /// Whether it is the first that is all of a definition; the first name that is wished for is the definition's.
    pub(super) is_definition: bool,
    /// The best first.
    pub(super) wishes: Vec<String>,
    /// The type that it was first found in.
    pub(super) parent: Option<TypeId>,
    /// What it is called there.
    pub(super) suffix: String,
}

/// Gives names to drafts: roots choose first, then definitions, then all others after what they are part of.
///
/// Of `roots`, those before others choose before them. A draft that takes the type of another needs no name.
pub(super) fn name(drafts: &[Draft], roots: &[TypeId], takes: &[TypeId]) -> Vec<String> {
    let mut used = Used::new();
    let mut found: Vec<Option<String>> = vec![None; drafts.len()];
    // The first of each name keeps it; then those that are left get numbers.
    for is_numbered in [false, true] {
        for TypeId(at) in roots {
            if let (Some(root), None) = (&drafts[*at].naming.root, &found[*at]) {
                found[*at] = root_name(root, is_numbered, &mut used);
            }
        }
    }
    let own = || drafts.iter().enumerate().filter(|(at, _)| takes[*at] == TypeId(*at));
    for (at, draft) in own() {
        if found[at].is_none()
            && let Some(wish) = draft.naming.wishes.first()
            && draft.naming.is_definition
        {
            found[at] = Some(names::unique(wish, &mut used, ""));
        }
    }
    for (at, draft) in own() {
        if found[at].is_some() {
            continue;
        }
        let naming = &draft.naming;
        let wish = naming.wishes.iter().find(|wish| !used.contains_key(*wish));
        let parent = naming.parent.and_then(|parent| found[takes[parent.0].0].clone()).unwrap_or_default();
        let joined = || names::type_name(&joined(&parent, &naming.suffix)).unwrap_or_else(|| "Part".to_owned());
        let name = wish.cloned().unwrap_or_else(joined);
        found[at] = Some(names::unique(&name, &mut used, ""));
    }
    found.into_iter().map(Option::unwrap_or_default).collect()
}

/// A name that is free, together with that of what `toolshape::Partial` makes of the type.
fn root_name(root: &str, is_numbered: bool, used: &mut Used) -> Option<String> {
    let partial = |name: &str| format!("Partial{name}");
    let mut name = root.to_owned();
    if is_numbered {
        name = names::unique(root, used, "");
        while used.contains_key(&partial(&name)) {
            name = names::unique(root, used, "");
        }
    } else if used.contains_key(&name) || used.contains_key(&partial(&name)) {
        return None;
    }
    used.entry(name.clone()).or_insert(1);
    used.insert(partial(&name), 1);
    Some(name)
}

/// `CityStreet` of a city's street; `CityStreet` of a city's city street, too.
fn joined(parent: &str, suffix: &str) -> String {
    if suffix.starts_with(parent) { suffix.to_owned() } else { format!("{parent}{suffix}") }
}

/// The drafts with their names: each root, then what it is made of, depth first. Also where the roots have gone.
pub(super) fn ordered(
    mut drafts: Vec<Draft>,
    names: Vec<String>,
    roots: &[TypeId],
    takes: &[TypeId],
) -> (Vec<Type>, Vec<TypeId>) {
    let mut order = Vec::new();
    let mut places = HashMap::new();
    let mut next: Vec<TypeId> = roots.iter().rev().copied().collect();
    while let Some(id) = next.pop() {
        if places.contains_key(&id) {
            continue;
        }
        places.insert(id, TypeId(order.len()));
        order.push(id);
        let mut parts = Vec::new();
        visit(&mut drafts[id.0].kind, &mut |part| {
            *part = takes[part.0];
            parts.push(*part);
        });
        next.extend(parts.into_iter().rev());
    }
    let mut list: Vec<Option<Type>> = drafts
        .into_iter()
        .zip(names)
        .map(|(draft, name)| Some(Type { name, docs: draft.docs, kind: draft.kind }))
        .collect();
    let take = |id: &TypeId| list[id.0].take();
    let mut types: Vec<Type> = order.iter().filter_map(take).collect();
    for ty in &mut types {
        visit(&mut ty.kind, &mut |id| *id = places[id]);
    }
    (types, roots.iter().map(|root| places[root]).collect())
}

/// Visits the types that a type is made of, in their order.
pub(super) fn visit(kind: &mut Kind, seen: &mut dyn FnMut(&mut TypeId)) {
    match kind {
        Kind::Struct(fields) => {
            fields.fields.iter_mut().for_each(|field| visit_shape(&mut field.shape, seen));
            if let Rest::Kept { shape, .. } = &mut fields.rest {
                visit_shape(shape, seen);
            }
        }
        Kind::Enum(_) | Kind::OpenEnum(_) => {}
        Kind::OpenUnion(members) => members.iter_mut().for_each(|member| visit_shape(&mut member.shape, seen)),
        Kind::Tagged { variants, .. } => variants.iter_mut().for_each(|variant| seen(&mut variant.ty)),
        Kind::Untagged(variants) => variants.iter_mut().for_each(|variant| visit_shape(&mut variant.shape, seen)),
        Kind::Newtype(shape) => visit_shape(shape, seen),
    }
}

fn visit_shape(shape: &mut Shape, seen: &mut dyn FnMut(&mut TypeId)) {
    match shape {
        Shape::Named(id) => seen(id),
        Shape::List(inner) | Shape::OneOrMany(inner) | Shape::Map(inner) | Shape::Nullable(inner) => {
            visit_shape(inner, seen);
        }
        Shape::Tuple(inner) => inner.iter_mut().for_each(|shape| visit_shape(shape, seen)),
        _ => {}
    }
}
