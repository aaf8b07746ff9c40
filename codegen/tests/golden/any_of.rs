/// `Circle`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Circle {
    /// `radius`.
    pub radius: f64,
}
impl ::serde::Serialize for Circle {
    fn serialize<S: ::serde::Serializer>(
        &self,
        serializer: S,
    ) -> ::std::result::Result<S::Ok, S::Error> {
        use ::serde::ser::SerializeMap as _;
        let mut map = serializer.serialize_map(::std::option::Option::None)?;
        map.serialize_entry("radius", &self.radius)?;
        map.end()
    }
}
impl<'de> wire::Structure<'de> for Circle {
    const EXPECTING: &'static str = "an object, Circle";
    fn read<A: ::serde::de::MapAccess<'de>>(
        mut map: A,
    ) -> ::std::result::Result<Self, A::Error> {
        let mut read_radius = wire::unread();
        while let ::std::option::Option::Some(wire::Name(name)) = map.next_key()? {
            if name == "radius" {
                wire::field(&mut map, "radius", &mut read_radius)?;
            } else {
                map.next_value::<::serde::de::IgnoredAny>()?;
            }
        }
        ::std::result::Result::Ok(Self {
            radius: wire::required("radius", read_radius)?,
        })
    }
}
impl<'de> ::serde::Deserialize<'de> for Circle {
    fn deserialize<D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> ::std::result::Result<Self, D::Error> {
        deserializer.deserialize_map(wire::Fields(::std::marker::PhantomData))
    }
}
/// `Headers`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(transparent)]
pub struct Headers(pub ::serde_json::Map<::std::string::String, ::serde_json::Value>);
impl ::std::ops::Deref for Headers {
    type Target = ::serde_json::Map<::std::string::String, ::serde_json::Value>;
    fn deref(&self) -> &::serde_json::Map<::std::string::String, ::serde_json::Value> {
        &self.0
    }
}
impl ::std::convert::From<Headers>
for ::serde_json::Map<::std::string::String, ::serde_json::Value> {
    fn from(value: Headers) -> Self {
        value.0
    }
}
impl ::std::convert::From<::serde_json::Map<::std::string::String, ::serde_json::Value>>
for Headers {
    fn from(
        value: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    ) -> Self {
        Self(value)
    }
}
/// `Label`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Label {
    /// `text`.
    pub text: ::std::option::Option<::std::string::String>,
}
impl ::serde::Serialize for Label {
    fn serialize<S: ::serde::Serializer>(
        &self,
        serializer: S,
    ) -> ::std::result::Result<S::Ok, S::Error> {
        use ::serde::ser::SerializeMap as _;
        let mut map = serializer.serialize_map(::std::option::Option::None)?;
        wire::optional(&mut map, "text", self.text.as_ref())?;
        map.end()
    }
}
impl<'de> wire::Structure<'de> for Label {
    const EXPECTING: &'static str = "an object, Label";
    fn read<A: ::serde::de::MapAccess<'de>>(
        mut map: A,
    ) -> ::std::result::Result<Self, A::Error> {
        let mut read_text = wire::unread();
        while let ::std::option::Option::Some(wire::Name(name)) = map.next_key()? {
            if name == "text" {
                wire::field(&mut map, "text", &mut read_text)?;
            } else {
                map.next_value::<::serde::de::IgnoredAny>()?;
            }
        }
        ::std::result::Result::Ok(Self { text: read_text.flatten() })
    }
}
impl<'de> ::serde::Deserialize<'de> for Label {
    fn deserialize<D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> ::std::result::Result<Self, D::Error> {
        deserializer.deserialize_map(wire::Fields(::std::marker::PhantomData))
    }
}
/// `Shape`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(untagged)]
pub enum Shape {
    /// `Circle`.
    Circle(Circle),
    /// `Label`.
    Label(Label),
}
impl ::std::convert::From<Circle> for Shape {
    fn from(value: Circle) -> Self {
        Self::Circle(value)
    }
}
impl ::std::convert::From<Label> for Shape {
    fn from(value: Label) -> Self {
        Self::Label(value)
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
