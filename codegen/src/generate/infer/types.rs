//! Types of unions: each union, and each part of one that needs a name, becomes one type.

use std::collections::{HashMap, HashSet, VecDeque};

use super::alternatives::{Alternative, Chooser, Union};
use super::choices::Division;
use super::conjunction::Conjunction;
use super::draft::{Draft, Naming};
use super::kinds::Kinds;
use super::lists::Entries;
use super::names;
use super::notes::Tellers;
use super::parts::{Part, label};
use super::schemas::{Schemas, Sub};
use crate::generate::model::{Docs, Kind, Shape, TypeId, UntaggedVariant};

/// Lists and maps in each other up to this depth have no name.
const DEEPEST: usize = 6;

/// What definitions add up to is looked at as far as this, for each subschema of the document.
const NAMED: usize = 50;

/// Where a value stands: what its type is called when nothing else gives it a name.
#[derive(Clone, Default)]
pub(super) struct Place {
    pub(super) parent: Option<TypeId>,
    pub(super) suffix: String,
    /// The subschemas that stand there.
    pub(super) raw: Vec<Sub>,
}

/// Makes the types of one document.
pub(super) struct Types<'s, 'a> {
    pub(super) schemas: &'s Schemas<'a>,
    pub(super) chooser: Chooser<'s, 'a>,
    pub(super) drafts: &'s mut Vec<Draft>,
    shapes: HashMap<Union, Option<Shape>>,
    /// Unions whose shapes are being made, each inside the one before.
    open: Vec<Union>,
    newtypes: HashMap<Union, TypeId>,
    pub(super) structs: HashMap<ObjectKey, TypeId>,
    pub(super) enums: HashMap<Vec<Alternative>, TypeId>,
    pub(super) tagged: HashMap<Vec<Alternative>, TypeId>,
    untagged: HashMap<Vec<Alternative>, TypeId>,
    pub(super) divisions: HashMap<Vec<Alternative>, Division>,
    /// Definitions by what they come down to.
    definitions: HashMap<Vec<Alternative>, Sub>,
    /// Those that are all of a type.
    defined: HashSet<Sub>,
    pub(super) jobs: VecDeque<Job>,
    /// Which docs speak of which subschema.
    pub(super) tellers: Tellers,
    pub(super) warnings: Vec<Remark>,
    /// Where nothing could be spent any more.
    pub(super) cut: Option<Sub>,
}

/// What a struct is made of.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct ObjectKey {
    pub(super) alternatives: Vec<Alternative>,
    /// The member that the enum around it keeps.
    pub(super) tag: Option<String>,
    /// Whether mixtures of the alternatives are values, too.
    pub(super) is_mixture: bool,
    /// Whether members without a field are kept, as another type may have one for them.
    pub(super) keeps_rest: bool,
}

/// What there is to say about a subschema.
pub(super) struct Remark {
    pub(super) sub: Sub,
    pub(super) reason: String,
    pub(super) hint: Option<&'static str>,
    /// Whether the docs say it already.
    pub(super) is_told: bool,
}

impl Remark {
    pub(super) fn new(sub: Sub, reason: impl Into<String>, hint: Option<&'static str>) -> Self {
        Self { sub, reason: reason.into(), hint, is_told: false }
    }
}

/// A type that has a number, and is still to be made.
pub(super) enum Job {
    Struct(TypeId, ObjectKey),
    Untagged(TypeId, Vec<Alternative>),
    Newtype(TypeId, Union, Place),
}

/// A variant before it has a name.
pub(super) struct Variant {
    pub(super) label: String,
    pub(super) shape: Shape,
    pub(super) raw: Vec<Sub>,
}

impl<'s, 'a> Types<'s, 'a> {
    pub(super) fn new(schemas: &'s Schemas<'a>, drafts: &'s mut Vec<Draft>) -> Self {
        Self {
            schemas,
            chooser: Chooser::new(schemas),
            drafts,
            shapes: HashMap::new(),
            open: Vec::new(),
            newtypes: HashMap::new(),
            structs: HashMap::new(),
            enums: HashMap::new(),
            tagged: HashMap::new(),
            untagged: HashMap::new(),
            divisions: HashMap::new(),
            definitions: HashMap::new(),
            defined: HashSet::new(),
            jobs: VecDeque::new(),
            tellers: Tellers::default(),
            warnings: Vec::new(),
            cut: None,
        }
    }

