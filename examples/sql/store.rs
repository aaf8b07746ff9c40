//! The store's database: built in memory, then opened again for reading only.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::time::{Duration, Instant};

use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::limits::Limit;
use rusqlite::types::{ToSqlOutput, Value};
use rusqlite::{Connection, ErrorCode, MAIN_DB, Statement, ToSql};

use crate::{Scalar, SqlQuery};

/// The tables as SQL, which is also how the model is told about them.
pub(crate) const SCHEMA: &str = include_str!("store/schema.sql");
const SEED: &str = include_str!("store/seed.sql");
const TABLES: [&str; 5] = ["Customers", "Products", "Orders", "Order_Items", "Reviews"];

/// Rows that are fetched; of more, only that there are more is known.
pub(crate) const MAX_ROWS: usize = 100;
/// How long a query may run.
const MAX_TIME: Duration = Duration::from_secs(2);
/// Instructions of SQLite's machine between two looks at the clock.
const CLOCK_EVERY: i32 = 1_000;
/// Bytes of a value or a row: `randomblob(1000000000)` is one instruction, which no clock stops.
const MAX_VALUE: i32 = 1_000_000;

/// The database, which nothing can change.
pub(crate) struct Store {
    db: Connection,
}

/// What a query found.
#[derive(Debug, PartialEq)]
pub(crate) struct Found {
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<Vec<Value>>,
    /// There were more than [`MAX_ROWS`].
    pub(crate) cut: bool,
}

impl Store {
    /// Builds the database and opens it for reading.
    ///
    /// # Errors
    ///
    /// SQLite cannot have the memory for it: tables and rows are fixed.
    pub(crate) fn open() -> Result<Store, StoreError> {
        Store::build().map_err(StoreError::Setup)
    }

    fn build() -> rusqlite::Result<Store> {
        let mut writer = Connection::open_in_memory()?;
        writer.execute_batch(SCHEMA)?;
        writer.execute_batch(SEED)?;
        let image = writer.serialize(MAIN_DB)?;

        let mut db = Connection::open_in_memory()?;
        db.deserialize_read_exact(MAIN_DB, &*image, image.len(), true)?;
        db.set_limit(Limit::SQLITE_LIMIT_LENGTH, MAX_VALUE)?;
        db.authorizer(Some(allow))?;
        Ok(Store { db })
    }

    /// Runs one query with its parameters bound by name.
    ///
    /// # Errors
    ///
    /// A placeholder without a value, a value without a placeholder, SQL that SQLite does not
    /// accept or that reads anything but the store's tables, and a query that takes too long.
    pub(crate) fn run(&mut self, query: &SqlQuery) -> Result<Found, StoreError> {
        let start = Instant::now();
        self.db.progress_handler(CLOCK_EVERY, Some(move || start.elapsed() > MAX_TIME)).map_err(StoreError::Setup)?;

        let mut statement = self.db.prepare(&query.sql).map_err(StoreError::Sql)?;
        bind(&mut statement, &query.parameters)?;
        fetch(&mut statement).map_err(|error| match error.sqlite_error_code() {
            Some(ErrorCode::OperationInterrupted) => StoreError::TooSlow,
            _ => StoreError::Sql(error),
        })
    }
}

/// The second wall behind the guard: SQLite asks before it compiles each part of a statement.
fn allow(context: AuthContext<'_>) -> Authorization {
    let allowed = match context.action {
        AuthAction::Select | AuthAction::Recursive => true,
        AuthAction::Function { function_name } => function_name != "load_extension",
        // Without a column it only says that the query has a source of that name, which may
        // come from a WITH clause.
        AuthAction::Read { table_name, column_name } => column_name.is_empty() || TABLES.contains(&table_name),
        _ => false,
    };
    if allowed { Authorization::Allow } else { Authorization::Deny }
}

