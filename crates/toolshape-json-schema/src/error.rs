//! What is wrong with a document, and where.

use std::fmt;

use crate::Place;

/// A document that cannot be read as a schema.
///
/// It says the document, the JSON pointer and the reason, and the line and the column where the text is known.
///
/// ```
/// use toolshape_json_schema::Document;
///
/// let error = Document::read("city.json", "{\n  \"type\": }").unwrap_err();
/// assert_eq!(error.to_string(), "city.json:2:11: not JSON: expected value");
/// assert_eq!(error.place().map(|place| (place.line, place.column)), Some((2, 11)));
/// ```
#[derive(Debug, Clone)]
pub struct Error {
    inner: Box<Inner>,
}

#[derive(Debug, Clone, Default)]
struct Inner {
    document: String,
    pointer: String,
    reason: String,
    hint: Option<String>,
    place: Option<Place>,
}

impl Error {
    /// An error at a JSON pointer into a document.
    pub fn new(document: impl Into<String>, pointer: impl Into<String>, reason: impl Into<String>) -> Self {
        let (document, pointer, reason) = (document.into(), pointer.into(), reason.into());
        Self { inner: Box::new(Inner { document, pointer, reason, ..Inner::default() }) }
    }

    /// Adds what the author can do about it.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.inner.hint = Some(hint.into());
        self
    }

    /// Adds the place in the document's text.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.inner.place = Some(place);
        self
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

    /// What is wrong.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.inner.reason
    }

    /// What the author can do about it, where the reason does not say it.
    #[must_use]
    pub fn hint(&self) -> Option<&str> {
        self.inner.hint.as_deref()
    }

    /// The place in the document's text; `None` where no text was read.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        self.inner.place
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { document, pointer, reason, place, .. } = &*self.inner;
        write!(f, "{}{reason}", Placed { document, pointer, place: *place })
    }
}

impl std::error::Error for Error {}

/// The beginning of a message: `city.json:3:14: #/properties/name: `, or as much of it as is known.
#[derive(Debug, Clone, Copy)]
pub struct Placed<'a> {
    /// The document's name.
    pub document: &'a str,
    /// A JSON pointer into it.
    pub pointer: &'a str,
    /// The place in its text.
    pub place: Option<Place>,
}

impl fmt::Display for Placed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { document, pointer, place } = self;
        match (*document, place) {
            ("", _) => return Ok(()),
            (_, Some(Place { line, column, .. })) => write!(f, "{document}:{line}:{column}: ")?,
            (_, None) if pointer.is_empty() => return write!(f, "{document}: "),
            (_, None) => f.write_str(document)?,
        }
        if pointer.is_empty() { Ok(()) } else { write!(f, "#{pointer}: ") }
    }
}
