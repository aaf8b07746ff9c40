// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// As draft 3 has it.
///
/// More rules in the schema: `dependentRequired`.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
pub struct Recipe {
    pub name: String,
    /// More than `0`.
    /// A multiple of `2`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "::toolshape::generated::exact"
    )]
    pub portions: Option<i64>,
    /// More rules in the schema: `not`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<::toolshape::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<RecipeTime>,
    /// 1 to 5.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "::toolshape::generated::exact"
    )]
    pub stars: Option<i64>,
}

#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
#[serde(untagged)]
pub enum RecipeTime {
    Text(String),
    Object(RecipeTimeObject),
}

#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize)]
pub struct RecipeTimeObject {
    #[serde(deserialize_with = "::toolshape::generated::exact")]
    pub minutes: i64,
}

::toolshape::generated::tool! {
    Recipe: "recipe", "As draft 3 has it.",
    r#"{"title":"Recipe","description":"As draft 3 has it.","type":"object","properties":{"name":{"type":"string"},"portions":{"type":"integer","multipleOf":2,"exclusiveMinimum":0},"source":{"not":{"anyOf":[{"type":"null"},{"type":"string","maxLength":2}]}},"time":{"anyOf":[{"type":"string"},{"type":"object","properties":{"minutes":{"type":"integer"}},"required":["minutes"]}]}},"allOf":[{"properties":{"stars":{"type":"integer","minimum":1,"maximum":5}}}],"dependentRequired":{"stars":["source"]},"required":["name"]}"#
}
