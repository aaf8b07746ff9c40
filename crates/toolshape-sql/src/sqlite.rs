//! Runs a query on SQLite, in a process of its own.
//!
//! Some single instructions of SQLite's machine run for minutes and cannot be interrupted, so the query runs in a process
//! that can be killed. That process is the program itself, started again: `main` has to begin with
//! [`worker()`](worker). A program that cannot do so, such as a test, names the program `toolshape-sqlite-worker`, which
//! this package has, with [`Reader::worker`].
//!
//! The process holds the query to this, whether or not a guard has seen it:
//!
//! - The database is opened read-only. SQLite asks before it compiles each part, and may read the application's tables
//!   and call the listed functions. Schema, triggers and views cannot call what is not trusted, nothing can be attached.
//! - Values, columns, rows, all rows together, and SQLite's memory have [`Limits`].
//! - A clock stops the query, a second one ends the process, and the application kills it.
//! - It has no environment: no credentials are in its reach. On Unix the system limits its memory, and it can write no
//!   file.
//!
//! ```standalone_crate
//! # #[cfg(unix)]
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     toolshape_sql::sqlite::worker();
//!
//!     let file = std::env::temp_dir().join(format!("toolshape-sql-{}.db", std::process::id()));
//!     # let database = rusqlite::Connection::open(&file)?;
//!     # database.execute_batch("CREATE TABLE Products (name TEXT, price REAL); INSERT INTO Products VALUES ('Mug', 18.0)")?;
//!     use toolshape_sql::{Parameters, Scalar, Sql, Sqlite, sqlite::Reader};
//!
//!     let sql: Sql<Sqlite> = "SELECT name FROM Products WHERE price > :price".parse()?;
//!     let parameters = Parameters::from([("price".to_owned(), Scalar::Number(15.5))]);
//!     let found = Reader::file(&file).run(&sql, &parameters);
//!     # std::fs::remove_file(file)?;
//!     assert_eq!(found?.rows, [[Scalar::String("Mug".to_owned())]]);
//!     Ok(())
//! }
//! # #[cfg(not(unix))]
//! # fn main() {}
//! ```

mod catalog;
mod worker;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use serde::{Deserialize, Serialize};

pub use self::worker::worker;
use crate::guard::lists;
use crate::run::too_slow;
use crate::{Database, Dialect, Limits, Parameters, Rows, RunError, RunErrorKind, Sql};

/// Tells the process what it is.
const MARK: &str = "TOOLSHAPE_SQLITE_WORKER";
/// How long the process may take beyond the query's time, to start, to stop and to answer.
const GRACE: Duration = Duration::from_millis(500);

/// Reads a database within bounds.
///
/// Each run starts a process, which takes some milliseconds, and blocks until it ends: in async code, call it from
/// `spawn_blocking`.
#[derive(Debug, Clone)]
pub struct Reader {
    source: Source,
    limits: Limits,
    worker: Option<PathBuf>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
enum Source {
    File(PathBuf),
    /// The bytes of a database, which follow the request.
    Image(#[serde(skip)] Vec<u8>),
}

/// What the process is asked, as a line of JSON.
#[derive(Serialize, Deserialize)]
struct Request {
    source: Source,
    sql: String,
    parameters: Parameters,
    limits: Limits,
    functions: Vec<String>,
    /// The tables and their columns, where the application names them.
    tables: Option<BTreeMap<String, Vec<String>>>,
}

/// What the process answers, as JSON.
#[derive(Serialize, Deserialize)]
enum Response {
    Found(Rows),
    Failed(RunErrorKind, String),
}

impl Reader {
    /// Reads the database in a file. A database in WAL mode needs its files beside it.
    #[must_use]
    pub fn file(path: impl AsRef<Path>) -> Self {
        Self::new(Source::File(path.as_ref().to_owned()))
    }

    /// Reads a database from its bytes, as `Connection::serialize` of rusqlite gives them. They count as memory.
    #[must_use]
    pub fn image(bytes: impl Into<Vec<u8>>) -> Self {
        Self::new(Source::Image(bytes.into()))
    }

