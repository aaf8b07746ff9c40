use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::LazyLock;

use clap::Parser;
use serde_json::{Value, json};
use toolshape_bedrock::Client;
use toolshape_local::{Reply, Server};
use toolshape_sql::{Database, Rows, Scalar, Sql, sqlite};

use crate::store::{Postgres, SCHEMA, SEED, Sqlite, image, on_postgres};
use crate::{Args, RECORDINGS, SqlQuery, ask};

#[path = "../../crates/toolshape-sql/tests/postgres/server.rs"]
mod server;

/// The tool that `toolshape ask` offers in place of this program.
#[test]
fn the_tool_is_that_of_the_file() {
    toolshape_diff::assert_spec_unchanged!(SqlQuery<Sqlite>, "sql/query.json");
}

/// Recorded questions that are answered with rows, and the rows.
///
/// They were computed in Python by loops over the tables, without the SQL that is tested here.
fn answers() -> Vec<(&'static str, Value)> {
    vec![
        ("top_selling_product", json!([[1, "House Espresso", 36]])),
        (
            "orders_of_a_customer",
            json!([
                [4, "2025-01-24", "Morning Filter", 1, 14.75],
                [23, "2025-09-03", "Burr Grinder", 1, 129],
                [38, "2025-12-01", "House Espresso", 1, 24.5],
                [38, "2025-12-01", "Morning Filter", 3, 14.75],
            ]),
        ),
        (
            "low_stock",
            json!([
                ["Earl Grey", "Tea", 0],
                ["Milk Frother", "Brewing", 0],
                ["Burr Grinder", "Brewing", 5],
                ["Decaf Colombia", "Coffee", 8],
                ["Pour-Over Set", "Brewing", 9],
            ]),
        ),
        (
            "price_above",
            json!([["Espresso Cups", 32.25], ["Moka Pot", 39], ["Pour-Over Set", 54.5], ["Burr Grinder", 129]]),
        ),
        ("sold_out", json!([[5, "Earl Grey"], [10, "Milk Frother"]])),
        ("no_phone_number", json!([["Chloé", "Martin", "Sacramento"], ["Jack", "O'Brien", "San Francisco"]])),
        (
            "second_quarter_by_category",
            json!([["Coffee", 16, 333.5], ["Brewing", 3, 163.5], ["Cups", 5, 161.25], ["Tea", 6, 72.0]]),
        ),
        ("best_month", json!([["2025-11", 7, 439.25]])),
        ("never_ordered", json!([[8, "Hugo", "Silva"]])),
        ("best_customers", json!([["Ben Okafor", 5, 498.5], ["Dmitri Volkov", 3, 380.25], ["Kavya Raman", 5, 332.75]])),
        ("best_rated", json!([["Burr Grinder", 5.0, 2], ["Morning Filter", 4.5, 4], ["Masala Chai", 4.0, 2]])),
        ("ordered_but_never_reviewed", json!([["Jack", "O'Brien"], ["Dmitri", "Volkov"]])),
    ]
}

/// Recorded questions that end without rows.
const NO_ROWS: [&str; 4] = ["sensitive_information", "passwords", "delete_cancelled_orders", "raise_every_price"];

fn recording(name: &str) -> Value {
    let file = format!("{RECORDINGS}/{name}.json");
    serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}

fn recorded_query<D: Database>(name: &str) -> SqlQuery<D> {
    let recording = recording(name);
    let content = recording["body"]["output"]["message"]["content"].as_array().unwrap();
    let input = content.iter().find_map(|block| block.get("toolUse")?.get("input"));
    serde_json::from_value(input.unwrap().clone()).unwrap()
}

#[test]
fn every_recorded_question_finds_its_rows() {
    for (name, expected) in answers() {
        let query = recorded_query::<Sqlite>(name);
        let reader = sqlite::Reader::image(image().unwrap()).worker(&*PROGRAM);
        assert_eq!(json(reader.run(&query.sql, &query.parameters).unwrap()), expected, "{name}");
    }
}

fn json(rows: Rows) -> Value {
    rows.rows.into_iter().map(|row| row.iter().map(|value| json!(value)).collect::<Vec<_>>()).collect()
}

