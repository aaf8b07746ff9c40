//! The model of a folder as Rust.

use std::collections::BTreeMap;

use heck::ToSnakeCase;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use super::sensitive::{Sensitive, sensitive};
use super::{Definition, model, plain, wire};
use crate::Error;
use crate::docs::documentation;
use crate::model::{Docs, Field, Kind, Model, Shape, Struct, Type, TypeId, Word};

/// The source of all types, formatted.
pub(super) fn rust(types: &BTreeMap<String, Definition>) -> Result<String, Error> {
    let model = model::model(types, |key, home| {
        let name = model::rust_name(key);
        match syn::parse_str::<Ident>(&name) {
            Ok(_) => Ok(name),
            Err(_) => Err(home.error("", format!("`{key}` cannot be the name of a type in Rust"))),
        }
    })?;
    let hidden = sensitive(types);
    let is_reply = types.values().map(|definition| definition.schema["x-reply"] == true).collect();
    let rust = Rust { cycles: cycles(&model), model, is_reply };
    let (mut plain, mut written) = (Vec::new(), TokenStream::new());
    for ((at, ty), name) in rust.model.types.iter().enumerate().zip(types.keys()) {
        let hidden = hidden.get(name);
        match &ty.kind {
            Kind::Enum(_) if hidden.is_none() => plain.push(at),
            Kind::Enum(_) => {
                return Err(types[name].error("", "`x-sensitive` stands on the members that hold a closed enum"));
            }
            Kind::Struct(Struct { fields, .. }) if hidden.is_none() && !rust.is_reply[at] && !fields.is_empty() => {
                plain.push(at);
            }
            _ => written.extend(rust.item(at, ty, &hidden.cloned().unwrap_or_default())),
        }
    }
    let has_enum = plain.iter().any(|at| matches!(rust.model.types[*at].kind, Kind::Enum(_)));
    let plain = plain::plain(&rust, &plain)?;
    let support = wire::support(&rust.model);
    let mut file: syn::File = syn::parse2(quote!(#plain #written #support))
        .map_err(|error| Error::new("documents", "", format!("the code made of them does not parse: {error}")))?;
    if !has_enum {
        // What parses a string has typify's error, and only that.
        file.items.retain(|item| !matches!(item, syn::Item::Mod(module) if module.ident == "error"));
    }
    Ok(prettyplease::unparse(&file))
}

pub(super) struct Rust {
    pub(super) model: Model,
    /// Whether a type is found in replies, and keeps members that it does not know.
    is_reply: Vec<bool>,
    /// The types that each type leads back to itself by, without a list or a map between.
    cycles: Vec<Vec<TypeId>>,
}

impl Rust {
    /// The type of a shape in the type at this place.
    pub(super) fn ty(&self, at: usize, shape: &Shape) -> TokenStream {
        let of = |shape| self.ty(usize::MAX, shape); // what is in a list or a map needs no box
        match shape {
            Shape::Boolean => quote!(bool),
            Shape::Integer => quote!(i64),
            Shape::Integer32 => quote!(i32),
            Shape::Number => quote!(f64),
            Shape::Text => quote!(::std::string::String),
            Shape::Null => quote!(()),
            Shape::List(of_what) => {
                let of = of(of_what);
                quote!(::std::vec::Vec<#of>)
            }
            Shape::Map(of_what) => {
                let of = of(of_what);
                quote!(::std::collections::BTreeMap<::std::string::String, #of>)
            }
            Shape::OneOrMany(of_what) => {
                let of = of(of_what);
                quote!(OneOrMany<#of>)
            }
            Shape::Named(id) => {
                let name = ident(&self.model.types[id.0].name);
                let is_cycle = self.cycles.get(at).is_some_and(|cycles| cycles.contains(id));
                if is_cycle { quote!(::std::boxed::Box<#name>) } else { quote!(#name) }
            }
            _ => quote!(::serde_json::Value),
        }
    }

    fn item(&self, at: usize, ty: &Type, hidden: &Sensitive) -> TokenStream {
        let name = ident(&ty.name);
        let docs = doc(&ty.docs, &ty.name);
        match &ty.kind {
            Kind::Struct(Struct { fields, .. }) => self.structure(at, &name, &docs, fields, hidden),
            Kind::OpenEnum(words) => open_enum(&name, &docs, words, hidden.whole),
            Kind::OpenUnion(members) => self.open_union(at, &name, &docs, members, hidden.whole),
            Kind::Newtype(shape) => self.newtype(at, &name, &docs, shape, hidden.is_any()),
            _ => TokenStream::new(), // typify makes it
        }
    }

    fn newtype(&self, at: usize, name: &Ident, docs: &TokenStream, shape: &Shape, is_hidden: bool) -> TokenStream {
        let ty = self.ty(at, shape);
        let (debug, redacted) = debug(name, is_hidden);
        quote! {
            #docs
            #[derive(Clone, #debug PartialEq, ::serde::Deserialize, ::serde::Serialize)]
            #[serde(transparent)]
            pub struct #name(pub #ty);
            impl ::std::ops::Deref for #name {
                type Target = #ty;
                fn deref(&self) -> &#ty {
                    &self.0
                }
            }
            impl ::std::convert::From<#ty> for #name {
                fn from(value: #ty) -> Self {
                    Self(value)
                }
            }
            #redacted
        }
    }

    /// An enum of single members that keeps a member it does not know.
    fn open_union(
        &self,
        at: usize,
        name: &Ident,
        docs: &TokenStream,
        members: &[Field],
        is_hidden: bool,
    ) -> TokenStream {
        let names: Vec<Ident> = members.iter().map(|member| ident(&member.name)).collect();
        let wires: Vec<&String> = members.iter().map(|member| &member.wire).collect();
        let types: Vec<TokenStream> = members.iter().map(|member| self.ty(at, &member.shape)).collect();
        let variant_docs = members.iter().map(|member| doc(&member.docs, &member.wire));
        let unknown = unknown_name(members.iter().map(|member| &member.name));
        // A `null` document is a value, any other `null` member stands for its absence.
        let readers = members.iter().map(|member| ident(if member.shape == Shape::Any { "document" } else { "known" }));
        let accessors = members.iter().zip(&types).map(|(member, ty)| accessor(member, ty));
        // Where the type tells which member is meant; a text does not.
        let is_only =
            |shape: &Shape| *shape != Shape::Text && members.iter().filter(|one| one.shape == *shape).count() == 1;
        let froms = members.iter().zip(&names).zip(&types).filter(|((member, _), _)| is_only(&member.shape));
        let froms = froms.map(|((_, variant), ty)| {
            quote! {
                impl ::std::convert::From<#ty> for #name {
                    fn from(value: #ty) -> Self {
                        Self::#variant(value)
                    }
                }
            }
        });
        let type_name = name.to_string();
        let indices = 0_u32..;
        let (debug, redacted) = debug(name, is_hidden);
        quote! {
            #docs
            #[derive(Clone, #debug PartialEq)]
            pub enum #name {
                #(#variant_docs #names(#types),)*
                /// A member that this release does not know, as it arrived.
                #unknown(::serde_json::Map<::std::string::String, ::serde_json::Value>),
            }
            impl #name {
                #(#accessors)*
            }
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
            impl<'de> ::serde::Deserialize<'de> for #name {
                fn deserialize<D: ::serde::Deserializer<'de>>(
                    deserializer: D,
                ) -> ::std::result::Result<Self, D::Error> {
                    deserializer.deserialize_map(wire::Members(::std::marker::PhantomData))
                }
            }
            #(#froms)*
            #redacted
        }
    }

    /// A struct with serde's impls in full: each member is read straight into its place. serde's derive makes several
    /// times the code, and buffers every value of a struct that keeps unknown members.
    fn structure(
        &self,
        at: usize,
        name: &Ident,
        docs: &TokenStream,
        fields: &[Field],
        hidden: &Sensitive,
    ) -> TokenStream {
        let extra = self.is_reply[at].then(|| {
            quote! {
                /// Members that the schema does not name, as they arrived.
                pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
            }
        });
        let members = fields.iter().map(|field| {
            let (docs, name, ty) = (doc(&field.docs, &field.wire), ident(&field.name), self.ty(at, &field.shape));
            let ty = if field.is_required { ty } else { quote!(::std::option::Option<#ty>) };
            quote!(#docs pub #name: #ty,)
        });
        let default = fields.iter().all(has_default).then(|| quote!(Default,));
        let (debug, redacted) = if hidden.whole || !hidden.is_any() {
            debug(name, hidden.whole)
        } else {
            (None, Some(partly_redacted(name, fields, extra.is_some(), hidden)))
        };
        let (read, write) = (read(name, fields, extra.is_some()), write(name, fields, extra.is_some()));
        quote! {
            #docs
            #[derive(Clone, #debug #default PartialEq)]
            pub struct #name {
                #(#members)*
                #extra
            }
            #write
            #read
            impl<'de> ::serde::Deserialize<'de> for #name {
                fn deserialize<D: ::serde::Deserializer<'de>>(
                    deserializer: D,
                ) -> ::std::result::Result<Self, D::Error> {
                    deserializer.deserialize_map(wire::Fields(::std::marker::PhantomData))
                }
            }
            #redacted
        }
    }
}

