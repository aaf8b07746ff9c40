use serde::Deserialize;
use toolshape::Partial;

#[derive(Deserialize, Partial)]
struct Inner {
    text: String,
}

#[derive(Deserialize, Partial)]
struct Outer {
    #[serde(flatten)]
    #[tool(whole)]
    inner: Inner,
    #[tool(hole)]
    other: String,
}

#[derive(Deserialize, Partial)]
#[tool(partial = "Debug", parts)]
struct Other {
    text: String,
}

#[derive(Deserialize, Partial)]
enum Shape {
    Label(#[tool(hole)] String),
    Pair(u8, #[tool(hole)] u8),
}

// The names of its variants stand for nothing else in what is derived.
#[derive(Deserialize, Partial)]
enum Outcome {
    Error(#[tool(hole)] String),
    Partial(String),
}

fn main() {}
