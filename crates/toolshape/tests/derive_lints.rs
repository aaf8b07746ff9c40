//! The derive adds no warning to a crate that denies all of them.
#![deny(
    warnings,
    missing_docs,
    unreachable_pub,
    unused_qualifications,
    single_use_lifetimes,
    clippy::all,
    clippy::pedantic,
    clippy::nursery,
    clippy::absolute_paths,
    clippy::unreachable
)]

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use toolshape::{ToolShape, ToolSpec};

/// One read-only query that answers the question.
#[derive(Debug, Deserialize, JsonSchema, ToolShape)]
#[tool(strict)]
pub struct SqlQuery {
    /// A single SELECT.
    pub sql: String,
}

/// One page of rows.
#[derive(Debug, Deserialize, JsonSchema, ToolShape)]
pub struct Page<T, const WIDTH: usize>
where
    T: Clone,
{
    /// The rows.
    pub rows: Vec<T>,
}

/// A name that the hint about hyphens is silenced for.
#[derive(Debug, Deserialize, JsonSchema, ToolShape)]
#[tool(name = "list-tables")]
#[allow(deprecated)]
pub struct ListTables {}

/// A type on its way out.
#[deprecated]
#[derive(Debug, Deserialize, ToolShape)]
pub struct OldQuery {}

// By hand: schemars' own derive warns about the type that it is for.
#[allow(deprecated)]
impl JsonSchema for OldQuery {
    fn schema_name() -> Cow<'static, str> {
        "OldQuery".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "object"})
    }
}

#[doc = include_str!("query.md")]
#[derive(Debug, Deserialize, JsonSchema, ToolShape)]
pub struct FromFile {}

#[test]
fn this_file_compiles_with_every_lint_denied() {
    let spec: ToolSpec = SqlQuery::spec();
    assert!(spec.is_strict());
    assert_eq!(SqlQuery::spec().name(), "sql_query");
    assert_eq!(Page::<u8, 2>::spec().name(), "page");
    assert_eq!(ListTables::spec().name(), "list-tables");
    assert_eq!(FromFile::spec().description(), "One query.\n\nIt only reads.");
}
