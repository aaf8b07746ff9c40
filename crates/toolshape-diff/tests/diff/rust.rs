//! How Rust types evolve, as schemars and the derive write their schemas.

#![expect(dead_code, reason = "only the schemas are of interest")]

use std::collections::BTreeMap;

use schemars::{JsonSchema, schema_for};
use serde::Deserialize;

use crate::{diff, strict};

/// What changed from one type to the other, and taken literally.
fn between<Old: JsonSchema, New: JsonSchema>() -> String {
    let [old, new] = [schema_for!(Old), schema_for!(New)].map(|mut schema| {
        schema.remove("title");
        schema.to_value()
    });
    let strictly = if strict(&old, &new).is_breaking() { "strictly breaking" } else { "strictly the same" };
    format!("{}{strictly}\n", diff(&old, &new))
}

mod first {
    use super::*;

    #[derive(Deserialize, JsonSchema)]
    pub(super) enum Size {
        Small,
        Large,
    }

    #[derive(Deserialize, JsonSchema)]
    #[serde(tag = "by")]
    pub(super) enum Pay {
        Card { number: String },
        Cash { currency: Option<String> },
    }

    #[derive(Deserialize, JsonSchema)]
    pub(super) struct Order {
        pub(super) item: String,
        pub(super) count: u32,
        pub(super) size: Size,
        pub(super) pay: Pay,
        pub(super) note: String,
        #[serde(default)]
        pub(super) tags: Vec<String>,
        pub(super) more: BTreeMap<String, i32>,
        pub(super) inner: Option<Box<Order>>,
    }
}

mod second {
    use super::*;

    #[derive(Deserialize, JsonSchema)]
    pub(super) enum Size {
        /// Up to one litre.
        Small,
        Large,
        Huge,
    }

    #[derive(Deserialize, JsonSchema)]
    #[serde(tag = "by")]
    pub(super) enum Pay {
        Card { number: String, holder: Option<String> },
        Cash { currency: Option<String> },
        Invoice { address: String },
    }

    #[derive(Deserialize, JsonSchema)]
    pub(super) struct Order {
        pub(super) item: String,
        pub(super) count: u64,
        pub(super) size: Size,
        pub(super) pay: Pay,
        pub(super) note: Option<String>,
        pub(super) tags: Option<Vec<String>>,
        pub(super) more: BTreeMap<String, i64>,
        pub(super) inner: Option<Box<Order>>,
        pub(super) express: Option<bool>,
    }
}

#[test]
fn fields_variants_and_wider_types_are_loosened() {
    insta::assert_snapshot!(between::<first::Order, second::Order>(), @r#"
    loosened    $.pay.holder  is a new member: string or null
    loosened    $.express     is a new member: boolean or null
    loosened    $.count       format: "uint32" -> "uint64"
    loosened    $.size        values: also "Huge"
    loosened    $.pay         oneOf: also an object with by "Invoice"
    loosened    $.note        type: string -> string or null
    loosened    $.tags        type: array -> array or null
    loosened    $.more.*      format: "int32" -> "int64"
    loosened    $.note        is no longer required
    compatible  $.tags        default: [] -> none
    note: old replies are assumed not to have the new members; strictly, the old schema accepts any value there
    strictly breaking
    "#);
}

#[test]
fn the_way_back_is_breaking() {
    insta::assert_snapshot!(between::<second::Order, first::Order>(), @r#"
    breaking    $.count       format: "uint64" -> "uint32" (what has one format need not have another)
    breaking    $.size        values: no longer "Huge"
    breaking    $.pay         oneOf: no longer an object with by "Invoice"
    breaking    $.note        type: string or null -> string
    breaking    $.tags        type: array or null -> array
    breaking    $.more.*      format: "int64" -> "int32" (what has one format need not have another)
    breaking    $.note        is now required
    loosened    $.pay.holder  was string or null, is now any value
    loosened    $.express     was boolean or null, is now any value
    compatible  $.tags        default: none -> []
    strictly breaking
    "#);
}

#[test]
fn the_form_of_a_union_matters() {
    #[derive(Deserialize, JsonSchema)]
    #[serde(untagged)]
    enum Id {
        Number(u64),
        Text(String),
    }
    #[derive(Deserialize, JsonSchema)]
    enum Outer {
        Number(u64),
        Text(String),
    }
    #[derive(Deserialize, JsonSchema)]
    enum More {
        Number(u64),
        Text(String),
        Nothing,
    }
    insta::assert_snapshot!(between::<u64, Id>(), @r#"
    loosened  $  type: also string
    loosened  $  format: "uint64" -> none
    strictly the same
    "#);
    insta::assert_snapshot!(between::<Option<String>, Option<Id>>(), @r"
    loosened  $  type: also integer
    strictly the same
    ");
    insta::assert_snapshot!(between::<Outer, More>(), @r"
    loosened  $  oneOf: also string
    strictly the same
    ");
    insta::assert_snapshot!(between::<More, Outer>(), @r"
    breaking  $  oneOf: no longer string
    strictly breaking
    ");
    insta::assert_snapshot!(between::<Outer, Id>(), @r"
    breaking  $  anyOf: no longer object
    loosened  $  oneOf: also integer
    loosened  $  oneOf: also string
    strictly breaking
    ");
}

#[test]
fn flattened_types_gain_fields() {
    #[derive(Deserialize, JsonSchema)]
    struct Page {
        limit: u32,
    }
    #[derive(Deserialize, JsonSchema)]
    struct NewPage {
        limit: u32,
        cursor: Option<String>,
    }
    #[derive(Deserialize, JsonSchema)]
    struct Query {
        text: String,
        #[serde(flatten)]
        page: Page,
        #[serde(flatten)]
        pay: first::Pay,
    }
    #[derive(Deserialize, JsonSchema)]
    struct NewQuery {
        text: String,
        #[serde(flatten)]
        page: NewPage,
        #[serde(flatten)]
        pay: second::Pay,
    }
    insta::assert_snapshot!(between::<Query, NewQuery>(), @r#"
    loosened  $.cursor  is a new member: string or null
    loosened  $.holder  is a new member: string or null
    loosened  $         oneOf: also an object with by "Invoice"
    note: old replies are assumed not to have the new members; strictly, the old schema accepts any value there
    strictly breaking
    "#);
}
