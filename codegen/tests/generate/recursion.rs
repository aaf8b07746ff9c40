// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// A tree.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
pub struct Recursion {
    /// `value`.
    #[serde(deserialize_with = "::toolshape::__private::exact")]
    pub value: i64,
    /// `left`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left: Option<Box<Recursion>>,
    /// `right`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub right: Option<Box<Recursion>>,
    /// `children`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub children: Option<Vec<Recursion>>,
    /// `json`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub json: Option<JsonValue>,
}

/// `JsonValue`.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
#[serde(untagged)]
pub enum JsonValue {
    /// A boolean.
    Boolean(bool),
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
    /// A list.
    List(#[serde(deserialize_with = "::toolshape::__private::exact")] Vec<Option<JsonValue>>),
    /// A map.
    Object(
        #[serde(deserialize_with = "::toolshape::__private::exact")]
        ::std::collections::BTreeMap<String, Option<JsonValue>>,
    ),
}

impl ::toolshape::__private::Exact for JsonValue {}

impl ::toolshape::ToolShape for Recursion {
    fn spec() -> ::toolshape::ToolSpec {
        static SCHEMA: ::toolshape::__private::Schema = ::toolshape::__private::Schema::new(
            "recursion",
            "A tree.",
            r##"{"description":"A tree.","type":"object","properties":{"value":{"type":"integer"},"left":{"$ref":"#"},"right":{"anyOf":[{"$ref":"#"},{"type":"null"}]},"children":{"type":"array","items":{"$ref":"#"}},"json":{"$ref":"#/$defs/Json"}},"required":["value"],"$defs":{"Json":{"anyOf":[{"type":"null"},{"type":"boolean"},{"type":"integer"},{"type":"number"},{"type":"string"},{"type":"array","items":{"$ref":"#/$defs/Json"}},{"type":"object","additionalProperties":{"$ref":"#/$defs/Json"}}]}}}"##,
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
