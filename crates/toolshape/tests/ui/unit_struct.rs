use schemars::JsonSchema;
use serde::Deserialize;
use toolshape::ToolShape;

/// The list of tables.
#[derive(Deserialize, JsonSchema, ToolShape)]
struct ListTables;

fn main() {}
