//! The two schemas to compare, both in the words of 2020-12.

use std::cell::OnceCell;
use std::collections::HashMap;

use serde_json::{Map, Value};

use super::unread::unread;
use crate::dialect::{Draft, Holds, holds, pointer};

/// One of the two schemas.
pub(super) struct Document {
    root: Value,
    /// The JSON pointers of what stands below the root, by [`Schema::address`].
    pointers: OnceCell<HashMap<usize, String>>,
    /// Draft 4 says that `3.0` is no integer; its followers say that it is one.
    pub(super) whole_numbers_are_integers: bool,
    /// A word that makes references depend on more than their text.
    pub(super) rebased_by: Option<&'static str>,
    /// What may refuse something and is not understood, with the JSON pointer of its place.
    pub(super) unread: Vec<(Option<String>, String)>,
}

impl Document {
    pub(super) fn new(schema: &Value) -> Self {
        let draft = Draft::of(schema);
        let root = modern(schema, draft);
        let rebased_by = rebased_by(&root, true);
        let whole_numbers_are_integers = draft != Draft::Four;
        let pointers = OnceCell::new();
        let mut document = Self { root, pointers, whole_numbers_are_integers, rebased_by, unread: Vec::new() };
        document.unread = unread(&document, draft, schema);
        document
    }

    /// A schema that another reader wrote in the words of 2020-12, without anything that moves references.
    pub(super) fn read(schema: &Value, unread: &[(String, String)]) -> Self {
        let unread = unread.iter().map(|(pointer, text)| (Some(pointer.clone()), text.clone())).collect();
        let pointers = OnceCell::new();
        Self { root: schema.clone(), pointers, whole_numbers_are_integers: true, rebased_by: None, unread }
    }

    pub(super) fn root(&self) -> Schema<'_> {
        Schema { document: self, value: &self.root }
    }
}

/// A place in one of the two documents.
#[derive(Clone, Copy)]
pub(super) struct Schema<'a> {
    pub(super) document: &'a Document,
    pub(super) value: &'a Value,
}

impl<'a> Schema<'a> {
    pub(super) fn at(self, value: &'a Value) -> Self {
        Self { value, ..self }
    }

    /// What makes it another place than any other.
    pub(super) fn address(self) -> usize {
        std::ptr::from_ref(self.value) as usize
    }

    pub(super) fn words(self) -> Option<&'a Map<String, Value>> {
        self.value.as_object()
    }

    pub(super) fn word(self, word: &str) -> Option<&'a Value> {
        self.words()?.get(word)
    }

    /// The schema under a word.
    pub(super) fn child(self, word: &str) -> Option<Self> {
        self.word(word).map(|value| self.at(value))
    }

    /// The schemas in the list under a word.
    pub(super) fn list(self, word: &str) -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator {
        let list = self.word(word).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        list.iter().map(move |value| self.at(value))
    }

    /// The schemas by name under a word.
    pub(super) fn named(self, word: &str) -> impl Iterator<Item = (&'a str, Self)> {
        let named = self.word(word).and_then(Value::as_object).into_iter().flatten();
        named.map(move |(name, value)| (name.as_str(), self.at(value)))
    }

    /// What its `$ref` stands for; `None` without one, and for one that cannot be followed.
    pub(super) fn target(self) -> Option<Self> {
        let reference = self.word("$ref")?.as_str()?;
        if self.document.rebased_by.is_some() {
            return None;
        }
        self.document.root.pointer(&pointer(reference)?).map(|value| self.at(value))
    }

    /// The JSON pointer of the place in its document.
    pub(super) fn pointer(self) -> Option<String> {
        if std::ptr::eq(self.value, &raw const self.document.root) {
            return Some(String::new()); // it moves with its document, and is not among them
        }
        let pointers = self.document.pointers.get_or_init(|| {
            let mut pointers = HashMap::new();
            note(&self.document.root, "", &mut pointers);
            pointers
        });
        pointers.get(&self.address()).cloned()
    }
}

