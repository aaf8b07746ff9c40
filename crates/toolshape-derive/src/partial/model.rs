//! A type as it is read in parts.

use super::serde::{Container, Fallback, Field as SerdeField, Names, Variant as SerdeVariant};
use super::settings::{self, Settings};
use crate::errors::Errors;
use proc_macro2::{Ident, Span};
use quote::{format_ident, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Attribute, Data, DeriveInput, ExprPath, Fields, Generics, Member, Type, Visibility};

pub(super) struct Model<'a> {
    pub(super) input: &'a DeriveInput,
    pub(super) settings: Settings,
    pub(super) container: Container,
    pub(super) kind: Kind<'a>,
    /// Those of the type, with `Partial` asked of each parameter.
    pub(super) generics: Generics,
}

pub(super) enum Kind<'a> {
    /// A struct with named fields.
    Record(Vec<Field<'a>>),
    /// A struct that is its one field.
    Newtype { fields: Vec<Field<'a>>, read: usize },
    /// A tagged enum of which a variant has content.
    Variants(Tagging, Vec<Variant<'a>>),
    /// An enum of names alone.
    Names(Vec<Variant<'a>>),
    /// Appears when it is complete.
    Whole,
    /// Refused; the mistake is reported.
    Wrong,
}

#[derive(Clone)]
pub(super) enum Tagging {
    External,
    Internal(String),
    Adjacent(String, String),
}

pub(super) struct Field<'a> {
    pub(super) member: Member,
    pub(super) ty: &'a Type,
    pub(super) vis: Visibility,
    pub(super) attrs: Vec<&'a Attribute>,
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
    pub(super) default: Fallback,
    pub(super) read: Read,
}

/// How a field is read.
pub(super) enum Read {
    Grow,
    Whole,
    With(ExprPath),
    Flat,
    /// A flattened map, which the function decodes member by member.
    FlatWith(ExprPath),
    Skipped,
}

pub(super) struct Variant<'a> {
    pub(super) ident: &'a Ident,
    pub(super) attrs: Vec<&'a Attribute>,
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
    pub(super) is_other: bool,
    pub(super) is_skipped: bool,
    pub(super) content: Content<'a>,
}

pub(super) enum Content<'a> {
    Unit,
    Newtype(Box<Field<'a>>),
    Tuple(Vec<&'a Type>),
    Record { ident: Ident, fields: Vec<Field<'a>> },
}

impl<'a> Model<'a> {
    pub(super) fn parse(input: &'a DeriveInput, errors: &mut Errors) -> Self {
        let settings = Settings::parse(&input.attrs, errors);
        // Of a type that is read whole, nothing is refused.
        let mut ignored = Errors::default();
        let container = Container::parse(&input.attrs, if settings.is_whole { &mut ignored } else { errors });
        for lifetime in input.generics.lifetimes() {
            errors.on(
                &lifetime.lifetime,
                "what arrives in fragments cannot be borrowed: `String` in place of `&str`, `Vec<T>` in place of `&[T]`",
            );
        }
        let kind =
            if settings.is_whole || container.is_untagged { Kind::Whole } else { kind(input, &container, errors) };
        let mut generics = input.generics.clone();
        let types: Vec<Ident> = generics.type_params().map(|param| param.ident.clone()).collect();
        if !types.is_empty() {
            let predicates = &mut generics.make_where_clause().predicates;
            predicates.extend(
                types.iter().map(|ty| -> syn::WherePredicate { syn::parse_quote!(#ty: ::toolshape::partial::Partial) }),
            );
        }
        Model { input, settings, container, kind, generics }
    }

    /// The name of the partial type.
    pub(super) fn partial_ident(&self) -> Ident {
        format_ident!("Partial{}", self.input.ident.unraw(), span = self.input.ident.span())
    }
}

fn kind<'a>(input: &'a DeriveInput, container: &Container, errors: &mut Errors) -> Kind<'a> {
    match &input.data {
        Data::Struct(data) => {
            let fields = fields(&data.fields, container.rename_all, None, errors);
            if let Some(tag) = &container.tag {
                errors.on(
                    &input.ident,
                    format!(
                        "a struct with `#[serde(tag = \"{tag}\")]` cannot be read in parts: mark it `#[tool(whole)]`, \
                         and it appears when it is complete"
                    ),
                );
                return Kind::Wrong;
            }
            let is_named = matches!(data.fields, Fields::Named(_));
            if is_named && !container.is_transparent {
                return Kind::Record(fields);
            }
            let mut read = fields.iter().enumerate().filter(|(_, field)| !matches!(field.read, Read::Skipped));
            match (read.next(), read.next()) {
                (Some((_, field)), None) if matches!(field.read, Read::Whole | Read::With(_)) && fields.len() == 1 => {
                    Kind::Whole
                }
                (Some((read, field)), None) if matches!(field.read, Read::Grow) && (is_named || fields.len() == 1) => {
                    Kind::Newtype { read, fields }
                }
                _ => {
                    errors.on(
                        &input.ident,
                        "only a struct with named fields, or with one field that is read in parts, can be read in \
                         parts: mark it `#[tool(whole)]`, and it appears when it is complete",
                    );
                    Kind::Wrong
                }
            }
        }
        Data::Enum(data) => {
            let variants: Vec<Variant> =
                data.variants.iter().map(|variant| self::variant(input, variant, container, errors)).collect();
            let tagging = match (container.tag.clone(), container.content.clone()) {
                (Some(tag), Some(content)) => Tagging::Adjacent(tag, content),
                (Some(tag), None) => Tagging::Internal(tag),
                _ => Tagging::External,
            };
            let is_plain = variants.iter().all(|variant| matches!(variant.content, Content::Unit));
            if is_plain && matches!(tagging, Tagging::External) {
                return Kind::Names(variants);
            }
            Kind::Variants(tagging, variants)
        }
        Data::Union(data) => {
            errors.on(data.union_token, "a union cannot be read from JSON: write a struct with named fields");
            Kind::Wrong
        }
    }
}

fn variant<'a>(
    input: &DeriveInput,
    variant: &'a syn::Variant,
    container: &Container,
    errors: &mut Errors,
) -> Variant<'a> {
    let serde = SerdeVariant::parse(&variant.attrs, errors);
    let ident = variant.ident.unraw().to_string();
    let (name, aliases) = names(serde.names, &ident, |name| {
        container.rename_all.map_or_else(|| name.to_owned(), |case| case.variant(name))
    });
    let content = match &variant.fields {
        Fields::Unit => Content::Unit,
        Fields::Unnamed(unnamed) => {
            let mut fields = self::fields(&variant.fields, None, Some(&input.vis), errors);
            if unnamed.unnamed.len() == 1
                && let Some(field) =
                    fields.pop_if(|field| !matches!(field.read, Read::Flat | Read::FlatWith(_) | Read::Skipped))
            {
                let is_internal = container.tag.is_some() && container.content.is_none();
                if is_internal && !matches!(field.read, Read::Grow) {
                    errors.on(
                        field.ty,
                        "the content of an internally tagged variant has no text of its own that could be read whole: \
                         mark the enum `#[tool(whole)]`",
                    );
                }
                Content::Newtype(Box::new(field))
            } else {
                tuple(&fields, errors)
            }
        }
        Fields::Named(_) => Content::Record {
            ident: format_ident!(
                "Partial{}{}",
                input.ident.unraw(),
                variant.ident.unraw(),
                span = variant.ident.span()
            ),
            fields: fields(&variant.fields, serde.rename_all.or(container.rename_all_fields), Some(&input.vis), errors),
        },
    };
    Variant {
        ident: &variant.ident,
        attrs: docs(&variant.attrs),
        name,
        aliases,
        is_other: serde.is_other,
        is_skipped: serde.is_skipped,
        content,
    }
}

fn tuple<'a>(fields: &[Field<'a>], errors: &mut Errors) -> Content<'a> {
    for field in fields {
        if !matches!(field.read, Read::Grow | Read::Whole) {
            errors.on(
                field.ty,
                "a field of a variant without names cannot have this attribute of serde where the enum is read in \
                 parts: name the fields, or mark the enum `#[tool(whole)]`",
            );
        }
    }
    Content::Tuple(fields.iter().map(|field| field.ty).collect())
}

