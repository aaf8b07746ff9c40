//! Which references are inlined, and which definitions stay.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::draft::Draft;
use super::keyword;

/// The most keywords that an inlined schema may have.
const MOST_KEYWORDS: usize = 20_000;
/// The longest chain of references that is followed.
const LONGEST_CHAIN: usize = 64;

/// The references of a document, each to a place within it.
pub(super) struct Refs<'a> {
    root: &'a Value,
    /// The pointers whose targets stay, by the names that they have in `$defs`. The root stays
    /// where it is and has none.
    kept: BTreeMap<String, Option<String>>,
}

impl<'a> Refs<'a> {
    /// Decides on every reference, or `None` when some of them cannot be followed here.
    pub(super) fn plan(root: &'a Value, draft: Draft) -> Option<Self> {
        let mut refs = Self { root, kept: BTreeMap::new() };
        let pointers = refs.all(draft)?;
        let recursive = Walk::new(&refs).recursive();
        let kept = recursive.unwrap_or(pointers);

        let mut taken = BTreeSet::new();
        for pointer in kept {
            let name = (!pointer.is_empty()).then(|| free_name(&name_of(&pointer), &mut taken));
            refs.kept.insert(pointer, name);
        }
        Some(refs)
    }

    /// The definitions that stay, by name.
    pub(super) fn kept(&self) -> impl Iterator<Item = (&str, &'a Value)> {
        let named = self.kept.iter().filter_map(|(pointer, name)| Some((pointer, name.as_deref()?)));
        named.filter_map(|(pointer, name)| Some((name, self.root.pointer(pointer)?)))
    }

    /// What a reference to a definition that stays reads in the rewritten schema.
    pub(super) fn kept_as(&self, reference: &str) -> Option<String> {
        let name = self.kept.get(&pointer(reference)?)?;
        Some(name.as_ref().map_or("#".to_owned(), |name| format!("#/$defs/{name}")))
    }

    /// The schema that a reference stands for.
    pub(super) fn target(&self, reference: &str) -> Option<&'a Value> {
        self.root.pointer(&pointer(reference)?)
    }

    /// The pointers of all references that can be reached, or `None` when one of them leaves the
    /// document or depends on more than its place.
    fn all(&self, draft: Draft) -> Option<BTreeSet<String>> {
        let mut found = BTreeSet::new();
        let mut left = vec![self.root];
        while let Some(schema) = left.pop() {
            let Value::Object(map) = schema else { continue };
            let is_root = std::ptr::eq(schema, self.root);
            if !is_root && has_own_base(map, draft) || has_dynamic_ref(map) {
                return None;
            }
            if let Some(reference) = map.get("$ref") {
                let reference = reference.as_str()?;
                let target = self.target(reference)?;
                if found.insert(pointer(reference)?) {
                    left.push(target);
                }
            }
            left.extend(keyword::children(map));
        }
        Some(found)
    }
}

fn has_own_base(schema: &Map<String, Value>, draft: Draft) -> bool {
    schema.contains_key("$id") || draft == Draft::Four && schema.contains_key("id")
}

fn has_dynamic_ref(schema: &Map<String, Value>) -> bool {
    schema.contains_key("$dynamicRef") || schema.contains_key("$recursiveRef")
}

/// The JSON pointer of a reference within the document: `/$defs/Name` of `#/$defs/Name`.
pub(crate) fn pointer(reference: &str) -> Option<String> {
    let fragment = reference.strip_prefix('#')?;
    if !fragment.is_empty() && !fragment.starts_with('/') {
        return None;
    }
    let mut bytes = fragment.bytes();
    let mut decoded = Vec::with_capacity(fragment.len());
    while let Some(byte) = bytes.next() {
        decoded.push(if byte == b'%' {
            let digits = [bytes.next()?, bytes.next()?];
            u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?
        } else {
            byte
        });
    }
    String::from_utf8(decoded).ok()
}

/// The last step of a pointer, as a name that a reference can spell as it is.
fn name_of(pointer: &str) -> String {
    let last = pointer.rsplit('/').next().unwrap_or_default();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    last.chars().map(|c| if plain(c) { c } else { '_' }).collect()
}

/// The name, or with a number behind it when it is taken.
fn free_name(name: &str, taken: &mut BTreeSet<String>) -> String {
    let mut free = name.to_owned();
    let mut number = 1;
    while !taken.insert(free.clone()) {
        number += 1;
        free = format!("{name}{number}");
    }
    free
}

/// Follows every reference once, depth first, to find those that lead back to themselves and the
/// size of the whole when the others are inlined.
struct Walk<'w, 'a> {
    refs: &'w Refs<'a>,
    /// The references being followed.
    open: Vec<String>,
    /// The size of each target already followed: that of its reference where it is recursive.
    sizes: BTreeMap<String, usize>,
    recursive: BTreeSet<String>,
}

impl<'w, 'a> Walk<'w, 'a> {
    fn new(refs: &'w Refs<'a>) -> Self {
        // A reference to the root leads back to where the walk starts.
        let open = vec![String::new()];
        Self { refs, open, sizes: BTreeMap::new(), recursive: BTreeSet::new() }
    }

    /// The recursive targets, or `None` when inlining the others would make too much of them.
    fn recursive(mut self) -> Option<BTreeSet<String>> {
        self.size(self.refs.root)?;
        Some(self.recursive)
    }

    fn size(&mut self, schema: &Value) -> Option<usize> {
        let Value::Object(map) = schema else { return Some(1) };
        let mut size = 1 + map.len();
        if let Some(reference) = map.get("$ref").and_then(Value::as_str) {
            size += self.follow(reference)?;
        }
        for child in keyword::children(map) {
            size += self.size(child)?;
        }
        (size <= MOST_KEYWORDS).then_some(size)
    }

    fn follow(&mut self, reference: &str) -> Option<usize> {
        let pointer = pointer(reference)?;
        if let Some(size) = self.sizes.get(&pointer) {
            return Some(*size);
        }
        if self.open.contains(&pointer) {
            self.recursive.insert(pointer);
            return Some(1);
        }
        if self.open.len() > LONGEST_CHAIN {
            return None;
        }
        let target = self.refs.root.pointer(&pointer)?;
        self.open.push(pointer.clone());
        let inlined = self.size(target)?;
        self.open.pop();
        let size = if self.recursive.contains(&pointer) { 1 } else { inlined };
        self.sizes.insert(pointer, size);
        Some(size)
    }
}
