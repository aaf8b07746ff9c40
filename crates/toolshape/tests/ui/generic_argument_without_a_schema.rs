use schemars::JsonSchema;
use serde::Deserialize;
use toolshape::ToolShape;

/// One page of rows.
#[derive(Deserialize, JsonSchema, ToolShape)]
struct Page<T> {
    rows: Vec<T>,
}

#[derive(Deserialize)]
struct Row {
    id: u64,
}

fn offer<T: toolshape::ToolSet>() {}

fn main() {
    offer::<Page<Row>>();
}
