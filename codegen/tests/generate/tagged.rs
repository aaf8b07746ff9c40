// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// Shapes to draw.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
pub struct Tagged {
    /// `shapes`.
    pub shapes: Vec<Shape>,
}

/// A shape.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
#[serde(tag = "kind")]
#[tool(whole)]
pub enum Shape {
    /// Round.
    #[serde(rename = "circle")]
    Circle(ShapeCircle),
    /// `line-strip`.
    #[serde(rename = "line-strip")]
    LineStrip(ShapeLineStrip),
}

/// Round.
#[derive(Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize)]
#[serde(deny_unknown_fields)]
pub struct ShapeCircle {
    /// More than `0`.
    #[serde(deserialize_with = "::toolshape::__private::exact")]
    pub radius: i64,
}

/// `ShapeLineStrip`.
#[derive(Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize)]
pub struct ShapeLineStrip {
    /// At least 2 entries.
    pub points: Vec<f64>,
}

impl ::toolshape::ToolShape for Tagged {
    fn spec() -> ::toolshape::ToolSpec {
        static SCHEMA: ::toolshape::__private::Schema = ::toolshape::__private::Schema::new(
            "tagged",
            "Shapes to draw.",
            r##"{"description":"Shapes to draw.","type":"object","properties":{"shapes":{"type":"array","items":{"$ref":"#/$defs/Shape"}}},"required":["shapes"],"$defs":{"Shape":{"description":"A shape.","oneOf":[{"type":"object","description":"Round.","properties":{"kind":{"const":"circle"},"radius":{"type":"integer","exclusiveMinimum":0}},"additionalProperties":false,"required":["kind","radius"]},{"type":"object","properties":{"kind":{"const":"line-strip"},"points":{"type":"array","items":{"type":"number"},"minItems":2}},"required":["kind","points"]}]}}}"##,
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
