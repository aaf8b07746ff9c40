//! The drafts' own schemas, for documents that refer to them.

use std::sync::OnceLock;

use serde_json::Value;

macro_rules! texts {
    ($($address:literal => $file:literal),* $(,)?) => { [$(($address, include_str!(concat!("metaschemas/", $file)))),*] };
}

const TEXTS: [(&str, &str); 18] = texts! {
    "http://json-schema.org/draft-04/schema" => "draft4.json",
    "http://json-schema.org/draft-06/schema" => "draft6.json",
    "http://json-schema.org/draft-07/schema" => "draft7.json",
    "https://json-schema.org/draft/2019-09/schema" => "2019-09/schema.json",
    "https://json-schema.org/draft/2019-09/meta/applicator" => "2019-09/applicator.json",
    "https://json-schema.org/draft/2019-09/meta/content" => "2019-09/content.json",
    "https://json-schema.org/draft/2019-09/meta/core" => "2019-09/core.json",
    "https://json-schema.org/draft/2019-09/meta/format" => "2019-09/format.json",
    "https://json-schema.org/draft/2019-09/meta/meta-data" => "2019-09/meta-data.json",
    "https://json-schema.org/draft/2019-09/meta/validation" => "2019-09/validation.json",
    "https://json-schema.org/draft/2020-12/schema" => "2020-12/schema.json",
    "https://json-schema.org/draft/2020-12/meta/applicator" => "2020-12/applicator.json",
    "https://json-schema.org/draft/2020-12/meta/content" => "2020-12/content.json",
    "https://json-schema.org/draft/2020-12/meta/core" => "2020-12/core.json",
    "https://json-schema.org/draft/2020-12/meta/format-annotation" => "2020-12/format-annotation.json",
    "https://json-schema.org/draft/2020-12/meta/meta-data" => "2020-12/meta-data.json",
    "https://json-schema.org/draft/2020-12/meta/unevaluated" => "2020-12/unevaluated.json",
    "https://json-schema.org/draft/2020-12/meta/validation" => "2020-12/validation.json",
};

/// Each with its address.
pub(super) fn all() -> &'static [(&'static str, Value)] {
    static ALL: OnceLock<Vec<(&str, Value)>> = OnceLock::new();
    ALL.get_or_init(|| {
        let read = |(address, text): (&'static str, &str)| Some((address, serde_json::from_str(text).ok()?));
        TEXTS.into_iter().filter_map(read).collect()
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_text_is_read() {
        assert_eq!(super::all().len(), super::TEXTS.len());
    }
}
