use std::collections::BTreeMap;

use serde::Deserialize;
use toolshape::Partial;

#[derive(Deserialize, Partial)]
struct Seats {
    row: String,
    #[serde(flatten)]
    free: BTreeMap<u16, bool>,
}

#[derive(Deserialize, Partial)]
#[serde(tag = "type")]
enum Event {
    Freed(BTreeMap<u16, bool>),
}

fn main() {}
