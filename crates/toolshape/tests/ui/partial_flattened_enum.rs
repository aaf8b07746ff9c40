use serde::Deserialize;
use toolshape::Partial;

#[derive(Deserialize, Partial)]
enum Kind {
    Text(String),
    Number(f64),
}

#[derive(Deserialize, Partial)]
struct Finding {
    title: String,
    #[serde(flatten)]
    kind: Kind,
}

fn main() {}
