//! Names of files, and what is read from them.

use percent_encoding::percent_decode_str;

/// A path's last part.
#[must_use]
pub fn name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// A path's last part up to its first dot: `city` of `schemas/city.schema.json`; empty where there is nothing else.
#[must_use]
pub fn stem(path: &str) -> &str {
    name(path).split('.').find(|part| !part.is_empty()).unwrap_or_default()
}

/// A part of a reference without percent-encoding; as it is where that would not be UTF-8.
#[must_use]
pub fn percent_decoded(text: &str) -> String {
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
