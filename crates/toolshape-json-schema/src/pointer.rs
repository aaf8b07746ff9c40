//! Segments of JSON pointers ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)).

/// A member's name as a segment of a JSON pointer.
///
/// ```
/// assert_eq!(toolshape_json_schema::pointer::escape("a/b~c"), "a~1b~0c");
/// ```
#[must_use]
pub fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// The member's name that a segment of a JSON pointer stands for.
///
/// ```
/// assert_eq!(toolshape_json_schema::pointer::unescape("a~1b~01"), "a/b~1");
/// ```
#[must_use]
pub fn unescape(segment: &str) -> String {
    segment.replace("~1", "/").replace("~0", "~")
}
