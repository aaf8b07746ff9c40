// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// A root that is a list.
///
/// At least 1 entry.
///
/// May be something other than an object; models accept only objects as tool input.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
#[serde(transparent)]
#[tool(whole)]
pub struct Scores(#[serde(deserialize_with = "::toolshape::__private::exact")] pub Vec<i64>);

impl ::toolshape::ToolShape for Scores {
    fn spec() -> ::toolshape::ToolSpec {
        static SCHEMA: ::toolshape::__private::Schema = ::toolshape::__private::Schema::new(
            "scores",
            "A root that is a list.",
            r#"{"title":"Scores","description":"A root that is a list.","type":"array","items":{"type":"integer","maximum":10},"minItems":1}"#,
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
