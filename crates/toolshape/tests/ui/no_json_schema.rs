use serde::Deserialize;
use toolshape::ToolShape;

/// One read-only query.
#[derive(Deserialize, ToolShape)]
struct SqlQuery {
    sql: String,
}

fn main() {}
