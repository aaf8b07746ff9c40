//! The subset that a service can hold a model to while it writes.

use serde_json::{Map, Value, json};

use super::alternatives::{admits, alternatives};
use super::root::{any_of, choices, choices_in_words, describe, merged};
use super::words;
use crate::Error;
use crate::mismatch::push_key;

/// The formats that are known while a model writes.
const FORMATS: [&str; 10] =
    ["date", "date-time", "duration", "email", "hostname", "ipv4", "ipv6", "time", "uri", "uuid"];

/// The words that describe members in a way that has no place in the subset.
const CONDITIONAL: [&str; 4] = ["if", "then", "else", "dependentSchemas"];

/// Writes a schema in one piece in the subset.
pub(super) fn rewrite(schema: &Value) -> Result<Value, Error> {
    let Value::Object(root) = schema else {
        return Err(refused("$", "takes any value, and a strict tool takes an object"));
    };
    let mut own = root.clone();
    own.shift_remove("$defs");
    let description = own.shift_remove("description");
    if own.contains_key("$ref") {
        return Err(recursive("$"));
    }
    let Some(choices) = choices(&Value::Null, &own) else {
        return Err(refused("$", "has no object at its root, or too many choices of one"));
    };
    let mut strict = Vec::new();
    for choice in &choices {
        strict.push(plain(choice, "$")?);
    }
    if strict.iter().any(|choice| choice.get("properties").is_none()) {
        return Err(any_member("$"));
    }
    let told = choices_in_words(&strict);
    let mut one = match strict.len() {
        1 => strict.swap_remove(0),
        _ => merged(&strict),
    };
    one.insert("type".to_owned(), "object".into());
    one.insert("additionalProperties".to_owned(), false.into());
    let of_choice = one.shift_remove("description").and_then(|text| text.as_str().map(ToOwned::to_owned));
    describe(&mut one, description.as_ref(), of_choice.into_iter().chain(told));
    Ok(Value::Object(one))
}

/// A schema at a place below the root.
fn schema(schema: &Value, path: &str) -> Result<Value, Error> {
    let Value::Object(keywords) = schema else {
        return Err(any_value(path));
    };
    let mut own = keywords.clone();
    let description = own.shift_remove("description");
    let Some(alternatives) = alternatives(None, &own) else {
        return Err(refused(path, "has too many choices to tell apart"));
    };
    let mut strict = Vec::new();
    for alternative in &alternatives {
        strict.push(Value::Object(plain(alternative, path)?));
    }
    let Value::Object(mut one) = any_of(strict) else {
        return Err(any_value(path));
    };
    let more = one.shift_remove("description").and_then(|text| text.as_str().map(ToOwned::to_owned));
    describe(&mut one, description.as_ref(), more);
    Ok(Value::Object(one))
}

/// A schema without choices.
fn plain(keywords: &Map<String, Value>, path: &str) -> Result<Map<String, Value>, Error> {
    if keywords.contains_key("$ref") {
        return Err(recursive(path));
    }
    let listed = keywords.get("enum").and_then(Value::as_array);
    let constant = keywords.get("const");
    let scalars = constant.is_some_and(is_scalar) || listed.is_some_and(|values| values.iter().all(is_scalar));
    if !keywords.contains_key("type") && !scalars && !keywords.contains_key("properties") {
        return Err(any_value(path));
    }

    let mut strict = Map::new();
    let mut told = Vec::new();
    let exactly =
        keywords.get("minItems").filter(|least| keywords.get("maxItems") == Some(*least)).and_then(Value::as_u64);
    for (word, value) in keywords {
        let keeps = match word.as_str() {
            "type" => true,
            "const" => is_scalar(value),
            "enum" => scalars,
            "minItems" => value.as_u64().is_some_and(|least| least < 2),
            "pattern" => value.as_str().is_some_and(is_plain_pattern),
            "format" => value.as_str().is_some_and(|format| FORMATS.contains(&format)),
            _ => false,
        };
        if keeps {
            strict.insert(word.clone(), value.clone());
        } else if word == "minItems" && exactly.is_some_and(|count| count > 1) {
            told.extend(exactly.map(|count| format!("Exactly {count} items.")));
        } else if word == "maxItems" && exactly.is_some_and(|count| count > 1) {
            // Said with the least.
        } else if let Some(text) = in_words(word, value) {
            told.push(text);
        }
    }
    if admits(keywords, "object") && !scalars {
        object(keywords, path, &mut strict)?;
    }
    if admits(keywords, "array") && !scalars {
        array(keywords, path, &mut strict, &mut told)?;
    }
    describe(&mut strict, keywords.get("description"), told);
    Ok(strict)
}

