//! An enum of tools: each variant holds the input of one.

use crate::attr::{self, Settings};
use crate::errors::Errors;
use crate::validate::misplaced;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Attribute, DataEnum, DeriveInput, Field, Fields, Ident, Variant};

/// A variant and the type it holds.
struct Tool<'a> {
    variant: &'a Ident,
    held: &'a Field,
}

/// The implementation of `ToolSet`. Mistakes are reported, and what is right of it is written.
pub(crate) fn expand(input: &DeriveInput, data: &DataEnum, errors: &mut Errors) -> TokenStream {
    settings(&input.attrs, errors);
    for parameter in &input.generics.params {
        errors.on(
            parameter,
            "a choice of tools has no parameters, as each tool has one name and one schema: write the types out, \
             as in `Search(Search<Products>)`",
        );
    }
    let words = words(data, errors);
    let tools = tools(input, data, errors);
    twice(&tools, errors);
    tool_set(&input.ident, &tools, words)
}

/// Whether a variant is marked as the one for words: `#[tool(words)]`.
pub(crate) fn is_words(variant: &Variant) -> bool {
    attr::tool(&variant.attrs).any(|attr| attr::first_key(attr).is_some_and(|key| key == "words"))
}

/// The variant for words, where there is one.
fn words<'a>(data: &'a DataEnum, errors: &mut Errors) -> Option<&'a Variant> {
    let mut marked = data.variants.iter().filter(|variant| is_words(variant));
    let words = marked.next()?;
    for second in marked {
        errors.on(second, format!("`{}` is marked `#[tool(words)]` already: one variant holds words", words.ident));
    }
    if !matches!(&words.fields, Fields::Unnamed(fields) if fields.unnamed.len() == 1) {
        errors.on(words, format!("a variant for words holds a string: write `{}(String)`", words.ident));
        return None;
    }
    Some(words)
}

fn settings(attrs: &[Attribute], errors: &mut Errors) {
    for attr in attr::tool(attrs) {
        if attr::first_key(attr).is_some_and(|key| key != "partial") {
            errors.on(
                attr,
                "a choice of tools has no name, description or check of its own: `#[tool(..)]` belongs on the types \
                 that its variants hold",
            );
        } else {
            // What is left is read for its mistakes.
            Settings::parse(std::slice::from_ref(attr), errors);
        }
    }
}

fn tools<'a>(input: &DeriveInput, data: &'a DataEnum, errors: &mut Errors) -> Vec<Tool<'a>> {
    let ident = &input.ident;
    if data.variants.iter().all(|variant| matches!(variant.fields, Fields::Unit)) {
        errors.on(
            ident,
            format!(
                "`{ident}` has no variant that holds a tool: to offer a choice of tools, write `Search(Search)` with a \
                 struct that derives `ToolShape`; to read `{ident}` as a value, derive `ToolShape` for a struct that \
                 has it as a field"
            ),
        );
        return Vec::new();
    }
    let mut tools = Vec::new();
    for variant in data.variants.iter().filter(|variant| !is_words(variant)) {
        for attr in attr::tool(&variant.attrs) {
            errors.on(attr, "`#[tool(..)]` belongs on the type that the variant holds");
        }
        variant.fields.iter().for_each(|field| misplaced(&field.attrs, errors));
        match &variant.fields {
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                tools.extend(fields.unnamed.first().map(|held| Tool { variant: &variant.ident, held }));
            }
            _ => errors.on(variant, not_one_tool(variant)),
        }
    }
    tools
}

fn not_one_tool(variant: &Variant) -> String {
    let name = &variant.ident;
    let write = format!("write `{name}({name})` with a struct that derives `ToolShape`");
    match &variant.fields {
        fields if fields.is_empty() => {
            format!(
                "each variant holds the input of one tool, and `{name}` holds nothing: {write}, `struct {name} {{}}` for a tool without input"
            )
        }
        Fields::Named(_) => {
            format!("each variant holds the input of one tool as a type of its own: {write} and these fields")
        }
        fields => format!(
            "each variant holds the input of one tool, and `{name}` holds {} types: {write} and these as its fields",
            fields.len()
        ),
    }
}

/// Two variants of one type are two tools of one name. Other types of one name are found when the
/// request is checked.
fn twice(tools: &[Tool], errors: &mut Errors) {
    for (index, tool) in tools.iter().enumerate() {
        let ty = tool.held.ty.to_token_stream().to_string();
        if let Some(first) = tools[..index].iter().find(|first| first.held.ty.to_token_stream().to_string() == ty) {
            errors.on(
                &tool.held.ty,
                format!(
                    "`{}` holds this type already, and a tool is known by its name: give `{}` a struct of its own",
                    first.variant, tool.variant
                ),
            );
        }
    }
}

fn tool_set(ident: &Ident, tools: &[Tool], words: Option<&Variant>) -> TokenStream {
    let specs = tools.iter().map(|Tool { held, .. }| {
        let ty = &held.ty;
        // On the held type, so that a missing derive is reported there.
        quote_spanned!(ty.span()=> <#ty as ::toolshape::ToolShape>::spec())
    });
    let decodings = tools.iter().map(|Tool { variant, held }| {
        let ty = &held.ty;
        let shape = quote_spanned!(ty.span()=> <#ty as ::toolshape::ToolShape>);
        let by = |decode: TokenStream| {
            quote! {
                if #shape::spec().name() == tool {
                    return #shape::#decode(input).map(Self::#variant);
                }
            }
        };
        (by(quote!(decode)), by(quote!(decode_checked)))
    });
    let (decodings, checked): (Vec<_>, Vec<_>) = decodings.unzip();
    let acceptances = tools.iter().map(|Tool { variant, held }| {
        let ty = &held.ty;
        let shape = quote_spanned!(ty.span()=> <#ty as ::toolshape::ToolShape>);
        quote!(Self::#variant(value) => #shape::accept(value).map(Self::#variant),)
    });
    let acceptances = acceptances.chain(words.map(
        |Variant { ident: variant, .. }| quote!(value @ Self::#variant(_) => ::core::option::Option::Some(value),),
    ));
    let words = words.map(|Variant { ident: variant, .. }| {
        quote! {
            const ADMITS_WORDS: ::core::primitive::bool = true;

            fn words(text: &::core::primitive::str) -> ::core::option::Option<Self> {
                ::core::option::Option::Some(Self::#variant(::core::convert::From::from(text)))
            }
        }
    });
    quote! {
        #[automatically_derived]
        #[allow(deprecated, reason = "a part on its way out is still a part")]
        impl ::toolshape::ToolSet for #ident {
            #words

            fn specs() -> ::std::vec::Vec<::toolshape::ToolSpec> {
                ::std::vec![#(#specs),*]
            }

            fn decode<'__de, __D>(
                tool: &::core::primitive::str,
                input: __D,
            ) -> ::core::result::Result<Self, __D::Error>
            where
                __D: ::toolshape::__private::serde::Deserializer<'__de>,
            {
                #(#decodings)*
                ::core::result::Result::Err(::toolshape::__private::unknown_tool::<Self, __D::Error>(tool))
            }

            fn decode_checked<'__de, __D>(
                tool: &::core::primitive::str,
                input: __D,
            ) -> ::core::result::Result<Self, __D::Error>
            where
                __D: ::toolshape::__private::serde::Deserializer<'__de>,
            {
                #(#checked)*
                ::core::result::Result::Err(::toolshape::__private::unknown_tool::<Self, __D::Error>(tool))
            }

            fn accept(value: Self) -> ::core::option::Option<Self> {
                match value {
                    #(#acceptances)*
                }
            }
        }
    }
}
