//! One subschema: what its own words say.

use serde_json::{Map, Value, json};

use super::kinds::Kinds;
use super::numbers;
use super::schemas::{Applicator, Sub};
use crate::generate::model::Format;

/// One subschema.
pub(super) struct Schema<'a> {
    value: &'a Value,
    pub(super) parent: Option<Sub>,
    /// From the parent, as a JSON pointer.
    pub(super) step: String,
    /// The kinds of values that its own words allow.
    pub(super) kinds: Kinds,
    pub(super) weight: Weight,
    pub(super) applicators: Vec<Applicator>,
    /// What `$ref` and `allOf` add to it.
    pub(super) includes: Vec<Sub>,
    /// Where a reference that says nothing else leads in the end.
    pub(super) meaning: Sub,
}

/// How much the words of one subschema, apart from those that lead to others, say about types.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Weight {
    Nothing,
    /// Only [`Schema::kinds`].
    Kinds,
    More,
}

/// Words that make a subschema weigh [`Weight::More`].
const WEIGHTY: [&str; 10] = [
    "additionalProperties",
    "const",
    "enum",
    "items",
    "patternProperties",
    "prefixItems",
    "properties",
    "required",
    "unevaluatedItems",
    "unevaluatedProperties",
];

const BOUNDS: [&str; 4] = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"];

impl<'a> Schema<'a> {
    pub(super) fn read(value: &'a Value, parent: Option<Sub>, step: String) -> Self {
        let mut schema = Self {
            value,
            parent,
            step,
            kinds: if is_never(value) { Kinds::NONE } else { Kinds::ALL },
            weight: Weight::Nothing,
            applicators: Vec::new(),
            includes: Vec::new(),
            meaning: Sub::ROOT,
        };
        if let Some(word) = schema.word("type") {
            schema.kinds = schema.kinds & Kinds::named(word);
        }
        if let Some(values) = schema.values() {
            let kinds = values.into_iter().map(Kinds::of).filter(|kind| schema.kinds.has(*kind));
            schema.kinds = kinds.fold(Kinds::NONE, |all, kind| all | kind);
        }
        schema.weight = schema.weigh();
        schema
    }

    fn weigh(&self) -> Weight {
        let has_more = WEIGHTY.iter().any(|word| self.word(word).is_some())
            || BOUNDS.iter().any(|word| self.word(word).is_some_and(numbers::decides))
            || self.is_u64()
            || self.format().is_some();
        match self.kinds {
            _ if has_more => Weight::More,
            Kinds::ALL => Weight::Nothing,
            _ => Weight::Kinds,
        }
    }

    pub(super) fn words(&self) -> Option<&'a Map<String, Value>> {
        self.value.as_object()
    }

    pub(super) fn word(&self, word: &str) -> Option<&'a Value> {
        self.words()?.get(word)
    }

    pub(super) fn map(&self, word: &str) -> Option<&'a Map<String, Value>> {
        self.word(word)?.as_object()
    }

    pub(super) fn text(&self, word: &str) -> Option<&'a str> {
        self.word(word)?.as_str()
    }

    pub(super) fn count(&self, word: &str) -> Option<usize> {
        usize::try_from(self.word(word)?.as_u64()?).ok()
    }

    pub(super) fn is_never(&self) -> bool {
        self.kinds.is_empty()
    }

    /// What `enum` or `const` lists.
    pub(super) fn values(&self) -> Option<Vec<&'a Value>> {
        if let Some(value) = self.word("const") {
            return Some(vec![value]);
        }
        Some(self.word("enum")?.as_array()?.iter().collect())
    }

    pub(super) fn required(&self) -> impl Iterator<Item = &'a str> {
        let list = self.word("required").and_then(Value::as_array);
        list.into_iter().flatten().filter_map(Value::as_str)
    }

    /// The format, where it has a type of its own.
    pub(super) fn format(&self) -> Option<Format> {
        match self.text("format")? {
            "date" => Some(Format::Date),
            "date-time" => Some(Format::DateTime),
            "uuid" => Some(Format::Uuid),
            _ => None,
        }
    }

    pub(super) fn is_u64(&self) -> bool {
        matches!(self.text("format"), Some("uint64" | "uint-64"))
    }
}

/// `false` or `{"not": {}}`; what else `not` says is left to the check of values.
fn is_never(value: &Value) -> bool {
    *value == Value::Bool(false) || value.get("not").is_some_and(|not| [Value::Bool(true), json!({})].contains(not))
}
