//! A place in one of the two schemas, both in normal form.

use std::collections::{HashMap, HashSet};

use serde_json::Value;
use toolshape_json_schema::equality::same;
use toolshape_json_schema::keyword::{Argument, children, find};

/// How deep schemas at one place are followed into each other.
pub(crate) const HOPS: u8 = 8;

#[derive(Clone, Copy)]
pub(crate) struct Schema<'a> {
    root: &'a Value,
    pub(crate) value: &'a Value,
}

impl<'a> Schema<'a> {
    pub(crate) fn of(root: &'a Value) -> Self {
        Self { root, value: root }
    }

    pub(crate) fn at(self, value: &'a Value) -> Self {
        Self { value, ..self }
    }

    /// What tells it from every other place.
    pub(crate) fn address(self) -> usize {
        std::ptr::from_ref(self.value).addr()
    }

    pub(crate) fn words(self) -> impl Iterator<Item = (&'a str, &'a Value)> {
        self.value.as_object().into_iter().flatten().map(|(word, value)| (word.as_str(), value))
    }

    pub(crate) fn word(self, word: &str) -> Option<&'a Value> {
        self.value.get(word)
    }

    pub(crate) fn child(self, word: &str) -> Option<Self> {
        self.word(word).map(|value| self.at(value))
    }

    fn elements(self) -> impl ExactSizeIterator<Item = Self> {
        let list = self.value.as_array().map(Vec::as_slice).unwrap_or_default();
        list.iter().map(move |value| self.at(value))
    }

    pub(crate) fn list(self, word: &str) -> impl ExactSizeIterator<Item = Self> {
        self.at(self.word(word).unwrap_or(&Value::Null)).elements()
    }

    pub(crate) fn named(self, word: &str) -> impl Iterator<Item = (&'a str, Self)> {
        let named = self.word(word).and_then(Value::as_object).into_iter().flatten();
        named.map(move |(name, value)| (name.as_str(), self.at(value)))
    }

    pub(crate) fn property(self, name: &str) -> Option<Self> {
        self.child("properties")?.child(name)
    }

    /// The strings in a list.
    pub(crate) fn strings(self) -> impl Iterator<Item = &'a str> {
        self.elements().filter_map(|element| element.value.as_str())
    }

    pub(crate) fn names(self, word: &str) -> impl Iterator<Item = &'a str> {
        self.child(word).into_iter().flat_map(Schema::strings)
    }

    /// What `$ref` stands for.
    pub(crate) fn target(self) -> Option<Self> {
        let pointer = self.word("$ref")?.as_str()?.strip_prefix('#')?;
        self.root.pointer(pointer).map(|value| self.at(value))
    }

    /// Whether nothing but this word says what is accepted.
    pub(crate) fn says_only(self, only: &str) -> bool {
        self.word(only).is_some()
            && self.words().all(|(word, _)| word == only || word == "$defs" || is_description(word))
    }

    /// The values of `const` or `enum`.
    pub(crate) fn values(self) -> Option<&'a [Value]> {
        let list = || self.word("enum")?.as_array().map(Vec::as_slice);
        self.word("const").map(std::slice::from_ref).or_else(list)
    }

    /// The schemas that may apply to the same value, but for the alternatives of these choices.
    pub(crate) fn in_place(self, chosen: &[usize]) -> impl Iterator<Item = Self> {
        let lists = ["allOf", "anyOf", "oneOf"].into_iter().filter_map(move |word| self.child(word));
        let lists = lists.filter(|list| !chosen.contains(&list.address()));
        let lists = lists.flat_map(Schema::elements);
        let single = ["if", "then", "else"].into_iter().filter_map(move |word| self.child(word));
        let named = self.named("dependentSchemas").map(|(_, schema)| schema);
        lists.chain(single).chain(named).chain(self.target())
    }

    /// The subschemas with their JSON pointers, without definitions: these count where a `$ref` leads to them.
    pub(crate) fn parts(self) -> impl Iterator<Item = (String, Self)> {
        let parts = children(self.value).into_iter().filter(|(pointer, _)| !pointer.starts_with("/$defs/"));
        parts.map(move |(pointer, value)| (pointer, self.at(value)))
    }

    /// Whether both have the same under a word, or neither has it.
    pub(crate) fn has_same(self, other: Self, word: &str) -> bool {
        match (self.child(word), other.child(word)) {
            (Some(part), Some(other)) => part.is_same(other, &mut HashSet::new()),
            (part, other) => part.is_none() && other.is_none(),
        }
    }

    /// Whether both are the same, apart from words that only describe. `seen` are the pairs that were compared.
    pub(crate) fn is_same(self, other: Self, seen: &mut HashSet<(usize, usize)>) -> bool {
        if !seen.insert((self.address(), other.address())) {
            return true; // otherwise all of them are different
        }
        if !self.value.is_object() || !other.value.is_object() {
            return same(self.value, other.value);
        }
        let words = |schema: Self| schema.words().filter(|(word, _)| *word != "$defs" && !is_description(word));
        let is_same_word = |(word, value): (&str, &Value)| {
            let is_compared_below = || {
                word == "$ref"
                    || find(word).is_some_and(|keyword| {
                        matches!(keyword.argument, Argument::Schema | Argument::Schemas | Argument::SchemaMap)
                    })
            };
            other.word(word).is_some_and(|other| is_compared_below() || same(value, other))
        };
        let (parts, others): (Vec<_>, HashMap<_, _>) = (self.parts().collect(), other.parts().collect());
        words(self).count() == words(other).count()
            && words(self).all(is_same_word)
            && parts.len() == others.len()
            && parts.iter().all(|(at, part)| others.get(at).is_some_and(|other| part.is_same(*other, seen)))
            && match (self.target(), other.target()) {
                (Some(target), Some(other)) => target.is_same(other, seen),
                (target, other) => target.is_none() && other.is_none(),
            }
    }
}

/// Whether a word refuses no value.
pub(crate) fn is_description(word: &str) -> bool {
    find(word).is_none_or(|keyword| keyword.describes)
}
