//! What was read otherwise than written, or typed looser than the schema says.

use std::collections::BTreeSet;

/// One remark on one place of a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Warning {
    /// The document's place in the list of those given.
    pub document: usize,
    /// A JSON pointer into the document as it was given.
    pub pointer: String,
    /// What is the matter and what was made of it.
    pub reason: String,
    /// What the author can do about it.
    pub hint: Option<String>,
}

/// The remarks so far, in the order in which they were made; each once.
#[derive(Debug, Default)]
pub struct Warnings {
    list: Vec<Warning>,
    known: BTreeSet<Warning>,
}

impl Warnings {
    /// Adds a remark without a hint.
    pub fn add(&mut self, document: usize, pointer: impl Into<String>, reason: impl Into<String>) {
        self.push(Warning { document, pointer: pointer.into(), reason: reason.into(), hint: None });
    }

    /// Adds a remark that is not known yet.
    pub fn push(&mut self, warning: Warning) {
        if self.known.insert(warning.clone()) {
            self.list.push(warning);
        }
    }

    /// In the order in which they were made.
    #[must_use]
    pub fn into_list(self) -> Vec<Warning> {
        self.list
    }
}
