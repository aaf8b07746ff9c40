use schemars::JsonSchema;
use serde::Deserialize;
use toolshape::ToolShape;

/// One read-only query.
#[derive(Deserialize, JsonSchema, ToolShape)]
#[serde(from = "String")]
struct SqlQuery {
    sql: String,
}

impl From<String> for SqlQuery {
    fn from(sql: String) -> Self {
        SqlQuery { sql }
    }
}

fn main() {}
