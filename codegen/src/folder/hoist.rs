//! Types that stand within others get a name.

use std::collections::BTreeMap;
use std::mem;

use heck::ToUpperCamelCase;
use serde_json::{Value, json};
use toolshape_json_schema::{keyword, pointer};

use super::Definition;
use crate::Error;

/// The same types, and those within them.
pub(super) fn hoist(types: BTreeMap<String, Definition>) -> Result<BTreeMap<String, Definition>, Error> {
    let mut hoisting = Hoisting { waiting: types.keys().cloned().collect(), types };
    while let Some(name) = hoisting.waiting.pop() {
        let Some(definition) = hoisting.types.get_mut(&name) else { continue };
        let home = Definition {
            schema: Value::Null,
            document: definition.document.clone(),
            pointer: definition.pointer.clone(),
        };
        let mut schema = mem::take(&mut definition.schema);
        hoisting.below(&name, &home, "", &mut schema)?;
        hoisting.types.insert(name, Definition { schema, ..home });
    }
    Ok(hoisting.types)
}

struct Hoisting {
    types: BTreeMap<String, Definition>,
    waiting: Vec<String>,
}

impl Hoisting {
    fn below(&mut self, name: &str, home: &Definition, pointer: &str, schema: &mut Value) -> Result<(), Error> {
        keyword::each_child(schema, |below, child| {
            let pointer = format!("{pointer}{below}");
            let (keyword, key) = below[1..].split_once('/').unwrap_or((&below[1..], ""));
            let name = match keyword {
                "properties" => format!("{name}{}", pointer::unescape(key).to_upper_camel_case()),
                "items" => format!("{name}Item"),
                "additionalProperties" => format!("{name}Value"),
                // A branch is a part of its type.
                "allOf" | "anyOf" | "oneOf" => return self.below(name, home, &pointer, child),
                _ => return Ok(()), // it makes no type
            };
            if needs_name(child) {
                self.hoist(name, home, &pointer, child)
            } else {
                self.below(&name, home, &pointer, child)
            }
        })
    }

    fn hoist(&mut self, name: String, home: &Definition, pointer: &str, schema: &mut Value) -> Result<(), Error> {
        if self.types.contains_key(&name) {
            let reason = format!("the type here would be called `{name}`, as another is already: name it in `$defs`");
            return Err(home.error(pointer, reason));
        }
        let mut reference = json!({ "$ref": format!("#/$defs/{name}") });
        if let Some(description) = schema.get("description") {
            reference["description"] = description.clone();
        }
        let schema = mem::replace(schema, reference);
        let pointer = format!("{}{pointer}", home.pointer);
        self.types.insert(name.clone(), Definition { document: home.document.clone(), pointer, schema });
        self.waiting.push(name);
        Ok(())
    }
}

fn needs_name(schema: &Value) -> bool {
    let has = |keyword: &str| schema.get(keyword).is_some();
    schema["x-open-enum"] == true || schema["x-open-union"] == true || has("properties") || has("enum") || has("const")
}
