// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// All of several.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
pub struct Merged {
    /// Format `email`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail: Option<String>,
    /// At least 0.
    /// At most 150.
    #[serde(deserialize_with = "::toolshape::__private::exact")]
    pub age: i64,
    /// At most 10 characters.
    pub name: String,
}

impl ::toolshape::ToolShape for Merged {
    fn spec() -> ::toolshape::ToolSpec {
        static SCHEMA: ::toolshape::__private::Schema = ::toolshape::__private::Schema::new(
            "merged",
            "All of several.",
            r##"{"description":"All of several.","type":"object","allOf":[{"$ref":"#/$defs/Named"},{"properties":{"age":{"type":"integer","minimum":0}},"required":["age"]},{"properties":{"age":{"maximum":150}}}],"properties":{"mail":{"type":"string","format":"email"}},"$defs":{"Named":{"type":"object","properties":{"name":{"type":"string","maxLength":10}},"required":["name"]}}}"##,
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
