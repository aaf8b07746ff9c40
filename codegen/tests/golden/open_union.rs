/// `Image`.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
pub struct Image {
    /// Encoded as `base64`.
    pub bytes: ::std::string::String,
}
/// One block. Open: another kind than those listed may arrive.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// `text`.
    Text(::std::string::String),
    /// `image`.
    Image(Image),
    /// `json`.
    Json(::serde_json::Value),
    /// A member that this release does not know, as it arrived.
    Unknown(::serde_json::Map<::std::string::String, ::serde_json::Value>),
}
impl Block {
    /// What `text` holds, where this is it.
    #[must_use]
    pub fn as_text(&self) -> ::std::option::Option<&str> {
        if let Self::Text(value) = self {
            return ::std::option::Option::Some(value);
        }
        ::std::option::Option::None
    }
    /// What `image` holds, where this is it.
    #[must_use]
    pub fn as_image(&self) -> ::std::option::Option<&Image> {
        if let Self::Image(value) = self {
            return ::std::option::Option::Some(value);
        }
        ::std::option::Option::None
    }
    /// What `json` holds, where this is it.
    #[must_use]
    pub fn as_json(&self) -> ::std::option::Option<&::serde_json::Value> {
        if let Self::Json(value) = self {
            return ::std::option::Option::Some(value);
        }
        ::std::option::Option::None
    }
}
impl wire::Union for Block {
    fn member<'de, A: ::serde::de::MapAccess<'de>>(
        name: &str,
        map: &mut A,
    ) -> ::std::result::Result<wire::Member<Self>, A::Error> {
        match name {
            "text" => wire::known(map, Self::Text),
            "image" => wire::known(map, Self::Image),
            "json" => wire::document(map, Self::Json),
            _ => ::std::result::Result::Ok(wire::Member::Unknown),
        }
    }
    fn unknown(
        members: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    ) -> Self {
        Self::Unknown(members)
    }
}
impl ::serde::Serialize for Block {
    fn serialize<S: ::serde::Serializer>(
        &self,
        serializer: S,
    ) -> ::std::result::Result<S::Ok, S::Error> {
        match self {
            Self::Text(value) => {
                serializer.serialize_newtype_variant("Block", 0u32, "text", value)
            }
            Self::Image(value) => {
                serializer.serialize_newtype_variant("Block", 1u32, "image", value)
            }
            Self::Json(value) => {
                serializer.serialize_newtype_variant("Block", 2u32, "json", value)
            }
            Self::Unknown(members) => members.serialize(serializer),
        }
    }
}
impl<'de> ::serde::Deserialize<'de> for Block {
    fn deserialize<D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> ::std::result::Result<Self, D::Error> {
        deserializer.deserialize_map(wire::Members(::std::marker::PhantomData))
    }
}
impl ::std::convert::From<Image> for Block {
    fn from(value: Image) -> Self {
        Self::Image(value)
    }
}
impl ::std::convert::From<::serde_json::Value> for Block {
    fn from(value: ::serde_json::Value) -> Self {
        Self::Json(value)
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
