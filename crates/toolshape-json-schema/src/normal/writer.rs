//! One document's normal schema, written schema by schema.
//!
//! It is written twice. The first time shows what references lead to, which schemas are not known exactly, and which
//! references never end; the second time each schema that a reference leads to is written once, as a definition, and
//! what is not known exactly is loosened so that nothing valid is refused.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use serde_json::{Map, Value};

use super::index::{Index, Location, Nowhere, Resource};
use super::names::Names;
use super::pattern::{self, Compiles, Pattern};
use super::survey::Survey;
use crate::document::Document;
use crate::draft::Dialect;
use crate::warning::Warning;

/// The anchors that the resources entered so far give to `$dynamicRef`, the outermost of each name.
pub(super) type Scope = Rc<BTreeMap<String, Location>>;

/// A schema as a reference finds it: what a `$dynamicRef` in it means depends on the way to it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Target {
    pub(super) location: Location,
    pub(super) scope: Scope,
}

/// The place that is being written.
#[derive(Debug, Clone)]
pub(super) struct At {
    /// In its document.
    pub(super) from: Location,
    /// In the normal schema, as a JSON pointer.
    pub(super) to: String,
    pub(super) resource: Resource,
    pub(super) scope: Scope,
}

impl At {
    /// A place below, by the pointers that lead to it from here.
    pub(super) fn step(&self, from: &str, to: &str) -> Self {
        let from = Location { source: self.from.source, pointer: format!("{}{from}", self.from.pointer) };
        Self { from, to: format!("{}{to}", self.to), ..self.clone() }
    }

    /// A place below that is written where it was.
    pub(super) fn below(&self, pointer: &str) -> Self {
        self.step(pointer, pointer)
    }

    pub(super) fn dialect(&self) -> Dialect {
        self.resource.dialect
    }
}

/// What was written.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) schema: Value,
    /// Where each schema stems from, by its pointer.
    pub(super) origins: BTreeMap<String, Location>,
    pub(super) warnings: Vec<Warning>,
    /// What doc comments tell, by the pointer into what was written.
    pub(super) notes: Vec<(String, String)>,
    pub(super) names: Names,
    /// Places where less was understood than is written, and what was not.
    pub(super) loose: BTreeMap<Location, Rc<str>>,
    /// Each schema with a reference, and where that leads.
    pub(super) links: Vec<(Location, Location)>,
}

pub(super) struct Writer<'i> {
    pub(super) index: &'i Index<'i>,
    pub(super) survey: &'i Survey,
    pub(super) names: Names,
    compiles: Compiles<'i>,
    queue: VecDeque<Target>,
    queued: BTreeSet<Target>,
    patterns: BTreeMap<String, Option<Pattern>>,
    origins: BTreeMap<String, Location>,
    warnings: Vec<Warning>,
    notes: Vec<(String, String)>,
    /// What is said but once.
    said: BTreeSet<String>,
    loose: BTreeMap<Location, Rc<str>>,
    links: Vec<(Location, Location)>,
}

impl<'i> Writer<'i> {
    pub(super) fn new(index: &'i Index<'i>, survey: &'i Survey, compiles: Compiles<'i>) -> Self {
        Self {
            index,
            survey,
            names: survey.names.clone(),
            compiles,
            queue: VecDeque::new(),
            queued: BTreeSet::new(),
            patterns: BTreeMap::new(),
            origins: BTreeMap::new(),
            warnings: Vec::new(),
            notes: Vec::new(),
            said: BTreeSet::new(),
            loose: BTreeMap::new(),
            links: Vec::new(),
        }
    }

    pub(super) fn write(mut self, document: usize) -> Written {
        let location = Location { source: document, pointer: String::new() };
        let root = self.target(location, &Scope::default());
        self.names.set_root(root.clone());
        let mut schema = self.definition(root, String::new());
        let mut definitions = Map::new();
        while let Some(target) = self.queue.pop_front() {
            let name = self.names.of(&target, self.index);
            let definition = self.definition(target, format!("/$defs/{name}"));
            definitions.insert(name, definition);
        }
        if let (Value::Object(words), false) = (&mut schema, definitions.is_empty()) {
            words.insert("$defs".to_owned(), Value::Object(definitions));
        }
        let Self { origins, warnings, notes, names, loose, links, .. } = self;
        Written { schema, origins, warnings, notes, names, loose, links }
    }

    fn definition(&mut self, target: Target, to: String) -> Value {
        let value = self.index.value(&target.location).unwrap_or(&Value::Bool(true));
        let resource = self.index.resource(&target.location);
        let at = At { from: target.location, to, resource, scope: target.scope };
        self.here(&at, value)
    }

    /// The schema at a place, or a reference to it where another leads there too.
    pub(super) fn schema(&mut self, at: &At, value: &Value) -> Value {
        let mut at = at.clone();
        if let Some(start) = self.index.start(&at.from) {
            at.resource = start.clone();
            at.scope = self.entered(&at.scope, start);
        }
        let target = Target { location: at.from.clone(), scope: Rc::clone(&at.scope) };
        if self.survey.names.contains(&target) {
            self.note_origin(&at);
            let reference = self.reference_to(target);
            return Value::Object(Map::from_iter([("$ref".to_owned(), Value::String(reference))]));
        }
        self.here(&at, value)
    }

