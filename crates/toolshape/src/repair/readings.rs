//! The ways to read a value so that a schema accepts it.

use std::borrow::Cow;
use std::cell::Cell;

use serde_json::{Map, Number, Value};

use super::call::Call;
use super::{Repair, RepairKind, text};
use crate::dialect::{admits, alternatives};
use crate::mismatch::push_key;
use crate::validity::{Judge, describes};

/// The most parts of values that are looked at for one input, each as often as it is.
const MOST_PARTS: usize = 2_000_000;
/// The most readings of one value that are told apart. One is what is looked for.
const MOST_READINGS: usize = 16;
/// The deepest that strings and wrappers are opened into each other.
const DEEPEST: usize = 128;

/// A value, and what about it was read otherwise than it was written.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) value: Value,
    pub(super) repairs: Vec<Repair>,
}

/// There are more readings than can be told apart.
pub(super) struct TooMany;

/// Reads values by the schema of one tool.
pub(super) struct Guide<'a> {
    root: &'a Value,
    tool: &'a str,
    judge: Judge<'a>,
    parts: Cell<usize>,
}

impl<'a> Guide<'a> {
    pub(super) fn new(root: &'a Value, tool: &'a str, constraints: bool) -> Self {
        Self { root, tool, judge: Judge::new(root, constraints), parts: Cell::new(0) }
    }

    /// The readings of an input. As it is written it is the only one, where the schema accepts it.
    pub(super) fn input(&self, input: &Value) -> Result<Vec<Candidate>, TooMany> {
        self.readings(self.root, input, "$", 0)
    }

    /// The readings of an object among words, where the schema has a place for each of its members. What calls a tool
    /// wraps an input for that tool alone.
    pub(super) fn said(&self, object: &Value, kind: RepairKind, is_call: bool) -> Result<Vec<Candidate>, TooMany> {
        if !object.is_object() {
            return Ok(Vec::new());
        }
        let mut found = self.input(object)?;
        let is_wrapped = |repairs: &[Repair]| {
            repairs.first().is_some_and(|repair| repair.kind == RepairKind::WrapperKey && repair.path == "$")
        };
        found.retain(|one| one.value.as_object().is_some_and(|members| !members.is_empty()));
        found.retain(|one| self.has_places(&one.value) && !(is_call && is_wrapped(&one.repairs)));
        Ok(prefixed(found, &[kind]))
    }

    /// The readings of the input of a call, where the schema has a place for each of its members.
    pub(super) fn called(&self, input: &Value, kinds: &[RepairKind]) -> Result<Vec<Candidate>, TooMany> {
        let mut found = self.input(input)?;
        found.retain(|one| self.has_places(&one.value));
        Ok(prefixed(found, kinds))
    }

    /// Parameters that were written as text: as strings where the schema wants strings, else as JSON. `None` where one
    /// has no place, or could be either.
    pub(super) fn typed(&self, parameters: &[(&str, &str)]) -> Option<Value> {
        let choices = self.choices()?;
        let mut input = Map::new();
        for (name, written) in parameters {
            if !choices.iter().any(|choice| describes(choice, name)) {
                return None;
            }
            let schemas = choices.iter().filter_map(|choice| {
                let declared = choice.get("properties").and_then(|properties| properties.get(*name));
                declared.or_else(|| choice.get("additionalProperties").filter(|rest| rest.is_object()))
            });
            let schemas: Vec<_> = schemas.collect();
            let fits =
                |value: &Value| schemas.is_empty() || schemas.iter().any(|schema| self.judge.accepts(schema, value));
            let string = Value::from(*written);
            let value = match (fits(&string), text::json(written)) {
                (true, Some(json)) if !json.is_string() && fits(&json) => return None,
                (true, _) | (false, None) => string,
                (false, Some(json)) => json,
            };
            input.insert((*name).to_owned(), value);
        }
        Some(input.into())
    }

