//! Warnings and errors, with the line and the column.

use super::document::Document;
use super::warnings;
use crate::{Error, Warning};

/// The warning as the caller of the builder sees it.
pub(super) fn told(warning: warnings::Warning, documents: &[Document]) -> Warning {
    let document = &documents[warning.document];
    let warnings::Warning { pointer, reason, hint, .. } = warning;
    let pointer = format!("{}{pointer}", document.around.pointer);
    let place = document.place(&pointer);
    Warning { document: document.name.clone(), pointer, reason, hint, place }
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
