use schemars::JsonSchema;
use serde::Deserialize;
use toolshape::ToolShape;

/// A report.
#[derive(Deserialize, JsonSchema, ToolShape)]
#[tool(partial = true)]
struct Report {
    title: String,
}

/// A report.
#[derive(Deserialize, JsonSchema, ToolShape)]
#[tool(partial(Debug))]
struct Other {
    title: String,
}

fn main() {}
