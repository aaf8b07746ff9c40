//! The guard of SQL on any text and on statements of a grammar: it ends soon, and what it lets pass does nothing to
//! SQLite but read and call functions that only compute.

#![no_main]

use std::cell::{Cell, RefCell};
use std::time::{Duration, Instant};

use libfuzzer_sys::fuzz_target;
use rusqlite::Connection;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use toolshape_sql::{Database, Generic, MySql, Postgres, Sql, Sqlite};

#[path = "../../crates/toolshape-sql/tests/random/mod.rs"]
mod random;

thread_local! {
    static DATABASE: RefCell<Connection> = RefCell::new(database());
    static FUNCTIONS: Vec<String> = functions();
    static WRITES: Cell<bool> = const { Cell::new(false) };
}

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        examine(text);
    }
    FUNCTIONS.with(|functions| {
        let words = random::Words {
            tables: &["orders", "sqlite_schema", "pragma_table_list", "fts3tokenize"],
            columns: &["order_id", "status", "rowid", "\"x\"", ":p"],
            functions,
            statements: &["PRAGMA user_version = 3", "ATTACH ':memory:' AS m", "VACUUM", "SET a = 1", "CALL f()"],
        };
        examine(&random::statement(&words, bytes));
    });
});

fn examine(text: &str) {
    passes::<Postgres>(text);
    passes::<MySql>(text);
    passes::<Generic>(text);
    if passes::<Sqlite>(text) {
        WRITES.set(false);
        // What SQLite does not accept does nothing.
        let readonly = DATABASE.with(|database| database.borrow().prepare(text).map(|statement| statement.readonly()));
        assert!(readonly.unwrap_or(true), "{text}");
        assert!(!WRITES.get(), "{text}");
    }
}

fn passes<D: Database>(text: &str) -> bool {
    let start = Instant::now();
    let sql = text.parse::<Sql<D>>();
    assert!(start.elapsed() < Duration::from_secs(2), "{text}");
    sql.is_ok_and(|sql| sql.placeholders().all(|name| text.contains(&format!(":{name}"))))
}

fn database() -> Connection {
    let mut database = Connection::open_in_memory().expect("memory");
    database.execute_batch("CREATE TABLE orders (order_id INTEGER PRIMARY KEY, status TEXT)").expect("a schema");
    let watch = |context: AuthContext<'_>| {
        let is_read = match context.action {
            AuthAction::Select | AuthAction::Recursive => true,
            AuthAction::Read { table_name, .. } => {
                !table_name.starts_with("sqlite_") && !table_name.starts_with("pragma_")
            }
            AuthAction::Function { function_name } => {
                !["load_extension", "fts3_tokenizer", "zeroblob", "randomblob"].contains(&function_name)
            }
            _ => false,
        };
        WRITES.set(WRITES.get() || !is_read);
        Authorization::Allow
    };
    database.authorizer(Some(watch)).expect("an authorizer");
    database
}

fn functions() -> Vec<String> {
    let database = Connection::open_in_memory().expect("memory");
    let mut statement = database.prepare("SELECT DISTINCT name FROM pragma_function_list").expect("a list");
    let names = statement.query_map([], |row| row.get(0)).expect("names");
    names.collect::<Result<_, _>>().expect("names")
}
