// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// As draft 3 has it.
///
/// More rules in the schema: `dependentRequired`.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
pub struct Recipe {
    /// `name`.
    pub name: String,
    /// More than `0`.
    /// A multiple of `2`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default, deserialize_with = "::toolshape::__private::exact")]
    pub portions: Option<i64>,
    /// More rules in the schema: `not`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<::toolshape::__private::Value>,
    /// `time`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<RecipeTime>,
    /// 1 to 5.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default, deserialize_with = "::toolshape::__private::exact")]
    pub stars: Option<i64>,
}

/// `RecipeTime`.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
#[serde(untagged)]
pub enum RecipeTime {
    /// A text.
    Text(String),
    /// A value of this type.
    Object(RecipeTimeObject),
}

/// `RecipeTimeObject`.
#[derive(Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize)]
pub struct RecipeTimeObject {
    /// `minutes`.
    #[serde(deserialize_with = "::toolshape::__private::exact")]
    pub minutes: i64,
}

impl ::toolshape::ToolShape for Recipe {
    fn spec() -> ::toolshape::ToolSpec {
        static SCHEMA: ::toolshape::__private::Schema = ::toolshape::__private::Schema::new(
            "recipe",
            "As draft 3 has it.",
            r#"{"title":"Recipe","description":"As draft 3 has it.","type":"object","properties":{"name":{"type":"string"},"portions":{"type":"integer","multipleOf":2,"exclusiveMinimum":0},"source":{"not":{"anyOf":[{"type":"null"},{"type":"string","maxLength":2}]}},"time":{"anyOf":[{"type":"string"},{"type":"object","properties":{"minutes":{"type":"integer"}},"required":["minutes"]}]}},"allOf":[{"properties":{"stars":{"type":"integer","minimum":1,"maximum":5}}}],"dependentRequired":{"stars":["source"]},"required":["name"]}"#,
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
