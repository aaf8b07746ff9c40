//! The call's arguments, and what comes in its place.

use std::fs;
use std::path::Path;

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Ident, LitStr, Token};
use toolshape_codegen::{Builder, Growth};

const EXPECTED: &str = "expected a path in quotes, `deny_warnings`, or `growth = nothing | roots | all`";

enum Argument {
    File(LitStr),
    DenyWarnings,
    Growth(Growth),
}

impl Parse for Argument {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        if input.peek(LitStr) {
            return input.parse().map(Self::File);
        }
        let word = word(input)?;
        if word == "deny_warnings" {
            return Ok(Self::DenyWarnings);
        }
        if word == "growth" {
            input.parse::<Token![=]>()?;
            return growth(&self::word(input)?).map(Self::Growth);
        }
        Err(syn::Error::new(word.span(), EXPECTED))
    }
}

fn growth(word: &Ident) -> syn::Result<Growth> {
    match word.to_string().as_str() {
        "nothing" => Ok(Growth::Nothing),
        "roots" => Ok(Growth::Roots),
        "all" => Ok(Growth::All),
        _ => Err(syn::Error::new(word.span(), EXPECTED)),
    }
}

fn word(input: ParseStream<'_>) -> syn::Result<Ident> {
    input.parse().map_err(|error| syn::Error::new(error.span(), EXPECTED))
}

/// The types of the schemas in the files, whose paths start at the folder given.
pub(crate) fn shape(arguments: TokenStream, home: &Path) -> syn::Result<TokenStream> {
    let arguments = Punctuated::<Argument, Token![,]>::parse_terminated.parse2(arguments)?;
    let mut builder = Builder::new();
    let mut files = Vec::new();
    for argument in arguments {
        match argument {
            Argument::DenyWarnings => builder = builder.deny_warnings(true),
            Argument::Growth(growth) => builder = builder.growth(growth),
            Argument::File(path) => {
                builder = builder.document(path.value(), read(&path, home)?);
                files.push(path);
            }
        }
    }
    if files.is_empty() {
        return Err(syn::Error::new(Span::call_site(), "expected the path of a JSON Schema: `shape!(\"city.json\")`"));
    }
    let generated = builder.rust().map_err(|error| {
        let file = files.iter().find(|file| file.value() == error.document());
        // `Debug` has the hints and each denied warning too, a line each.
        syn::Error::new(file.map_or_else(Span::call_site, LitStr::span), format!("{error:?}"))
    })?;
    let types: TokenStream = generated.source.parse()?;
    let paths = files.iter().map(|file| home.join(file.value()).display().to_string());
    Ok(quote! {
        #types
        // What the compiler has read it watches.
        #(const _: &[::core::primitive::u8] = ::core::include_bytes!(#paths);)*
    })
}

fn read(file: &LitStr, home: &Path) -> syn::Result<String> {
    let path = file.value();
    fs::read_to_string(home.join(&path)).map_err(|error| {
        let message = format!("cannot read `{path}`: {error}\n  hint: paths start at the folder of Cargo.toml");
        syn::Error::new(file.span(), message)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the compiler says of these arguments, or the types.
    fn expanded(arguments: &str) -> String {
        let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("../toolshape/tests/shape");
        match shape(arguments.parse().expect("they are tokens"), &home) {
            Ok(types) => types.to_string().replace(&home.display().to_string(), "HOME"),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn the_macro_gives_the_builders_code_and_watches_the_file() {
        let text = include_str!("../../toolshape/tests/shape/city.json");
        let source = Builder::new().document("city.json", text).rust().expect("it is a schema").source;
        let source: TokenStream = source.parse().expect("it is Rust");
        let watched = quote!(
            const _: &[::core::primitive::u8] = ::core::include_bytes!("HOME/city.json");
        );
        assert_eq!(expanded(r#""city.json""#), quote!(#source #watched).to_string());
        assert_eq!(expanded(r#""city.json", growth = roots"#), quote!(#source #watched).to_string());
    }

    #[test]
    fn growth_is_a_choice_of_three() {
        let partials = |arguments: &str| expanded(arguments).matches(":: toolshape :: Partial").count();
        assert_eq!(partials(r#""city.json", growth = nothing"#), 0);
        assert!(partials(r#""city.json", growth = all"#) > 0);
        assert_eq!(expanded(r#""city.json", growth = some"#), EXPECTED);
        assert_eq!(expanded(r#""city.json", growth"#), "expected `=`");
    }
}
