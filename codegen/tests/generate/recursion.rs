// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// A tree.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
pub struct Recursion {
    #[serde(deserialize_with = "::toolshape::generated::exact")]
    pub value: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left: Option<Box<Recursion>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub right: Option<Box<Recursion>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub children: Option<Vec<Recursion>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub json: Option<JsonValue>,
}

#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
#[serde(untagged)]
pub enum JsonValue {
    Boolean(bool),
    Number(f64),
    Text(String),
    List(#[serde(deserialize_with = "::toolshape::generated::exact")] Vec<Option<JsonValue>>),
    Object(
        #[serde(deserialize_with = "::toolshape::generated::exact")]
        ::std::collections::BTreeMap<String, Option<JsonValue>>,
    ),
}

::toolshape::generated::read_exactly! { any JsonValue }

::toolshape::generated::tool! {
    Recursion: "recursion", "A tree.",
    r##"{"description":"A tree.","type":"object","properties":{"value":{"type":"integer"},"left":{"$ref":"#"},"right":{"anyOf":[{"$ref":"#"},{"type":"null"}]},"children":{"type":"array","items":{"$ref":"#"}},"json":{"$ref":"#/$defs/Json"}},"required":["value"],"$defs":{"Json":{"anyOf":[{"type":"null"},{"type":"boolean"},{"type":"integer"},{"type":"number"},{"type":"string"},{"type":"array","items":{"$ref":"#/$defs/Json"}},{"type":"object","additionalProperties":{"$ref":"#/$defs/Json"}}]}}}"##
}