    /// Notes what each definition comes down to, so that what is the same gets its name; in a document whose
    /// definitions add up to too much, only of the first.
    pub(super) fn name_definitions(&mut self) {
        let schemas = self.schemas;
        let mut left = NAMED * schemas.len();
        for (_, sub) in schemas.definitions() {
            if let Some(conjunction) = schemas.conjunction(&[sub]) {
                let size = conjunction.len();
                let key = self.named_part(&[conjunction]);
                self.definitions.entry(key).or_insert(sub);
                left = left.saturating_sub(size);
            }
            if left == 0 {
                break;
            }
        }
    }

    /// Makes all types that have been asked for.
    pub(super) fn finish(&mut self) {
        while let Some(job) = self.jobs.pop_front() {
            match job {
                Job::Struct(id, key) => {
                    let kind = self.struct_kind(id, &key);
                    self.drafts[id.0].kind = kind;
                }
                Job::Untagged(id, alternatives) => {
                    let variants = self.variants(id, &alternatives);
                    self.drafts[id.0].kind = Kind::Untagged(variants);
                }
                Job::Newtype(id, union, place) => {
                    self.open.push(union.clone());
                    let shape = self.new_shape(&union, &place);
                    self.open.pop();
                    self.drafts[id.0].kind = Kind::Newtype(shape.unwrap_or(Shape::Any));
                }
            }
        }
    }

    /// The shape of values that satisfy a union; none where no value does.
    pub(super) fn shape(&mut self, union: Union, place: &Place) -> Option<Shape> {
        if let Some(known) = self.shapes.get(&union) {
            return known.clone();
        }
        if self.open.contains(&union) {
            return Some(Shape::Named(self.newtype(&union, place)));
        }
        if self.open.len() >= DEEPEST {
            let id = self.newtype(&union, place);
            self.jobs.push_back(Job::Newtype(id, union.clone(), place.clone()));
            self.shapes.insert(union, Some(Shape::Named(id)));
            return Some(Shape::Named(id));
        }
        self.open.push(union.clone());
        let mut shape = self.new_shape(&union, place);
        self.open.pop();
        if let Some(id) = self.newtypes.get(&union) {
            self.drafts[id.0].kind = Kind::Newtype(shape.unwrap_or(Shape::Any));
            shape = Some(Shape::Named(*id));
        }
        self.shapes.insert(union, shape.clone());
        shape
    }

    fn new_shape(&mut self, union: &[Conjunction], place: &Place) -> Option<Shape> {
        let alternatives = self.chooser.alternatives(union);
        let kinds = alternatives.iter().map(|one| self.schemas.kinds(&one.subs));
        let can_be_null = kinds.fold(Kinds::NONE, |all, kinds| all | kinds).meets(Kinds::NULL);
        let others = self.not_null(&alternatives);
        let mut parts = self.parts(&others);
        let shape = match (parts.pop(), parts.is_empty()) {
            (None, _) => return can_be_null.then_some(Shape::Null),
            (Some(Part::Other), true) => return Some(Shape::Any),
            (Some(part), true) if !self.is_divided(&part) => {
                self.part_shapes(part, place).pop().map_or(Shape::Any, |variant| variant.shape)
            }
            (Some(_), _) => self.untagged(&others, place),
        };
        let is_open = matches!(&shape, Shape::Named(id) if self.drafts[id.0].holds_null);
        let is_nullable = can_be_null && !is_open && !matches!(shape, Shape::Any | Shape::Nullable(_));
        Some(if is_nullable { Shape::Nullable(Box::new(shape)) } else { shape })
    }

    /// What is not just null.
    fn not_null(&self, alternatives: &[Alternative]) -> Vec<Alternative> {
        alternatives.iter().filter(|one| self.schemas.kinds(&one.subs) != Kinds::NULL).cloned().collect()
    }

