// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// Lists of known length.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
pub struct Tuples {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub point: Option<TuplesPoint>,
    /// Exactly 2 entries.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "::toolshape::generated::exact"
    )]
    pub labelled: Option<(String, i64)>,
    /// The schema says what each of the first entries is; the type does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub open: Option<Vec<TuplesOpenItem>>,
    /// The schema says what each of the first entries is; the type does not.
    /// A list in `items` is read as `prefixItems`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<Vec<TuplesOldItem>>,
}

/// At least 2 entries.
///
/// No `type` says that this is always an object or a list, so it may be any value.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
#[serde(untagged)]
pub enum TuplesPoint {
    List((f64, f64)),
    Other(::toolshape::Value),
}

#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
#[serde(untagged)]
pub enum TuplesOpenItem {
    Text(String),
    Integer(#[serde(deserialize_with = "::toolshape::generated::exact")] i64),
}

#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
#[serde(untagged)]
pub enum TuplesOldItem {
    Boolean(bool),
    Text(String),
}

::toolshape::generated::tool! {
    Tuples: "tuples", "Lists of known length.",
    r#"{"description":"Lists of known length.","type":"object","properties":{"point":{"prefixItems":[{"type":"number"},{"type":"number"}],"items":false,"minItems":2},"labelled":{"type":"array","prefixItems":[{"type":"string"},{"type":"integer"}],"items":false,"minItems":2,"maxItems":2},"open":{"type":"array","prefixItems":[{"type":"string"}],"items":{"type":"integer"}},"old":{"type":"array","prefixItems":[{"type":"boolean"},{"type":"string"}],"items":false}}}"#
}
