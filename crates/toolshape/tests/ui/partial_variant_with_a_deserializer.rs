use serde::Deserialize;
use toolshape::Partial;

#[derive(Deserialize, Partial)]
enum Kind {
    #[serde(deserialize_with = "read")]
    Text(String),
    #[serde(untagged)]
    Other(u8),
}

fn read<'de, D: serde::Deserializer<'de>>(input: D) -> Result<String, D::Error> {
    String::deserialize(input)
}

fn main() {}
