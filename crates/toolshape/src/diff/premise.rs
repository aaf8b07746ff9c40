//! What is known of a value.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use serde_json::{Number, Value};

use super::document::Schema;
use super::numbers::{compare, count, same};
use super::types::Types;

static NULL: Value = Value::Null;
static FALSE: Value = Value::Bool(false);
static TRUE: Value = Value::Bool(true);

/// The most branches that are looked into for their types.
const HOPS: u8 = 8;

/// One thing that is known of a value.
#[derive(Clone, Copy)]
pub(super) enum Fact<'a> {
    /// The schema accepts it.
    Is(Schema<'a>),
    /// The schema refuses it.
    Not(Schema<'a>),
    Exactly(&'a Value),
    /// It has this member, if it is an object.
    Has(&'a str),
    Types(Types),
    /// There is no such value.
    Never,
}

pub(super) type FactKey = (u8, usize);

impl Fact<'_> {
    fn key(self) -> FactKey {
        match self {
            Self::Is(schema) => (0, schema.address()),
            Self::Not(schema) => (1, schema.address()),
            Self::Exactly(value) => (2, std::ptr::from_ref(value) as usize),
            Self::Has(name) => (3, name.as_ptr() as usize),
            Self::Types(types) => (4, usize::from(types.bits())),
            Self::Never => (5, 0),
        }
    }
}

/// All that is known of a value: every fact is true of it.
#[derive(Clone)]
pub(super) struct Premise<'a> {
    pub(super) facts: Vec<Fact<'a>>,
    /// The choices whose cases were told apart already.
    pub(super) spent: Vec<usize>,
}

impl<'a> Premise<'a> {
    pub(super) fn of(schema: Schema<'a>) -> Self {
        Self::new([Fact::Is(schema)])
    }

    pub(super) fn new(facts: impl IntoIterator<Item = Fact<'a>>) -> Self {
        let mut premise = Self { facts: Vec::new(), spent: Vec::new() };
        premise.learn(facts);
        premise
    }

    /// The premise with more facts.
    pub(super) fn and(&self, facts: impl IntoIterator<Item = Fact<'a>>) -> Self {
        let mut more = self.clone();
        more.learn(facts);
        more
    }

    /// The premise without one of its facts.
    pub(super) fn without(&self, fact: Fact<'a>) -> Self {
        let mut less = self.clone();
        less.facts.retain(|other| other.key() != fact.key());
        less
    }

    /// Two premises with the same key know the same.
    pub(super) fn key(&self) -> (Vec<FactKey>, Vec<usize>) {
        let mut facts: Vec<_> = self.facts.iter().map(|fact| fact.key()).collect();
        facts.sort_unstable();
        let mut spent = self.spent.clone();
        spent.sort_unstable();
        (facts, spent)
    }

    /// Adds facts, and those that follow from a word alone: references, `allOf`, `not`, `dependentSchemas`.
    fn learn(&mut self, facts: impl IntoIterator<Item = Fact<'a>>) {
        let mut known: BTreeSet<FactKey> = self.facts.iter().map(|fact| fact.key()).collect();
        let mut left: Vec<_> = facts.into_iter().collect();
        loop {
            while let Some(fact) = left.pop() {
                if !known.insert(fact.key()) {
                    continue;
                }
                match fact {
                    Fact::Is(schema) if schema.value == &TRUE => {}
                    Fact::Is(schema) if schema.value == &FALSE => self.facts.push(Fact::Never),
                    Fact::Is(schema) => {
                        left.extend(schema.target().map(Fact::Is));
                        left.extend(schema.list("allOf").map(Fact::Is));
                        left.extend(schema.child("not").map(Fact::Not));
                        self.facts.push(fact);
                    }
                    _ => self.facts.push(fact),
                }
            }
            if !self.types().is_within(Types::OBJECT) {
                return; // it need not have the members that it requires
            }
            let required = self.required();
            let depends = self.schemas().flat_map(|schema| schema.named("dependentSchemas"));
            let due = depends.filter(|(name, _)| required.contains(name)).map(|(_, schema)| Fact::Is(schema));
            left.extend(due.filter(|fact| !known.contains(&fact.key())));
            if left.is_empty() {
                return;
            }
        }
    }

    /// The schemas that accept it.
    pub(super) fn schemas(&self) -> impl Iterator<Item = Schema<'a>> {
        self.facts.iter().filter_map(|fact| match fact {
            Fact::Is(schema) if schema.words().is_some() => Some(*schema),
            _ => None,
        })
    }

    /// What they say under a word.
    pub(super) fn words(&self, word: &str) -> impl Iterator<Item = &'a Value> {
        self.schemas().filter_map(move |schema| schema.word(word))
    }

    pub(super) fn is_never(&self) -> bool {
        self.facts.iter().any(|fact| matches!(fact, Fact::Never))
    }

    /// No fewer than the types that it can have.
    pub(super) fn types(&self) -> Types {
        self.facts.iter().fold(Types::ALL, |types, fact| match fact {
            Fact::Is(schema) => types.and(Types::accepted_by(*schema, HOPS)),
            // What refuses by its type alone refuses all of that type.
            Fact::Not(schema) => match (schema.words(), Types::named(*schema)) {
                (Some(words), Some(refused)) if words.len() == 1 => types.without(refused),
                _ => types,
            },
            Fact::Exactly(value) => types.and(Types::of(value)),
            Fact::Types(only) => types.and(*only),
            Fact::Has(_) => types,
            Fact::Never => Types::NONE,
        })
    }

    /// The only value that it can be.
    pub(super) fn exact(&self) -> Option<&'a Value> {
        self.facts.iter().find_map(|fact| match fact {
            Fact::Exactly(value) => Some(*value),
            Fact::Is(schema) => schema.word("const").or_else(|| match schema.word("enum")?.as_array()?.as_slice() {
                [value] => Some(value),
                _ => None,
            }),
            _ => None,
        })
    }

    /// No fewer than the values that it can be, where they can be listed.
    pub(super) fn values(&self) -> Option<Vec<&'a Value>> {
        let types = self.types();
        let lists: Vec<_> = self.words("enum").filter_map(Value::as_array).collect();
        let mut values: Vec<&Value> = match (self.exact(), lists.first()) {
            (Some(value), _) => vec![value],
            (None, Some(list)) => list.iter().collect(),
            (None, None) if types.is_within(Types::NULL.or(Types::BOOLEAN)) => vec![&NULL, &FALSE, &TRUE],
            (None, None) => return None,
        };
        values.retain(|value| {
            let is_listed = |list: &&Vec<Value>| list.iter().any(|other| same(value, other));
            let is_it = |other: &Value| same(value, other);
            let exactly = self.facts.iter().filter_map(|fact| match fact {
                Fact::Exactly(value) => Some(*value),
                _ => None,
            });
            types.has_any(Types::of(value))
                && lists.iter().all(is_listed)
                && self.words("const").chain(exactly).all(is_it)
                && !self.is_refused(value)
        });
        Some(values)
    }

    /// Whether a `not` of nothing but values names it.
    fn is_refused(&self, value: &Value) -> bool {
        self.facts.iter().any(|fact| {
            let Fact::Not(schema) = fact else { return false };
            if schema.words().is_none_or(|words| words.len() != 1) {
                return false;
            }
            let listed = schema.word("enum").and_then(Value::as_array).into_iter().flatten();
            schema.word("const").into_iter().chain(listed).any(|other| same(value, other))
        })
    }

    /// The members that it has, if it is an object.
    pub(super) fn required(&self) -> BTreeSet<&'a str> {
        let names = self.words("required").filter_map(Value::as_array).flatten();
        let mut required: BTreeSet<&str> = names.filter_map(Value::as_str).collect();
        for fact in &self.facts {
            if let Fact::Has(name) = fact {
                required.insert(name);
            }
        }
        required.extend(self.exact().and_then(Value::as_object).into_iter().flatten().map(|(name, _)| name.as_str()));
        // Each round adds a name or is the last.
        loop {
            let depends = self.words("dependentRequired").filter_map(Value::as_object).flatten();
            let due = depends.filter(|(name, _)| required.contains(name.as_str()));
            let due: Vec<&str> =
                due.filter_map(|(_, names)| names.as_array()).flatten().filter_map(Value::as_str).collect();
            let before = required.len();
            required.extend(due);
            if required.len() == before {
                return required;
            }
        }
    }

    /// The highest of the counts under a word.
    pub(super) fn at_least(&self, word: &str) -> Option<i128> {
        self.words(word).filter_map(count).max()
    }

    /// The lowest of the counts under a word.
    pub(super) fn at_most(&self, word: &str) -> Option<i128> {
        self.words(word).filter_map(count).min()
    }

    /// Whether a number under a word, or the exact number, compares with this one as wanted.
    pub(super) fn bound(&self, word: &str, number: &Number, is_wanted: fn(Ordering) -> bool) -> bool {
        let numbers = self.words(word).filter_map(Value::as_number);
        numbers.filter_map(|known| compare(known, number)).any(is_wanted)
    }
}
