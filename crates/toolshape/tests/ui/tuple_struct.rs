use schemars::JsonSchema;
use serde::Deserialize;
use toolshape::ToolShape;

/// One read-only query.
#[derive(Deserialize, JsonSchema, ToolShape)]
struct SqlQuery(String, Vec<String>);

fn main() {}
