//! Queries on SQLite, with the guard and without it.

mod random;

use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::{Duration, Instant};
use std::{fs, process};

use proptest::prelude::{ProptestConfig, any, prop};
use proptest::proptest;
use rusqlite::{Connection, MAIN_DB};
use toolshape_sql::sqlite::Reader;
use toolshape_sql::{
    Catalog, Database, Dialect, Limits, Parameters, Rows, RunError, RunErrorKind as Kind, Scalar, Sql, Sqlite,
};

const WORKER: &str = env!("CARGO_BIN_EXE_toolshape-sqlite-worker");

/// Every query ends within this.
const MOST: Duration = Duration::from_secs(3);

struct Store;

impl Database for Store {
    const DIALECT: Dialect = Dialect::Sqlite;

    fn catalog() -> Option<&'static Catalog> {
        static CATALOG: LazyLock<Catalog> =
            LazyLock::new(|| Catalog::read_sqlite(&build()).unwrap().without("Customers", "email"));
        Some(&CATALOG)
    }
}

fn build() -> Connection {
    let database = Connection::open_in_memory().unwrap();
    let sql = "
        CREATE TABLE Customers (customer_id INTEGER PRIMARY KEY, name TEXT, email TEXT);
        CREATE TABLE Products (product_id INTEGER PRIMARY KEY, name TEXT, price DECIMAL, image BLOB);
        CREATE TABLE Orders (order_id INTEGER PRIMARY KEY, customer_id INT REFERENCES Customers, status TEXT);
        CREATE VIEW Open AS SELECT order_id, email FROM Orders JOIN Customers USING (customer_id) WHERE status = 'open';
        CREATE VIRTUAL TABLE Notes USING fts5(note);
        INSERT INTO Customers VALUES (1, 'Ana', 'ana@example.com'), (2, 'Ben', 'ben@example.com');
        INSERT INTO Products VALUES (1, 'Mug', 18.0, x'00ff'), (2, 'Chaï', 12.5, NULL), (3, 'Pot', 9e999, NULL);
        WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 45)
            INSERT INTO Orders SELECT i, 1 + i % 2, iif(i % 3, 'sent', 'open') FROM n;";
    database.execute_batch(sql).unwrap();
    database
}

fn reader() -> Reader {
    static IMAGE: LazyLock<Vec<u8>> = LazyLock::new(|| build().serialize(MAIN_DB).unwrap().to_vec());
    Reader::image(IMAGE.as_slice()).worker(WORKER)
}

fn run<D: Database>(sql: &str, parameters: &[(&str, Scalar)]) -> Result<Rows, RunError> {
    let parameters = parameters.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    reader().run(&sql.parse::<Sql<D>>().unwrap(), &parameters)
}

fn unguarded(sql: &str) -> Result<Rows, RunError> {
    let parameters =
        [("t", "simple"), ("u", "12345678")].map(|(name, text)| (name.to_owned(), Scalar::String(text.into())));
    reader().run_unguarded::<Store>(sql, &Parameters::from(parameters))
}

/// Removed when the test ends, however it ends.
struct File(PathBuf);

impl File {
    fn new(name: &str) -> Self {
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}.db", process::id()));
        build().execute("VACUUM INTO ?1", [file.to_str().unwrap()]).unwrap();
        Self(file)
    }
}

impl Drop for File {
    fn drop(&mut self) {
        fs::remove_file(&self.0).ok();
    }
}

#[test]
fn rows_come_back_with_their_types() {
    let found =
        run::<Sqlite>("SELECT * FROM Products WHERE price > :price", &[("price", Scalar::Integer(10))]).unwrap();
    assert_eq!(found.columns, ["product_id", "name", "price", "image"]);
    let text = |text: &str| Scalar::String(text.to_owned());
    assert_eq!(
        found.rows,
        [
            [Scalar::Integer(1), text("Mug"), Scalar::Integer(18), text("x'00ff'")],
            [Scalar::Integer(2), text("Chaï"), Scalar::Number(12.5), Scalar::Null],
            [Scalar::Integer(3), text("Pot"), text("inf"), Scalar::Null],
        ]
    );
    assert!(!found.has_more);
}

