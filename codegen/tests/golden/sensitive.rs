/// `Login`.
#[derive(Clone, Default, PartialEq)]
pub struct Login {
    /// `user`.
    pub user: ::std::string::String,
    /// Sensitive: not to be logged.
    pub password: ::std::string::String,
    /// `codes`.
    pub codes: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
    /// `token`.
    pub token: ::std::option::Option<Secret>,
    /// `bank`.
    pub bank: ::std::option::Option<LoginBank>,
}
impl ::serde::Serialize for Login {
    fn serialize<S: ::serde::Serializer>(
        &self,
        serializer: S,
    ) -> ::std::result::Result<S::Ok, S::Error> {
        use ::serde::ser::SerializeMap as _;
        let mut map = serializer.serialize_map(::std::option::Option::None)?;
        map.serialize_entry("user", &self.user)?;
        map.serialize_entry("password", &self.password)?;
        wire::optional(&mut map, "codes", self.codes.as_ref())?;
        wire::optional(&mut map, "token", self.token.as_ref())?;
        wire::optional(&mut map, "bank", self.bank.as_ref())?;
        map.end()
    }
}
impl<'de> wire::Structure<'de> for Login {
    const EXPECTING: &'static str = "an object, Login";
    fn read<A: ::serde::de::MapAccess<'de>>(
        mut map: A,
    ) -> ::std::result::Result<Self, A::Error> {
        let mut read_user = wire::unread();
        let mut read_password = wire::unread();
        let mut read_codes = wire::unread();
        let mut read_token = wire::unread();
        let mut read_bank = wire::unread();
        while let ::std::option::Option::Some(wire::Name(name)) = map.next_key()? {
            match &*name {
                "user" => {
                    wire::field(&mut map, "user", &mut read_user)?;
                }
                "password" => {
                    wire::field(&mut map, "password", &mut read_password)?;
                }
                "codes" => {
                    wire::field(&mut map, "codes", &mut read_codes)?;
                }
                "token" => {
                    wire::field(&mut map, "token", &mut read_token)?;
                }
                "bank" => {
                    wire::field(&mut map, "bank", &mut read_bank)?;
                }
                _ => {
                    map.next_value::<::serde::de::IgnoredAny>()?;
                }
            }
        }
        ::std::result::Result::Ok(Self {
            user: wire::required("user", read_user)?,
            password: wire::required("password", read_password)?,
            codes: read_codes.flatten(),
            token: read_token.flatten(),
            bank: read_bank.flatten(),
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
            .field("user", &self.user)
            .field("password", &::std::format_args!("[redacted]"))
            .field("codes", &::std::format_args!("[redacted]"))
            .field("token", &::std::format_args!("[redacted]"))
            .field("bank", &self.bank)
            .finish()
    }
}
/// `LoginBank`.
#[derive(Clone, Default, PartialEq)]
pub struct LoginBank {
    /// `name`.
    pub name: ::std::option::Option<::std::string::String>,
    /// Sensitive: not to be logged.
    pub account: ::std::option::Option<::std::string::String>,
}
impl ::serde::Serialize for LoginBank {
    fn serialize<S: ::serde::Serializer>(
        &self,
        serializer: S,
    ) -> ::std::result::Result<S::Ok, S::Error> {
        use ::serde::ser::SerializeMap as _;
        let mut map = serializer.serialize_map(::std::option::Option::None)?;
        wire::optional(&mut map, "name", self.name.as_ref())?;
        wire::optional(&mut map, "account", self.account.as_ref())?;
        map.end()
    }
}
impl<'de> wire::Structure<'de> for LoginBank {
    const EXPECTING: &'static str = "an object, LoginBank";
    fn read<A: ::serde::de::MapAccess<'de>>(
        mut map: A,
    ) -> ::std::result::Result<Self, A::Error> {
        let mut read_name = wire::unread();
        let mut read_account = wire::unread();
        while let ::std::option::Option::Some(wire::Name(name)) = map.next_key()? {
            match &*name {
                "name" => {
                    wire::field(&mut map, "name", &mut read_name)?;
                }
                "account" => {
                    wire::field(&mut map, "account", &mut read_account)?;
                }
                _ => {
                    map.next_value::<::serde::de::IgnoredAny>()?;
                }
            }
        }
        ::std::result::Result::Ok(Self {
            name: read_name.flatten(),
            account: read_account.flatten(),
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
            .field("name", &self.name)
            .field("account", &::std::format_args!("[redacted]"))
            .finish()
    }
}
/// Open: another kind than those listed may arrive.
#[derive(Clone, PartialEq)]
pub enum Proof {
    /// Sensitive: not to be logged.
    Pin(::std::string::String),
    /// `none`.
    None(bool),
    /// A member that this release does not know, as it arrived.
    Unknown(::serde_json::Map<::std::string::String, ::serde_json::Value>),
}
impl Proof {
    /// What `pin` holds, where this is it.
    #[must_use]
    pub fn as_pin(&self) -> ::std::option::Option<&str> {
        if let Self::Pin(value) = self {
            return ::std::option::Option::Some(value);
        }
        ::std::option::Option::None
    }
    /// What `none` holds, where this is it.
    #[must_use]
    pub fn as_none(&self) -> ::std::option::Option<&bool> {
        if let Self::None(value) = self {
            return ::std::option::Option::Some(value);
        }
        ::std::option::Option::None
    }
}
impl wire::Union for Proof {
    fn member<'de, A: ::serde::de::MapAccess<'de>>(
        name: &str,
        map: &mut A,
    ) -> ::std::result::Result<wire::Member<Self>, A::Error> {
        match name {
            "pin" => wire::known(map, Self::Pin),
            "none" => wire::known(map, Self::None),
            _ => ::std::result::Result::Ok(wire::Member::Unknown),
        }
    }
    fn unknown(
        members: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    ) -> Self {
        Self::Unknown(members)
    }
}
impl ::serde::Serialize for Proof {
    fn serialize<S: ::serde::Serializer>(
        &self,
        serializer: S,
    ) -> ::std::result::Result<S::Ok, S::Error> {
        match self {
            Self::Pin(value) => {
                serializer.serialize_newtype_variant("Proof", 0u32, "pin", value)
            }
            Self::None(value) => {
                serializer.serialize_newtype_variant("Proof", 1u32, "none", value)
            }
            Self::Unknown(members) => members.serialize(serializer),
        }
    }
}
impl<'de> ::serde::Deserialize<'de> for Proof {
    fn deserialize<D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> ::std::result::Result<Self, D::Error> {
        deserializer.deserialize_map(wire::Members(::std::marker::PhantomData))
    }
}
impl ::std::convert::From<bool> for Proof {
    fn from(value: bool) -> Self {
        Self::None(value)
    }
}
impl ::std::fmt::Debug for Proof {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        f.write_str("Proof([redacted])")
    }
}
/// Sensitive: not to be logged.
#[derive(Clone, PartialEq, ::serde::Deserialize, ::serde::Serialize)]
#[serde(transparent)]
pub struct Secret(pub ::std::string::String);
impl ::std::ops::Deref for Secret {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}
impl ::std::convert::From<::std::string::String> for Secret {
    fn from(value: ::std::string::String) -> Self {
        Self(value)
    }
}
impl ::std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        f.write_str("Secret([redacted])")
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
    pub(super) enum Member<T> {
        Known(T),
        /// A known member that is `null`, which stands for its absence.
        Null,
        Unknown,
    }
    pub(super) trait Union: ::serde::Serialize + ::std::marker::Sized {
        fn member<'de, A: ::serde::de::MapAccess<'de>>(
            name: &str,
            map: &mut A,
        ) -> ::std::result::Result<Member<Self>, A::Error>;
        fn unknown(
            members: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        ) -> Self;
    }
    pub(super) fn known<
        'de,
        T: ::serde::Deserialize<'de>,
        U,
        A: ::serde::de::MapAccess<'de>,
    >(
        map: &mut A,
        variant: impl ::std::ops::FnOnce(T) -> U,
    ) -> ::std::result::Result<Member<U>, A::Error> {
        let value = map.next_value::<::std::option::Option<T>>()?;
        ::std::result::Result::Ok(
            value.map_or(Member::Null, |value| Member::Known(variant(value))),
        )
    }
    pub(super) fn document<'de, U, A: ::serde::de::MapAccess<'de>>(
        map: &mut A,
        variant: impl ::std::ops::FnOnce(::serde_json::Value) -> U,
    ) -> ::std::result::Result<Member<U>, A::Error> {
        map.next_value().map(|value| Member::Known(variant(value)))
    }
    pub(super) struct Members<T>(pub(super) PhantomData<T>);
    impl<'de, T: Union> ::serde::de::Visitor<'de> for Members<T> {
        type Value = T;
        fn expecting(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.write_str("an object with one member")
        }
        fn visit_map<A: ::serde::de::MapAccess<'de>>(
            self,
            mut map: A,
        ) -> ::std::result::Result<T, A::Error> {
            let mut found: ::std::option::Option<T> = ::std::option::Option::None;
            let mut others = ::serde_json::Map::new();
            while let ::std::option::Option::Some(name) = map
                .next_key::<::std::string::String>()?
            {
                match T::member(&name, &mut map)? {
                    Member::Known(value) => {
                        if let ::std::option::Option::Some(first) = found.replace(value)
                        {
                            others.extend(raw(&first)?);
                        }
                    }
                    Member::Null => {}
                    Member::Unknown => {
                        others.insert(name, map.next_value()?);
                    }
                }
            }
            match found {
                ::std::option::Option::Some(value) if others.is_empty() => {
                    ::std::result::Result::Ok(value)
                }
                ::std::option::Option::Some(value) => {
                    others.extend(raw(&value)?);
                    ::std::result::Result::Ok(T::unknown(others))
                }
                ::std::option::Option::None => {
                    ::std::result::Result::Ok(T::unknown(others))
                }
            }
        }
    }
    fn raw<T: ::serde::Serialize, E: ::serde::de::Error>(
        value: &T,
    ) -> ::std::result::Result<
        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        E,
    > {
        match ::serde_json::to_value(value).map_err(E::custom)? {
            ::serde_json::Value::Object(members) => ::std::result::Result::Ok(members),
            _ => ::std::result::Result::Ok(::serde_json::Map::new()),
        }
    }
}
