//! Queries on a real PostgreSQL, with the guard and without it.

mod random;
#[path = "postgres/server.rs"]
mod server;

use std::cell::Cell;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use proptest::prelude::{ProptestConfig, any, prop};
use proptest::proptest;
use tokio::runtime::Runtime;
use tokio_postgres::{Client, NoTls};
use toolshape_sql::postgres::Reader;
use toolshape_sql::{
    Catalog, Database, Dialect, Limits, Parameters, Postgres, Rows, RunError, RunErrorKind as Kind, Scalar, Sql,
};

/// Every query ends within this.
const MOST: Duration = Duration::from_secs(3);

const SCHEMA: &str = "
    CREATE ROLE reader LOGIN;
    CREATE ROLE files LOGIN IN ROLE pg_read_server_files;
    CREATE TYPE state AS ENUM ('open', 'sent');
    CREATE TABLE customers (customer_id int PRIMARY KEY, name text NOT NULL, email text, born date);
    CREATE TABLE orders (
        order_id bigint PRIMARY KEY, customer_id int REFERENCES customers, status state, total numeric(10, 2), paid bool,
        weight float8, tags text[], extra jsonb
    );
    CREATE TABLE secrets (word text);
    CREATE SEQUENCE numbers;
    COMMENT ON COLUMN orders.total IS 'with tax';
    INSERT INTO customers VALUES (1, 'Ana', 'ana@example.com', '1990-05-01'), (2, 'Bén', NULL, NULL);
    INSERT INTO orders
        SELECT i, 1 + i % 2, CASE WHEN i % 3 = 0 THEN 'open' ELSE 'sent' END::state, i * 1.25, i % 2 = 0, i / 2.0,
               ARRAY['a', NULL], '{\"a\": [1]}'
        FROM generate_series(1, 45) i;
    GRANT SELECT (customer_id, name, born) ON customers TO reader;
    GRANT SELECT ON orders TO reader, files;";

/// What `reader` may see of it.
struct Shop;

impl Database for Shop {
    const DIALECT: Dialect = Dialect::Postgres;

    fn catalog() -> Option<&'static Catalog> {
        CATALOG.get()
    }
}

static CATALOG: OnceLock<Catalog> = OnceLock::new();

async fn connect(user: &str) -> Option<Client> {
    connect_to(user, "postgres").await
}

async fn connect_to(user: &str, database: &str) -> Option<Client> {
    let folder = server::server()?.folder.display().to_string();
    let (client, connection) =
        tokio_postgres::connect(&format!("host={folder} user={user} dbname={database}"), NoTls).await.unwrap();
    tokio::spawn(connection);
    Some(client)
}

/// A client that may read the tables, which are made once.
async fn reader() -> Option<Client> {
    server::server()?;
    tokio::task::spawn_blocking(|| {
        CATALOG.get_or_init(|| {
            Runtime::new().unwrap().block_on(async {
                connect("owner").await.unwrap().batch_execute(SCHEMA).await.unwrap();
                Catalog::read_postgres(&connect("reader").await.unwrap(), "public").await.unwrap()
            })
        })
    })
    .await
    .unwrap();
    connect("reader").await
}

async fn run<D: Database>(client: &mut Client, sql: &str, parameters: &[(&str, Scalar)]) -> Result<Rows, RunError> {
    let parameters: Parameters = parameters.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    Reader::new(client).run(&sql.parse::<Sql<D>>().unwrap(), &parameters).await
}

fn text(text: &str) -> Scalar {
    Scalar::String(text.to_owned())
}

#[tokio::test]
async fn rows_come_back_with_their_types() {
    let Some(mut client) = reader().await else { return };
    let sql = "SELECT *, NULL AS none, now() > '2000-01-01' FROM orders o WHERE order_id = 3; -- the third";
    let found = run::<Shop>(&mut client, sql, &[]).await.unwrap();
    let names = ["order_id", "customer_id", "status", "total", "paid", "weight", "tags", "extra", "none", "?column?"];
    assert_eq!(found.columns, names);
    let row = [
        Scalar::Integer(3),
        Scalar::Integer(2),
        text("open"),
        Scalar::Number(3.75),
        Scalar::Boolean(false),
        Scalar::Number(1.5),
        text("{a,NULL}"),
        text("{\"a\": [1]}"),
        Scalar::Null,
        Scalar::Boolean(true),
    ];
    assert_eq!(found.rows, [row]);
    // Two columns of one name are two columns.
    let twice =
        run::<Shop>(&mut client, "SELECT a.name, b.name FROM customers a, customers b LIMIT 1", &[]).await.unwrap();
    assert_eq!((twice.columns, twice.rows.len()), (vec!["name".to_owned(), "name".to_owned()], 1));
}

