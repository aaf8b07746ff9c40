/// `Login`
#[derive(Clone, Default, PartialEq)]
pub struct Login {
    /// `bank`.
    pub bank: ::std::option::Option<LoginBank>,
    /// `codes`.
    pub codes: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
    /// `password`. Sensitive: not to be logged.
    pub password: ::std::string::String,
    /// `token`.
    pub token: ::std::option::Option<Secret>,
    /// `user`.
    pub user: ::std::string::String,
}
impl ::serde::Serialize for Login {
    fn serialize<S: ::serde::Serializer>(
        &self,
        serializer: S,
    ) -> ::std::result::Result<S::Ok, S::Error> {
        use ::serde::ser::SerializeMap as _;
        let mut map = serializer.serialize_map(::std::option::Option::None)?;
        wire::optional(&mut map, "bank", self.bank.as_ref())?;
        wire::optional(&mut map, "codes", self.codes.as_ref())?;
        map.serialize_entry("password", &self.password)?;
        wire::optional(&mut map, "token", self.token.as_ref())?;
        map.serialize_entry("user", &self.user)?;
        map.end()
    }
}
impl<'de> wire::Structure<'de> for Login {
    const EXPECTING: &'static str = "an object, Login";
    fn read<A: ::serde::de::MapAccess<'de>>(
        mut map: A,
    ) -> ::std::result::Result<Self, A::Error> {
        let mut read_bank = wire::unread();
        let mut read_codes = wire::unread();
        let mut read_password = wire::unread();
        let mut read_token = wire::unread();
        let mut read_user = wire::unread();
        while let ::std::option::Option::Some(wire::Name(name)) = map.next_key()? {
            match &*name {
                "bank" => {
                    wire::field(&mut map, "bank", &mut read_bank)?;
                }
                "codes" => {
                    wire::field(&mut map, "codes", &mut read_codes)?;
                }
                "password" => {
                    wire::field(&mut map, "password", &mut read_password)?;
                }
                "token" => {
                    wire::field(&mut map, "token", &mut read_token)?;
                }
                "user" => {
                    wire::field(&mut map, "user", &mut read_user)?;
                }
                _ => {
                    map.next_value::<::serde::de::IgnoredAny>()?;
                }
            }
        }
        ::std::result::Result::Ok(Self {
            bank: read_bank.flatten(),
            codes: read_codes.flatten(),
            password: wire::required("password", read_password)?,
            token: read_token.flatten(),
            user: wire::required("user", read_user)?,
        })
    }
}
impl<'de> ::serde::Deserialize<'de> for Login {
    fn deserialize<D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> ::std::result::Result<Self, D::Error> {
        deserializer.deserialize_map(wire::Fields(::std::marker::PhantomData))
    }
}
impl ::std::fmt::Debug for Login {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        f.debug_struct("Login")
            .field("bank", &self.bank)
            .field("codes", &::std::format_args!("[redacted]"))
            .field("password", &::std::format_args!("[redacted]"))
            .field("token", &::std::format_args!("[redacted]"))
            .field("user", &self.user)
            .finish()
    }
}
/// `LoginBank`
#[derive(Clone, Default, PartialEq)]
pub struct LoginBank {
    /// `account`. Sensitive: not to be logged.
    pub account: ::std::option::Option<::std::string::String>,
    /// `name`.
    pub name: ::std::option::Option<::std::string::String>,
}
impl ::serde::Serialize for LoginBank {
    fn serialize<S: ::serde::Serializer>(
        &self,
        serializer: S,
    ) -> ::std::result::Result<S::Ok, S::Error> {
        use ::serde::ser::SerializeMap as _;
        let mut map = serializer.serialize_map(::std::option::Option::None)?;
        wire::optional(&mut map, "account", self.account.as_ref())?;
        wire::optional(&mut map, "name", self.name.as_ref())?;
        map.end()
    }
}
impl<'de> wire::Structure<'de> for LoginBank {
    const EXPECTING: &'static str = "an object, LoginBank";
    fn read<A: ::serde::de::MapAccess<'de>>(
        mut map: A,
    ) -> ::std::result::Result<Self, A::Error> {
        let mut read_account = wire::unread();
        let mut read_name = wire::unread();
        while let ::std::option::Option::Some(wire::Name(name)) = map.next_key()? {
            match &*name {
                "account" => {
                    wire::field(&mut map, "account", &mut read_account)?;
                }
                "name" => {
                    wire::field(&mut map, "name", &mut read_name)?;
                }
                _ => {
                    map.next_value::<::serde::de::IgnoredAny>()?;
                }
            }
        }
        ::std::result::Result::Ok(Self {
            account: read_account.flatten(),
            name: read_name.flatten(),
        })
    }
}
impl<'de> ::serde::Deserialize<'de> for LoginBank {
    fn deserialize<D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> ::std::result::Result<Self, D::Error> {
        deserializer.deserialize_map(wire::Fields(::std::marker::PhantomData))
    }
}
impl ::std::fmt::Debug for LoginBank {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        f.debug_struct("LoginBank")
            .field("account", &::std::format_args!("[redacted]"))
            .field("name", &self.name)
            .finish()
    }
}
/// `Proof`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
#[serde(tag = "kind", content = "pin")]
pub enum Proof {
    /// `pin`.
    #[serde(rename = "pin")]
    Pin(::std::string::String),
    /// `none`.
    #[serde(rename = "none")]
    None,
}
impl ::std::fmt::Debug for Proof {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        f.write_str("Proof([redacted])")
    }
}
/// Sensitive: not to be logged.
#[derive(
    ::serde::Deserialize,
    ::serde::Serialize,
    Clone,
    Eq,
    Hash,
    Ord,
    PartialEq,
    PartialOrd
)]
#[serde(transparent)]
pub struct Secret(pub ::std::string::String);
impl ::std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        f.write_str("Secret([redacted])")
    }
}
impl ::std::ops::Deref for Secret {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}
impl ::std::convert::From<Secret> for ::std::string::String {
    fn from(value: Secret) -> Self {
        value.0
    }
}
impl ::std::convert::From<::std::string::String> for Secret {
    fn from(value: ::std::string::String) -> Self {
        Self(value)
    }
}
impl ::std::fmt::Display for Secret {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        self.0.fmt(f)
    }
}
impl ::std::str::FromStr for Secret {
    type Err = ::std::convert::Infallible;
    fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
        Ok(Self(value.to_string()))
    }
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
/// How the types are read and written.
#[allow(dead_code, reason = "not every set of types uses all of it")]
mod wire {
    use ::std::marker::PhantomData;
    /// The name of a member, borrowed from the input where that allows it.
    pub(super) struct Name<'de>(pub(super) ::std::borrow::Cow<'de, str>);
    impl<'de> ::serde::Deserialize<'de> for Name<'de> {
        fn deserialize<D: ::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> ::std::result::Result<Self, D::Error> {
            struct Visitor;
            impl<'de> ::serde::de::Visitor<'de> for Visitor {
                type Value = Name<'de>;
                fn expecting(
                    &self,
                    f: &mut ::std::fmt::Formatter<'_>,
                ) -> ::std::fmt::Result {
                    f.write_str("the name of a member")
                }
                fn visit_borrowed_str<E>(
                    self,
                    name: &'de str,
                ) -> ::std::result::Result<Name<'de>, E> {
                    ::std::result::Result::Ok(Name(::std::borrow::Cow::Borrowed(name)))
                }
                fn visit_str<E>(
                    self,
                    name: &str,
                ) -> ::std::result::Result<Name<'de>, E> {
                    ::std::result::Result::Ok(
                        Name(::std::borrow::Cow::Owned(name.to_owned())),
                    )
                }
                fn visit_string<E>(
                    self,
                    name: ::std::string::String,
                ) -> ::std::result::Result<Name<'de>, E> {
                    ::std::result::Result::Ok(Name(::std::borrow::Cow::Owned(name)))
                }
            }
            deserializer.deserialize_str(Visitor)
        }
    }
    pub(super) fn optional<M: ::serde::ser::SerializeMap, T: ::serde::Serialize>(
        map: &mut M,
        name: &'static str,
        member: ::std::option::Option<&T>,
    ) -> ::std::result::Result<(), M::Error> {
        match member {
            ::std::option::Option::Some(value) => map.serialize_entry(name, value),
            ::std::option::Option::None => ::std::result::Result::Ok(()),
        }
    }
    pub(super) fn extra<'m, M: ::serde::ser::SerializeMap, T: ::serde::Serialize + 'm>(
        map: &mut M,
        members: impl ::std::iter::IntoIterator<
            Item = (&'m ::std::string::String, &'m T),
        >,
    ) -> ::std::result::Result<(), M::Error> {
        members
            .into_iter()
            .try_for_each(|(name, value)| map.serialize_entry(name, value))
    }
    pub(super) fn unread<T>() -> ::std::option::Option<T> {
        ::std::option::Option::None
    }
    pub(super) trait Structure<'de>: ::std::marker::Sized {
        const EXPECTING: &'static str;
        fn read<A: ::serde::de::MapAccess<'de>>(
            map: A,
        ) -> ::std::result::Result<Self, A::Error>;
    }
    pub(super) struct Fields<T>(pub(super) PhantomData<T>);
    impl<'de, T: Structure<'de>> ::serde::de::Visitor<'de> for Fields<T> {
        type Value = T;
        fn expecting(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.write_str(T::EXPECTING)
        }
        fn visit_map<A: ::serde::de::MapAccess<'de>>(
            self,
            map: A,
        ) -> ::std::result::Result<T, A::Error> {
            T::read(map)
        }
    }
    pub(super) fn field<
        'de,
        T: ::serde::Deserialize<'de>,
        A: ::serde::de::MapAccess<'de>,
    >(
        map: &mut A,
        name: &'static str,
        slot: &mut ::std::option::Option<T>,
    ) -> ::std::result::Result<(), A::Error> {
        if slot.is_some() {
            return ::std::result::Result::Err(::serde::de::Error::duplicate_field(name));
        }
        *slot = ::std::option::Option::Some(map.next_value()?);
        ::std::result::Result::Ok(())
    }
    pub(super) fn required<T, E: ::serde::de::Error>(
        name: &'static str,
        slot: ::std::option::Option<T>,
    ) -> ::std::result::Result<T, E> {
        slot.ok_or_else(|| E::missing_field(name))
    }
}
