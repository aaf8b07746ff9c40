/// What a customer ordered.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// `address`.
    pub address: ::std::option::Option<OrderAddress>,
    /// `anything`.
    pub anything: ::std::option::Option<::serde_json::Value>,
    /// How many.
    pub count: ::std::option::Option<i32>,
    /// `id`.
    pub id: i64,
    /// `labels`.
    pub labels: ::std::option::Option<
        ::std::collections::BTreeMap<::std::string::String, ::std::string::String>,
    >,
    /// `notes`.
    pub notes: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
    /// `paid`.
    pub paid: ::std::option::Option<bool>,
    /// `price`.
    pub price: ::std::option::Option<f64>,
    /// `size`.
    pub size: OrderSize,
    /// `tags`.
    pub tags: ::std::vec::Vec<::std::string::String>,
}
impl ::serde::Serialize for Order {
    fn serialize<S: ::serde::Serializer>(
        &self,
        serializer: S,
    ) -> ::std::result::Result<S::Ok, S::Error> {
        use ::serde::ser::SerializeMap as _;
        let mut map = serializer.serialize_map(::std::option::Option::None)?;
        wire::optional(&mut map, "address", self.address.as_ref())?;
        wire::optional(&mut map, "anything", self.anything.as_ref())?;
        wire::optional(&mut map, "count", self.count.as_ref())?;
        map.serialize_entry("id", &self.id)?;
        wire::optional(&mut map, "labels", self.labels.as_ref())?;
        wire::optional(&mut map, "notes", self.notes.as_ref())?;
        wire::optional(&mut map, "paid", self.paid.as_ref())?;
        wire::optional(&mut map, "price", self.price.as_ref())?;
        map.serialize_entry("size", &self.size)?;
        map.serialize_entry("tags", &self.tags)?;
        map.end()
    }
}
impl<'de> wire::Structure<'de> for Order {
    const EXPECTING: &'static str = "an object, Order";
    fn read<A: ::serde::de::MapAccess<'de>>(
        mut map: A,
    ) -> ::std::result::Result<Self, A::Error> {
        let mut read_address = wire::unread();
        let mut read_anything = wire::unread();
        let mut read_count = wire::unread();
        let mut read_id = wire::unread();
        let mut read_labels = wire::unread();
        let mut read_notes = wire::unread();
        let mut read_paid = wire::unread();
        let mut read_price = wire::unread();
        let mut read_size = wire::unread();
        let mut read_tags = wire::unread();
        while let ::std::option::Option::Some(wire::Name(name)) = map.next_key()? {
            match &*name {
                "address" => {
                    wire::field(&mut map, "address", &mut read_address)?;
                }
                "anything" => {
                    wire::field(&mut map, "anything", &mut read_anything)?;
                }
                "count" => {
                    wire::field(&mut map, "count", &mut read_count)?;
                }
                "id" => {
                    wire::field(&mut map, "id", &mut read_id)?;
                }
                "labels" => {
                    wire::field(&mut map, "labels", &mut read_labels)?;
                }
                "notes" => {
                    wire::field(&mut map, "notes", &mut read_notes)?;
                }
                "paid" => {
                    wire::field(&mut map, "paid", &mut read_paid)?;
                }
                "price" => {
                    wire::field(&mut map, "price", &mut read_price)?;
                }
                "size" => {
                    wire::field(&mut map, "size", &mut read_size)?;
                }
                "tags" => {
                    wire::field(&mut map, "tags", &mut read_tags)?;
                }
                _ => {
                    map.next_value::<::serde::de::IgnoredAny>()?;
                }
            }
        }
        ::std::result::Result::Ok(Self {
            address: read_address.flatten(),
            anything: read_anything.flatten(),
            count: read_count.flatten(),
            id: wire::required("id", read_id)?,
            labels: read_labels.flatten(),
            notes: read_notes.flatten(),
            paid: read_paid.flatten(),
            price: read_price.flatten(),
            size: wire::required("size", read_size)?,
            tags: wire::required("tags", read_tags)?,
        })
    }
}
impl<'de> ::serde::Deserialize<'de> for Order {
    fn deserialize<D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> ::std::result::Result<Self, D::Error> {
        deserializer.deserialize_map(wire::Fields(::std::marker::PhantomData))
    }
}
/// `address`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OrderAddress {
    /// `city`.
    pub city: ::std::string::String,
}
impl ::serde::Serialize for OrderAddress {
    fn serialize<S: ::serde::Serializer>(
        &self,
        serializer: S,
    ) -> ::std::result::Result<S::Ok, S::Error> {
        use ::serde::ser::SerializeMap as _;
        let mut map = serializer.serialize_map(::std::option::Option::None)?;
        map.serialize_entry("city", &self.city)?;
        map.end()
    }
}
impl<'de> wire::Structure<'de> for OrderAddress {
    const EXPECTING: &'static str = "an object, OrderAddress";
    fn read<A: ::serde::de::MapAccess<'de>>(
        mut map: A,
    ) -> ::std::result::Result<Self, A::Error> {
        let mut read_city = wire::unread();
        while let ::std::option::Option::Some(wire::Name(name)) = map.next_key()? {
            if name == "city" {
                wire::field(&mut map, "city", &mut read_city)?;
            } else {
                map.next_value::<::serde::de::IgnoredAny>()?;
            }
        }
        ::std::result::Result::Ok(Self {
            city: wire::required("city", read_city)?,
        })
    }
}
impl<'de> ::serde::Deserialize<'de> for OrderAddress {
    fn deserialize<D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> ::std::result::Result<Self, D::Error> {
        deserializer.deserialize_map(wire::Fields(::std::marker::PhantomData))
    }
}
/// `size`.
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
pub enum OrderSize {
    /// `small`.
    #[serde(rename = "small")]
    Small,
    /// `large`.
    #[serde(rename = "large")]
    Large,
}
impl ::std::fmt::Display for OrderSize {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        match *self {
            Self::Small => f.write_str("small"),
            Self::Large => f.write_str("large"),
        }
    }
}
impl ::std::str::FromStr for OrderSize {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        match value {
            "small" => Ok(Self::Small),
            "large" => Ok(Self::Large),
            _ => Err("invalid value".into()),
        }
    }
}
impl ::std::convert::TryFrom<&str> for OrderSize {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}
impl ::std::convert::TryFrom<::std::string::String> for OrderSize {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
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
