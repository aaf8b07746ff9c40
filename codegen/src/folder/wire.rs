//! What the generated types share: one private module, with what is used of it.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Kind, Model, Shape, Struct};

/// The module `wire`, and the type for what one service writes as an object and another as a list.
pub(super) fn support(model: &Model) -> TokenStream {
    let has = |is: fn(&Kind) -> bool| model.types.iter().any(|ty| is(&ty.kind));
    let has_lists = model.types.iter().any(|ty| {
        matches!(&ty.kind, Kind::Struct(Struct { fields, .. }) | Kind::OpenUnion(fields) if fields.iter().any(|field| is_one_or_many(&field.shape)))
            || matches!(&ty.kind, Kind::Newtype(shape) if is_one_or_many(shape))
    });
    let parts = [
        (has(|kind| matches!(kind, Kind::Struct(_))), fields()),
        (has(|kind| matches!(kind, Kind::OpenEnum(_))), text()),
        (has(|kind| matches!(kind, Kind::OpenUnion(_))), members()),
        (has_lists, shapes()),
    ];
    let parts: Vec<_> = parts.into_iter().filter(|(is_used, _)| *is_used).map(|(_, part)| part).collect();
    let lists = has_lists.then(one_or_many_type);
    if parts.is_empty() {
        return TokenStream::new();
    }
    quote! {
        #lists
        /// How the types are read and written.
        #[allow(dead_code, reason = "not every set of types uses all of it")]
        mod wire {
            use ::std::marker::PhantomData;
            #(#parts)*
        }
    }
}

fn is_one_or_many(shape: &Shape) -> bool {
    match shape {
        Shape::OneOrMany(_) => true,
        Shape::List(shape) | Shape::Map(shape) | Shape::Nullable(shape) => is_one_or_many(shape),
        _ => false,
    }
}

fn fields() -> TokenStream {
    quote! {
        /// The name of a member, borrowed from the input where that allows it.
        pub(super) struct Name<'de>(pub(super) ::std::borrow::Cow<'de, str>);
        impl<'de> ::serde::Deserialize<'de> for Name<'de> {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                struct Visitor;
                impl<'de> ::serde::de::Visitor<'de> for Visitor {
                    type Value = Name<'de>;
                    fn expecting(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                        f.write_str("the name of a member")
                    }
                    fn visit_borrowed_str<E>(self, name: &'de str) -> ::std::result::Result<Name<'de>, E> {
                        ::std::result::Result::Ok(Name(::std::borrow::Cow::Borrowed(name)))
                    }
                    fn visit_str<E>(self, name: &str) -> ::std::result::Result<Name<'de>, E> {
                        ::std::result::Result::Ok(Name(::std::borrow::Cow::Owned(name.to_owned())))
                    }
                    fn visit_string<E>(self, name: ::std::string::String) -> ::std::result::Result<Name<'de>, E> {
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
            members: impl ::std::iter::IntoIterator<Item = (&'m ::std::string::String, &'m T)>,
        ) -> ::std::result::Result<(), M::Error> {
            members.into_iter().try_for_each(|(name, value)| map.serialize_entry(name, value))
        }
        pub(super) fn unread<T>() -> ::std::option::Option<T> {
            ::std::option::Option::None
        }
        pub(super) trait Structure<'de>: ::std::marker::Sized {
            const EXPECTING: &'static str;
            fn read<A: ::serde::de::MapAccess<'de>>(map: A) -> ::std::result::Result<Self, A::Error>;
        }
        pub(super) struct Fields<T>(pub(super) PhantomData<T>);
        impl<'de, T: Structure<'de>> ::serde::de::Visitor<'de> for Fields<T> {
            type Value = T;
            fn expecting(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(T::EXPECTING)
            }
            fn visit_map<A: ::serde::de::MapAccess<'de>>(self, map: A) -> ::std::result::Result<T, A::Error> {
                T::read(map)
            }
        }
        pub(super) fn field<'de, T: ::serde::Deserialize<'de>, A: ::serde::de::MapAccess<'de>>(
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
}