/// The lines of a doc comment.
pub(super) fn docs(Docs { text, rules, .. }: &Docs, name: &str) -> Vec<String> {
    let sentences: Vec<&str> = text.iter().chain(rules).map(String::as_str).collect();
    let lines = documentation(&sentences.join(" "), usize::MAX);
    if lines.is_empty() {
        return vec![format!(" `{name}`.")];
    }
    lines.into_iter().map(|line| if line.is_empty() { line } else { format!(" {line}") }).collect()
}

fn doc(docs: &Docs, name: &str) -> TokenStream {
    self::docs(docs, name).into_iter().map(|line| quote!(#[doc = #line])).collect()
}

/// Whether a member can be left out by `..Default::default()`: it is optional, text, a count, a list or a map.
pub(super) fn has_default(Field { shape, is_required, .. }: &Field) -> bool {
    use Shape::{Boolean, Integer, Integer32, List, Map, Number, Text};
    !is_required || matches!(shape, Boolean | Integer | Integer32 | Number | Text | List(_) | Map(_))
}

/// An enum of strings that keeps a string it does not know.
fn open_enum(name: &Ident, docs: &TokenStream, words: &[Word], is_hidden: bool) -> TokenStream {
    let names: Vec<Ident> = words.iter().map(|word| ident(&word.name)).collect();
    let wires: Vec<&String> = words.iter().map(|word| &word.wire).collect();
    let variant_docs = words.iter().map(|word| doc(&word.docs, &word.wire));
    let unknown = unknown_name(words.iter().map(|word| &word.name));
    let (debug, redacted) = debug(name, is_hidden);
    quote! {
        #docs
        #[derive(Clone, #debug Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub enum #name {
            #(#variant_docs #names,)*
            /// A value that this release does not know, as it arrived.
            #unknown(::std::string::String),
        }
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
        impl ::std::convert::From<&str> for #name {
            fn from(value: &str) -> Self {
                match value {
                    #(#wires => Self::#names,)*
                    _ => Self::#unknown(value.to_owned()),
                }
            }
        }
        impl ::std::fmt::Display for #name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
        impl ::serde::Serialize for #name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
        impl<'de> ::serde::Deserialize<'de> for #name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                deserializer.deserialize_str(wire::Text(::std::marker::PhantomData))
            }
        }
        #redacted
    }
}

