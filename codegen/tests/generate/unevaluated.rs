// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// What other keywords left over.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
pub struct Route {
    /// At least 2 entries.
    #[tool(whole)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<(f64, f64)>,
    /// The schema says what each of the first entries is; the type does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stops: Option<Vec<RouteStop>>,
    /// More rules in the schema: `contains`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub marks: Option<Vec<::toolshape::Value>>,
}

#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
#[serde(untagged)]
pub enum RouteStop {
    Text(String),
    Integer(#[serde(deserialize_with = "::toolshape::generated::exact")] i64),
}

::toolshape::generated::tool! {
    Route: "route", "What other keywords left over.",
    r#"{"title":"Route","description":"What other keywords left over.","type":"object","properties":{"start":{"type":"array","prefixItems":[{"type":"number"},{"type":"number"}],"minItems":2,"unevaluatedItems":false},"stops":{"type":"array","allOf":[{"prefixItems":[{"type":"string"}]}],"unevaluatedItems":{"type":"integer"}},"marks":{"type":"array","contains":{"type":"string"},"unevaluatedItems":{"type":"integer"}}}}"#
}
