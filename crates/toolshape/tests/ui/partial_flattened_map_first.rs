use std::collections::BTreeMap;

use serde::Deserialize;
use toolshape::Partial;

#[derive(Deserialize, Partial)]
struct Inner {
    text: String,
}

#[derive(Deserialize, Partial)]
struct Outer {
    #[serde(flatten)]
    rest: BTreeMap<String, String>,
    #[serde(flatten)]
    inner: Inner,
}

fn main() {}
