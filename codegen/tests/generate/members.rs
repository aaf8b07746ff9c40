// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// What other members there may be.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
pub struct Members {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed: Option<MembersClosed>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "::toolshape::generated::exact"
    )]
    pub counts: Option<::std::collections::BTreeMap<String, i64>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept: Option<MembersKept>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patterns: Option<::std::collections::BTreeMap<String, String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unevaluated: Option<MembersUnevaluated>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub anything: Option<::std::collections::BTreeMap<String, ::toolshape::Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub empty: Option<MembersEmpty>,
    /// More rules in the schema: `propertyNames`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub named: Option<::std::collections::BTreeMap<String, ::toolshape::Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counted: Option<MembersCounted>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sure: Option<MembersSure>,
}

#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
#[serde(deny_unknown_fields)]
#[tool(whole)]
pub struct MembersClosed {
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "::toolshape::generated::exact"
    )]
    pub a: Option<i64>,
}

#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
#[tool(whole)]
pub struct MembersKept {
    pub name: String,
    /// All other members.
    #[serde(flatten, deserialize_with = "::toolshape::generated::exact")]
    pub rest: ::std::collections::BTreeMap<String, i64>,
}

#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
#[serde(deny_unknown_fields)]
#[tool(whole)]
pub struct MembersUnevaluated {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub b: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub a: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
#[serde(deny_unknown_fields)]
#[tool(whole)]
pub struct MembersEmpty {}

/// At least 1 entry.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
#[tool(whole)]
pub struct MembersCounted {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub a: Option<String>,
    /// All other members.
    #[serde(flatten)]
    pub rest: ::std::collections::BTreeMap<String, ::toolshape::Value>,
}

/// At least 1 entry.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
#[tool(whole)]
pub struct MembersSure {
    pub a: String,
}

::toolshape::generated::tool! {
    Members: "members", "What other members there may be.",
    r#"{"description":"What other members there may be.","type":"object","properties":{"closed":{"type":"object","properties":{"a":{"type":"integer"}},"additionalProperties":false},"counts":{"type":"object","additionalProperties":{"type":"integer"}},"kept":{"type":"object","properties":{"name":{"type":"string"}},"additionalProperties":{"type":"integer"},"required":["name"]},"patterns":{"type":"object","patternProperties":{"^x-":{"type":"string"}},"additionalProperties":false},"unevaluated":{"type":"object","allOf":[{"properties":{"a":{"type":"string"}}}],"properties":{"b":{"type":"string"}},"unevaluatedProperties":false},"anything":{"type":"object"},"empty":{"type":"object","properties":{},"additionalProperties":false},"named":{"type":"object","propertyNames":{"maxLength":3}},"counted":{"type":"object","properties":{"a":{"type":"string"}},"minProperties":1},"sure":{"type":"object","properties":{"a":{"type":"string"}},"minProperties":1,"required":["a"]}}}"#
}
