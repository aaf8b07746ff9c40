// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// An order.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
pub struct References {
    /// Where it goes.
    pub to: Address,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Address>,
    /// At most 2 entries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<Item>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<Size>,
}

/// A place.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
#[tool(whole)]
pub struct Address {
    /// At least 1 character.
    pub street: String,
}

#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
#[tool(whole)]
pub struct Item {
    /// Matches `^[A-Z]+$`.
    pub sku: String,
    /// At least 1.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "::toolshape::generated::exact"
    )]
    pub count: Option<i64>,
}

#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
pub enum Size {
    Small,
    Large,
}

::toolshape::generated::text_enum! {
    Size {
        Small = "small",
        Large = "large",
    }
}

::toolshape::generated::tool! {
    References: "references", "An order.",
    r##"{"description":"An order.","type":"object","properties":{"to":{"$ref":"#/$defs/Address","description":"Where it goes."},"from":{"$ref":"#/$defs/Address"},"item":{"$ref":"#/$defs/Item","maxProperties":2},"old":{"$ref":"#/$defs/Size"}},"required":["to"],"$defs":{"Address":{"description":"A place.","type":"object","properties":{"street":{"type":"string","minLength":1}},"required":["street"]},"Item":{"type":"object","properties":{"sku":{"$ref":"#/$defs/Sku"},"count":{"type":"integer","minimum":1}},"required":["sku"]},"Size":{"enum":["small","large"]},"Sku":{"type":"string","pattern":"^[A-Z]+$"}}}"##
}
