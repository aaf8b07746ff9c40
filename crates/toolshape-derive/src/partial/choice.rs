//! A choice of tools, whose variant is known by the tool's name before its input begins.

use super::expand::knows_its_end;
use super::serde::is_serialize;
use super::settings::Settings;
use crate::choice::is_words;
use crate::errors::Errors;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{DataEnum, DeriveInput, Fields, Type};

/// The partial type and the implementations that read it. Variants that hold no tool are left out: they
/// are refused where the choice itself is read.
pub(super) fn expand(input: &DeriveInput, data: &DataEnum, errors: &mut Errors) -> TokenStream {
    let settings = Settings::parse(&input.attrs, errors);
    if settings.is_whole {
        errors.on(&input.ident, "a choice of tools is no value that could be read whole: take `whole` away");
    }
    let tools: Vec<(&Ident, &Type)> = data
        .variants
        .iter()
        // Words are not read in parts: they are told as text.
        .filter(|variant| !is_words(variant))
        .filter_map(|variant| match &variant.fields {
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => Some((&variant.ident, &fields.unnamed.first()?.ty)),
            _ => None,
        })
        .collect();
    let ident = &input.ident;
    let partial = format_ident!("Partial{}", ident.unraw(), span = ident.span());
    let definition = define(input, &settings, &partial, &tools);
    let variants: Vec<&Ident> = tools.iter().map(|(variant, _)| *variant).collect();
    let shapes: Vec<TokenStream> =
        tools.iter().map(|(_, ty)| quote_spanned!(ty.span()=> <#ty as ::toolshape::ToolShape>)).collect();
    let partials: Vec<TokenStream> =
        tools.iter().map(|(_, ty)| quote_spanned!(ty.span()=> <#ty as ::toolshape::partial::Partial>)).collect();
    let knows_its_end = knows_its_end();
    quote! {
        #definition

        #[automatically_derived]
        #[allow(deprecated, reason = "a part on its way out is still a part")]
        impl ::toolshape::partial::machine::Grow for #partial {
            fn grow<__S: ::toolshape::partial::machine::Place<Self>>(
                place: &mut __S,
                input: &mut ::toolshape::partial::machine::Input<'_>,
            ) -> ::toolshape::partial::machine::Flow {
                match place.open() {
                    ::core::option::Option::Some(value) => Self::resume(value, input),
                    ::core::option::Option::None => ::toolshape::partial::machine::no_tool(input),
                }
            }

            fn resume(
                &mut self,
                input: &mut ::toolshape::partial::machine::Input<'_>,
            ) -> ::toolshape::partial::machine::Flow {
                match self {
                    #(Self::#variants(content) => ::toolshape::partial::machine::grow_on(content, input),)*
                }
            }

            fn end(&mut self) {
                match self {
                    #(Self::#variants(content) => ::toolshape::partial::machine::Grow::end(content),)*
                }
            }
        }

        #[automatically_derived]
        #[allow(deprecated, reason = "a part on its way out is still a part")]
        impl ::toolshape::partial::Partial for #ident {
            type Partial = #partial;

            #knows_its_end

            const IS_CHOICE: bool = true;

            fn begin(
                tool: &::core::primitive::str,
            ) -> ::core::option::Option<::core::option::Option<#partial>> {
                #(
                    if #shapes::spec().name() == tool {
                        let nothing = ::core::option::Option::None;
                        return ::core::option::Option::Some(::core::option::Option::Some(#partial::#variants(nothing)));
                    }
                )*
                ::core::option::Option::None
            }

            fn complete(partial: #partial) -> ::core::result::Result<Self, ::toolshape::partial::Error> {
                match partial {
                    #(
                        #partial::#variants(::core::option::Option::Some(partial)) => {
                            #partials::complete_content(partial).map(Self::#variants)
                        }
                        #partial::#variants(::core::option::Option::None) => {
                            ::core::result::Result::Err(::toolshape::partial::Error::incomplete())
                        }
                    )*
                }
            }
        }

        #[automatically_derived]
        #[allow(deprecated, reason = "a part on its way out is still a part")]
        impl ::core::convert::TryFrom<#partial> for #ident {
            type Error = ::toolshape::partial::Error;

            fn try_from(partial: #partial) -> ::core::result::Result<Self, ::toolshape::partial::Error> {
                <Self as ::toolshape::partial::Partial>::complete(partial)
            }
        }
    }
}

fn define(input: &DeriveInput, settings: &Settings, partial: &Ident, tools: &[(&Ident, &Type)]) -> TokenStream {
    let DeriveInput { ident, vis, .. } = input;
    let derives = &settings.derives;
    // As the input of the tool, whose name is not part of it.
    let serde = is_serialize(derives).then(|| quote!(#[serde(crate = "::toolshape::__private::serde", untagged)]));
    let variants = tools.iter().map(|(variant, ty)| {
        let partial = quote_spanned!(ty.span()=> <#ty as ::toolshape::partial::Partial>::Content);
        quote!(#variant(::core::option::Option<#partial>))
    });
    let doc = format!(
        "What there is of a [`{ident}`] while it arrives: the tool that was called, and its input, once that has begun."
    );
    quote! {
        #[doc = #doc]
        #[allow(missing_docs, deprecated, reason = "as the type itself has it")]
        #[derive(#(#derives),*)]
        #serde
        #vis enum #partial {
            #(#variants,)*
        }
    }
}
