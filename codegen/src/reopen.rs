//! What typify's output lacks, put back on the syntax tree.
//!
//! Open enums and unions get their unknown variant, optional lists and maps their `Option`, one-or-many its two
//! shapes, structs without members their braces, and every item a doc comment.

mod open;
mod structure;
mod support;

use std::collections::{BTreeMap, BTreeSet};

use heck::ToUpperCamelCase;
use proc_macro2::Ident;
use quote::ToTokens;
use syn::{Attribute, Field, Fields, Item, ItemEnum, ItemStruct, Type, parse_quote};

use crate::Error;
use crate::comment::comment;
use crate::lower::Lowered;
use crate::sensitive::Sensitive;

pub(crate) fn reopen(file: syn::File, lowered: &Lowered) -> syn::File {
    let rust_names =
        |names: &BTreeSet<String>| -> BTreeSet<String> { names.iter().map(|name| rust_name(name)).collect() };
    let open_enums = rust_names(&lowered.open_enums);
    let open_unions = rust_names(&lowered.open_unions);
    let one_or_many = rust_names(&lowered.one_or_many);
    let empty: BTreeMap<String, bool> =
        lowered.empty.iter().map(|(name, in_replies)| (rust_name(name), *in_replies)).collect();
    let mut sensitive_types: BTreeMap<String, Sensitive> =
        lowered.sensitive.iter().map(|(name, what)| (rust_name(name), what.clone())).collect();
    let mut sensitive = |name: &Ident| sensitive_types.remove(&name.to_string()).unwrap_or_default();
    let mut has_structs = false;
    let mut items = Vec::new();
    for item in file.items {
        match item {
            Item::Enum(item) if open_enums.contains(&item.ident.to_string()) => {
                items.extend(open::enumeration(&item, sensitive(&item.ident).whole));
            }
            Item::Enum(item) if open_unions.contains(&item.ident.to_string()) => {
                items.extend(open::union(&item, sensitive(&item.ident).whole));
            }
            Item::Enum(item) if one_or_many.contains(&item.ident.to_string()) => items.push(open::one_or_many(&item)),
            Item::Enum(item) => {
                let is_sensitive = sensitive(&item.ident).is_any();
                items.extend(described(item, is_sensitive));
            }
            Item::Struct(item) => {
                let sensitive = sensitive(&item.ident);
                let is_empty = empty.get(&item.ident.to_string());
                let item = is_empty.map_or(item.clone(), |in_replies| memberless(&item, *in_replies));
                let made = structure::structure(item, &sensitive);
                has_structs |= made.len() > 1;
                items.extend(made);
            }
            Item::Impl(implementation) => {
                let names = [last_segment(&implementation.self_ty), from_source(&implementation)];
                let is_replaced =
                    |name: &String| open_enums.contains(name) || one_or_many.contains(name) || empty.contains_key(name);
                if !names.iter().flatten().any(is_replaced) {
                    items.push(Item::Impl(implementation));
                }
            }
            other => items.push(other),
        }
    }
    // Only what parses a string speaks of typify's error.
    if !items.iter().any(|item| matches!(item, Item::Impl(parses) if is_fallible(parses))) {
        items.retain(|item| !matches!(item, Item::Mod(module) if module.ident == "error"));
    }
    items.extend(support::support(&support::Uses {
        structs: has_structs,
        enums: !open_enums.is_empty(),
        unions: !open_unions.is_empty(),
        lists: !one_or_many.is_empty(),
    }));
    syn::File { items, ..file }
}

/// Types, members or variants whose Rust names are the same would not compile.
pub(crate) fn refuse_collisions(file: &syn::File, lowered: &Lowered) -> Result<(), Error> {
    let mut types = BTreeSet::new();
    for item in &file.items {
        let (name, parts): (&Ident, Vec<&Ident>) = match item {
            Item::Enum(item) => (&item.ident, item.variants.iter().map(|variant| &variant.ident).collect()),
            Item::Struct(item) => (&item.ident, item.fields.iter().filter_map(|field| field.ident.as_ref()).collect()),
            Item::Type(item) => (&item.ident, Vec::new()),
            _ => continue,
        };
        let home = lowered.types.iter().rfind(|(definition, _)| *name == rust_name(definition));
        let error = |reason: String| match home {
            Some((_, definition)) => definition.error("", reason),
            None => Error::new("documents", "", reason),
        };
        if !types.insert(name) {
            return Err(error(format!("more than one type here would be called `{name}` in Rust")));
        }
        let mut seen = BTreeSet::new();
        if let Some(part) = parts.into_iter().find(|part| !seen.insert(*part)) {
            return Err(error(format!("more than one part of it would be called `{part}` in Rust")));
        }
    }
    Ok(())
}

