// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// What other members there may be.
#[derive(
    Clone, Debug, Default, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
pub struct Members {
    /// `closed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed: Option<MembersClosed>,
    /// `counts`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default, deserialize_with = "::toolshape::__private::exact")]
    pub counts: Option<::std::collections::BTreeMap<String, i64>>,
    /// `kept`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept: Option<MembersKept>,
    /// `patterns`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patterns: Option<::std::collections::BTreeMap<String, String>>,
    /// `unevaluated`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unevaluated: Option<MembersUnevaluated>,
    /// `anything`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub anything: Option<::std::collections::BTreeMap<String, ::toolshape::__private::Value>>,
    /// `empty`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub empty: Option<MembersEmpty>,
    /// More rules in the schema: `propertyNames`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub named: Option<::std::collections::BTreeMap<String, ::toolshape::__private::Value>>,
    /// `counted`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counted: Option<MembersCounted>,
    /// `sure`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sure: Option<MembersSure>,
}

/// `MembersClosed`.
#[derive(
    Clone, Debug, Default, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
#[serde(deny_unknown_fields)]
#[tool(whole)]
pub struct MembersClosed {
    /// `a`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default, deserialize_with = "::toolshape::__private::exact")]
    pub a: Option<i64>,
}

/// `MembersKept`.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
#[tool(whole)]
pub struct MembersKept {
    /// `name`.
    pub name: String,
    /// All other members.
    #[serde(flatten, deserialize_with = "::toolshape::__private::exact")]
    pub rest: ::std::collections::BTreeMap<String, i64>,
}

/// `MembersUnevaluated`.
#[derive(
    Clone, Debug, Default, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
#[serde(deny_unknown_fields)]
#[tool(whole)]
pub struct MembersUnevaluated {
    /// `b`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub b: Option<String>,
    /// `a`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub a: Option<String>,
}

/// `MembersEmpty`.
#[derive(
    Clone, Debug, Default, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
#[serde(deny_unknown_fields)]
#[tool(whole)]
pub struct MembersEmpty {}

/// At least 1 entry.
#[derive(
    Clone, Debug, Default, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
#[tool(whole)]
pub struct MembersCounted {
    /// `a`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub a: Option<String>,
    /// All other members.
    #[serde(flatten)]
    pub rest: ::std::collections::BTreeMap<String, ::toolshape::__private::Value>,
}

/// At least 1 entry.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
#[tool(whole)]
pub struct MembersSure {
    /// `a`.
    pub a: String,
}

impl ::toolshape::ToolShape for Members {
    fn spec() -> ::toolshape::ToolSpec {
        static SCHEMA: ::toolshape::__private::Schema = ::toolshape::__private::Schema::new(
            "members",
            "What other members there may be.",
            r#"{"description":"What other members there may be.","type":"object","properties":{"closed":{"type":"object","properties":{"a":{"type":"integer"}},"additionalProperties":false},"counts":{"type":"object","additionalProperties":{"type":"integer"}},"kept":{"type":"object","properties":{"name":{"type":"string"}},"additionalProperties":{"type":"integer"},"required":["name"]},"patterns":{"type":"object","patternProperties":{"^x-":{"type":"string"}},"additionalProperties":false},"unevaluated":{"type":"object","allOf":[{"properties":{"a":{"type":"string"}}}],"properties":{"b":{"type":"string"}},"unevaluatedProperties":false},"anything":{"type":"object"},"empty":{"type":"object","properties":{},"additionalProperties":false},"named":{"type":"object","propertyNames":{"maxLength":3}},"counted":{"type":"object","properties":{"a":{"type":"string"}},"minProperties":1},"sure":{"type":"object","properties":{"a":{"type":"string"}},"minProperties":1,"required":["a"]}}}"#,
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