#[tokio::test]
async fn parameters_take_the_type_of_their_place() {
    let Some(mut client) = reader().await else { return };
    let sql = "SELECT count(*) FROM orders o JOIN customers c ON c.customer_id = o.customer_id
               WHERE total > :total AND status = :status AND paid = :paid AND c.born = :born AND c.name = :name
                 AND (weight < :weight OR :weight IS NULL) AND tags @> ARRAY[:tag] AND order_id < :id LIMIT :limit";
    let values = [
        ("total", Scalar::Integer(10)),
        ("status", text("sent")),
        ("paid", Scalar::Boolean(true)),
        ("born", text("1990-05-01")),
        ("name", text("Ana")),
        ("weight", Scalar::Null),
        ("tag", text("a")),
        ("id", Scalar::Integer(20)),
        ("limit", Scalar::Integer(1)),
    ];
    assert_eq!(run::<Shop>(&mut client, sql, &values).await.unwrap().rows, [[Scalar::Integer(3)]]);

    let wrong = run::<Shop>(&mut client, "SELECT 1 FROM orders WHERE order_id = :id", &[("id", text("x"))]).await;
    let wrong = wrong.unwrap_err();
    assert_eq!((wrong.kind(), wrong.detail()), (Kind::Database, "invalid input syntax for type bigint: \"x\""));
    assert_eq!(wrong.to_string(), "the database does not accept the query");
    let name = [("name", text("x' OR '1'='1"))];
    let quoted = run::<Shop>(&mut client, "SELECT 1 FROM customers WHERE name = :name", &name);
    assert!(quoted.await.unwrap().rows.is_empty());
    let missing = run::<Shop>(&mut client, "SELECT 1 FROM orders WHERE order_id = :id", &[]).await.unwrap_err();
    assert_eq!(missing.kind(), Kind::Refused);
}

#[tokio::test]
async fn the_catalogue_is_what_the_role_may_read() {
    if reader().await.is_none() {
        return;
    }
    assert_eq!(
        Shop::catalog().unwrap().to_string(),
        "customers:\n- customer_id (integer, PRIMARY KEY)\n- name (text)\n- born (date)\n\
         orders:\n- order_id (bigint, PRIMARY KEY)\n- customer_id (integer, FOREIGN KEY REFERENCES customers)\n\
         - status (state)\n- total (numeric(10,2)): with tax\n- paid (boolean)\n- weight (double precision)\n\
         - tags (text[])\n- extra (jsonb)\n"
    );
    let refused = |sql: &str| sql.parse::<Sql<Shop>>().unwrap_err().to_string();
    assert_eq!(
        refused("SELECT email FROM customers"),
        "there is no column `email` in `customers`; it has customer_id, name, born (line 1, column 8)"
    );
    assert_eq!(
        refused("SELECT * FROM customers"),
        "name the columns of `customers` instead of *; it has customer_id, name, born"
    );
    assert!(refused("SELECT word FROM secrets").starts_with("there is no table `secrets`"));
}

