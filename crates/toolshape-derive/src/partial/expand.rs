//! The partial type itself.

use super::model::{Kind, Model, Variant};
use super::{record, variants};
use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::DeriveInput;
use syn::ext::IdentExt;

pub(super) fn partial(model: &Model<'_>) -> TokenStream {
    match &model.kind {
        Kind::Record(fields) => record::expand(model, fields),
        Kind::Newtype { fields, read } => newtype(model, fields, *read),
        Kind::Variants(tagging, variants) => variants::expand(model, tagging, variants),
        Kind::Names(variants) => names(model, variants),
        Kind::Whole => {
            // On the type's name, so that a missing `Deserialize` is reported there.
            let read = quote_spanned!(model.input.ident.span()=> ::toolshape::partial::machine::whole::<Self, __S>);
            whole(model, &quote!(#read(place, input)))
        }
        // Only after an error, and then the stub is written instead.
        Kind::Wrong => stub(model.input),
    }
}

/// An enum of names alone: a name without an escape that no fragment cut needs no serde.
fn names(model: &Model<'_>, variants: &[Variant<'_>]) -> TokenStream {
    let known = variants.iter().filter(|variant| !variant.is_other && !variant.is_skipped).map(|variant| {
        let Variant { ident, name, aliases, .. } = variant;
        quote!(#name #(| #aliases)* => ::core::option::Option::Some(Self::#ident),)
    });
    let read = quote_spanned!(model.input.ident.span()=> ::toolshape::partial::machine::named::<Self, __S>);
    whole(
        model,
        &quote! {
            #read(place, input, |name| match name {
                #(#known)*
                _ => ::core::option::Option::None,
            })
        },
    )
}

/// A type that is its own partial one, which `read` reads.
fn whole(model: &Model<'_>, read: &TokenStream) -> TokenStream {
    let ident = &model.input.ident;
    let mut generics = model.input.generics.clone();
    if !generics.params.is_empty() {
        generics
            .make_where_clause()
            .predicates
            .push(syn::parse_quote!(Self: ::toolshape::__private::serde::de::DeserializeOwned));
    }
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    let knows_its_end = knows_its_end();
    quote! {
        #[automatically_derived]
        #[allow(deprecated, reason = "a part on its way out is still a part")]
        impl #impl_generics ::toolshape::partial::machine::Grow for #ident #ty_generics #where_clause {
            fn grow<__S: ::toolshape::partial::machine::Place<Self>>(
                place: &mut __S,
                input: &mut ::toolshape::partial::machine::Input<'_>,
            ) -> ::toolshape::partial::machine::Flow {
                #read
            }
        }

        #[automatically_derived]
        #[allow(deprecated, reason = "a part on its way out is still a part")]
        impl #impl_generics ::toolshape::partial::Partial for #ident #ty_generics #where_clause {
            type Partial = Self;

            fn complete(partial: Self) -> ::core::result::Result<Self, ::toolshape::partial::Error> {
                ::core::result::Result::Ok(partial)
            }

            #knows_its_end

            fn absent() -> ::core::option::Option<Self> {
                ::toolshape::partial::machine::absent()
            }
        }
    }
}

/// What a type says of itself as the content of a variant, where its partial value says whether it is complete.
pub(super) fn knows_its_end() -> TokenStream {
    // In an enum, `Self::Partial` may be a variant.
    let partial = quote!(<Self as ::toolshape::partial::Partial>::Partial);
    quote! {
        type Content = #partial;

        fn complete_content(
            content: #partial,
        ) -> ::core::result::Result<Self, ::toolshape::partial::Error> {
            Self::complete(content)
        }
    }
}

