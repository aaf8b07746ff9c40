//! Schemas as typify takes them, and what has to be put back afterwards.
//!
//! typify makes narrower Rust types of bounds, patterns and formats, and flattens `anyOf` of an enum and a string
//! into two options. So bounds go into the doc comment, open enums and unions are closed, and [`Lowered`] remembers
//! which they were.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use serde_json::{Map, Value, json};
use toolshape_json_schema::{keyword, pointer};

use crate::Error;
use crate::bundle::Definition;
use crate::hoist::hoist;
use crate::rules;
use crate::sensitive::{Sensitive, sensitive};

/// What typify gets, and what it must not see.
#[derive(Debug, Default)]
pub(crate) struct Lowered {
    pub(crate) types: BTreeMap<String, Definition>,
    pub(crate) open_enums: BTreeSet<String>,
    pub(crate) open_unions: BTreeSet<String>,
    pub(crate) one_or_many: BTreeSet<String>,
    /// Structs without members, and whether they are found in replies; typify makes maps of them.
    pub(crate) empty: BTreeMap<String, bool>,
    /// What is not to be logged, by type.
    pub(crate) sensitive: BTreeMap<String, Sensitive>,
}

pub(crate) fn lower(types: BTreeMap<String, Definition>) -> Result<Lowered, Error> {
    let types = hoist(types)?;
    let mut lowered = Lowered { sensitive: sensitive(&types), ..Lowered::default() };
    for (name, mut definition) in types {
        let mut schema = std::mem::take(&mut definition.schema);
        lowered.named(&name, &definition, &mut schema)?;
        plain(&mut schema);
        definition.schema = schema;
        lowered.types.insert(name, definition);
    }
    Ok(lowered)
}

impl Lowered {
    /// What is particular to a schema that has a name.
    fn named(&mut self, name: &str, home: &Definition, schema: &mut Value) -> Result<(), Error> {
        let is = |mark: &str| schema[mark] == true;
        if is("x-open-enum") {
            let values = schema["anyOf"][0]["enum"].as_array().filter(|values| values.iter().all(Value::is_string));
            let values = values.ok_or_else(|| {
                home.error("", "`x-open-enum` stands on `anyOf` of an enum of strings and any string, and here is none")
            })?;
            self.open_enums.insert(name.to_owned());
            schema["enum"] = values.clone().into();
            schema["type"] = "string".into();
            remove(schema, "anyOf");
        } else if is("x-open-union") {
            self.open_unions.insert(name.to_owned());
            close_union(home, schema)?;
        } else if is("x-one-or-many") {
            let branches = schema["oneOf"].as_array().map(Vec::as_slice);
            if !matches!(branches, Some([many, one]) if many["type"] == "array" && many["items"] == *one) {
                let reason = "`x-one-or-many` stands on `oneOf` of a list of something and that something";
                return Err(home.error("", reason));
            }
            self.one_or_many.insert(name.to_owned());
        } else if schema["type"] == "object" {
            let memberless = schema["properties"].as_object().is_some_and(Map::is_empty);
            if memberless && schema.get("additionalProperties").is_none() {
                self.empty.insert(name.to_owned(), is("x-reply"));
            } else if is("x-reply") {
                // typify reads `{}` as a wish to keep the members that the schema does not name, `true` not.
                schema["additionalProperties"] = json!({});
            }
        }
        Ok(())
    }
}

/// Takes away the branch for members not known yet; the others are objects of one member.
fn close_union(home: &Definition, schema: &mut Value) -> Result<(), Error> {
    let wrong = |pointer: &str, reason: &str| Err(home.error(pointer, reason));
    let Some(branches) = schema["oneOf"].as_array_mut() else {
        return wrong("", "`x-open-union` stands on `oneOf`, and here is none");
    };
    branches.retain(|branch| branch.get("properties").is_some());
    for (index, branch) in branches.iter().enumerate() {
        let members = branch["properties"].as_object().map(|members| members.keys().collect::<Vec<_>>());
        let is_single =
            members.as_deref().is_some_and(|members| matches!(members, [name] if branch["required"] == json!([name])));
        if !is_single || branch["additionalProperties"] != false {
            let reason = "a branch of an `x-open-union` has one member, required, and allows no other";
            return wrong(&format!("/oneOf/{index}"), reason);
        }
    }
    Ok(())
}

/// Moves what shapes no Rust type from a schema, and from all below it, into the descriptions.
fn plain(schema: &mut Value) {
    let below: Result<(), Infallible> = keyword::each_child(schema, |pointer, child| {
        if let (Some(name), Value::Object(words)) = (pointer.strip_prefix("/properties/"), &mut *child) {
            let name = pointer::unescape(name);
            words.entry("description").or_insert_with(|| format!("`{name}`.").into());
        }
        plain(child);
        Ok(())
    });
    let Ok(()) = below;
    if let Value::Object(words) = schema {
        plain_words(words);
    }
}

fn plain_words(words: &mut Map<String, Value>) {
    let mut sentences: Vec<String> =
        words.get("description").and_then(Value::as_str).map(str::to_owned).into_iter().collect();
    sentences.extend(rules::sentences(words));
    if words.remove("patternProperties").is_some() {
        // typify checks names with a crate that its users would need: their members are taken as they come.
        words.remove("additionalProperties");
    }
    // Formats of integers choose between i32 and i64; the others would bring in chrono and uuid.
    let is_integer = words.get("type").is_some_and(|kind| kind == "integer");
    words.retain(|word, _| SHAPING.contains(&word.as_str()) || (word == "format" && is_integer));
    if !sentences.is_empty() {
        words.insert("description".into(), sentences.join(" ").into());
    }
}

/// The words that shape a Rust type.
const SHAPING: [&str; 20] = [
    "$ref",
    "additionalItems",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "description",
    "else",
    "enum",
    "if",
    "items",
    "not",
    "oneOf",
    "prefixItems",
    "properties",
    "required",
    "then",
    "type",
    "unevaluatedProperties",
    "nullable",
];

fn remove(schema: &mut Value, word: &str) {
    if let Value::Object(words) = schema {
        words.remove(word);
    }
}
