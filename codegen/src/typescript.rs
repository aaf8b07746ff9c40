//! TypeScript declarations of a folder of documents, under the names that the documents give.

pub(crate) mod comment;
pub(crate) mod print;
pub(crate) mod shape;

use std::collections::BTreeMap;

use heck::ToUpperCamelCase;
use toolshape_json_schema::pointer::unescape;

use crate::Error;
use crate::bundle::Definition;

/// The declarations of the types, sorted by name.
pub(crate) fn declarations(types: &BTreeMap<String, Definition>) -> Result<String, Error> {
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
            Some(name) => unescape(name),
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
