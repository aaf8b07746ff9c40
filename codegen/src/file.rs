//! What is read from the name of a document's file.

use percent_encoding::percent_decode_str;

/// Without its folder.
pub(crate) fn name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// Without its folder and all that follows a dot: `city` of `schemas/city.schema.json`; empty where there is nothing
/// else.
pub(crate) fn stem(path: &str) -> &str {
    name(path).split('.').find(|part| !part.is_empty()).unwrap_or_default()
}

/// A part of a reference without percent-encoding; as it is where that would not be UTF-8.
pub(crate) fn percent_decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8().unwrap_or(text.into()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stem_is_what_stands_before_the_first_dot() {
        let stems =
            ["schemas/city.schema.json", r"schemas\city.json", "city", ".city.json", "schemas/", "..."].map(stem);
        assert_eq!(stems, ["city", "city", "city", "city", "", ""]);
    }

    #[test]
    fn only_two_digits_are_decoded() {
        let texts = ["/a%20b", "/per%25cent", "%c3%B6", "%zz%f%", "%+f%-1", "%ff"].map(percent_decoded);
        assert_eq!(texts, ["/a b", "/per%cent", "ö", "%zz%f%", "%+f%-1", "%ff"]);
    }
}
