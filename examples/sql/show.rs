//! Prints a query and its rows for a person at a terminal.

use std::collections::BTreeMap;
use std::error::Error;
use std::iter;

use comfy_table::presets::UTF8_FULL_CONDENSED;
use comfy_table::{Cell, CellAlignment, Table};
use rusqlite::types::Value;

use crate::Scalar;
use crate::store::Rows;

/// One line a parameter, its value as JSON.
pub(crate) fn parameters(parameters: &BTreeMap<String, Scalar>) -> String {
    if parameters.is_empty() {
        return "no parameters".to_owned();
    }
    let lines = parameters.iter().map(|(name, value)| {
        let value = match value {
            Scalar::Null => "null".to_owned(),
            Scalar::Boolean(value) => value.to_string(),
            Scalar::Integer(value) => value.to_string(),
            Scalar::Number(value) => format!("{value:?}"), // 4.0 keeps its point
            Scalar::String(value) => format!("{value:?}"),
        };
        format!(":{} = {value}", plain(name))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The rows below their column names, numbers to the right.
pub(crate) fn table(found: &Rows) -> String {
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED);
    table.set_header(found.columns.iter().map(|name| plain(name)));
    for row in &found.rows {
        table.add_row(row.iter().map(cell));
    }
    table.to_string()
}

fn cell(value: &Value) -> Cell {
    match value {
        Value::Null => Cell::new("NULL"),
        Value::Integer(value) => Cell::new(value).set_alignment(CellAlignment::Right),
        Value::Real(value) => Cell::new(value).set_alignment(CellAlignment::Right),
        Value::Text(value) => Cell::new(plain(value)),
        Value::Blob(bytes) => Cell::new(format!("{} bytes", bytes.len())),
    }
}

/// The text with its control characters written out: a model's words must not steer a terminal.
pub(crate) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_control() && letter != '\n' && letter != '\t' {
            plain.extend(letter.escape_default());
        } else {
            plain.push(letter);
        }
    }
    plain
}

/// An error and its causes in one line.
pub(crate) fn chain(error: &dyn Error) -> String {
    let causes = iter::successors(Some(error), |&error| error.source());
    let lines: Vec<_> = causes.map(|cause| plain(&cause.to_string())).collect();
    lines.join(": ")
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn escape_sequences_are_written_out() {
        assert_eq!(plain("a\x1b[2Jb\r\n\tné"), "a\\u{1b}[2Jb\\r\n\tné");
    }
}
