//! What a query is written for.

use sqlparser::ast::Ident;
use sqlparser::dialect::{self, GenericDialect, MySqlDialect, PostgreSqlDialect, SQLiteDialect};

use crate::Catalog;

/// The SQL that a query is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Dialect {
    /// SQLite's.
    Sqlite,
    /// PostgreSQL's.
    Postgres,
    /// MySQL's.
    MySql,
    /// What most databases understand.
    Generic,
}

impl Dialect {
    pub(crate) fn parser(self) -> &'static dyn dialect::Dialect {
        match self {
            Self::Sqlite => &SQLiteDialect {},
            Self::Postgres => &PostgreSqlDialect {},
            Self::MySql => &MySqlDialect {},
            Self::Generic => &GenericDialect {},
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite's SQL",
            Self::Postgres => "PostgreSQL's SQL",
            Self::MySql => "MySQL's SQL",
            Self::Generic => "SQL",
        }
    }

    /// A name as the database compares it. Only PostgreSQL tells `"Orders"` from `orders`.
    pub(crate) fn fold(self, ident: &Ident) -> String {
        match (self, ident.quote_style) {
            (Self::Postgres, Some(_)) => ident.value.clone(),
            _ => ident.value.to_lowercase(),
        }
    }

    /// A name that the database has, in the form of [`fold`](Self::fold).
    pub(crate) fn stored(self, name: &str) -> String {
        if self == Self::Postgres { name.to_owned() } else { name.to_lowercase() }
    }

    /// The schema that a table is in when none is named.
    pub(crate) fn default_schema(self) -> &'static str {
        match self {
            Self::Sqlite => "main",
            Self::Postgres | Self::MySql | Self::Generic => "public",
        }
    }
}

/// The database that an application's queries are for.
///
/// [`Sqlite`], [`Postgres`], [`MySql`] and [`Generic`] name a dialect alone. An application implements the trait for a
/// type of its own to hold queries to its tables; a refusal then names what there is.
///
/// ```
/// use std::sync::LazyLock;
///
/// use toolshape_sql::{Catalog, Database, Dialect, Sql};
///
/// struct Store;
///
/// impl Database for Store {
///     const DIALECT: Dialect = Dialect::Sqlite;
///
///     fn catalog() -> Option<&'static Catalog> {
///         static CATALOG: LazyLock<Catalog> =
///             LazyLock::new(|| Catalog::new().table("Orders", ["order_id", "customer_id", "status"]));
///         Some(&CATALOG)
///     }
/// }
///
/// let refused = "SELECT name FROM Orders".parse::<Sql<Store>>().unwrap_err();
/// assert_eq!(
///     refused.to_string(),
///     "there is no column `name` in `Orders`; it has order_id, customer_id, status (line 1, column 8)"
/// );
/// ```
pub trait Database {
    /// The SQL that queries are written in.
    const DIALECT: Dialect;

    /// Functions that a query may call besides those of the dialect, in lower case. They must only compute: a function
    /// that writes, waits or reads files defeats the guard.
    const FUNCTIONS: &'static [&'static str] = &[];

    /// The tables and columns that a query may name. `None` leaves names to the database; its system tables are then
    /// refused by their names.
    #[must_use]
    fn catalog() -> Option<&'static Catalog> {
        None
    }
}

/// Any SQLite database.
#[derive(Debug)]
pub enum Sqlite {}

/// Any PostgreSQL database.
#[derive(Debug)]
pub enum Postgres {}

/// Any MySQL database.
#[derive(Debug)]
pub enum MySql {}

/// Any database.
#[derive(Debug)]
pub enum Generic {}

impl Database for Sqlite {
    const DIALECT: Dialect = Dialect::Sqlite;
}

impl Database for Postgres {
    const DIALECT: Dialect = Dialect::Postgres;
}

impl Database for MySql {
    const DIALECT: Dialect = Dialect::MySql;
}

impl Database for Generic {
    const DIALECT: Dialect = Dialect::Generic;
}
