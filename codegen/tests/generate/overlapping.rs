// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// Objects that have members in common.
#[derive(
    Clone, Debug, Default, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
pub struct Overlapping {
    /// `contact`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<OverlappingContact>,
    /// `one`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub one: Option<OverlappingOne>,
    /// `many`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub many: Option<OverlappingMany>,
    /// `number`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<f64>,
}

/// Several shapes in the schema, read as one: not every mixture of their members is valid.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
#[tool(whole)]
pub struct OverlappingContact {
    /// `name`.
    pub name: String,
    /// `mail`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail: Option<::toolshape::__private::Value>,
    /// `phone`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<::toolshape::__private::Value>,
    /// `count`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<::toolshape::__private::Value>,
}

/// Several shapes in the schema, read as one: not every mixture of their members is valid.
#[derive(
    Clone, Debug, Default, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
#[tool(whole)]
pub struct OverlappingOne {
    /// `a`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub a: Option<::toolshape::__private::Value>,
    /// `b`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub b: Option<::toolshape::__private::Value>,
}

/// `OverlappingMany`.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
#[serde(untagged)]
pub enum OverlappingMany {
    /// A text.
    Text(String),
    /// A list.
    List(Vec<String>),
}

impl ::toolshape::ToolShape for Overlapping {
    fn spec() -> ::toolshape::ToolSpec {
        static SCHEMA: ::toolshape::__private::Schema = ::toolshape::__private::Schema::new(
            "overlapping",
            "Objects that have members in common.",
            r#"{"description":"Objects that have members in common.","type":"object","properties":{"contact":{"anyOf":[{"type":"object","properties":{"name":{"type":"string"},"mail":{"type":"string"}},"required":["name","mail"]},{"type":"object","properties":{"name":{"type":"string"},"phone":{"type":"string"},"count":{"type":"integer"}},"required":["name","phone"]}]},"one":{"oneOf":[{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]},{"type":"object","properties":{"b":{"type":"integer"}},"required":["b"]}]},"many":{"anyOf":[{"type":"string"},{"type":"array","items":{"type":"string"}}]},"number":{"anyOf":[{"type":"integer"},{"type":"number","minimum":0.5}]}}}"#,
        );
        SCHEMA.spec()
    }

    fn decode<'de, D: ::serde::Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        ::toolshape::__private::checked(input)
    }

    fn decode_checked<'de, D: ::serde::Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        ::serde::Deserialize::deserialize(input)
    }
}
