//! What is read from the name of a document's file.

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
    if !text.contains('%') {
        return text.to_owned();
    }
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let encoded = match tail {
            [high, low, ..] if *first == b'%' => digit(*high).zip(digit(*low)),
            _ => None,
        };
        bytes.push(encoded.map_or(*first, |(high, low)| high * 16 + low));
        rest = if encoded.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
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