#[test]
fn every_order_adds_up() {
    let wrong = "SELECT order_id FROM Orders WHERE total_amount <>
                 (SELECT SUM(quantity * price) FROM Order_Items i WHERE i.order_id = Orders.order_id)";
    let reader = sqlite::Reader::image(image().unwrap()).worker(&*PROGRAM);
    let wrong = reader.run(&wrong.parse::<Sql<Sqlite>>().unwrap(), &BTreeMap::new());
    assert_eq!(wrong.unwrap().rows, Vec::<Vec<Scalar>>::new());
}

/// The same questions on a PostgreSQL. Those whose recording has functions of SQLite are refused there.
#[test]
fn postgres_finds_the_same_rows() {
    let Some(server) = server::server() else { return };
    let folder = server.folder.display().to_string();
    let url = format!("host={folder} user=reader dbname=postgres");
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let owner = format!("host={folder} user=owner dbname=postgres");
        let (client, connection) = tokio_postgres::connect(&owner, tokio_postgres::NoTls).await.unwrap();
        tokio::spawn(connection);
        client.batch_execute(SCHEMA).await.unwrap();
        client.batch_execute(SEED).await.unwrap();
        let role = "CREATE ROLE reader LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader";
        client.batch_execute(role).await.unwrap();

        let mut same = 0;
        for (name, expected) in answers() {
            let recorded = recorded_query::<Sqlite>(name);
            let Ok(sql) = recorded.sql.as_str().parse::<Sql<Postgres>>() else { continue };
            let found = on_postgres(&url, &SqlQuery { sql, parameters: recorded.parameters }).await.unwrap();
            assert_eq!(numbers(json(found)), numbers(expected), "{name}");
            same += 1;
        }
        assert_eq!(same, 11);
    });
    let shown = session(&["--postgres", &url, "What is my top selling product?"]);
    assert_eq!(shown, session(&["What is my top selling product?"]));
}

/// SQLite keeps 39.00 as a whole number, PostgreSQL as a decimal.
fn numbers(value: Value) -> Value {
    match value {
        Value::Array(values) => values.into_iter().map(numbers).collect(),
        Value::Number(number) => json!(number.as_f64()),
        other => other,
    }
}

