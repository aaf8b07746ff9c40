// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// An order.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
pub struct References {
    /// Where it goes.
    pub to: Address,
    /// `from`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Address>,
    /// At most 2 entries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<Item>,
    /// `old`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<Size>,
}

/// A place.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
#[tool(whole)]
pub struct Address {
    /// At least 1 character.
    pub street: String,
}

/// `Item`.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
#[tool(whole)]
pub struct Item {
    /// Matches `^[A-Z]+$`.
    pub sku: String,
    /// At least 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default, deserialize_with = "::toolshape::__private::exact")]
    pub count: Option<i64>,
}

/// `Size`.
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
pub enum Size {
    /// `small`.
    #[serde(rename = "small")]
    Small,
    /// `large`.
    #[serde(rename = "large")]
    Large,
}

impl ::std::fmt::Display for Size {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        ::serde::Serialize::serialize(self, f)
    }
}

impl ::toolshape::ToolShape for References {
    fn spec() -> ::toolshape::ToolSpec {
        static SCHEMA: ::toolshape::__private::Schema = ::toolshape::__private::Schema::new(
            "references",
            "An order.",
            r##"{"description":"An order.","type":"object","properties":{"to":{"$ref":"#/$defs/Address","description":"Where it goes."},"from":{"$ref":"#/$defs/Address"},"item":{"$ref":"#/$defs/Item","maxProperties":2},"old":{"$ref":"#/$defs/Size"}},"required":["to"],"$defs":{"Address":{"description":"A place.","type":"object","properties":{"street":{"type":"string","minLength":1}},"required":["street"]},"Item":{"type":"object","properties":{"sku":{"$ref":"#/$defs/Sku"},"count":{"type":"integer","minimum":1}},"required":["sku"]},"Size":{"enum":["small","large"]},"Sku":{"type":"string","pattern":"^[A-Z]+$"}}}"##,
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
