//! A type as it is read in parts.

use super::serde;
use super::settings::{self, Settings};
use crate::errors::Errors;
use proc_macro2::{Ident, Span};
use quote::{format_ident, quote_spanned};
use serde_derive_internals::attr::{self, TagType};
use serde_derive_internals::name::{MultiName, Name};
use std::collections::BTreeSet;
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Attribute, Data, DeriveInput, ExprPath, Fields, Generics, Member, Type, Visibility};

pub(super) struct Model<'a> {
    pub(super) input: &'a DeriveInput,
    pub(super) settings: Settings,
    pub(super) container: attr::Container,
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
    pub(super) serde: attr::Field,
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
        let container = serde::container(input, if settings.is_whole { &mut ignored } else { errors });
        for lifetime in input.generics.lifetimes() {
            errors.on(
                &lifetime.lifetime,
                "what arrives in fragments cannot be borrowed: `String` in place of `&str`, `Vec<T>` in place of `&[T]`",
            );
        }
        let kind = if settings.is_whole || matches!(container.tag(), TagType::None) {
            Kind::Whole
        } else {
            kind(input, &container, errors)
        };
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

fn kind<'a>(input: &'a DeriveInput, container: &attr::Container, errors: &mut Errors) -> Kind<'a> {
    match &input.data {
        Data::Struct(data) => {
            let fields = fields(&data.fields, container, None, None, errors);
            if let TagType::Internal { tag } = container.tag() {
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
            if is_named && !container.transparent() {
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
            let tagging = match container.tag() {
                TagType::Adjacent { tag, content } => Tagging::Adjacent(tag.clone(), content.clone()),
                TagType::Internal { tag } => Tagging::Internal(tag.clone()),
                TagType::External | TagType::None => Tagging::External,
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
    container: &attr::Container,
    errors: &mut Errors,
) -> Variant<'a> {
    let serde = serde::variant(variant, container, errors);
    let (name, aliases) = names(serde.name(), serde.aliases());
    let content = match &variant.fields {
        Fields::Unit => Content::Unit,
        Fields::Unnamed(unnamed) => {
            let mut fields = self::fields(&variant.fields, container, Some(&serde), Some(&input.vis), errors);
            if unnamed.unnamed.len() == 1
                && let Some(field) =
                    fields.pop_if(|field| !matches!(field.read, Read::Flat | Read::FlatWith(_) | Read::Skipped))
            {
                let is_internal = matches!(container.tag(), TagType::Internal { .. });
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
            fields: fields(&variant.fields, container, Some(&serde), Some(&input.vis), errors),
        },
    };
    Variant {
        ident: &variant.ident,
        attrs: docs(&variant.attrs),
        name,
        aliases,
        is_other: serde.other(),
        is_skipped: serde.skip_deserializing(),
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
    container: &attr::Container,
    variant: Option<&attr::Variant>,
    vis: Option<&Visibility>,
    errors: &mut Errors,
) -> Vec<Field<'a>> {
    fields
        .members()
        .zip(fields)
        .enumerate()
        .map(|(index, (member, field))| {
            let serde = serde::field(index, field, container, variant);
            let (name, aliases) = names(serde.name(), serde.aliases());
            let is_whole = settings::is_whole(&field.attrs, errors);
            if is_whole && serde.flatten() {
                errors.on(
                    &member,
                    "a flattened field has no text of its own that could be read whole: take `#[tool(whole)]` away",
                );
            }
            let read = match serde.deserialize_with() {
                _ if serde.skip_deserializing() => Read::Skipped,
                Some(path) if serde.flatten() => Read::FlatWith(path.clone()),
                Some(path) => Read::With(path.clone()),
                None if serde.flatten() => Read::Flat,
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
                serde,
                read,
            }
        })
        .collect()
}

/// The name in JSON, and the others.
fn names(name: &MultiName, aliases: &BTreeSet<Name>) -> (String, Vec<String>) {
    let name = name.deserialize_name();
    let others = aliases.iter().filter(|alias| *alias != name);
    (name.value.clone(), others.map(|alias| alias.value.clone()).collect())
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