#[test]
fn a_file_is_read_and_stays_as_it_is() {
    let file = File::new("file");
    let before = fs::read(&file.0).unwrap();
    let reader = Reader::file(&file.0).worker(WORKER);
    let found = reader.run(&"SELECT count(*) FROM Orders".parse::<Sql<Store>>().unwrap(), &Parameters::new()).unwrap();
    assert_eq!(found.rows, [[Scalar::Integer(45)]]);
    for sql in ["DELETE FROM Orders", "PRAGMA user_version = 7", "CREATE TABLE x (y)", "CREATE TEMP TABLE x (y)"] {
        assert_eq!(reader.run_unguarded::<Store>(sql, &Parameters::new()).unwrap_err().kind(), Kind::Database, "{sql}");
    }
    assert_eq!(fs::read(&file.0).unwrap(), before);

    let missing = Reader::file("missing.db").worker(WORKER).run_unguarded::<Sqlite>("SELECT 1", &Parameters::new());
    assert_eq!(missing.unwrap_err().kind(), Kind::Unavailable);
    assert!(!Path::new("missing.db").exists());
}

#[test]
fn a_value_is_bound_and_never_read_as_sql() {
    let name = Scalar::String("x' OR '1'='1".to_owned());
    assert!(run::<Store>("SELECT name FROM Customers WHERE name = :name", &[("name", name)]).unwrap().rows.is_empty());
    let all = "SELECT :a IS NULL, :b + 0, :c, :d, :a IS NULL FROM Orders LIMIT 1";
    let values = [
        ("a", Scalar::Null),
        ("b", Scalar::Boolean(true)),
        ("c", Scalar::Integer(i64::MAX)),
        ("d", Scalar::Number(0.5)),
    ];
    let row =
        [Scalar::Integer(1), Scalar::Integer(1), Scalar::Integer(i64::MAX), Scalar::Number(0.5), Scalar::Integer(1)];
    assert_eq!(run::<Store>(all, &values).unwrap().rows, [row]);
}

#[test]
fn placeholders_and_values_must_match_by_name() {
    let one = Scalar::Integer(1);
    let refused = run::<Store>("SELECT status FROM Orders WHERE order_id = :id", &[]).unwrap_err();
    assert_eq!(
        (refused.kind(), refused.detail()),
        (Kind::Refused, "the placeholder :id has no value in the parameters")
    );
    let refused = run::<Store>("SELECT status FROM Orders", &[("id", one)]).unwrap_err();
    assert_eq!(refused.detail(), "the parameter \"id\" has no placeholder :id in the SQL");
    assert_eq!(refused.to_string(), "the parameters do not fit the query");
    assert_eq!(format!("{refused:?}"), "RunError { kind: Refused, .. }");
}

#[test]
fn the_second_wall_refuses_what_the_first_would() {
    for sql in [
        "DELETE FROM Orders",
        "WITH a AS (SELECT 1) DELETE FROM Orders",
        "UPDATE Products SET price = 0",
        "CREATE TABLE x (y)",
        "DROP TABLE Orders",
        "ATTACH ':memory:' AS x",
        "PRAGMA table_info(Orders)",
        "PRAGMA hard_heap_limit = 0",
        "BEGIN",
        "VACUUM INTO '/tmp/x'",
        "SELECT * FROM Orders; SELECT * FROM Orders",
        "SELECT * FROM sqlite_schema",
        "SELECT * FROM pragma_table_info('Orders')",
        "SELECT load_extension('x') FROM Orders",
        "SELECT randomblob(8) FROM Orders",
        "SELECT email FROM Customers",
        "SELECT * FROM Customers",
        "SELECT count(*) FROM Customers GROUP BY email",
        "SELECT note FROM Notes",
        "SELECT * FROM Notes_content, fts3tokenize",
        "SELECT highlight(Notes, 0, '', '') FROM Notes",
    ] {
        let error = unguarded(sql).unwrap_err();
        assert_eq!(error.kind(), Kind::Database, "{sql}: {}", error.detail());
    }
    // A view reads what it was made to read, and json_each its argument.
    assert_eq!(unguarded("SELECT * FROM Open").unwrap().rows.len(), 15);
    assert_eq!(unguarded("SELECT value FROM json_each('[1, 2]')").unwrap().rows.len(), 2);
}

#[test]
fn without_a_catalogue_the_tables_of_the_database_are_read() {
    assert_eq!(run::<Sqlite>("SELECT email FROM Customers", &[]).unwrap().rows.len(), 2);
    let hidden = reader().run_unguarded::<Sqlite>("SELECT name FROM sqlite_schema", &Parameters::new());
    assert_eq!(hidden.unwrap_err().kind(), Kind::Database);
}