#[tokio::test]
async fn the_second_wall_refuses_what_the_first_would() {
    let Some(mut client) = reader().await else { return };
    for sql in [
        "DELETE FROM orders",
        "WITH d AS (DELETE FROM orders RETURNING *) SELECT * FROM d",
        "SELECT nextval('numbers')",
        "SELECT 1; SELECT 2",
        "SELECT 1) AS q(c1); COMMIT; DELETE FROM orders; --",
        "SELECT word FROM secrets",
        "SELECT email FROM customers",
        "SELECT pg_read_file('/etc/passwd')",
        "SELECT * INTO x FROM orders",
        "CREATE TABLE x (y int)",
        "CREATE TEMP TABLE x (y int)",
        "COPY orders TO STDOUT",
        "SET ROLE owner",
        "SELECT 1 FROM orders FOR UPDATE",
        "SELECT FROM orders",
        "SELECT query_to_xml('DELETE FROM orders', true, true, '')",
    ] {
        let error = Reader::new(&mut client).run_unguarded(sql, &[]).await.expect_err(sql);
        assert_eq!(error.kind(), Kind::Database, "{sql}: {}", error.detail());
    }
    // What it sets or makes ends with the transaction. Newer servers refuse the second.
    for sql in ["SELECT set_config('statement_timeout', '0', false)", "SELECT lo_create(7)"] {
        Reader::new(&mut client).run_unguarded(sql, &[]).await.ok();
    }
    let objects = Reader::new(&mut client).run_unguarded("SELECT count(*) FROM pg_largeobject_metadata", &[]).await;
    assert_eq!(objects.unwrap().rows, [[Scalar::Integer(0)]]);
    let sleep = Reader::new(&mut client).run_unguarded("SELECT pg_sleep(60)", &[]).await.unwrap_err();
    assert_eq!(sleep.kind(), Kind::Time);
    assert_eq!(
        run::<Shop>(&mut client, "SELECT count(*) FROM orders", &[]).await.unwrap().rows,
        [[Scalar::Integer(45)]]
    );
}

#[tokio::test]
async fn a_role_that_can_leave_the_database_is_refused() {
    if reader().await.is_none() {
        return;
    }
    for user in ["owner", "files"] {
        let mut client = connect(user).await.unwrap();
        let error = run::<Shop>(&mut client, "SELECT 1 FROM orders", &[]).await.unwrap_err();
        assert_eq!(error.kind(), Kind::Unavailable, "{user}");
    }
}

/// Each past the guard.
#[tokio::test]
async fn every_attack_ends_with_a_named_reason() {
    let Some(mut client) = reader().await else { return };
    for (sql, kind) in [
        ("SELECT pg_sleep(60)", Kind::Time),
        ("SELECT count(*) FROM generate_series(1, 100000000000) a", Kind::Time),
        ("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n, orders", Kind::Time),
        ("SELECT repeat('x', 100000000) FROM orders", Kind::Size),
        ("SELECT repeat('x', 2000000000) FROM orders", Kind::Size),
        ("SELECT repeat('x', 60000) FROM orders", Kind::Size),
        ("SELECT string_agg(a.extra::text, '') FROM orders a, orders b, orders c", Kind::Size),
    ] {
        let start = Instant::now();
        let error = Reader::new(&mut client).run_unguarded(sql, &[]).await.expect_err(sql);
        let took = start.elapsed();
        println!("{took:>12.1?} {:?} {} | {}", error.kind(), error.detail(), &sql[..sql.len().min(70)]);
        assert!(took < MOST, "{took:?}: {sql}");
        assert_eq!(error.kind(), kind, "{sql}: {}", error.detail());
    }
    let found = run::<Postgres>(&mut client, "SELECT 1 FROM orders a, orders b", &[]).await.unwrap();
    assert_eq!((found.rows.len(), found.has_more), (100, true));
    let mut limits = Limits::default();
    limits.columns = 2;
    let error = Reader::new(&mut client).limits(limits).run_unguarded("SELECT 1, 2, 3", &[]).await.unwrap_err();
    assert_eq!(error.kind(), Kind::Size);
}

/// All that a statement could change: rows, numbers, objects, roles, settings and locks.
async fn state(client: &Client) -> String {
    const STATE: &str = "SELECT concat_ws(' ',
        (SELECT md5(string_agg(t::text, ',' ORDER BY t::text)) FROM orders t),
        (SELECT md5(string_agg(t::text, ',' ORDER BY t::text)) FROM customers t),
        (SELECT count(*) FROM secrets), (SELECT last_value::text || is_called FROM numbers),
        (SELECT count(*) FROM pg_class), (SELECT count(*) FROM pg_proc), (SELECT count(*) FROM pg_largeobject_metadata),
        (SELECT count(*) FROM pg_authid), (SELECT count(*) FROM pg_listening_channels()),
        (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'), (SELECT count(*) FROM pg_prepared_statements),
        (SELECT md5(string_agg(name || '=' || coalesce(setting, ''), ',' ORDER BY name)) FROM pg_settings))";
    let messages = client.simple_query(STATE).await.unwrap();
    let row = messages.iter().find_map(|message| match message {
        tokio_postgres::SimpleQueryMessage::Row(row) => row.get(0),
        _ => None,
    });
    row.unwrap().to_owned()
}

