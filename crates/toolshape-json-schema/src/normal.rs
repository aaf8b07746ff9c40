//! Any draft becomes one 2020-12 schema in one piece, which accepts what the document accepts, or more, with a warning.

mod argument;
mod index;
mod names;
mod near;
mod old;
mod pattern;
mod read;
mod schema;
mod survey;
#[cfg(test)]
mod tests;
mod types;
mod uri;
mod writer;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::document::{DEEPEST, Document, too_deep};
use crate::keyword::is_no_schema;
use crate::{Error, Warning, Warnings};
use index::{Index, Location};
use pattern::Compiles;
pub use read::{ReadTool, read_tools};
use survey::Survey;
use writer::Writer;

/// A document as a 2020-12 schema that needs no other.
///
/// - `$ref` is `#` or `#/$defs/NAME`, a name being letters, digits and `_ . -`; what stands beside it counts too;
/// - only definitions in use, all in the root's `$defs`; each schema that a reference leads to is one, so that nothing
///   is written twice;
/// - no `$id`, `$anchor`, `$dynamicRef`, nor any word of an older draft;
/// - a subschema is a boolean or an object, each word's argument is well-formed, each pattern compiles.
#[derive(Debug)]
pub struct Normal {
    /// The place of its document in the list of those given.
    pub document: usize,
    /// The schema.
    pub schema: Value,
    /// What is read otherwise than written: the JSON pointer into [`Normal::schema`], and the reason.
    pub notes: Vec<(String, String)>,
    /// The places in documents that were not understood, and why: more is accepted for them.
    pub unread: Vec<(String, String)>,
    origins: BTreeMap<String, Location>,
}

impl Normal {
    /// The document, and the JSON pointer in it, that a pointer into [`Normal::schema`] stems from.
    #[must_use]
    pub fn origin(&self, pointer: &str) -> (usize, String) {
        let ends = std::iter::once(pointer.len()).chain(pointer.rmatch_indices('/').map(|(end, _)| end));
        let known = ends.filter_map(|end| pointer.split_at_checked(end));
        let mut known = known.filter_map(|(schema, rest)| Some((self.origins.get(schema)?, rest)));
        known.next().map_or_else(
            || (self.document, pointer.to_owned()),
            |(origin, rest)| (origin.source, format!("{}{rest}", origin.pointer)),
        )
    }
}

/// Each document in normal form. `compiles` says which patterns compile where values are checked: one that does not is
/// reworded or left out, with a warning.
///
/// # Errors
///
/// A document that is no schema, being neither an object nor a boolean, and one that is nested too deep.
pub fn normal(documents: &[Document], compiles: Compiles<'_>, warnings: &mut Warnings) -> Result<Vec<Normal>, Error> {
    let index = Index::new(documents);
    let one = |document| one(&index, documents, document, compiles, warnings);
    (0..documents.len()).map(one).collect()
}

fn one(
    index: &Index<'_>,
    documents: &[Document],
    at: usize,
    compiles: Compiles<'_>,
    warnings: &mut Warnings,
) -> Result<Normal, Error> {
    let document = &documents[at];
    if !matches!(document.value, Value::Object(_) | Value::Bool(_)) {
        let pointer = &document.around.pointer;
        let reason = "this is no schema: a schema is an object, or true or false";
        return Err(document.error(pointer, reason));
    }
    for pointer in document.repeated() {
        warnings.add(at, pointer, "duplicate key; the last one is used");
    }
    if index.strange.contains(&at) {
        warnings.add(at, "/$schema", "this `$schema` is not known, and the document is read as draft 2020-12");
    }
    if is_no_schema(&document.value) {
        let reason = format!("{}, and it is read as any value", read::NO_KEYWORD);
        let (pointer, hint) = (String::new(), Some(read::WHERE.to_owned()));
        warnings.push(Warning { document: at, pointer, reason, hint });
    }
    let first = Writer::new(index, &Survey::default(), compiles).write(at);
    let written = Writer::new(index, &Survey::of(first), compiles).write(at);
    if is_deeper(&written.schema, DEEPEST) {
        return Err(document.error(&document.around.pointer, too_deep()));
    }
    for warning in written.warnings {
        warnings.push(warning);
    }
    let unread = written.loose.into_iter().map(|(place, reason)| (place.pointer, reason.to_string())).collect();
    Ok(Normal { document: at, schema: written.schema, notes: written.notes, unread, origins: written.origins })
}

fn is_deeper(value: &Value, depth: usize) -> bool {
    match value {
        Value::Array(list) => depth == 0 || list.iter().any(|value| is_deeper(value, depth - 1)),
        Value::Object(map) => depth == 0 || map.values().any(|value| is_deeper(value, depth - 1)),
        _ => false,
    }
}
