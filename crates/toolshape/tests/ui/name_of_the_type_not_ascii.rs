use schemars::JsonSchema;
use serde::Deserialize;
use toolshape::ToolShape;

/// Eine Größe.
#[derive(Deserialize, JsonSchema, ToolShape)]
struct Größe {
    wert: f64,
}

fn main() {}