fn write(name: &Ident, fields: &[Field], has_extra: bool) -> TokenStream {
    let entries = fields.iter().map(|Field { name, wire, is_required, .. }| {
        let name = ident(name);
        if *is_required {
            quote!(map.serialize_entry(#wire, &self.#name)?;)
        } else {
            quote!(wire::optional(&mut map, #wire, self.#name.as_ref())?;)
        }
    });
    let extra = has_extra.then(|| quote!(wire::extra(&mut map, &self.extra)?;));
    let mutable = (has_extra || !fields.is_empty()).then(|| quote!(mut));
    quote! {
        impl ::serde::Serialize for #name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                use ::serde::ser::SerializeMap as _;
                let #mutable map = serializer.serialize_map(::std::option::Option::None)?;
                #(#entries)*
                #extra
                map.end()
            }
        }
    }
}

fn read(name: &Ident, fields: &[Field], has_extra: bool) -> TokenStream {
    let slots: Vec<Ident> = fields.iter().map(|field| format_ident!("read_{}", field.name)).collect();
    let wires: Vec<&String> = fields.iter().map(|field| &field.wire).collect();
    let members = fields.iter().zip(&slots).map(|(Field { name, wire, is_required, .. }, slot)| {
        let name = ident(name);
        if *is_required { quote!(#name: wire::required(#wire, #slot)?,) } else { quote!(#name: #slot.flatten(),) }
    });
    let (other, extra_slot, extra) = if has_extra {
        (
            quote!(extra.insert(name.into_owned(), map.next_value()?);),
            Some(quote!(let mut extra = ::serde_json::Map::new();)),
            Some(quote!(extra,)),
        )
    } else {
        (quote!(map.next_value::<::serde::de::IgnoredAny>()?;), None, None)
    };
    let key = if fields.is_empty() && !has_extra { quote!(_) } else { quote!(name) };
    let place = match &*wires {
        [] => other,
        [wire] => quote!(if name == #wire { #(wire::field(&mut map, #wire, &mut #slots)?;)* } else { #other }),
        wires => quote! {
            match &*name {
                #(#wires => { wire::field(&mut map, #wires, &mut #slots)?; })*
                _ => { #other }
            }
        },
    };
    let expecting = format!("an object, {name}");
    quote! {
        impl<'de> wire::Structure<'de> for #name {
            const EXPECTING: &'static str = #expecting;
            fn read<A: ::serde::de::MapAccess<'de>>(mut map: A) -> ::std::result::Result<Self, A::Error> {
                #(let mut #slots = wire::unread();)*
                #extra_slot
                while let ::std::option::Option::Some(wire::Name(#key)) = map.next_key()? {
                    #place
                }
                ::std::result::Result::Ok(Self { #(#members)* #extra })
            }
        }
    }
}

/// The derive of `Debug`, or an impl that shows no more than the name.
fn debug(name: &Ident, is_hidden: bool) -> (Option<TokenStream>, Option<TokenStream>) {
    if !is_hidden {
        return (Some(quote!(Debug,)), None);
    }
    let text = format!("{name}([redacted])");
    let redacted = quote! {
        impl ::std::fmt::Debug for #name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(#text)
            }
        }
    };
    (None, Some(redacted))
}

/// `Debug` that shows everything but what is sensitive.
fn partly_redacted(name: &Ident, fields: &[Field], has_extra: bool, hidden: &Sensitive) -> TokenStream {
    let type_name = name.to_string();
    let shown = fields.iter().map(|Field { name, wire, .. }| {
        let field = ident(name);
        if hidden.members.contains(wire) {
            quote!(.field(#name, &::std::format_args!("[redacted]")))
        } else {
            quote!(.field(#name, &self.#field))
        }
    });
    let extra = has_extra.then(|| quote!(.field("extra", &self.extra)));
    quote! {
        impl ::std::fmt::Debug for #name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct(#type_name) #(#shown)* #extra .finish()
            }
        }
    }
}

/// `as_text()` and its like.
fn accessor(Field { name, wire, shape, .. }: &Field, ty: &TokenStream) -> TokenStream {
    let (variant, method) = (ident(name), format_ident!("as_{}", name.to_snake_case()));
    let text = format!(" What `{wire}` holds, where this is it.");
    let ty = if *shape == Shape::Text { &quote!(str) } else { ty };
    quote! {
        #[doc = #text]
        #[must_use]
        pub fn #method(&self) -> ::std::option::Option<&#ty> {
            if let Self::#variant(value) = self {
                return ::std::option::Option::Some(value);
            }
            ::std::option::Option::None
        }
    }
}

/// `Unknown`, unless a known value is called so.
fn unknown_name<'n>(known: impl Iterator<Item = &'n String>) -> Ident {
    let known: Vec<&String> = known.collect();
    let numbered = (2..).map(|number| format!("Unknown{number}"));
    let mut names = ["Unknown", "Unrecognized"].map(str::to_owned).into_iter().chain(numbered);
    ident(&names.find(|name| !known.contains(&name)).unwrap_or_default())
}

/// The types that each type holds, without a list or a map between, and that hold it.
fn cycles(model: &Model) -> Vec<Vec<TypeId>> {
    let direct = |ty: &Type| -> Vec<TypeId> {
        let shapes: Vec<&Shape> = match &ty.kind {
            Kind::Struct(Struct { fields, .. }) | Kind::OpenUnion(fields) => {
                fields.iter().map(|field| &field.shape).collect()
            }
            Kind::Newtype(shape) => vec![shape],
            _ => Vec::new(),
        };
        let named = |shape: &Shape| if let Shape::Named(id) = shape { Some(*id) } else { None };
        shapes.into_iter().filter_map(named).collect()
    };
    let direct: Vec<Vec<TypeId>> = model.types.iter().map(direct).collect();
    let leads_to = |from: TypeId, to: usize| {
        let (mut waiting, mut seen) = (vec![from], vec![false; direct.len()]);
        while let Some(id) = waiting.pop() {
            if id.0 == to {
                return true;
            }
            if !std::mem::replace(&mut seen[id.0], true) {
                waiting.extend(&direct[id.0]);
            }
        }
        false
    };
    let cycle = |(at, held): (usize, &Vec<TypeId>)| held.iter().copied().filter(|id| leads_to(*id, at)).collect();
    direct.iter().enumerate().map(cycle).collect()
}

fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}
