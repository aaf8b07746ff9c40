//! What there is to warn of, told in the docs of the field or type that it is about.

use std::collections::{HashMap, HashSet};

use super::schemas::{Schemas, Sub};
use super::types::Types;
use crate::generate::model::{Docs, Kind, TypeId};

/// What is said about a subschema, and not in the docs yet.
pub(super) struct Note {
    pub(super) sub: Sub,
    pub(super) reason: String,
}

/// The docs that speak of a subschema.
#[derive(Default)]
pub(super) struct Tellers {
    types: HashMap<Sub, Vec<TypeId>>,
    /// By the struct and the place among its fields.
    fields: HashMap<Sub, Vec<(TypeId, usize)>>,
}

/// As many notes one doc comment has.
const MOST: usize = 10;

/// The docs for a subschema that has none are not looked for further than so many subschemas away.
const NEAR: usize = 200;

impl Tellers {
    /// Notes what a type is made of; where that is what the type around it is made of, the docs of that one do.
    pub(super) fn add_type(&mut self, id: TypeId, parent: Option<TypeId>, subs: &[Sub]) {
        for sub in subs {
            let types = self.types.entry(*sub).or_default();
            if parent.is_none_or(|parent| !types.contains(&parent)) {
                types.push(id);
            }
        }
    }

    pub(super) fn add_field(&mut self, id: TypeId, place: usize, subs: &[Sub]) {
        for sub in subs {
            self.fields.entry(*sub).or_default().push((id, place));
        }
    }
}

impl Schemas<'_> {
    /// The subschemas at or around JSON pointers.
    pub(super) fn at(&self, pointers: impl IntoIterator<Item = String>) -> Vec<Sub> {
        let mut pointers = pointers.into_iter().peekable();
        if pointers.peek().is_none() {
            return Vec::new();
        }
        let known: HashMap<String, Sub> = self.all().map(|sub| (self.pointer(sub), sub)).collect();
        let around = |pointer: String| {
            let ends = std::iter::once(pointer.len()).chain(pointer.rmatch_indices('/').map(|(end, _)| end));
            let mut found = ends.filter_map(|end| known.get(&pointer[..end]).copied());
            found.next().unwrap_or(Sub::ROOT)
        };
        pointers.map(around).collect()
    }

    /// The subschemas that refer to one.
    fn referring(&self) -> HashMap<Sub, Vec<Sub>> {
        let mut referring: HashMap<Sub, Vec<Sub>> = HashMap::new();
        for from in self.all() {
            if let Some(to) = self.target(from) {
                referring.entry(to).or_default().push(from);
            }
        }
        referring
    }
}

impl Types<'_, '_> {
    /// Puts each note into the docs of what its subschema became, or of what that is a part of.
    pub(super) fn tell(&mut self, notes: Vec<Note>) {
        if notes.is_empty() {
            return;
        }
        let referring = self.schemas.referring();
        for Note { sub, reason } in notes {
            let note = sentence(&reason);
            let mut seen = HashSet::new();
            let mut next = vec![sub];
            while let Some(sub) = next.pop().filter(|_| seen.len() < NEAR) {
                if !seen.insert(sub) {
                    continue;
                }
                if let Some(types) = self.tellers.types.get(&sub) {
                    for id in types {
                        add(&mut self.drafts[id.0].docs, &note);
                    }
                } else if let Some(fields) = self.tellers.fields.get(&sub) {
                    for (id, place) in fields {
                        if let Kind::Struct(fields) = &mut self.drafts[id.0].kind
                            && let Some(field) = fields.fields.get_mut(*place)
                        {
                            add(&mut field.docs, &note);
                        }
                    }
                } else if self.schemas.definition(sub).is_some() {
                    next.extend(referring.get(&sub).into_iter().flatten());
                } else {
                    next.extend(self.schemas.get(sub).parent);
                }
            }
        }
    }
}

fn add(docs: &mut Docs, note: &str) {
    if docs.notes.len() < MOST && !docs.notes.iter().any(|known| known == note) {
        docs.notes.push(note.to_owned());
    }
}

/// A reason as a sentence of its own.
fn sentence(reason: &str) -> String {
    let mut rest = reason.chars();
    let first = rest.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    let end = if reason.ends_with(['.', '\u{2026}']) { "" } else { "." };
    format!("{first}{}{end}", rest.as_str())
}
