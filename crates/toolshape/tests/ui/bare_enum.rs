use schemars::JsonSchema;
use serde::Deserialize;
use toolshape::ToolShape;

/// One query or several.
#[derive(Deserialize, JsonSchema, ToolShape)]
enum Query {
    One { sql: String },
    Many(Vec<String>),
}

fn main() {}
