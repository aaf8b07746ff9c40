//! The code that the derive writes. Every name in it is absolute, or private to it.

use crate::doc::Text;
use crate::name::Name;
use crate::shape::Shape;
use crate::validate::NO_DESCRIPTION;
use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Attribute, DeriveInput, Meta, Path, Token};

/// The implementation of `ToolShape`.
pub(crate) fn shape(shape: &Shape) -> TokenStream {
    // Both are missing only after an error, and then the stub is written instead.
    let (Some(name), Some(description)) = (&shape.name, &shape.description) else {
        return stub(shape.input);
    };
    let DeriveInput { ident, generics, .. } = shape.input;
    let (impl_generics, ty_generics, _) = generics.split_for_impl();

    let is_generic = !generics.params.is_empty();
    let mut generics = generics.clone();
    if is_generic {
        // Where serde's and schemars' derives want more of `T` than this one can know.
        let predicates = &mut generics.make_where_clause().predicates;
        predicates.push(syn::parse_quote!(Self: ::toolshape::__private::schemars::JsonSchema));
        predicates.push(syn::parse_quote!(Self: ::toolshape::__private::serde::de::DeserializeOwned));
    }
    let where_clause = &generics.where_clause;

    let text = name.text();
    let strict = shape.strict;
    let (constant, description) = describe(ident, &description.text);
    // On the type's name, so that a missing derive is reported there.
    let make = quote_spanned! {ident.span()=>
        ::toolshape::__private::spec::<#ident #ty_generics>
    };
    let make = quote!(#make(#text, #description, #strict));
    let spec = if is_generic {
        // A static is shared by all `T`.
        make
    } else {
        quote! {
            static SPEC: ::std::sync::OnceLock<::toolshape::ToolSpec> =
                ::std::sync::OnceLock::new();
            ::core::clone::Clone::clone(SPEC.get_or_init(|| #make))
        }
    };
    let deserialize = quote_spanned! {ident.span()=>
        <#ident #ty_generics as ::toolshape::__private::serde::Deserialize<'__de>>::deserialize
    };
    let value = if let Some(check) = &shape.validate {
        // On the path, so that a function of another form is reported there.
        let validated = quote_spanned!(check.span()=> ::toolshape::__private::validated(value, #check));
        quote! {
            let value = #deserialize(input)?;
            #validated
        }
    } else {
        quote!(#deserialize(input))
    };
    // A value that was read in parts is the one that serde would read; what else decoding does is the check.
    let accepted = if let Some(check) = &shape.validate {
        // As above, so that a function of another form is reported once.
        let validated = quote_spanned!(check.span()=> ::toolshape::__private::validated(value, #check));
        quote! {
            let valid: ::core::result::Result<Self, ::toolshape::__private::serde::de::value::Error> = #validated;
            valid.ok()
        }
    } else {
        quote!(::core::option::Option::Some(value))
    };
    let hint = hyphen_hint(name, &shape.input.attrs);

    // A deprecated type is used here by being implemented for.
    quote! {
        #[automatically_derived]
        #[allow(deprecated, reason = "a part on its way out is still a part")]
        impl #impl_generics ::toolshape::ToolShape for #ident #ty_generics #where_clause {
            fn spec() -> ::toolshape::ToolSpec {
                #constant
                #spec
            }

            fn decode<'__de, __D>(input: __D) -> ::core::result::Result<Self, __D::Error>
            where
                __D: ::toolshape::__private::serde::Deserializer<'__de>,
            {
                ::toolshape::__private::checked(input)
            }

            fn decode_checked<'__de, __D>(input: __D) -> ::core::result::Result<Self, __D::Error>
            where
                __D: ::toolshape::__private::serde::Deserializer<'__de>,
            {
                #value
            }

            fn accept(value: Self) -> ::core::option::Option<Self> {
                #accepted
            }
        }
        #hint
    }
}

/// An implementation that compiles for any type: after an error it keeps the code that uses the
/// type free of further ones.
pub(crate) fn stub(input: &DeriveInput) -> TokenStream {
    let DeriveInput { ident, generics, .. } = input;
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    quote! {
        #[automatically_derived]
        #[allow(deprecated, reason = "a part on its way out is still a part")]
        impl #impl_generics ::toolshape::ToolShape for #ident #ty_generics #where_clause {
            fn spec() -> ::toolshape::ToolSpec {
                ::core::unreachable!()
            }

            fn decode<'__de, __D>(_: __D) -> ::core::result::Result<Self, __D::Error>
            where
                __D: ::toolshape::__private::serde::Deserializer<'__de>,
            {
                ::core::unreachable!()
            }
        }
    }
}

/// The description as an expression, and the constant it needs where only the compiler reads it.
fn describe(ident: &Ident, text: &Text) -> (TokenStream, TokenStream) {
    match text {
        Text::Known(text) => (TokenStream::new(), quote!(#text)),
        Text::Call(call) => {
            let check = quote_spanned! {ident.span()=>
                const _: () = ::core::assert!(!DESCRIPTION.is_empty(), #NO_DESCRIPTION);
            };
            let constant = quote! {
                const DESCRIPTION: &::core::primitive::str = #call.trim_ascii();
                #check
            };
            (constant, quote!(DESCRIPTION))
        }
    }
}

/// A warning on a name with a hyphen, which is no mistake for most models. A macro cannot warn on
/// stable Rust; the use of something deprecated does, with a text of our choice.
fn hyphen_hint(name: &Name, attrs: &[Attribute]) -> Option<TokenStream> {
    let (literal, better) = name.hyphenated()?;
    let note = format!(
        "Amazon Nova fails on a tool name with a hyphen; write `{better}`, or put \
         `#[allow(deprecated)]` on the type where Nova is never asked"
    );
    let hint = Ident::new("hyphen_in_tool_name", literal.span());
    let allowed = attrs.iter().filter(|attr| allows_deprecated(attr));
    Some(quote! {
        #(#allowed)*
        const _: () = {
            #[allow(non_upper_case_globals, reason = "the warning shows the name")]
            #[deprecated(note = #note)]
            const #hint: () = ();
            #hint
        };
    })
}

fn allows_deprecated(attr: &Attribute) -> bool {
    let Meta::List(list) = &attr.meta else {
        return false;
    };
    list.path.is_ident("allow")
        && list
            .parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated)
            .is_ok_and(|lints| lints.iter().map(Meta::path).any(|lint: &Path| lint.is_ident("deprecated")))
}