/// The name that typify gives to the type of a definition: `CacheTTL` becomes `CacheTtl`.
pub(crate) fn rust_name(definition: &str) -> String {
    definition.to_upper_camel_case()
}

fn member(field: &mut Field) {
    tidy_docs(&mut field.attrs);
    let serde = serde_words(&field.attrs);
    if serde.contains("flatten") && structure::is_map(&field.ty) {
        field.attrs.insert(0, parse_quote!(#[doc = #EXTRA]));
        return;
    }
    let rename = renamed(&field.attrs);
    let has_docs = field.attrs.iter().any(|attribute| attribute.path().is_ident("doc"));
    if let (false, Some(ident)) = (has_docs, &field.ident) {
        let text = format!(" `{}`.", rename.clone().unwrap_or_else(|| ident.to_string()));
        field.attrs.insert(0, parse_quote!(#[doc = #text]));
    }
    // typify would drop an empty list or map on writing, and write `null` for the end of a recursion: present, empty
    // and absent stay apart.
    let optional: Option<Type> = if serde.contains("is_empty") && serde.contains("default") {
        let inner = &field.ty;
        Some(parse_quote!(::std::option::Option<#inner>))
    } else {
        boxed_option(&field.ty).map(|inner| parse_quote!(::std::option::Option<::std::boxed::Box<#inner>>))
    };
    if let Some(optional) = optional {
        field.ty = optional;
        field.attrs.retain(|attribute| !attribute.path().is_ident("serde"));
        let rename = rename.map(|name| quote::quote!(rename = #name,));
        field.attrs.push(parse_quote!(#[serde(#rename skip_serializing_if = "::std::option::Option::is_none")]));
    }
}

/// Takes the derived `Debug` away, and gives one that shows no more than the name.
fn hidden(attributes: &mut [Attribute], name: &Ident) -> Item {
    for attribute in attributes.iter_mut().filter(|attribute| attribute.path().is_ident("derive")) {
        let mut derives: Vec<syn::Path> = Vec::new();
        let _ = attribute.parse_nested_meta(|meta| {
            derives.push(meta.path);
            Ok(())
        });
        derives.retain(|derive| !derive.is_ident("Debug"));
        *attribute = parse_quote!(#[derive(#(#derives),*)]);
    }
    redacted(name)
}

/// `Debug` that shows no more than the name.
fn redacted(name: &Ident) -> Item {
    let text = format!("{name}([redacted])");
    parse_quote! {
        impl ::std::fmt::Debug for #name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(#text)
            }
        }
    }
}

/// The `T` of `Box<Option<T>>`.
fn boxed_option(ty: &Type) -> Option<&Type> {
    argument(ty, "Box").and_then(|inner| argument(inner, "Option"))
}

/// The `T` of `Name<T>`.
fn argument<'t>(ty: &'t Type, name: &str) -> Option<&'t Type> {
    let Type::Path(path) = ty else { return None };
    let segment = path.path.segments.last().filter(|segment| segment.ident == name)?;
    let syn::PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    arguments.args.first().and_then(|argument| match argument {
        syn::GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

/// A struct without members: braces, where typify makes a map.
fn memberless(item: &ItemStruct, in_replies: bool) -> ItemStruct {
    let (name, docs) = (&item.ident, docs(&item.attrs));
    let extra: Option<Field> = in_replies.then(|| {
        parse_quote! {
            #[serde(flatten)]
            pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>
        }
    });
    parse_quote! {
        #(#docs)*
        #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
        pub struct #name { #extra }
    }
}

const EXTRA: &str = " Members that the schema does not name, as they arrived.";

fn described(mut item: ItemEnum, is_sensitive: bool) -> Vec<Item> {
    comparable(&mut item.attrs);
    let debug = is_sensitive.then(|| hidden(&mut item.attrs, &item.ident));
    tidy_docs(&mut item.attrs);
    for variant in &mut item.variants {
        let has_docs = variant.attrs.iter().any(|attribute| attribute.path().is_ident("doc"));
        tidy_docs(&mut variant.attrs);
        if !has_docs {
            let wire = renamed(&variant.attrs).unwrap_or_else(|| variant.ident.to_string());
            let text = format!(" `{wire}`.");
            variant.attrs.insert(0, parse_quote!(#[doc = #text]));
        }
        if let Fields::Named(fields) = &mut variant.fields {
            fields.named.iter_mut().for_each(member);
        }
    }
    std::iter::once(Item::Enum(item)).chain(debug).collect()
}

/// Adds `PartialEq` where typify derives no comparison.
fn comparable(attributes: &mut [Attribute]) {
    for attribute in attributes.iter_mut().filter(|attribute| attribute.path().is_ident("derive")) {
        if !mentions(attribute, "PartialEq")
            && let Ok(derives) = attribute.meta.require_list().map(|list| list.tokens.clone())
        {
            *attribute = parse_quote!(#[derive(#derives, PartialEq)]);
        }
    }
}

/// Makes each doc comment one that rustdoc takes as it is meant.
fn tidy_docs(attributes: &mut Vec<Attribute>) {
    let mut docs = docs(attributes);
    attributes.retain(|attribute| !attribute.path().is_ident("doc"));
    docs.append(attributes);
    *attributes = docs;
}

/// The doc comments among attributes, one a line.
fn docs(attributes: &[Attribute]) -> Vec<Attribute> {
    let texts: Vec<String> = attributes.iter().filter_map(doc_text).collect();
    if texts.is_empty() {
        return Vec::new();
    }
    comment(&texts.join("\n")).lines().map(|line| parse_quote!(#[doc = #line])).collect()
}

fn doc_text(attribute: &Attribute) -> Option<String> {
    if !attribute.path().is_ident("doc") {
        return None;
    }
    let syn::Meta::NameValue(pair) = &attribute.meta else { return None };
    let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) = &pair.value else { return None };
    Some(text.value())
}

/// The name on the wire, where it differs from the Rust name.
fn renamed(attributes: &[Attribute]) -> Option<String> {
    let mut name = None;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        let _ = attribute.parse_nested_meta(|meta| {
            if let Ok(value) = meta.value() {
                let text: syn::LitStr = value.parse()?;
                if meta.path.is_ident("rename") {
                    name = Some(text.value());
                }
            }
            Ok(())
        });
    }
    name
}

fn serde_words(attributes: &[Attribute]) -> String {
    let serde = attributes.iter().filter(|attribute| attribute.path().is_ident("serde"));
    serde.map(|attribute| attribute.to_token_stream().to_string()).collect()
}

fn mentions(item: &impl ToTokens, word: &str) -> bool {
    item.to_token_stream().to_string().contains(word)
}

/// Whether a type is the one of this path, as typify writes it.
fn is_path(ty: &Type, path: &str) -> bool {
    let Type::Path(ty) = ty else { return false };
    let segments: Vec<String> = ty.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    segments.join("::") == path
}

fn last_segment(ty: &Type) -> Option<String> {
    let Type::Path(path) = ty else { return None };
    path.path.segments.last().map(|segment| segment.ident.to_string())
}

fn is_fallible(implementation: &syn::ItemImpl) -> bool {
    let path = implementation.trait_.as_ref().map(|parts| &parts.0);
    let name = path.and_then(|path| path.segments.last()).map(|segment| &segment.ident);
    name.is_some_and(|name| name == "FromStr" || name == "TryFrom")
}

/// The `X` of `impl From<X> for Y`.
fn from_source(implementation: &syn::ItemImpl) -> Option<String> {
    let path = implementation.trait_.as_ref().map(|parts| &parts.0)?;
    let syn::PathArguments::AngleBracketed(arguments) = &path.segments.last()?.arguments else { return None };
    match arguments.args.first()? {
        syn::GenericArgument::Type(ty) => last_segment(ty),
        _ => None,
    }
}
