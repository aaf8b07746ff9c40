//! What was read otherwise than written, or typed looser than the schema says.

use std::collections::BTreeSet;

/// One remark on one place of a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Warning {
    /// The document's place in the list of those given.
    pub(crate) document: usize,
    /// A JSON pointer into the document as it was given.
    pub(crate) pointer: String,
    /// What is the matter and what was made of it.
    pub(crate) reason: String,
    /// What the author can do about it.
    pub(crate) hint: Option<String>,
}

/// The remarks so far, in the order in which they were made; each once.
#[derive(Debug, Default)]
pub(crate) struct Warnings {
    list: Vec<Warning>,
    known: BTreeSet<Warning>,
}

impl Warnings {
    pub(crate) fn add(&mut self, document: usize, pointer: impl Into<String>, reason: impl Into<String>) {
        self.push(Warning { document, pointer: pointer.into(), reason: reason.into(), hint: None });
    }

    pub(crate) fn push(&mut self, warning: Warning) {
        if self.known.insert(warning.clone()) {
            self.list.push(warning);
        }
    }

    pub(crate) fn into_list(self) -> Vec<Warning> {
        self.list
    }
}
