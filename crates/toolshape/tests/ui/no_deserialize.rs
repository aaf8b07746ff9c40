use schemars::JsonSchema;
use toolshape::ToolShape;

/// One read-only query.
#[derive(JsonSchema, ToolShape)]
struct SqlQuery {
    sql: String,
}

fn main() {}
