//! Why a query is not taken.

use std::error::Error;
use std::fmt::{self, Write as _};

use sqlparser::tokenizer::{Location, Span};

/// A query that may not run, with the reason and its place.
///
/// The text is written for the model that wrote the query: it says what is wrong and what to write instead. It names
/// parts of the query, such as a column. A field of type [`Sql`](crate::Sql) hands it to its deserializer, so that
/// toolshape's re-ask carries it.
///
/// ```
/// use toolshape_sql::{RefusedKind, Sql, Sqlite};
///
/// let refused = "DELETE FROM Orders".parse::<Sql<Sqlite>>().unwrap_err();
/// assert_eq!(refused.kind(), RefusedKind::Statement);
/// assert_eq!(refused.to_string(), "DELETE is not a SELECT; write a single SELECT");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    kind: RefusedKind,
    message: String,
}

/// The rule that a query breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RefusedKind {
    /// It cannot be parsed as SQL of its dialect.
    Syntax,
    /// It is not one SELECT.
    Statement,
    /// A clause, operator, type or other part that is not known to only read.
    Part,
    /// A function that is not on the list.
    Function,
    /// A table that the application does not name, or that belongs to the database itself.
    Table,
    /// A column that the application does not name.
    Column,
    /// A placeholder without a value, a value without a placeholder, or a placeholder of another form than `:name`.
    Placeholder,
    /// It is longer, deeper or more entangled than a query may be.
    Size,
}

impl Refused {
    pub(crate) fn new(kind: RefusedKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into() }
    }

    /// Adds the place, where it is known.
    pub(crate) fn at(mut self, span: Span) -> Self {
        let Location { line, column } = span.start;
        if line > 0 {
            // Writing to a String does not fail.
            let _ = write!(self.message, " (line {line}, column {column})");
        }
        self
    }

    /// The rule that the query breaks.
    #[must_use]
    pub fn kind(&self) -> RefusedKind {
        self.kind
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for Refused {}
