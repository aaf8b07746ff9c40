/// `Kind`
#[derive(
    ::serde::Deserialize,
    ::serde::Serialize,
    Clone,
    Copy,
    Debug,
    Eq,
    Hash,
    Ord,
    PartialEq,
    PartialOrd
)]
pub enum Kind {
    /// `a b`.
    #[serde(rename = "a b")]
    AB,
    /// `a-c`.
    #[serde(rename = "a-c")]
    AC,
    /// `1`.
    #[serde(rename = "1")]
    X1,
    /// `fn`.
    #[serde(rename = "fn")]
    Fn,
}
impl ::std::fmt::Display for Kind {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        match *self {
            Self::AB => f.write_str("a b"),
            Self::AC => f.write_str("a-c"),
            Self::X1 => f.write_str("1"),
            Self::Fn => f.write_str("fn"),
        }
    }
}
impl ::std::str::FromStr for Kind {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        match value {
            "a b" => Ok(Self::AB),
            "a-c" => Ok(Self::AC),
            "1" => Ok(Self::X1),
            "fn" => Ok(Self::Fn),
            _ => Err("invalid value".into()),
        }
    }
}
impl ::std::convert::TryFrom<&str> for Kind {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl ::std::convert::TryFrom<::std::string::String> for Kind {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
/// Ends */ a comment, /// starts one, " quotes
///
/// and looks like code
/// ```text
/// fn main() { panic!() }
/// ```
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
pub struct Type {
    /// `a-b c`.
    #[serde(rename = "a-b c", skip_serializing_if = "::std::option::Option::is_none")]
    pub a_b_c: ::std::option::Option<::std::string::String>,
    /// `format`.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub format: ::std::option::Option<::std::string::String>,
    /// `größe`.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub größe: ::std::option::Option<::std::string::String>,
    /// `match`.
    #[serde(rename = "match", skip_serializing_if = "::std::option::Option::is_none")]
    pub match_: ::std::option::Option<::std::string::String>,
    /// `quote"d`.
    #[serde(rename = "quote\"d", skip_serializing_if = "::std::option::Option::is_none")]
    pub quote_d: ::std::option::Option<::std::string::String>,
    /// `$ref`.
    #[serde(rename = "$ref")]
    pub ref_: ::std::string::String,
    /// `self`.
    #[serde(rename = "self", skip_serializing_if = "::std::option::Option::is_none")]
    pub self_: ::std::option::Option<::std::string::String>,
    /// `title`.
    pub title: ::std::string::String,
    /// `1st`.
    #[serde(rename = "1st", skip_serializing_if = "::std::option::Option::is_none")]
    pub x1st: ::std::option::Option<::std::string::String>,
}
/// Error types.
pub mod error {
    /// Error from a `TryFrom` or `FromStr` implementation.
    pub struct ConversionError(::std::borrow::Cow<'static, str>);
    impl ::std::error::Error for ConversionError {}
    impl ::std::fmt::Display for ConversionError {
        fn fmt(
            &self,
            f: &mut ::std::fmt::Formatter<'_>,
        ) -> Result<(), ::std::fmt::Error> {
            ::std::fmt::Display::fmt(&self.0, f)
        }
    }
    impl ::std::fmt::Debug for ConversionError {
        fn fmt(
            &self,
            f: &mut ::std::fmt::Formatter<'_>,
        ) -> Result<(), ::std::fmt::Error> {
            ::std::fmt::Debug::fmt(&self.0, f)
        }
    }
    impl From<&'static str> for ConversionError {
        fn from(value: &'static str) -> Self {
            Self(value.into())
        }
    }
    impl From<String> for ConversionError {
        fn from(value: String) -> Self {
            Self(value.into())
        }
    }
}
