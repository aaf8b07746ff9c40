//! Writes the normal schema of one document.
//!
//! It is written twice. The first pass finds the targets of references, the schemas that were not understood, and the
//! references that never end. The second pass writes each target once, as a definition, and loosens what depends on
//! something not understood, so that nothing valid is refused.

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

/// The place that is being written.
#[derive(Debug, Clone)]
pub(super) struct At {
    /// In its document.
    pub(super) from: Location,
    /// In the normal schema, as a JSON pointer.
    pub(super) to: String,
    pub(super) resource: Resource,
}

impl At {
    /// A place below, by its pointers from here.
    pub(super) fn step(&self, from: &str, to: &str) -> Self {
        let from = Location { source: self.from.source, pointer: format!("{}{from}", self.from.pointer) };
        Self { from, to: format!("{}{to}", self.to), resource: self.resource.clone() }
    }

    /// A place below that has the same pointer in both schemas.
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
    /// Where each schema comes from, by its pointer.
    pub(super) origins: BTreeMap<String, Location>,
    pub(super) warnings: Vec<Warning>,
    /// For doc comments: pointers into [`Self::schema`], and the reasons.
    pub(super) notes: Vec<(String, String)>,
    pub(super) names: Names,
    /// Places that were not understood, and the reasons.
    pub(super) loose: BTreeMap<Location, Rc<str>>,
    /// Each schema with a reference, and the target.
    pub(super) links: Vec<(Location, Location)>,
}

pub(super) struct Writer<'i> {
    pub(super) index: &'i Index<'i>,
    pub(super) survey: &'i Survey,
    pub(super) names: Names,
    compiles: Compiles<'i>,
    queue: VecDeque<Location>,
    queued: BTreeSet<Location>,
    patterns: BTreeMap<String, Option<Pattern>>,
    origins: BTreeMap<String, Location>,
    warnings: Vec<Warning>,
    notes: Vec<(String, String)>,
    /// Warnings that are given once a document.
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
        let root = Location { source: document, pointer: String::new() };
        self.names.set_root(root.clone());
        let mut schema = self.definition(root, String::new());
        let mut definitions = Map::new();
        while let Some(location) = self.queue.pop_front() {
            let name = self.names.of(&location, self.index);
            let definition = self.definition(location, format!("/$defs/{name}"));
            definitions.insert(name, definition);
        }
        if let (Value::Object(keywords), false) = (&mut schema, definitions.is_empty()) {
            keywords.insert("$defs".to_owned(), Value::Object(definitions));
        }
        let Self { origins, warnings, notes, names, loose, links, .. } = self;
        Written { schema, origins, warnings, notes, names, loose, links }
    }

    fn definition(&mut self, from: Location, to: String) -> Value {
        let value = self.index.value(&from).unwrap_or(&Value::Bool(true));
        let resource = self.index.resource(&from);
        self.here(&At { from, to, resource }, value)
    }

    /// The schema at a place, or a reference to it where another leads there too.
    pub(super) fn schema(&mut self, at: &At, value: &Value) -> Value {
        let entered = self.index.start(&at.from).map(|start| At { resource: start.clone(), ..at.clone() });
        let at = entered.as_ref().unwrap_or(at);
        if self.survey.names.contains(&at.from) {
            self.note_origin(at);
            let reference = self.reference_to(at.from.clone());
            return Value::Object(Map::from_iter([("$ref".to_owned(), Value::String(reference))]));
        }
        self.here(at, value)
    }

    fn here(&mut self, at: &At, value: &Value) -> Value {
        self.note_origin(at);
        match value {
            Value::Object(keywords) => Value::Object(self.object(at, keywords)),
            Value::Bool(_) => value.clone(),
            _ => self.not_a_schema(at, value),
        }
    }

    fn note_origin(&mut self, at: &At) {
        self.origins.insert(at.to.clone(), at.from.clone());
    }

    /// Whether there are targets of references below a place.
    pub(super) fn holds_definitions(&self, at: &At) -> bool {
        self.survey.holders.contains(&at.from)
    }

    /// The `$ref` that is written for a reference; `None` where it has no target.
    pub(super) fn refer(&mut self, at: &At, keyword: &str, reference: &str) -> Option<String> {
        let place = at.below(&format!("/{keyword}"));
        if self.survey.endless.contains(&at.from) {
            self.loosen(&place, format!("`{reference}` leads back here without end, and is read as any value"));
            return None;
        }
        let found = match self.index.resolve(keyword, reference, &at.resource) {
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
        self.links.push((at.from.clone(), found.location.clone()));
        Some(self.reference_to(found.location))
    }

    fn reference_to(&mut self, location: Location) -> String {
        if self.names.is_root(&location) {
            return "#".to_owned();
        }
        let name = self.names.of(&location, self.index);
        if self.queued.insert(location.clone()) {
            self.queue.push_back(location);
        }
        format!("#/$defs/{name}")
    }

    /// What was not understood at or below a place, if anything.
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

    /// Warns that something is read in another way than written.
    pub(super) fn remark(&mut self, at: &At, reason: impl Into<String>) {
        self.warn(at, reason.into(), None);
    }

    /// The same, once for all places with this reason.
    pub(super) fn remark_once(&mut self, at: &At, reason: &str) {
        if self.said.insert(reason.to_owned()) {
            self.warnings.push(at.from.warning(reason.to_owned(), None));
        }
    }

    /// Notes something for the doc comments alone.
    pub(super) fn note(&mut self, at: &At, reason: impl Into<String>) {
        self.notes.push((at.to.clone(), reason.into()));
    }

    /// Warns that something is not understood, so that more is accepted.
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