#[test]
fn what_is_found_is_held_to_its_limits() {
    let found = run::<Store>("SELECT 1 FROM Orders a, Orders b", &[]).unwrap();
    assert_eq!((found.rows.len(), found.has_more), (100, true));

    let limited = |change: fn(&mut Limits), sql: &str| {
        let mut limits = Limits::default();
        change(&mut limits);
        reader().limits(limits).run_unguarded::<Store>(sql, &Parameters::new()).map_err(|error| error.kind())
    };
    assert!(!limited(|limits| limits.rows = 45, "SELECT 1 FROM Orders").unwrap().has_more);
    assert_eq!(limited(|limits| limits.result_bytes = 100, "SELECT status, 1 FROM Orders"), Err(Kind::Size));
    assert_eq!(limited(|limits| limits.value_bytes = 1_000, "SELECT printf('%2000d', 1) FROM Orders"), Err(Kind::Size));
    // SQLite says so in words of its own.
    assert_eq!(limited(|limits| limits.columns = 2, "SELECT 1, 2, 3 FROM Orders"), Err(Kind::Database));
    assert_eq!(limited(|limits| limits.time = Duration::from_millis(50), ENDLESS), Err(Kind::Time));
}

const ENDLESS: &str = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n, Orders";

/// Each past the guard, within 3 seconds and, on Unix, within the 192 MiB that the system gives the process.
#[test]
fn every_attack_ends_with_a_named_reason() {
    let steps = (1..24).map(|at| format!(", c{at} AS (SELECT x+x x FROM c{})", at - 1));
    let doubling = steps.collect::<Vec<_>>().concat();
    for (sql, kind) in [
        ("SELECT hex(fts3_tokenizer(:t)) FROM Orders LIMIT 1", Kind::Database),
        ("SELECT hex(fts3_tokenizer(:t, :u)) FROM Orders LIMIT 1", Kind::Database),
        ("SELECT count(*) FROM fts3tokenize", Kind::Database),
        (&format!("WITH c0 AS (SELECT order_id x FROM Orders){doubling} SELECT * FROM c23"), Kind::Size),
        (
            "SELECT instr(replace(hex(zeroblob(499000)),'0','a'), replace(hex(zeroblob(250000)),'0','a')||'b') FROM Products",
            Kind::Database,
        ),
        // The same out of what may be called.
        (
            "SELECT sum(instr(printf('%.65000c', 'a')||a.order_id, printf('%.32000c', 'a')||'b')) FROM Orders a, Orders b, Orders c",
            Kind::Time,
        ),
        ("SELECT hex(zeroblob(499999)) FROM Orders", Kind::Database),
        ("SELECT printf('%.60000c', 'a') FROM Orders", Kind::Size),
        ("SELECT printf('%.100000000c', 'a') FROM Orders", Kind::Size),
        ("SELECT group_concat(printf('%.60000c', 'a')) FROM Orders", Kind::Size),
        (ENDLESS, Kind::Time),
        (
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(DISTINCT printf('%.1000c%d', 'a', i)) FROM n",
            Kind::Size,
        ),
        (
            "SELECT * FROM (SELECT printf('%.60000c', 'a') || a.order_id FROM Orders a, Orders b, Orders c ORDER BY 1)",
            Kind::Size,
        ),
        (
            "SELECT json_group_array(printf('%.9000c', 'a')) OVER (ORDER BY a.order_id) FROM Orders a, Orders b",
            Kind::Size,
        ),
    ] {
        let start = Instant::now();
        let result = unguarded(sql);
        let took = start.elapsed();
        assert!(took < MOST, "{took:?}: {sql}");
        let error = result.expect_err(sql);
        // On a busy machine the time is over before the memory is.
        let is_named = error.kind() == kind || kind == Kind::Size && error.kind() == Kind::Time;
        assert!(is_named, "{sql}: {:?}, {}", error.kind(), error.detail());
        println!("{took:>12.1?} {kind:?} {} | {}", error.detail(), &sql[..sql.len().min(70)]);
    }
}

/// A single instruction of SQLite's machine that takes minutes, where values may be long.
#[test]
fn what_cannot_be_interrupted_is_killed() {
    let mut limits = Limits::default();
    limits.value_bytes = 4 << 20;
    let start = Instant::now();
    let sql = "SELECT instr(printf('%.3000000c', 'a'), printf('%.1500000c', 'a')||'b') FROM Orders LIMIT 1";
    let error = reader().limits(limits).run_unguarded::<Store>(sql, &Parameters::new()).unwrap_err();
    assert_eq!((error.kind(), error.detail()), (Kind::Time, "it took longer than 2s; ask for less at once"));
    assert!((Duration::from_secs(2)..MOST).contains(&start.elapsed()), "{:?}", start.elapsed());
}

