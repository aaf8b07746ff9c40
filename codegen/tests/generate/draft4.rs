// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// As draft 4 has it.
///
/// More rules in the schema: `dependentRequired`, `dependentSchemas`.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
pub struct Sensor {
    /// At most 9.
    /// More than `0`.
    #[serde(deserialize_with = "::toolshape::generated::exact")]
    pub level: i64,
    /// At least 2 entries.
    #[tool(whole)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<(f64, f64)>,
    /// Beside a reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Link>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<SensorUnit>,
}

#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
#[tool(whole)]
pub struct Link {
    /// Format `uri`.
    pub to: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub then: Option<Box<Link>>,
}

#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
pub enum SensorUnit {
    Km,
    Mile,
}

::toolshape::generated::text_enum! {
    SensorUnit {
        Km = "km",
        Mile = "mile",
    }
}

::toolshape::generated::tool! {
    Sensor: "sensor", "As draft 4 has it.",
    r##"{"title":"Sensor","description":"As draft 4 has it.","type":"object","properties":{"level":{"type":"integer","exclusiveMinimum":0,"maximum":9},"range":{"type":"array","prefixItems":[{"type":"number"},{"type":"number"}],"minItems":2,"items":false},"next":{"$ref":"#/$defs/link","description":"Beside a reference."},"unit":{"enum":["km","mile"]}},"dependentSchemas":{"unit":{"required":["range"]}},"dependentRequired":{"range":["unit"]},"required":["level"],"$defs":{"link":{"type":"object","properties":{"to":{"type":"string","format":"uri"},"then":{"$ref":"#/$defs/link"}},"required":["to"]}}}"##
}
