use schemars::JsonSchema;
use serde::Deserialize;
use toolshape::ToolShape;

#[derive(Deserialize, JsonSchema, ToolShape)]
#[tool(description = concat!(" ", "\n"))]
struct SqlQuery {
    sql: String,
}

fn main() {}
