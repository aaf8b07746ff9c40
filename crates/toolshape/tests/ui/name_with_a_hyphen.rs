// A hyphen is a warning; denied here, so that its text is seen.
#![deny(deprecated)]

use schemars::JsonSchema;
use serde::Deserialize;
use toolshape::ToolShape;

/// One read-only query.
#[derive(Deserialize, JsonSchema, ToolShape)]
#[tool(name = "sql-query")]
struct SqlQuery {
    sql: String,
}

fn main() {}
