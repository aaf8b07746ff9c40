//! Reading `#[serde(..)]`, as far as it changes what is read.
//!
//! What cannot be read in parts is refused here. What serde refuses is left to serde.

use super::case::Case;
use crate::errors::Errors;
use proc_macro2::TokenStream;
use syn::meta::ParseNestedMeta;
use syn::{Attribute, ExprPath, LitStr, Token, parenthesized};

const WHOLE: &str = "mark it `#[tool(whole)]`, and it appears when it is complete";

/// What stands in for a field that was left out.
#[derive(Default, Clone)]
pub(super) enum Fallback {
    #[default]
    None,
    Default,
    Path(ExprPath),
}

/// The attributes of a type.
#[derive(Default)]
pub(super) struct Container {
    pub(super) rename_all: Option<Case>,
    pub(super) rename_all_fields: Option<Case>,
    pub(super) default: Fallback,
    pub(super) denies_unknown: bool,
    pub(super) tag: Option<String>,
    pub(super) content: Option<String>,
    pub(super) is_untagged: bool,
    pub(super) is_transparent: bool,
}

/// The attributes of a variant.
#[derive(Default)]
pub(super) struct Variant {
    pub(super) names: Names,
    pub(super) rename_all: Option<Case>,
    pub(super) is_skipped: bool,
    pub(super) is_other: bool,
}

/// The attributes of a field.
#[derive(Default)]
pub(super) struct Field {
    pub(super) names: Names,
    pub(super) default: Fallback,
    pub(super) is_skipped: bool,
    pub(super) is_flat: bool,
    /// The function that decodes it.
    pub(super) with: Option<ExprPath>,
}

/// The names in JSON that an attribute gives.
#[derive(Default)]
pub(super) struct Names {
    pub(super) rename: Option<String>,
    pub(super) aliases: Vec<String>,
}

impl Container {
    pub(super) fn parse(attrs: &[Attribute], errors: &mut Errors) -> Self {
        let mut container = Container::default();
        each(attrs, errors, |key, meta, errors| {
            match key {
                "rename_all" => container.rename_all = case(meta)?,
                "rename_all_fields" => container.rename_all_fields = case(meta)?,
                "default" => container.default = fallback(meta)?,
                "deny_unknown_fields" => container.denies_unknown = true,
                "tag" => container.tag = Some(text(meta)?),
                "content" => container.content = Some(text(meta)?),
                "untagged" => container.is_untagged = true,
                "transparent" => container.is_transparent = true,
                "from" | "try_from" | "remote" | "field_identifier" | "variant_identifier" => errors
                    .on(&meta.path, format!("a type with `#[serde({key})]` cannot be read in parts: {}", whole_type())),
                _ => {}
            }
            Ok(())
        });
        container
    }
}

impl Variant {
    pub(super) fn parse(attrs: &[Attribute], errors: &mut Errors) -> Self {
        let mut variant = Variant::default();
        each(attrs, errors, |key, meta, errors| {
            match key {
                "rename" => variant.names.rename = deserialize(meta)?,
                "alias" => variant.names.aliases.push(text(meta)?),
                "rename_all" => variant.rename_all = case(meta)?,
                "skip" | "skip_deserializing" => variant.is_skipped = true,
                "other" => variant.is_other = true,
                "untagged" | "with" | "deserialize_with" => errors.on(
                    &meta.path,
                    format!("an enum whose variant has `#[serde({key})]` cannot be read in parts: {}", whole_type()),
                ),
                _ => {}
            }
            Ok(())
        });
        variant
    }
}

impl Field {
    pub(super) fn parse(attrs: &[Attribute], errors: &mut Errors) -> Self {
        let mut field = Field::default();
        each(attrs, errors, |key, meta, _| {
            match key {
                "rename" => field.names.rename = deserialize(meta)?,
                "alias" => field.names.aliases.push(text(meta)?),
                "default" => field.default = fallback(meta)?,
                "skip" | "skip_deserializing" => field.is_skipped = true,
                "flatten" => field.is_flat = true,
                "deserialize_with" => field.with = Some(path(meta)?),
                "with" => {
                    let mut module = path(meta)?;
                    module.path.segments.push(syn::parse_quote!(deserialize));
                    field.with = Some(module);
                }
                _ => {}
            }
            Ok(())
        });
        field
    }
}

/// Calls `read` for each item of the `#[serde(..)]` attributes.
fn each(
    attrs: &[Attribute],
    errors: &mut Errors,
    mut read: impl FnMut(&str, &ParseNestedMeta, &mut Errors) -> syn::Result<()>,
) {
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("serde")) {
        // What cannot be parsed is serde's to report.
        let _ = attr.parse_nested_meta(|meta| {
            let key = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
            read(&key, &meta, errors)?;
            while !meta.input.is_empty() && !meta.input.peek(Token![,]) {
                meta.input.parse::<proc_macro2::TokenTree>()?;
            }
            Ok(())
        });
    }
}

fn whole_type() -> String {
    format!("{WHOLE}; the same on a field reads it so there alone")
}

fn text(meta: &ParseNestedMeta) -> syn::Result<String> {
    Ok(meta.value()?.parse::<LitStr>()?.value())
}

fn path(meta: &ParseNestedMeta) -> syn::Result<ExprPath> {
    meta.value()?.parse::<LitStr>()?.parse()
}

fn fallback(meta: &ParseNestedMeta) -> syn::Result<Fallback> {
    if meta.input.peek(Token![=]) { path(meta).map(Fallback::Path) } else { Ok(Fallback::Default) }
}

/// `key = "…"`, or what `key(serialize = "…", deserialize = "…")` says of reading.
fn deserialize(meta: &ParseNestedMeta) -> syn::Result<Option<String>> {
    if meta.input.peek(Token![=]) {
        return text(meta).map(Some);
    }
    let content;
    parenthesized!(content in meta.input);
    let mut found = None;
    while !content.is_empty() {
        let direction: syn::Ident = content.parse()?;
        content.parse::<Token![=]>()?;
        let value: LitStr = content.parse()?;
        if direction == "deserialize" {
            found = Some(value.value());
        }
        if !content.is_empty() {
            content.parse::<Token![,]>()?;
        }
    }
    Ok(found)
}

fn case(meta: &ParseNestedMeta) -> syn::Result<Option<Case>> {
    Ok(deserialize(meta)?.as_deref().and_then(Case::parse))
}

/// Whether a derive among these is serde's `Serialize`.
pub(super) fn is_serialize(derives: &[syn::Path]) -> bool {
    derives.iter().any(|path| is_named(path, "Serialize"))
}

/// Whether a derive is `Debug`.
pub(super) fn is_debug(derive: &syn::Path) -> bool {
    is_named(derive, "Debug")
}

fn is_named(derive: &syn::Path, name: &str) -> bool {
    derive.segments.last().is_some_and(|last| last.ident == name)
}

/// The `#[serde(..)]` that writes a field of the partial type as it was read.
pub(super) fn written(name: &str, is_flat: bool) -> TokenStream {
    if is_flat {
        quote::quote!(#[serde(flatten)])
    } else {
        quote::quote!(#[serde(rename = #name, skip_serializing_if = "::core::option::Option::is_none")])
    }
}
