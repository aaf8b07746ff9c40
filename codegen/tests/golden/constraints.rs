/// `Bounds`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bounds {
    /// `code`. Exactly 3 characters.
    pub code: ::std::option::Option<::std::string::String>,
    /// `count`. At least 1.
    pub count: i64,
    /// `id`. Format `uuid`.
    pub id: ::std::option::Option<::std::string::String>,
    /// A name, see \[nowhere\]. 1 to 64 characters. Matches `` ^[a-z`]+$ ``.
    pub name: ::std::string::String,
    /// `pair`. Exactly 2 entries.
    pub pair: ::std::vec::Vec<::std::string::String>,
    /// `share`. At most 1. More than `0`. Default: `0.5`.
    pub share: ::std::option::Option<f64>,
    /// `tags`. At least 1 entry. Entries are unique.
    pub tags: ::std::vec::Vec<::std::string::String>,
    /// `when`. Format `date-time`.
    pub when: ::std::option::Option<::std::string::String>,
}
impl ::serde::Serialize for Bounds {
    fn serialize<S: ::serde::Serializer>(
        &self,
        serializer: S,
    ) -> ::std::result::Result<S::Ok, S::Error> {
        use ::serde::ser::SerializeMap as _;
        let mut map = serializer.serialize_map(::std::option::Option::None)?;
        wire::optional(&mut map, "code", self.code.as_ref())?;
        map.serialize_entry("count", &self.count)?;
        wire::optional(&mut map, "id", self.id.as_ref())?;
        map.serialize_entry("name", &self.name)?;
        map.serialize_entry("pair", &self.pair)?;
        wire::optional(&mut map, "share", self.share.as_ref())?;
        map.serialize_entry("tags", &self.tags)?;
        wire::optional(&mut map, "when", self.when.as_ref())?;
        map.end()
    }
}
impl<'de> wire::Structure<'de> for Bounds {
    const EXPECTING: &'static str = "an object, Bounds";
    fn read<A: ::serde::de::MapAccess<'de>>(
        mut map: A,
    ) -> ::std::result::Result<Self, A::Error> {
        let mut read_code = wire::unread();
        let mut read_count = wire::unread();
        let mut read_id = wire::unread();
        let mut read_name = wire::unread();
        let mut read_pair = wire::unread();
        let mut read_share = wire::unread();
        let mut read_tags = wire::unread();
        let mut read_when = wire::unread();
        while let ::std::option::Option::Some(wire::Name(name)) = map.next_key()? {
            match &*name {
                "code" => {
                    wire::field(&mut map, "code", &mut read_code)?;
                }
                "count" => {
                    wire::field(&mut map, "count", &mut read_count)?;
                }
                "id" => {
                    wire::field(&mut map, "id", &mut read_id)?;
                }
                "name" => {
                    wire::field(&mut map, "name", &mut read_name)?;
                }
                "pair" => {
                    wire::field(&mut map, "pair", &mut read_pair)?;
                }
                "share" => {
                    wire::field(&mut map, "share", &mut read_share)?;
                }
                "tags" => {
                    wire::field(&mut map, "tags", &mut read_tags)?;
                }
                "when" => {
                    wire::field(&mut map, "when", &mut read_when)?;
                }
                _ => {
                    map.next_value::<::serde::de::IgnoredAny>()?;
                }
            }
        }
        ::std::result::Result::Ok(Self {
            code: read_code.flatten(),
            count: wire::required("count", read_count)?,
            id: read_id.flatten(),
            name: wire::required("name", read_name)?,
            pair: wire::required("pair", read_pair)?,
            share: read_share.flatten(),
            tags: wire::required("tags", read_tags)?,
            when: read_when.flatten(),
        })
    }
}
impl<'de> ::serde::Deserialize<'de> for Bounds {
    fn deserialize<D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> ::std::result::Result<Self, D::Error> {
        deserializer.deserialize_map(wire::Fields(::std::marker::PhantomData))
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
