use schemars::JsonSchema;
use serde::Deserialize;
use toolshape::ToolShape;

/// One read-only query.
#[derive(Deserialize, JsonSchema, ToolShape)]
struct SqlQuery {
    #[tool(description = "A single SELECT.")]
    sql: String,
}

fn main() {}
