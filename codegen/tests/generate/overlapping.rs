// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// Objects that have members in common.
#[derive(
    Clone, Debug, Default, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
pub struct Overlapping {
    /// `contact`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<OverlappingContact>,
    /// `one`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub one: Option<OverlappingOne>,
    /// `many`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub many: Option<OverlappingMany>,
    /// `number`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<f64>,
    /// `outcome`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<OverlappingOutcome>,
    /// `point`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub point: Option<OverlappingPoint>,
    /// `places`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub places: Option<Vec<OverlappingPlace>>,
    /// `size`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<OverlappingSize>,
}

/// `OverlappingContact`.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
#[serde(untagged)]
pub enum OverlappingContact {
    /// A value of this type.
    Mail(OverlappingContactMail),
    /// A value of this type.
    Phone(OverlappingContactPhone),
}

/// `OverlappingContactMail`.
#[derive(Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize)]
pub struct OverlappingContactMail {
    /// `name`.
    pub name: String,
    /// `mail`.
    pub mail: String,
    /// All other members.
    #[serde(flatten)]
    pub rest: ::std::collections::BTreeMap<String, ::toolshape::__private::Value>,
}

/// `OverlappingContactPhone`.
#[derive(Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize)]
pub struct OverlappingContactPhone {
    /// `name`.
    pub name: String,
    /// `phone`.
    pub phone: String,
    /// `count`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default, deserialize_with = "::toolshape::__private::exact")]
    pub count: Option<i64>,
}

/// `OverlappingOne`.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
#[serde(untagged)]
pub enum OverlappingOne {
    /// A value of this type.
    A(OverlappingOneA),
    /// A value of this type.
    B(OverlappingOneB),
}

/// `OverlappingOneA`.
#[derive(Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize)]
pub struct OverlappingOneA {
    /// `a`.
    #[serde(deserialize_with = "::toolshape::__private::exact")]
    pub a: i64,
    /// All other members.
    #[serde(flatten)]
    pub rest: ::std::collections::BTreeMap<String, ::toolshape::__private::Value>,
}

/// `OverlappingOneB`.
#[derive(Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize)]
pub struct OverlappingOneB {
    /// `b`.
    #[serde(deserialize_with = "::toolshape::__private::exact")]
    pub b: i64,
}

/// `OverlappingMany`.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
#[serde(untagged)]
pub enum OverlappingMany {
    /// A text.
    Text(String),
    /// A list.
    List(Vec<String>),
}

/// `OverlappingOutcome`.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
#[serde(untagged)]
pub enum OverlappingOutcome {
    /// A value of this type.
    Failure(OverlappingOutcomeFailure),
    /// A value of this type.
    Result(OverlappingOutcomeResult),
}

/// `OverlappingOutcomeFailure`.
#[derive(Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize)]
pub struct OverlappingOutcomeFailure {
    /// `failure`.
    #[serde(deserialize_with = "::toolshape::__private::present")]
    pub failure: Option<String>,
    /// All other members.
    #[serde(flatten)]
    pub rest: ::std::collections::BTreeMap<String, ::toolshape::__private::Value>,
}

/// `OverlappingOutcomeResult`.
#[derive(Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize)]
pub struct OverlappingOutcomeResult {
    /// `result`.
    pub result: String,
}

