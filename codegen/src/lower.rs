//! Schemas as typify takes them, and what has to be put back afterwards.
//!
//! typify makes narrower Rust types of bounds, patterns and formats, and flattens `anyOf` of an enum and a string
//! into two options. So bounds go into the doc comment, open enums and unions are closed, and [`Lowered`] remembers
//! which they were.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToUpperCamelCase;
use serde_json::{Map, Value, json};

use crate::Error;
use crate::bundle::Definition;
use crate::{rules, walk};

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

/// What of a type is not to be logged: all of it, or the members of these names.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sensitive {
    pub(crate) whole: bool,
    pub(crate) members: BTreeSet<String>,
}

impl Sensitive {
    pub(crate) fn is_any(&self) -> bool {
        self.whole || !self.members.is_empty()
    }
}

pub(crate) fn lower(types: BTreeMap<String, Definition>) -> Result<Lowered, Error> {
    let mut lowered = Lowered { types, ..Lowered::default() };
    let mut waiting: Vec<String> = lowered.types.keys().cloned().collect();
    while let Some(name) = waiting.pop() {
        let Some(mut definition) = lowered.types.get(&name).cloned() else { continue };
        let mut schema = std::mem::take(&mut definition.schema);
        lowered.named(&name, &mut schema);
        lowered.schema(&name, &definition, "", &mut schema, &mut waiting)?;
        definition.schema = schema;
        lowered.types.insert(name, definition);
    }
    Ok(lowered)
}

/// The marks that need a type of their own.
const MARKS: [&str; 3] = ["x-open-enum", "x-open-union", "x-one-or-many"];

impl Lowered {
    /// What is particular to a schema that has a name.
    fn named(&mut self, name: &str, schema: &mut Value) {
        let is = |mark: &str| schema[mark] == true;
        // A sensitive member of a union is all there is of it.
        let branches = schema["oneOf"].as_array().into_iter().flatten();
        let whole = is("x-sensitive") || branches.into_iter().any(|branch| !sensitive_members(branch).is_empty());
        let members = sensitive_members(schema);
        if whole || !members.is_empty() {
            self.sensitive.insert(name.to_owned(), Sensitive { whole, members });
        }
        if is("x-open-enum") {
            self.open_enums.insert(name.to_owned());
            let values = schema["anyOf"][0]["enum"].take();
            schema["type"] = "string".into();
            schema["enum"] = values;
            remove(schema, "anyOf");
        } else if is("x-open-union") {
            self.open_unions.insert(name.to_owned());
            if let Value::Array(branches) = &mut schema["oneOf"] {
                branches.retain(|branch| branch.get("properties").is_some());
            }
        } else if is("x-one-or-many") {
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
    }

    fn schema(
        &mut self,
        name: &str,
        home: &Definition,
        pointer: &str,
        schema: &mut Value,
        waiting: &mut Vec<String>,
    ) -> Result<(), Error> {
        walk::each_child(schema, |below, child| {
            let pointer = format!("{pointer}{below}");
            let (word, key) = below[1..].split_once('/').unwrap_or((&below[1..], ""));
            let name = match word {
                "properties" => format!("{name}{}", key.to_upper_camel_case()),
                "items" => format!("{name}Item"),
                "additionalProperties" => format!("{name}Value"),
                _ => name.to_owned(),
            };
            if let ("properties", Value::Object(words)) = (word, &mut *child) {
                words.entry("description").or_insert_with(|| format!("`{key}`.").into());
            }
            if MARKS.iter().any(|mark| child[mark] == true) {
                self.hoist(&name, home, &pointer, child, waiting)?;
            } else {
                self.schema(&name, home, &pointer, child, waiting)?;
            }
            Ok(())
        })?;
        if let Value::Object(words) = schema {
            plain(words);
        }
        Ok(())
    }

    /// Gives a schema in place a name, so that its type can be found again behind typify.
    fn hoist(
        &mut self,
        name: &str,
        home: &Definition,
        pointer: &str,
        schema: &mut Value,
        waiting: &mut Vec<String>,
    ) -> Result<(), Error> {
        if self.types.contains_key(name) {
            let reason = format!("the type here would be called `{name}`, as another is already: name it in `$defs`");
            return Err(home.error(pointer, reason));
        }
        let mut reference = json!({ "$ref": format!("#/definitions/{name}") });
        if let Some(description) = schema.get("description") {
            reference["description"] = description.clone();
        }
        let definition = Definition {
            document: home.document.clone(),
            pointer: format!("{}{pointer}", home.pointer),
            schema: std::mem::replace(schema, reference),
        };
        self.types.insert(name.to_owned(), definition);
        waiting.push(name.to_owned());
        Ok(())
    }
}

/// Moves what shapes no Rust type from the schema into its description.
fn plain(words: &mut Map<String, Value>) {
    let mut sentences: Vec<String> =
        words.get("description").and_then(Value::as_str).map(str::to_owned).into_iter().collect();
    sentences.extend(rules::sentences(words));
    // Formats of integers choose between i32 and i64; the others would bring in chrono and uuid.
    let is_integer = words.get("type").is_some_and(|kind| kind == "integer");
    words.retain(|word, _| SHAPING.contains(&word.as_str()) || (word == "format" && is_integer));
    if !sentences.is_empty() {
        words.insert("description".into(), sentences.join(" ").into());
    }
}

/// The words that shape a Rust type.
const SHAPING: [&str; 21] = [
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
    "patternProperties",
    "prefixItems",
    "properties",
    "required",
    "then",
    "type",
    "unevaluatedProperties",
    "nullable",
];

fn sensitive_members(schema: &Value) -> BTreeSet<String> {
    let members = schema["properties"].as_object().into_iter().flatten();
    members.filter(|(_, member)| member["x-sensitive"] == true).map(|(name, _)| name.clone()).collect()
}

fn remove(schema: &mut Value, word: &str) {
    if let Value::Object(words) = schema {
        words.remove(word);
    }
}
