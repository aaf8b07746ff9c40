//! `#[derive(Partial)]` and `#[tool(partial)]`: a type that is read in parts.

mod choice;
mod expand;
mod model;
mod record;
mod serde;
mod settings;
mod variants;

use crate::errors::Errors;
use model::Model;
use proc_macro2::TokenStream;
pub(crate) use settings::is_asked;
use syn::{DataEnum, DeriveInput};

/// The partial type and the implementations that read it.
pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let mut errors = Errors::default();
    let model = Model::parse(input, &mut errors);
    errors.finish()?;
    Ok(expand::partial(&model))
}

/// The same for a choice of tools.
pub(crate) fn expand_choice(input: &DeriveInput, data: &DataEnum) -> syn::Result<TokenStream> {
    let mut errors = Errors::default();
    let choice = choice::expand(input, data, &mut errors);
    errors.finish()?;
    Ok(choice)
}

/// After an error: implementations that keep the code that uses the type free of further ones.
pub(crate) fn stub(input: &DeriveInput) -> TokenStream {
    expand::stub(input)
}