    fn new(source: Source) -> Self {
        Self { source, limits: Limits::default(), worker: None }
    }

    /// Sets what a query may take.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Sets the program to start, in place of this one: it must call [`worker()`](worker).
    #[must_use]
    pub fn worker(mut self, program: impl Into<PathBuf>) -> Self {
        self.worker = Some(program.into());
        self
    }

    /// Runs a query with its parameters bound by name.
    ///
    /// # Errors
    ///
    /// Every [`RunErrorKind`]. A query always ends, within half a second of its time.
    pub fn run<D: Database>(&self, sql: &Sql<D>, parameters: &Parameters) -> Result<Rows, RunError> {
        sql.check(parameters)?;
        self.run_unguarded::<D>(sql.as_str(), parameters)
    }

    /// Runs SQL that no guard has seen, behind the second wall alone. Use it for SQL of the application's own, and to
    /// test that wall.
    ///
    /// # Errors
    ///
    /// As [`run`](Self::run).
    pub fn run_unguarded<D: Database>(&self, sql: &str, parameters: &Parameters) -> Result<Rows, RunError> {
        let functions = lists::functions(Dialect::Sqlite).chain(D::FUNCTIONS.iter().copied());
        let tables = D::catalog().map(|catalog| {
            let tables = catalog.tables.iter().map(|table| {
                (table.name.to_lowercase(), table.columns.iter().map(|column| column.name.to_lowercase()).collect())
            });
            tables.collect()
        });
        let request = Request {
            source: self.source.clone(),
            sql: sql.to_owned(),
            parameters: parameters.clone(),
            limits: self.limits,
            functions: functions.map(str::to_owned).collect(),
            tables,
        };
        self.ask(&request)
    }

    fn ask(&self, request: &Request) -> Result<Rows, RunError> {
        if std::env::var_os(MARK).is_some() {
            // Without this, a program that does not call `worker` would start itself without end.
            return Err(RunError::new(
                RunErrorKind::Unavailable,
                "this process was started to run a query; begin `main` with `worker()`",
            ));
        }
        let unavailable = |error: &dyn std::fmt::Display| RunError::new(RunErrorKind::Unavailable, error.to_string());
        let mut line = serde_json::to_vec(request).map_err(|error| unavailable(&error))?;
        line.push(b'\n');
        if let Source::Image(bytes) = &request.source {
            line.extend(bytes);
        }
        let mut child = Process(self.start().map_err(|error| unavailable(&error))?);
        let (Some(mut input), Some(output)) = (child.0.stdin.take(), child.0.stdout.take()) else {
            return Err(unavailable(&"the process has no pipes"));
        };
        // What it writes is held to a length as well: each byte of a value can take six in JSON.
        let most = (request.limits.result_bytes as u64).saturating_mul(8).saturating_add(1 << 20);
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || {
            let answer = input.write_all(&line).and_then(|()| {
                drop(input);
                let mut answer = Vec::new();
                output.take(most).read_to_end(&mut answer).map(|_| answer)
            });
            sender.send(answer)
        });
        let answer = receiver.recv_timeout(request.limits.time + GRACE);
        drop(child);
        let answer = answer.map_err(|_| too_slow(request.limits))?.map_err(|error| unavailable(&error))?;
        match serde_json::from_slice(&answer) {
            Ok(Response::Found(rows)) => Ok(rows),
            Ok(Response::Failed(kind, detail)) => Err(RunError::new(kind, detail)),
            Err(_) => Err(unavailable(
                &"the process that runs the query gave no answer; does its `main` begin with `worker()`?",
            )),
        }
    }

    fn start(&self) -> io::Result<Child> {
        let program = match &self.worker {
            Some(program) => program.clone(),
            None => std::env::current_exe()?,
        };
        let kept = ["SystemRoot", "PATH"].map(|name| (name, std::env::var_os(name)));
        let kept = kept.into_iter().filter_map(|(name, value): (_, Option<OsString>)| Some((name, value?)));
        Command::new(program)
            .env_clear()
            .envs(kept.filter(|_| cfg!(windows))) // without them no process starts there
            .env(MARK, "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
    }
}

/// A process that does not outlive its use.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