/// Runs a statement that the guard lets pass where nothing else holds it, as the owner of everything; whether it came
/// to its end.
async fn changes_nothing(client: &Client, sql: &str) -> Option<bool> {
    let sql = sql.parse::<Sql<Postgres>>().ok()?;
    let before = state(client).await;
    client.batch_execute("BEGIN").await.unwrap();
    let ran = client.simple_query(sql.as_str()).await.is_ok();
    if ran {
        // A transaction that writes has a number.
        let row = client.query_one("SELECT pg_current_xact_id_if_assigned() IS NULL", &[]).await.unwrap();
        assert!(row.get::<_, bool>(0), "{sql}");
    }
    client.batch_execute("COMMIT").await.unwrap();
    assert_eq!(before, state(client).await, "changed by {sql}");
    Some(ran)
}

#[test]
fn a_query_that_passes_the_guard_changes_nothing() {
    let runtime = Runtime::new().unwrap();
    let Some((client, functions)) = runtime.block_on(async {
        let others = reader().await?;
        let database = format!("copy_{}", std::process::id());
        drop(others);
        let owner = connect("owner").await?;
        owner.batch_execute(&format!("CREATE DATABASE {database}")).await.unwrap();
        let client = connect_to("owner", &database).await?;
        let schema: Vec<_> = SCHEMA.split_inclusive(';').filter(|sql| !sql.contains("CREATE ROLE")).collect();
        client.batch_execute(&schema.concat()).await.unwrap();
        client.batch_execute("SET statement_timeout = 200").await.unwrap();
        let functions = "SELECT DISTINCT proname::text FROM pg_proc WHERE proname ~ '^[a-z0-9_]+$' ORDER BY 1";
        let functions =
            client.query(functions, &[]).await.unwrap().iter().map(|row| row.get(0)).collect::<Vec<String>>();
        Some((client, functions))
    }) else {
        return;
    };
    let is_listed = |name: &&String| format!("SELECT {name}(1) FROM t").parse::<Sql<Postgres>>().is_ok();
    let listed: Vec<_> = functions.iter().filter(is_listed).cloned().collect();

    // Every function that passes, with arguments of each kind.
    let (mut passed, mut ran) = (0, 0);
    for function in &listed {
        for arguments in
            ["", "*", "total", "name", "order_id, 2", "name, 'a'", "born", "tags", "extra, 'a'", "name, 'a', 1"]
        {
            let sql = format!("SELECT {function}({arguments}) FROM orders o JOIN customers c USING (customer_id)");
            let result = runtime.block_on(changes_nothing(&client, &sql));
            passed += usize::from(result.is_some());
            ran += usize::from(result == Some(true));
        }
    }
    assert!(passed > 1_000 && ran > 150, "{passed} passed, {ran} ran");

    let functions: Vec<_> = functions.into_iter().chain(listed.iter().cycle().take(20_000).cloned()).collect();
    let words = random::Words {
        tables: &["orders", "customers", "secrets", "numbers", "pg_authid"],
        columns: &["order_id", "total", "status", "name", "born", "tags", "extra", "word", "orders"],
        functions: &functions,
        statements: &["SET ROLE reader", "LISTEN x", "TRUNCATE orders", "VACUUM", "CALL f()", "COPY orders TO STDOUT"],
    };
    let (passed, ran) = (Cell::new(0), Cell::new(0));
    let config = ProptestConfig { cases: 6_000, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(choices in prop::collection::vec(any::<u8>(), 4..80))| {
        let result = runtime.block_on(changes_nothing(&client, &random::statement(&words, &choices)));
        passed.set(passed.get() + usize::from(result.is_some()));
        ran.set(ran.get() + usize::from(result == Some(true)));
    });
    let (passed, ran) = (passed.get(), ran.get());
    assert!(passed > 400 && ran > 40, "{passed} passed, {ran} ran");
}
