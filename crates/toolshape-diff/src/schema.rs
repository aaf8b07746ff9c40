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

    fn elements(self) -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator {
        let list = self.value.as_array().map(Vec::as_slice).unwrap_or_default();
        list.iter().map(move |value| self.at(value))
    }

    pub(crate) fn list(self, word: &str) -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator {
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

    /// The last reference of a chain of them, which in normal form has an end.
    pub(crate) fn settled(mut self) -> Self {
        while self.says_only("$ref")
            && let Some(target) = self.target().filter(|target| target.says_only("$ref"))
        {
            self = target;
        }
        self
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
            (Some(part), Some(other)) => part.is_same(other),
            (part, other) => part.is_none() && other.is_none(),
        }
    }

    /// Whether both are the same, apart from words that only describe.
    pub(crate) fn is_same(self, other: Self) -> bool {
        let mut seen = HashSet::new();
        let mut left = vec![(self, other)];
        while let Some((one, other)) = left.pop() {
            if !seen.insert((one.address(), other.address())) {
                continue; // if it is another, that is found where it was seen
            }
            if !one.says_same(other) {
                return false;
            }
            let (parts, mut others): (Vec<_>, HashMap<_, _>) = (one.parts().collect(), other.parts().collect());
            for (at, part) in parts {
                let Some(other) = others.remove(&at) else { return false };
                left.push((part, other));
            }
            if !others.is_empty() {
                return false;
            }
            left.extend(one.target().zip(other.target()));
        }
        true
    }

    /// The same without a look at the schemas below.
    fn says_same(self, other: Self) -> bool {
        if !self.value.is_object() || !other.value.is_object() {
            return same(self.value, other.value);
        }
        let words = |schema: Self| schema.words().filter(|(word, _)| *word != "$defs" && !is_description(word));
        let holds_schemas = |word: &str| {
            let argument = find(word).map(|keyword| keyword.argument);
            word == "$ref" || matches!(argument, Some(Argument::Schema | Argument::Schemas | Argument::SchemaMap))
        };
        words(self).count() == words(other).count()
            && words(self)
                .all(|(word, value)| other.word(word).is_some_and(|other| holds_schemas(word) || same(value, other)))
    }
}

/// Whether a word refuses no value.
pub(crate) fn is_description(word: &str) -> bool {
    find(word).is_none_or(|keyword| keyword.describes)
}