#[test]
fn a_process_that_ends_is_an_error_and_so_is_none() {
    let run = |program: &str| {
        let error = reader().worker(program).run_unguarded::<Store>("SELECT 1", &Parameters::new()).unwrap_err();
        (error.kind(), error.detail().to_owned())
    };
    assert_eq!(run("/no/such/program").0, Kind::Unavailable);
    if cfg!(unix) {
        assert_eq!(run("true").0, Kind::Unavailable);
    }
}

/// All that a statement could change.
fn state(database: &mut Connection) -> (Vec<u8>, Vec<String>, u64, bool) {
    // First of all: it makes the schema of temporary tables, which is empty.
    let temporary = database.query_row("SELECT count(*) FROM sqlite_temp_schema", [], |row| row.get::<_, i64>(0));
    let mut settings = vec![temporary.unwrap().to_string()];
    for list in ["database_list", "user_version", "query_only", "foreign_keys", "journal_mode", "writable_schema"] {
        database
            .pragma_query(None, list, |row| row.get_ref(0).map(|value| settings.push(format!("{value:?}"))))
            .unwrap();
    }
    (database.serialize(MAIN_DB).unwrap().to_vec(), settings, database.total_changes(), database.is_autocommit())
}

/// Runs a statement that the guard lets pass where nothing else holds it; whether it came to its end.
fn changes_nothing(database: &mut Connection, sql: &str) -> Option<bool> {
    let sql = sql.parse::<Sql<Sqlite>>().ok()?;
    let start = Instant::now();
    database.progress_handler(1_000, Some(move || start.elapsed() > Duration::from_millis(100))).unwrap();
    let before = state(database);
    let run = database.prepare(sql.as_str()).and_then(|mut statement| {
        let mut rows = statement.query([])?;
        while rows.next()?.is_some() {}
        Ok(())
    });
    assert!(before == state(database), "changed by {sql}");
    Some(run.is_ok())
}

fn functions(database: &Connection) -> Vec<String> {
    let mut statement = database.prepare("SELECT DISTINCT name FROM pragma_function_list ORDER BY name").unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

#[test]
fn no_function_that_passes_the_guard_changes_anything() {
    let mut database = build();
    let (mut passed, mut ran) = (0, 0);
    for function in functions(&database) {
        for arguments in
            ["", "*", "1", "name", "'simple'", "1, 2", "name, 'x'", "'{}', '$.a'", "1, 2, 3", "name, 'a', price"]
        {
            let result = changes_nothing(&mut database, &format!("SELECT {function}({arguments}) FROM Products"));
            passed += usize::from(result.is_some());
            ran += usize::from(result == Some(true));
        }
    }
    assert!(passed > 600 && ran > 250, "{passed} passed, {ran} ran");
}

#[test]
fn a_query_that_passes_the_guard_changes_nothing() {
    let database = build();
    let all = functions(&database);
    // Half of them listed: with others, little passes.
    let is_listed = |name: &&String| format!("SELECT {name}(1) FROM t").parse::<Sql<Sqlite>>().is_ok();
    let listed: Vec<_> = all.iter().filter(is_listed).cloned().collect();
    let functions: Vec<_> = all.into_iter().chain(listed.iter().cycle().take(800).cloned()).collect();
    let words = random::Words {
        tables: &["Orders", "Products", "Customers", "Open", "Notes", "sqlite_schema", "pragma_user_version"],
        // What is no column is text to SQLite.
        columns: &["\"order_id\"", "\"customer_id\"", "\"name\"", "\"price\"", "\"status\"", "\"rowid\""],
        functions: &functions,
        statements: &[
            "PRAGMA user_version = 3",
            "ATTACH ':memory:' AS m",
            "VACUUM",
            "BEGIN",
            "DROP TABLE Orders",
            "REINDEX",
        ],
    };
    let database = RefCell::new(database);
    let (passed, ran) = (Cell::new(0), Cell::new(0));
    let config = ProptestConfig { cases: 6_000, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(choices in prop::collection::vec(any::<u8>(), 4..80))| {
        let sql = random::statement(&words, &choices);
        let result = changes_nothing(&mut database.borrow_mut(), &sql);
        passed.set(passed.get() + usize::from(result.is_some()));
        ran.set(ran.get() + usize::from(result == Some(true)));
    });
    let (passed, ran) = (passed.get(), ran.get());
    assert!(passed > 400 && ran > 100, "{passed} passed, {ran} ran");
}
