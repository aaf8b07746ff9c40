use schemars::JsonSchema;
use serde::Deserialize;
use toolshape::ToolShape;

/// One read-only query.
#[derive(Deserialize, JsonSchema, ToolShape)]
#[tool(strict = false)]
struct SqlQuery {
    sql: String,
}

fn main() {}
