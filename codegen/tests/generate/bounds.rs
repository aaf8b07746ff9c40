// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// Bounds that no type holds.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
pub struct Bounds {
    /// 1 to 14.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "::toolshape::generated::exact"
    )]
    pub nights: Option<i64>,
    /// At most 1.
    /// More than `0`.
    /// A multiple of `0.25`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
    /// At least 3 characters.
    /// Matches `^[A-Z]{3}$`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// 1 to 3 entries.
    /// Entries are unique.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
    /// Format `date`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// Format `uuid`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Format `uri`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// 0 to 18446744073709551615.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "::toolshape::generated::exact"
    )]
    pub large: Option<u64>,
    /// More rules in the schema: `contains`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub some: Option<Vec<::toolshape::Value>>,
    /// 1 to 2 entries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub few: Option<::std::collections::BTreeMap<String, ::toolshape::Value>>,
}

::toolshape::generated::tool! {
    Bounds: "bounds", "Bounds that no type holds.",
    r#"{"description":"Bounds that no type holds.","type":"object","properties":{"nights":{"type":"integer","minimum":1,"maximum":14},"share":{"type":"number","exclusiveMinimum":0,"maximum":1,"multipleOf":0.25},"code":{"type":"string","pattern":"^[A-Z]{3}$","minLength":3},"tags":{"type":"array","items":{"type":"string"},"minItems":1,"maxItems":3,"uniqueItems":true},"when":{"type":"string","format":"date"},"id":{"type":"string","format":"uuid"},"site":{"type":"string","format":"uri"},"large":{"type":"integer","maximum":18446744073709551615,"minimum":0},"some":{"type":"array","contains":{"const":"x"}},"few":{"type":"object","minProperties":1,"maxProperties":2}}}"#
}
