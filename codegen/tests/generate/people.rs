// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// As people write them.
///
/// `dict` is read as `object`.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
pub struct People {
    /// In EUR.
    ///
    /// `float` is read as `number`.
    pub price: f64,
    /// `any` is read as any value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub anything: Option<::toolshape::Value>,
    /// `tuple` is read as `array`.
    /// `float` is read as `number`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pair: Option<Vec<f64>>,
    /// `dict` is read as `object`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<::std::collections::BTreeMap<String, ::toolshape::Value>>,
    /// `int` is read as `integer`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "::toolshape::generated::exact"
    )]
    pub count: Option<i64>,
    /// `str` is read as `string`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `bool` is read as `boolean`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<bool>,
    /// `list` is read as `array`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub all: Option<Vec<::toolshape::Value>>,
}

::toolshape::generated::tool! {
    People: "people", "As people write them.",
    r#"{"type":"object","description":"As people write them.","properties":{"price":{"type":"number","description":"In EUR."},"anything":{},"pair":{"type":"array","items":{"type":"number"}},"table":{"type":"object"},"count":{"type":"integer"},"name":{"type":"string"},"on":{"type":"boolean"},"all":{"type":"array"}},"required":["price"]}"#
}
