//! TypeScript declarations of a folder of documents, under the names that the documents give.

mod comment;
mod print;
mod shape;

use std::collections::{BTreeMap, BTreeSet};

use heck::ToUpperCamelCase;
use serde_json::Value;

use crate::Error;
use crate::bundle::{Definition, type_name};

/// The declarations of the types, sorted by name.
pub(crate) fn declarations(types: &BTreeMap<String, Definition>) -> Result<String, Error> {
    refuse_endless_types(types)?;
    let names = names(types)?;
    let mut sorted: Vec<(&String, &Definition)> = types.iter().map(|(key, home)| (&names[key], home)).collect();
    sorted.sort_by_key(|(name, _)| *name);
    let mut text = String::from("// Written by toolshape-codegen from JSON Schema documents; not edited by hand.\n");
    for (name, home) in sorted {
        let ty = shape::Reader { home, names: &names }.ty("", &home.schema)?;
        text.push('\n');
        text.push_str(&print::declaration(name, &comment::lines(&home.schema), &ty));
    }
    if types.is_empty() {
        text.push_str("\nexport {};\n"); // without an export the file would be a script, not a module
    }
    Ok(text)
}

/// The name of each type in TypeScript: the official one, where that is a name there.
fn names(types: &BTreeMap<String, Definition>) -> Result<BTreeMap<String, String>, Error> {
    let mut names = BTreeMap::new();
    let mut taken: BTreeMap<String, &Definition> = BTreeMap::new();
    for (key, home) in types {
        // `x-rust-name` renames in Rust only.
        let renamed = home.pointer.strip_prefix("/$defs/").or_else(|| home.pointer.strip_prefix("/definitions/"));
        let official = match renamed.filter(|name| home.schema.get("x-rust-name").is_some() && !name.contains('/')) {
            Some(name) => name.replace("~1", "/").replace("~0", "~"),
            None => key.clone(),
        };
        let name = if is_name(&official) { official.clone() } else { official.to_upper_camel_case() };
        if !is_name(&name) {
            return Err(home.error("", format!("`{official}` cannot be the name of a type in TypeScript")));
        }
        if let Some(Definition { document, pointer, .. }) = taken.insert(name.clone(), home) {
            let reason = format!("would be called `{name}` in TypeScript, as the type at {document}#{pointer} is");
            return Err(home.error("", reason));
        }
        names.insert(key.clone(), name);
    }
    Ok(names)
}

/// TypeScript takes a type that is made of itself only where an object or a list stands between.
fn refuse_endless_types(types: &BTreeMap<String, Definition>) -> Result<(), Error> {
    for (name, home) in types {
        let (mut waiting, mut seen) = (direct(&home.schema), BTreeSet::new());
        while let Some(next) = waiting.pop() {
            if next == name {
                return Err(home.error("", "is made of itself, with no object or list between"));
            }
            if seen.insert(next) {
                waiting.extend(types.get(next).map(|home| direct(&home.schema)).unwrap_or_default());
            }
        }
    }
    Ok(())
}

/// The types that a schema refers to without an object or a list between.
fn direct(schema: &Value) -> Vec<&str> {
    let branches = ["allOf", "anyOf", "oneOf"].iter().filter_map(|word| schema[*word].as_array()).flatten();
    schema["$ref"].as_str().map(type_name).into_iter().chain(branches.flat_map(direct)).collect()
}

/// Whether a type may have this name.
fn is_name(text: &str) -> bool {
    is_identifier(text) && !RESERVED.split(' ').any(|word| word == text)
}

fn is_identifier(text: &str) -> bool {
    let is_sign = |c: char| c == '_' || c == '$';
    text.starts_with(|c: char| c.is_alphabetic() || is_sign(c))
        && text.chars().all(|c| c.is_alphanumeric() || is_sign(c))
}

/// The words that name something else in a module, and the types that TypeScript comes with.
const RESERVED: &str = "\
    any await bigint boolean break case catch class const continue debugger default delete do else enum export \
    extends false finally for function if implements import in instanceof interface intrinsic let never new null \
    number object package private protected public return static string super switch symbol this throw true try \
    typeof undefined unknown var void while with yield";
