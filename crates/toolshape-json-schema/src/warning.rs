//! Warnings: a schema was read in another way than written, or a type is looser than the schema.

use std::collections::BTreeSet;

/// A warning about one place in a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Warning {
    /// The index of the document.
    pub document: usize,
    /// The JSON pointer into the document's schema.
    pub pointer: String,
    /// What is wrong, and how it was read.
    pub reason: String,
    /// What the author can do about it.
    pub hint: Option<String>,
}

/// The warnings so far, in order and without duplicates.
#[derive(Debug, Default)]
pub struct Warnings {
    list: Vec<Warning>,
    known: BTreeSet<Warning>,
}

impl Warnings {
    /// Adds a warning without a hint.
    pub fn add(&mut self, document: usize, pointer: impl Into<String>, reason: impl Into<String>) {
        self.push(Warning { document, pointer: pointer.into(), reason: reason.into(), hint: None });
    }

    /// Adds a warning, unless it is there already.
    pub fn push(&mut self, warning: Warning) {
        if self.known.insert(warning.clone()) {
            self.list.push(warning);
        }
    }

    /// The warnings, in the order in which they were added.
    #[must_use]
    pub fn into_list(self) -> Vec<Warning> {
        self.list
    }
}
