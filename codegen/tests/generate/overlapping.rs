// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// Objects that have members in common.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
pub struct Overlapping {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<OverlappingContact>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub one: Option<OverlappingOne>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub many: Option<OverlappingMany>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<OverlappingOutcome>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub point: Option<OverlappingPoint>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub places: Option<Vec<OverlappingPlace>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<OverlappingSize>,
}

#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
#[serde(untagged)]
pub enum OverlappingContact {
    Mail(OverlappingContactMail),
    Phone(OverlappingContactPhone),
}

#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize)]
pub struct OverlappingContactMail {
    pub name: String,
    pub mail: String,
    /// All other members.
    #[serde(flatten)]
    pub rest: ::std::collections::BTreeMap<String, ::toolshape::Value>,
}

#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize)]
pub struct OverlappingContactPhone {
    pub name: String,
    pub phone: String,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "::toolshape::generated::exact"
    )]
    pub count: Option<i64>,
}

#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
#[serde(untagged)]
pub enum OverlappingOne {
    A(OverlappingOneA),
    B(OverlappingOneB),
}

#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize)]
pub struct OverlappingOneA {
    #[serde(deserialize_with = "::toolshape::generated::exact")]
    pub a: i64,
    /// All other members.
    #[serde(flatten)]
    pub rest: ::std::collections::BTreeMap<String, ::toolshape::Value>,
}

#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize)]
pub struct OverlappingOneB {
    #[serde(deserialize_with = "::toolshape::generated::exact")]
    pub b: i64,
}

#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
#[serde(untagged)]
pub enum OverlappingMany {
    Text(String),
    List(Vec<String>),
}

#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
#[serde(untagged)]
pub enum OverlappingOutcome {
    Failure(OverlappingOutcomeFailure),
    Result(OverlappingOutcomeResult),
}

#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize)]
pub struct OverlappingOutcomeFailure {
    #[serde(deserialize_with = "::toolshape::generated::present")]
    pub failure: Option<String>,
    /// All other members.
    #[serde(flatten)]
    pub rest: ::std::collections::BTreeMap<String, ::toolshape::Value>,
}

#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize)]
pub struct OverlappingOutcomeResult {
    pub result: String,
}

#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
#[serde(untagged)]
pub enum OverlappingPoint {
    Object(#[serde(deserialize_with = "::toolshape::generated::exact")] OverlappingPointObject),
    List(Vec<f64>),
}

#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize)]
pub struct OverlappingPointObject {
    pub lat: f64,
    pub lon: f64,
}

::toolshape::generated::read_exactly! { object OverlappingPointObject }

#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
#[serde(untagged)]
pub enum OverlappingPlace {
    Object(#[serde(deserialize_with = "::toolshape::generated::exact")] OverlappingPlaceObject),
    List(Vec<String>),
}

#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize)]
#[serde(deny_unknown_fields)]
pub struct OverlappingPlaceObject {
    pub name: String,
}

::toolshape::generated::read_exactly! { object OverlappingPlaceObject }

#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
#[serde(untagged)]
pub enum OverlappingSize {
    Text(#[serde(deserialize_with = "::toolshape::generated::exact")] OverlappingSizeText),
    Object(#[serde(deserialize_with = "::toolshape::generated::exact")] OverlappingSizeObject),
}

#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
pub enum OverlappingSizeText {
    Small,
    Large,
}

::toolshape::generated::text_enum! {
    OverlappingSizeText {
        Small = "small",
        Large = "large",
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize)]
pub struct OverlappingSizeObject {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub small: Option<::toolshape::Value>,
}

::toolshape::generated::read_exactly! { object OverlappingSizeObject }

::toolshape::generated::tool! {
    Overlapping: "overlapping", "Objects that have members in common.",
    r#"{"description":"Objects that have members in common.","type":"object","properties":{"contact":{"anyOf":[{"type":"object","properties":{"name":{"type":"string"},"mail":{"type":"string"}},"required":["name","mail"]},{"type":"object","properties":{"name":{"type":"string"},"phone":{"type":"string"},"count":{"type":"integer"}},"required":["name","phone"]}]},"one":{"oneOf":[{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]},{"type":"object","properties":{"b":{"type":"integer"}},"required":["b"]}]},"many":{"anyOf":[{"type":"string"},{"type":"array","items":{"type":"string"}}]},"number":{"anyOf":[{"type":"integer"},{"type":"number","minimum":0.5}]},"outcome":{"anyOf":[{"type":"object","properties":{"failure":{"type":["string","null"]}},"required":["failure"]},{"type":"object","properties":{"result":{"type":"string"}},"required":["result"]}]},"point":{"oneOf":[{"type":"object","properties":{"lat":{"type":"number"},"lon":{"type":"number"}},"required":["lat","lon"]},{"type":"array","items":{"type":"number"},"minItems":2,"maxItems":2}]},"places":{"anyOf":[{"type":"array","items":{"type":"object","properties":{"name":{"type":"string"}},"additionalProperties":false,"required":["name"]}},{"type":"array","items":{"type":"array","items":{"type":"string"}}}]},"size":{"anyOf":[{"enum":["small","large"]},{"type":"object","properties":{"small":{}}}]}}}"#
}
