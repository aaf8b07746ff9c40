/// `Input`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Input {
    /// `size`.
    pub size: ::std::option::Option<i64>,
}
impl ::serde::Serialize for Input {
    fn serialize<S: ::serde::Serializer>(
        &self,
        serializer: S,
    ) -> ::std::result::Result<S::Ok, S::Error> {
        use ::serde::ser::SerializeMap as _;
        let mut map = serializer.serialize_map(::std::option::Option::None)?;
        wire::optional(&mut map, "size", self.size.as_ref())?;
        map.end()
    }
}
impl<'de> wire::Structure<'de> for Input {
    const EXPECTING: &'static str = "an object, Input";
    fn read<A: ::serde::de::MapAccess<'de>>(
        mut map: A,
    ) -> ::std::result::Result<Self, A::Error> {
        let mut read_size = wire::unread();
        while let ::std::option::Option::Some(wire::Name(name)) = map.next_key()? {
            if name == "size" {
                wire::field(&mut map, "size", &mut read_size)?;
            } else {
                map.next_value::<::serde::de::IgnoredAny>()?;
            }
        }
        ::std::result::Result::Ok(Self { size: read_size.flatten() })
    }
}
impl<'de> ::serde::Deserialize<'de> for Input {
    fn deserialize<D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> ::std::result::Result<Self, D::Error> {
        deserializer.deserialize_map(wire::Fields(::std::marker::PhantomData))
    }
}
/// `Request`
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// `other`.
    pub other: ::std::option::Option<Input>,
    /// `tool`.
    pub tool: Tool,
    /// `whole`.
    pub whole: ::std::option::Option<Root>,
}
impl ::serde::Serialize for Request {
    fn serialize<S: ::serde::Serializer>(
        &self,
        serializer: S,
    ) -> ::std::result::Result<S::Ok, S::Error> {
        use ::serde::ser::SerializeMap as _;
        let mut map = serializer.serialize_map(::std::option::Option::None)?;
        wire::optional(&mut map, "other", self.other.as_ref())?;
        map.serialize_entry("tool", &self.tool)?;
        wire::optional(&mut map, "whole", self.whole.as_ref())?;
        map.end()
    }
}
impl<'de> wire::Structure<'de> for Request {
    const EXPECTING: &'static str = "an object, Request";
    fn read<A: ::serde::de::MapAccess<'de>>(
        mut map: A,
    ) -> ::std::result::Result<Self, A::Error> {
        let mut read_other = wire::unread();
        let mut read_tool = wire::unread();
        let mut read_whole = wire::unread();
        while let ::std::option::Option::Some(wire::Name(name)) = map.next_key()? {
            match &*name {
                "other" => {
                    wire::field(&mut map, "other", &mut read_other)?;
                }
                "tool" => {
                    wire::field(&mut map, "tool", &mut read_tool)?;
                }
                "whole" => {
                    wire::field(&mut map, "whole", &mut read_whole)?;
                }
                _ => {
                    map.next_value::<::serde::de::IgnoredAny>()?;
                }
            }
        }
        ::std::result::Result::Ok(Self {
            other: read_other.flatten(),
            tool: wire::required("tool", read_tool)?,
            whole: read_whole.flatten(),
        })
    }
}
impl<'de> ::serde::Deserialize<'de> for Request {
    fn deserialize<D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> ::std::result::Result<Self, D::Error> {
        deserializer.deserialize_map(wire::Fields(::std::marker::PhantomData))
    }
}
/// `Root`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Root {
    /// `tool`.
    pub tool: ::std::option::Option<Tool>,
}
impl ::serde::Serialize for Root {
    fn serialize<S: ::serde::Serializer>(
        &self,
        serializer: S,
    ) -> ::std::result::Result<S::Ok, S::Error> {
        use ::serde::ser::SerializeMap as _;
        let mut map = serializer.serialize_map(::std::option::Option::None)?;
        wire::optional(&mut map, "tool", self.tool.as_ref())?;
        map.end()
    }
}
impl<'de> wire::Structure<'de> for Root {
    const EXPECTING: &'static str = "an object, Root";
    fn read<A: ::serde::de::MapAccess<'de>>(
        mut map: A,
    ) -> ::std::result::Result<Self, A::Error> {
        let mut read_tool = wire::unread();
        while let ::std::option::Option::Some(wire::Name(name)) = map.next_key()? {
            if name == "tool" {
                wire::field(&mut map, "tool", &mut read_tool)?;
            } else {
                map.next_value::<::serde::de::IgnoredAny>()?;
            }
        }
        ::std::result::Result::Ok(Self { tool: read_tool.flatten() })
    }
}
impl<'de> ::serde::Deserialize<'de> for Root {
    fn deserialize<D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> ::std::result::Result<Self, D::Error> {
        deserializer.deserialize_map(wire::Fields(::std::marker::PhantomData))
    }
}
/// `Tool`
#[derive(Clone, Debug, PartialEq)]
pub struct Tool {
    /// `input`.
    pub input: ToolInput,
    /// `next`.
    pub next: ::std::option::Option<::std::boxed::Box<Tool>>,
}
impl ::serde::Serialize for Tool {
    fn serialize<S: ::serde::Serializer>(
        &self,
        serializer: S,
    ) -> ::std::result::Result<S::Ok, S::Error> {
        use ::serde::ser::SerializeMap as _;
        let mut map = serializer.serialize_map(::std::option::Option::None)?;
        map.serialize_entry("input", &self.input)?;
        wire::optional(&mut map, "next", self.next.as_ref())?;
        map.end()
    }
}
impl<'de> wire::Structure<'de> for Tool {
    const EXPECTING: &'static str = "an object, Tool";
    fn read<A: ::serde::de::MapAccess<'de>>(
        mut map: A,
    ) -> ::std::result::Result<Self, A::Error> {
        let mut read_input = wire::unread();
        let mut read_next = wire::unread();
        while let ::std::option::Option::Some(wire::Name(name)) = map.next_key()? {
            match &*name {
                "input" => {
                    wire::field(&mut map, "input", &mut read_input)?;
                }
                "next" => {
                    wire::field(&mut map, "next", &mut read_next)?;
                }
                _ => {
                    map.next_value::<::serde::de::IgnoredAny>()?;
                }
            }
        }
        ::std::result::Result::Ok(Self {
            input: wire::required("input", read_input)?,
            next: read_next.flatten(),
        })
    }
}
impl<'de> ::serde::Deserialize<'de> for Tool {
    fn deserialize<D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> ::std::result::Result<Self, D::Error> {
        deserializer.deserialize_map(wire::Fields(::std::marker::PhantomData))
    }
}
/// `input`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ToolInput {
    /// `size`.
    pub size: ::std::option::Option<i64>,
}
impl ::serde::Serialize for ToolInput {
    fn serialize<S: ::serde::Serializer>(
        &self,
        serializer: S,
    ) -> ::std::result::Result<S::Ok, S::Error> {
        use ::serde::ser::SerializeMap as _;
        let mut map = serializer.serialize_map(::std::option::Option::None)?;
        wire::optional(&mut map, "size", self.size.as_ref())?;
        map.end()
    }
}
impl<'de> wire::Structure<'de> for ToolInput {
    const EXPECTING: &'static str = "an object, ToolInput";
    fn read<A: ::serde::de::MapAccess<'de>>(
        mut map: A,
    ) -> ::std::result::Result<Self, A::Error> {
        let mut read_size = wire::unread();
        while let ::std::option::Option::Some(wire::Name(name)) = map.next_key()? {
            if name == "size" {
                wire::field(&mut map, "size", &mut read_size)?;
            } else {
                map.next_value::<::serde::de::IgnoredAny>()?;
            }
        }
        ::std::result::Result::Ok(Self { size: read_size.flatten() })
    }
}
impl<'de> ::serde::Deserialize<'de> for ToolInput {
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
