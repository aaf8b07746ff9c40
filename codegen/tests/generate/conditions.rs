// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// Where one thing depends on another.
///
/// More rules in the schema: `not`, `if`, `dependentRequired`.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
pub struct Conditions {
    pub country: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zip: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

::toolshape::generated::tool! {
    Conditions: "conditions", "Where one thing depends on another.",
    r#"{"description":"Where one thing depends on another.","type":"object","properties":{"country":{"type":"string"},"zip":{"type":"string"},"card":{"type":"string"},"address":{"type":"string"}},"if":{"properties":{"country":{"const":"US"}}},"then":{"properties":{"zip":{"pattern":"^[0-9]{5}$"}},"required":["zip"]},"else":{"properties":{"zip":{"maxLength":8}}},"dependentRequired":{"card":["address"]},"not":{"required":["address","zip"]},"required":["country"]}"#
}
