//! Enums and unions that take what a later release of the service adds.

use proc_macro2::{Ident, Span};
use quote::{format_ident, quote};
use syn::{Fields, Item, ItemEnum, Type, parse_quote};

use super::{docs, last_segment, renamed};

/// A variant: its docs, its name, its name on the wire and what it holds.
struct Variant {
    docs: Vec<syn::Attribute>,
    name: Ident,
    wire: String,
    holds: Option<Type>,
}

fn variants(item: &ItemEnum) -> Vec<Variant> {
    let variants = item.variants.iter().map(|variant| {
        let wire = renamed(&variant.attrs).unwrap_or_else(|| variant.ident.to_string());
        let mut docs = docs(&variant.attrs);
        if docs.is_empty() {
            let text = format!(" `{wire}`.");
            docs.push(parse_quote!(#[doc = #text]));
        }
        let holds = match &variant.fields {
            Fields::Unnamed(fields) => fields.unnamed.first().map(|field| field.ty.clone()),
            _ => None,
        };
        Variant { docs, name: variant.ident.clone(), wire, holds }
    });
    variants.collect()
}

/// `Unknown`, unless a known value is called so.
fn unknown_name(variants: &[Variant]) -> Ident {
    let is_taken = variants.iter().any(|variant| variant.name == "Unknown");
    Ident::new(if is_taken { "Unrecognized" } else { "Unknown" }, Span::call_site())
}

/// An enum of strings that keeps a string it does not know.
pub(super) fn enumeration(item: &ItemEnum) -> Vec<Item> {
    let (name, type_docs, variants) = (&item.ident, docs(&item.attrs), variants(item));
    let unknown = unknown_name(&variants);
    let variant_docs = variants.iter().map(|variant| &variant.docs);
    let names: Vec<&Ident> = variants.iter().map(|variant| &variant.name).collect();
    let wires: Vec<&String> = variants.iter().map(|variant| &variant.wire).collect();
    vec![
        parse_quote! {
            #(#type_docs)*
            #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
            pub enum #name {
                #(#(#variant_docs)* #names,)*
                /// A value that this release does not know, as it arrived.
                #unknown(::std::string::String),
            }
        },
        parse_quote! {
            impl #name {
                /// The value on the wire.
                #[must_use]
                pub fn as_str(&self) -> &str {
                    match self {
                        #(Self::#names => #wires,)*
                        Self::#unknown(value) => value,
                    }
                }
            }
        },
        parse_quote! {
            impl ::std::convert::From<&str> for #name {
                fn from(value: &str) -> Self {
                    match value {
                        #(#wires => Self::#names,)*
                        _ => Self::#unknown(value.to_owned()),
                    }
                }
            }
        },
        parse_quote! {
            impl ::std::fmt::Display for #name {
                fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    f.write_str(self.as_str())
                }
            }
        },
        parse_quote! {
            impl ::serde::Serialize for #name {
                fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                    serializer.serialize_str(self.as_str())
                }
            }
        },
        parse_quote! {
            impl<'de> ::serde::Deserialize<'de> for #name {
                fn deserialize<D: ::serde::Deserializer<'de>>(
                    deserializer: D,
                ) -> ::std::result::Result<Self, D::Error> {
                    deserializer.deserialize_str(open::Text(::std::marker::PhantomData))
                }
            }
        },
    ]
}

/// An enum of single members that keeps a member it does not know.
pub(super) fn union(item: &ItemEnum) -> Vec<Item> {
    let (name, type_docs, variants) = (&item.ident, docs(&item.attrs), variants(item));
    let unknown = unknown_name(&variants);
    let variant_docs = variants.iter().map(|variant| &variant.docs);
    let names: Vec<&Ident> = variants.iter().map(|variant| &variant.name).collect();
    let wires: Vec<&String> = variants.iter().map(|variant| &variant.wire).collect();
    let types: Vec<&Type> = variants.iter().filter_map(|variant| variant.holds.as_ref()).collect();
    // A `null` document is a value, any other `null` member stands for its absence.
    let readers = types.iter().map(|ty| {
        let is_document = last_segment(ty).is_some_and(|segment| segment == "Value");
        Ident::new(if is_document { "document" } else { "known" }, Span::call_site())
    });
    let type_name = name.to_string();
    let indices = 0_u32..;
    vec![
        parse_quote! {
            #(#type_docs)*
            #[derive(Clone, Debug, PartialEq)]
            pub enum #name {
                #(#(#variant_docs)* #names(#types),)*
                /// A member that this release does not know, as it arrived.
                #unknown(::serde_json::Map<::std::string::String, ::serde_json::Value>),
            }
        },
        parse_quote! {
            impl open::Union for #name {
                fn member<'de, A: ::serde::de::MapAccess<'de>>(
                    name: &str,
                    map: &mut A,
                ) -> ::std::result::Result<open::Member<Self>, A::Error> {
                    match name {
                        #(#wires => open::#readers(map, Self::#names),)*
                        _ => ::std::result::Result::Ok(open::Member::Unknown),
                    }
                }

                fn unknown(members: ::serde_json::Map<::std::string::String, ::serde_json::Value>) -> Self {
                    Self::#unknown(members)
                }
            }
        },
        parse_quote! {
            impl ::serde::Serialize for #name {
                fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                    match self {
                        #(Self::#names(value) => {
                            serializer.serialize_newtype_variant(#type_name, #indices, #wires, value)
                        })*
                        Self::#unknown(members) => members.serialize(serializer),
                    }
                }
            }
        },
        parse_quote! {
            impl<'de> ::serde::Deserialize<'de> for #name {
                fn deserialize<D: ::serde::Deserializer<'de>>(
                    deserializer: D,
                ) -> ::std::result::Result<Self, D::Error> {
                    deserializer.deserialize_map(open::Members(::std::marker::PhantomData))
                }
            }
        },
    ]
}

/// One object, or a list of them.
pub(super) fn one_or_many(item: &ItemEnum) -> Item {
    let (name, type_docs, variants) = (&item.ident, docs(&item.attrs), variants(item));
    let is_list = |ty: &&Type| last_segment(ty).is_some_and(|segment| segment == "Vec");
    let one = variants.iter().filter_map(|variant| variant.holds.as_ref()).find(|ty| !is_list(ty));
    parse_quote! {
        #(#type_docs)*
        pub type #name = OneOrMany<#one>;
    }
}

/// What the items above share.
pub(super) fn support(enums: bool, unions: bool, one_or_many: bool) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    if one_or_many {
        items.extend(one_or_many_type());
    }
    let parts = [(enums, text()), (unions, members()), (one_or_many, shapes())];
    let parts: Vec<_> = parts.into_iter().filter(|(is_used, _)| *is_used).map(|(_, part)| part).collect();
    if !parts.is_empty() {
        let module = format_ident!("open");
        items.push(parse_quote! {
            /// How open enums and unions are read.
            mod #module {
                use ::std::marker::PhantomData;
                #(#parts)*
            }
        });
    }
    items
}

fn one_or_many_type() -> Vec<Item> {
    let file: syn::File = parse_quote! {
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
                deserializer.deserialize_any(open::Shapes(::std::marker::PhantomData))
            }
        }
    };
    file.items
}

fn text() -> proc_macro2::TokenStream {
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

fn members() -> proc_macro2::TokenStream {
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

fn shapes() -> proc_macro2::TokenStream {
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
