use schemars::JsonSchema;
use serde::Deserialize;
use toolshape::ToolShape;

/// One read-only query.
#[derive(Deserialize, JsonSchema, ToolShape)]
#[tool(name = "")]
struct SqlQuery {
    sql: String,
}

fn main() {}
