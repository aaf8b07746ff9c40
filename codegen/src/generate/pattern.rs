//! Whether a pattern compiles where values are checked.

/// Whether the crate jsonschema takes a pattern: it turns ECMA 262 into what fancy-regex understands and compiles that.
/// The same two steps are taken here, with the same crates, so that no pattern fails there that passed here.
#[must_use]
pub fn compiles(pattern: &str) -> bool {
    jsonschema_regex::to_rust_regex(pattern).is_ok_and(|pattern| fancy_regex::Regex::new(&pattern).is_ok())
}
