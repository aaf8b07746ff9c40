//! Schemas in place whose types must be found again behind typify get a name.

use std::collections::BTreeMap;

use heck::ToUpperCamelCase;
use serde_json::{Value, json};
use toolshape_json_schema::keyword;

use crate::Error;
use crate::bundle::Definition;

/// The marks that need a type of their own.
const MARKS: [&str; 4] = ["x-one-or-many", "x-open-enum", "x-open-union", "x-reply"];

/// The same types, with those in place among them where something has to be put back later.
pub(crate) fn hoist(types: BTreeMap<String, Definition>) -> Result<BTreeMap<String, Definition>, Error> {
    let mut hoisting = Hoisting { waiting: types.keys().cloned().collect(), types };
    while let Some(name) = hoisting.waiting.pop() {
        let Some(mut definition) = hoisting.types.get(&name).cloned() else { continue };
        let mut schema = std::mem::take(&mut definition.schema);
        let is_union = schema["x-open-union"] == true;
        hoisting.below(&name, &definition, "", &mut schema, is_union)?;
        definition.schema = schema;
        hoisting.types.insert(name, definition);
    }
    Ok(hoisting.types)
}

struct Hoisting {
    types: BTreeMap<String, Definition>,
    waiting: Vec<String>,
}

impl Hoisting {
    fn below(
        &mut self,
        name: &str,
        home: &Definition,
        pointer: &str,
        schema: &mut Value,
        is_union: bool,
    ) -> Result<(), Error> {
        keyword::each_child(schema, |below, child| {
            let pointer = format!("{pointer}{below}");
            let (word, key) = below[1..].split_once('/').unwrap_or((&below[1..], ""));
            let name = match word {
                "properties" => format!("{name}{}", key.to_upper_camel_case()),
                "items" => format!("{name}Item"),
                "additionalProperties" => format!("{name}Value"),
                _ => name.to_owned(),
            };
            // typify writes the members of an object in place into the variant.
            let is_variant = is_union && word == "properties" && is_compound(child);
            // A branch is a part of its type, which hides all of itself.
            let is_branch = matches!(word, "allOf" | "anyOf" | "oneOf");
            let hides = !is_branch && hides_something(child);
            if is_variant || hides || MARKS.iter().any(|mark| child[mark] == true) {
                return self.hoist(&name, home, &pointer, child);
            }
            self.below(&name, home, &pointer, child, is_union && word == "oneOf")
        })
    }

    fn hoist(&mut self, name: &str, home: &Definition, pointer: &str, schema: &mut Value) -> Result<(), Error> {
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
        self.waiting.push(name.to_owned());
        Ok(())
    }
}

fn is_compound(schema: &Value) -> bool {
    ["properties", "oneOf", "anyOf", "allOf"].iter().any(|word| schema.get(word).is_some())
}

/// Whether an object in place has members that are not to be logged.
fn hides_something(schema: &Value) -> bool {
    schema["properties"].as_object().is_some_and(|members| members.values().any(|member| member["x-sensitive"] == true))
}
