//! A schema with choices as the list of what it comes down to.

use std::borrow::Cow;

use serde_json::{Map, Value};
use toolshape_json_schema::equality::same;

/// A schema that is an object, as most are.
type Keywords = Map<String, Value>;

/// The most alternatives that are told apart.
const MOST: usize = 64;
/// The longest chain of references and combinations that is followed.
const DEEPEST: usize = 32;
/// The words that say more about the same value.
const COMBINING: [&str; 4] = ["$ref", "allOf", "anyOf", "oneOf"];

/// The schemas without `$ref`, `allOf`, `anyOf` and `oneOf` of which one must hold: what the
/// schema accepts, one of them accepts. Where two parts of a schema disagree in a way that one
/// schema cannot say, the alternative is looser than both.
///
/// References are looked up in `root`; where there is none, or no such place in it, they stay.
/// `None` when there are too many alternatives to tell apart.
pub(crate) fn alternatives<'a>(root: Option<&Value>, schema: &'a Keywords) -> Option<Vec<Cow<'a, Keywords>>> {
    if !COMBINING.iter().any(|word| schema.contains_key(*word)) {
        return Some(vec![Cow::Borrowed(schema)]);
    }
    let all = of_keywords(root, schema, DEEPEST)?;
    Some(all.into_iter().map(Cow::Owned).collect())
}

fn of_schema(root: Option<&Value>, schema: &Value, deeper: usize) -> Option<Vec<Keywords>> {
    match schema {
        Value::Object(schema) => of_keywords(root, schema, deeper),
        Value::Bool(false) => Some(Vec::new()),
        _ => Some(vec![Map::new()]),
    }
}

fn of_keywords(root: Option<&Value>, schema: &Keywords, deeper: usize) -> Option<Vec<Keywords>> {
    let deeper = deeper.checked_sub(1)?;
    let mut own = schema.clone();
    let mut parts: Vec<Vec<Keywords>> = Vec::new();
    let target = own.get("$ref").and_then(Value::as_str).and_then(|reference| target(root?, reference));
    if let Some(target) = target {
        own.shift_remove("$ref");
        parts.push(of_schema(root, target, deeper)?);
    }
    if let Some(Value::Array(all)) = own.shift_remove("allOf") {
        for schema in &all {
            parts.push(of_schema(root, schema, deeper)?);
        }
    }
    for word in ["anyOf", "oneOf"] {
        let Some(Value::Array(any)) = own.shift_remove(word) else { continue };
        let mut choices = Vec::new();
        for schema in &any {
            choices.extend(of_schema(root, schema, deeper)?);
        }
        parts.push(choices);
    }
    let mut found = vec![own];
    for choices in parts {
        if found.len() * choices.len() > MOST {
            return None;
        }
        found = found.iter().flat_map(|one| choices.iter().filter_map(|other| both(one, other))).collect();
    }
    Some(found)
}

/// The schema that a reference in a schema in normal form stands for.
pub(crate) fn target<'a>(root: &'a Value, reference: &str) -> Option<&'a Value> {
    match reference.strip_prefix("#/$defs/") {
        Some(name) => root.get("$defs")?.get(name),
        None => (reference == "#").then_some(root),
    }
}

/// A schema at least as loose as the two together; `None` when nothing can be both.
fn both(one: &Keywords, other: &Keywords) -> Option<Keywords> {
    let mut joined = one.clone();
    for (word, value) in other {
        let Some(have) = joined.get_mut(word) else {
            joined.insert(word.clone(), value.clone());
            continue;
        };
        if same(have, value) {
            continue;
        }
        match (word.as_str(), have, value) {
            ("properties", Value::Object(have), Value::Object(more)) => {
                for (name, schema) in more {
                    match have.get_mut(name) {
                        Some(known) if known == schema => {}
                        Some(known) => *known = all_of(known, schema),
                        None => {
                            have.insert(name.clone(), schema.clone());
                        }
                    }
                }
            }
            ("required", Value::Array(have), Value::Array(more)) => {
                let new: Vec<_> = more.iter().filter(|name| !have.contains(name)).cloned().collect();
                have.extend(new);
            }
            ("type", have, more) => *have = common_types(have, more)?,
            ("const", ..) => return None,
            ("enum", Value::Array(have), Value::Array(more)) => {
                have.retain(|value| more.iter().any(|other| same(value, other)));
                if have.is_empty() {
                    return None;
                }
            }
            ("additionalProperties", Value::Bool(false), _) => {}
            ("additionalProperties", have, Value::Bool(false)) => *have = Value::Bool(false),
            ("additionalProperties" | "items", have, more) => *have = all_of(have, more),
            _ => {}
        }
    }
    Some(joined)
}

fn all_of(one: &Value, other: &Value) -> Value {
    serde_json::json!({"allOf": [one, other]})
}

fn common_types(one: &Value, other: &Value) -> Option<Value> {
    let (one, other) = (types(one), types(other));
    let has = |types: &[&str], name: &str| types.contains(&name) || name == "integer" && types.contains(&"number");
    let mut common: Vec<&str> = one.iter().copied().filter(|name| has(&other, name)).collect();
    common.extend(other.iter().copied().filter(|name| has(&one, name) && !one.contains(name)));
    match common.as_slice() {
        [] => None,
        [only] => Some((*only).into()),
        several => Some(several.to_vec().into()),
    }
}

/// Whether a schema's `type`, where it has one, admits values of a type.
pub(crate) fn admits(schema: &Keywords, name: &str) -> bool {
    schema.get("type").is_none_or(|ty| types(ty).contains(&name))
}

/// The names that the value of `type` lists.
pub(super) fn types(value: &Value) -> Vec<&str> {
    match value {
        Value::String(name) => vec![name],
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}
