//! Enums and unions that take what a later release of the service adds.

use heck::ToSnakeCase;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::{Fields, Item, ItemEnum, Type, parse_quote};

use super::{docs, is_path, renamed};

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
    let is_free = |name: &&str| !variants.iter().any(|variant| variant.name == name);
    let name = ["Unknown", "Unrecognized", "UnknownValue"].into_iter().find(is_free);
    Ident::new(name.unwrap_or("Unknown"), Span::call_site()) // a collision is refused in the end
}

/// An enum of strings that keeps a string it does not know.
pub(super) fn enumeration(item: &ItemEnum, is_sensitive: bool) -> Vec<Item> {
    let (name, type_docs, variants) = (&item.ident, docs(&item.attrs), variants(item));
    let unknown = unknown_name(&variants);
    let variant_docs = variants.iter().map(|variant| &variant.docs);
    let names: Vec<&Ident> = variants.iter().map(|variant| &variant.name).collect();
    let wires: Vec<&String> = variants.iter().map(|variant| &variant.wire).collect();
    let debug = (!is_sensitive).then(|| quote!(Debug,));
    let redacted = is_sensitive.then(|| super::redacted(name));
    let mut items: Vec<Item> = vec![
        parse_quote! {
            #(#type_docs)*
            #[derive(Clone, #debug Eq, Hash, Ord, PartialEq, PartialOrd)]
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
                    deserializer.deserialize_str(wire::Text(::std::marker::PhantomData))
                }
            }
        },
    ];
    items.extend(redacted);
    items
}

/// An enum of single members that keeps a member it does not know.
pub(super) fn union(item: &ItemEnum, is_sensitive: bool) -> Vec<Item> {
    let (name, type_docs, variants) = (&item.ident, docs(&item.attrs), variants(item));
    let unknown = unknown_name(&variants);
    let variant_docs = variants.iter().map(|variant| &variant.docs);
    let names: Vec<&Ident> = variants.iter().map(|variant| &variant.name).collect();
    let wires: Vec<&String> = variants.iter().map(|variant| &variant.wire).collect();
    let types: Vec<&Type> = variants.iter().filter_map(|variant| variant.holds.as_ref()).collect();
    // A `null` document is a value, any other `null` member stands for its absence.
    let readers = types.iter().map(|ty| {
        let is_document = is_path(ty, "serde_json::Value");
        Ident::new(if is_document { "document" } else { "known" }, Span::call_site())
    });
    let type_name = name.to_string();
    let indices = 0_u32..;
    let derives = if is_sensitive { quote!(Clone, PartialEq) } else { quote!(Clone, Debug, PartialEq) };
    let debug: Option<Item> = is_sensitive.then(|| super::redacted(name));
    let accessors = variants.iter().filter_map(accessor);
    let mut items: Vec<Item> = vec![
        parse_quote! {
            #(#type_docs)*
            #[derive(#derives)]
            pub enum #name {
                #(#(#variant_docs)* #names(#types),)*
                /// A member that this release does not know, as it arrived.
                #unknown(::serde_json::Map<::std::string::String, ::serde_json::Value>),
            }
        },
        parse_quote! {
            impl #name {
                #(#accessors)*
            }
        },
        parse_quote! {
            impl wire::Union for #name {
                fn member<'de, A: ::serde::de::MapAccess<'de>>(
                    name: &str,
                    map: &mut A,
                ) -> ::std::result::Result<wire::Member<Self>, A::Error> {
                    match name {
                        #(#wires => wire::#readers(map, Self::#names),)*
                        _ => ::std::result::Result::Ok(wire::Member::Unknown),
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
                    deserializer.deserialize_map(wire::Members(::std::marker::PhantomData))
                }
            }
        },
    ];
    items.extend(debug);
    items
}

/// `as_text()` and its like.
fn accessor(variant: &Variant) -> Option<TokenStream> {
    let (name, holds) = (&variant.name, variant.holds.as_ref()?);
    let method = format_ident!("as_{}", name.to_string().to_snake_case());
    let text = format!(" What `{}` holds, where this is it.", variant.wire);
    let is_string = is_path(holds, "std::string::String");
    let holds = if is_string { parse_quote!(str) } else { holds.clone() };
    Some(quote! {
        #[doc = #text]
        #[must_use]
        pub fn #method(&self) -> ::std::option::Option<&#holds> {
            if let Self::#name(value) = self {
                return ::std::option::Option::Some(value);
            }
            ::std::option::Option::None
        }
    })
}

/// One object, or a list of them.
pub(super) fn one_or_many(item: &ItemEnum) -> Item {
    let (name, type_docs, variants) = (&item.ident, docs(&item.attrs), variants(item));
    let is_list = |ty: &&Type| is_path(ty, "std::vec::Vec");
    let one = variants.iter().filter_map(|variant| variant.holds.as_ref()).find(|ty| !is_list(ty));
    parse_quote! {
        #(#type_docs)*
        pub type #name = OneOrMany<#one>;
    }
}
