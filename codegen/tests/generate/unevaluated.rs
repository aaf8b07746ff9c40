// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// What other keywords left over.
#[derive(
    Clone, Debug, Default, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
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
    pub marks: Option<Vec<::toolshape::__private::Value>>,
}

/// `RouteStop`.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
#[serde(untagged)]
pub enum RouteStop {
    /// A text.
    Text(String),
    /// An integer.
    Integer(#[serde(deserialize_with = "::toolshape::__private::exact")] i64),
}

impl ::toolshape::ToolShape for Route {
    fn spec() -> ::toolshape::ToolSpec {
        static SCHEMA: ::toolshape::__private::Schema = ::toolshape::__private::Schema::new(
            "route",
            "What other keywords left over.",
            r#"{"title":"Route","description":"What other keywords left over.","type":"object","properties":{"start":{"type":"array","prefixItems":[{"type":"number"},{"type":"number"}],"minItems":2,"unevaluatedItems":false},"stops":{"type":"array","allOf":[{"prefixItems":[{"type":"string"}]}],"unevaluatedItems":{"type":"integer"}},"marks":{"type":"array","contains":{"type":"string"},"unevaluatedItems":{"type":"integer"}}}}"#,
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
