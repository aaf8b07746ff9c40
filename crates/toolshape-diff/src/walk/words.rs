//! The words of the new schema, one by one.

use std::cmp::Ordering;
use std::collections::HashSet;

use serde_json::{Number, Value};
use toolshape::__private::push_key;
use toolshape_json_schema::equality::{compare, is_multiple, same};

use super::{MEMBERS, Walk};
use crate::facts::{Facts, Member};
use crate::gap::{Gap, Lack, short, summary};
use crate::schema::Schema;
use crate::types::Types;

impl Walk {
    pub(super) fn words<'a>(&mut self, old: &Facts<'a>, new: Schema<'a>) -> Vec<Gap> {
        let types = old.types();
        let concerned = new.words().filter(|(word, _)| !types.and(concerned(word)).is_none());
        concerned.flat_map(|(word, value)| self.word(old, new, word, value)).collect()
    }

    fn word<'a>(&mut self, old: &Facts<'a>, new: Schema<'a>, word: &str, value: &'a Value) -> Vec<Gap> {
        let holds = match word {
            "$ref" => return new.target().map(|target| self.check(old, target)).unwrap_or_default(),
            "allOf" => return new.list(word).flat_map(|schema| self.check(old, schema)).collect(),
            "anyOf" | "oneOf" => return self.choice(old, new, word),
            "not" => return self.not(old, new),
            "if" => return self.condition(old, new),
            "type" => return self.types(old, new, Types::named(value)),
            "const" | "enum" => return self.values(old, new),
            "properties" => return self.properties(old, new),
            "patternProperties" => return self.pattern_properties(old, new),
            "additionalProperties" | "unevaluatedProperties" => return self.other_members(old, new, word),
            "required" => return new.names(word).flat_map(|name| self.required(old, new, name)).collect(),
            "dependentRequired" | "dependentSchemas" => return self.dependent(old, new, word),
            "propertyNames" => {
                let names = old.is.iter().filter_map(|schema| schema.child(word));
                let names = Facts::of_all(names).within(Types::STRING);
                return self.inside(".*~", &names, Schema::child(new, word).unwrap_or(new));
            }
            "prefixItems" | "items" | "unevaluatedItems" => return self.elements(old, new, word),
            "contains" => return self.contains(old, new),
            "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" => {
                value.as_number().is_some_and(|bound| is_bounded(old, word, bound))
            }
            "multipleOf" => {
                let is_multiple = |known: &Value| Some(is_multiple(known.as_number()?, value.as_number()?));
                old.words(word).any(|known| is_multiple(known) == Some(true))
            }
            "minLength" | "minItems" | "minProperties" => {
                value == 0 || old.words(word).any(|known| known.as_u64() >= value.as_u64())
            }
            "maxLength" | "maxItems" | "maxProperties" => old.words(word).any(|known| known.as_u64() <= value.as_u64()),
            "uniqueItems" => value == false || old.words(word).any(|known| known == true),
            "pattern" => old.words(word).any(|known| known == value),
            "format" => old.words(word).any(|known| known == value || is_wider(value, known)),
            _ => true,
        };
        if holds {
            return Vec::new();
        }
        let known = old.words(word).next().map(short);
        self.gap(word, new, Lack::Word { new: short(value), old: known })
    }

    fn types(&mut self, old: &Facts<'_>, new: Schema<'_>, types: Types) -> Vec<Gap> {
        let known = old.types();
        if known.is_within(types) {
            Vec::new()
        } else if old.is_case {
            self.gap("type", new, Lack::Case(known.without(types).names()))
        } else {
            self.gap("type", new, Lack::Word { new: types.names(), old: Some(known.names()) })
        }
    }

    /// Listed values on both sides were compared before.
    fn values(&mut self, old: &Facts<'_>, new: Schema<'_>) -> Vec<Gap> {
        if old.values().is_some() {
            return Vec::new();
        }
        let known = match old.types() {
            Types::ALL => "any".to_owned(),
            types => format!("any {}", types.names()),
        };
        let listed = new.word("enum").or(new.word("const")).map(short).unwrap_or_default();
        self.gap("enum", new, Lack::Word { new: listed, old: Some(known) })
    }

    fn properties<'a>(&mut self, old: &Facts<'a>, new: Schema<'a>) -> Vec<Gap> {
        let mut found = Vec::new();
        for (name, schema) in new.named("properties") {
            let there = old.member(named(name));
            let mut gaps = self.inside(&step(name), &there, schema);
            if let [gap] = gaps.as_mut_slice()
                && there.is_none()
                && matches!(gap.lack, Lack::Narrowed { .. })
            {
                gap.is_new_member = old.leave_open(name);
            }
            found.extend(gaps);
        }
        found
    }

    /// A name may match the pattern or not: patterns are not read here.
    fn pattern_properties<'a>(&mut self, old: &Facts<'a>, new: Schema<'a>) -> Vec<Gap> {
        let mut found = Vec::new();
        for (pattern, schema) in new.named("patternProperties") {
            for name in old.names().into_iter().map(Some).chain([None]) {
                let there = old.member(Member { name, matching: Some(pattern), not_matching: &[] });
                found.extend(self.inside(&name.map_or(".*".to_owned(), step), &there, schema));
            }
        }
        found
    }

    /// All members that the new schema does not name. `unevaluatedProperties` may say nothing of some of them.
    fn other_members<'a>(&mut self, old: &Facts<'a>, new: Schema<'a>, word: &str) -> Vec<Gap> {
        if word == "unevaluatedProperties" && new.word("additionalProperties").is_some() {
            return Vec::new();
        }
        let Some(rest) = new.child(word) else { return Vec::new() };
        let patterns: Vec<_> = new.named("patternProperties").map(|(pattern, _)| pattern).collect();
        let names = old.names().into_iter().filter(|name| new.property(name).is_none());
        let mut found = Vec::new();
        for name in names.map(Some).chain([None]) {
            let there = old.member(Member { name, matching: None, not_matching: &patterns });
            found.extend(self.inside(&name.map_or(".*".to_owned(), step), &there, rest));
        }
        found
    }

    fn required(&mut self, old: &Facts<'_>, new: Schema<'_>, name: &str) -> Vec<Gap> {
        if old.required().contains(&name) {
            return Vec::new();
        }
        let mut gaps = self.gap("required", new, Lack::Required);
        gaps.iter_mut().for_each(|gap| gap.path = step(name));
        gaps
    }

    fn dependent<'a>(&mut self, old: &Facts<'a>, new: Schema<'a>, word: &str) -> Vec<Gap> {
        let mut found = Vec::new();
        for (name, dependent) in new.named(word) {
            if old.member(named(name)).is_impossible(MEMBERS) {
                continue;
            }
            let known = old.is.iter().filter_map(|schema| schema.child(word)?.child(name));
            if word == "dependentSchemas" {
                let with = known.fold(old.clone(), Facts::and);
                found.extend(self.check(&with, dependent));
            } else {
                let known: Vec<_> = known.flat_map(Schema::strings).collect();
                let needed = dependent.strings().filter(|needed| !known.contains(needed));
                found.extend(needed.flat_map(|needed| self.required(old, new, needed)).collect::<Vec<_>>());
            }
        }
        found
    }

    fn elements<'a>(&mut self, old: &Facts<'a>, new: Schema<'a>, word: &str) -> Vec<Gap> {
        let first = new.list("prefixItems").len();
        let mut found = Vec::new();
        if word == "prefixItems" {
            for (index, schema) in new.list(word).enumerate() {
                found.extend(self.inside(&format!("[{index}]"), &old.element(Some(index)), schema));
            }
        } else if let Some(rest) = new.child(word).filter(|_| word == "items" || new.word("items").is_none()) {
            for index in first..old.width() {
                found.extend(self.inside(&format!("[{index}]"), &old.element(Some(index)), rest));
            }
            found.extend(self.inside("[*]", &old.element(None), rest));
        }
        found
    }

    /// The same elements are counted, and the bounds are no narrower.
    fn contains<'a>(&mut self, old: &Facts<'a>, new: Schema<'a>) -> Vec<Gap> {
        let count = |schema: Schema<'a>, word, default| schema.word(word).map_or(Some(default), Value::as_u64);
        let Some(wanted) = new.child("contains") else { return Vec::new() };
        let same = old.is.iter().find(|schema| {
            let known = schema.child("contains");
            known.is_some_and(|known| known.is_same(wanted, &mut HashSet::new()))
        });
        let Some(known) = same else {
            if count(new, "minContains", 1) == Some(0) && new.word("maxContains").is_none() {
                return Vec::new();
            }
            let known = old.words("contains").next().map(short);
            return self.gap("contains", new, Lack::Word { new: short(wanted.value), old: known });
        };
        let bounds = [("minContains", 1, Ordering::Less), ("maxContains", u64::MAX, Ordering::Greater)];
        let narrower = bounds.into_iter().filter(|(word, default, narrower)| {
            count(*known, word, *default).cmp(&count(new, word, *default)) == *narrower
        });
        let shown = |schema: Schema<'_>, word, default| match schema.word(word) {
            None if default == 1 => "1".to_owned(),
            value => value.map_or("none".to_owned(), short),
        };
        let lack = |(word, default, _)| {
            (word, Lack::Word { new: shown(new, word, default), old: Some(shown(*known, word, default)) })
        };
        narrower.map(lack).flat_map(|(word, lack)| self.gap(word, new, lack)).collect()
    }

    /// One alternative must accept all of this; of `oneOf`, every other must refuse all of it.
    fn choice<'a>(&mut self, old: &Facts<'a>, new: Schema<'a>, word: &str) -> Vec<Gap> {
        let possible = |schema: &Schema<'a>| !old.clone().and(*schema).is_impossible(MEMBERS);
        let possible: Vec<_> = new.list(word).filter(possible).collect();
        let name = old.is.last().map_or_else(|| old.types().names(), |schema| summary(*schema));
        let mut best: Option<((bool, usize, usize), Vec<Gap>)> = None;
        for alternative in &possible {
            let mut gaps = self.check(old, *alternative);
            let mut breaking = gaps.iter().filter(|gap| !gap.is_new_member).count();
            let mut others = possible.iter().filter(|other| other.address() != alternative.address());
            if word == "oneOf" && breaking == 0 && !others.all(|other| self.is_refused(old, *other)) {
                let why = "more than one of its schemas may accept what was accepted";
                gaps.extend(self.gap(word, new, Lack::Unclear(why)));
                breaking = 1;
            }
            if gaps.is_empty() {
                return gaps;
            }
            // The same name tells that it was meant.
            let rank = (breaking > 0 && summary(*alternative) != name, breaking, gaps.len());
            if best.as_ref().is_none_or(|(known, _)| rank < *known) {
                best = Some((rank, gaps));
            }
        }
        best.map_or_else(|| self.gap(word, new, Lack::Case(name)), |(_, gaps)| gaps)
    }

    /// Whether the old schema refuses all of this that another accepts.
    fn is_refused<'a>(&mut self, old: &Facts<'a>, schema: Schema<'a>) -> bool {
        let both = old.clone().and(schema);
        if both.is_impossible(MEMBERS) {
            return true;
        }
        // One question within another is asked of less, or there would be too many.
        let accepted = if self.refusals == 0 { both } else { Facts::of(schema) };
        self.refusals += 1;
        let is_refused = old.not.iter().any(|refused| self.check(&accepted, *refused).is_empty());
        self.refusals -= 1;
        is_refused
    }

    fn not<'a>(&mut self, old: &Facts<'a>, new: Schema<'a>) -> Vec<Gap> {
        match new.child("not") {
            Some(refused) if !self.is_refused(old, refused) => self.gap("not", new, Lack::Case(summary(refused))),
            _ => Vec::new(),
        }
    }

    /// Under the same condition what follows must follow; otherwise, or under another, it must hold anyway.
    fn condition<'a>(&mut self, old: &Facts<'a>, new: Schema<'a>) -> Vec<Gap> {
        let same = old.is.iter().find(|schema| match (schema.child("if"), new.child("if")) {
            (Some(known), Some(condition)) => known.is_same(condition, &mut HashSet::new()),
            _ => false,
        });
        let branches = ["then", "else"].into_iter().filter_map(|word| Some((word, new.child(word)?)));
        let asked = branches.map(|(word, branch)| {
            let known = same.and_then(|schema| schema.child(word));
            (known.into_iter().fold(old.clone(), Facts::and), branch)
        });
        asked.flat_map(|(known, branch)| self.check(&known, branch)).collect()
    }
}