fn fields<'a>(
    fields: &'a Fields,
    rename_all: Option<super::case::Case>,
    vis: Option<&Visibility>,
    errors: &mut Errors,
) -> Vec<Field<'a>> {
    fields
        .members()
        .zip(fields)
        .map(|(member, field)| {
            let serde = SerdeField::parse(&field.attrs, errors);
            let ident = match &member {
                Member::Named(ident) => ident.unraw().to_string(),
                Member::Unnamed(index) => index.index.to_string(),
            };
            let (name, aliases) =
                names(serde.names, &ident, |name| rename_all.map_or_else(|| name.to_owned(), |case| case.field(name)));
            let is_whole = settings::is_whole(&field.attrs, errors);
            if is_whole && serde.is_flat {
                errors.on(
                    &member,
                    "a flattened field has no text of its own that could be read whole: take `#[tool(whole)]` away",
                );
            }
            let read = match serde.with {
                _ if serde.is_skipped => Read::Skipped,
                Some(path) if serde.is_flat => Read::FlatWith(path),
                Some(path) => Read::With(path),
                None if serde.is_flat => Read::Flat,
                None if is_whole => Read::Whole,
                None => Read::Grow,
            };
            Field {
                member,
                ty: &field.ty,
                vis: vis.unwrap_or(&field.vis).clone(),
                attrs: docs(&field.attrs),
                name,
                aliases,
                default: serde.default,
                read,
            }
        })
        .collect()
}

/// The name in JSON, and the others.
fn names(names: Names, ident: &str, rename: impl FnOnce(&str) -> String) -> (String, Vec<String>) {
    let name = names.rename.unwrap_or_else(|| rename(ident));
    let mut aliases = names.aliases;
    aliases.retain(|alias| *alias != name);
    aliases.sort();
    aliases.dedup();
    (name, aliases)
}

/// What the partial type shows of its own: doc comments.
fn docs(attrs: &[Attribute]) -> Vec<&Attribute> {
    attrs.iter().filter(|attr| attr.path().is_ident("doc")).collect()
}

impl Field<'_> {
    /// The type of the field of the partial type.
    pub(super) fn partial_ty(&self) -> proc_macro2::TokenStream {
        let ty = self.ty;
        match self.read {
            Read::Whole | Read::With(_) | Read::Skipped => quote::quote!(::core::option::Option<#ty>),
            Read::Grow => {
                let partial = self.projection();
                quote::quote!(::core::option::Option<#partial>)
            }
            Read::Flat => self.projection(),
            Read::FlatWith(_) => quote::quote!(::toolshape::partial::Rest<#ty>),
        }
    }

    /// The partial type of the field's type, where errors about it are reported.
    pub(super) fn projection(&self) -> proc_macro2::TokenStream {
        let ty = self.ty;
        quote_spanned!(self.span()=> <#ty as ::toolshape::partial::Partial>::Partial)
    }

    /// The type of the same as the content of a variant.
    pub(super) fn content(&self) -> proc_macro2::TokenStream {
        let ty = self.ty;
        quote_spanned!(self.span()=> <#ty as ::toolshape::partial::Partial>::Content)
    }

    pub(super) fn span(&self) -> Span {
        self.ty.span()
    }
}
