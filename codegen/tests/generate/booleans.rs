// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// Schemas that are true or false.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
pub struct Booleans {
    /// `any`.
    pub any: ::toolshape::__private::Value,
    /// `list`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list: Option<Vec<::toolshape::__private::Value>>,
    /// `free`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub free: Option<::toolshape::__private::Value>,
    /// Anything at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub described: Option<::toolshape::__private::Value>,
}

impl ::toolshape::ToolShape for Booleans {
    fn spec() -> ::toolshape::ToolSpec {
        static SCHEMA: ::toolshape::__private::Schema = ::toolshape::__private::Schema::new(
            "booleans",
            "Schemas that are true or false.",
            r#"{"description":"Schemas that are true or false.","type":"object","properties":{"any":true,"none":false,"list":{"type":"array","items":true},"free":{},"described":{"description":"Anything at all."}},"required":["any"]}"#,
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