fn one_or_many_type() -> TokenStream {
    quote! {
        /// One value, or a list of them: what one service writes as an object, the other writes as a list.
        #[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
        #[serde(untagged)]
        pub enum OneOrMany<T> {
            /// Written as one value.
            One(T),
            /// Written as a list.
            Many(::std::vec::Vec<T>),
        }
        impl<T> OneOrMany<T> {
            /// The values, however they were written.
            #[must_use]
            pub fn as_slice(&self) -> &[T] {
                match self {
                    Self::One(value) => ::std::slice::from_ref(value),
                    Self::Many(values) => values,
                }
            }
        }
        impl<'de, T: ::serde::Deserialize<'de>> ::serde::Deserialize<'de> for OneOrMany<T> {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                deserializer.deserialize_any(wire::Shapes(::std::marker::PhantomData))
            }
        }
    }
}

fn text() -> TokenStream {
    quote! {
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
}

fn members() -> TokenStream {
    quote! {
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
            fn unknown(members: ::serde_json::Map<::std::string::String, ::serde_json::Value>) -> Self;
        }
        pub(super) fn known<'de, T: ::serde::Deserialize<'de>, U, A: ::serde::de::MapAccess<'de>>(
            map: &mut A,
            variant: impl ::std::ops::FnOnce(T) -> U,
        ) -> ::std::result::Result<Member<U>, A::Error> {
            let value = map.next_value::<::std::option::Option<T>>()?;
            ::std::result::Result::Ok(value.map_or(Member::Null, |value| Member::Known(variant(value))))
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
                while let ::std::option::Option::Some(name) = map.next_key::<::std::string::String>()? {
                    match T::member(&name, &mut map)? {
                        Member::Known(value) => {
                            if let ::std::option::Option::Some(first) = found.replace(value) {
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
                    ::std::option::Option::Some(value) if others.is_empty() => ::std::result::Result::Ok(value),
                    ::std::option::Option::Some(value) => {
                        // More than one member is no known member: all of them are kept as they arrived.
                        others.extend(raw(&value)?);
                        ::std::result::Result::Ok(T::unknown(others))
                    }
                    ::std::option::Option::None => ::std::result::Result::Ok(T::unknown(others)),
                }
            }
        }
        fn raw<T: ::serde::Serialize, E: ::serde::de::Error>(
            value: &T,
        ) -> ::std::result::Result<::serde_json::Map<::std::string::String, ::serde_json::Value>, E> {
            match ::serde_json::to_value(value).map_err(E::custom)? {
                ::serde_json::Value::Object(members) => ::std::result::Result::Ok(members),
                _ => ::std::result::Result::Ok(::serde_json::Map::new()),
            }
        }
    }
}

fn shapes() -> TokenStream {
    quote! {
        pub(super) struct Shapes<T>(pub(super) PhantomData<T>);
        impl<'de, T: ::serde::Deserialize<'de>> ::serde::de::Visitor<'de> for Shapes<T> {
            type Value = super::OneOrMany<T>;
            fn expecting(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str("an object or a list of objects")
            }
            fn visit_map<A: ::serde::de::MapAccess<'de>>(
                self,
                map: A,
            ) -> ::std::result::Result<Self::Value, A::Error> {
                let one = ::serde::de::value::MapAccessDeserializer::new(map);
                T::deserialize(one).map(super::OneOrMany::One)
            }
            fn visit_seq<A: ::serde::de::SeqAccess<'de>>(
                self,
                seq: A,
            ) -> ::std::result::Result<Self::Value, A::Error> {
                let many = ::serde::de::value::SeqAccessDeserializer::new(seq);
                ::serde::Deserialize::deserialize(many).map(super::OneOrMany::Many)
            }
        }
    }
}