/// Notes the pointers of all values below a value.
fn note(value: &Value, pointer: &str, pointers: &mut HashMap<usize, String>) {
    let mut inside = |step: &str, value: &Value| {
        let pointer = format!("{pointer}/{step}");
        note(value, &pointer, pointers);
        pointers.insert(std::ptr::from_ref(value) as usize, pointer);
    };
    match value {
        Value::Object(map) => map.iter().for_each(|(name, value)| inside(&escaped(name), value)),
        Value::Array(list) => list.iter().enumerate().for_each(|(n, value)| inside(&n.to_string(), value)),
        _ => {}
    }
}

fn escaped(step: &str) -> String {
    step.replace('~', "~0").replace('/', "~1")
}

/// The schema in the words of 2020-12.
fn modern(schema: &Value, draft: Draft) -> Value {
    let Value::Object(words) = schema else { return schema.clone() };
    if let Some(reference) = words.get("$ref").filter(|_| draft.ignores_words_beside_ref()) {
        // Its definitions are no words: other references lead there.
        let kept = words.iter().filter(|(word, _)| matches!(word.as_str(), "$defs" | "definitions"));
        let mut kept: Map<_, _> = kept.map(|(word, value)| (word.clone(), inside(word, value, draft))).collect();
        kept.insert("$ref".to_owned(), reference.clone());
        return Value::Object(kept);
    }
    let words = words.iter().map(|(word, value)| (word.clone(), inside(word, value, draft))).collect();
    Value::Object(nullable(in_turn(draft.modernize(words))))
}

/// A list in `items` says nothing in 2020-12, so it can only mean what it meant before.
fn in_turn(mut words: Map<String, Value>) -> Map<String, Value> {
    if words.get("items").is_some_and(Value::is_array) && !words.contains_key("prefixItems") {
        let rest = words.shift_remove("additionalItems");
        let first = words.shift_remove("items").unwrap_or_default();
        words.insert("prefixItems".to_owned(), first);
        words.extend(rest.map(|rest| ("items".to_owned(), rest)));
    }
    words
}

/// `OpenAPI`'s `nullable` adds null to a type, as generated code reads it. An `enum` has to have it too.
fn nullable(mut words: Map<String, Value>) -> Map<String, Value> {
    let is_nullable = words.shift_remove("nullable") == Some(Value::Bool(true));
    if !is_nullable || !words.contains_key("type") {
        return words;
    }
    let null = Value::from("null");
    match words.get_mut("type") {
        Some(Value::Array(list)) if !list.contains(&null) => list.push(null),
        Some(name @ Value::String(_)) if *name != null => *name = Value::from(vec![name.clone(), null]),
        _ => {}
    }
    words
}

fn inside(word: &str, value: &Value, draft: Draft) -> Value {
    match (holds(word), value) {
        (Holds::Schema, Value::Array(list)) => list.iter().map(|schema| modern(schema, draft)).collect(),
        (Holds::Schema, schema) => modern(schema, draft),
        (Holds::NamedSchemas, Value::Object(named)) => {
            named.iter().map(|(name, schema)| (name.clone(), modern(schema, draft))).collect()
        }
        _ => value.clone(),
    }
}

fn rebased_by(schema: &Value, is_root: bool) -> Option<&'static str> {
    let words = schema.as_object()?;
    let moves = |word: &&&str| words.contains_key(**word) && !(is_root && **word == "$id");
    if let Some(word) = ["$id", "$dynamicRef", "$recursiveRef"].iter().find(moves) {
        return Some(word);
    }
    words.iter().find_map(|(word, value)| match (holds(word), value) {
        (Holds::Schema, Value::Array(list)) => list.iter().find_map(|schema| rebased_by(schema, false)),
        (Holds::Schema, schema) => rebased_by(schema, false),
        (Holds::NamedSchemas, Value::Object(named)) => named.values().find_map(|schema| rebased_by(schema, false)),
        _ => None,
    })
}
