use serde::Deserialize;
use toolshape::Partial;

#[derive(Deserialize)]
struct Section {
    heading: String,
}

#[derive(Deserialize, Partial)]
struct Report {
    title: String,
    sections: Vec<Section>,
}

fn main() {}
