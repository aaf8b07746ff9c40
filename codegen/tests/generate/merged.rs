// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// All of several.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
pub struct Merged {
    /// Format `email`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail: Option<String>,
    /// At least 0.
    /// At most 150.
    #[serde(deserialize_with = "::toolshape::generated::exact")]
    pub age: i64,
    /// At most 10 characters.
    pub name: String,
}

::toolshape::generated::tool! {
    Merged: "merged", "All of several.",
    r##"{"description":"All of several.","type":"object","allOf":[{"$ref":"#/$defs/Named"},{"properties":{"age":{"type":"integer","minimum":0}},"required":["age"]},{"properties":{"age":{"maximum":150}}}],"properties":{"mail":{"type":"string","format":"email"}},"$defs":{"Named":{"type":"object","properties":{"name":{"type":"string","maxLength":10}},"required":["name"]}}}"##
}
