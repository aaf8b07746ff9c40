//! The subschemas of one document, numbered, and what each of them alone says about types.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use fancy_regex::{Regex, RegexBuilder};
use serde_json::Value;

use super::members::Reach;
use super::schema::{Schema, Weight};
use toolshape_json_schema::keyword::children;
use toolshape_json_schema::pointer::unescape;

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
    /// The first subschema that so many others hold together with that not all of them were looked at.
    pub(super) far: Cell<Option<Sub>>,
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

impl<'a> Schemas<'a> {
    pub(super) fn new(root: &'a Value) -> Self {
        let mut schemas = Self {
            list: Vec::new(),
            ids: HashMap::new(),
            definitions: HashMap::new(),
            patterns: HashMap::new(),
            reaches: RefCell::default(),
            far: Cell::default(),
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
            let includes = schemas.target(Sub(at)).into_iter().chain(schemas.list(Sub(at), "allOf")).collect();
            schemas.list[at].includes = includes;
            schemas.list[at].meaning = Sub(at);
        }
        schemas.follow_references();
        schemas
    }

    /// Follows each chain of references once.
    fn follow_references(&mut self) {
        let mut is_followed = vec![false; self.list.len()];
        for start in 0..self.list.len() {
            let mut chain = Vec::new();
            let mut now = Sub(start);
            while !is_followed[now.0] {
                is_followed[now.0] = true;
                chain.push(now);
                let schema = self.get(now);
                let is_plain = schema.weight == Weight::Nothing && schema.applicators.is_empty();
                match self.target(now).filter(|_| is_plain && schema.word("allOf").is_none()) {
                    Some(target) => now = target,
                    None => break,
                }
            }
            let end = self.get(now).meaning;
            for sub in chain {
                self.list[sub.0].meaning = end;
            }
        }
    }

    /// The subschema itself, or where it leads if it is no more than a reference.
    pub(super) fn meaning(&self, sub: Sub) -> Sub {
        self.get(sub).meaning
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
        // Not a choice, also where it has both branches: an `else` more is not to change a type.
        if let Some(condition) = self.one(sub, "if") {
            let met = [condition].into_iter().chain(self.one(sub, "then")).collect();
            let branches = [met].into_iter().chain(self.one(sub, "else").map(|otherwise| vec![otherwise])).collect();
            found.push(Applicator { branches, is_choice: false, is_inclusive: false });
        }
        let dependent: Vec<_> = self.named(sub, "dependentSchemas").map(|(_, child)| vec![child]).collect();
        if !dependent.is_empty() {
            found.push(Applicator { branches: dependent, is_choice: false, is_inclusive: true });
        }
        found
    }

    pub(super) fn all(&self) -> impl Iterator<Item = Sub> {
        (0..self.list.len()).map(Sub)
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

/// A pattern as the check of an instance reads it, with less patience.
fn compiled(pattern: &str) -> Option<Regex> {
    let pattern = jsonschema_regex::to_rust_regex(pattern).ok()?;
    RegexBuilder::new(&pattern).backtrack_limit(10_000).build().ok()
}
