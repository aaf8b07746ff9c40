//! The targets of references: every schema with an address, and every anchor, of all documents.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::Value;

use super::uri;
use crate::document::Document;
use crate::draft::{Dialect, Draft};
use crate::warning::Warning;
use crate::{file, keyword};

/// A place in one of the documents.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Location {
    pub(super) source: usize,
    pub(super) pointer: String,
}

impl Location {
    /// The place and all around it, from the inside out.
    pub(super) fn outwards(&self) -> impl Iterator<Item = Self> {
        let ends = self.pointer.match_indices('/').map(|(at, _)| at).rev();
        std::iter::once(self.pointer.len()).chain(ends).map(|end| self.cut(end))
    }

    /// A warning about the place.
    pub(super) fn warning(&self, reason: String, hint: Option<String>) -> Warning {
        Warning { document: self.source, pointer: self.pointer.clone(), reason, hint }
    }

    fn cut(&self, end: usize) -> Self {
        Self { source: self.source, pointer: self.pointer[..end].to_owned() }
    }
}

/// A schema with an address, to which the references in it are relative.
#[derive(Debug, Clone)]
pub(super) struct Resource {
    /// Where it begins: another document may have the same address.
    start: Location,
    address: Rc<str>,
    pub(super) dialect: Dialect,
}

#[derive(Debug)]
struct Anchor {
    location: Location,
    is_dynamic: bool,
}

/// The target of a reference.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) location: Location,
    /// How the reference was read, if in another way than written.
    pub(super) read_as: Option<String>,
}

/// Why a reference has no target.
#[derive(Debug)]
pub(super) struct Nowhere {
    pub(super) reason: &'static str,
    pub(super) hint: Option<String>,
}

/// The anchor that draft 2019-09's `$recursiveAnchor` stands for; no other is empty.
const RECURSIVE: &str = "";

#[derive(Debug)]
pub(super) struct Index<'a> {
    documents: &'a [Document],
    /// Where each resource begins.
    starts: BTreeMap<Location, Resource>,
    /// The places of schemas by their address: of each source that has one the first.
    places: BTreeMap<String, Vec<Location>>,
    /// By where the resource begins, and the name.
    anchors: BTreeMap<(Location, String), Anchor>,
    /// How many schemas have a dynamic anchor of a name.
    dynamic: BTreeMap<String, usize>,
    /// Whether any document has `unevaluatedProperties` or `unevaluatedItems`.
    pub(super) speaks_of_the_unevaluated: bool,
    /// Documents that are read as another draft than their `$schema` says.
    pub(super) strange: BTreeMap<usize, &'static str>,
}

impl<'a> Index<'a> {
    pub(super) fn new(documents: &'a [Document]) -> Self {
        let mut index = Self {
            documents,
            starts: BTreeMap::new(),
            places: BTreeMap::new(),
            anchors: BTreeMap::new(),
            dynamic: BTreeMap::new(),
            speaks_of_the_unevaluated: false,
            strange: BTreeMap::new(),
        };
        for (source, document) in documents.iter().enumerate() {
            let name = document.name.as_str();
            let mut address = if uri::is_absolute(name) {
                uri::split(name).0.to_owned()
            } else {
                uri::join("document:///", &uri::encode(name))
            };
            if document.around.is_one_of_many {
                address = format!("{address}?{source}"); // its anchors are no other's
            }
            index.add(source, &address, &document.value);
        }
        index
    }

    fn add(&mut self, source: usize, address: &str, value: &'a Value) {
        let location = Location { source, pointer: String::new() };
        let dialect = value.get("$schema").and_then(Value::as_str).map_or(Some(Dialect::UNDECLARED), Dialect::of);
        if dialect.is_none() {
            let reason = "this `$schema` is not known, and the document is read as draft 2020-12";
            self.strange.insert(source, reason);
        } else if value["$schema"].as_str().is_some_and(|schema| schema.contains("/draft-03")) {
            self.strange.insert(source, "draft 3 is not supported, and the document is read as draft 4");
        }
        let dialect = dialect.unwrap_or(Dialect::UNDECLARED);
        let resource = Resource { start: location.clone(), address: address.into(), dialect };
        self.place(address, &location);
        self.starts.insert(location.clone(), resource.clone());
        self.walk(&location, value, resource);
    }

