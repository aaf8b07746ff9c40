use schemars::JsonSchema;
use serde::Deserialize;
use toolshape::ToolShape;

/// One read-only query.
#[derive(Deserialize, JsonSchema, ToolShape)]
struct SqlQuery<'a> {
    sql: &'a str,
}

fn main() {}
