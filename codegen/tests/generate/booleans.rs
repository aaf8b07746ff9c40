// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// Schemas that are true or false.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
pub struct Booleans {
    pub any: ::toolshape::Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list: Option<Vec<::toolshape::Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub free: Option<::toolshape::Value>,
    /// Anything at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub described: Option<::toolshape::Value>,
}

::toolshape::generated::tool! {
    Booleans: "booleans", "Schemas that are true or false.",
    r#"{"description":"Schemas that are true or false.","type":"object","properties":{"any":true,"none":false,"list":{"type":"array","items":true},"free":{},"described":{"description":"Anything at all."}},"required":["any"]}"#
}
