use schemars::JsonSchema;
use serde::Deserialize;
use toolshape::ToolShape;

/// Looks products up.
#[derive(Deserialize, JsonSchema, ToolShape)]
struct Search {
    name: String,
}

#[derive(ToolShape)]
enum Step {
    Search(Search),
    Stop,
    Buy { sku: String },
    Compare(Search, Search),
    Empty(),
}

// The only errors are those of the type: its implementation is there.
fn offered() -> usize {
    <Step as toolshape::ToolSet>::specs().len()
}

fn main() {}
