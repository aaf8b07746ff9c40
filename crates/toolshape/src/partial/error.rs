//! Why a text is not the value, and where.

use std::any::Any;
use std::fmt;

use crate::error::Mismatch;

/// Why a text that arrives in fragments is not the value, and where that showed.
///
/// Neither `Display` nor `Debug` shows what the text held. [`path`](Error::path) and
/// [`detail`](Error::detail) do.
///
/// ```
/// use toolshape::partial::Parser;
///
/// let mut parser = Parser::<Vec<String>>::new();
/// parser.feed("[\"a\",\n  \"b")?;
/// let error = parser.feed("\", 3]").unwrap_err();
/// assert!(error.is_mismatch());
/// assert_eq!((error.line(), error.column(), error.path()), (2, 8, "$[2]"));
/// assert_eq!(error.to_string(), "expected a string at line 2 column 8, in $[2]");
///
/// let error = parser.finish().unwrap_err();
/// assert_eq!(error.partial_as::<Vec<String>>().unwrap(), &["a", "b"]);
/// # Ok::<(), toolshape::partial::Error>(())
/// ```
pub struct Error {
    inner: Box<Inner>,
}

struct Inner {
    fault: Fault,
    offset: usize,
    line: usize,
    column: usize,
    path: String,
    shown_path: String,
    detail: Option<String>,
    partial: Option<Box<dyn Any + Send + Sync>>,
}

/// What is wrong, without a word of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    Syntax(&'static str),
    TooDeep,
    Duplicate,
    Unknown,
    Expected(&'static str),
    Missing(&'static str),
    /// serde refused the text of a value; its reason is the detail.
    Refused,
    Incomplete,
}

/// A byte of the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Position {
    pub(crate) offset: usize,
    pub(crate) line: usize,
    pub(crate) column: usize,
}

impl Error {
    pub(crate) fn new(fault: Fault, at: Position) -> Self {
        let Position { offset, line, column } = at;
        let inner = Inner {
            fault,
            offset,
            line,
            column,
            path: String::new(),
            shown_path: String::new(),
            detail: None,
            partial: None,
        };
        Self { inner: Box::new(inner) }
    }

    pub(crate) fn with_path(mut self, path: String, shown_path: String) -> Self {
        self.inner.path = path;
        self.inner.shown_path = shown_path;
        self
    }

    pub(crate) fn with_detail(mut self, detail: String) -> Self {
        self.inner.detail = Some(detail);
        self
    }

