// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// What hangs on what else is there.
///
/// More rules in the schema: `dependentRequired`, `dependentSchemas`.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
pub struct Payment {
    pub card: String,
    /// At least 2 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coupon: Option<String>,
    /// More rules in the schema: `contains`.
    ///
    /// The schema says what each of the first entries is; the type does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub codes: Option<Vec<::toolshape::Value>>,
    /// At least 2 entries.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "::toolshape::generated::exact"
    )]
    pub pair: Option<(String, i64)>,
    /// More than `0`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipping: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parcel: Option<Tree>,
    /// What this is depends on the rest of the object: the schema says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<::toolshape::Value>,
}

#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
#[tool(whole)]
pub struct Tree {
    pub label: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parts: Option<Vec<Tree>>,
}

::toolshape::generated::tool! {
    Payment: "payment", "What hangs on what else is there.",
    r##"{"title":"Payment","description":"What hangs on what else is there.","type":"object","properties":{"card":{"type":"string"},"address":{"type":"string","minLength":2},"coupon":{"type":"string"},"codes":{"type":"array","prefixItems":[{"type":"string"}],"contains":{"const":7},"unevaluatedItems":false},"pair":{"type":"array","prefixItems":[{"type":"string"},{"type":"integer"}],"minItems":2,"unevaluatedItems":false},"weight":{"type":"number","exclusiveMinimum":0},"shipping":{"type":"string"},"parcel":{"$ref":"#/$defs/tree"}},"dependentSchemas":{"coupon":{"properties":{"note":{"type":"string","maxLength":3}},"required":["codes"]}},"dependentRequired":{"shipping":["address"]},"required":["card"],"$defs":{"tree":{"type":"object","properties":{"label":{"type":"string"},"parts":{"type":"array","items":{"$ref":"#/$defs/tree"}}},"required":["label"]}}}"##
}
