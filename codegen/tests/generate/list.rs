// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// A root that is a list.
///
/// At least 1 entry.
///
/// May be something other than an object; models accept only objects as tool input.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
#[serde(transparent)]
#[tool(whole)]
pub struct Scores(#[serde(deserialize_with = "::toolshape::generated::exact")] pub Vec<i64>);

::toolshape::generated::tool! {
    Scores: "scores", "A root that is a list.",
    r#"{"title":"Scores","description":"A root that is a list.","type":"array","items":{"type":"integer","maximum":10},"minItems":1}"#
}
