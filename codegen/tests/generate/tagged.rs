// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// Shapes to draw.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
pub struct Tagged {
    pub shapes: Vec<Shape>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<TaggedPrice>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fee: Option<TaggedFee>,
}

/// A shape.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
#[serde(tag = "kind")]
#[tool(whole)]
pub enum Shape {
    /// Round.
    #[serde(rename = "circle")]
    Circle(ShapeCircle),
    #[serde(rename = "line-strip")]
    LineStrip(ShapeLineStrip),
}

/// Round.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize)]
#[serde(deny_unknown_fields)]
pub struct ShapeCircle {
    /// More than `0`.
    #[serde(deserialize_with = "::toolshape::generated::exact")]
    pub radius: i64,
}

#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize)]
pub struct ShapeLineStrip {
    /// At least 2 entries.
    pub points: Vec<f64>,
}

#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
#[serde(tag = "kind")]
#[tool(whole)]
pub enum TaggedPrice {
    /// By weekday.
    #[serde(rename = "rates")]
    Rates(Rates),
    #[serde(rename = "free")]
    Free(Free),
}

/// By weekday.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize)]
pub struct Rates {
    /// All other members.
    #[serde(flatten)]
    pub rest: ::std::collections::BTreeMap<String, f64>,
}

#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize)]
pub struct Free {}

#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
#[serde(tag = "kind")]
#[tool(whole)]
pub enum TaggedFee {
    /// By weekday.
    #[serde(rename = "rates")]
    Rates(Rates),
    #[serde(rename = "fixed")]
    Fixed(Fixed),
}

#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize)]
pub struct Fixed {
    pub amount: f64,
}

::toolshape::generated::tool! {
    Tagged: "tagged", "Shapes to draw.",
    r##"{"description":"Shapes to draw.","type":"object","properties":{"shapes":{"type":"array","items":{"$ref":"#/$defs/Shape"}},"price":{"oneOf":[{"$ref":"#/$defs/Rates"},{"$ref":"#/$defs/Free"}]},"fee":{"oneOf":[{"$ref":"#/$defs/Rates"},{"$ref":"#/$defs/Fixed"}]}},"required":["shapes"],"$defs":{"Shape":{"description":"A shape.","oneOf":[{"type":"object","description":"Round.","properties":{"kind":{"const":"circle"},"radius":{"type":"integer","exclusiveMinimum":0}},"additionalProperties":false,"required":["kind","radius"]},{"type":"object","properties":{"kind":{"const":"line-strip"},"points":{"type":"array","items":{"type":"number"},"minItems":2}},"required":["kind","points"]}]},"Rates":{"description":"By weekday.","type":"object","properties":{"kind":{"const":"rates"}},"additionalProperties":{"type":"number"},"required":["kind"]},"Free":{"type":"object","properties":{"kind":{"const":"free"}},"required":["kind"]},"Fixed":{"type":"object","properties":{"kind":{"const":"fixed"},"amount":{"type":"number"}},"required":["kind","amount"]}}}"##
}