fn object(keywords: &Map<String, Value>, path: &str, strict: &mut Map<String, Value>) -> Result<(), Error> {
    let open = |word: &str| keywords.get(word).is_some_and(|rest| *rest != false);
    if open("additionalProperties") || open("unevaluatedProperties") || keywords.contains_key("patternProperties") {
        return Err(any_member(path));
    }
    let names_members =
        |word: &&str| keywords.get(*word).is_some_and(|schema| schema.to_string().contains("\"properties\""));
    if let Some(word) = CONDITIONAL.iter().find(|word| names_members(word)) {
        return Err(refused(path, &format!("has members under `{word}`, which strict mode has no word for")));
    }
    let mut properties = Map::new();
    for (name, value) in keywords.get("properties").and_then(Value::as_object).into_iter().flatten() {
        // A member that is never there is one that the object does not have.
        if *value != false {
            let mut path = path.to_owned();
            push_key(&mut path, name);
            properties.insert(name.clone(), schema(value, &path)?);
        }
    }
    let required: Vec<_> = keywords.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
    if let Some(name) = required.iter().filter_map(Value::as_str).find(|name| !properties.contains_key(*name)) {
        return Err(refused(path, &format!("requires `{name}` and does not describe it")));
    }
    strict.insert("properties".to_owned(), properties.into());
    if !required.is_empty() {
        strict.insert("required".to_owned(), required.into());
    }
    strict.insert("additionalProperties".to_owned(), false.into());
    Ok(())
}

fn array(
    keywords: &Map<String, Value>,
    path: &str,
    strict: &mut Map<String, Value>,
    told: &mut Vec<String>,
) -> Result<(), Error> {
    let path = format!("{path}[*]");
    let first = keywords.get("prefixItems").and_then(Value::as_array);
    let rest = keywords.get("items").or_else(|| keywords.get("unevaluatedItems"));
    // A list that says nothing of what follows its first elements takes anything there, or stops
    // at their number.
    let stops = first.is_some_and(|first| {
        let most = keywords.get("maxItems").and_then(Value::as_u64);
        most.and_then(|most| usize::try_from(most).ok()).is_some_and(|most| most <= first.len())
    });
    let mut elements = Vec::new();
    for element in first.into_iter().flatten().chain(rest.filter(|rest| **rest != false)) {
        if *element != false {
            elements.push(schema(element, &path)?);
        }
    }
    match rest {
        None if !stops && (first.is_some() || keywords.contains_key("type")) => return Err(any_value(&path)),
        _ => {}
    }
    if first.is_some() {
        told.push("Their order is fixed.".to_owned());
    }
    if elements.is_empty() {
        return Ok(());
    }
    strict.insert("items".to_owned(), any_of(elements));
    Ok(())
}

/// What a word that goes asks for, where it asks for something.
fn in_words(word: &str, value: &Value) -> Option<String> {
    if word == "default" {
        return Some(format!("Default: {value}."));
    }
    if matches!(word, "type" | "required") {
        return None;
    }
    if let Some(phrase) = words::phrase(word, value) {
        return Some(words::sentence(&phrase));
    }
    let asks = matches!(
        word,
        "contains" | "dependentRequired" | "if" | "then" | "else" | "not" | "propertyNames" | "dependentSchemas"
    );
    asks.then(|| format!("{word}: {value}."))
}

fn is_scalar(value: &Value) -> bool {
    !value.is_object() && !value.is_array()
}

/// Without look-around, back-references and word boundaries, which a grammar cannot hold.
fn is_plain_pattern(pattern: &str) -> bool {
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.next().is_none_or(|escaped| matches!(escaped, '1'..='9' | 'k' | 'b' | 'B')) => return false,
            '(' if chars.peek() == Some(&'?') => {
                chars.next();
                if chars.next() != Some(':') {
                    return false;
                }
            }
            _ => {}
        }
    }
    true
}

fn recursive(path: &str) -> Error {
    refused(path, "is recursive, or has too much to be inlined, which strict mode does not take")
}

fn any_member(path: &str) -> Error {
    refused(path, "takes members of any name, which strict mode has no word for")
}

fn any_value(path: &str) -> Error {
    refused(path, "takes any value, which strict mode has no word for")
}

fn refused(path: &str, why: &str) -> Error {
    Error::invalid_request("tool.schema", format!("cannot be strict: {path} {why}"))
}

/// Which members of a schema in the subset may be left out, and which are of several types.
#[derive(Default)]
pub(super) struct Parameters {
    pub(super) optional: usize,
    pub(super) unions: usize,
}

impl Parameters {
    pub(super) fn count(&mut self, schema: &Value) {
        let Value::Object(keywords) = schema else { return };
        let several = keywords.get("type").is_some_and(Value::is_array) || keywords.contains_key("anyOf");
        self.unions += usize::from(several);
        let required = keywords.get("required").and_then(Value::as_array);
        for (name, member) in keywords.get("properties").and_then(Value::as_object).into_iter().flatten() {
            let optional = required.is_none_or(|required| !required.contains(&json!(name)));
            self.optional += usize::from(optional);
            self.count(member);
        }
        keywords.get("items").into_iter().for_each(|items| self.count(items));
        let choices = keywords.get("anyOf").and_then(Value::as_array);
        choices.into_iter().flatten().for_each(|choice| self.count(choice));
    }
}
