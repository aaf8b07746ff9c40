//! Runs a query on PostgreSQL, in a transaction that only reads.
//!
//! - The transaction is read-only and always rolled back. Connect as a role that may read the application's tables and
//!   nothing else: a role that may read or write the server's files, or run its programs, is refused.
//! - `statement_timeout` stops the query, and the application waits no longer than half a second more. A sort gets 8 MB
//!   and no parallel workers.
//! - Parameters travel as text and take the type that PostgreSQL finds for their placeholder.
//! - A row longer than [`Limits::value_bytes`] stops the query before it is sent.
//!
//! The server's own memory and its temporary files are not limited by a client. Give the role a `temp_file_limit`.
//!
//! ```no_run
//! use toolshape_sql::postgres::Reader;
//! use toolshape_sql::{Parameters, Postgres, Scalar, Sql};
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let (mut client, connection) = tokio_postgres::connect("host=/run/postgresql user=reader", tokio_postgres::NoTls).await?;
//! tokio::spawn(connection);
//!
//! let sql: Sql<Postgres> = "SELECT name FROM products WHERE price > :price".parse()?;
//! let parameters = Parameters::from([("price".to_owned(), Scalar::Number(15.5))]);
//! let found = Reader::new(&mut client).run(&sql, &parameters).await?;
//! # Ok(())
//! # }
//! ```

mod catalog;
mod value;

use std::fmt;
use std::time::Duration;

use tokio_postgres::error::SqlState;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Transaction};

use self::value::{AsText, scalar};
use crate::run::{Fetched, too_slow};
use crate::{Database, Limits, Parameters, Rows, RunError, RunErrorKind, Scalar, Sql};

/// How long the application waits beyond the query's time.
const GRACE: Duration = Duration::from_millis(500);

/// Whether the role can leave the database.
const RIGHTS: &str = "
    SELECT bool_or(pg_has_role(session_user, oid, 'MEMBER')) FROM pg_roles
    WHERE rolsuper OR rolname IN ('pg_read_server_files', 'pg_write_server_files', 'pg_execute_server_program')";

/// Reads a database within bounds.
pub struct Reader<'c> {
    client: &'c mut Client,
    limits: Limits,
}

impl<'c> Reader<'c> {
    /// Reads what this client is connected to.
    #[must_use]
    pub fn new(client: &'c mut Client) -> Self {
        Self { client, limits: Limits::default() }
    }

    /// Sets what a query may take.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Runs a query with its parameters bound by name.
    ///
    /// # Errors
    ///
    /// Every [`RunErrorKind`].
    pub async fn run<D: Database>(&mut self, sql: &Sql<D>, parameters: &Parameters) -> Result<Rows, RunError> {
        sql.check(parameters)?;
        let values: Vec<_> = sql.placeholders().filter_map(|name| parameters.get(name)).collect();
        self.within(&sql.numbered(), &values).await
    }

    /// Runs SQL that no guard has seen, behind the second wall alone: its placeholders are `$1`, `$2`. Use it for SQL of
    /// the application's own, and to test that wall.
    ///
    /// # Errors
    ///
    /// As [`run`](Self::run).
    pub async fn run_unguarded(&mut self, sql: &str, values: &[Scalar]) -> Result<Rows, RunError> {
        self.within(sql, &values.iter().collect::<Vec<_>>()).await
    }

    async fn within(&mut self, sql: &str, values: &[&Scalar]) -> Result<Rows, RunError> {
        let limits = self.limits;
        let run = async {
            let transaction = self.client.build_transaction().read_only(true).start();
            let transaction = transaction.await.map_err(|error| failed(&error, limits))?;
            let found = read(&transaction, sql, values, limits).await;
            transaction.rollback().await.map_err(|error| failed(&error, limits))?;
            found
        };
        // A transaction that is dropped is rolled back.
        tokio::time::timeout(limits.time + GRACE, run).await.unwrap_or_else(|_| Err(too_slow(limits)))
    }
}

impl fmt::Debug for Reader<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader").field("limits", &self.limits).finish_non_exhaustive()
    }
}

async fn read(transaction: &Transaction<'_>, sql: &str, values: &[&Scalar], limits: Limits) -> Result<Rows, RunError> {
    let fail = |error: tokio_postgres::Error| failed(&error, limits);
    let time = limits.time.as_millis().max(1);
    let settings = format!(
        "SET LOCAL statement_timeout = {time}; SET LOCAL lock_timeout = {time}; SET LOCAL work_mem = '8MB'; \
         SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL jit = off; SET LOCAL standard_conforming_strings = on"
    );
    transaction.batch_execute(&settings).await.map_err(fail)?;
    if transaction.query_one(RIGHTS, &[]).await.map_err(fail)?.get::<_, Option<bool>>(0) == Some(true) {
        let detail = "the role may leave the database; connect as one that only reads the application's tables";
        return Err(RunError::new(RunErrorKind::Unavailable, detail));
    }

    let statement = transaction.prepare(sql).await.map_err(fail)?;
    let columns = statement.columns();
    let mut fetched = Fetched::new(limits, columns.iter().map(|column| column.name().to_owned()).collect())?;
    let names: Vec<_> = (1..=columns.len()).map(|number| format!("c{number}")).collect();
    if names.is_empty() {
        return Err(RunError::new(RunErrorKind::Database, "the query has no columns"));
    }
    let sizes = names.iter().map(|name| format!("coalesce(octet_length({name}::text), 0)"));
    let bounded = format!(
        "SELECT CASE WHEN {} <= {} THEN ARRAY[{}::text] END FROM (\n{}\n) AS q({}) LIMIT {}",
        sizes.collect::<Vec<_>>().join(" + "),
        limits.value_bytes,
        names.join("::text, "),
        sql.trim_end().trim_end_matches(';'),
        names.join(", "),
        limits.rows + 1,
    );
    let bounded = transaction.prepare(&bounded).await.map_err(fail)?;
    let values: Vec<_> = values.iter().map(|value| AsText(value)).collect();
    let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as _).collect();
    if values.len() != bounded.params().len() {
        return Err(RunError::new(RunErrorKind::Refused, "a placeholder has no value, or a value no placeholder"));
    }
    for row in transaction.query(&bounded, &values).await.map_err(fail)? {
        if fetched.is_full() {
            break;
        }
        let Some(texts) = row.try_get::<_, Option<Vec<Option<String>>>>(0).map_err(fail)? else {
            let detail = format!("a row has more than {} bytes; ask for less at once", limits.value_bytes);
            return Err(RunError::new(RunErrorKind::Size, detail));
        };
        let values = texts.into_iter().zip(columns).map(|(text, column)| scalar(text, column.type_()));
        fetched.push(values.collect())?;
    }
    Ok(fetched.finish())
}

/// PostgreSQL's own words.
fn failed(error: &tokio_postgres::Error, limits: Limits) -> RunError {
    let Some(database) = error.as_db_error() else {
        return RunError::new(RunErrorKind::Unavailable, error.to_string());
    };
    let code = database.code();
    if *code == SqlState::QUERY_CANCELED || *code == SqlState::LOCK_NOT_AVAILABLE {
        return too_slow(limits);
    }
    // Insufficient resources, and limits of the server.
    let is_size = code.code().starts_with("53") || code.code().starts_with("54");
    let kind = if is_size { RunErrorKind::Size } else { RunErrorKind::Database };
    let hint = database.hint().map(|hint| format!("; {hint}")).unwrap_or_default();
    RunError::new(kind, format!("{}{hint}", database.message()))
}
