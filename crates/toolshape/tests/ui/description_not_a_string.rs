use schemars::JsonSchema;
use serde::Deserialize;
use toolshape::ToolShape;

#[derive(Deserialize, JsonSchema, ToolShape)]
#[tool(description = 1)]
struct SqlQuery {
    sql: String,
}

fn main() {}
