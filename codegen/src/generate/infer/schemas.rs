//! The subschemas of one document, numbered, and what each of them alone says about types.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use fancy_regex::{Regex, RegexBuilder};
use serde_json::{Map, Value};

use super::kinds::Kinds;
use super::members::Reach;
use crate::walk::{children, unescape};

/// A subschema, by its number; one that stands further up in the document has a lower one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) struct Sub(usize);

impl Sub {
    pub(super) const ROOT: Self = Self(0);
}

/// All subschemas of one document.
pub(super) struct Schemas<'a> {
    list: Vec<Schema<'a>>,
    /// A subschema by where it lies in memory; it does not move while this borrows it.
    ids: HashMap<*const Value, Sub>,
    definitions: HashMap<&'a str, Sub>,
    patterns: HashMap<&'a str, Option<Regex>>,
    /// What was asked for already.
    pub(super) reaches: RefCell<HashMap<Sub, Rc<Reach<'a>>>>,
}

/// One subschema.
pub(super) struct Schema<'a> {
    value: &'a Value,
    parent: Option<Sub>,
    /// From the parent, as a JSON pointer.
    step: String,
    /// The kinds of values that its own words allow.
    pub(super) kinds: Kinds,
    /// Members that `not` forbids.
    pub(super) forbidden: Vec<&'a str>,
    /// Values that `not` forbids.
    pub(super) refused: Vec<&'a Value>,
    /// Whether the type holds all that `not` says.
    pub(super) holds_not: bool,
    pub(super) weight: Weight,
    pub(super) applicators: Vec<Applicator>,
}

/// How much the words of one subschema, apart from those that lead to others, say about types.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Weight {
    Nothing,
    /// Only [`Schema::kinds`].
    Kinds,
    More,
}

/// A word that applies one of several subschemas to the same value.
pub(super) struct Applicator {
    /// Subschemas that hold together, by branch.
    pub(super) branches: Vec<Vec<Sub>>,
    /// Whether one of the branches holds for sure.
    pub(super) is_choice: bool,
    /// Whether several of them may hold at once.
    pub(super) is_inclusive: bool,
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

impl<'a> Schemas<'a> {
    pub(super) fn new(root: &'a Value) -> Self {
        let mut schemas = Self {
            list: Vec::new(),
            ids: HashMap::new(),
            definitions: HashMap::new(),
            patterns: HashMap::new(),
            reaches: RefCell::default(),
        };
        schemas.collect(root, None, String::new());
        for (name, value) in root.get("$defs").and_then(Value::as_object).into_iter().flatten() {
            if let Some(&sub) = schemas.ids.get(&std::ptr::from_ref(value)) {
                schemas.definitions.insert(name, sub);
            }
        }
        for at in 0..schemas.list.len() {
            let applicators = schemas.read_applicators(Sub(at));
            schemas.list[at].applicators = applicators;
        }
        schemas
    }

    fn collect(&mut self, value: &'a Value, parent: Option<Sub>, step: String) {
        let sub = Sub(self.list.len());
        self.ids.insert(std::ptr::from_ref(value), sub);
        self.list.push(Schema::read(value, parent, step));
        for (pattern, _) in self.get(sub).map("patternProperties").into_iter().flatten() {
            self.patterns.entry(pattern).or_insert_with(|| compiled(pattern));
        }
        for (step, child) in children(value) {
            self.collect(child, Some(sub), step);
        }
    }

    fn read_applicators(&self, sub: Sub) -> Vec<Applicator> {
        let mut found = Vec::new();
        for word in ["anyOf", "oneOf"] {
            let branches: Vec<_> = self.list(sub, word).into_iter().map(|branch| vec![branch]).collect();
            if !branches.is_empty() {
                found.push(Applicator { branches, is_choice: true, is_inclusive: word == "anyOf" });
            }
        }
        if let Some(condition) = self.one(sub, "if") {
            let (then, otherwise) = (self.one(sub, "then"), self.one(sub, "else"));
            let is_choice = then.is_some() && otherwise.is_some();
            let met = [condition].into_iter().chain(then).collect();
            let branches = [met].into_iter().chain(otherwise.map(|otherwise| vec![otherwise])).collect();
            found.push(Applicator { branches, is_choice, is_inclusive: false });
        }
        let dependent: Vec<_> = self.named(sub, "dependentSchemas").map(|(_, child)| vec![child]).collect();
        if !dependent.is_empty() {
            found.push(Applicator { branches: dependent, is_choice: false, is_inclusive: true });
        }
        found
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn get(&self, sub: Sub) -> &Schema<'a> {
        &self.list[sub.0]
    }

    pub(super) fn definitions(&self) -> impl Iterator<Item = (&'a str, Sub)> {
        let mut all: Vec<_> = self.definitions.iter().map(|(name, sub)| (*name, *sub)).collect();
        all.sort_by_key(|(_, sub)| *sub);
        all.into_iter()
    }

    /// The name of a definition.
    pub(super) fn definition(&self, sub: Sub) -> Option<String> {
        let schema = self.get(sub);
        let name = schema.step.strip_prefix("/$defs/")?;
        (schema.parent == Some(Sub::ROOT)).then(|| unescape(name))
    }

    /// Where a subschema stands, as a JSON pointer.
    pub(super) fn pointer(&self, sub: Sub) -> String {
        let mut steps = Vec::new();
        let mut next = Some(sub);
        while let Some(sub) = next {
            let schema = self.get(sub);
            steps.push(schema.step.as_str());
            next = schema.parent;
        }
        steps.reverse();
        steps.concat()
    }

