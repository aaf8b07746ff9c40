//! The store's database: SQLite, built in memory, or a PostgreSQL that has the same tables.

use std::error::Error;
use std::sync::LazyLock;

use rusqlite::{Connection, MAIN_DB};
use toolshape_sql::{Catalog, Database, Dialect, Rows, RunError, postgres, sqlite};

use crate::SqlQuery;

/// The tables as SQL, from which the model hears of them.
pub(crate) const SCHEMA: &str = include_str!("store/schema.sql");
pub(crate) const SEED: &str = include_str!("store/seed.sql");

/// The store's tables in SQLite.
#[derive(Debug)]
pub(crate) struct Sqlite;

/// The store's tables in PostgreSQL.
#[derive(Debug)]
pub(crate) struct Postgres;

impl Database for Sqlite {
    const DIALECT: Dialect = Dialect::Sqlite;

    fn catalog() -> Option<&'static Catalog> {
        static CATALOG: LazyLock<Option<Catalog>> = LazyLock::new(|| Catalog::from_sql(Dialect::Sqlite, SCHEMA).ok());
        CATALOG.as_ref()
    }
}

impl Database for Postgres {
    const DIALECT: Dialect = Dialect::Postgres;

    fn catalog() -> Option<&'static Catalog> {
        static CATALOG: LazyLock<Option<Catalog>> = LazyLock::new(|| Catalog::from_sql(Dialect::Postgres, SCHEMA).ok());
        CATALOG.as_ref()
    }
}

/// Runs a query on the store's database.
///
/// # Errors
///
/// The query has no rows to show, and the message says why.
pub(crate) fn on_sqlite(query: &SqlQuery<Sqlite>) -> Result<Rows, Box<dyn Error>> {
    sqlite::Reader::image(image()?).run(&query.sql, &query.parameters).map_err(|error| told(&error))
}

/// Runs a query on a PostgreSQL.
///
/// # Errors
///
/// As [`on_sqlite`].
pub(crate) async fn on_postgres(url: &str, query: &SqlQuery<Postgres>) -> Result<Rows, Box<dyn Error>> {
    let (mut client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await?;
    tokio::spawn(connection);
    let found = postgres::Reader::new(&mut client).run(&query.sql, &query.parameters).await;
    found.map_err(|error| told(&error))
}

/// The database as bytes.
pub(crate) fn image() -> rusqlite::Result<Vec<u8>> {
    let mut database = Connection::open_in_memory()?;
    database.execute_batch(SCHEMA)?;
    database.execute_batch(SEED)?;
    Ok(database.serialize(MAIN_DB)?.to_vec())
}

/// An error in the words of the database.
fn told(error: &RunError) -> Box<dyn Error> {
    format!("{error}: {}", error.detail()).into()
}
