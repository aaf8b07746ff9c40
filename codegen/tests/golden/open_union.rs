/// One block.
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
impl open::Union for Block {
    fn member<'de, A: ::serde::de::MapAccess<'de>>(
        name: &str,
        map: &mut A,
    ) -> ::std::result::Result<open::Member<Self>, A::Error> {
        match name {
            "text" => open::known(map, Self::Text),
            "image" => open::known(map, Self::Image),
            "json" => open::document(map, Self::Json),
            _ => ::std::result::Result::Ok(open::Member::Unknown),
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
        deserializer.deserialize_map(open::Members(::std::marker::PhantomData))
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
/// `Image`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
pub struct Image {
    /// `bytes`. Encoded as `base64`.
    pub bytes: ::std::string::String,
}
/// How open enums and unions are read.
mod open {
    use ::std::marker::PhantomData;
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
