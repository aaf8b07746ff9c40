//! Values and broken rules in words; a value's content stays out.

use jsonschema::error::ValidationErrorKind as Kind;
use serde_json::Value;

use super::schema::{BASE64, INTEGER};
use super::violation::OneLine;

/// A broken rule; `limit` is the rule's value in the documents.
pub(super) fn broken(kind: &Kind, value: &Value, limit: &Value) -> String {
    let what = described(value);
    match kind {
        Kind::Type { .. } => format!("{what}, where {} belongs", type_named(limit)),
        Kind::Enum { .. } if !value.is_string() => format!("{what}, where a string belongs"),
        Kind::Enum { options } => match options.as_array().map_or(0, Vec::len) {
            1 => format!("{what} that is not the known value"),
            count => format!("{what} that is none of the {count} known values"),
        },
        Kind::Constant { .. } => format!("{what}, where only {limit} is known"),
        Kind::Minimum { .. } => format!("a number below {limit}"),
        Kind::Maximum { .. } => format!("a number above {limit}"),
        Kind::MinLength { .. } | Kind::MinItems { .. } | Kind::MinProperties { .. } => {
            format!("{what}; at least {limit}")
        }
        Kind::MaxLength { .. } | Kind::MaxItems { .. } | Kind::MaxProperties { .. } => {
            format!("{what}; at most {limit}")
        }
        Kind::Pattern { .. } => format!("{what} that does not match the pattern"),
        Kind::Format { format } if format == BASE64 => format!("{what} that is not base64"),
        Kind::Custom { keyword, .. } if keyword == INTEGER => no_integer(value, limit),
        other => format!("{what} that breaks the rule `{}`", other.keyword()),
    }
}

/// A union without its one member.
pub(super) fn not_one_of(value: &Value, union: &str) -> String {
    let names: Vec<String> = value
        .as_object()
        .into_iter()
        .flat_map(|members| members.keys().take(3))
        .map(|name| format!("`{}`", OneLine(name)))
        .collect();
    match value.as_object().map_or(0, serde_json::Map::len) {
        0 => format!("an empty object; {union} takes exactly one member"),
        count => {
            let more = if count > names.len() { ", …" } else { "" };
            format!("{count} members, {}{more}; {union} takes exactly one", names.join(", "))
        }
    }
}

fn no_integer(value: &Value, format: &Value) -> String {
    let bits = if format == "int32" { 32 } else { 64 };
    match value.as_f64() {
        _ if value.is_i64() || value.is_u64() => format!("an integer that needs more than {bits} bits"),
        Some(number) if number.fract() != 0.0 => "a number with a fraction, where an integer belongs".to_owned(),
        _ => "a number with a decimal point or an exponent, where an integer belongs".to_owned(),
    }
}

fn described(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(_) => "a boolean".to_owned(),
        Value::Number(_) => "a number".to_owned(),
        Value::String(text) => format!("a string of {}", counted(text.chars().count(), "character")),
        Value::Array(items) => format!("a list of {}", counted(items.len(), "item")),
        Value::Object(members) => format!("an object of {}", counted(members.len(), "member")),
    }
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn type_named(name: &Value) -> &'static str {
    match name.as_str() {
        Some("object") => "an object",
        Some("array") => "a list",
        Some("string") => "a string",
        Some("integer") => "an integer",
        Some("number") => "a number",
        Some("boolean") => "a boolean",
        _ => "another type",
    }
}
