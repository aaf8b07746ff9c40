// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// As draft 6 has it.
///
/// `if` is not a keyword of draft 6 and is ignored.
/// `then` is not a keyword of draft 6 and is ignored.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
pub struct Order {
    pub kind: OrderKind,
    /// More than `0`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<f64>,
    /// More rules in the schema: `contains`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
    /// More rules in the schema: `propertyNames`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub codes: Option<::std::collections::BTreeMap<String, String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub more: Option<::toolshape::Value>,
    /// `minProperties` beside `$ref` is ignored in draft 6.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Place>,
}

#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
pub enum OrderKind {
    Order,
}

::toolshape::generated::text_enum! {
    OrderKind {
        Order = "order",
    }
}

#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
#[tool(whole)]
pub struct Place {
    pub street: String,
}

::toolshape::generated::tool! {
    Order: "order", "As draft 6 has it.",
    r##"{"title":"Order","description":"As draft 6 has it.","type":"object","properties":{"kind":{"const":"order"},"amount":{"type":"number","exclusiveMinimum":0},"tags":{"type":"array","items":{"type":"string"},"contains":{"const":"new"}},"codes":{"type":"object","propertyNames":{"pattern":"^[A-Z]+$"},"additionalProperties":{"type":"string"}},"more":true,"never":false,"to":{"$ref":"#/$defs/Place"}},"required":["kind"],"$defs":{"Place":{"type":"object","properties":{"street":{"type":"string"}},"required":["street"]}}}"##
}