    pub(crate) fn with_partial<P: Send + Sync + 'static>(mut self, partial: P) -> Self {
        self.inner.partial = Some(Box::new(partial));
        self
    }

    /// The same error without the partial value.
    pub(crate) fn duplicate(&self) -> Self {
        let Inner { fault, offset, line, column, .. } = *self.inner;
        let error = Self::new(fault, Position { offset, line, column });
        let mut error = error.with_path(self.inner.path.clone(), self.inner.shown_path.clone());
        error.inner.detail.clone_from(&self.inner.detail);
        error
    }

    /// A partial value that is not the whole of one. No text stands behind it, so there is no line.
    #[doc(hidden)]
    #[must_use]
    pub fn incomplete() -> Self {
        Self::new(Fault::Incomplete, Position { offset: 0, line: 0, column: 0 })
    }

    /// A partial value without a field that the whole one must have.
    #[doc(hidden)]
    #[must_use]
    pub fn missing(field: &'static str) -> Self {
        Self::new(Fault::Missing(field), Position { offset: 0, line: 0, column: 0 })
    }

    /// The same error, of a value that stands in this field of another.
    #[doc(hidden)]
    #[must_use]
    pub fn within(self, field: &'static str) -> Self {
        self.beneath(&format!(".{field}"))
    }

    /// The same error, of a value that stands beneath `step` of another.
    pub(crate) fn beneath(mut self, step: &str) -> Self {
        self.inner.path.insert_str(0, step);
        self.inner.shown_path.insert_str(0, step);
        self
    }

    /// Puts the root before a path that grew from within.
    pub(crate) fn rooted(self) -> Self {
        if self.inner.path.starts_with('$') { self } else { self.beneath("$") }
    }

    /// Whether the text is no JSON, by RFC 8259 as `serde_json` has it.
    #[must_use]
    pub fn is_syntax(&self) -> bool {
        matches!(self.inner.fault, Fault::Syntax(_))
    }

    /// Whether lists and objects are nested deeper than the limit.
    #[must_use]
    pub fn is_too_deep(&self) -> bool {
        self.inner.fault == Fault::TooDeep
    }

    /// Whether an object gives a field twice.
    #[must_use]
    pub fn is_duplicate_key(&self) -> bool {
        self.inner.fault == Fault::Duplicate
    }

    /// Whether the text is JSON so far and not of the type: another kind of value, a key or a
    /// variant that the type does not know, a field that is given twice or missing.
    #[must_use]
    pub fn is_mismatch(&self) -> bool {
        !self.is_syntax() && !self.is_too_deep() && !self.is_incomplete()
    }

    /// Whether the text ended before the value did.
    #[must_use]
    pub fn is_incomplete(&self) -> bool {
        self.inner.fault == Fault::Incomplete
    }

    /// The line of the first offending byte, from 1. It is 0 where a partial value without a text
    /// was turned into the whole one.
    #[must_use]
    pub fn line(&self) -> usize {
        self.inner.line
    }

    /// The column of the first offending byte, from 1 and in bytes, as `serde_json` counts.
    #[must_use]
    pub fn column(&self) -> usize {
        self.inner.column
    }

    /// The bytes before the first offending one.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.inner.offset
    }

    /// Where in the value the error is, such as `$.items[3].sku`; `$` is the whole value.
    ///
    /// The path is exact and may hold keys that the text chose. `Display` shows such a key as `*`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.inner.path
    }

    /// The reason in full, where there is more to say than `Display` does. It may quote the text.
    #[must_use]
    pub fn detail(&self) -> Option<&str> {
        self.inner.detail.as_deref()
    }

    /// What had arrived of the value, where [`Parser::finish`](super::Parser::finish) made the
    /// error and `P` is the parser's [`Partial`](super::Partial::Partial) type. None as well where
    /// nothing had arrived.
    #[must_use]
    pub fn partial_as<P: 'static>(&self) -> Option<&P> {
        self.inner.partial.as_deref()?.downcast_ref()
    }

    /// Takes what [`partial_as`](Error::partial_as) borrows.
    #[must_use]
    pub fn take_partial<P: 'static>(&mut self) -> Option<P> {
        match self.inner.partial.take()?.downcast() {
            Ok(partial) => Some(*partial),
            Err(other) => {
                self.inner.partial = Some(other);
                None
            }
        }
    }

    fn reason(&self) -> Reason {
        Reason(self.inner.fault)
    }
}

/// The fault in words.
struct Reason(Fault);

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Fault::Syntax(reason) => f.write_str(reason),
            Fault::TooDeep => f.write_str("lists and objects are nested too deeply"),
            Fault::Duplicate => f.write_str("a key is given twice"),
            Fault::Unknown => f.write_str("unknown key or variant"),
            Fault::Expected(what) => write!(f, "expected {what}"),
            Fault::Missing(field) => write!(f, "missing field `{field}`"),
            Fault::Refused => f.write_str("the value is not of its type"),
            Fault::Incomplete => f.write_str("the value is not complete"),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { line, column, shown_path, .. } = &*self.inner;
        write!(f, "{}", self.reason())?;
        if *line > 0 {
            write!(f, " at line {line} column {column}")?;
        }
        match shown_path.as_str() {
            "" | "$" => Ok(()),
            path => write!(f, ", in {path}"),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error").field("message", &format_args!("{self}")).finish_non_exhaustive()
    }
}

impl std::error::Error for Error {}

/// A mismatch of the tool call, with the same path and reason. What had arrived stays behind: take
/// it with [`Error::take_partial`] first.
impl From<Error> for crate::Error {
    fn from(error: Error) -> Self {
        let shown_reason = error.reason().to_string();
        let Inner { line, column, path, shown_path, detail, .. } = *error.inner;
        let detail = detail.unwrap_or_else(|| format!("{shown_reason} at line {line} column {column}"));
        crate::Error::mismatch(Mismatch { path, shown_path, shown_reason, detail })
    }
}

const _: () = {
    const fn is_send_and_sync<T: Send + Sync>() {}
    is_send_and_sync::<Error>();
};