fn bind(statement: &mut Statement<'_>, parameters: &BTreeMap<String, Scalar>) -> Result<(), StoreError> {
    let mut unused = parameters.clone();
    for index in 1..=statement.parameter_count() {
        let placeholder = statement.parameter_name(index).unwrap_or("?").to_owned();
        let Some(name) = placeholder.strip_prefix(':') else {
            return Err(StoreError::Unnamed(placeholder));
        };
        let Some(value) = unused.remove(name) else {
            return Err(StoreError::NoValue(placeholder));
        };
        statement.raw_bind_parameter(index, value).map_err(StoreError::Sql)?;
    }
    match unused.pop_first() {
        Some((name, _)) => Err(StoreError::NoPlaceholder(name)),
        None => Ok(()),
    }
}

fn fetch(statement: &mut Statement<'_>) -> rusqlite::Result<Found> {
    let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let mut found = Found { columns, rows: Vec::new(), cut: false };
    let mut cursor = statement.raw_query();
    while let Some(row) = cursor.next()? {
        if found.rows.len() == MAX_ROWS {
            found.cut = true;
            break;
        }
        let values = (0..found.columns.len()).map(|column| row.get(column));
        found.rows.push(values.collect::<rusqlite::Result<_>>()?);
    }
    Ok(found)
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

/// Why a query has no rows to show.
#[derive(Debug)]
pub(crate) enum StoreError {
    Setup(rusqlite::Error),
    Sql(rusqlite::Error),
    Unnamed(String),
    NoValue(String),
    NoPlaceholder(String),
    TooSlow,
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Setup(error) => write!(f, "the store's database cannot be built: {error}"),
            Self::Sql(error) => write!(
                f,
                "SQLite does not run the model's SQL: {}; the tables to read are {}",
                message(error),
                TABLES.join(", ")
            ),
            Self::Unnamed(placeholder) => write!(
                f,
                "the placeholder {placeholder} in the model's SQL cannot be bound: \
                 placeholders are written :name"
            ),
            Self::NoValue(placeholder) => {
                write!(f, "the placeholder {placeholder} in the model's SQL has no value in its parameters")
            }
            Self::NoPlaceholder(name) => write!(
                f,
                "the parameter {name:?} has no placeholder :{} in the model's SQL",
                name.trim_start_matches(':')
            ),
            Self::TooSlow => {
                write!(f, "the query was stopped after {} seconds; ask for less at once", MAX_TIME.as_secs())
            }
        }
    }
}

impl Error for StoreError {}

