//! Where and why an input was refused, once with and once without what the model wrote.

use std::fmt::Write as _;

use serde_json::Value;
use serde_path_to_error::{Path, Segment};
use toolshape_json_schema::keyword;

use crate::ToolSpec;
use crate::error::Mismatch;
use crate::validity::{PathStep, Violation};

/// What is shown of a type's own check, which may quote anything.
pub(crate) const OWN_CHECK: &str = "refused by the type's own check";

/// What readers say of text that has the form of JSON and cannot be read.
const UNREADABLE: [&str; 5] = [
    "recursion limit exceeded",
    "number out of range",
    "lone leading surrogate in hex escape",
    "unexpected end of hex escape",
    "nested deeper than 256 levels",
];

/// Renders a deserializer's complaint about an input of this tool.
pub(crate) fn locate(spec: &ToolSpec, path: &Path, payload: Option<&Value>, detail: String) -> Mismatch {
    let (path, shown_path) = paths(spec.rules(), path, payload);
    let shown_reason = without_payload(&detail);
    // What the type's own check says is its own words alone.
    let own = detail.strip_prefix(OWN_CHECK).and_then(|rest| rest.strip_prefix(": ")).map(ToOwned::to_owned);
    Mismatch { path, shown_path, shown_reason, detail: own.unwrap_or(detail) }
}

/// An input that decodes and breaks a rule of its schema.
pub(crate) fn violated(spec: &ToolSpec, violation: Violation) -> Mismatch {
    let path = violation.path();
    let Violation { steps, rule } = violation;
    let mut shown_path = "$".to_owned();
    for step in &steps {
        match step {
            PathStep::Member(name) if !declares(spec.rules(), name) => shown_path.push_str(".*"),
            _ => step.push_to(&mut shown_path),
        }
    }
    Mismatch { path, shown_path, shown_reason: rule.clone(), detail: rule }
}

/// The error of a call of a tool that was not on offer.
pub(crate) fn not_on_offer(offered: &[ToolSpec], called: &str) -> Mismatch {
    Mismatch {
        path: "$".to_owned(),
        shown_path: "$".to_owned(),
        shown_reason: format!("a tool that is not on offer was called, expected {}", names(offered)),
        detail: not_on_offer_detail(offered, called),
    }
}

/// What is wrong with a call of a tool that was not on offer, with the name that the model wrote.
pub(crate) fn not_on_offer_detail(offered: &[ToolSpec], called: &str) -> String {
    format!("the tool `{called}` is not on offer, expected {}", names(offered))
}

/// The tools on offer, in words.
pub(crate) fn names(offered: &[ToolSpec]) -> String {
    let names: Vec<_> = offered.iter().map(|spec| format!("`{}`", spec.name())).collect();
    names.join(", ")
}

/// The exact path, and the path in which only keys that the schema declares are legible: others
/// are the model's own words.
fn paths(schema: &Value, path: &Path, payload: Option<&Value>) -> (String, String) {
    let (mut exact, mut shown) = ("$".to_owned(), "$".to_owned());
    let mut place = payload;
    for segment in path {
        // serde also reports the name of a variant, which is a place only where it is a key.
        let (step, key) = match segment {
            Segment::Seq { index } => (place.and_then(|value| value.get(index)), None),
            Segment::Map { key } | Segment::Enum { variant: key } => {
                (place.and_then(|value| value.get(key.as_str())), Some(key))
            }
            Segment::Unknown => (None, None),
        };
        if step.is_none() {
            break;
        }
        place = step;
        match (key, segment) {
            (Some(key), _) => {
                push_key(&mut exact, key);
                if declares(schema, key) {
                    push_key(&mut shown, key);
                } else {
                    shown.push_str(".*");
                }
            }
            (None, segment) => {
                // Writing to a String does not fail.
                let _ = write!(exact, "{segment}");
                let _ = write!(shown, "{segment}");
            }
        }
    }
    (exact, shown)
}

/// Puts the name of a member behind a path.
pub fn push_key(path: &mut String, key: &str) {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    if !key.is_empty() && key.chars().all(plain) {
        path.push('.');
        path.push_str(key);
    } else {
        let _ = write!(path, "[{}]", Value::from(key));
    }
}