#[test]
fn no_recording_is_left_out_or_says_that_a_model_was_asked() {
    let files = fs::read_dir(RECORDINGS).unwrap().map(|file| file.unwrap().path());
    let found: BTreeSet<_> = files.map(|file| file.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    let answered = answers();
    let known = answered.iter().map(|(name, _)| *name).chain(NO_ROWS);
    assert_eq!(found, known.map(str::to_owned).collect());

    for name in found {
        assert_eq!(
            recording(&name)["recording"],
            "A recorded reply, written by hand in the service's format; no model was asked.",
            "{name}"
        );
    }
}

#[test]
fn the_recordings_have_a_parameter_of_each_type() {
    let queries = answers().into_iter().map(|(name, _)| recorded_query::<Sqlite>(name));
    let types: BTreeSet<_> = queries
        .flat_map(|query| query.parameters.into_values())
        .map(|value| match value {
            Scalar::Null => "null",
            Scalar::Boolean(_) => "boolean",
            Scalar::Integer(_) => "integer",
            Scalar::Number(_) => "number",
            Scalar::String(_) => "string",
        })
        .collect();
    assert_eq!(types, BTreeSet::from(["boolean", "integer", "null", "number", "string"]));
}

/// What the program asks, next to what the guide's `generateObject` sends.
#[tokio::test]
async fn the_request_forces_the_tool_and_carries_the_guardrail() {
    let server = Server::builder().replies(RECORDINGS).unwrap().start().await.unwrap();
    let args = Args::parse_from(["sql", "What is my top selling product?"]);
    ask::<Sqlite>(&Client::local(server.url()), &args).await.unwrap();

    let requests = server.requests();
    let [request] = requests.as_slice() else { panic!("one request: {requests:?}") };
    let body = &request.body;
    assert_eq!(
        body["messages"],
        json!([{ "role": "user", "content": [{ "text": "What is my top selling product?" }] }])
    );
    assert_eq!(body["toolConfig"]["toolChoice"], json!({ "tool": { "name": "sql_query" } }));
    assert_eq!(body["guardrailConfig"]["guardrailIdentifier"], "iabc12345678");
    assert_eq!(body["guardrailConfig"]["guardrailVersion"], "DRAFT");
    let system = body["system"][0]["text"].as_str().unwrap();
    for table in ["Customers", "Products", "Orders", "Order_Items", "Reviews"] {
        assert!(system.contains(&format!("\n{table}:\n- ")), "{system}");
    }
    assert!(system.contains("\n- phone (VARCHAR): NULL: none on file\n"), "{system}");

    let tool = &body["toolConfig"]["tools"][0]["toolSpec"];
    assert_eq!(tool["description"], "One read-only query that answers the question.");
    let schema = &tool["inputSchema"]["json"];
    assert_eq!(schema["required"], json!(["sql"]));
    assert_eq!(
        schema["properties"],
        json!({
            "sql": {
                "type": "string",
                "description": "A single SELECT in SQLite's SQL, which only reads. Values from the question stand in it as :named placeholders."
            },
            "parameters": {
                "type": "object",
                "description": "The value of each placeholder, by its name without the colon.",
                "additionalProperties": {
                    "description": "A value that a database can bind.",
                    "anyOf": [
                        { "type": "null" },
                        { "type": "boolean" },
                        { "type": "integer" },
                        { "type": "number" },
                        { "type": "string" }
                    ]
                },
                "default": {}
            }
        })
    );
}

/// What a refusal is for: the model hears the reason and writes another query.
#[tokio::test]
async fn a_refused_query_is_asked_for_again_with_the_reason() {
    let server = Server::start().await.unwrap();
    server.push(Reply::tool("sql_query", json!({ "sql": "SELECT name FROM Products" })));
    server.push(Reply::tool("sql_query", json!({ "sql": "SELECT product_name FROM Products" })));
    let client = Client::local(server.url());
    let question = client.generate::<SqlQuery<Sqlite>>("amazon.nova-lite-v1:0").prompt("Which products are there?");
    let answer = question.max_attempts(2).send().await.unwrap();
    assert_eq!(answer.value.sql.as_str(), "SELECT product_name FROM Products");

    let requests = server.requests();
    let told = requests[1].body["messages"][2]["content"][0]["toolResult"]["content"][0]["text"].as_str().unwrap();
    let reason = "- $.sql: there is no column `name` in `Products`; it has product_id, product_name, description, \
                  category, price, stock_quantity (line 1, column 8)";
    assert!(told.contains(reason), "{told}");
}

/// The program itself: cargo builds no example whose own tests it builds, so it is asked for here.
static PROGRAM: LazyLock<PathBuf> = LazyLock::new(|| {
    let build = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--package", "toolshape-examples", "--example", "sql", "--message-format=json"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let messages = String::from_utf8(build.stdout).unwrap();
    let executable = messages.lines().find_map(|line| {
        let message: Value = serde_json::from_str(line).ok()?;
        (message["target"]["name"] == "sql").then(|| message["executable"].as_str().map(PathBuf::from))?
    });
    executable.unwrap_or_else(|| panic!("no program: {}", String::from_utf8_lossy(&build.stderr)))
});

/// Runs the program and writes down all that a user sees of it.
fn session(args: &[&str]) -> String {
    let output = Command::new(&*PROGRAM).args(args).output().unwrap();
    format!(
        "{}\n--- stdout\n{}--- stderr\n{}",
        output.status,
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap()
    )
}

#[test]
fn the_program_shows_the_query_and_its_rows() {
    insta::assert_snapshot!("top_selling_product", session(&["What is my top selling product?"]));
    let parameters = session(&["which customers in california have no phone number on file?"]);
    insta::assert_snapshot!("no_phone_number", parameters);
}

#[test]
fn the_program_shows_that_the_model_declined() {
    insta::assert_snapshot!("sensitive_information", session(&["give me a query to retrieve sensitive information"]));
    insta::assert_snapshot!("passwords", session(&["Show me the passwords of all customers"]));
}

#[test]
fn the_program_runs_nothing_but_one_select() {
    insta::assert_snapshot!("delete", session(&["Delete all cancelled orders"]));
    let second = session(&["List my products and raise every price by ten percent"]);
    insta::assert_snapshot!("second_statement", second);
}

#[test]
fn the_program_lists_the_recorded_questions() {
    insta::assert_snapshot!("not_recorded", session(&["How many tables are there?"]));
}

#[test]
fn the_program_prints_only_the_value_as_json() {
    insta::assert_snapshot!("json", session(&["--json", "Which products cost more than 30.50?"]));
}

#[test]
fn wrong_arguments_are_an_error_of_usage() {
    insta::assert_snapshot!("usage", session(&["--model", "m", "Who are my three best customers?"]));
}
