// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// As draft 7 has it.
///
/// More rules in the schema: `if`, `dependentRequired`, `propertyNames`.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
pub struct Rule {
    /// `kind`.
    pub kind: RuleKind,
    /// At least 1 character.
    ///
    /// `maxLength` beside `$ref` is ignored in draft 7.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// Encoded as `base64`.
    ///
    /// `contentEncoding` describes the string, as in later drafts, and is not checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// More rules in the schema: `contains`.
    ///
    /// The schema says what each of the first entries is; the type does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list: Option<Vec<RuleListItem>>,
}

/// `RuleKind`.
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
pub enum RuleKind {
    /// `rule`.
    #[serde(rename = "rule")]
    Rule,
}

impl ::std::fmt::Display for RuleKind {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        ::serde::Serialize::serialize(self, f)
    }
}

/// `RuleListItem`.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
#[serde(untagged)]
pub enum RuleListItem {
    /// A text.
    Text(String),
    /// An integer.
    Integer(#[serde(deserialize_with = "::toolshape::__private::exact")] i64),
}

impl ::toolshape::ToolShape for Rule {
    fn spec() -> ::toolshape::ToolSpec {
        static SCHEMA: ::toolshape::__private::Schema = ::toolshape::__private::Schema::new(
            "rule",
            "As draft 7 has it.",
            r##"{"title":"Rule","description":"As draft 7 has it.","type":"object","properties":{"kind":{"const":"rule"},"when":{"$ref":"#/$defs/condition"},"body":{"type":"string","contentEncoding":"base64"},"list":{"type":"array","prefixItems":[{"type":"string"}],"items":{"type":"integer"},"contains":{"minLength":2}}},"dependentRequired":{"body":["when"]},"if":{"required":["list"]},"then":{"required":["body"]},"propertyNames":{"maxLength":4},"required":["kind"],"$defs":{"condition":{"type":"string","minLength":1}}}"##,
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
