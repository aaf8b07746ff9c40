// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// What may be null.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
pub struct Nullable {
    pub name: Option<String>,
    /// `nullable` is read as `OpenAPI` has it: null is allowed too.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "::toolshape::generated::exact"
    )]
    pub age: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub either: Option<NullableEither>,
    /// Default: `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub never: Option<()>,
}

#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
#[serde(untagged)]
pub enum NullableEither {
    Text(String),
    Integer(#[serde(deserialize_with = "::toolshape::generated::exact")] i64),
    Boolean(bool),
}

::toolshape::generated::tool! {
    Nullable: "nullable", "What may be null.",
    r#"{"description":"What may be null.","type":"object","properties":{"name":{"type":["string","null"]},"age":{"type":["integer","null"]},"either":{"type":["string","integer","boolean"]},"note":{"anyOf":[{"type":"string"},{"type":"null"}],"default":null},"never":{"type":"null"}},"required":["name"]}"#
}
