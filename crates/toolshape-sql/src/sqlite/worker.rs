//! The process that runs one query.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead, Read, Write};
use std::process;
use std::thread;
use std::time::Instant;

use rusqlite::config::DbConfig;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::limits::Limit;
use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, ErrorCode, MAIN_DB, OpenFlags, Statement, ToSql};

use super::{GRACE, MARK, Request, Response, Source};
use crate::guard::lists;
use crate::run::{Fetched, too_slow};
use crate::{Dialect, Limits, Parameters, Rows, RunError, RunErrorKind, Scalar};

/// Instructions of SQLite's machine between two looks at the clock.
const CLOCK_EVERY: i32 = 1_000;
/// Bytes of memory that the process takes besides SQLite's.
const OWN_MEMORY: usize = 128 << 20;
/// Functions that SQLite calls for operators.
const OPERATORS: [&str; 4] = ["->", "->>", "glob", "like"];

/// Runs one query if this process was started for that, and ends it. Otherwise it does nothing.
///
/// Call it first in `main`, before threads are started and arguments are read.
pub fn worker() {
    if std::env::var_os(MARK).is_none() {
        return;
    }
    let answer = match serve() {
        Ok(rows) => Response::Found(rows),
        Err(error) => Response::Failed(error.kind(), error.detail().to_owned()),
    };
    let written = serde_json::to_writer(io::stdout().lock(), &answer).is_ok() && io::stdout().flush().is_ok();
    process::exit(i32::from(!written));
}

fn serve() -> Result<Rows, RunError> {
    let unavailable = |error: &dyn std::fmt::Display| RunError::new(RunErrorKind::Unavailable, error.to_string());
    let mut input = io::stdin().lock();
    let mut line = Vec::new();
    input.read_until(b'\n', &mut line).map_err(|error| unavailable(&error))?;
    let request: Request = serde_json::from_slice(&line).map_err(|error| unavailable(&error))?;
    let mut image = Vec::new();
    input.read_to_end(&mut image).map_err(|error| unavailable(&error))?;

    let limits = request.limits;
    thread::spawn(move || {
        // The application may have ended without killing this process.
        thread::sleep(limits.time + GRACE);
        process::exit(1);
    });
    limit_process(limits).map_err(|error| unavailable(&error))?;
    let mut database = open(&request.source, &image).map_err(|error| unavailable(&error))?;
    drop(image);
    restrict(&mut database, &request).map_err(|error| unavailable(&error))?;

    let start = Instant::now();
    let clock = Some(move || start.elapsed() > limits.time);
    database.progress_handler(CLOCK_EVERY, clock).map_err(|error| unavailable(&error))?;
    let mut statement = database.prepare(&request.sql).map_err(|error| failed(&error, limits))?;
    bind(&mut statement, &request.parameters)?;
    fetch(&mut statement, limits)
}

#[cfg(unix)]
fn limit_process(limits: Limits) -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};

    let most = |bytes: usize| Rlimit { current: Some(bytes as u64), maximum: Some(bytes as u64) };
    setrlimit(Resource::As, most(limits.memory + OWN_MEMORY))?;
    setrlimit(Resource::Fsize, most(0))?;
    setrlimit(Resource::Core, most(0))?;
    Ok(())
}

#[cfg(not(unix))]
fn limit_process(_: Limits) -> io::Result<()> {
    Ok(())
}

fn open(source: &Source, image: &[u8]) -> rusqlite::Result<Connection> {
    match source {
        Source::File(path) => {
            Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        }
        Source::Image(_) => {
            let mut database = Connection::open_in_memory()?;
            database.deserialize_read_exact(MAIN_DB, image, image.len(), true)?;
            Ok(database)
        }
    }
}

