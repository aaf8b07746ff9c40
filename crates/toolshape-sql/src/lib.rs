//! One read-only SQL query as a typed value.
//!
//! A field of type [`Sql<D>`](Sql) takes a model's SELECT and nothing else. What it refuses, and why, goes back to the
//! model when toolshape asks again.
//!
//! ```
//! use std::sync::LazyLock;
//!
//! use toolshape_sql::{Catalog, Database, Dialect, Sql};
//!
//! struct Store;
//!
//! impl Database for Store {
//!     const DIALECT: Dialect = Dialect::Sqlite;
//!
//!     fn catalog() -> Option<&'static Catalog> {
//!         static TABLES: LazyLock<Catalog> = LazyLock::new(|| {
//!             Catalog::from_sql(Store::DIALECT, "CREATE TABLE Products (product_id INT, price DECIMAL)").unwrap()
//!         });
//!         Some(&TABLES)
//!     }
//! }
//!
//! let sql: Sql<Store> = "SELECT * FROM Products WHERE price > :price".parse()?;
//! assert!(sql.placeholders().eq(["price"]));
//!
//! for refused in [
//!     "DELETE FROM Products",
//!     "SELECT * FROM Products; DROP TABLE Products",
//!     "SELECT load_extension('x') FROM Products",
//!     "SELECT name FROM Products",
//!     "SELECT * FROM sqlite_schema",
//! ] {
//!     assert!(refused.parse::<Sql<Store>>().is_err());
//! }
//! # Ok::<(), toolshape_sql::Refused>(())
//! ```
//!
//! # What is promised
//!
//! [`Sql`] promises that the text is one SELECT of its dialect, made only of clauses, operators, types and functions
//! that are listed as reading and computing; that it names only tables and columns of the application's [`Catalog`],
//! where there is one; and that it stays small when its WITH clauses and subqueries are put in, so that a database can
//! plan it. It does not promise that the query is quick, that its rows are few, or that it answers the question. Views,
//! and functions, operators and types that were made in the database, are the application's: they run as they were made.
//!
//! Running a query is the application's. Two modules show how, each a second wall that does not rely on the first:
//! `sqlite` runs it in a process of its own that is killed at its time, `postgres` in a read-only transaction.
//!
//! | feature | what it adds |
//! |---|---|
//! | `sqlite` | the module `sqlite` and the program `toolshape-sqlite-worker` |
//! | `postgres` | the module `postgres` |

mod catalog;
mod database;
mod guard;
mod refused;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
mod run;
mod scalar;
mod sql;

#[cfg(feature = "postgres")]
pub mod postgres;
#[cfg(feature = "sqlite")]
pub mod sqlite;

pub use catalog::{Catalog, CatalogError};
pub use database::{Database, Dialect, Generic, MySql, Postgres, Sqlite};
pub use refused::{Refused, RefusedKind};
#[cfg(any(feature = "sqlite", feature = "postgres"))]
pub use run::{Limits, Rows, RunError, RunErrorKind};
pub use scalar::{Parameters, Scalar};
pub use sql::Sql;
