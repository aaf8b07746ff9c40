use schemars::JsonSchema;
use serde::Deserialize;
use toolshape::ToolShape;

#[derive(Deserialize, JsonSchema, ToolShape)]
#[tool(name = "sql query", strict = true, version = 2)]
struct SqlQuery {
    #[tool(name = "query")]
    sql: String,
    #[tool(strict)]
    parameters: Vec<String>,
}

// The only errors are those of the type: its implementation is there.
fn name() -> String {
    SqlQuery::spec().name().to_owned()
}

fn main() {}
