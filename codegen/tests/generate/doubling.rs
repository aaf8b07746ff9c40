// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// A house is made of two, which are made of two.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
#[serde(deny_unknown_fields)]
pub struct Street {
    /// `first`.
    pub first: Building,
    /// `last`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<Building>,
}

/// `Building`.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
#[tool(whole)]
pub struct Building {
    /// `front`.
    pub front: Floor,
    /// `back`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub back: Option<Floor>,
    /// `label`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

/// `Floor`.
#[derive(Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize)]
pub struct Floor {
    /// `front`.
    pub front: Box<Flat>,
    /// `back`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub back: Option<Box<Flat>>,
    /// `label`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

/// `Flat`.
#[derive(Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize)]
pub struct Flat {
    /// `front`.
    pub front: Room,
    /// `back`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub back: Option<Room>,
    /// `label`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

/// `Room`.
#[derive(Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize)]
pub struct Room {
    /// `front`.
    pub front: Wall,
    /// `back`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub back: Option<Wall>,
    /// `label`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

/// `Wall`.
#[derive(Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize)]
pub struct Wall {
    /// `front`.
    pub front: Window,
    /// `back`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub back: Option<Window>,
    /// `label`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

/// `Window`.
#[derive(Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize)]
pub struct Window {
    /// `width`.
    pub width: f64,
    /// `height`.
    pub height: f64,
    /// `glass`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub glass: Option<String>,
}

impl ::toolshape::ToolShape for Street {
    fn spec() -> ::toolshape::ToolSpec {
        static SCHEMA: ::toolshape::__private::Schema = ::toolshape::__private::Schema::new(
            "street",
            "A house is made of two, which are made of two.",
            r##"{"title":"Street","description":"A house is made of two, which are made of two.","type":"object","properties":{"first":{"$ref":"#/$defs/Building"},"last":{"$ref":"#/$defs/Building"}},"additionalProperties":false,"required":["first"],"$defs":{"Building":{"type":"object","properties":{"front":{"$ref":"#/$defs/Floor"},"back":{"$ref":"#/$defs/Floor"},"label":{"type":"string"}},"required":["front"]},"Floor":{"type":"object","properties":{"front":{"$ref":"#/$defs/Flat"},"back":{"$ref":"#/$defs/Flat"},"label":{"type":"string"}},"required":["front"]},"Flat":{"type":"object","properties":{"front":{"$ref":"#/$defs/Room"},"back":{"$ref":"#/$defs/Room"},"label":{"type":"string"}},"required":["front"]},"Room":{"type":"object","properties":{"front":{"$ref":"#/$defs/Wall"},"back":{"$ref":"#/$defs/Wall"},"label":{"type":"string"}},"required":["front"]},"Wall":{"type":"object","properties":{"front":{"$ref":"#/$defs/Window"},"back":{"$ref":"#/$defs/Window"},"label":{"type":"string"}},"required":["front"]},"Window":{"type":"object","properties":{"width":{"type":"number"},"height":{"type":"number"},"glass":{"type":"string"}},"required":["width","height"]}}}"##,
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