    /// Whether the schema names this member.
    pub(super) fn declares(&self, name: &str) -> bool {
        let named = |choice: &Cow<'_, Map<String, Value>>| {
            choice.get("properties").is_some_and(|properties| properties.get(name).is_some())
        };
        self.choices().is_none_or(|choices| choices.iter().any(named))
    }

    fn has_places(&self, object: &Value) -> bool {
        let (Some(choices), Some(members)) = (self.choices(), object.as_object()) else { return false };
        members.keys().all(|name| choices.iter().any(|choice| describes(choice, name)))
    }

    fn choices(&self) -> Option<Vec<Cow<'_, Map<String, Value>>>> {
        alternatives(Some(self.root), self.root.as_object()?)
    }

    fn readings(&self, schema: &Value, value: &Value, path: &str, depth: usize) -> Result<Vec<Candidate>, TooMany> {
        // Judging a value looks at all of it.
        self.parts.set(self.parts.get() + parts(value));
        if self.parts.get() > MOST_PARTS || depth > DEEPEST {
            return Err(TooMany);
        }
        if self.judge.accepts(schema, value) {
            return Ok(vec![Candidate { value: value.clone(), repairs: Vec::new() }]);
        }
        let Value::Object(keywords) = schema else { return Ok(Vec::new()) };
        let Some(alternatives) = alternatives(Some(self.root), keywords) else { return Ok(Vec::new()) };

        let mut found = Vec::new();
        if path == "$"
            && let Some(call) = Call::read(value).filter(|call| call.tool == self.tool)
            && !call.key.is_some_and(|key| self.declares(key))
            && !says_nothing(call.input)
        {
            found.extend(self.inside(RepairKind::WrapperKey, schema, call.input, path, depth)?);
        }
        match value {
            Value::String(written) => {
                if let Some(inside) = text::json(written) {
                    found.extend(self.inside(RepairKind::JsonString, schema, &inside, path, depth)?);
                } else if let Some(inside) = text::fenced(written) {
                    found.extend(self.inside(RepairKind::Fence, schema, &inside, path, depth)?);
                }
            }
            Value::Object(members) => {
                let place = |name: &str| alternatives.iter().any(|one| describes(one, name));
                if let Some(inside) = self.wrapped(members, place) {
                    found.extend(self.inside(RepairKind::WrapperKey, schema, inside, path, depth)?);
                }
            }
            _ => {}
        }
        for alternative in &alternatives {
            match value {
                Value::Object(members) => found.extend(self.members(alternative, members, path, depth)?),
                Value::Array(elements) => found.extend(self.elements(alternative, elements, path, depth)?),
                Value::Number(number) => found.extend(whole(alternative, number, path)),
                Value::String(written) => found.extend(other_case(alternative, written, path)),
                _ => {}
            }
        }
        found.retain(|candidate| self.judge.accepts(schema, &candidate.value));
        distinct(found)
    }

    /// The readings of what a value holds in place of itself.
    fn inside(
        &self,
        kind: RepairKind,
        schema: &Value,
        inside: &Value,
        path: &str,
        depth: usize,
    ) -> Result<Vec<Candidate>, TooMany> {
        let mut found = self.readings(schema, inside, path, depth + 1)?;
        for candidate in &mut found {
            candidate.repairs.insert(0, Repair::new(path, kind));
        }
        Ok(found)
    }

    /// What an object wraps: its only member, whose key has no place in the schema. Beside it may
    /// stand what says nothing but which tool is called.
    fn wrapped<'v>(&self, members: &'v Map<String, Value>, place: impl Fn(&str) -> bool) -> Option<&'v Value> {
        let names_the_tool = |name: &str, value: &Value| match value.as_str() {
            Some(text) => text == self.tool || name == "type" && matches!(text, "tool_use" | "tool_call" | "function"),
            None => false,
        };
        let mut rest =
            members.iter().filter(|(name, value)| place(name) || members.len() == 1 || !names_the_tool(name, value));
        let (name, inside) = rest.next()?;
        (rest.next().is_none() && !place(name) && !says_nothing(inside)).then_some(inside)
    }

    fn members(
        &self,
        schema: &Map<String, Value>,
        members: &Map<String, Value>,
        path: &str,
        depth: usize,
    ) -> Result<Vec<Candidate>, TooMany> {
        let named = schema.get("properties").and_then(Value::as_object);
        let required = schema.get("required").and_then(Value::as_array);
        let mut objects = vec![Candidate { value: Value::Object(Map::new()), repairs: Vec::new() }];
        for (name, value) in members {
            let declared = named.and_then(|named| named.get(name));
            let Some(schema) = declared.or_else(|| schema.get("additionalProperties").filter(|rest| rest.is_object()))
            else {
                add(&mut objects, |object| put(object, name, value.clone()));
                continue;
            };
            let mut path = path.to_owned();
            push_key(&mut path, name);
            let found = self.readings(schema, value, &path, depth + 1)?;
            let optional = required.is_none_or(|required| !required.iter().any(|known| known == name.as_str()));
            if !found.is_empty() {
                objects = product(objects, found, |object, value| put(object, name, value))?;
            } else if value.is_null() && declared.is_some() && optional {
                let repair = Repair::new(&path, RepairKind::NullMember);
                for object in &mut objects {
                    object.repairs.push(repair.clone());
                }
            } else {
                return Ok(Vec::new());
            }
        }
        Ok(objects)
    }

    fn elements(
        &self,
        schema: &Map<String, Value>,
        elements: &[Value],
        path: &str,
        depth: usize,
    ) -> Result<Vec<Candidate>, TooMany> {
        let first = schema.get("prefixItems").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let mut lists = vec![Candidate { value: Value::Array(Vec::new()), repairs: Vec::new() }];
        for (index, value) in elements.iter().enumerate() {
            let Some(schema) = first.get(index).or_else(|| schema.get("items")) else {
                add(&mut lists, |list| push(list, value.clone()));
                continue;
            };
            let found = self.readings(schema, value, &format!("{path}[{index}]"), depth + 1)?;
            if found.is_empty() {
                return Ok(Vec::new());
            }
            lists = product(lists, found, push)?;
        }
        Ok(lists)
    }
}

