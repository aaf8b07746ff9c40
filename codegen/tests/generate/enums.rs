// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// Closed choices of values.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
pub struct Enums {
    /// How large.
    pub size: EnumsSize,
    /// `mixed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mixed: Option<EnumsMixed>,
    /// One of `1`, `2`, `3`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default, deserialize_with = "::toolshape::__private::exact")]
    pub level: Option<i64>,
    /// `version`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<EnumsVersion>,
    /// Always `{"a":[1]}`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fixed: Option<::std::collections::BTreeMap<String, ::toolshape::__private::Value>>,
    /// Always `true`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flag: Option<bool>,
}

/// How large.
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
pub enum EnumsSize {
    /// `small`.
    #[serde(rename = "small")]
    Small,
    /// `very-large`.
    #[serde(rename = "very-large")]
    VeryLarge,
    /// `größe`.
    #[serde(rename = "größe")]
    Größe,
    /// Named "".
    #[serde(rename = "")]
    Empty,
    /// `1st`.
    #[serde(rename = "1st")]
    N1st,
}

impl ::std::fmt::Display for EnumsSize {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        ::serde::Serialize::serialize(self, f)
    }
}

/// `EnumsMixed`.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
#[serde(untagged)]
pub enum EnumsMixed {
    /// A boolean.
    Boolean(bool),
    /// A number.
    Number(f64),
    /// A value of this type.
    Text(EnumsMixedText),
}

/// `EnumsMixedText`.
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
pub enum EnumsMixedText {
    /// `auto`.
    #[serde(rename = "auto")]
    Auto,
}

impl ::std::fmt::Display for EnumsMixedText {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        ::serde::Serialize::serialize(self, f)
    }
}

/// `EnumsVersion`.
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
pub enum EnumsVersion {
    /// `v1`.
    #[serde(rename = "v1")]
    V1,
}

impl ::std::fmt::Display for EnumsVersion {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        ::serde::Serialize::serialize(self, f)
    }
}

impl ::toolshape::ToolShape for Enums {
    fn spec() -> ::toolshape::ToolSpec {
        static SCHEMA: ::toolshape::__private::Schema = ::toolshape::__private::Schema::new(
            "enums",
            "Closed choices of values.",
            r#"{"description":"Closed choices of values.","type":"object","properties":{"size":{"type":"string","enum":["small","very-large","größe","","1st"],"description":"How large."},"mixed":{"enum":["auto",1,2.5,true,null]},"level":{"type":"integer","enum":[1,2,3]},"version":{"const":"v1"},"fixed":{"const":{"a":[1]}},"flag":{"const":true}},"required":["size"]}"#,
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
