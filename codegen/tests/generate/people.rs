// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// As people write them.
///
/// `dict` is read as `object`.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
pub struct People {
    /// In EUR.
    ///
    /// `float` is read as `number`.
    pub price: f64,
    /// `any` is read as any value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub anything: Option<::toolshape::__private::Value>,
    /// `tuple` is read as `array`.
    /// `float` is read as `number`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pair: Option<Vec<f64>>,
    /// `dict` is read as `object`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<::std::collections::BTreeMap<String, ::toolshape::__private::Value>>,
    /// `int` is read as `integer`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default, deserialize_with = "::toolshape::__private::exact")]
    pub count: Option<i64>,
    /// `str` is read as `string`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `bool` is read as `boolean`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<bool>,
    /// `list` is read as `array`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub all: Option<Vec<::toolshape::__private::Value>>,
}

impl ::toolshape::ToolShape for People {
    fn spec() -> ::toolshape::ToolSpec {
        static SCHEMA: ::toolshape::__private::Schema = ::toolshape::__private::Schema::new(
            "people",
            "As people write them.",
            r#"{"type":"object","description":"As people write them.","properties":{"price":{"type":"number","description":"In EUR."},"anything":{},"pair":{"type":"array","items":{"type":"number"}},"table":{"type":"object"},"count":{"type":"integer"},"name":{"type":"string"},"on":{"type":"boolean"},"all":{"type":"array"}},"required":["price"]}"#,
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
