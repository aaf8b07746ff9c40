//! What can go wrong, and where.

use std::fmt;

use crate::Warning;

/// A document that cannot be turned into code, or a service model that cannot be turned into documents.
///
/// It names the document, the JSON pointer of the place in it, and the reason; where the text of the document is known
/// also the line and the column. `Debug` shows the hint too, for build scripts whose `main` returns the error.
///
/// ```
/// # #[cfg(feature = "builder")] {
/// let error = toolshape_codegen::Builder::new().document("city.json", "{\n  \"type\": }").rust().unwrap_err();
/// assert_eq!(error.to_string(), "city.json:2:11: not JSON: expected value");
/// assert_eq!((error.line(), error.column()), (Some(2), Some(11)));
/// # }
/// ```
pub struct Error {
    inner: toolshape_json_schema::Error,
    warnings: Vec<Warning>,
}

impl Error {
    pub(crate) fn new(document: impl Into<String>, pointer: impl Into<String>, reason: impl Into<String>) -> Self {
        toolshape_json_schema::Error::new(document, pointer, reason).into()
    }

    /// The name of the document at fault.
    #[must_use]
    pub fn document(&self) -> &str {
        self.inner.document()
    }

    /// The JSON pointer ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)) of the place at fault; empty for the
    /// whole document.
    #[must_use]
    pub fn pointer(&self) -> &str {
        self.inner.pointer()
    }

    /// What is wrong there.
    #[must_use]
    pub fn reason(&self) -> &str {
        self.inner.reason()
    }

    /// What to do about it, where there is more to say than the reason does.
    #[must_use]
    pub fn hint(&self) -> Option<&str> {
        self.inner.hint()
    }

    /// The line at fault, counted from 1; `None` where no text was read.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        self.inner.place().map(|place| place.line)
    }

    /// The column at fault, in characters, counted from 1.
    #[must_use]
    pub fn column(&self) -> Option<usize> {
        self.inner.place().map(|place| place.column)
    }

    /// Where in the document's text the value at fault starts, in bytes.
    #[must_use]
    pub fn offset(&self) -> Option<usize> {
        self.inner.place().map(|place| place.offset)
    }

    /// How much of the document's text is at fault, in bytes.
    #[must_use]
    pub fn length(&self) -> Option<usize> {
        self.inner.place().map(|place| place.length)
    }

    /// The warnings that [`Builder::deny_warnings`](crate::Builder::deny_warnings) made an error of; else none.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }
}

impl From<toolshape_json_schema::Error> for Error {
    fn from(inner: toolshape_json_schema::Error) -> Self {
        Self { inner, warnings: Vec::new() }
    }
}

/// What only the builder of a tool's types tells.
#[cfg(feature = "builder")]
impl Error {
    /// Warnings that are not to be.
    pub(crate) fn denied(warnings: Vec<Warning>) -> Self {
        let reason = match warnings.len() {
            1 => "a warning is denied".to_owned(),
            count => format!("{count} warnings are denied"),
        };
        let document = warnings.first().map(|warning| warning.document().to_owned()).unwrap_or_default();
        Self { warnings, ..Self::new(document, "", reason) }
    }

    /// With what the author can do about it.
    pub(crate) fn with_hint(self, hint: impl Into<String>) -> Self {
        Self { inner: self.inner.with_hint(hint), ..self }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.warnings.is_empty() {
            return self.inner.fmt(f);
        }
        let warnings: Vec<String> = self.warnings.iter().map(Warning::to_string).collect();
        write!(f, "{}: {}", self.reason(), warnings.join("; "))
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.warnings().is_empty() {
            write!(f, "{self}")?;
        } else {
            write!(f, "{}", self.reason())?;
        }
        for warning in self.warnings() {
            write!(f, "\n  {warning}")?;
            if let Some(hint) = warning.hint() {
                write!(f, "\n    hint: {hint}")?;
            }
        }
        self.hint().map_or(Ok(()), |hint| write!(f, "\n  hint: {hint}"))
    }
}

impl std::error::Error for Error {}
