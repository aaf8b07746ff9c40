//! A schema of any draft becomes one self-contained 2020-12 schema. It accepts what the document accepts, or more with a
//! warning.

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
use crate::{Error, Warning, Warnings, pointer};
use index::{Index, Location};
use pattern::Compiles;
pub use read::{ReadTool, read_tools};
use survey::Survey;
use writer::Writer;

/// A document as a self-contained 2020-12 schema.
///
/// - A `$ref` is `#` or `#/$defs/NAME`. A name consists of letters, digits and `_ . -`. Keywords beside a `$ref` count.
/// - All definitions are in the root's `$defs`, and each is in use. Every target of a reference is a definition, so that
///   nothing is written twice.
/// - There is no `$id`, `$anchor` or `$dynamicRef`, nor any keyword of an older draft.
/// - A subschema is a boolean or an object, each keyword's argument is well-formed, each pattern compiles.
#[derive(Debug)]
pub struct Normal {
    /// The index of its document.
    pub document: usize,
    /// The schema.
    pub schema: Value,
    /// What was read in another way than written: JSON pointers into [`Normal::schema`], and the reasons.
    pub notes: Vec<(String, String)>,
    /// What was not understood: JSON pointers into documents, and the reasons. More is accepted there.
    pub unread: Vec<(String, String)>,
    origins: BTreeMap<String, Location>,
}

impl Normal {
    /// Where a place in [`Normal::schema`] comes from: the index of the document, and the JSON pointer into it.
    #[must_use]
    pub fn origin(&self, pointer: &str) -> (usize, String) {
        pointer::nearest(&self.origins, pointer).map_or_else(
            || (self.document, pointer.to_owned()),
            |(origin, rest)| (origin.source, format!("{}{rest}", origin.pointer)),
        )
    }
}

/// Brings each document into normal form.
///
/// `compiles` says whether a pattern compiles in the engine that checks values. A pattern that does not is reworded, or
/// left out with a warning.
///
/// # Errors
///
/// A document is neither an object nor a boolean, or is nested too deep.
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
        let reason = "not a schema: a schema is an object, or true or false";
        return Err(document.error(pointer, reason));
    }
    for pointer in document.repeated() {
        warnings.add(at, pointer, "duplicate key; the last one is used");
    }
    if let Some(reason) = index.strange.get(&at) {
        warnings.add(at, "/$schema", *reason);
    }
    if is_no_schema(&document.value) {
        let reason = format!("{}, and it is read as any value", read::NO_KEYWORD);
        let (pointer, hint) = (String::new(), Some(read::WHERE.to_owned()));
        warnings.push(Warning { document: at, pointer, reason, hint });
    }
    let first = Writer::new(index, &Survey::default(), compiles).write(at);
    let written = if first.links.is_empty() && first.loose.is_empty() {
        first // a survey would find nothing
    } else {
        Writer::new(index, &Survey::of(first), compiles).write(at)
    };
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
