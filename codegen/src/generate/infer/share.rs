//! One type for one place in the documents, also where several of their schemas lead there.

use std::collections::HashMap;
use std::mem;

use super::draft::{Draft, visit};
use crate::generate::model::{Kind, TypeId};

/// For each draft the one whose type it takes: the first from the same place, roots before others, if both hold the
/// same types all the way down. A root takes its own, as it has a tool of its own.
///
/// `origin` says where in the documents' texts the pointer of a draft leads.
pub(super) fn shared<'d>(
    drafts: &[Draft],
    roots: &[TypeId],
    origin: impl Fn(usize, &String) -> (&'d str, String),
) -> Vec<TypeId> {
    let mut takes: Vec<TypeId> = (0..drafts.len()).map(TypeId).collect();
    if roots.len() < 2 {
        return takes;
    }
    let (outlines, parts): (Vec<_>, Vec<_>) = drafts.iter().map(outline).unzip();
    let origins = |(at, draft): (usize, &Draft)| draft.places.iter().map(|place| origin(at, place)).collect::<Vec<_>>();
    let origins: Vec<_> = drafts.iter().enumerate().map(origins).collect();
    let key = |id: TypeId| (&origins[id.0], &outlines[id.0]);
    let mut firsts = HashMap::new();
    for id in roots.iter().chain(&takes).filter(|id| !origins[id.0].is_empty()) {
        firsts.entry(key(*id)).or_insert(*id);
    }
    for id in takes.iter_mut().filter(|id| drafts[id.0].naming.root.is_none()) {
        *id = firsts.get(&key(*id)).copied().unwrap_or(*id);
    }
    // What a type holds mostly stands behind it, so that few rounds are needed.
    loop {
        let mut is_done = true;
        for at in (0..drafts.len()).rev() {
            let other = takes[at].0;
            let mut both = parts[at].iter().zip(&parts[other]);
            if other != at && both.any(|(one, other)| takes[one.0] != takes[other.0]) {
                takes[at] = TypeId(at);
                is_done = false;
            }
        }
        if is_done {
            return takes;
        }
    }
}

/// What a type is apart from the types that it holds, and those.
fn outline(draft: &Draft) -> (Kind, Vec<TypeId>) {
    let mut kind = draft.kind.clone();
    let mut parts = Vec::new();
    if let Kind::Untagged(variants) = &mut kind {
        for variant in variants {
            variant.name.clear(); // a root is called otherwise than a definition
        }
    }
    visit(&mut kind, &mut |id| parts.push(mem::replace(id, TypeId(0))));
    (kind, parts)
}
