//! What can go wrong, and where.

use std::fmt;

/// A document that cannot be turned into code, or a service model that cannot be turned into documents.
///
/// It names the document, the JSON pointer of the place in it, and the reason.
#[derive(Debug)]
pub struct Error {
    inner: Box<Inner>,
}

#[derive(Debug)]
struct Inner {
    document: String,
    pointer: String,
    reason: String,
}

impl Error {
    pub(crate) fn new(document: impl Into<String>, pointer: impl Into<String>, reason: impl Into<String>) -> Self {
        let inner = Inner { document: document.into(), pointer: pointer.into(), reason: reason.into() };
        Self { inner: Box::new(inner) }
    }

    /// The name of the document at fault.
    #[must_use]
    pub fn document(&self) -> &str {
        &self.inner.document
    }

    /// The JSON pointer ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)) of the place at fault; empty for the
    /// whole document.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.inner.pointer
    }

    /// What is wrong there.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.inner.reason
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { document, pointer, reason } = &*self.inner;
        write!(f, "{document}#{pointer}: {reason}")
    }
}

impl std::error::Error for Error {}
