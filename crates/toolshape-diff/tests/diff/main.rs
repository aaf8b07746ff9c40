//! What a verdict promises, and what a reader sees.

mod evolution;
mod law;
mod random;
mod rust;
mod words;

use serde_json::Value;
use toolshape_diff::Diff;

fn diff(old: &Value, new: &Value) -> Diff {
    Diff::of_documents(old, new).expect("both are schemas")
}

fn strict(old: &Value, new: &Value) -> Diff {
    diff(old, new).strict()
}
