//! Tagged enums of which a variant has content.

use super::expand::knows_its_end;
use super::model::{Content, Model, Read, Tagging, Variant};
use super::record;
use super::serde::is_serialize;
use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

pub(super) fn expand(model: &Model<'_>, tagging: &Tagging, variants: &[Variant<'_>]) -> TokenStream {
    let variants: Vec<&Variant> = variants.iter().filter(|variant| !variant.is_skipped).collect();
    let ident = &model.input.ident;
    let partial = model.partial_ident();
    let (impl_generics, ty_generics, where_clause) = model.generics.split_for_impl();

    let definition = define(model, &partial, tagging, &variants);
    let reading = variant_reading(model, &partial, tagging, &variants);
    let records = matches!(tagging, Tagging::Internal(_)).then(|| record_reading(model, &partial, &variants));
    let grow = |place: TokenStream| match tagging {
        Tagging::External => quote!(::toolshape::partial::machine::external(#place, input)),
        Tagging::Internal(tag) => quote!(::toolshape::partial::machine::internal(#tag, #place, input)),
        Tagging::Adjacent(tag, content) => {
            let is_closed = model.container.deny_unknown_fields();
            quote!(::toolshape::partial::machine::adjacent([#tag, #content], #is_closed, #place, input))
        }
    };
    let begin = grow(quote!(place));
    let go_on = grow(quote!(&mut ::toolshape::partial::machine::Known(self)));
    let knows_its_end = knows_its_end();
    let complete = variants.iter().map(|variant| complete(model, &partial, tagging, variant));
    quote! {
        #definition

        #reading

        #records

        #[automatically_derived]
        #[allow(deprecated, reason = "a part on its way out is still a part")]
        impl #impl_generics ::toolshape::partial::machine::Grow for #partial #ty_generics #where_clause {
            fn grow<__S: ::toolshape::partial::machine::Place<Self>>(
                place: &mut __S,
                input: &mut ::toolshape::partial::machine::Input<'_>,
            ) -> ::toolshape::partial::machine::Flow {
                #begin
            }

            fn resume(
                &mut self,
                input: &mut ::toolshape::partial::machine::Input<'_>,
            ) -> ::toolshape::partial::machine::Flow {
                #go_on
            }
        }

        #[automatically_derived]
        #[allow(deprecated, reason = "a part on its way out is still a part")]
        impl #impl_generics ::toolshape::partial::Partial for #ident #ty_generics #where_clause {
            type Partial = #partial #ty_generics;

            fn complete(partial: #partial #ty_generics) -> ::core::result::Result<Self, ::toolshape::partial::Error> {
                match partial {
                    #(#complete)*
                }
            }

            #knows_its_end
        }

        #[automatically_derived]
        #[allow(deprecated, reason = "a part on its way out is still a part")]
        impl #impl_generics ::core::convert::TryFrom<#partial #ty_generics> for #ident #ty_generics #where_clause {
            type Error = ::toolshape::partial::Error;

            fn try_from(partial: #partial #ty_generics) -> ::core::result::Result<Self, ::toolshape::partial::Error> {
                <Self as ::toolshape::partial::Partial>::complete(partial)
            }
        }
    }
}

/// The type of a variant's content; none of a unit.
fn content_ty(model: &Model<'_>, tagging: &Tagging, content: &Content<'_>) -> Option<TokenStream> {
    let (_, ty_generics, _) = model.generics.split_for_impl();
    match (content, tagging) {
        // The fields of an internally tagged variant begin with its tag.
        (Content::Newtype(field), Tagging::Internal(_)) => Some(field.content()),
        (Content::Record { ident, .. }, Tagging::Internal(_)) => Some(quote!(#ident #ty_generics)),
        (content, _) => optional_ty(model, content),
    }
}

fn optional_ty(model: &Model<'_>, content: &Content<'_>) -> Option<TokenStream> {
    let (_, ty_generics, _) = model.generics.split_for_impl();
    match content {
        Content::Unit => None,
        Content::Newtype(field) if matches!(field.read, Read::Grow) => {
            let content = field.content();
            Some(quote!(::core::option::Option<#content>))
        }
        Content::Newtype(field) => Some(field.partial_ty()),
        Content::Tuple(types) => Some(quote!(::core::option::Option<(#(#types,)*)>)),
        Content::Record { ident, .. } => Some(quote!(::core::option::Option<#ident #ty_generics>)),
    }
}

fn define(model: &Model<'_>, partial: &Ident, tagging: &Tagging, variants: &[&Variant<'_>]) -> TokenStream {
    let (impl_generics, _, where_clause) = model.generics.split_for_impl();
    let vis = &model.input.vis;
    let ident = &model.input.ident;
    let derives = &model.settings.derives;
    let is_written = is_serialize(derives);
    let declared = variants.iter().map(|variant| {
        let Variant { ident, attrs, name, .. } = variant;
        let serde = is_written.then(|| quote!(#[serde(rename = #name)]));
        let content = content_ty(model, tagging, &variant.content).map(|ty| quote!((#ty)));
        quote!(#(#attrs)* #serde #ident #content)
    });
    let serde = is_written.then(|| {
        let tagging = match tagging {
            Tagging::External => TokenStream::new(),
            Tagging::Internal(tag) => quote!(, tag = #tag),
            Tagging::Adjacent(tag, content) => quote!(, tag = #tag, content = #content),
        };
        quote!(#[serde(crate = "::toolshape::__private::serde" #tagging)])
    });
    let records = variants.iter().filter_map(|variant| match &variant.content {
        Content::Record { ident: partial, fields } => {
            let doc = format!("What there is of a [`{ident}::{}`] while it arrives.", variant.ident);
            Some(record::define(model, partial, fields, &doc))
        }
        _ => None,
    });
    let doc = format!(
        "What there is of a [`{ident}`] while it arrives: the variant, once it is known, and its content, once that \
         has begun."
    );
    quote! {
        #(#records)*

        #[doc = #doc]
        #[allow(missing_docs, deprecated, reason = "as the type itself has it")]
        #[derive(#(#derives),*)]
        #serde
        #vis enum #partial #impl_generics #where_clause {
            #(#declared,)*
        }
    }
}

/// Tag and content.
fn variant_reading(model: &Model<'_>, partial: &Ident, tagging: &Tagging, variants: &[&Variant<'_>]) -> TokenStream {
    let (impl_generics, ty_generics, where_clause) = model.generics.split_for_impl();
    let indices: Vec<usize> = (0..variants.len()).collect();
    let find = variants.iter().zip(&indices).filter(|(variant, _)| !variant.is_other).map(|(variant, index)| {
        let Variant { name, aliases, .. } = variant;
        quote!(#name #(| #aliases)* => ::core::option::Option::Some(#index),)
    });
    let other = variants
        .iter()
        .position(|variant| variant.is_other)
        .map_or_else(|| quote!(::core::option::Option::None), |index| quote!(::core::option::Option::Some(#index)));
    let names = variants.iter().map(|variant| &variant.name);
    let units = variants.iter().map(|variant| matches!(variant.content, Content::Unit));
    // Nothing has come of either.
    let content = quote!(::core::default::Default::default());
    let starts = variants.iter().zip(&indices).map(|(variant, index)| {
        let ident = variant.ident;
        let content = (!matches!(variant.content, Content::Unit)).then(|| quote!((#content)));
        quote!(#index => Self::#ident #content,)
    });
    let grows = variants.iter().filter(|_| !matches!(tagging, Tagging::Internal(_))).map(|variant| {
        let ident = variant.ident;
        let grow = match &variant.content {
            Content::Unit => return quote!(Self::#ident => ::toolshape::partial::machine::null(input),),
            Content::Newtype(field) => record::grow(field, &quote!(content)),
            Content::Tuple(types) => {
                quote!(::toolshape::partial::machine::whole::<(#(#types,)*), _>(content, input))
            }
            Content::Record { .. } => quote!(::toolshape::partial::machine::grow_on(content, input)),
        };
        quote!(Self::#ident(content) => #grow,)
    });
    let grows = if matches!(tagging, Tagging::Internal(_)) {
        quote!(_ => ::toolshape::partial::machine::null(input),)
    } else {
        quote!(#(#grows)*)
    };
    let ending = ending(tagging, variants);
    quote! {
        #[automatically_derived]
        #[allow(deprecated, reason = "a part on its way out is still a part")]
        impl #impl_generics ::toolshape::partial::machine::Variants for #partial #ty_generics #where_clause {
            fn find(tag: &::core::primitive::str) -> ::core::option::Option<usize> {
                match tag {
                    #(#find)*
                    _ => #other,
                }
            }

            fn name(variant: usize) -> &'static ::core::primitive::str {
                const NAMES: &[&::core::primitive::str] = &[#(#names),*];
                NAMES.get(variant).copied().unwrap_or_default()
            }

            fn start(variant: usize) -> ::core::option::Option<Self> {
                ::core::option::Option::Some(match variant {
                    #(#starts)*
                    _ => return ::core::option::Option::None,
                })
            }

            fn is_unit(variant: usize) -> bool {
                const UNITS: &[bool] = &[#(#units),*];
                UNITS.get(variant).copied().unwrap_or_default()
            }

            fn grow_content(
                &mut self,
                input: &mut ::toolshape::partial::machine::Input<'_>,
            ) -> ::toolshape::partial::machine::Flow {
                match self {
                    #grows
                }
            }

            #ending
        }
    }
}

/// What becomes of the content once the object around it has ended.
fn ending(tagging: &Tagging, variants: &[&Variant<'_>]) -> TokenStream {
    if matches!(tagging, Tagging::Internal(_)) {
        return TokenStream::new();
    }
    let is_beside = matches!(tagging, Tagging::Adjacent(..));
    let newtypes = variants.iter().enumerate().filter_map(|(index, variant)| match &variant.content {
        Content::Newtype(field) => Some((index, variant.ident, field)),
        _ => None,
    });
    let mut lacking = Vec::new();
    let mut ends = Vec::new();
    for (index, ident, field) in newtypes {
        let ty = field.ty;
        let absent = match field.read {
            Read::Grow => quote_spanned!(field.span()=> <#ty as ::toolshape::partial::Partial>::absent()),
            Read::Whole => quote_spanned!(field.span()=> ::toolshape::partial::machine::absent::<#ty>()),
            _ => quote!(::core::option::Option::None),
        };
        // As serde does, of content that was left out.
        let or_absent = is_beside.then(|| {
            lacking.push(quote!(#index => #absent.is_some(),));
            quote! {
                if content.is_none() {
                    *content = #absent;
                }
            }
        });
        let end = matches!(field.read, Read::Grow).then(|| quote!(::toolshape::partial::machine::Grow::end(content);));
        ends.push(quote!(Self::#ident(content) => { #or_absent #end }));
    }
    quote! {
        fn may_lack(variant: usize) -> bool {
            match variant {
                #(#lacking)*
                _ => false,
            }
        }

        fn end_content(&mut self) {
            match self {
                #(#ends)*
                #[allow(unreachable_patterns, reason = "each variant may have an end of its own")]
                _ => {}
            }
        }
    }
}

/// The fields of an internally tagged enum are those of its variant.
fn record_reading(model: &Model<'_>, partial: &Ident, variants: &[&Variant<'_>]) -> TokenStream {
    let (impl_generics, ty_generics, where_clause) = model.generics.split_for_impl();
    let with_fields: Vec<&&Variant> =
        variants.iter().filter(|variant| !matches!(variant.content, Content::Unit)).collect();
    let idents: Vec<&Ident> = with_fields.iter().map(|variant| variant.ident).collect();
    let calls: Vec<TokenStream> = with_fields
        .iter()
        .map(|variant| {
            let Content::Newtype(field) = &variant.content else {
                return quote!(::toolshape::partial::machine::Record);
            };
            let ty = field.content();
            quote_spanned!(field.span()=> <#ty as ::toolshape::partial::machine::Record>)
        })
        .collect();
    let flat: Vec<TokenStream> = with_fields
        .iter()
        .zip(&calls)
        .filter(|(variant, _)| matches!(variant.content, Content::Newtype(_)))
        .map(|(_, call)| {
            let by_integers = record::BY_INTEGERS;
            quote!(::core::assert!(#call::MAY_BE_FLAT, #by_integers))
        })
        .collect();
    // With a parameter, the types are known only where the type is used.
    let is_generic = !model.generics.params.is_empty();
    let flat_here = (!is_generic).then(|| quote!(#(const _: () = #flat;)*));
    let flat_in_use = is_generic.then(|| quote!(#(const { #flat };)*));
    quote! {
        #flat_here

        #[automatically_derived]
        #[allow(deprecated, reason = "a part on its way out is still a part")]
        impl #impl_generics ::toolshape::partial::machine::Record for #partial #ty_generics #where_clause {
            const FIELDS: usize = 0;
            const TAKES_ALL: bool = false;

            fn is_closed(&self) -> bool {
                match self {
                    #(Self::#idents(fields) => #calls::is_closed(fields),)*
                    _ => false,
                }
            }

            fn find(&self, key: &::core::primitive::str) -> ::core::option::Option<usize> {
                #flat_in_use
                match self {
                    #(Self::#idents(fields) => #calls::find(fields, key),)*
                    _ => ::core::option::Option::None,
                }
            }

            fn name(&self, field: usize) -> ::core::option::Option<&'static ::core::primitive::str> {
                match self {
                    #(Self::#idents(fields) => #calls::name(fields, field),)*
                    _ => ::core::option::Option::None,
                }
            }

            fn is_taken(&self, field: usize) -> bool {
                match self {
                    #(Self::#idents(fields) => #calls::is_taken(fields, field),)*
                    _ => false,
                }
            }

            fn grow_field(
                &mut self,
                field: usize,
                input: &mut ::toolshape::partial::machine::Input<'_>,
            ) -> ::toolshape::partial::machine::Flow {
                match self {
                    #(Self::#idents(fields) => #calls::grow_field(fields, field, input),)*
                    _ => ::core::result::Result::Ok(()),
                }
            }

            fn missing(&self) -> ::core::option::Option<&'static ::core::primitive::str> {
                match self {
                    #(Self::#idents(fields) => #calls::missing(fields),)*
                    _ => ::core::option::Option::None,
                }
            }

            fn close(&mut self) {
                match self {
                    #(Self::#idents(fields) => #calls::close(fields),)*
                    _ => {}
                }
            }
        }
    }
}

/// The variant that its partial one makes.
fn complete(model: &Model<'_>, partial: &Ident, tagging: &Tagging, variant: &Variant<'_>) -> TokenStream {
    let Variant { ident, name, .. } = variant;
    let within = match tagging {
        Tagging::External => quote!(.map_err(|error: ::toolshape::partial::Error| error.within(#name))),
        Tagging::Internal(_) => TokenStream::new(),
        Tagging::Adjacent(_, content) => {
            quote!(.map_err(|error: ::toolshape::partial::Error| error.within(#content)))
        }
    };
    let value = match &variant.content {
        Content::Unit => return quote!(#partial::#ident => ::core::result::Result::Ok(Self::#ident),),
        Content::Newtype(field) => {
            let ty = field.ty;
            if matches!(field.read, Read::Grow) {
                let made =
                    quote_spanned!(field.span()=> <#ty as ::toolshape::partial::Partial>::complete_content(partial));
                quote!(#made.map(Self::#ident)#within)
            } else {
                quote!(::core::result::Result::Ok(Self::#ident(partial)))
            }
        }
        Content::Tuple(types) => {
            let indices = (0..types.len()).map(syn::Index::from);
            quote!(::core::result::Result::Ok(Self::#ident(#(partial.#indices),*)))
        }
        Content::Record { fields, .. } => {
            let body = record::complete(model, &quote!(Self::#ident), fields);
            quote!((|| -> ::core::result::Result<Self, ::toolshape::partial::Error> { #body })()#within)
        }
    };
    if matches!(tagging, Tagging::Internal(_)) {
        return quote!(#partial::#ident(partial) => #value,);
    }
    quote! {
        #partial::#ident(content) => match content {
            ::core::option::Option::Some(partial) => #value,
            ::core::option::Option::None => {
                ::core::result::Result::Err(::toolshape::partial::Error::incomplete())
            }
        },
    }
}
