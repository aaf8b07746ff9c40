//! References: how one is joined with the address it stands at ([RFC 3986], section 5.2), and what its fragment says.
//!
//! [RFC 3986]: https://www.rfc-editor.org/rfc/rfc3986#section-5.2

use crate::file::percent_decoded;

/// A reference without its fragment, and the fragment, percent-decoded; empty where there is none.
pub(super) fn split(reference: &str) -> (&str, String) {
    let (address, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    (address, percent_decoded(fragment))
}

/// Whether a reference has a scheme, and so needs no base.
pub(super) fn is_absolute(reference: &str) -> bool {
    reference.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    })
}

/// A reference joined with the address of where it stands; both without fragments.
pub(super) fn join(base: &str, reference: &str) -> String {
    if reference.is_empty() {
        return base.to_owned();
    }
    if is_absolute(reference) {
        return tidy(reference);
    }
    let scheme = base.find(':').map_or(0, |colon| colon + 1);
    if reference.starts_with("//") {
        return tidy(&format!("{}{reference}", &base[..scheme]));
    }
    let authority = authority_end(base, scheme);
    let end = base.find('?').unwrap_or(base.len());
    if reference.starts_with('?') {
        return format!("{}{reference}", &base[..end]);
    }
    if reference.starts_with('/') {
        return tidy(&format!("{}{reference}", &base[..authority]));
    }
    let folder = base[authority..end].rfind('/').map_or(authority, |slash| authority + slash + 1);
    let slash = if folder == authority && authority > scheme { "/" } else { "" };
    tidy(&format!("{}{slash}{reference}", &base[..folder]))
}

/// Where the path of an address begins.
fn authority_end(address: &str, scheme: usize) -> usize {
    let Some(rest) = address[scheme..].strip_prefix("//") else { return scheme };
    scheme + 2 + rest.find(['/', '?']).unwrap_or(rest.len())
}

/// An address without `.` and `..` in its path.
fn tidy(address: &str) -> String {
    let scheme = address.find(':').map_or(0, |colon| colon + 1);
    let start = authority_end(address, scheme);
    let end = address.find('?').unwrap_or(address.len());
    let path = &address[start..end];
    if !path.split('/').any(|segment| matches!(segment, "." | "..")) {
        return address.to_owned();
    }
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.split('/').peekable();
    while let Some(segment) = segments.next() {
        if matches!(segment, "." | "..") {
            if segment == ".." && kept.len() > 1 {
                kept.pop();
            }
            if segments.peek().is_none() {
                kept.push(""); // it names a folder
            }
        } else {
            kept.push(segment);
        }
    }
    format!("{}{}{}", &address[..start], kept.join("/"), &address[end..])
}

/// A file's name as a path of an address: what would end the path there is percent-encoded.
pub(super) fn encode(name: &str) -> String {
    name.replace('%', "%25").replace('#', "%23").replace('?', "%3F")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of RFC 3986, section 5.4, without fragments.
    #[test]
    fn references_are_joined_as_the_rfc_has_it() {
        let base = "http://a/b/c/d;p?q";
        let examples = [
            ("g:h", "g:h"),
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            (";x", "http://a/b/c/;x"),
            ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"),
            ("./", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../..", "http://a/"),
            ("../../g", "http://a/g"),
            ("../../../g", "http://a/g"),
            ("/./g", "http://a/g"),
            ("/../g", "http://a/g"),
            ("g.", "http://a/b/c/g."),
            ("..g", "http://a/b/c/..g"),
            ("./g/.", "http://a/b/c/g/"),
            ("g/./h", "http://a/b/c/g/h"),
            ("g/../h", "http://a/b/c/h"),
        ];
        for (reference, expected) in examples {
            assert_eq!(join(base, reference), expected, "{reference}");
        }
        assert_eq!(join("http://a", "g"), "http://a/g");
        assert_eq!(join("document:a.json", "b.json"), "document:b.json");
    }

    #[test]
    fn a_fragment_is_decoded() {
        assert_eq!(split("a.json#/$defs/per%25cent"), ("a.json", "/$defs/per%cent".to_owned()));
        assert_eq!(split("#/a%20b"), ("", "/a b".to_owned()));
        assert_eq!(split("#/a%zz%f"), ("", "/a%zz%f".to_owned()));
        assert_eq!(split("#%ff"), ("", "%ff".to_owned()));
    }
}
