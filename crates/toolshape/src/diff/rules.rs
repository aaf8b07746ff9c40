//! The words of a goal, one by one.

use std::cmp::Ordering;

use serde_json::{Map, Number, Value};

use super::document::Schema;
use super::gap::{Lack, short};
use super::member::{Member, member, most_elements};
use super::numbers::{compare, count, integer, same};
use super::premise::{Fact, Premise};
use super::prover::Prover;
use super::types::Types;
use super::{choices, lists, objects};

/// Whether every word of the goal follows.
pub(super) fn hold(prover: &mut Prover, premise: &Premise<'_>, goal: Schema<'_>, words: &Map<String, Value>) -> bool {
    if premise.schemas().any(|schema| is_copy(schema, goal)) {
        return true;
    }
    let types = premise.types();
    let mut holds = true;
    for (word, value) in words {
        let concerned = concerned(word, value);
        holds &= !types.has_any(concerned) || follows(prover, premise, goal, word, value);
        if !holds && prover.is_silent() {
            return false;
        }
    }
    holds
}

/// The types of the values that a word can refuse.
fn concerned(word: &str, value: &Value) -> Types {
    match word {
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => Types::NUMBERS,
        "format" if range(value).is_some() => Types::NUMBERS,
        "minLength" | "maxLength" | "pattern" | "format" | "contentEncoding" | "contentMediaType" | "contentSchema" => {
            Types::STRING
        }
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

fn follows(prover: &mut Prover, premise: &Premise<'_>, goal: Schema<'_>, word: &str, value: &Value) -> bool {
    match word {
        "$ref" => choices::reference(prover, premise, goal),
        "allOf" => choices::all_of(prover, premise, goal),
        "anyOf" => choices::any_of(prover, premise, goal),
        "oneOf" => choices::one_of(prover, premise, goal),
        "not" => choices::not(prover, premise, goal),
        "if" => choices::conditional(prover, premise, goal),
        "type" => of_type(prover, premise, goal),
        "enum" | "const" => one_of_values(prover, premise, goal, word),
        "properties" => objects::properties(prover, premise, goal),
        "patternProperties" => objects::pattern_properties(prover, premise, goal),
        "additionalProperties" | "unevaluatedProperties" => objects::rest(prover, premise, goal, word),
        "propertyNames" => objects::names(prover, premise, goal),
        "required" => objects::required(prover, premise, goal),
        "dependentRequired" => objects::dependent_required(prover, premise, goal),
        "dependentSchemas" => objects::dependent_schemas(prover, premise, goal),
        "prefixItems" | "items" | "unevaluatedItems" => lists::items(prover, premise, goal, word),
        "contains" => lists::contains(prover, premise, goal),
        _ => {
            is_kept(premise, word, value) || {
                let known = premise.words(word).next().map(short);
                prover.lacks(word, goal, Lack::Word { goal: short(value), known })
            }
        }
    }
}

/// Whether a word that stands for itself follows.
fn is_kept(premise: &Premise<'_>, word: &str, value: &Value) -> bool {
    let is_said = || premise.words(word).any(|known| same(known, value));
    let limit = count(value);
    match word {
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" => {
            value.as_number().is_some_and(|number| is_bounded(premise, word, number))
        }
        "multipleOf" => is_said() || value.as_number().is_some_and(|number| is_multiple(premise, number)),
        "minLength" | "minItems" | "minProperties" => limit.is_some_and(|limit| {
            let known = premise.at_least(word).max(size(premise, word));
            let required = (word == "minProperties").then(|| premise.required().len() as i128);
            limit <= 0 || known.max(required).is_some_and(|known| known >= limit)
        }),
        "maxLength" | "maxItems" | "maxProperties" => limit.is_some_and(|limit| {
            let known = premise.at_most(word).into_iter().chain(size(premise, word));
            let elements = most_elements(premise).filter(|_| word == "maxItems");
            known.chain(elements).any(|known| known <= limit)
        }),
        "uniqueItems" => {
            *value == Value::Bool(false) || is_said() || most_elements(premise).is_some_and(|most| most <= 1)
        }
        "format" => is_said() || premise.words(word).any(|known| is_wider(value, known)),
        "pattern" | "contentEncoding" | "contentMediaType" | "contentSchema" => is_said(),
        // Words that tell, name or help others, and words that JSON Schema does not know.
        _ => true,
    }
}

/// The length of the only value that there is.
fn size(premise: &Premise<'_>, word: &str) -> Option<i128> {
    let size = match (word, premise.exact()?) {
        ("minLength" | "maxLength", Value::String(text)) => text.chars().count(),
        ("minItems" | "maxItems", Value::Array(list)) => list.len(),
        ("minProperties" | "maxProperties", Value::Object(map)) => map.len(),
        _ => return None,
    };
    Some(size as i128)
}

fn is_bounded(premise: &Premise<'_>, word: &str, number: &Number) -> bool {
    let is_whole = premise.types().and(Types::NUMBERS).is_within(Types::INTEGERS);
    let exact = premise.exact().and_then(Value::as_number).and_then(|exact| compare(exact, number));
    // Of whole numbers, more than 2 is at least 3.
    let beyond = |word: &str, step: i128, is_wanted: fn(i128, i128) -> bool| {
        let numbers = premise.words(word).filter_map(Value::as_number).filter(|_| is_whole);
        integer(number).is_some_and(|goal| {
            numbers.filter_map(integer).any(|known| known.checked_add(step).is_some_and(|known| is_wanted(known, goal)))
        })
    };
    match word {
        "minimum" => {
            exact.is_some_and(Ordering::is_ge)
                || premise.bound("minimum", number, Ordering::is_ge)
                || premise.bound("exclusiveMinimum", number, Ordering::is_ge)
                || beyond("exclusiveMinimum", 1, |known, goal| known >= goal)
        }
        "exclusiveMinimum" => {
            exact.is_some_and(Ordering::is_gt)
                || premise.bound("minimum", number, Ordering::is_gt)
                || premise.bound("exclusiveMinimum", number, Ordering::is_ge)
        }
        "maximum" => {
            exact.is_some_and(Ordering::is_le)
                || premise.bound("maximum", number, Ordering::is_le)
                || premise.bound("exclusiveMaximum", number, Ordering::is_le)
                || beyond("exclusiveMaximum", -1, |known, goal| known <= goal)
        }
        _ => {
            exact.is_some_and(Ordering::is_lt)
                || premise.bound("maximum", number, Ordering::is_lt)
                || premise.bound("exclusiveMaximum", number, Ordering::is_le)
        }
    }
}

fn is_multiple(premise: &Premise<'_>, of: &Number) -> bool {
    let Some(of) = integer(of).filter(|of| *of > 0) else { return false };
    let known = premise.words("multipleOf").chain(premise.exact());
    let is_whole = || premise.types().and(Types::NUMBERS).is_within(Types::INTEGERS);
    known.filter_map(count).any(|known| known % of == 0) || of == 1 && is_whole()
}

/// The bits of a format that names a Rust number, and whether it is for whole numbers and has a sign.
fn range(format: &Value) -> Option<(u32, bool, bool)> {
    let format = format.as_str()?;
    match format {
        "float" => return Some((32, false, true)),
        "double" => return Some((64, false, true)),
        "int" => return Some((64, true, true)),
        "uint" => return Some((64, true, false)),
        _ => {}
    }
    let (bits, is_signed) = match format.strip_prefix("uint") {
        Some(bits) => (bits, false),
        None => (format.strip_prefix("int")?, true),
    };
    let bits = bits.parse().ok().filter(|bits| matches!(bits, 8 | 16 | 32 | 64 | 128))?;
    Some((bits, true, is_signed))
}

/// Whether a number of one format also has the other.
fn is_wider(wider: &Value, format: &Value) -> bool {
    let (Some((wide, wide_whole, wide_signed)), Some((bits, whole, signed))) = (range(wider), range(format)) else {
        return false;
    };
    match (wide_whole, whole) {
        (true, true) if wide_signed == signed => wide >= bits,
        (true, true) => wide_signed && wide > bits,
        (false, false) => wide >= bits,
        _ => false,
    }
}

fn of_type(prover: &mut Prover, premise: &Premise<'_>, goal: Schema<'_>) -> bool {
    let known = premise.types();
    match Types::named(goal) {
        Some(types) if known.is_within(types) => true,
        // One case of several: the others may well have the type.
        Some(types) if !premise.spent.is_empty() => {
            prover.lacks("type", goal, Lack::Case(known.without(types).names()))
        }
        Some(types) => {
            let known = Some(known.names());
            prover.lacks("type", goal, Lack::Word { goal: types.names(), known })
        }
        None => {
            let value = &goal.value["type"];
            premise.words("type").any(|known| known == value)
                || prover.lacks("type", goal, Lack::Word { goal: short(value), known: Some(known.names()) })
        }
    }
}

fn one_of_values(prover: &mut Prover, premise: &Premise<'_>, goal: Schema<'_>, word: &str) -> bool {
    let value = &goal.value[word];
    let allowed = match value.as_array() {
        Some(list) if word == "enum" => list.as_slice(),
        _ if word == "const" => std::slice::from_ref(value),
        _ => return prover.lacks(word, goal, Lack::Unclear("is no list")),
    };
    let Some(values) = premise.values() else {
        let known = match premise.types() {
            Types::ALL => "any".to_owned(),
            types => format!("any {}", types.names()),
        };
        return prover.lacks(word, goal, Lack::Word { goal: short(value), known: Some(known) });
    };
    let missing = values.into_iter().filter(|value| !allowed.iter().any(|other| same(value, other)));
    let missing: Vec<_> = missing.map(short).collect();
    let word = if allowed.len() == 1 { "const" } else { "enum" };
    missing.is_empty() || prover.lacks(word, goal, Lack::Values(missing))
}

/// Whether two schemas are the same text, and mean the same wherever they stand.
fn is_copy(schema: Schema<'_>, goal: Schema<'_>) -> bool {
    fn refers(value: &Value) -> bool {
        match value {
            Value::Object(map) => map.iter().any(|(word, value)| word == "$ref" || refers(value)),
            Value::Array(list) => list.iter().any(refers),
            _ => false,
        }
    }
    let is_same_draft = schema.document.whole_numbers_are_integers == goal.document.whole_numbers_are_integers;
    let is_rebased = schema.document.rebased_by.is_some() || goal.document.rebased_by.is_some();
    is_same_draft && !is_rebased && schema.value == goal.value && !refers(goal.value)
}

/// Whether the words of a premise contradict each other, for the one type that it has.
pub(super) fn contradict(prover: &mut Prover, premise: &Premise<'_>, types: Types) -> bool {
    let crossed = |least: &str, most: &str| match (premise.at_least(least), premise.at_most(most)) {
        (Some(least), Some(most)) => least > most,
        _ => false,
    };
    if types == Types::OBJECT {
        return crossed("minProperties", "maxProperties")
            || premise.required().into_iter().any(|name| {
                let there = member(premise, Member { name: Some(name), ..Member::default() });
                prover.is_impossible(&there)
            });
    }
    if types == Types::ARRAY {
        let least = premise.at_least("minItems");
        return least.zip(most_elements(premise)).is_some_and(|(least, most)| least > most);
    }
    if types.is_within(Types::NUMBERS) {
        let mut lows = premise.words("minimum").filter_map(Value::as_number);
        return lows.any(|low| premise.bound("maximum", low, Ordering::is_lt));
    }
    types == Types::STRING && crossed("minLength", "maxLength")
}

/// The facts of a premise that a goal's own word says too.
pub(super) fn saying<'a>(premise: &Premise<'a>, word: &'static str) -> Vec<Schema<'a>> {
    premise.schemas().filter_map(|schema| schema.child(word)).collect()
}

/// Premises of nothing but this schema.
pub(super) fn alone(schema: Schema<'_>) -> Premise<'_> {
    Premise::new([Fact::Is(schema)])
}