    /// Whether a part takes several variants.
    fn is_divided(&mut self, part: &Part) -> bool {
        let Part::Object(alternatives) = part else { return false };
        matches!(self.division(alternatives), Division::Several(_))
    }

    fn part_shapes(&mut self, part: Part, place: &Place) -> Vec<Variant> {
        let shape = match part {
            Part::Boolean => Shape::Boolean,
            Part::Number(shape, beyond) => {
                if let Some(sub) = beyond {
                    let ty = if shape == Shape::Unsigned { "u64" } else { "i64" };
                    let reason = format!("integers beyond `{ty}` are refused, though the schema allows them");
                    self.warnings.push(Remark::new(sub, reason, None));
                }
                shape
            }
            Part::Text(shape) => shape,
            Part::Other => Shape::Any,
            Part::Enum(alternatives) => self.enumeration(alternatives, place),
            Part::List(alternatives) => self.list(&alternatives, place),
            Part::Object(alternatives) => return self.objects(&alternatives, place),
        };
        let label = label(&shape).to_owned();
        vec![Variant { label, shape, raw: Vec::new() }]
    }

    fn list(&mut self, alternatives: &[Alternative], place: &Place) -> Shape {
        if !self.can_afford(place, 1) {
            return Shape::List(Box::new(Shape::Any));
        }
        let entries: Vec<Entries> = alternatives.iter().map(|one| self.schemas.entries(&one.subs)).collect();
        let raw = alternatives.iter().flat_map(|one| self.schemas.entry_raw(&one.subs)).collect();
        let inner = Place { parent: place.parent, suffix: names::singular(&place.suffix), raw };
        let lengths: HashSet<Option<usize>> = entries.iter().map(Entries::length).collect();
        let length = match lengths.into_iter().collect::<Vec<_>>().as_slice() {
            [Some(length)] => Some(*length),
            _ => None,
        };
        let unions: Vec<Union> = match length {
            Some(length) => (0..length).map(|at| sorted(entries.iter().map(|entry| entry.all()[at].clone()))).collect(),
            None => vec![sorted(entries.iter().flat_map(|entry| entry.all().iter().cloned()))],
        };
        // Where there is none, the list is always empty.
        let mut shapes = unions.into_iter().map(|union| self.entry_shape(union, &inner).unwrap_or(Shape::Any));
        match length {
            Some(_) => Shape::Tuple(shapes.map(unformatted).collect()),
            None => Shape::List(Box::new(shapes.next().unwrap_or(Shape::Any))),
        }
    }

    /// The shape of a value in a list or an object: anything, where one of the conjunctions says nothing.
    pub(super) fn entry_shape(&mut self, union: Union, place: &Place) -> Option<Shape> {
        if union.iter().any(Vec::is_empty) {
            return Some(Shape::Any);
        }
        self.shape(union, place)
    }

    fn untagged(&mut self, alternatives: &[Alternative], place: &Place) -> Shape {
        if let Some(id) = self.untagged.get(alternatives) {
            return Shape::Named(*id);
        }
        let id = self.draft(alternatives, true, place);
        self.drafts[id.0].holds_null = self.parts(alternatives).iter().any(|part| matches!(part, Part::Other));
        if self.drafts[id.0].holds_null {
            let reason = "no `type` says that this is always an object or a list, so it may be any value";
            self.warn(place, reason, "add `\"type\": \"object\"`, or `\"array\"`");
        }
        self.untagged.insert(alternatives.to_vec(), id);
        self.jobs.push_back(Job::Untagged(id, alternatives.to_vec()));
        Shape::Named(id)
    }

