//! Words are a variant's that holds a string, and one variant's alone.

use schemars::JsonSchema;
use serde::Deserialize;
use toolshape::ToolShape;

/// Finds a product.
#[derive(Deserialize, JsonSchema, ToolShape)]
struct Find {
    name: String,
}

#[derive(ToolShape)]
enum Turn {
    Find(Find),
    #[tool(words)]
    Say { text: String },
    #[tool(words)]
    Think(String),
}

fn main() {}
