//! Constraints in words, for doc comments: what a Rust type does not hold, its reader still learns.

use serde_json::{Map, Value};

/// One sentence a constraint.
pub(crate) fn sentences(words: &Map<String, Value>) -> Vec<String> {
    let mut found = Vec::new();
    let is_blob = words.contains_key("contentEncoding");
    for (least, most) in [
        ("minimum", "maximum"),
        ("minLength", "maxLength"),
        ("minItems", "maxItems"),
        ("minProperties", "maxProperties"),
    ] {
        let count = |bound: &Value| format!("{bound}{}", unit(least, bound, is_blob));
        match (words.get(least), words.get(most)) {
            (Some(low), Some(high)) if low == high => found.push(format!("Exactly {}.", count(low))),
            (Some(low), Some(high)) => found.push(format!("{low} to {}.", count(high))),
            (Some(low), None) => found.push(format!("At least {}.", count(low))),
            (None, Some(high)) => found.push(format!("At most {}.", count(high))),
            (None, None) => {}
        }
    }
    for (word, text) in [
        ("exclusiveMinimum", "More than"),
        ("exclusiveMaximum", "Less than"),
        ("multipleOf", "A multiple of"),
        ("default", "Default:"),
    ] {
        if let Some(value) = words.get(word) {
            found.push(format!("{text} {}.", code(value)));
        }
    }
    for (word, text, long) in [
        ("pattern", "Matches", "Matches a long pattern, see the schema."),
        ("format", "Format", "Has a format of its own, see the schema."),
        ("contentEncoding", "Encoded as", "Has an encoding of its own, see the schema."),
    ] {
        match words.get(word) {
            Some(Value::String(value)) if word != "format" || !is_number(words) => {
                let is_readable = value.len() <= LONGEST;
                found.push(if is_readable { format!("{text} {}.", quoted(value)) } else { long.to_owned() });
            }
            _ => {}
        }
    }
    if words.get("uniqueItems") == Some(&Value::Bool(true)) {
        found.push("Entries are unique.".into());
    }
    if let Some(Value::String(place)) = words.get("x-location") {
        let name = words.get("x-location-name").and_then(Value::as_str).unwrap_or_default();
        let place = if place == "uri" { "URI" } else { place };
        found.push(format!("Travels in the {place}, as {}.", quoted(name)));
    }
    if words.get("x-sensitive") == Some(&Value::Bool(true)) {
        found.push("Sensitive: not to be logged.".into());
    }
    found
}

/// The longest pattern or name that a doc comment shows, in bytes.
const LONGEST: usize = 100;

/// What a bound counts.
fn unit(word: &str, bound: &Value, is_blob: bool) -> &'static str {
    let is_one = bound.as_u64() == Some(1);
    match word {
        "minLength" if is_blob => " characters of base64",
        "minLength" if is_one => " character",
        "minLength" => " characters",
        "minItems" | "minProperties" if is_one => " entry",
        "minItems" | "minProperties" => " entries",
        _ => "",
    }
}

fn is_number(words: &Map<String, Value>) -> bool {
    words.get("type").is_some_and(|kind| kind == "integer" || kind == "number")
}

fn code(value: &Value) -> String {
    quoted(&value.to_string())
}

/// A code span; one more backtick than the text holds in a row delimits it.
fn quoted(text: &str) -> String {
    if !text.contains('`') {
        return format!("`{text}`");
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    format!("{fence} {text} {fence}")
}
