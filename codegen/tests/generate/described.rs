// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// Calls `lookUp_user()` of `OpenAPI` with \<id\>:
/// - first the `user_id`,
///   which is long
/// - then \[that\]
///
/// let x = 1;
///
/// See <https://example.com/a_b> and `code`.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
pub struct Described {
    #[serde(rename = "isA")]
    pub is_a: bool,
    #[serde(rename = "isB")]
    pub is_b: bool,
    #[serde(rename = "isC")]
    pub is_c: bool,
    /// A very long description that goes on and on, so that no line of a source would hold all of
    /// it, and is wrapped where a blank is.
    #[serde(rename = "isD")]
    pub is_d: bool,
    /// All other members.
    #[serde(flatten, deserialize_with = "::toolshape::generated::exact")]
    pub rest: ::std::collections::BTreeMap<String, Vec<Vec<Vec<Vec<i64>>>>>,
}

::toolshape::generated::tool! {
    Described: "described", "Calls lookUp_user() of OpenAPI with <id>:\n- first the user_id,\nwhich is long\n- then [that]\n\n    let x = 1;\n\nSee https://example.com/a_b and `code`.",
    r#"{"description":"Calls lookUp_user() of OpenAPI with <id>:\n- first the user_id,\nwhich is long\n- then [that]\n\n    let x = 1;\n\nSee https://example.com/a_b and `code`.","type":"object","properties":{"isA":{"type":"boolean"},"isB":{"type":"boolean"},"isC":{"type":"boolean"},"isD":{"type":"boolean","description":"A very long description that goes on and on, so that no line of a source would hold all of it, and is wrapped where a blank is."}},"additionalProperties":{"type":"array","items":{"type":"array","items":{"type":"array","items":{"type":"array","items":{"type":"integer"}}}}},"required":["isA","isB","isC","isD"]}"#
}