/// Whether any part of the schema has a property of this name.
fn declares(schema: &Value, key: &str) -> bool {
    let own = schema.get("properties").and_then(|properties| properties.get(key));
    own.is_some() || keyword::children(schema).into_iter().any(|(_, child)| declares(child, key))
}

/// A deserializer's message reduced to what the type says: the kind of the mistake and what was
/// expected. serde's own messages quote the value that was found. All others are of the type's own
/// making, may quote anything, and go.
fn without_payload(detail: &str) -> String {
    // These name a field or a type. What a wrapper wrote behind the name goes.
    for kind in ["missing field", "duplicate field"] {
        if let Some(name) = detail.strip_prefix(kind).and_then(|rest| rest.split('`').nth(1)) {
            return format!("{kind} `{name}`");
        }
    }
    for kind in ["data did not match any variant of untagged enum", "no variant of enum"] {
        if let Some(name) = detail.strip_prefix(kind).and_then(|rest| rest.split_whitespace().next()) {
            return format!("{kind} {name}");
        }
    }
    let found_and_expected = |prefix: &str, separator: &str| {
        let rest = detail.strip_prefix(prefix)?;
        rest.rsplit_once(separator)
    };
    for prefix in ["invalid type: ", "invalid value: "] {
        if let Some((found, expected)) = found_and_expected(prefix, ", expected ") {
            return format!("{prefix}{}, expected {expected}", json_type(found));
        }
    }
    if let Some((_, expected)) = found_and_expected("invalid length ", ", expected ") {
        return format!("invalid length, expected {expected}");
    }
    for kind in ["unknown field", "unknown variant"] {
        let Some(rest) = detail.strip_prefix(kind) else { continue };
        if let Some((_, expected)) = rest.rsplit_once("`, expected ") {
            return format!("{kind}, expected {expected}");
        }
        if rest.contains("`, there are no ") {
            return kind.to_owned();
        }
    }
    let is_at_the_start = |message: &&&str| {
        let position = detail.strip_prefix(**message);
        position.is_some_and(|position| position.is_empty() || position.starts_with(" at line "))
    };
    match UNREADABLE.iter().find(is_at_the_start) {
        Some(message) => format!("cannot be read: {message}"),
        None => OWN_CHECK.to_owned(),
    }
}

/// The JSON type of what was found, in place of the value.
fn json_type(found: &str) -> &'static str {
    const TYPES: [(&str, &str); 10] = [
        ("boolean ", "a boolean"),
        ("integer ", "an integer"),
        ("floating point ", "a number"),
        ("number", "a number"),
        ("string ", "a string"),
        ("character ", "a string"),
        ("null", "null"),
        ("unit value", "null"),
        ("sequence", "an array"),
        ("map", "an object"),
    ];
    let known = TYPES.iter().find(|(prefix, _)| found.starts_with(prefix));
    known.map_or("another value", |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::without_payload;

    #[test]
    fn what_was_found_and_what_a_type_adds_is_not_shown() {
        for (detail, shown) in [
            ("missing field `sku` at secret", "missing field `sku`"),
            ("duplicate field `sku`", "duplicate field `sku`"),
            ("invalid type: string \"secret, expected secret\", expected u8", "invalid type: a string, expected u8"),
            ("invalid value: secret, expected a colour", "invalid value: another value, expected a colour"),
            ("invalid length 3, expected a tuple of size 2", "invalid length, expected a tuple of size 2"),
            ("unknown field `secret`, there are no fields", "unknown field"),
            ("unknown variant `secret`, expected `open`", "unknown variant, expected `open`"),
            ("no variant of enum Scalar found in flattened data", "no variant of enum Scalar"),
            ("recursion limit exceeded at line 1 column 128", "cannot be read: recursion limit exceeded"),
            ("nested deeper than 256 levels", "cannot be read: nested deeper than 256 levels"),
            ("number out of range: secret", "refused by the type's own check"),
            ("secret is no SKU", "refused by the type's own check"),
            ("missing secret", "refused by the type's own check"),
        ] {
            assert_eq!(without_payload(detail), shown);
        }
    }
}
