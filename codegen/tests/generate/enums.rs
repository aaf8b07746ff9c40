// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// Closed choices of values.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
pub struct Enums {
    /// How large.
    pub size: EnumsSize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mixed: Option<EnumsMixed>,
    /// One of `1`, `2`, `3`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "::toolshape::generated::exact"
    )]
    pub level: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<EnumsVersion>,
    /// Always `{"a":[1]}`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fixed: Option<::std::collections::BTreeMap<String, ::toolshape::Value>>,
    /// Always `true`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flag: Option<bool>,
}

/// How large.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
pub enum EnumsSize {
    Small,
    VeryLarge,
    Größe,
    Empty,
    N1st,
}

::toolshape::generated::text_enum! {
    EnumsSize {
        Small = "small",
        VeryLarge = "very-large",
        Größe = "größe",
        Empty = "",
        N1st = "1st",
    }
}

#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
#[serde(untagged)]
pub enum EnumsMixed {
    Boolean(bool),
    Number(f64),
    Text(EnumsMixedText),
}

#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
pub enum EnumsMixedText {
    Auto,
}

::toolshape::generated::text_enum! {
    EnumsMixedText {
        Auto = "auto",
    }
}

#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
pub enum EnumsVersion {
    V1,
}

::toolshape::generated::text_enum! {
    EnumsVersion {
        V1 = "v1",
    }
}

::toolshape::generated::tool! {
    Enums: "enums", "Closed choices of values.",
    r#"{"description":"Closed choices of values.","type":"object","properties":{"size":{"type":"string","enum":["small","very-large","größe","","1st"],"description":"How large."},"mixed":{"enum":["auto",1,2.5,true,null]},"level":{"type":"integer","enum":[1,2,3]},"version":{"const":"v1"},"fixed":{"const":{"a":[1]}},"flag":{"const":true}},"required":["size"]}"#
}
