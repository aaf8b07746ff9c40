use schemars::JsonSchema;
use serde::Deserialize;
use toolshape::ToolShape;

// One error: that the description is missing as well would be no news.
#[derive(Deserialize, JsonSchema, ToolShape)]
#[tool(desc = "One read-only query.")]
struct SqlQuery {
    sql: String,
}

fn main() {}
