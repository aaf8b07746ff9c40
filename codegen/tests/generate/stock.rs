// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// How much of each fruit a shop has.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
pub struct Stock {
    pub shop: String,
    #[serde(rename = "full-name", skip_serializing_if = "Option::is_none")]
    pub full_name: Option<String>,
    /// All other members.
    #[serde(flatten, deserialize_with = "::toolshape::generated::exact")]
    pub rest: ::std::collections::BTreeMap<String, i64>,
}

::toolshape::generated::tool! {
    Stock: "stock", "How much of each fruit a shop has.",
    r#"{"description":"How much of each fruit a shop has.","type":"object","properties":{"shop":{"type":"string"},"full-name":{"type":["string","null"]}},"additionalProperties":{"type":"integer","minimum":0},"required":["shop"]}"#
}
