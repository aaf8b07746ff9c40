// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// Schemas that do not say their type.
///
/// Has no `type`, and is read as an object, as a tool's input is.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
pub struct Untyped {
    /// At least 2 characters.
    pub city: ::toolshape::Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<UntypedTags>,
    /// At least 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<::toolshape::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub either: Option<UntypedEither>,
}

/// Entries are unique.
///
/// No `type` says that this is always an object or a list, so it may be any value.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
#[serde(untagged)]
pub enum UntypedTags {
    List(Vec<String>),
    Other(::toolshape::Value),
}

#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
#[serde(untagged)]
pub enum UntypedEither {
    Object(::std::collections::BTreeMap<String, ::toolshape::Value>),
    List(Vec<::toolshape::Value>),
}

::toolshape::generated::tool! {
    Untyped: "untyped", "Schemas that do not say their type.",
    r#"{"type":"object","description":"Schemas that do not say their type.","properties":{"city":{"minLength":2},"tags":{"items":{"type":"string"},"uniqueItems":true},"size":{"minimum":1},"either":{"type":["object","array"]}},"required":["city"]}"#
}
