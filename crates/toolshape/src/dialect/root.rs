//! The root of a tool's schema, which must be one object; and the schema of models that refuse
//! `additionalProperties`.

use std::convert::Infallible;

use serde_json::{Map, Value, json};
use toolshape_json_schema::keyword;

use super::alternatives::{admits, alternatives};
use super::{only_tells, words};

/// The words that make a choice, or a combination, of a root.
const CHOOSING: [&str; 3] = ["allOf", "anyOf", "oneOf"];

/// The schema with one object at its root, in place of a choice between several. A schema that no
/// object can match stays as it is, to be refused.
pub(crate) fn one_object(schema: &Value) -> Value {
    let Value::Object(root) = schema else { return schema.clone() };
    if !CHOOSING.iter().any(|word| root.contains_key(*word)) {
        return schema.clone();
    }
    let Some(choices) = choices(schema, root) else { return schema.clone() };
    let mut one = merged(&choices);
    for (word, value) in root {
        // A rule of the whole holds beside the members.
        let stays = only_tells(word) || matches!(word.as_str(), "$defs" | "minProperties" | "maxProperties");
        if stays && word != "description" {
            one.insert(word.clone(), value.clone());
        }
    }
    describe(&mut one, root.get("description"), choices_in_words(&choices));
    let mut one = Value::Object(one);
    keep_the_root(&mut one, root);
    one
}

/// Where a schema in place of a root, with its definitions, refers to that root, it means what stood there: that moves
/// into `$defs`.
pub(crate) fn keep_the_root(schema: &mut Value, root: &Map<String, Value>) {
    let mut name = "Root".to_owned();
    while root.get("$defs").is_some_and(|definitions| definitions.get(&name).is_some()) {
        name.push('_');
    }
    let place = format!("#/$defs/{name}");
    let refers = point_to(&place, schema);
    let Value::Object(schema) = schema else { return };
    let mut definitions = schema.shift_remove("$defs");
    if refers {
        let mut kept = root.clone();
        kept.shift_remove("$defs");
        let mut kept = Value::Object(kept);
        point_to(&place, &mut kept);
        if let Value::Object(definitions) = definitions.get_or_insert_with(|| json!({})) {
            definitions.insert(name, kept);
        }
    }
    schema.extend(definitions.map(|definitions| ("$defs".to_owned(), definitions)));
}

/// Turns the references to the root into references to a place. Returns whether there are any.
fn point_to(place: &str, schema: &mut Value) -> bool {
    let mut refers = false;
    if let Some(Value::String(reference)) = schema.get_mut("$ref").filter(|reference| **reference == "#") {
        place.clone_into(reference);
        refers = true;
    }
    let _: Result<(), Infallible> = keyword::each_child(schema, |_, child| {
        refers |= point_to(place, child);
        Ok(())
    });
    refers
}

/// The alternatives of a root that an object can match, each with its members.
pub(super) fn choices(document: &Value, root: &Map<String, Value>) -> Option<Vec<Map<String, Value>>> {
    let all = alternatives(Some(document), root)?;
    let objects = all.into_iter().filter(|choice| admits(choice, "object"));
    let objects: Vec<_> = objects.map(std::borrow::Cow::into_owned).collect();
    (!objects.is_empty()).then_some(objects)
}

/// One object with the members of all choices; those are required that every choice requires.
pub(super) fn merged(choices: &[Map<String, Value>]) -> Map<String, Value> {
    let mut properties: Map<String, Value> = Map::new();
    let names = choices.iter().filter_map(|choice| choice.get("properties")?.as_object()).flat_map(Map::keys);
    for name in names {
        if !properties.contains_key(name) {
            properties.insert(name.clone(), any_of(choices.iter().filter_map(|choice| member(choice, name)).collect()));
        }
    }
    let required = |choice: &Map<String, Value>| -> Vec<Value> {
        choice.get("required").and_then(Value::as_array).cloned().unwrap_or_default()
    };
    let (first, rest) = choices.split_first().map_or((Vec::new(), choices), |(first, rest)| (required(first), rest));
    let required: Vec<_> =
        first.into_iter().filter(|name| rest.iter().all(|choice| required(choice).contains(name))).collect();

    let mut one = Map::new();
    one.insert("type".to_owned(), "object".into());
    one.insert("properties".to_owned(), properties.into());
    if !required.is_empty() {
        one.insert("required".to_owned(), required.into());
    }
    let closed = |choice: &Map<String, Value>| choice.get("additionalProperties") == Some(&Value::Bool(false));
    let open = |choice: &Map<String, Value>| choice.contains_key("patternProperties");
    if choices.iter().all(|choice| closed(choice) && !open(choice)) {
        one.insert("additionalProperties".to_owned(), false.into());
    }
    one
}

/// What a choice says about a member: its own words, or those on members that it does not name.
fn member(choice: &Map<String, Value>, name: &str) -> Option<Value> {
    let own = choice.get("properties").and_then(|properties| properties.get(name));
    let other = || match (choice.get("additionalProperties"), choice.get("patternProperties")) {
        (_, Some(_)) => Some(Value::Bool(true)),
        (Some(Value::Bool(false)) | None, None) => None,
        (Some(schema), None) => Some(schema.clone()),
    };
    own.cloned().or_else(other)
}

