//! The derive macro of [toolshape](https://docs.rs/toolshape), which exports it again: depend on
//! that crate, whose page has the example that runs.
//!
//! Reading, checking and writing are three steps, each in a module of its own, and all mistakes
//! of a type are reported together.

mod attr;
mod choice;
mod doc;
mod errors;
mod expand;
mod name;
mod partial;
mod serde_attr;
mod shape;
mod validate;

use errors::Errors;
use proc_macro2::TokenStream;
use quote::quote;
use shape::Shape;
use syn::{Data, DeriveInput, parse_macro_input};

/// Implements `ToolShape` for a struct with named fields: a tool whose input is this struct; or
/// `ToolSet` for an enum whose variants each hold such a struct: a choice of tools.
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
/// | `validate = path` | a check of your own, `fn(&Type) -> Result<(), impl Display>`, after decoding; what it says is the error's `detail()`, and never shown by `Display` | none |
/// | `strict` | the service holds the model to the schema while it writes | it does not |
///
/// A field is described by its doc comment and shaped by `#[serde(..)]` and `#[schemars(..)]`.
///
/// # What does not compile
///
/// All mistakes of a type are reported at once, each on its own tokens.
///
/// - Tuple structs, unit structs and unions, whose JSON is no object with known keys.
/// - Enums with a variant that does not hold exactly one type, or with parameters; two variants that
///   hold the same type. An enum that is a value (names, or a tagged enum) goes into a field of a struct.
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
/// # Reading in parts
///
/// `#[tool(partial)]` on a struct does what `#[derive(Partial)]` does, and `#[tool(whole)]` on a
/// field is its attribute. On a choice of tools it makes `Partial<Name>` with the same variants, which
/// hold what there is of the input of the tool that was called.
///
#[proc_macro_derive(ToolShape, attributes(tool))]
pub fn derive_tool_shape(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    try_expand(&input)
        .unwrap_or_else(|error| {
            let errors = error.into_compile_error();
            let stub = expand::stub(&input);
            let partial = partial::is_asked(&input.attrs).then(|| partial::stub(&input));
            quote!(#errors #stub #partial)
        })
        .into()
}

fn try_expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let mut errors = Errors::default();
    let implementation = if let Data::Enum(data) = &input.data {
        choice::expand(input, data, &mut errors)
    } else {
        let shape = Shape::parse(input, &mut errors);
        validate::shape(&shape, &mut errors);
        expand::shape(&shape)
    };
    let partial = if partial::is_asked(&input.attrs) {
        let partial = match &input.data {
            Data::Enum(data) => partial::expand_choice(input, data),
            _ => partial::expand(input),
        };
        partial.map_err(|error| errors.push(error)).unwrap_or_default()
    } else {
        TokenStream::new()
    };
    errors.finish()?;
    Ok(quote!(#implementation #partial))
}

/// Makes `Partial…`, what there is of a type while its JSON arrives, and the `Partial` that reads
/// it. The example that runs stands in the crate `toolshape`, which depends on this one.
///
/// | the type is | its partial value |
/// |---|---|
/// | a struct with named fields | `Partial<Name>`: each field optional, of its type's partial type; `TryFrom` makes the whole |
/// | a struct of one field without a name, or a transparent one | that of the field; the type itself where the field is marked `#[tool(whole)]` |
/// | a tuple, an array | itself, once it is complete, read by its `Deserialize` |
/// | a tagged enum | `Partial<Name>` with the same variants, once the tag is known; an optional content each, of which a string, a list or a map says whether it is complete; `TryFrom` makes the whole |
/// | an enum of names alone, an untagged enum, a type marked `#[tool(whole)]` | the type itself, once it is complete, read by its `Deserialize` |
///
/// `TryFrom` refuses what is not complete. A variant whose content is seen as a whole, or that has none, is complete
/// with it.
///
/// # Attributes
///
/// - `#[tool(whole)]` on a field: it appears when it is complete, read by its `Deserialize`, and its
///   type need not be `Partial`. The same on a type, wherever it stands.
/// - `#[tool(partial(derive(Debug, Clone)))]` on a type: what the partial type derives; `Serialize`
///   writes it under the names in JSON, without what has not arrived.
/// - `#[serde(..)]`, as serde has it: `rename`, `alias`, `rename_all`, `rename_all_fields`, `default`,
///   `flatten` of a struct or a map, `skip`, `deny_unknown_fields`, `tag`, `content`, `untagged`,
///   `other`, `transparent`. A field with `with` or `deserialize_with` is read whole.
///
/// # What does not compile
///
/// Types that serde reads through another (`from`, `try_from`, `remote`), structs with a `tag`, tuple
/// structs of several fields, variants with a deserializer of their own, `flatten` of an enum, an
/// option or a map by integers: mark them `#[tool(whole)]`.
#[proc_macro_derive(Partial, attributes(tool, serde))]
pub fn derive_partial(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    partial::expand(&input)
        .unwrap_or_else(|error| {
            let errors = error.into_compile_error();
            let stub = partial::stub(&input);
            quote!(#errors #stub)
        })
        .into()
}