/// Takes from a connection what a query does not need.
fn restrict(database: &mut Connection, request: &Request) -> rusqlite::Result<()> {
    let limits = request.limits;
    let number = |size: usize| i32::try_from(size).unwrap_or(i32::MAX);
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, false)?;
    database.pragma_update(None, "query_only", true)?;
    // What is sorted stays within the limit of memory, and goes to no file.
    database.pragma_update(None, "temp_store", "memory")?;
    database.pragma_update(None, "hard_heap_limit", number(limits.memory))?;

    let tables = match &request.tables {
        Some(tables) => tables.clone(),
        None => own_tables(database)?,
    };
    // Read the schema while it may be: a query that is denied it has no tables.
    database.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    for (limit, most) in [
        (Limit::SQLITE_LIMIT_LENGTH, number(limits.value_bytes)),
        (Limit::SQLITE_LIMIT_SQL_LENGTH, 100_000),
        (Limit::SQLITE_LIMIT_COLUMN, number(limits.columns)),
        (Limit::SQLITE_LIMIT_EXPR_DEPTH, 1_000),
        (Limit::SQLITE_LIMIT_COMPOUND_SELECT, 100),
        (Limit::SQLITE_LIMIT_VDBE_OP, 1_000_000),
        (Limit::SQLITE_LIMIT_ATTACHED, 0),
        (Limit::SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1_000),
        (Limit::SQLITE_LIMIT_TRIGGER_DEPTH, 0),
        (Limit::SQLITE_LIMIT_WORKER_THREADS, 0),
    ] {
        database.set_limit(limit, most)?;
    }

    let functions: BTreeSet<String> = request.functions.iter().cloned().chain(OPERATORS.map(str::to_owned)).collect();
    database.authorizer(Some(move |context: AuthContext<'_>| allow(&context, &functions, &tables)))
}

/// The tables and views of the database, without those that are there by themselves.
fn own_tables(database: &Connection) -> rusqlite::Result<BTreeMap<String, Vec<String>>> {
    let list = "SELECT lower(name) FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
    let mut statement = database.prepare(list)?;
    let names = statement.query_map([], |row| Ok((row.get(0)?, Vec::new())))?;
    names.collect()
}

/// Says whether SQLite may compile a part of a statement.
fn allow(
    context: &AuthContext<'_>,
    functions: &BTreeSet<String>,
    tables: &BTreeMap<String, Vec<String>>,
) -> Authorization {
    let is_allowed = match context.action {
        AuthAction::Select | AuthAction::Recursive => true,
        AuthAction::Function { function_name } => functions.contains(&function_name.to_lowercase()),
        AuthAction::Read { table_name, column_name } => {
            let table = table_name.to_lowercase();
            let column = column_name.to_lowercase();
            let is_rows = || lists::rows(Dialect::Sqlite).iter().any(|(name, _)| *name == table);
            // A view reads what it was made to read.
            let is_view = || context.accessor.is_some_and(|view| tables.contains_key(&view.to_lowercase()));
            // Without a column it only says that the query has a source of that name, which may come from a WITH clause.
            column.is_empty()
                || tables.get(&table).is_some_and(|columns| columns.is_empty() || columns.contains(&column))
                || is_rows()
                || is_view()
        }
        _ => false,
    };
    if is_allowed { Authorization::Allow } else { Authorization::Deny }
}

fn bind(statement: &mut Statement<'_>, parameters: &Parameters) -> Result<(), RunError> {
    for index in 1..=statement.parameter_count() {
        let value = statement.parameter_name(index).and_then(|name| parameters.get(name.strip_prefix(':')?));
        let Some(value) = value else {
            return Err(RunError::new(RunErrorKind::Refused, "a placeholder has no value"));
        };
        let bound = statement.raw_bind_parameter(index, value);
        bound.map_err(|_| RunError::new(RunErrorKind::Size, "a parameter is too long"))?;
    }
    Ok(())
}

fn fetch(statement: &mut Statement<'_>, limits: Limits) -> Result<Rows, RunError> {
    let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let count = columns.len();
    let mut fetched = Fetched::new(limits, columns)?;
    let mut cursor = statement.raw_query();
    while let Some(row) = cursor.next().map_err(|error| failed(&error, limits))? {
        if fetched.is_full() {
            break;
        }
        let values = (0..count).map(|column| row.get_ref(column).map(scalar));
        fetched.push(values.collect::<rusqlite::Result<_>>().map_err(|error| failed(&error, limits))?)?;
    }
    Ok(fetched.finish())
}

fn scalar(value: ValueRef<'_>) -> Scalar {
    match value {
        ValueRef::Null => Scalar::Null,
        ValueRef::Integer(value) => Scalar::Integer(value),
        // JSON has no infinity.
        ValueRef::Real(value) if !value.is_finite() => Scalar::String(value.to_string()),
        ValueRef::Real(value) => Scalar::Number(value),
        ValueRef::Text(text) => Scalar::String(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => {
            let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
            let digits = digits.filter_map(|digit| char::from_digit(u32::from(digit), 16));
            Scalar::String(format!("x'{}'", digits.collect::<String>()))
        }
    }
}

impl ToSql for Scalar {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Scalar::Null => Ok(ToSqlOutput::Owned(Value::Null)),
            Scalar::Boolean(value) => value.to_sql(),
            Scalar::Integer(value) => value.to_sql(),
            Scalar::Number(value) => value.to_sql(),
            Scalar::String(value) => value.to_sql(),
        }
    }
}

/// SQLite's own words, without the statement that rusqlite appends.
fn failed(error: &rusqlite::Error, limits: Limits) -> RunError {
    let message = match error {
        rusqlite::Error::SqlInputError { msg, .. } | rusqlite::Error::SqliteFailure(_, Some(msg)) => msg.clone(),
        other => other.to_string(),
    };
    match error.sqlite_error_code() {
        Some(ErrorCode::OperationInterrupted) => too_slow(limits),
        Some(ErrorCode::OutOfMemory) => {
            RunError::new(RunErrorKind::Size, "it needs too much memory; ask for less at once")
        }
        Some(ErrorCode::TooBig) => RunError::new(RunErrorKind::Size, message),
        _ => RunError::new(RunErrorKind::Database, message),
    }
}
