//! Objects: structs, maps, and enums of structs.

use std::collections::{HashMap, HashSet};

use super::alternatives::{Alternative, Union};
use super::choices::Division;
use super::docs;
use super::members::Others;
use super::names;
use super::schemas::Sub;
use super::types::{Job, ObjectKey, Place, Types, Variant, sorted};
use crate::generate::model::{Docs, Field, Kind, Rest, Shape, Struct, TaggedVariant, TypeId};

/// Said where several shapes of objects become one type.
const MIXTURE: &str = "Several shapes in the schema, read as one: not every mixture of their members is valid.";

/// Said of a member that only a choice or a condition speaks of.
const DEPENDS: &str = "What this is depends on the rest of the object: the schema says it.";

/// What to do about it.
const TELL_APART: &str = "give each shape a required member with a string of its own";

/// What a field costs, next to looking at a subschema: names and docs are made for it.
const FIELD: usize = 10;

/// A member's value, before the member has a field.
struct Value {
    shape: Shape,
    docs: Docs,
    /// The subschemas that these docs tell of.
    told: Vec<Sub>,
}

impl<'a> Types<'_, 'a> {
    /// The shapes of objects: one, or several that are told apart as variants of an untagged enum.
    pub(super) fn objects(&mut self, alternatives: &[Alternative], place: &Place) -> Vec<Variant> {
        if !self.can_afford(place, alternatives.len()) {
            return vec![Variant { label: "Object".into(), shape: Shape::Map(Box::new(Shape::Any)), raw: Vec::new() }];
        }
        let division = self.division(alternatives);
        match division {
            Division::One { alternatives, is_mixture } => {
                if is_mixture {
                    let reason =
                        "objects of several shapes are read as one type, whose members may be those of any shape";
                    self.warn_again(place, reason, TELL_APART);
                }
                let label = self.labels(std::slice::from_ref(&alternatives)).remove(0);
                let shape = self.object(ObjectKey { alternatives, tag: None, is_mixture, keeps_rest: false }, place);
                vec![Variant { label, shape, raw: Vec::new() }]
            }
            Division::Tagged { tag, variants } => {
                let id = self.tagged(alternatives, &tag, variants, place);
                vec![Variant { label: "Object".into(), shape: Shape::Named(id), raw: Vec::new() }]
            }
            Division::TooMany => {
                self.warn(place, "objects of too many shapes are read as any object", TELL_APART);
                let shape = Shape::Map(Box::new(Shape::Any));
                vec![Variant { label: "Object".into(), shape, raw: Vec::new() }]
            }
            Division::Several(order) => {
                let keys: Vec<Vec<Alternative>> = order.iter().map(|(one, _)| vec![one.clone()]).collect();
                let labels = self.labels(&keys);
                let mut variants = Vec::new();
                for (at, ((one, keeps_rest), label)) in order.into_iter().zip(labels).enumerate() {
                    let raw = special(&keys, at);
                    let inner = Place { suffix: label.clone(), raw: raw.clone(), ..place.clone() };
                    let key = ObjectKey { alternatives: vec![one], tag: None, is_mixture: false, keeps_rest };
                    variants.push(Variant { label, shape: self.object(key, &inner), raw });
                }
                variants
            }
        }
    }

    pub(super) fn division(&mut self, alternatives: &[Alternative]) -> Division {
        if let Some(known) = self.divisions.get(alternatives) {
            return known.clone();
        }
        let division = self.chooser.divide(alternatives);
        self.divisions.insert(alternatives.to_vec(), division.clone());
        division
    }

    /// A map, or a struct.
    fn object(&mut self, key: ObjectKey, place: &Place) -> Shape {
        let has_names = |one: &Alternative| {
            !self.schemas.member_names(&one.subs).is_empty() || !self.schemas.reach(&one.hints, None).names.is_empty()
        };
        let is_denied = |one: &Alternative| matches!(self.schemas.others(&one.subs), Others::Denied);
        let is_map = key.tag.is_none() && !key.keeps_rest && !key.alternatives.iter().any(has_names);
        if is_map && !key.alternatives.iter().all(is_denied) {
            let suffix = names::singular(&place.suffix);
            let inner = Place { parent: place.parent, suffix, raw: Vec::new() };
            return Shape::Map(Box::new(self.others(&key, &inner).unwrap_or(Shape::Any)));
        }
        Shape::Named(self.structure(key, place))
    }

    /// A struct.
    fn structure(&mut self, key: ObjectKey, place: &Place) -> TypeId {
        if let Some(id) = self.structs.get(&key) {
            return *id;
        }
        let id = self.draft(&key.alternatives, key.tag.is_none() && !key.keeps_rest, place);
        self.structs.insert(key.clone(), id);
        self.jobs.push_back(Job::Struct(id, key));
        id
    }

    fn tagged(
        &mut self,
        alternatives: &[Alternative],
        tag: &str,
        variants: Vec<(String, Vec<Alternative>)>,
        place: &Place,
    ) -> TypeId {
        if let Some(id) = self.tagged.get(alternatives) {
            return *id;
        }
        let id = self.draft(alternatives, true, place);
        self.tagged.insert(alternatives.to_vec(), id);
        let words: Vec<&str> = variants.iter().map(|(word, _)| word.as_str()).collect();
        let names = names::variant_names(&words);
        let keys: Vec<Vec<Alternative>> = variants.iter().map(|(_, alternatives)| alternatives.clone()).collect();
        let mut found = Vec::new();
        for (at, ((wire, alternatives), name)) in variants.into_iter().zip(names).enumerate() {
            let is_mixture = match self.division(&alternatives) {
                Division::One { is_mixture, .. } => is_mixture,
                _ => true,
            };
            if is_mixture {
                self.warn_again(place, format!("several objects are tagged {wire:?} and read as one type"), TELL_APART);
            }
            let raw = special(&keys, at);
            let docs = Docs { text: self.schemas.text(&raw), ..Docs::default() };
            let inner = Place { parent: Some(id), suffix: name.clone(), raw };
            let ty = self.structure(
                ObjectKey { alternatives, tag: Some(tag.to_owned()), is_mixture, keeps_rest: false },
                &inner,
            );
            found.push(TaggedVariant { wire, name, ty, docs });
        }
        self.drafts[id.0].kind = Kind::Tagged { tag: tag.to_owned(), variants: found };
        id
    }

    pub(super) fn struct_kind(&mut self, id: TypeId, key: &ObjectKey) -> Kind {
        let (names, hints) = self.known_members(key);
        let required: Vec<HashSet<&str>> =
            key.alternatives.iter().map(|one| self.schemas.required(&one.subs)).collect();
        self.chooser.charge(names.len() * (FIELD + key.alternatives.len()));

        let mut used = names::Used::new();
        let mut fields = Vec::new();
        for (wire, name) in names.iter().zip(names::field_names(&names)) {
            let Some(Value { shape, docs, told }) = self.value(id, key, wire, hints.get(wire).copied()) else {
                continue;
            };
            self.tellers.add_field(id, fields.len(), &told);
            used.insert(name.clone(), 1);
            let is_required = required.iter().all(|required| required.contains(wire));
            fields.push(Field { wire: (*wire).to_owned(), name, shape, is_required, docs });
        }
        self.tell_conditions(id, key, &names, &required);
        let rest = self.rest(id, key, &mut used);
        Kind::Struct(Struct { fields, rest })
    }

    /// The names of members: those that the alternatives give, then those that only hints do, with the hint.
    fn known_members(&self, key: &ObjectKey) -> (Vec<&'a str>, HashMap<&'a str, Sub>) {
        let mut seen = HashSet::new();
        let mut names: Vec<&'a str> = Vec::new();
        for alternative in &key.alternatives {
            let own = self.schemas.member_names(&alternative.subs);
            names.extend(own.into_iter().filter(|name| seen.insert(*name)));
        }
        let mut hints = HashMap::new();
        for alternative in &key.alternatives {
            for (name, sub) in self.schemas.reach(&alternative.hints, None).names {
                hints.entry(name).or_insert(sub);
                names.extend(seen.insert(name).then_some(name));
            }
        }
        names.retain(|name| key.tag.as_deref() != Some(*name));
        (names, hints)
    }

    /// The value of a member; none where it cannot be there.
    fn value(&mut self, id: TypeId, key: &ObjectKey, wire: &str, hint: Option<Sub>) -> Option<Value> {
        let schemas = self.schemas;
        let members: Vec<_> = key.alternatives.iter().filter_map(|one| schemas.member(&one.subs, wire)).collect();
        let first = members.first()?;
        let is_told = !first.raw.is_empty();
        let raw = if is_told { first.raw.clone() } else { hint.into_iter().collect() };
        let described: Vec<Sub> = members.iter().flat_map(|member| member.raw.iter().copied()).collect();
        let place = Place { parent: Some(id), suffix: names::part_name(wire), raw };
        let union = sorted(members.into_iter().map(|member| member.holds));
        let known = self.known_words(&union);
        let shape = self.entry_shape(union, &place)?;
        let mut docs = if is_told { schemas.place_docs(&place.raw, &shape) } else { Docs::default() };
        docs.text = docs.text.or_else(|| schemas.text(&place.raw));
        let says_more = |sub: &Sub| schemas.get(*sub).words().is_some_and(|words| !words.is_empty());
        let depends = !is_told && shape == Shape::Any && place.raw.iter().any(says_more);
        docs.notes.extend(depends.then(|| DEPENDS.to_owned()));
        docs.rules.extend(known.filter(|_| matches!(shape, Shape::Text | Shape::Formatted(_) | Shape::Nullable(_))));
        let told = if docs::is_named(&shape) { described } else { schemas.closure(&described) };
        Some(Value { shape, docs, told })
    }

    /// Says in the docs what the fields alone do not.
    fn tell_conditions(&mut self, id: TypeId, key: &ObjectKey, names: &[&str], required: &[HashSet<&str>]) {
        let docs = &mut self.drafts[id.0].docs;
        if key.is_mixture {
            docs.notes.push(MIXTURE.to_owned());
            return;
        }
        let count = |name: &str| required.iter().filter(|required| required.contains(name)).count();
        let sometimes = names.iter().filter(|name| (1..required.len()).contains(&count(name)));
        let sometimes: Vec<String> = sometimes.map(|name| format!("`{name}`")).collect();
        if !sometimes.is_empty() {
            docs.rules.push(format!("Some of these must be there: {}.", sometimes.join(", ")));
        }
    }

    fn rest(&mut self, id: TypeId, key: &ObjectKey, used: &mut names::Used) -> Rest {
        let others: Vec<Others> = key.alternatives.iter().map(|one| self.schemas.others(&one.subs)).collect();
        if others.iter().all(|others| matches!(others, Others::Denied)) {
            return Rest::Denied;
        }
        if !others.iter().any(|others| matches!(others, Others::Described(_))) {
            let is_kept = key.keeps_rest || self.counts_rest(key);
            let mut name = || names::unique("rest", used, "_");
            return if is_kept { Rest::Kept { name: name(), shape: Shape::Any } } else { Rest::Ignored };
        }
        let place = Place { parent: Some(id), suffix: "Rest".into(), raw: Vec::new() };
        match self.others(key, &place) {
            Some(shape) => Rest::Kept { name: names::unique("rest", used, "_"), shape },
            None => Rest::Denied,
        }
    }

    /// Whether there may have to be members without a field: without them, a value would have fewer than it must have.
    ///
    /// A null of an optional field is lost all the same, and a count that stands alone, in an `allOf`, is not seen: it
    /// would make a type of its own.
    fn counts_rest(&self, key: &ObjectKey) -> bool {
        key.alternatives.iter().any(|one| {
            let sure = self.schemas.required(&one.subs).len();
            let mut least = one.subs.iter().filter_map(|sub| self.schemas.get(*sub).count("minProperties"));
            least.any(|least| least > sure)
        })
    }

    /// The shape of members without a name; none where there cannot be any.
    fn others(&mut self, key: &ObjectKey, place: &Place) -> Option<Shape> {
        let mut union = Union::new();
        let mut raw = Vec::new();
        for one in &key.alternatives {
            raw.extend(one.subs.iter().filter_map(|sub| self.schemas.one(*sub, "additionalProperties")));
            match self.schemas.others(&one.subs) {
                Others::Free => union.push(Vec::new()),
                Others::Denied => {}
                Others::Described(options) => union.extend(options),
            }
        }
        let place = Place { raw, ..place.clone() };
        self.entry_shape(sorted(union.into_iter()), &place)
    }
}

/// The subschemas that not all have in common.
pub(super) fn special(all: &[Vec<Alternative>], at: usize) -> Vec<Sub> {
    let is_in = |alternatives: &Vec<Alternative>, sub: &Sub| alternatives.iter().any(|one| one.subs.contains(sub));
    let own = all[at].iter().flat_map(|one| one.subs.iter().copied());
    own.filter(|sub| all.len() == 1 || !all.iter().all(|other| is_in(other, sub))).collect()
}
