use schemars::JsonSchema;
use serde::Deserialize;
use toolshape::ToolShape;

/// One read-only query.
#[derive(Deserialize, JsonSchema, ToolShape)]
struct SqlQuery {
    sql: &'static str,
}

fn main() {}
