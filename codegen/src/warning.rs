//! What is told of a document besides its source.

use std::fmt;

#[cfg(feature = "builder")]
use toolshape_json_schema::Document;

use toolshape_json_schema::{Place, Placed};

/// A place where the document was read otherwise than written, or where the types are looser than it says.
///
/// Its `Display` is one line: document, line, column, JSON pointer and reason.
///
/// ```
/// # #[cfg(not(feature = "builder"))] fn main() {}
/// # #[cfg(feature = "builder")] fn main() -> Result<(), toolshape_codegen::Error> {
/// let schema = r#"{ "type": "object", "properties": { "name": { "type": "str" } } }"#;
/// let generated = toolshape_codegen::Builder::new().document("city.json", schema).rust()?;
/// let warning = &generated.warnings[0];
/// assert_eq!((warning.line(), warning.column(), warning.pointer()), (1, 55, "/properties/name/type"));
/// assert_eq!(warning.to_string(), "city.json:1:55: #/properties/name/type: `str` is read as `string`");
/// # Ok(()) }
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
    /// A remark as the caller sees it: with its place in the text of the document that it is about.
    #[cfg(feature = "builder")]
    pub(crate) fn of(warning: toolshape_json_schema::Warning, documents: &[Document]) -> Option<Self> {
        let document = documents.get(warning.document)?;
        let pointer = document.origin(&warning.pointer);
        let place = document.place(&pointer)?;
        Some(Self { document: document.name.clone(), pointer, reason: warning.reason, hint: warning.hint, place })
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
        let Self { document, pointer, reason, place, .. } = self;
        write!(f, "{}{reason}", Placed { document, pointer, place: Some(*place) })
    }
}
