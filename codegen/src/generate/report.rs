//! What is told of a document besides its source.

use std::fmt;

use super::document::{Document, Place};
use super::warnings;
use crate::error::{Error, write_place};

/// A place where the document was read otherwise than written, or where the types are looser than it says.
///
/// Its `Display` is one line: document, line, column, JSON pointer and reason.
///
/// ```
/// let schema = r#"{ "type": "object", "properties": { "name": { "type": "str" } } }"#;
/// let generated = toolshape_codegen::Builder::new().document("city.json", schema).rust()?;
/// let warning = &generated.warnings[0];
/// assert_eq!((warning.line(), warning.column(), warning.pointer()), (1, 55, "/properties/name/type"));
/// assert_eq!(warning.to_string(), "city.json:1:55: #/properties/name/type: `str` is read as `string`");
/// # Ok::<(), toolshape_codegen::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    document: String,
    pointer: String,
    reason: String,
    hint: Option<String>,
    place: Place,
}

impl Warning {
    pub(super) fn new(warning: warnings::Warning, documents: &[Document]) -> Self {
        let document = &documents[warning.document];
        let warnings::Warning { pointer, reason, hint, .. } = warning;
        let pointer = format!("{}{pointer}", document.around.pointer);
        let place = document.place(&pointer);
        Self { document: document.name.clone(), pointer, reason, hint, place }
    }

    /// The name of the document: the path, where it was read from a file.
    #[must_use]
    pub fn document(&self) -> &str {
        &self.document
    }

    /// The JSON pointer ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)) of the place; empty for the whole
    /// document.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// The line of the place, counted from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.place.line
    }

    /// The column of the place, in characters, counted from 1.
    #[must_use]
    pub fn column(&self) -> usize {
        self.place.column
    }

    /// Where in the document's text the value in question starts, in bytes.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.place.offset
    }

    /// How long that value is, in bytes.
    #[must_use]
    pub fn length(&self) -> usize {
        self.place.length
    }

    /// What is the matter, and what was made of it.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// What the author of the document can do about it.
    #[must_use]
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_place(f, &self.document, &self.pointer, Some(&self.place))?;
        f.write_str(&self.reason)
    }
}

/// The error with its place in the text, where it names one of the documents and has none yet.
pub(super) fn placed(error: Error, documents: &[Document]) -> Error {
    match documents.iter().find(|document| document.name == error.document()) {
        Some(document) if error.line().is_none() => {
            let place = document.place(error.pointer());
            error.at(place)
        }
        _ => error,
    }
}
