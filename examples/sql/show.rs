//! Prints a query and its rows for a person at a terminal.

use std::error::Error;
use std::iter;
use std::time::Duration;

use comfy_table::presets::UTF8_FULL_CONDENSED;
use comfy_table::{Cell, CellAlignment, Table};
use toolshape_examples::plain;
use toolshape_sql::{Parameters, Rows, Scalar};
use toolshape_types::bedrock::TokenUsage;

/// One line a parameter, its value as JSON.
pub(crate) fn parameters(parameters: &Parameters) -> String {
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

/// What the reply took.
pub(crate) fn cost(usage: &TokenUsage, latency: Duration) -> String {
    let TokenUsage { input_tokens, output_tokens, .. } = usage;
    format!("{input_tokens} tokens in, {output_tokens} tokens out, {} ms", latency.as_millis())
}

/// The model's reason to give no query.
pub(crate) fn declined(why: Option<&str>) -> String {
    match why {
        Some(why) => format!("The model declined: {}", plain(why)),
        None => "The model declined and gives no reason.".to_owned(),
    }
}

/// The rows below their column names, numbers to the right, and how many there are.
pub(crate) fn rows(found: &Rows) -> String {
    let count = match found.rows.len() {
        0 => return "no rows".to_owned(),
        1 => "1 row".to_owned(),
        count if found.has_more => format!("the first {count} rows of more"),
        count => format!("{count} rows"),
    };
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED);
    table.set_header(found.columns.iter().map(|name| plain(name)));
    for row in &found.rows {
        table.add_row(row.iter().map(cell));
    }
    format!("{table}\n{count}")
}

fn cell(value: &Scalar) -> Cell {
    match value {
        Scalar::Null => Cell::new("NULL"),
        Scalar::Boolean(value) => Cell::new(value),
        Scalar::Integer(value) => Cell::new(value).set_alignment(CellAlignment::Right),
        Scalar::Number(value) => Cell::new(format!("{value:?}")).set_alignment(CellAlignment::Right),
        Scalar::String(value) => Cell::new(plain(value)),
    }
}

/// An error and its causes in one line.
pub(crate) fn chain(error: &dyn Error) -> String {
    let causes = iter::successors(Some(error), |&error| error.source());
    let lines: Vec<_> = causes.map(|cause| plain(&cause.to_string())).collect();
    lines.join(": ")
}

#[cfg(test)]
mod tests {
    use super::{Rows, Scalar, rows};

    #[test]
    fn rows_are_counted_and_null_is_told_from_text() {
        let mut found = Rows::default();
        found.columns = vec!["a".to_owned(), "b".to_owned()];
        assert_eq!(rows(&found), "no rows");

        found.rows.push(vec![Scalar::Null, Scalar::Number(4.0)]);
        found.rows.push(vec![Scalar::String("x\u{7}".to_owned()), Scalar::Integer(20)]);
        insta::assert_snapshot!(rows(&found), @r"
        ┌────────┬─────┐
        │ a      ┆ b   │
        ╞════════╪═════╡
        │ NULL   ┆ 4.0 │
        │ x\u{7} ┆  20 │
        └────────┴─────┘
        2 rows
        ");

        found.has_more = true;
        assert!(rows(&found).ends_with("the first 2 rows of more"));
    }
}
