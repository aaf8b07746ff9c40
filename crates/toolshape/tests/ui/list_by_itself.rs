use schemars::JsonSchema;
use serde::Deserialize;
use toolshape::{ToolSet, ToolShape};

/// The price of one product.
#[derive(Deserialize, JsonSchema, ToolShape)]
struct Price {
    euros: f64,
}

fn generate<T: ToolSet>() {}

fn main() {
    generate::<Vec<Price>>();
    <Vec<Price> as ToolShape>::spec();
}
