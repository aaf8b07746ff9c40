use schemars::JsonSchema;
use serde::Deserialize;
use toolshape::ToolShape;

/// Looks products up.
#[derive(Deserialize, JsonSchema, ToolShape)]
#[tool(validate = check)]
struct Search {
    name: String,
}

fn check(search: Search) -> bool {
    search.name.is_empty()
}

fn main() {}
