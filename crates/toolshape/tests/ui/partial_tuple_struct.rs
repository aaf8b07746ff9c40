use serde::Deserialize;
use toolshape::Partial;

#[derive(Deserialize, Partial)]
struct Point(f64, f64);

#[derive(Deserialize, Partial)]
#[serde(tag = "kind")]
struct Tagged {
    text: String,
}

fn main() {
    // No further errors follow from those on the types.
    let _ = toolshape::partial::Parser::<Point>::new();
}