/// SQLite's own words, without the statement that rusqlite appends.
fn message(error: &rusqlite::Error) -> String {
    match error {
        rusqlite::Error::SqlInputError { msg, .. } | rusqlite::Error::SqliteFailure(_, Some(msg)) => msg.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use rusqlite::types::Value;

    use super::{Found, MAX_ROWS, Store, StoreError};
    use crate::{Scalar, SqlQuery};

    fn run(sql: &str, parameters: &[(&str, Scalar)]) -> Result<Found, StoreError> {
        let parameters = parameters.iter().cloned();
        Store::open()?.run(&SqlQuery {
            sql: sql.to_owned(),
            parameters: parameters.map(|(name, value)| (name.to_owned(), value)).collect(),
        })
    }

    fn error(sql: &str, parameters: &[(&str, Scalar)]) -> String {
        run(sql, parameters).expect_err(sql).to_string()
    }

    #[test]
    fn every_order_adds_up() {
        let wrong = run(
            "SELECT order_id FROM Orders WHERE total_amount <>
             (SELECT SUM(quantity * price) FROM Order_Items i WHERE i.order_id = Orders.order_id)",
            &[],
        );
        assert_eq!(wrong.unwrap().rows, Vec::<Vec<Value>>::new());
    }

    #[test]
    fn the_connection_refuses_every_change() {
        for sql in [
            "DELETE FROM Orders",
            "WITH a AS (SELECT 1) DELETE FROM Orders",
            "UPDATE Products SET price = 0",
            "CREATE TABLE x (y)",
            "CREATE TEMP TABLE x (y)",
            "DROP TABLE Orders",
            "ATTACH ':memory:' AS x",
            "PRAGMA table_info(Orders)",
            "BEGIN",
            "SELECT * FROM sqlite_schema",
            "SELECT * FROM pragma_table_info('Orders')",
            "SELECT load_extension('x') FROM Orders",
        ] {
            let refused = error(sql, &[]);
            assert!(refused.contains("not authorized") || refused.contains("prohibited"), "{sql}: {refused}");
        }
    }

    #[test]
    fn without_the_authorizer_the_connection_still_refuses_to_write() {
        let mut store = Store::open().unwrap();
        let nobody: Option<fn(rusqlite::hooks::AuthContext<'_>) -> rusqlite::hooks::Authorization> = None;
        store.db.authorizer(nobody).unwrap();
        let delete = SqlQuery { sql: "DELETE FROM Orders".to_owned(), parameters: BTreeMap::new() };
        let refused = store.run(&delete).unwrap_err().to_string();
        assert!(refused.contains("attempt to write a readonly database"), "{refused}");
    }

    #[test]
    fn placeholders_and_values_must_match_by_name() {
        let one = || Scalar::Integer(1);
        assert_eq!(
            error("SELECT * FROM Orders WHERE order_id = :id", &[]),
            "the placeholder :id in the model's SQL has no value in its parameters"
        );
        assert_eq!(
            error("SELECT * FROM Orders", &[("id", one())]),
            "the parameter \"id\" has no placeholder :id in the model's SQL"
        );
        assert_eq!(
            error("SELECT * FROM Orders WHERE order_id = ?", &[("id", one())]),
            "the placeholder ? in the model's SQL cannot be bound: placeholders are written :name"
        );
        assert_eq!(
            error("SELECT * FROM Orders WHERE order_id = $id", &[("id", one())]),
            "the placeholder $id in the model's SQL cannot be bound: placeholders are written :name"
        );
        let twice = "SELECT order_id FROM Orders WHERE order_id = :id OR order_id = :id";
        assert_eq!(run(twice, &[("id", one())]).unwrap().rows, [[Value::Integer(1)]]);
    }

    #[test]
    fn a_value_is_bound_and_never_read_as_sql() {
        let name = Scalar::String("x' OR '1'='1".to_owned());
        let found = run("SELECT * FROM Customers WHERE last_name = :name", &[("name", name)]);
        assert_eq!(found.unwrap().rows, Vec::<Vec<Value>>::new());
    }

    #[test]
    fn table_names_fold_case_and_with_clauses_are_no_tables() {
        let found = run("WITH p AS (SELECT * FROM products) SELECT COUNT(*) FROM p", &[]);
        assert_eq!(found.unwrap().rows, [[Value::Integer(12)]]);
    }

    #[test]
    fn a_second_statement_is_refused_here_as_well() {
        let refused = error("SELECT * FROM Orders; SELECT * FROM Orders", &[]);
        assert!(refused.contains("Multiple statements provided"), "{refused}");
        assert!(run("SELECT * FROM Orders; -- that is all", &[]).is_ok());
    }

    #[test]
    fn an_unknown_table_is_answered_with_the_known_ones() {
        assert_eq!(
            error("SELECT * FROM Sales", &[]),
            "SQLite does not run the model's SQL: no such table: Sales; the tables to read are \
             Customers, Products, Orders, Order_Items, Reviews"
        );
    }

    #[test]
    fn a_query_that_finds_too_much_is_cut_or_stopped() {
        let many = run("SELECT 1 FROM Orders, Products", &[]).unwrap();
        assert_eq!((many.rows.len(), many.cut), (MAX_ROWS, true));

        let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
                       SELECT COUNT(*) FROM n, Orders";
        assert_eq!(error(endless, &[]), "the query was stopped after 2 seconds; ask for less at once");
        let huge = error("SELECT randomblob(1000000000) FROM Orders", &[]);
        assert!(huge.contains("too big"), "{huge}");
    }
}
