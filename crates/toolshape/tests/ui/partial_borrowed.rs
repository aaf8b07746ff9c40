use serde::Deserialize;
use toolshape::Partial;

#[derive(Deserialize, Partial)]
struct Report<'a> {
    title: &'a str,
}

fn main() {}
