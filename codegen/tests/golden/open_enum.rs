/// `Level`
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Level {
    /// `KNOWN`.
    Known,
    /// `UNKNOWN`.
    Unknown,
    /// A value that this release does not know, as it arrived.
    Unrecognized(::std::string::String),
}
impl Level {
    /// The value on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Known => "KNOWN",
            Self::Unknown => "UNKNOWN",
            Self::Unrecognized(value) => value,
        }
    }
}
impl ::std::convert::From<&str> for Level {
    fn from(value: &str) -> Self {
        match value {
            "KNOWN" => Self::Known,
            "UNKNOWN" => Self::Unknown,
            _ => Self::Unrecognized(value.to_owned()),
        }
    }
}
impl ::std::fmt::Display for Level {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        f.write_str(self.as_str())
    }
}
impl ::serde::Serialize for Level {
    fn serialize<S: ::serde::Serializer>(
        &self,
        serializer: S,
    ) -> ::std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
impl<'de> ::serde::Deserialize<'de> for Level {
    fn deserialize<D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> ::std::result::Result<Self, D::Error> {
        deserializer.deserialize_str(open::Text(::std::marker::PhantomData))
    }
}
/// Why the model stopped.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Reason {
    /// `end_turn`.
    EndTurn,
    /// `tool_use`.
    ToolUse,
    /// A value that this release does not know, as it arrived.
    Unknown(::std::string::String),
}
impl Reason {
    /// The value on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::EndTurn => "end_turn",
            Self::ToolUse => "tool_use",
            Self::Unknown(value) => value,
        }
    }
}
impl ::std::convert::From<&str> for Reason {
    fn from(value: &str) -> Self {
        match value {
            "end_turn" => Self::EndTurn,
            "tool_use" => Self::ToolUse,
            _ => Self::Unknown(value.to_owned()),
        }
    }
}
impl ::std::fmt::Display for Reason {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        f.write_str(self.as_str())
    }
}
impl ::serde::Serialize for Reason {
    fn serialize<S: ::serde::Serializer>(
        &self,
        serializer: S,
    ) -> ::std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
impl<'de> ::serde::Deserialize<'de> for Reason {
    fn deserialize<D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> ::std::result::Result<Self, D::Error> {
        deserializer.deserialize_str(open::Text(::std::marker::PhantomData))
    }
}
/// `Reply`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
pub struct Reply {
    /// `level`.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub level: ::std::option::Option<Level>,
    /// `reason`.
    pub reason: Reason,
    /// Who.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub role: ::std::option::Option<ReplyRole>,
}
/// Who.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum ReplyRole {
    /// `user`.
    User,
    /// A value that this release does not know, as it arrived.
    Unknown(::std::string::String),
}
impl ReplyRole {
    /// The value on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::User => "user",
            Self::Unknown(value) => value,
        }
    }
}
impl ::std::convert::From<&str> for ReplyRole {
    fn from(value: &str) -> Self {
        match value {
            "user" => Self::User,
            _ => Self::Unknown(value.to_owned()),
        }
    }
}
impl ::std::fmt::Display for ReplyRole {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        f.write_str(self.as_str())
    }
}
impl ::serde::Serialize for ReplyRole {
    fn serialize<S: ::serde::Serializer>(
        &self,
        serializer: S,
    ) -> ::std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
impl<'de> ::serde::Deserialize<'de> for ReplyRole {
    fn deserialize<D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> ::std::result::Result<Self, D::Error> {
        deserializer.deserialize_str(open::Text(::std::marker::PhantomData))
    }
}
/// How open enums and unions are read.
mod open {
    use ::std::marker::PhantomData;
    pub(super) struct Text<T>(pub(super) PhantomData<T>);
    impl<T: for<'a> ::std::convert::From<&'a str>> ::serde::de::Visitor<'_> for Text<T> {
        type Value = T;
        fn expecting(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.write_str("a string")
        }
        fn visit_str<E>(self, value: &str) -> ::std::result::Result<T, E> {
            ::std::result::Result::Ok(T::from(value))
        }
    }
}
