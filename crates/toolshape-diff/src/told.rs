//! What schemas tell a reader and refuse no value for.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};
use toolshape::__private::push_key;
use toolshape_json_schema::keyword::{Argument, find, rewritten};
use toolshape_json_schema::pointer::unescape;

use crate::gap::short;
use crate::schema::Schema;

/// A word that tells something else than before.
pub(crate) struct Retold {
    /// The place in the instance.
    pub(crate) path: String,
    /// The address of the place in the new schema.
    pub(crate) schema: usize,
    pub(crate) text: String,
}

/// What is told otherwise, at the places that both schemas have.
pub(crate) fn retold(old: Schema<'_>, new: Schema<'_>) -> Vec<Retold> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    let mut left = vec![(old, new, "$".to_owned())];
    while let Some((old, new, path)) = left.pop() {
        if !seen.insert((old.address(), new.address())) {
            continue;
        }
        let added = new.words().filter(|(word, _)| old.word(word).is_none());
        for (word, _) in old.words().chain(added).filter(|(word, _)| tells(word)) {
            let (before, after) = (old.word(word), new.word(word));
            if before != after {
                let shown = |value: Option<_>| value.map_or_else(|| "none".to_owned(), short);
                let text = format!("{word}: {} -> {}", shown(before), shown(after));
                found.push(Retold { path: path.clone(), schema: new.address(), text });
            }
        }
        let mut parts: HashMap<_, _> = new.parts().collect();
        let mut below: Vec<_> =
            old.parts().filter_map(|(at, old)| Some((old, parts.remove(&at)?, below(&path, &at)))).collect();
        if old.target().is_some() || new.target().is_some() {
            below.insert(0, (old.target().unwrap_or(old), new.target().unwrap_or(new), path));
        }
        left.extend(below.into_iter().rev());
    }
    found
}

/// A schema without the words that only tell.
pub(crate) fn without_words(schema: &Value) -> Value {
    let Value::Object(words) = schema else { return schema.clone() };
    let kept = words.iter().filter(|(word, _)| !tells(word));
    let kept: Map<_, _> = kept.map(|(word, value)| (word.clone(), rewritten(word, value, without_words))).collect();
    kept.into()
}

/// Words that JSON Schema does not know are somebody's extensions.
fn tells(word: &str) -> bool {
    find(word).map_or(word.starts_with("x-"), |keyword| keyword.describes && keyword.argument != Argument::Core)
}

/// The place in the instance that a subschema is about.
fn below(path: &str, pointer: &str) -> String {
    let mut path = path.to_owned();
    let mut segments = pointer.split('/').skip(1);
    match (segments.next().unwrap_or_default(), segments.next()) {
        ("properties", Some(name)) => push_key(&mut path, &unescape(name)),
        ("prefixItems", Some(index)) => path.extend(["[", index, "]"]),
        ("items" | "contains" | "unevaluatedItems", _) => path += "[*]",
        ("additionalProperties" | "patternProperties" | "unevaluatedProperties", _) => path += ".*",
        _ => {}
    }
    path
}
