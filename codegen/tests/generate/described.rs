// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// Calls `lookUp_user()` of `OpenAPI` with \<id\>:
/// - first the `user_id`,
///   which is long
/// - then \[that\]
///
/// let x = 1;
///
/// See <https://example.com/a_b> and `code`.
#[derive(
    Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial,
)]
#[allow(
    clippy::struct_excessive_bools,
    clippy::struct_field_names,
    reason = "as the schema has it"
)]
#[tool(whole)]
pub struct Described {
    /// `isA`.
    #[serde(rename = "isA")]
    pub is_a: bool,
    /// `isB`.
    #[serde(rename = "isB")]
    pub is_b: bool,
    /// `isC`.
    #[serde(rename = "isC")]
    pub is_c: bool,
    /// A very long description that goes on and on, so that no line of a source would hold all of
    /// it, and is wrapped where a blank is.
    #[serde(rename = "isD")]
    pub is_d: bool,
    /// All other members.
    #[serde(flatten, deserialize_with = "::toolshape::__private::exact")]
    pub rest: ::std::collections::BTreeMap<String, Vec<Vec<Vec<Vec<i64>>>>>,
}

impl ::toolshape::ToolShape for Described {
    fn spec() -> ::toolshape::ToolSpec {
        static SCHEMA: ::toolshape::__private::Schema = ::toolshape::__private::Schema::new(
            "described",
            "Calls lookUp_user() of OpenAPI with <id>:\n- first the user_id,\nwhich is long\n- then [that]\n\n    let x = 1;\n\nSee https://example.com/a_b and `code`.",
            r#"{"description":"Calls lookUp_user() of OpenAPI with <id>:\n- first the user_id,\nwhich is long\n- then [that]\n\n    let x = 1;\n\nSee https://example.com/a_b and `code`.","type":"object","properties":{"isA":{"type":"boolean"},"isB":{"type":"boolean"},"isC":{"type":"boolean"},"isD":{"type":"boolean","description":"A very long description that goes on and on, so that no line of a source would hold all of it, and is wrapped where a blank is."}},"additionalProperties":{"type":"array","items":{"type":"array","items":{"type":"array","items":{"type":"array","items":{"type":"integer"}}}}},"required":["isA","isB","isC","isD"]}"#,
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
