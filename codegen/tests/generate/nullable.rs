// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// What may be null.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
pub struct Nullable {
    /// `name`.
    pub name: Option<String>,
    /// `nullable` is read as `OpenAPI` has it: null is allowed too.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default, deserialize_with = "::toolshape::__private::exact")]
    pub age: Option<i64>,
    /// `either`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub either: Option<NullableEither>,
    /// Default: `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// `never`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub never: Option<()>,
}

/// `NullableEither`.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
#[serde(untagged)]
pub enum NullableEither {
    /// A text.
    Text(String),
    /// An integer.
    Integer(#[serde(deserialize_with = "::toolshape::__private::exact")] i64),
    /// A boolean.
    Boolean(bool),
}

impl ::toolshape::ToolShape for Nullable {
    fn spec() -> ::toolshape::ToolSpec {
        static SCHEMA: ::toolshape::__private::Schema = ::toolshape::__private::Schema::new(
            "nullable",
            "What may be null.",
            r#"{"description":"What may be null.","type":"object","properties":{"name":{"type":["string","null"]},"age":{"type":["integer","null"]},"either":{"type":["string","integer","boolean"]},"note":{"anyOf":[{"type":"string"},{"type":"null"}],"default":null},"never":{"type":"null"}},"required":["name"]}"#,
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