    fn here(&mut self, at: &At, value: &Value) -> Value {
        self.note_origin(at);
        match value {
            Value::Object(words) => Value::Object(self.object(at, words)),
            Value::Bool(_) => value.clone(),
            _ => self.not_a_schema(at, value),
        }
    }

    fn note_origin(&mut self, at: &At) {
        self.origins.insert(at.to.clone(), at.from.clone());
    }

    /// The scope inside a resource.
    fn entered(&self, scope: &Scope, resource: &Resource) -> Scope {
        let mut new = self.index.dynamic_anchors(resource).filter(|(name, _)| !scope.contains_key(*name)).peekable();
        if new.peek().is_none() {
            return Rc::clone(scope);
        }
        let mut entered = BTreeMap::clone(scope);
        entered.extend(new.map(|(name, location)| (name.to_owned(), location.clone())));
        Rc::new(entered)
    }

    fn target(&self, location: Location, scope: &Scope) -> Target {
        let scope = self.entered(scope, &self.index.resource(&location));
        Target { location, scope }
    }

    /// Whether references lead to schemas below a place, which then holds definitions, by whatever name.
    pub(super) fn holds_definitions(&self, at: &At) -> bool {
        self.survey.holders.contains(&at.from)
    }

    /// A `$ref` to what a reference at a place leads to; `None` where it leads nowhere.
    pub(super) fn refer(&mut self, at: &At, word: &str, reference: &str) -> Option<String> {
        let place = at.below(&format!("/{word}"));
        if self.survey.endless.contains(&at.from) {
            self.loosen(&place, format!("`{reference}` leads back here without end, and is read as any value"));
            return None;
        }
        let found = match word {
            "$recursiveRef" => Ok(self.index.recursive(&at.resource)),
            _ => self.index.resolve(reference, &at.resource),
        };
        let found = match found {
            Ok(found) => found,
            Err(Nowhere { reason, hint }) => {
                let reason = format!("`{reference}` {reason}, and is read as any value");
                self.loose.insert(place.from.clone(), reason.as_str().into());
                self.warn(&place, reason, hint);
                return None;
            }
        };
        if let Some(read_as) = &found.read_as {
            self.remark(&place, format!("`{reference}` does not resolve, and is read as `{read_as}`"));
        }
        if let Some([first, other]) = self.index.rivals(reference, &at.resource) {
            let name = |document: &Document| format!("{}#{}", document.name, document.around.pointer);
            let (first, other) = (name(first), name(other));
            self.remark(&place, format!("`{reference}` is in `{first}` and otherwise in `{other}`; the first is read"));
        }
        let anchor = found.dynamic_anchor.filter(|_| word != "$ref");
        let location = anchor.and_then(|name| at.scope.get(&name).cloned()).unwrap_or(found.location);
        let target = self.target(location.clone(), &at.scope);
        if !self.names.can_afford(&target, |location| self.index.size(location)) {
            self.loosen(&place, format!("`{reference}` has too many meanings, and is read as any value"));
            return None;
        }
        self.links.push((at.from.clone(), location.clone()));
        Some(self.reference_to(target))
    }

    fn reference_to(&mut self, target: Target) -> String {
        if self.names.is_root(&target) {
            return "#".to_owned();
        }
        let name = self.names.of(&target, self.index);
        if self.queued.insert(target.clone()) {
            self.queue.push_back(target);
        }
        format!("#/$defs/{name}")
    }

    /// What was not understood at or below a place, so that more is accepted there than the document says.
    pub(super) fn not_understood(&self, at: &At) -> Option<Rc<str>> {
        self.survey.loose.get(&at.from).cloned()
    }

    pub(super) fn pattern(&mut self, text: &str) -> Option<Pattern> {
        if let Some(known) = self.patterns.get(text) {
            return known.clone();
        }
        let read = pattern::read(text, self.compiles);
        self.patterns.insert(text.to_owned(), read.clone());
        read
    }

    /// Says that something is read otherwise than written.
    pub(super) fn remark(&mut self, at: &At, reason: impl Into<String>) {
        self.warn(at, reason.into(), None);
    }

    /// Says of all places like this at once that something is read otherwise than written.
    pub(super) fn remark_once(&mut self, at: &At, reason: &str) {
        if self.said.insert(reason.to_owned()) {
            self.warnings.push(at.from.warning(reason.to_owned(), None));
        }
    }

    /// Notes something in the docs alone.
    pub(super) fn note(&mut self, at: &At, reason: impl Into<String>) {
        self.notes.push((at.to.clone(), reason.into()));
    }

    /// Says that something is not understood, and that more is accepted for it.
    pub(super) fn loosen(&mut self, at: &At, reason: impl Into<String>) {
        let reason = reason.into();
        self.loose.insert(at.from.clone(), reason.as_str().into());
        self.warn(at, reason, None);
    }

    pub(super) fn warn(&mut self, at: &At, reason: String, hint: Option<String>) {
        self.note(at, reason.as_str());
        self.warnings.push(at.from.warning(reason, hint));
    }
}