    fn variants(&mut self, id: TypeId, alternatives: &[Alternative]) -> Vec<UntaggedVariant> {
        let mut found = Vec::new();
        for part in self.parts(alternatives) {
            let place = Place { parent: Some(id), suffix: part.suffix().to_owned(), raw: Vec::new() };
            found.extend(self.part_shapes(part, &place));
        }
        let name = self.drafts[id.0].naming.wishes.first().cloned();
        for variant in found.iter_mut().filter(|variant| Some(&variant.label) == name.as_ref()) {
            "Object".clone_into(&mut variant.label); // it is not all of what has this name
        }
        let mut used = names::Used::new();
        let variant = |variant: Variant| UntaggedVariant {
            name: names::unique(&variant.label, &mut used, ""),
            docs: Docs { text: self.schemas.text(&variant.raw), ..Docs::default() },
            shape: variant.shape,
        };
        found.into_iter().map(variant).collect()
    }

    fn newtype(&mut self, union: &Union, place: &Place) -> TypeId {
        if let Some(id) = self.newtypes.get(union) {
            return *id;
        }
        let key = self.named_part(union);
        let id = self.draft(&key, true, place);
        self.newtypes.insert(union.clone(), id);
        id
    }

    /// The alternatives of a union that are not just null: what a name is about.
    fn named_part(&mut self, union: &[Conjunction]) -> Vec<Alternative> {
        let alternatives = self.chooser.alternatives(union);
        self.not_null(&alternatives)
    }

    /// A number for a type that is still to be made of the alternatives: the whole of them, or a part.
    pub(super) fn draft(&mut self, alternatives: &[Alternative], is_whole: bool, place: &Place) -> TypeId {
        let only = match alternatives {
            [one] if one.subs.len() == 1 => one.subs.first().copied(),
            _ => None,
        };
        let definition = only.filter(|sub| self.schemas.definition(*sub).is_some());
        let definition = definition.or_else(|| self.definitions.get(alternatives).copied());
        let name = definition.and_then(|sub| names::type_name(&self.schemas.definition(sub)?));
        let own = definition.or(only).map_or_else(|| place.raw.clone(), |sub| vec![sub]);
        let title = own.iter().find_map(|sub| names::title_name(self.schemas.get(*sub).text("title")?));
        let naming = Naming {
            root: None,
            is_definition: is_whole && name.is_some() && definition.is_some_and(|sub| self.defined.insert(sub)),
            wishes: name.into_iter().chain(title).collect(),
            parent: place.parent,
            suffix: place.suffix.clone(),
        };
        let docs = self.schemas.type_docs(&own);
        let id = TypeId(self.drafts.len());
        self.tellers.add_type(id, place.parent, &own);
        let places = own.iter().map(|sub| self.schemas.pointer(*sub)).collect();
        self.drafts.push(Draft { naming, docs, kind: Kind::Newtype(Shape::Any), holds_null: false, places });
        id
    }

    pub(super) fn can_afford(&mut self, place: &Place, price: usize) -> bool {
        let can = self.chooser.can_spend(price);
        if !can && self.cut.is_none() {
            self.cut = Some(place.raw.first().copied().unwrap_or(Sub::ROOT));
        }
        can
    }

    pub(super) fn warn(&mut self, place: &Place, reason: impl Into<String>, hint: &'static str) {
        let sub = place.raw.first().copied().unwrap_or(Sub::ROOT);
        self.warnings.push(Remark::new(sub, reason, Some(hint)));
    }

    /// Warns of what the docs say already.
    pub(super) fn warn_again(&mut self, place: &Place, reason: impl Into<String>, hint: &'static str) {
        self.warn(place, reason, hint);
        self.warnings.last_mut().into_iter().for_each(|remark| remark.is_told = true);
    }
}

/// The shape with any text in place of one of a format.
fn unformatted(shape: Shape) -> Shape {
    match shape {
        Shape::Formatted(_) => Shape::Text,
        Shape::List(inner) => Shape::List(Box::new(unformatted(*inner))),
        Shape::Map(inner) => Shape::Map(Box::new(unformatted(*inner))),
        Shape::Nullable(inner) => Shape::Nullable(Box::new(unformatted(*inner))),
        other => other,
    }
}

/// A union of conjunctions.
pub(super) fn sorted(conjunctions: impl Iterator<Item = Conjunction>) -> Union {
    let mut union: Union = conjunctions.collect();
    union.sort_unstable();
    union.dedup();
    union
}
