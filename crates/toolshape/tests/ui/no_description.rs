use schemars::JsonSchema;
use serde::Deserialize;
use toolshape::ToolShape;

#[derive(Deserialize, JsonSchema, ToolShape)]
struct SqlQuery {
    sql: String,
}

fn main() {}
