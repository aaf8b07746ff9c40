//! The words of the new schema, one by one.

use std::cmp::Ordering;

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
            "not" if self.is_refused(old, new.at(value)) => true,
            "not" => return self.gap(word, new, Lack::Case(summary(new.at(value)))),
            "type" => return self.types(old, new, Types::named(value)),
            "const" => return self.values(old, new, std::slice::from_ref(value)),
            "enum" => return self.values(old, new, value.as_array().map(Vec::as_slice).unwrap_or_default()),
            "properties" => return self.properties(old, new),
            "patternProperties" => return self.pattern_properties(old, new),
            "unevaluatedProperties" if new.word("additionalProperties").is_some() => true,
            "additionalProperties" | "unevaluatedProperties" => return self.other_members(old, new, new.at(value)),
            "required" => return self.required(&old.required(), new, new.names(word)),
            "dependentRequired" | "dependentSchemas" => return self.dependent(old, new, word),
            "propertyNames" => {
                let names = old.is.iter().filter_map(|schema| schema.child(word));
                let names = Facts::of_all(names).within(Types::STRING);
                return self.inside(".*~", &names, new.at(value));
            }
            "prefixItems" => {
                let each = new.list(word).enumerate();
                let one = |(at, schema)| self.inside(&format!("[{at}]"), &old.element(Some(at)), schema);
                return each.flat_map(one).collect();
            }
            "unevaluatedItems" if new.word("items").is_some() => true,
            "items" | "unevaluatedItems" => return self.elements(old, new.list("prefixItems").len(), new.at(value)),
            "contains" => {
                let known = old.is.iter().find(|known| known.has_same(new, word));
                let was_none_needed = known.is_some_and(|known| known.word("minContains") == Some(&0.into()));
                if was_none_needed && new.word("minContains").is_none() {
                    let (new_least, least) = ("1".to_owned(), Some("0".to_owned()));
                    return self.gap("minContains", new, Lack::Word { new: new_least, old: least });
                }
                known.is_some()
            }
            "minContains" | "maxContains" => {
                let is_within = |known: &Schema<'_>| match (word, known.word(word)) {
                    ("minContains", known) => known.map_or(Some(1), Value::as_u64) >= value.as_u64(),
                    (_, known) => known.is_some_and(|most| most.as_u64() <= value.as_u64()),
                };
                let mut known = old.is.iter().filter(|known| known.has_same(new, "contains"));
                new.word("contains").is_none() || known.any(is_within)
            }
            "if" if old.is.iter().any(|known| ["if", "then", "else"].iter().all(|word| known.has_same(new, word))) => {
                true
            }
            "if" => return self.gap(word, new, Lack::Unclear("the condition or what follows from it changed")),
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

    fn values<'a>(&mut self, old: &Facts<'a>, new: Schema<'a>, listed: &'a [Value]) -> Vec<Gap> {
        if let Some(known) = old.values() {
            return self.unlisted(&known, &listed.iter().collect::<Vec<_>>(), new);
        }
        let known = match old.types() {
            Types::ALL => "any".to_owned(),
            types => format!("any {}", types.names()),
        };
        let listed = new.word("enum").or(new.word("const")).map(short).unwrap_or_default();
        self.gap("enum", new, Lack::Word { new: listed, old: Some(known) })
    }

    pub(super) fn unlisted(&mut self, known: &[&Value], listed: &[&Value], new: Schema<'_>) -> Vec<Gap> {
        let missing = known.iter().filter(|value| !listed.iter().any(|other| same(value, other)));
        let missing: Vec<_> = missing.map(|value| short(value)).collect();
        if missing.is_empty() { Vec::new() } else { self.gap("values", new, Lack::Values(missing)) }
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
        let one = |(pattern, schema)| {
            let any = Member { matching: Some(pattern), ..Member::default() };
            self.members(old, &old.names(), any, schema)
        };
        new.named("patternProperties").flat_map(one).collect()
    }

    /// All members that the new schema does not name. `unevaluatedProperties` may say nothing of some of them.
    fn other_members<'a>(&mut self, old: &Facts<'a>, new: Schema<'a>, rest: Schema<'a>) -> Vec<Gap> {
        let patterns: Vec<_> = new.named("patternProperties").map(|(pattern, _)| pattern).collect();
        let mut names = old.names();
        names.retain(|name| new.property(name).is_none());
        self.members(old, &names, Member { not_matching: &patterns, ..Member::default() }, rest)
    }

    /// The members of these names, and those of names that no schema mentions.
    fn members<'a>(&mut self, old: &Facts<'a>, names: &[&str], any: Member<'_>, new: Schema<'a>) -> Vec<Gap> {
        let each = names.iter().copied().map(Some).chain([None]);
        let one = |name: Option<&str>| {
            let there = old.member(Member { name, ..any });
            self.inside(&name.map_or(".*".to_owned(), step), &there, new)
        };
        each.flat_map(one).collect()
    }

    fn required<'n>(&mut self, known: &[&str], new: Schema<'_>, names: impl Iterator<Item = &'n str>) -> Vec<Gap> {
        let missing = names.filter(|name| !known.contains(name));
        let one = |name| {
            self.gap("required", new, Lack::Required).into_iter().map(move |gap| Gap { path: step(name), ..gap })
        };
        missing.flat_map(one).collect()
    }

    fn dependent<'a>(&mut self, old: &Facts<'a>, new: Schema<'a>, word: &str) -> Vec<Gap> {
        let one = |(name, dependent)| {
            let known = old.is.iter().filter_map(|schema| schema.child(word)?.child(name));
            if word == "dependentSchemas" {
                return self.check(&known.fold(old.clone(), Facts::and), dependent);
            }
            let known: Vec<_> = known.flat_map(Schema::strings).chain(old.required()).collect();
            self.required(&known, new, dependent.strings())
        };
        new.named(word).flat_map(one).collect()
    }

    fn elements<'a>(&mut self, old: &Facts<'a>, first: usize, rest: Schema<'a>) -> Vec<Gap> {
        let each = (first..old.width()).map(Some).chain([None]);
        let one = |index: Option<usize>| {
            let step = index.map_or("[*]".to_owned(), |index| format!("[{index}]"));
            self.inside(&step, &old.element(index), rest)
        };
        each.flat_map(one).collect()
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
    const NARROWEST_FIRST: [&[&str]; 4] = [
        &["int8", "int16", "int32", "int", "int64", "int128"],
        &["uint8", "uint16", "uint32", "uint", "uint64", "uint128"],
        &["uint8", "int16", "int32", "int64"],
        &["float", "double"],
    ];
    let place = |formats: &[&str], format: &Value| formats.iter().position(|known| format == known);
    NARROWEST_FIRST.iter().any(|formats| match (place(formats, wider), place(formats, format)) {
        (Some(wider), Some(format)) => wider > format,
        _ => false,
    })
}