    /// The subschema under a word.
    pub(super) fn one(&self, sub: Sub, word: &str) -> Option<Sub> {
        self.id(self.get(sub).word(word)?)
    }

    /// The subschemas in a word's list.
    pub(super) fn list(&self, sub: Sub, word: &str) -> Vec<Sub> {
        let list = self.get(sub).word(word).and_then(Value::as_array);
        list.into_iter().flatten().filter_map(|child| self.id(child)).collect()
    }

    /// The subschemas that a word gives names to.
    pub(super) fn named(&self, sub: Sub, word: &str) -> impl Iterator<Item = (&'a str, Sub)> {
        let map = self.get(sub).map(word);
        map.into_iter().flatten().filter_map(|(name, child)| Some((name.as_str(), self.id(child)?)))
    }

    /// The subschema under a name in a word's map.
    pub(super) fn named_one(&self, sub: Sub, word: &str, name: &str) -> Option<Sub> {
        self.id(self.get(sub).map(word)?.get(name)?)
    }

    /// What `$ref` leads to.
    pub(super) fn target(&self, sub: Sub) -> Option<Sub> {
        let reference = self.get(sub).word("$ref")?.as_str()?;
        match reference.strip_prefix("#/$defs/") {
            Some(name) => self.definitions.get(unescape(name).as_str()).copied(),
            None => (reference == "#").then_some(Sub::ROOT),
        }
    }

    fn id(&self, value: &Value) -> Option<Sub> {
        self.ids.get(&std::ptr::from_ref(value)).copied()
    }

    /// Whether a name matches a pattern; none where the pattern cannot be read here.
    pub(super) fn matches(&self, pattern: &str, name: &str) -> Option<bool> {
        self.patterns.get(pattern)?.as_ref()?.is_match(name).ok()
    }
}

impl<'a> Schema<'a> {
    fn read(value: &'a Value, parent: Option<Sub>, step: String) -> Self {
        let mut schema = Self {
            value,
            parent,
            step,
            kinds: if *value == Value::Bool(false) { Kinds::NONE } else { Kinds::ALL },
            forbidden: Vec::new(),
            refused: Vec::new(),
            holds_not: false,
            weight: Weight::Nothing,
            applicators: Vec::new(),
        };
        if let Some(not) = schema.word("not") {
            schema.refuse(not);
        }
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
        let is_far = |word: &&str| {
            let bound = self.word(word).and_then(Value::as_f64).unwrap_or_default();
            bound.abs() >= FAR
        };
        let has_more = WEIGHTY.iter().any(|word| self.word(word).is_some())
            || BOUNDS.iter().any(is_far)
            || self.is_u64()
            || !self.forbidden.is_empty()
            || !self.refused.is_empty();
        match self.kinds {
            _ if has_more => Weight::More,
            Kinds::ALL => Weight::Nothing,
            _ => Weight::Kinds,
        }
    }

    /// Reads what `not` refuses, where that is simple.
    fn refuse(&mut self, not: &'a Value) {
        let words = match not {
            Value::Bool(true) => {
                self.kinds = Kinds::NONE;
                return;
            }
            Value::Object(words) => words,
            _ => return,
        };
        let told: Vec<&String> = words.keys().filter(|word| !ANNOTATIONS.contains(&word.as_str())).collect();
        match (told.as_slice(), not) {
            ([], _) => self.kinds = Kinds::NONE,
            ([word], _) if *word == "type" => {
                self.kinds = self.kinds - Kinds::named(&not["type"]);
                self.holds_not = !not["type"].to_string().contains("integer");
            }
            ([word], _) if *word == "enum" || *word == "const" => {
                let values = words.get("const").map(|value| vec![value]);
                let list = || words.get("enum").and_then(Value::as_array).map(|list| list.iter().collect());
                self.refused.extend(values.or_else(list).unwrap_or_default());
                self.holds_not = self.values().is_some();
                if self.refused.contains(&&Value::Null) {
                    self.kinds = self.kinds - Kinds::NULL;
                }
            }
            ([word], _) if *word == "anyOf" => {
                for branch in not["anyOf"].as_array().into_iter().flatten() {
                    if branch.get("anyOf").is_none() {
                        self.refuse(branch);
                    }
                }
            }
            ([one], _) if *one == "required" => {
                self.kinds = self.kinds & Kinds::OBJECT; // `required` accepts all else, so `not` refuses it
                self.forbid(&not["required"]);
            }
            ([one, two], _) if [one, two].iter().any(|word| **word == "required") && not["type"] == "object" => {
                self.forbid(&not["required"]);
            }
            _ => {}
        }
    }

    fn forbid(&mut self, required: &'a Value) {
        if let Some([Value::String(name)]) = required.as_array().map(Vec::as_slice) {
            self.forbidden.push(name);
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
        self.word(word)?.as_f64().filter(|count| *count >= 0.0).map(|count| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "saturates, and is not below 0"
            )]
            let count = count as usize;
            count
        })
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

    pub(super) fn is_u64(&self) -> bool {
        matches!(self.text("format"), Some("uint64" | "uint-64"))
    }
}

/// A pattern as the check of an instance reads it, with less patience.
fn compiled(pattern: &str) -> Option<Regex> {
    let pattern = jsonschema_regex::to_rust_regex(pattern).ok()?;
    RegexBuilder::new(&pattern).backtrack_limit(10_000).build().ok()
}

/// The bound from which on `i64` does not hold a number: 2^63.
pub(super) const FAR: f64 = 9_223_372_036_854_775_808.0;

const ANNOTATIONS: [&str; 6] = ["$comment", "title", "description", "default", "examples", "deprecated"];
