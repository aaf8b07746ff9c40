//! Structs with named members: serde's impls in full, where the derive's would weigh more.
//!
//! Each member is read straight into its place. serde's derive makes several times the code, and buffers every value
//! of a struct that keeps unknown members.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::{Field, Fields, Item, ItemStruct, Type, parse_quote};

use crate::sensitive::Sensitive;

use super::{argument, comparable, hidden, last_segment, member, redacted, renamed, serde_words, tidy_docs};

/// A struct as typify made it, with what it lacks.
pub(super) fn structure(mut item: ItemStruct, sensitive: &Sensitive) -> Vec<Item> {
    comparable(&mut item.attrs);
    tidy_docs(&mut item.attrs);
    item.fields.iter_mut().for_each(member);
    let members: Option<Vec<Member>> = match &item.fields {
        Fields::Named(fields) => fields.named.iter().map(Member::of).collect(),
        _ => None,
    };
    let impls = match members {
        Some(members) if !members.is_empty() && serde_words(&item.attrs).is_empty() => {
            impls(&item.ident, &members, sensitive)
        }
        // What is not plain keeps serde's derives.
        _ => {
            let debug = sensitive.is_any().then(|| hidden(&mut item.attrs, &item.ident));
            return std::iter::once(Item::Struct(item)).chain(debug).collect();
        }
    };
    without_serde(&mut item, sensitive);
    let mut items = vec![Item::Struct(item)];
    items.extend(impls);
    items
}

/// Whether members go here by name; typify also flattens the branches of an `anyOf`.
pub(super) fn is_map(ty: &Type) -> bool {
    ["Map", "BTreeMap", "HashMap"].iter().any(|name| last_segment(ty).is_some_and(|last| last == *name))
}

/// Takes away what told serde's derives what to do.
fn without_serde(item: &mut ItemStruct, sensitive: &Sensitive) {
    let default = item.fields.iter().all(|field| has_default(&field.ty)).then(|| quote!(Default,));
    let debug = (!sensitive.is_any()).then(|| quote!(Debug,));
    item.attrs.retain(|attribute| !attribute.path().is_ident("derive"));
    item.attrs.push(parse_quote!(#[derive(Clone, #debug #default PartialEq)]));
    for field in &mut item.fields {
        field.attrs.retain(|attribute| !attribute.path().is_ident("serde"));
    }
}

/// Whether a member can be left out by `..Default::default()`: it is optional, text, a count, a list or a map.
fn has_default(ty: &Type) -> bool {
    let known = ["BTreeMap", "Map", "Option", "String", "Vec", "bool", "f64", "i32", "i64"];
    last_segment(ty).is_some_and(|name| known.contains(&name.as_str()))
}

struct Member<'f> {
    ident: &'f Ident,
    ty: &'f Type,
    wire: String,
    kind: Kind,
}

#[derive(PartialEq)]
enum Kind {
    Required,
    Optional,
    /// Where the members go that the schema does not name.
    Extra,
}

impl<'f> Member<'f> {
    /// Nothing, when serde is told more of the field than a name and that it is optional.
    fn of(field: &'f Field) -> Option<Self> {
        let ident = field.ident.as_ref()?;
        let serde = serde_words(&field.attrs);
        let is_option = argument(&field.ty, "Option").is_some();
        let kind = match () {
            () if serde.contains("flatten") => is_map(&field.ty).then_some(Kind::Extra)?,
            () if serde.contains("default") => return None,
            () if is_option && serde.contains("skip_serializing_if") => Kind::Optional,
            () => Kind::Required,
        };
        let wire = renamed(&field.attrs).unwrap_or_else(|| ident.to_string());
        Some(Self { ident, ty: &field.ty, wire, kind })
    }

    /// The variable that holds it while it is read.
    fn slot(&self) -> Ident {
        format_ident!("read_{}", self.ident)
    }
}

fn impls(name: &Ident, members: &[Member<'_>], sensitive: &Sensitive) -> Vec<Item> {
    let mut items = vec![
        serialize(name, members),
        read(name, members),
        parse_quote! {
            impl<'de> ::serde::Deserialize<'de> for #name {
                fn deserialize<D: ::serde::Deserializer<'de>>(
                    deserializer: D,
                ) -> ::std::result::Result<Self, D::Error> {
                    deserializer.deserialize_map(wire::Fields(::std::marker::PhantomData))
                }
            }
        },
    ];
    if sensitive.whole {
        items.push(redacted(name));
    } else if sensitive.is_any() {
        items.push(debug(name, members, sensitive));
    }
    items
}

