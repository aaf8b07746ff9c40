// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// Names that are no identifiers, or alike.
#[derive(
    Clone, Debug, Default, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
pub struct Names {
    /// `type`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<String>,
    /// `self`.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_: Option<String>,
    /// `Self`.
    #[serde(rename = "Self", skip_serializing_if = "Option::is_none")]
    pub self_2: Option<String>,
    /// `a-b`.
    #[serde(rename = "a-b", skip_serializing_if = "Option::is_none")]
    #[serde(default, deserialize_with = "::toolshape::__private::exact")]
    pub a_b_2: Option<i64>,
    /// `a_b`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default, deserialize_with = "::toolshape::__private::exact")]
    pub a_b: Option<i64>,
    /// `aB`.
    #[serde(rename = "aB", skip_serializing_if = "Option::is_none")]
    #[serde(default, deserialize_with = "::toolshape::__private::exact")]
    pub a_b_3: Option<i64>,
    /// `1st`.
    #[serde(rename = "1st", skip_serializing_if = "Option::is_none")]
    pub n1st: Option<String>,
    /// Named "".
    #[serde(rename = "", skip_serializing_if = "Option::is_none")]
    pub empty: Option<String>,
    /// `$ref`.
    #[serde(rename = "$ref", skip_serializing_if = "Option::is_none")]
    pub r#ref: Option<String>,
    /// `quote"d\`.
    #[serde(rename = "quote\"d\\", skip_serializing_if = "Option::is_none")]
    pub quote_d: Option<String>,
    /// `größe`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub größe: Option<String>,
    /// `名前`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub 名前: Option<String>,
    /// `µg`.
    #[serde(rename = "µg", skip_serializing_if = "Option::is_none")]
    #[serde(default, deserialize_with = "::toolshape::__private::exact")]
    pub μg: Option<i64>,
    /// `а`.
    #[serde(rename = "а", skip_serializing_if = "Option::is_none")]
    #[serde(default, deserialize_with = "::toolshape::__private::exact")]
    pub a: Option<i64>,
    /// `한글`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default, deserialize_with = "::toolshape::__private::exact")]
    pub 한글: Option<i64>,
    /// `한글`.
    #[serde(
        rename = "\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}",
        skip_serializing_if = "Option::is_none"
    )]
    #[serde(default, deserialize_with = "::toolshape::__private::exact")]
    pub 한글_2: Option<i64>,
    /// `ﬁ`.
    #[serde(rename = "\u{fb01}", skip_serializing_if = "Option::is_none")]
    #[serde(default, deserialize_with = "::toolshape::__private::exact")]
    pub fi: Option<i64>,
    /// `option`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub option: Option<NamesOption>,
    /// `string`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub string: Option<NamesString>,
    /// `result`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<NamesResult>,
    /// `event`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<NamesEvent>,
}

/// `NamesOption`.
#[derive(
    Clone, Debug, Default, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
#[tool(whole)]
pub struct NamesOption {
    /// `vec`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vec: Option<String>,
}

/// `NamesString`.
#[derive(
    Clone, Debug, Default, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
#[tool(whole)]
pub struct NamesString {
    /// `box`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default, deserialize_with = "::toolshape::__private::exact")]
    pub r#box: Option<i64>,
}

/// `NamesResult`.
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
pub enum NamesResult {
    /// `ok`.
    #[serde(rename = "ok")]
    Ok,
    /// `err`.
    #[serde(rename = "err")]
    Err,
    /// `some`.
    #[serde(rename = "some")]
    Some,
    /// `none`.
    #[serde(rename = "none")]
    None,
    /// `Self`.
    #[serde(rename = "Self")]
    SelfValue,
    /// `content`.
    #[serde(rename = "content")]
    Content,
    /// `error`.
    #[serde(rename = "error")]
    Error,
    /// `partial`.
    #[serde(rename = "partial")]
    Partial,
}

impl ::std::fmt::Display for NamesResult {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        ::serde::Serialize::serialize(self, f)
    }
}

/// `NamesEvent`.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
#[serde(tag = "kind")]
#[tool(whole)]
pub enum NamesEvent {
    /// `content`.
    #[serde(rename = "content")]
    Content(NamesEventContent),
    /// `error`.
    #[serde(rename = "error")]
    Error(NamesEventError),
    /// `partial`.
    #[serde(rename = "partial")]
    Partial(NamesEventPartial),
}

/// `NamesEventContent`.
#[derive(Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize)]
pub struct NamesEventContent {
    /// `text`.
    pub text: String,
}

/// `NamesEventError`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Deserialize, ::serde::Serialize)]
pub struct NamesEventError {
    /// `code`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default, deserialize_with = "::toolshape::__private::exact")]
    pub code: Option<i64>,
}

/// `NamesEventPartial`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Deserialize, ::serde::Serialize)]
pub struct NamesEventPartial {}

impl ::toolshape::ToolShape for Names {
    fn spec() -> ::toolshape::ToolSpec {
        static SCHEMA: ::toolshape::__private::Schema = ::toolshape::__private::Schema::new(
            "names",
            "Names that are no identifiers, or alike.",
            r#"{"description":"Names that are no identifiers, or alike.","type":"object","properties":{"type":{"type":"string"},"self":{"type":"string"},"Self":{"type":"string"},"a-b":{"type":"integer"},"a_b":{"type":"integer"},"aB":{"type":"integer"},"1st":{"type":"string"},"":{"type":"string"},"$ref":{"type":"string"},"quote\"d\\":{"type":"string"},"größe":{"type":"string"},"名前":{"type":"string"},"µg":{"type":"integer"},"а":{"type":"integer"},"한글":{"type":"integer"},"\u1112\u1161\u11ab\u1100\u1173\u11af":{"type":"integer"},"\ufb01":{"type":"integer"},"option":{"type":"object","properties":{"vec":{"type":"string"}}},"string":{"type":"object","properties":{"box":{"type":"integer"}}},"result":{"enum":["ok","err","some","none","Self","content","error","partial"]},"event":{"oneOf":[{"type":"object","properties":{"kind":{"const":"content"},"text":{"type":"string"}},"required":["kind","text"]},{"type":"object","properties":{"kind":{"const":"error"},"code":{"type":"integer"}},"required":["kind"]},{"type":"object","properties":{"kind":{"const":"partial"}},"required":["kind"]}]}}}"#,
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
