// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// Names that are no identifiers, or alike.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
pub struct Names {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<String>,
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_: Option<String>,
    #[serde(rename = "Self", skip_serializing_if = "Option::is_none")]
    pub self_2: Option<String>,
    #[serde(
        rename = "a-b",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "::toolshape::generated::exact"
    )]
    pub a_b_2: Option<i64>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "::toolshape::generated::exact"
    )]
    pub a_b: Option<i64>,
    #[serde(
        rename = "aB",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "::toolshape::generated::exact"
    )]
    pub a_b_3: Option<i64>,
    #[serde(rename = "1st", skip_serializing_if = "Option::is_none")]
    pub n1st: Option<String>,
    #[serde(rename = "", skip_serializing_if = "Option::is_none")]
    pub empty: Option<String>,
    #[serde(rename = "$ref", skip_serializing_if = "Option::is_none")]
    pub r#ref: Option<String>,
    #[serde(rename = "quote\"d\\", skip_serializing_if = "Option::is_none")]
    pub quote_d: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub größe: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub 名前: Option<String>,
    #[serde(
        rename = "µg",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "::toolshape::generated::exact"
    )]
    pub μg: Option<i64>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "::toolshape::generated::exact"
    )]
    pub имя: Option<i64>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "::toolshape::generated::exact"
    )]
    pub 한글: Option<i64>,
    #[serde(
        rename = "\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "::toolshape::generated::exact"
    )]
    pub 한글_2: Option<i64>,
    #[serde(
        rename = "\u{fb01}",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "::toolshape::generated::exact"
    )]
    pub fi: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub option: Option<NamesOption>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub string: Option<NamesString>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<NamesResult>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<NamesEvent>,
}

#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
#[tool(whole)]
pub struct NamesOption {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vec: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
#[tool(whole)]
pub struct NamesString {
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "::toolshape::generated::exact"
    )]
    pub r#box: Option<i64>,
}

#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
pub enum NamesResult {
    Ok,
    Err,
    Some,
    None,
    SelfValue,
    Content,
    Error,
    Partial,
}

::toolshape::generated::text_enum! {
    NamesResult {
        Ok = "ok",
        Err = "err",
        Some = "some",
        None = "none",
        SelfValue = "Self",
        Content = "content",
        Error = "error",
        Partial = "partial",
    }
}

#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
#[serde(tag = "kind")]
#[tool(whole)]
pub enum NamesEvent {
    #[serde(rename = "content")]
    Content(NamesEventContent),
    #[serde(rename = "error")]
    Error(NamesEventError),
    #[serde(rename = "partial")]
    Partial(NamesEventPartial),
}

#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize)]
pub struct NamesEventContent {
    pub text: String,
}

#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize)]
pub struct NamesEventError {
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "::toolshape::generated::exact"
    )]
    pub code: Option<i64>,
}

#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize)]
pub struct NamesEventPartial {}

::toolshape::generated::tool! {
    Names: "names", "Names that are no identifiers, or alike.",
    r#"{"description":"Names that are no identifiers, or alike.","type":"object","properties":{"type":{"type":"string"},"self":{"type":"string"},"Self":{"type":"string"},"a-b":{"type":"integer"},"a_b":{"type":"integer"},"aB":{"type":"integer"},"1st":{"type":"string"},"":{"type":"string"},"$ref":{"type":"string"},"quote\"d\\":{"type":"string"},"größe":{"type":"string"},"名前":{"type":"string"},"µg":{"type":"integer"},"имя":{"type":"integer"},"한글":{"type":"integer"},"\u1112\u1161\u11ab\u1100\u1173\u11af":{"type":"integer"},"\ufb01":{"type":"integer"},"option":{"type":"object","properties":{"vec":{"type":"string"}}},"string":{"type":"object","properties":{"box":{"type":"integer"}}},"result":{"enum":["ok","err","some","none","Self","content","error","partial"]},"event":{"oneOf":[{"type":"object","properties":{"kind":{"const":"content"},"text":{"type":"string"}},"required":["kind","text"]},{"type":"object","properties":{"kind":{"const":"error"},"code":{"type":"integer"}},"required":["kind"]},{"type":"object","properties":{"kind":{"const":"partial"}},"required":["kind"]}]}}}"#
}
