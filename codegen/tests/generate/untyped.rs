// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// Schemas that do not say their type.
///
/// Has no `type`, and is read as an object, as a tool's input is.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
pub struct Untyped {
    /// At least 2 characters.
    pub city: ::toolshape::__private::Value,
    /// `tags`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<UntypedTags>,
    /// At least 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<::toolshape::__private::Value>,
    /// `either`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub either: Option<UntypedEither>,
}

/// Entries are unique.
///
/// No `type` says that this is always an object or a list, so it may be any value.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
#[serde(untagged)]
pub enum UntypedTags {
    /// A list.
    List(Vec<String>),
    /// Any other value.
    Other(::toolshape::__private::Value),
}

/// `UntypedEither`.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
#[serde(untagged)]
pub enum UntypedEither {
    /// A map.
    Object(::std::collections::BTreeMap<String, ::toolshape::__private::Value>),
    /// A list.
    List(Vec<::toolshape::__private::Value>),
}

impl ::toolshape::ToolShape for Untyped {
    fn spec() -> ::toolshape::ToolSpec {
        static SCHEMA: ::toolshape::__private::Schema = ::toolshape::__private::Schema::new(
            "untyped",
            "Schemas that do not say their type.",
            r#"{"type":"object","description":"Schemas that do not say their type.","properties":{"city":{"minLength":2},"tags":{"items":{"type":"string"},"uniqueItems":true},"size":{"minimum":1},"either":{"type":["object","array"]}},"required":["city"]}"#,
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