/// What accepts anything that one of the schemas accepts.
pub(super) fn any_of(schemas: Vec<Value>) -> Value {
    let mut distinct: Vec<Value> = Vec::new();
    for schema in schemas {
        if schema == true || schema.as_object().is_some_and(Map::is_empty) {
            return Value::Bool(true);
        }
        if !distinct.contains(&schema) {
            distinct.push(schema);
        }
    }
    if distinct.len() == 1 {
        return distinct.swap_remove(0);
    }
    one_enumeration(&distinct).unwrap_or_else(|| json!({"anyOf": distinct}))
}

/// Constants of one type, such as the tags of an enum, as an enumeration.
fn one_enumeration(schemas: &[Value]) -> Option<Value> {
    let mut ty: Option<&Value> = None;
    let mut values = Vec::new();
    for schema in schemas {
        let schema = schema.as_object()?;
        let plain = schema.keys().all(|word| matches!(word.as_str(), "type" | "const" | "description"));
        let same = ty.is_none_or(|ty| schema.get("type") == Some(ty));
        if !plain || !same {
            return None;
        }
        ty = schema.get("type");
        values.push(schema.get("const")?.clone());
    }
    Some(match ty {
        Some(ty) => json!({"type": ty, "enum": values}),
        None => json!({"enum": values}),
    })
}

/// The members that belong together, which the one object no longer says.
pub(super) fn choices_in_words(choices: &[Map<String, Value>]) -> Option<String> {
    if choices.len() < 2 {
        return None;
    }
    let mut sets: Vec<String> = Vec::new();
    for choice in choices {
        let required: Vec<_> = choice.get("required").and_then(Value::as_array).into_iter().flatten().collect();
        let members =
            choice.get("properties").and_then(Value::as_object).into_iter().flatten().map(|(name, schema)| {
                let constant = schema.get("const").map(|value| format!(" = {value}")).unwrap_or_default();
                let optional = if required.iter().any(|known| *known == name) { "" } else { "?" };
                format!("{name}{optional}{constant}")
            });
        let set = format!("{{{}}}", members.collect::<Vec<_>>().join(", "));
        if !sets.contains(&set) {
            sets.push(set);
        }
    }
    (sets.len() > 1)
        .then(|| format!("The members are one of these sets (? marks what may be left out): {}.", sets.join(" or ")))
}

/// Puts a sentence behind the description.
pub(super) fn describe(
    schema: &mut Map<String, Value>,
    description: Option<&Value>,
    more: impl IntoIterator<Item = String>,
) {
    let own = description.and_then(Value::as_str).map(|text| {
        let text = text.trim_end();
        let ends = text.is_empty() || text.ends_with(['.', '!', '?', ':', ';']);
        if ends { text.to_owned() } else { format!("{text}.") }
    });
    let mut more = more.into_iter().peekable();
    let own = if more.peek().is_none() { description.and_then(Value::as_str).map(ToOwned::to_owned) } else { own };
    let text: Vec<String> = own.into_iter().filter(|text| !text.is_empty()).chain(more).collect();
    if !text.is_empty() {
        schema.insert("description".to_owned(), text.join(" ").into());
    }
}

/// The schema without `additionalProperties`, which moves into the description.
pub(crate) fn plain(schema: &Value) -> Value {
    let Value::Object(keywords) = schema else { return schema.clone() };
    let mut rewritten = Map::new();
    let mut rest = None;
    for (word, value) in keywords {
        if word == "additionalProperties" {
            rest = in_words(value);
            continue;
        }
        let value = match word.as_str() {
            // What loosens there tightens the whole.
            "not" | "if" | "contains" if holds_closed(value) => continue,
            "oneOf" if holds_closed(value) && keywords.contains_key("anyOf") => continue,
            _ => keyword::rewritten(word, value, plain),
        };
        // Two choices may overlap once they are open.
        let overlaps = word == "oneOf" && !keywords.contains_key("anyOf") && holds_closed(&keywords[word]);
        rewritten.insert(if overlaps { "anyOf".to_owned() } else { word.clone() }, value);
    }
    let description = rewritten.shift_remove("description");
    describe(&mut rewritten, description.as_ref(), rest);
    Value::Object(rewritten)
}

fn in_words(additional: &Value) -> Option<String> {
    match additional {
        Value::Bool(false) => Some("No other members.".to_owned()),
        Value::Object(schema) if !schema.is_empty() => {
            let simple = schema.get("type").filter(|_| schema.len() == 1).and_then(|ty| words::phrase("type", ty));
            let value = simple.unwrap_or_else(|| format!("a value of the schema {additional}"));
            Some(format!("Members of any other name hold {value}."))
        }
        _ => None,
    }
}

/// Whether a schema says something that goes, or may refer to such a one.
fn holds_closed(schema: &Value) -> bool {
    match schema {
        Value::Object(map) => {
            map.contains_key("additionalProperties") || map.contains_key("$ref") || map.values().any(holds_closed)
        }
        Value::Array(list) => list.iter().any(holds_closed),
        _ => false,
    }
}
