use schemars::JsonSchema;
use serde::Deserialize;
use toolshape::ToolShape;

/// Looks products up.
#[derive(Deserialize, JsonSchema, ToolShape)]
#[tool(partial)]
struct Search {
    words: String,
}

/// Waits.
#[derive(Deserialize, JsonSchema, ToolShape)]
struct Wait {}

#[derive(ToolShape)]
#[tool(partial)]
enum Step {
    Search(Search),
    Wait(Wait),
}

#[derive(ToolShape)]
#[tool(partial(whole))]
enum Other {
    Search(Search),
}

fn main() {}
