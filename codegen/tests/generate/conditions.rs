// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// Where one thing depends on another.
///
/// More rules in the schema: `not`, `if`, `dependentRequired`.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
#[serde(untagged)]
pub enum Conditions {
    /// A value of this type.
    Zip(#[serde(deserialize_with = "::toolshape::__private::exact")] ConditionsZip),
    /// A value of this type.
    Object(#[serde(deserialize_with = "::toolshape::__private::exact")] ConditionsObject),
}

/// `ConditionsZip`.
#[derive(Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize)]
pub struct ConditionsZip {
    /// `country`.
    #[serde(deserialize_with = "::toolshape::__private::exact")]
    pub country: ConditionsZipCountry,
    /// Matches `^[0-9]{5}$`.
    pub zip: String,
    /// `card`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card: Option<String>,
    /// `address`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

impl ::toolshape::__private::Exact for ConditionsZip {
    fn read<'de, D: ::serde::Deserializer<'de>>(input: D) -> ::std::result::Result<Self, D::Error> {
        ::toolshape::__private::object(input)
    }
}

/// `ConditionsZipCountry`.
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
)]
pub enum ConditionsZipCountry {
    /// `US`.
    #[serde(rename = "US")]
    Us,
}

impl ::std::fmt::Display for ConditionsZipCountry {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        ::serde::Serialize::serialize(self, f)
    }
}

impl ::toolshape::__private::Exact for ConditionsZipCountry {
    fn read<'de, D: ::serde::Deserializer<'de>>(input: D) -> ::std::result::Result<Self, D::Error> {
        ::toolshape::__private::word(input)
    }
}

/// `ConditionsObject`.
#[derive(Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize)]
pub struct ConditionsObject {
    /// `country`.
    pub country: String,
    /// At most 8 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zip: Option<String>,
    /// `card`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card: Option<String>,
    /// `address`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

impl ::toolshape::__private::Exact for ConditionsObject {
    fn read<'de, D: ::serde::Deserializer<'de>>(input: D) -> ::std::result::Result<Self, D::Error> {
        ::toolshape::__private::object(input)
    }
}

impl ::toolshape::ToolShape for Conditions {
    fn spec() -> ::toolshape::ToolSpec {
        static SCHEMA: ::toolshape::__private::Schema = ::toolshape::__private::Schema::new(
            "conditions",
            "Where one thing depends on another.",
            r#"{"description":"Where one thing depends on another.","type":"object","properties":{"country":{"type":"string"},"zip":{"type":"string"},"card":{"type":"string"},"address":{"type":"string"}},"if":{"properties":{"country":{"const":"US"}}},"then":{"properties":{"zip":{"pattern":"^[0-9]{5}$"}},"required":["zip"]},"else":{"properties":{"zip":{"maxLength":8}}},"dependentRequired":{"card":["address"]},"not":{"required":["address","zip"]},"required":["country"]}"#,
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
