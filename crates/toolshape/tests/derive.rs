//! What `#[derive(ToolShape)]` makes of a type.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;
use toolshape::{ToolShape, ToolSpec};

/// A spec as a snapshot shows it.
fn shown(spec: &ToolSpec) -> String {
    let (name, strict, description) = (spec.name(), spec.is_strict(), spec.description());
    format!("name: {name}, strict: {strict}\n{description}\n{:#}", spec.schema())
}

/// One read-only query that answers the question.
///
/// Only tables of the store:
///
///     customers, products
#[derive(Debug, Deserialize, JsonSchema, ToolShape, PartialEq)]
#[serde(rename_all = "camelCase")]
struct SqlQuery {
    /// A single SELECT with :named placeholders.
    sql: String,
    /// The value of each placeholder, by name.
    #[serde(default)]
    named_parameters: BTreeMap<String, String>,
    #[serde(rename = "limit")]
    row_limit: Option<u32>,
}

#[test]
fn a_spec_is_made_of_the_type_and_its_comments() {
    insta::assert_snapshot!(shown(&SqlQuery::spec()), @r#"
    name: sql_query, strict: false
    One read-only query that answers the question.

    Only tables of the store:

        customers, products
    {
      "type": "object",
      "properties": {
        "sql": {
          "type": "string",
          "description": "A single SELECT with :named placeholders."
        },
        "namedParameters": {
          "type": "object",
          "additionalProperties": {
            "type": "string"
          },
          "description": "The value of each placeholder, by name.",
          "default": {}
        },
        "limit": {
          "type": [
            "integer",
            "null"
          ],
          "format": "uint32",
          "minimum": 0
        }
      },
      "required": [
        "sql"
      ],
      "description": "One read-only query that answers the question.\n\nOnly tables of the store:\n\n    customers, products",
      "title": "SqlQuery",
      "$schema": "https://json-schema.org/draft/2020-12/schema"
    }
    "#);
}

#[test]
fn a_value_is_decoded_by_its_serde_names() {
    let input = json!({"sql": "SELECT 1", "namedParameters": {"a": "b"}, "limit": 3});
    let expected =
        SqlQuery { sql: "SELECT 1".into(), named_parameters: [("a".into(), "b".into())].into(), row_limit: Some(3) };
    assert_eq!(SqlQuery::decode(&input).unwrap(), expected);
    // Any deserializer will do.
    let mut text = serde_json::Deserializer::from_str(r#"{"sql": "SELECT 1"}"#);
    assert_eq!(SqlQuery::decode(&mut text).unwrap().row_limit, None);

    let error = SqlQuery::decode(&json!({"sql": 1})).unwrap_err();
    insta::assert_snapshot!(error, @"invalid type: integer `1`, expected a string at $.sql");
}

#[test]
fn the_attribute_wins_over_the_type() {
    /// For people who read the code.
    #[derive(Deserialize, JsonSchema, ToolShape)]
    #[tool(name = "Search_2", strict)]
    #[tool(description = " Finds documents. ")]
    #[serde(deny_unknown_fields)]
    struct Find {
        #[allow(dead_code)]
        text: String,
    }

    insta::assert_snapshot!(shown(&Find::spec()), @r#"
    name: Search_2, strict: true
    Finds documents.
    {
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "text": {
          "type": "string"
        }
      },
      "required": [
        "text"
      ],
      "description": "For people who read the code.",
      "title": "Find",
      "$schema": "https://json-schema.org/draft/2020-12/schema"
    }
    "#);
}

#[test]
fn a_generic_type_has_a_schema_for_each_argument() {
    /// One page of rows.
    #[derive(Debug, Deserialize, JsonSchema, ToolShape, PartialEq)]
    struct Page<T, const WIDTH: usize = 2>
    where
        T: Clone,
    {
        rows: Vec<T>,
    }

    let schema = |spec: ToolSpec| spec.schema()["properties"]["rows"]["items"]["type"].clone();
    assert_eq!(schema(Page::<String>::spec()), "string");
    assert_eq!(schema(Page::<bool>::spec()), "boolean");
    assert_eq!(Page::<bool>::spec().name(), "page");
    assert_eq!(Page::<bool>::decode(json!({"rows": [true]})).unwrap(), Page { rows: vec![true] });
}

#[test]
fn the_letters_of_the_derive_are_free_for_parameters() {
    /// A tree.
    #[derive(Deserialize, JsonSchema, ToolShape)]
    struct Tree<D, T> {
        #[allow(dead_code)]
        leaf: Option<(D, T)>,
        branches: Vec<Tree<D, T>>,
    }

    let tree = Tree::<u8, u8>::decode(json!({"branches": [{"branches": []}]})).unwrap();
    assert_eq!(tree.branches.len(), 1);
    assert_eq!(Tree::<u8, u8>::spec().name(), "tree");
}

#[test]
fn a_tool_without_input_is_an_empty_struct() {
    /// Lists the tables.
    #[derive(Deserialize, JsonSchema, ToolShape)]
    struct ListTables {}

    ListTables::decode(json!({})).unwrap();
    assert_eq!(ListTables::spec().schema()["type"], "object");
}

#[test]
fn a_raw_name_loses_its_prefix() {
    /// A matter of taste.
    #[derive(Deserialize, JsonSchema, ToolShape)]
    #[allow(non_camel_case_types)]
    struct r#type {}

    assert_eq!(r#type::spec().name(), "type");
}

#[test]
fn a_struct_checked_on_the_way_in_is_what_it_is_read_from() {
    #[derive(Deserialize, JsonSchema)]
    struct Raw {
        sql: String,
    }

    /// One read-only query.
    #[derive(Debug, Deserialize, JsonSchema, ToolShape)]
    #[serde(try_from = "Raw")]
    struct Checked {
        #[allow(dead_code)]
        tables: Vec<String>,
    }

    impl TryFrom<Raw> for Checked {
        type Error = &'static str;

        fn try_from(raw: Raw) -> Result<Self, Self::Error> {
            if raw.sql.starts_with("SELECT") { Ok(Checked { tables: Vec::new() }) } else { Err("no SELECT") }
        }
    }

    assert!(Checked::spec().schema()["properties"]["sql"].is_object());
    assert!(Checked::decode(json!({"sql": "SELECT 1"})).is_ok());
    assert_eq!(Checked::decode(json!({"sql": "DROP"})).unwrap_err().to_string(), "no SELECT at $");
}

#[test]
fn a_description_may_come_from_a_file() {
    #[doc = include_str!("query.md")]
    #[derive(Deserialize, JsonSchema, ToolShape)]
    struct InComment {}

    #[derive(Deserialize, JsonSchema, ToolShape)]
    #[tool(description = include_str!("query.md"))]
    struct InAttribute {}

    let text = "One query.\n\nIt only reads.";
    assert_eq!(InComment::spec().description(), text);
    assert_eq!(InAttribute::spec().description(), text);
}

#[test]
fn a_macro_may_write_the_attributes() {
    macro_rules! tool {
        ($(#[$attr:meta])* tools $name:expr, $description:expr, $commented:ident, $described:ident) => {
            $(#[$attr])*
            #[derive(Deserialize, JsonSchema, ToolShape)]
            #[tool(name = $name)]
            struct $commented {}

            #[derive(Deserialize, JsonSchema, ToolShape)]
            #[tool(description = $description)]
            struct $described {}
        };
    }

    tool! {
        /// Lists the tables.
        tools "tables", concat!("Lists ", "the views."), ListTables, ListViews
    }
    assert_eq!(ListTables::spec().name(), "tables");
    assert_eq!(ListTables::spec().description(), "Lists the tables.");
    assert_eq!(ListViews::spec().description(), "Lists the views.");
}

#[test]
fn the_spec_of_a_type_is_made_once() {
    let (first, second) = (SqlQuery::spec(), SqlQuery::spec());
    assert!(std::ptr::eq(first.schema(), second.schema()));
}

mod shadowed {
    //! Names of the prelude that mean something else here.
    #![allow(dead_code, non_camel_case_types)]

    mod core {}
    mod std {}
    mod serde {}
    mod toolshape {}
    mod schemars {}
    trait Clone {}
    trait Sized {}
    trait Default {}
    struct Result;
    struct Option;
    struct Ok;
    struct Err;
    struct Some;
    struct None;
    struct String;
    struct Vec;
    type str = ();
    type bool = ();

    /// Reads a number.
    #[doc = concat!("Or ", "two.")]
    #[derive(::toolshape::ToolShape)]
    #[tool(strict)]
    pub(super) struct Shadowed {
        pub(super) number: u8,
    }

    // By hand: the other derives are not at stake here.
    impl<'de> ::serde::Deserialize<'de> for Shadowed {
        fn deserialize<D: ::serde::Deserializer<'de>>(input: D) -> ::core::result::Result<Self, D::Error> {
            u8::deserialize(input).map(|number| Shadowed { number })
        }
    }

    impl ::schemars::JsonSchema for Shadowed {
        fn schema_name() -> ::std::borrow::Cow<'static, ::core::primitive::str> {
            ::std::borrow::Cow::Borrowed("Shadowed")
        }

        fn json_schema(_: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
            ::schemars::json_schema!({"type": "object"})
        }
    }
}

#[test]
fn names_of_the_prelude_may_be_shadowed() {
    assert_eq!(shadowed::Shadowed::spec().description(), "Reads a number.\nOr two.");
    assert_eq!(shadowed::Shadowed::decode(json!(7)).unwrap().number, 7);
}
