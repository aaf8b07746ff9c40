use schemars::JsonSchema;
use serde::Deserialize;
use toolshape::ToolShape;

/// Looks products up.
#[derive(Deserialize, JsonSchema, ToolShape)]
#[tool(validate = "check")]
struct Search {
    name: String,
}

/// Looks products up.
#[derive(Deserialize, JsonSchema, ToolShape)]
#[tool(validate)]
struct Again {
    name: String,
}

fn main() {}
