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
    Products(Search),
    Customers(Search),
}

fn main() {}
