use serde::Deserialize;
use toolshape::Partial;

#[derive(Deserialize, Partial)]
#[serde(try_from = "String")]
struct Sku {
    text: String,
}

impl TryFrom<String> for Sku {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Ok(Sku { text })
    }
}

fn main() {}
