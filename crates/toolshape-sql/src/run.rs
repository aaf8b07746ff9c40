//! What a run is held to, what it finds, and how it fails.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{Refused, Scalar};

/// What a query may take.
///
/// ```
/// let mut limits = toolshape_sql::Limits::default();
/// limits.rows = 1_000;
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Limits {
    /// How long it may run: 2 seconds. It is stopped then, or killed within another half second.
    pub time: Duration,
    /// Rows that are fetched: 100. Of more, only that there are more is known.
    pub rows: usize,
    /// Columns of a row: 100.
    pub columns: usize,
    /// Bytes of a value: 64 KiB. PostgreSQL holds whole rows to it.
    pub value_bytes: usize,
    /// Bytes of all rows: 1 MiB.
    pub result_bytes: usize,
    /// Bytes of memory for SQLite: 64 MiB. Its process gets 128 MiB more for all else.
    pub memory: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            time: Duration::from_secs(2),
            rows: 100,
            columns: 100,
            value_bytes: 64 << 10,
            result_bytes: 1 << 20,
            memory: 64 << 20,
        }
    }
}

/// What a query found.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Rows {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The values, one for each column.
    pub rows: Vec<Vec<Scalar>>,
    /// There were more rows than [`Limits::rows`].
    pub has_more: bool,
}

/// A query without rows to show.
///
/// Its text says what happened and holds nothing of the query or the data. [`detail`](Self::detail) has the words of the
/// guard or of the database, which may quote both: they are what a model needs to write a better query.
pub struct RunError {
    kind: RunErrorKind,
    detail: String,
}

/// Why a query has no rows to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum RunErrorKind {
    /// The parameters do not fit the query.
    Refused,
    /// The database does not accept it: it names what is not there, or may not do what it asks for.
    Database,
    /// It took longer than [`Limits::time`].
    Time,
    /// It needs more memory, or gives longer values or more of them, than [`Limits`] has.
    Size,
    /// The database cannot be reached, or the process that runs the query ended without an answer.
    Unavailable,
}

impl RunError {
    pub(crate) fn new(kind: RunErrorKind, detail: impl Into<String>) -> Self {
        Self { kind, detail: detail.into() }
    }

    /// Why there are no rows.
    #[must_use]
    pub fn kind(&self) -> RunErrorKind {
        self.kind
    }

    /// The reason in the words of the guard or the database. They may quote the query and the data.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.detail
    }
}

impl From<Refused> for RunError {
    fn from(refused: Refused) -> Self {
        Self::new(RunErrorKind::Refused, refused.to_string())
    }
}

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            RunErrorKind::Refused => "the parameters do not fit the query",
            RunErrorKind::Database => "the database does not accept the query",
            RunErrorKind::Time => "the query was stopped: it took too long",
            RunErrorKind::Size => "the query was stopped: it is too large",
            RunErrorKind::Unavailable => "the query could not be run",
        })
    }
}

impl fmt::Debug for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RunError").field("kind", &self.kind).finish_non_exhaustive()
    }
}

impl Error for RunError {}

/// Rows that are counted while they arrive.
pub(crate) struct Fetched {
    limits: Limits,
    rows: Rows,
    bytes: usize,
}

impl Fetched {
    /// # Errors
    ///
    /// There are too many columns.
    pub(crate) fn new(limits: Limits, columns: Vec<String>) -> Result<Self, RunError> {
        if columns.len() > limits.columns {
            let detail = format!("it has {} columns; the limit is {}", columns.len(), limits.columns);
            return Err(RunError::new(RunErrorKind::Size, detail));
        }
        let rows = Rows { columns, ..Rows::default() };
        Ok(Self { limits, rows, bytes: 0 })
    }

    /// Whether there are enough rows; a further one is only noted.
    pub(crate) fn is_full(&mut self) -> bool {
        self.rows.has_more = self.rows.rows.len() == self.limits.rows;
        self.rows.has_more
    }

    /// # Errors
    ///
    /// The rows have become too large.
    pub(crate) fn push(&mut self, row: Vec<Scalar>) -> Result<(), RunError> {
        let size = |value: &Scalar| if let Scalar::String(text) = value { text.len() } else { 8 };
        self.bytes += row.iter().map(size).sum::<usize>();
        if self.bytes > self.limits.result_bytes {
            let detail = format!("its rows have more than {} bytes; ask for less at once", self.limits.result_bytes);
            return Err(RunError::new(RunErrorKind::Size, detail));
        }
        self.rows.rows.push(row);
        Ok(())
    }

    pub(crate) fn finish(self) -> Rows {
        self.rows
    }
}

pub(crate) fn too_slow(limits: Limits) -> RunError {
    let detail = format!("it took longer than {:?}; ask for less at once", limits.time);
    RunError::new(RunErrorKind::Time, detail)
}