    fn walk(&mut self, location: &Location, value: &'a Value, mut resource: Resource) {
        let Value::Object(keywords) = value else { return };
        let text = |name: &str| keywords.get(name).and_then(Value::as_str);
        let is_only_reference = resource.dialect.is_only_reference(keywords);
        if !is_only_reference {
            let schema = text("$schema").filter(|_| !location.pointer.is_empty()).and_then(Dialect::of);
            let dialect = schema.unwrap_or(resource.dialect);
            let old_id = text("id").filter(|_| dialect.draft <= Draft::D4 || !dialect.declared);
            let id = if dialect.draft <= Draft::D4 { old_id } else { text("$id").or(old_id) };
            if let Some(id) = id {
                let inner = self.identified(location, id, &resource, dialect);
                // Without a declared draft, `id` names a schema but moves no base, except at the top.
                if dialect.declared || text("$id").is_some() || location.pointer.is_empty() {
                    resource = inner;
                    self.starts.insert(location.clone(), resource.clone());
                }
            }
            let knows = |draft: Draft| !resource.dialect.declared || resource.dialect.draft >= draft;
            if let Some(name) = text("$anchor").filter(|_| knows(Draft::D2019)) {
                self.anchor(&resource, name, location, false);
            }
            if let Some(name) = text("$dynamicAnchor").filter(|_| knows(Draft::D2020)) {
                self.anchor(&resource, name, location, true);
            }
            if keywords.get("$recursiveAnchor") == Some(&Value::Bool(true)) && resource.dialect.draft == Draft::D2019 {
                self.anchor(&resource, RECURSIVE, location, true);
            }
        }
        let unevaluated = ["unevaluatedProperties", "unevaluatedItems"];
        self.speaks_of_the_unevaluated |= unevaluated.iter().any(|keyword| keywords.contains_key(*keyword));
        for (pointer, child) in keyword::children(value) {
            let location = Location { source: location.source, pointer: format!("{}{pointer}", location.pointer) };
            self.walk(&location, child, resource.clone());
        }
    }

    /// Notes a schema's `$id`, and gives the resource that begins with it.
    fn identified(&mut self, location: &Location, id: &str, outer: &Resource, dialect: Dialect) -> Resource {
        let (address, fragment) = uri::split(id);
        let address: Rc<str> = uri::join(&outer.address, address).into();
        let start = if address == outer.address { &outer.start } else { location };
        let resource = Resource { start: start.clone(), address, dialect };
        if !fragment.is_empty() && !fragment.starts_with('/') {
            self.anchor(&resource, &fragment, location, false); // what `$anchor` was up to draft 7
        }
        if resource.start == *location {
            self.place(&resource.address, location);
        }
        resource
    }

    /// Notes the address of a schema.
    fn place(&mut self, address: &str, location: &Location) {
        let places = self.places.entry(address.to_owned()).or_default();
        if places.iter().all(|place| place.source != location.source) {
            places.push(location.clone());
        }
    }

    /// The place of a schema by its address: in the source given, or else in the first that has it.
    fn placed(&self, address: &str, source: usize) -> Option<&Location> {
        let places = self.places.get(address)?;
        places.iter().find(|place| place.source == source).or(places.first())
    }

    fn anchor(&mut self, resource: &Resource, name: &str, location: &Location, is_dynamic: bool) {
        if is_dynamic {
            *self.dynamic.entry(name.to_owned()).or_default() += 1;
        }
        let anchor = Anchor { location: location.clone(), is_dynamic };
        self.anchors.entry((resource.start.clone(), name.to_owned())).or_insert(anchor);
    }

    /// The resource that begins at a place.
    pub(super) fn start(&self, location: &Location) -> Option<&Resource> {
        self.starts.get(location)
    }

    /// The resource that a place lies in.
    pub(super) fn resource(&self, location: &Location) -> Resource {
        let inner = location.outwards().find_map(|outer| self.starts.get(&outer).cloned());
        let start = || Location { source: location.source, pointer: String::new() };
        inner.unwrap_or_else(|| Resource { start: start(), address: "".into(), dialect: Dialect::UNDECLARED })
    }