/// A struct whose JSON, and whose partial value, is that of its one field.
fn newtype(model: &Model<'_>, fields: &[super::model::Field<'_>], read: usize) -> TokenStream {
    let ident = &model.input.ident;
    let (impl_generics, ty_generics, where_clause) = model.generics.split_for_impl();
    let ty = fields[read].ty;
    let inner = quote_spanned!(fields[read].span()=> <#ty as ::toolshape::partial::Partial>);
    let made = |value: &TokenStream| {
        let values = fields.iter().enumerate().map(|(index, field)| {
            let member = &field.member;
            if index == read { quote!(#member: #value) } else { quote!(#member: ::core::default::Default::default()) }
        });
        quote!(::core::result::Result::Ok(Self { #(#values),* }))
    };
    let complete = made(&quote!(#inner::complete(partial)?));
    let complete_content = made(&quote!(#inner::complete_content(content)?));
    // serde asks a transparent type for a field that was left out, and no other newtype.
    let absent = model.container.transparent().then(|| {
        quote! {
            fn absent() -> ::core::option::Option<Self::Content> {
                #inner::absent()
            }
        }
    });
    quote! {
        #[automatically_derived]
        #[allow(deprecated, reason = "a part on its way out is still a part")]
        impl #impl_generics ::toolshape::partial::Partial for #ident #ty_generics #where_clause {
            type Partial = #inner::Partial;
            type Content = #inner::Content;

            fn complete(partial: Self::Partial) -> ::core::result::Result<Self, ::toolshape::partial::Error> {
                #complete
            }

            fn complete_content(
                content: Self::Content,
            ) -> ::core::result::Result<Self, ::toolshape::partial::Error> {
                #complete_content
            }

            #absent
        }
    }
}

pub(super) fn stub(input: &DeriveInput) -> TokenStream {
    let DeriveInput { ident, generics, vis, .. } = input;
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    let partial = format_ident!("Partial{}", ident.unraw(), span = ident.span());
    let knows_its_end = knows_its_end();
    quote! {
        #[allow(missing_docs, reason = "the type itself is at fault")]
        #[derive(Default)]
        #vis struct #partial;

        #[automatically_derived]
        impl ::toolshape::partial::machine::Record for #partial {
            const FIELDS: usize = 0;
            const TAKES_ALL: bool = false;

            fn find(&self, _: &::core::primitive::str) -> ::core::option::Option<usize> {
                ::core::unreachable!()
            }

            fn name(&self, _: usize) -> ::core::option::Option<&'static ::core::primitive::str> {
                ::core::unreachable!()
            }

            fn is_taken(&self, _: usize) -> bool {
                ::core::unreachable!()
            }

            fn grow_field(
                &mut self,
                _: usize,
                _: &mut ::toolshape::partial::machine::Input<'_>,
            ) -> ::toolshape::partial::machine::Flow {
                ::core::unreachable!()
            }

            fn missing(&self) -> ::core::option::Option<&'static ::core::primitive::str> {
                ::core::unreachable!()
            }

            fn close(&mut self) {}
        }

        #[automatically_derived]
        impl ::toolshape::partial::machine::Grow for #partial {
            fn grow<__S: ::toolshape::partial::machine::Place<Self>>(
                _: &mut __S,
                _: &mut ::toolshape::partial::machine::Input<'_>,
            ) -> ::toolshape::partial::machine::Flow {
                ::core::unreachable!()
            }
        }

        #[automatically_derived]
        #[allow(deprecated, reason = "a part on its way out is still a part")]
        impl #impl_generics ::toolshape::partial::Partial for #ident #ty_generics #where_clause {
            type Partial = #partial;

            fn complete(_: #partial) -> ::core::result::Result<Self, ::toolshape::partial::Error> {
                ::core::unreachable!()
            }

            #knows_its_end
        }

        #[automatically_derived]
        #[allow(deprecated, reason = "a part on its way out is still a part")]
        impl #impl_generics ::core::convert::TryFrom<#partial> for #ident #ty_generics #where_clause {
            type Error = ::toolshape::partial::Error;

            fn try_from(_: #partial) -> ::core::result::Result<Self, ::toolshape::partial::Error> {
                ::core::unreachable!()
            }
        }
    }
}
