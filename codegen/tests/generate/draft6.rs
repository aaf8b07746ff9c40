// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// As draft 6 has it.
///
/// `if` is not a keyword of draft 6 and is ignored.
/// `then` is not a keyword of draft 6 and is ignored.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
pub struct Order {
    /// `kind`.
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
    /// `more`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub more: Option<::toolshape::__private::Value>,
    /// `minProperties` beside `$ref` is ignored in draft 6.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Place>,
}

/// `OrderKind`.
#[derive(
    Clone,
    Copy,
    Debug,
    Eq,
    Hash,
    Ord,
    PartialEq,
    PartialOrd,
    ::serde::Deserialize,
    ::serde::Serialize,
    ::toolshape::Partial,
)]
pub enum OrderKind {
    /// `order`.
    #[serde(rename = "order")]
    Order,
}

impl ::std::fmt::Display for OrderKind {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        ::serde::Serialize::serialize(self, f)
    }
}

/// `Place`.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
#[tool(whole)]
pub struct Place {
    /// `street`.
    pub street: String,
}

impl ::toolshape::ToolShape for Order {
    fn spec() -> ::toolshape::ToolSpec {
        static SCHEMA: ::toolshape::__private::Schema = ::toolshape::__private::Schema::new(
            "order",
            "As draft 6 has it.",
            r##"{"title":"Order","description":"As draft 6 has it.","type":"object","properties":{"kind":{"const":"order"},"amount":{"type":"number","exclusiveMinimum":0},"tags":{"type":"array","items":{"type":"string"},"contains":{"const":"new"}},"codes":{"type":"object","propertyNames":{"pattern":"^[A-Z]+$"},"additionalProperties":{"type":"string"}},"more":true,"never":false,"to":{"$ref":"#/$defs/Place"}},"required":["kind"],"$defs":{"Place":{"type":"object","properties":{"street":{"type":"string"}},"required":["street"]}}}"##,
        );
        SCHEMA.spec()
    }

    fn decode<'de, D: ::serde::Deserializer<'de>>(
        input: D,
    ) -> ::std::result::Result<Self, D::Error> {
        ::toolshape::__private::checked(input)
    }

    fn decode_checked<'de, D: ::serde::Deserializer<'de>>(
        input: D,
    ) -> ::std::result::Result<Self, D::Error> {
        ::serde::Deserialize::deserialize(input)
    }

    fn accept(value: Self) -> Option<Self> {
        Some(value)
    }
}