    pub(super) fn value(&self, location: &Location) -> Option<&'a Value> {
        self.documents.get(location.source)?.value.pointer(&location.pointer)
    }

    /// The name of a source, for messages.
    pub(super) fn name(&self, source: usize) -> &str {
        self.documents.get(source).map_or("", |document| &document.name)
    }

    /// The target of a reference in a resource.
    ///
    /// # Errors
    ///
    /// The reason why it has none.
    pub(super) fn resolve(&self, keyword: &str, reference: &str, resource: &Resource) -> Result<Found, Nowhere> {
        let (to, fragment) = uri::split(reference);
        let root = if to.is_empty() { resource.start.clone() } else { self.document(to, resource)? };
        // The target is the outermost schema with that anchor on the way here: only one such schema is sure to be it.
        let anchor = match keyword {
            "$dynamicRef" => Some(fragment.as_str()),
            "$recursiveRef" => Some(RECURSIVE),
            _ => None,
        };
        let is_one_of_many = |name: &str| {
            self.anchored(&root, name).is_some_and(|anchor| anchor.is_dynamic) && self.dynamic.get(name) > Some(&1)
        };
        if anchor.is_some_and(is_one_of_many) {
            return Err(Nowhere { reason: "may lead to several schemas", hint: None });
        }
        if let Some(location) = self.below(&root, &fragment) {
            return Ok(Found { location, read_as: None });
        }
        let whole = Location { source: root.source, pointer: String::new() };
        let guesses = guesses(&fragment).into_iter().map(|guess| (guess, &root));
        let mut guesses = guesses.chain(std::iter::once((fragment.clone(), &whole)));
        let found = guesses.find_map(|(guess, root)| {
            let location = self.below(root, &guess)?;
            Some(Found { location, read_as: Some(format!("{to}#{guess}")) })
        });
        found.ok_or(Nowhere { reason: "does not resolve", hint: None })
    }

    /// Two documents with different schemas of the address that a reference names: the one that is read, and another.
    pub(super) fn rivals(&self, reference: &str, resource: &Resource) -> Option<[&'a Document; 2]> {
        let to = uri::split(reference).0;
        let places = self.places.get(&uri::join(&resource.address, to))?;
        let first = places.first().filter(|_| places.iter().all(|place| place.source != resource.start.source))?;
        let other = places.iter().find(|other| self.value(other) != self.value(first))?;
        Some([self.documents.get(first.source)?, self.documents.get(other.source)?])
    }

    fn below(&self, root: &Location, fragment: &str) -> Option<Location> {
        if fragment.is_empty() || fragment.starts_with('/') {
            let location = Location { source: root.source, pointer: format!("{}{fragment}", root.pointer) };
            let is_schema = matches!(self.value(&location)?, Value::Object(_) | Value::Bool(_));
            return is_schema.then_some(location);
        }
        Some(self.anchored(root, fragment)?.location.clone())
    }

    fn anchored(&self, root: &Location, name: &str) -> Option<&Anchor> {
        self.anchors.get(&(self.resource(root).start, name.to_owned()))
    }

    /// A document, or a schema in one, by its address or file name.
    fn document(&self, to: &str, from: &Resource) -> Result<Location, Nowhere> {
        let address = uri::join(&from.address, to);
        let source = from.start.source;
        if let Some(location) = self.placed(&address, source) {
            return Ok(location.clone());
        }
        if !uri::is_absolute(to) {
            let wanted = [file::name(to), &file::percent_decoded(file::name(to))];
            let is_wanted = |source: &usize| wanted.contains(&file::name(&self.documents[*source].name));
            let mut same = (0..self.documents.len()).filter(is_wanted);
            if let (Some(source), None) = (same.next(), same.next()) {
                return Ok(Location { source, pointer: String::new() });
            }
        }
        let wanted = if uri::is_absolute(to) { to } else { file::name(to) };
        let hint = format!("give the document `{wanted}` along with this one");
        Err(Nowhere { reason: "leads to a document that was not given", hint: Some(hint) })
    }
}

/// What a fragment without a target may mean: a pointer without its slash, or the other keyword for definitions.
fn guesses(fragment: &str) -> Vec<String> {
    if fragment.is_empty() {
        return Vec::new();
    }
    let pointer = if fragment.starts_with('/') { fragment.to_owned() } else { format!("/{fragment}") };
    let swap = |from: &str, to: &str| pointer.strip_prefix(from).map(|name| format!("{to}{name}"));
    let swapped = swap("/definitions/", "/$defs/").or_else(|| swap("/$defs/", "/definitions/"));
    std::iter::once(pointer).chain(swapped).collect()
}