/// The types of the values that a word can refuse.
fn concerned(word: &str) -> Types {
    match word {
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => Types::NUMBER,
        "format" => Types::NUMBER.or(Types::STRING),
        "minLength" | "maxLength" | "pattern" => Types::STRING,
        "items" | "prefixItems" | "unevaluatedItems" | "contains" | "minItems" | "maxItems" | "uniqueItems" => {
            Types::ARRAY
        }
        "properties"
        | "patternProperties"
        | "additionalProperties"
        | "unevaluatedProperties"
        | "propertyNames"
        | "required"
        | "minProperties"
        | "maxProperties"
        | "dependentRequired"
        | "dependentSchemas" => Types::OBJECT,
        _ => Types::ALL,
    }
}

/// The values that are not listed.
pub(super) fn missing<'a>(values: &[&'a Value], listed: &[&Value]) -> Vec<&'a Value> {
    values.iter().filter(|value| !listed.iter().any(|other| same(value, other))).copied().collect()
}

fn named(name: &str) -> Member<'_> {
    Member { name: Some(name), ..Member::default() }
}

fn step(name: &str) -> String {
    let mut step = String::new();
    push_key(&mut step, name);
    step
}

fn is_bounded(old: &Facts<'_>, word: &str, bound: &Number) -> bool {
    let (inclusive, exclusive, is_inside) = match word {
        "minimum" | "exclusiveMinimum" => ("minimum", "exclusiveMinimum", Ordering::Greater),
        _ => ("maximum", "exclusiveMaximum", Ordering::Less),
    };
    let order = |word| old.words(word).filter_map(Value::as_number).map(|known| compare(known, bound));
    let is_at_bound = |order: Ordering| order == is_inside || order.is_eq();
    order(exclusive).any(is_at_bound)
        || order(inclusive).any(|order| if word == inclusive { is_at_bound(order) } else { order == is_inside })
}

/// Whether a number of the second format also has the first: both are those of Rust's types.
fn is_wider(wider: &Value, format: &Value) -> bool {
    let bits = |format: &Value| match format.as_str()? {
        "float" => Some(("float", 32)),
        "double" => Some(("float", 64)),
        "int" => Some(("int", 64)),
        "uint" => Some(("uint", 64)),
        name => {
            let (kind, bits) = name.split_at_checked(name.find(|c: char| c.is_ascii_digit())?)?;
            let kind = ["int", "uint"].into_iter().find(|known| *known == kind)?;
            Some((kind, bits.parse().ok()?))
        }
    };
    match (bits(wider), bits(format)) {
        (Some((kind, wide)), Some((other, narrow))) if kind == other => wide >= narrow,
        (Some(("int", wide)), Some(("uint", narrow))) => wide > narrow,
        _ => false,
    }
}
