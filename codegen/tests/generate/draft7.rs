// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// As draft 7 has it.
///
/// More rules in the schema: `if`, `dependentRequired`, `propertyNames`.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
pub struct Rule {
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

#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
pub enum RuleKind {
    Rule,
}

::toolshape::generated::text_enum! {
    RuleKind {
        Rule = "rule",
    }
}

#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
#[serde(untagged)]
pub enum RuleListItem {
    Text(String),
    Integer(#[serde(deserialize_with = "::toolshape::generated::exact")] i64),
}

::toolshape::generated::tool! {
    Rule: "rule", "As draft 7 has it.",
    r##"{"title":"Rule","description":"As draft 7 has it.","type":"object","properties":{"kind":{"const":"rule"},"when":{"$ref":"#/$defs/condition"},"body":{"type":"string","contentEncoding":"base64"},"list":{"type":"array","prefixItems":[{"type":"string"}],"items":{"type":"integer"},"contains":{"minLength":2}}},"dependentRequired":{"body":["when"]},"if":{"required":["list"]},"then":{"required":["body"]},"propertyNames":{"maxLength":4},"required":["kind"],"$defs":{"condition":{"type":"string","minLength":1}}}"##
}
