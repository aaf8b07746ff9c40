//! What schemas tell a reader, and refuse nobody for.

use std::collections::HashSet;

use serde_json::Value;

use super::document::Schema;
use super::gap::short;
use crate::dialect::{Holds, holds, is_annotation};
use crate::mismatch::push_key;

/// A word that tells something else.
pub(super) struct Retold {
    pub(super) path: String,
    pub(super) pointer: Option<String>,
    pub(super) text: String,
}

/// What is told otherwise, at the places that both schemas have.
pub(super) fn retold(old: Schema<'_>, new: Schema<'_>) -> Vec<Retold> {
    let mut walk = Walk { found: Vec::new(), seen: HashSet::new() };
    walk.both(old, new, "$");
    walk.found
}

/// A schema without the words that only tell.
pub(super) fn without_words(schema: &Value) -> Value {
    let Value::Object(words) = schema else { return schema.clone() };
    let kept = words.iter().filter(|(word, _)| !is_annotation(word)).map(|(word, value)| {
        let value = match (holds(word), value) {
            (Holds::Schema, Value::Array(list)) => list.iter().map(without_words).collect(),
            (Holds::Schema, schema) => without_words(schema),
            (Holds::NamedSchemas, Value::Object(named)) => {
                named.iter().map(|(name, schema)| (name.clone(), without_words(schema))).collect()
            }
            _ => value.clone(),
        };
        (word.clone(), value)
    });
    Value::Object(kept.collect())
}

struct Walk {
    found: Vec<Retold>,
    seen: HashSet<(usize, usize)>,
}

impl Walk {
    fn both(&mut self, old: Schema<'_>, new: Schema<'_>, path: &str) {
        if !self.seen.insert((old.address(), new.address())) {
            return;
        }
        let words = |schema: Schema<'_>| {
            let words = schema.words().into_iter().flatten().map(|(word, _)| word.clone());
            words.filter(|word| is_annotation(word) || is_unknown(word)).collect::<Vec<_>>()
        };
        let mut told = words(old);
        told.extend(words(new).into_iter().filter(|word| old.word(word).is_none()));
        for word in told {
            let (before, after) = (old.word(&word), new.word(&word));
            if before != after {
                let shown = |value: Option<_>| value.map_or_else(|| "none".to_owned(), short);
                let text = format!("{word}: {} -> {}", shown(before), shown(after));
                self.found.push(Retold { path: path.to_owned(), pointer: new.pointer(), text });
            }
        }

        if old.target().is_some() || new.target().is_some() {
            self.both(old.target().unwrap_or(old), new.target().unwrap_or(new), path);
        }
        for (name, old) in old.named("properties") {
            if let Some(new) = new.child("properties").and_then(|named| named.child(name)) {
                let mut path = path.to_owned();
                push_key(&mut path, name);
                self.both(old, new, &path);
            }
        }
        for (word, step) in [("items", "[*]"), ("additionalProperties", ".*"), ("contains", "[*]")] {
            if let (Some(old), Some(new)) = (old.child(word), new.child(word)) {
                self.both(old, new, &format!("{path}{step}"));
            }
        }
        for (index, (old, new)) in old.list("prefixItems").zip(new.list("prefixItems")).enumerate() {
            self.both(old, new, &format!("{path}[{index}]"));
        }
        for word in ["allOf", "anyOf", "oneOf"] {
            if old.list(word).len() == new.list(word).len() {
                for (old, new) in old.list(word).zip(new.list(word)) {
                    self.both(old, new, path);
                }
            }
        }
    }
}

/// A word that JSON Schema does not have: an extension, for somebody else.
fn is_unknown(word: &str) -> bool {
    word.starts_with("x-")
}
