// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// As draft 4 has it.
///
/// More rules in the schema: `dependentRequired`, `dependentSchemas`.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
pub struct Sensor {
    /// At most 9.
    /// More than `0`.
    #[serde(deserialize_with = "::toolshape::__private::exact")]
    pub level: i64,
    /// At least 2 entries.
    #[tool(whole)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<(f64, f64)>,
    /// Beside a reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Link>,
    /// `unit`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<SensorUnit>,
}

/// `Link`.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
#[tool(whole)]
pub struct Link {
    /// Format `uri`.
    pub to: String,
    /// `then`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub then: Option<Box<Link>>,
}

/// `SensorUnit`.
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
    ::toolshape::Partial,
)]
pub enum SensorUnit {
    /// `km`.
    #[serde(rename = "km")]
    Km,
    /// `mile`.
    #[serde(rename = "mile")]
    Mile,
}

impl ::std::fmt::Display for SensorUnit {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        ::serde::Serialize::serialize(self, f)
    }
}

impl ::toolshape::ToolShape for Sensor {
    fn spec() -> ::toolshape::ToolSpec {
        static SCHEMA: ::toolshape::__private::Schema = ::toolshape::__private::Schema::new(
            "sensor",
            "As draft 4 has it.",
            r##"{"title":"Sensor","description":"As draft 4 has it.","type":"object","properties":{"level":{"type":"integer","exclusiveMinimum":0,"maximum":9},"range":{"type":"array","prefixItems":[{"type":"number"},{"type":"number"}],"minItems":2,"items":false},"next":{"$ref":"#/$defs/link","description":"Beside a reference."},"unit":{"enum":["km","mile"]}},"dependentSchemas":{"unit":{"required":["range"]}},"dependentRequired":{"range":["unit"]},"required":["level"],"$defs":{"link":{"type":"object","properties":{"to":{"type":"string","format":"uri"},"then":{"$ref":"#/$defs/link"}},"required":["to"]}}}"##,
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
