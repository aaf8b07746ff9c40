use schemars::JsonSchema;
use serde::Deserialize;
use toolshape::ToolShape;

/// The attribute wins over this comment.
#[derive(Deserialize, JsonSchema, ToolShape)]
#[tool(description = "  ")]
struct SqlQuery {
    sql: String,
}

fn main() {}
