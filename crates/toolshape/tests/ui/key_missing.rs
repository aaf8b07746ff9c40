use schemars::JsonSchema;
use serde::Deserialize;
use toolshape::ToolShape;

/// One read-only query.
#[derive(Deserialize, JsonSchema, ToolShape)]
#[tool("sql_query")]
struct SqlQuery {
    sql: String,
}

fn main() {}
