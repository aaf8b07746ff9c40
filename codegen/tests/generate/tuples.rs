// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// Lists of known length.
#[derive(
    Clone, Debug, Default, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
pub struct Tuples {
    /// `point`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub point: Option<TuplesPoint>,
    /// Exactly 2 entries.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default, deserialize_with = "::toolshape::__private::exact")]
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
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
#[serde(untagged)]
pub enum TuplesPoint {
    /// A list of exactly these.
    List((f64, f64)),
    /// Any other value.
    Other(::toolshape::__private::Value),
}

/// `TuplesOpenItem`.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
#[serde(untagged)]
pub enum TuplesOpenItem {
    /// A text.
    Text(String),
    /// An integer.
    Integer(#[serde(deserialize_with = "::toolshape::__private::exact")] i64),
}

/// `TuplesOldItem`.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
#[serde(untagged)]
pub enum TuplesOldItem {
    /// A boolean.
    Boolean(bool),
    /// A text.
    Text(String),
}

impl ::toolshape::ToolShape for Tuples {
    fn spec() -> ::toolshape::ToolSpec {
        static SCHEMA: ::toolshape::__private::Schema = ::toolshape::__private::Schema::new(
            "tuples",
            "Lists of known length.",
            r#"{"description":"Lists of known length.","type":"object","properties":{"point":{"prefixItems":[{"type":"number"},{"type":"number"}],"items":false,"minItems":2},"labelled":{"type":"array","prefixItems":[{"type":"string"},{"type":"integer"}],"items":false,"minItems":2,"maxItems":2},"open":{"type":"array","prefixItems":[{"type":"string"}],"items":{"type":"integer"}},"old":{"type":"array","prefixItems":[{"type":"boolean"},{"type":"string"}],"items":false}}}"#,
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
