//! The derive macro of [toolshape](https://docs.rs/toolshape), which exports it again: depend on
//! that crate, whose page has the example that runs.
//!
//! Reading, checking and writing are three steps, each in a module of its own, and all mistakes
//! of a type are reported together.

mod attr;
mod doc;
mod errors;
mod expand;
mod name;
mod serde_attr;
mod shape;
mod validate;

use errors::Errors;
use proc_macro2::TokenStream;
use quote::quote;
use shape::Shape;
use syn::{DeriveInput, parse_macro_input};

/// Implements `ToolShape` for a struct with named fields: a tool whose input is this struct.
///
/// The example that runs stands in the crate `toolshape`, which depends on this one.
///
/// The type derives `serde::Deserialize` and `schemars::JsonSchema` too, from those crates; both
/// read the `#[serde(..)]` attributes, so the schema and the decoding agree.
///
/// # `#[tool(..)]` on the type
///
/// | key | what it sets | without it |
/// |---|---|---|
/// | `name = "…"` | the name the model calls, 1 to 64 of `a-z A-Z 0-9 _ -` as [Bedrock has it][spec] | the type's name in snake case: `HTTPRequest` is `http_request`; a generic type has one name for all arguments |
/// | `description = "…"` | what the tool is for; also `include_str!(..)` | the doc comment; a tool without either does not compile |
/// | `strict` | the service holds the model to the schema while it writes | it does not |
///
/// A field is described by its doc comment and shaped by `#[serde(..)]` and `#[schemars(..)]`.
///
/// # What does not compile
///
/// All mistakes of a type are reported at once, each on its own tokens.
///
/// - Tuple structs, unit structs, unions and enums, whose JSON is no object with known keys.
/// - Types that borrow, as the reply that a value is read from does not outlive it.
/// - `#[serde(transparent)]`, `from`, `try_from` and schemars' `with`, where they put a string, a
///   number or a list in the place of the object. Over a type of your own they are fine.
///
/// # Hyphens
///
/// Amazon Nova fails on a tool name with a hyphen, other models do not, so the name is accepted
/// with a warning on its literal. The warning is rustc's `deprecated` (a macro has none of its
/// own): `#[allow(deprecated)]` on the type silences it.
///
/// [spec]: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ToolSpecification.html
#[proc_macro_derive(ToolShape, attributes(tool))]
pub fn derive_tool_shape(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    try_expand(&input)
        .unwrap_or_else(|error| {
            let errors = error.into_compile_error();
            let stub = expand::stub(&input);
            quote!(#errors #stub)
        })
        .into()
}

fn try_expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let mut errors = Errors::default();
    let shape = Shape::parse(input, &mut errors);
    validate::shape(&shape, &mut errors);
    errors.finish()?;
    Ok(expand::shape(&shape))
}
