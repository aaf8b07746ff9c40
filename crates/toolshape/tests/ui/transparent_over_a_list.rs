use schemars::JsonSchema;
use serde::Deserialize;
use toolshape::ToolShape;

/// Several queries.
#[derive(Deserialize, JsonSchema, ToolShape)]
#[serde(transparent)]
struct Queries {
    all: Vec<String>,
}

fn main() {}
