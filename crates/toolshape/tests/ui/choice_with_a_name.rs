use schemars::JsonSchema;
use serde::Deserialize;
use toolshape::ToolShape;

/// Looks products up.
#[derive(Deserialize, JsonSchema, ToolShape)]
struct Search {
    name: String,
}

#[derive(ToolShape)]
#[tool(name = "step")]
enum Step {
    #[tool(name = "find")]
    Search(Search),
}

fn main() {}
