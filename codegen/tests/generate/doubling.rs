// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// A house is made of two, which are made of two.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
#[serde(deny_unknown_fields)]
pub struct Street {
    pub first: Building,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<Building>,
}

#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
#[tool(whole)]
pub struct Building {
    pub front: Floor,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub back: Option<Floor>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize)]
pub struct Floor {
    pub front: Flat,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub back: Option<Flat>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize)]
pub struct Flat {
    pub front: Room,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub back: Option<Room>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize)]
pub struct Room {
    pub front: Wall,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub back: Option<Wall>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize)]
pub struct Wall {
    pub front: Window,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub back: Option<Window>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize)]
pub struct Window {
    pub width: f64,
    pub height: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub glass: Option<String>,
}

::toolshape::generated::tool! {
    Street: "street", "A house is made of two, which are made of two.",
    r##"{"title":"Street","description":"A house is made of two, which are made of two.","type":"object","properties":{"first":{"$ref":"#/$defs/Building"},"last":{"$ref":"#/$defs/Building"}},"additionalProperties":false,"required":["first"],"$defs":{"Building":{"type":"object","properties":{"front":{"$ref":"#/$defs/Floor"},"back":{"$ref":"#/$defs/Floor"},"label":{"type":"string"}},"required":["front"]},"Floor":{"type":"object","properties":{"front":{"$ref":"#/$defs/Flat"},"back":{"$ref":"#/$defs/Flat"},"label":{"type":"string"}},"required":["front"]},"Flat":{"type":"object","properties":{"front":{"$ref":"#/$defs/Room"},"back":{"$ref":"#/$defs/Room"},"label":{"type":"string"}},"required":["front"]},"Room":{"type":"object","properties":{"front":{"$ref":"#/$defs/Wall"},"back":{"$ref":"#/$defs/Wall"},"label":{"type":"string"}},"required":["front"]},"Wall":{"type":"object","properties":{"front":{"$ref":"#/$defs/Window"},"back":{"$ref":"#/$defs/Window"},"label":{"type":"string"}},"required":["front"]},"Window":{"type":"object","properties":{"width":{"type":"number"},"height":{"type":"number"},"glass":{"type":"string"}},"required":["width","height"]}}}"##
}