fn serialize(name: &Ident, members: &[Member<'_>]) -> Item {
    let entries = members.iter().map(|Member { ident, wire, kind, .. }| match kind {
        Kind::Required => quote!(map.serialize_entry(#wire, &self.#ident)?;),
        Kind::Optional => quote!(wire::optional(&mut map, #wire, self.#ident.as_ref())?;),
        Kind::Extra => quote!(wire::extra(&mut map, &self.#ident)?;),
    });
    parse_quote! {
        impl ::serde::Serialize for #name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                use ::serde::ser::SerializeMap as _;
                let mut map = serializer.serialize_map(::std::option::Option::None)?;
                #(#entries)*
                map.end()
            }
        }
    }
}

fn read(name: &Ident, members: &[Member<'_>]) -> Item {
    let (mut slots, mut fields) = (TokenStream::new(), TokenStream::new());
    let mut known: Vec<(&String, TokenStream)> = Vec::new();
    let mut other = quote!(map.next_value::<::serde::de::IgnoredAny>()?;);
    for member in members {
        let (ident, ty, wire, slot) = (member.ident, member.ty, &member.wire, member.slot());
        if member.kind == Kind::Extra {
            slots.extend(quote!(let mut #slot = <#ty>::new();));
            fields.extend(quote!(#ident: #slot,));
            other = quote!(#slot.insert(name.into_owned(), map.next_value()?););
            continue;
        }
        slots.extend(quote!(let mut #slot = wire::unread();));
        known.push((wire, quote!(wire::field(&mut map, #wire, &mut #slot)?;)));
        fields.extend(if member.kind == Kind::Optional {
            quote!(#ident: #slot.flatten(),)
        } else {
            quote!(#ident: wire::required(#wire, #slot)?,)
        });
    }
    let place = match &known[..] {
        [] => other,
        [(wire, read)] => quote!(if name == #wire { #read } else { #other }),
        _ => {
            let arms = known.iter().map(|(wire, read)| quote!(#wire => { #read }));
            quote!(match &*name { #(#arms)* _ => { #other } })
        }
    };
    let expecting = format!("an object, {name}");
    parse_quote! {
        impl<'de> wire::Structure<'de> for #name {
            const EXPECTING: &'static str = #expecting;
            fn read<A: ::serde::de::MapAccess<'de>>(mut map: A) -> ::std::result::Result<Self, A::Error> {
                #slots
                while let ::std::option::Option::Some(wire::Name(name)) = map.next_key()? {
                    #place
                }
                ::std::result::Result::Ok(Self { #fields })
            }
        }
    }
}

/// `Debug` that shows everything but what is sensitive.
fn debug(name: &Ident, members: &[Member<'_>], sensitive: &Sensitive) -> Item {
    let type_name = name.to_string();
    let shown = members.iter().map(|Member { ident, wire, .. }| {
        let label = ident.to_string();
        if sensitive.members.contains(wire) {
            quote!(.field(#label, &::std::format_args!("[redacted]")))
        } else {
            quote!(.field(#label, &self.#ident))
        }
    });
    parse_quote! {
        impl ::std::fmt::Debug for #name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct(#type_name) #(#shown)* .finish()
            }
        }
    }
}