/// `OverlappingPoint`.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
#[serde(untagged)]
pub enum OverlappingPoint {
    /// A value of this type.
    Object(#[serde(deserialize_with = "::toolshape::__private::exact")] OverlappingPointObject),
    /// A list.
    List(Vec<f64>),
}

/// `OverlappingPointObject`.
#[derive(Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize)]
pub struct OverlappingPointObject {
    /// `lat`.
    pub lat: f64,
    /// `lon`.
    pub lon: f64,
}

impl ::toolshape::__private::Exact for OverlappingPointObject {
    fn read<'de, D: ::serde::Deserializer<'de>>(input: D) -> ::std::result::Result<Self, D::Error> {
        ::toolshape::__private::object(input)
    }
}

/// `OverlappingPlace`.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
#[serde(untagged)]
pub enum OverlappingPlace {
    /// A value of this type.
    Object(#[serde(deserialize_with = "::toolshape::__private::exact")] OverlappingPlaceObject),
    /// A list.
    List(Vec<String>),
}

/// `OverlappingPlaceObject`.
#[derive(Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize)]
#[serde(deny_unknown_fields)]
pub struct OverlappingPlaceObject {
    /// `name`.
    pub name: String,
}

impl ::toolshape::__private::Exact for OverlappingPlaceObject {
    fn read<'de, D: ::serde::Deserializer<'de>>(input: D) -> ::std::result::Result<Self, D::Error> {
        ::toolshape::__private::object(input)
    }
}

/// `OverlappingSize`.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
#[serde(untagged)]
pub enum OverlappingSize {
    /// A value of this type.
    Text(#[serde(deserialize_with = "::toolshape::__private::exact")] OverlappingSizeText),
    /// A value of this type.
    Object(#[serde(deserialize_with = "::toolshape::__private::exact")] OverlappingSizeObject),
}

/// `OverlappingSizeText`.
#[derive(
    Clone,
    Copy,
    Debug,
    Eq,
    Hash,
    Ord,
    PartialEq,
    PartialOrd,
    ::serde::Deserialize,
    ::serde::Serialize,
)]
pub enum OverlappingSizeText {
    /// `small`.
    #[serde(rename = "small")]
    Small,
    /// `large`.
    #[serde(rename = "large")]
    Large,
}

impl ::std::fmt::Display for OverlappingSizeText {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        ::serde::Serialize::serialize(self, f)
    }
}

impl ::toolshape::__private::Exact for OverlappingSizeText {
    fn read<'de, D: ::serde::Deserializer<'de>>(input: D) -> ::std::result::Result<Self, D::Error> {
        ::toolshape::__private::word(input)
    }
}

/// `OverlappingSizeObject`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Deserialize, ::serde::Serialize)]
pub struct OverlappingSizeObject {
    /// `small`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub small: Option<::toolshape::__private::Value>,
}

impl ::toolshape::__private::Exact for OverlappingSizeObject {
    fn read<'de, D: ::serde::Deserializer<'de>>(input: D) -> ::std::result::Result<Self, D::Error> {
        ::toolshape::__private::object(input)
    }
}

impl ::toolshape::ToolShape for Overlapping {
    fn spec() -> ::toolshape::ToolSpec {
        static SCHEMA: ::toolshape::__private::Schema = ::toolshape::__private::Schema::new(
            "overlapping",
            "Objects that have members in common.",
            r#"{"description":"Objects that have members in common.","type":"object","properties":{"contact":{"anyOf":[{"type":"object","properties":{"name":{"type":"string"},"mail":{"type":"string"}},"required":["name","mail"]},{"type":"object","properties":{"name":{"type":"string"},"phone":{"type":"string"},"count":{"type":"integer"}},"required":["name","phone"]}]},"one":{"oneOf":[{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]},{"type":"object","properties":{"b":{"type":"integer"}},"required":["b"]}]},"many":{"anyOf":[{"type":"string"},{"type":"array","items":{"type":"string"}}]},"number":{"anyOf":[{"type":"integer"},{"type":"number","minimum":0.5}]},"outcome":{"anyOf":[{"type":"object","properties":{"failure":{"type":["string","null"]}},"required":["failure"]},{"type":"object","properties":{"result":{"type":"string"}},"required":["result"]}]},"point":{"oneOf":[{"type":"object","properties":{"lat":{"type":"number"},"lon":{"type":"number"}},"required":["lat","lon"]},{"type":"array","items":{"type":"number"},"minItems":2,"maxItems":2}]},"places":{"anyOf":[{"type":"array","items":{"type":"object","properties":{"name":{"type":"string"}},"additionalProperties":false,"required":["name"]}},{"type":"array","items":{"type":"array","items":{"type":"string"}}}]},"size":{"anyOf":[{"enum":["small","large"]},{"type":"object","properties":{"small":{}}}]}}}"#,
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