/// An empty object would become whatever the type defaults to.
fn says_nothing(value: &Value) -> bool {
    value.is_null() || value.as_object().is_some_and(Map::is_empty)
}

fn prefixed(mut found: Vec<Candidate>, kinds: &[RepairKind]) -> Vec<Candidate> {
    for candidate in &mut found {
        candidate.repairs.splice(0..0, kinds.iter().map(|kind| Repair::new("$", *kind)));
    }
    found
}

/// How many values a value is made of.
fn parts(value: &Value) -> usize {
    match value {
        Value::Array(elements) => 1 + elements.iter().map(parts).sum::<usize>(),
        Value::Object(members) => 1 + members.values().map(parts).sum::<usize>(),
        _ => 1,
    }
}

fn put(object: &mut Value, name: &str, value: Value) {
    if let Value::Object(members) = object {
        members.insert(name.to_owned(), value);
    }
}

fn push(list: &mut Value, value: Value) {
    if let Value::Array(elements) = list {
        elements.push(value);
    }
}

fn add(containers: &mut [Candidate], put: impl Fn(&mut Value)) {
    for container in containers {
        put(&mut container.value);
    }
}

/// Each container with each reading of its next part.
fn product(
    mut containers: Vec<Candidate>,
    mut parts: Vec<Candidate>,
    put: impl Fn(&mut Value, Value),
) -> Result<Vec<Candidate>, TooMany> {
    if containers.len() * parts.len() > MOST_READINGS {
        return Err(TooMany);
    }
    let Some(last) = parts.pop() else { return Ok(Vec::new()) };
    let mut all = Vec::new();
    for part in &parts {
        for container in &containers {
            let mut container = container.clone();
            put(&mut container.value, part.value.clone());
            container.repairs.extend(part.repairs.iter().cloned());
            all.push(container);
        }
    }
    // A part with one reading, as nearly all have, must not copy what it is put into.
    for container in &mut containers {
        put(&mut container.value, last.value.clone());
        container.repairs.extend(last.repairs.iter().cloned());
    }
    all.append(&mut containers);
    Ok(all)
}

/// A whole number with a fraction, where the schema wants an integer. From 2^53 on, a float may
/// stand for several integers.
fn whole(schema: &Map<String, Value>, number: &Number, path: &str) -> Option<Candidate> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let float = number.as_f64().filter(|_| number.is_f64())?;
    let says = |word| schema.contains_key(word);
    let asked = || says("type") && admits(schema, "integer") || says("enum") || says("const");
    if float.fract() != 0.0 || float.abs() >= EXACT || !asked() {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "it is whole, and within what is exact")]
    let integer = float as i64;
    Some(Candidate { value: integer.into(), repairs: vec![Repair::new(path, RepairKind::FloatInteger)] })
}

/// The values of an enumeration that differ in case alone.
fn other_case(schema: &Map<String, Value>, written: &str, path: &str) -> Vec<Candidate> {
    let listed = schema.get("enum").and_then(Value::as_array).into_iter().flatten();
    let folded = written.to_lowercase();
    let same = listed
        .chain(schema.get("const"))
        .filter(|value| value.as_str().is_some_and(|name| name != written && name.to_lowercase() == folded));
    let repairs = vec![Repair::new(path, RepairKind::EnumCase)];
    same.map(|value| Candidate { value: value.clone(), repairs: repairs.clone() }).collect()
}

/// One candidate a value: the one with the fewest repairs.
pub(super) fn distinct(found: Vec<Candidate>) -> Result<Vec<Candidate>, TooMany> {
    let mut distinct: Vec<Candidate> = Vec::new();
    for candidate in found {
        match distinct.iter_mut().find(|known| known.value == candidate.value) {
            Some(known) if known.repairs.len() > candidate.repairs.len() => *known = candidate,
            Some(_) => {}
            None => distinct.push(candidate),
        }
    }
    if distinct.len() > MOST_READINGS { Err(TooMany) } else { Ok(distinct) }
}
