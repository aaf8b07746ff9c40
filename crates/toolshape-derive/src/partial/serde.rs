//! What `#[serde(..)]` says of a type, in serde's own reading.
//!
//! What cannot be read in parts is refused here. What serde refuses is left to serde.

use crate::errors::Errors;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use serde_derive_internals::Ctxt;
use serde_derive_internals::attr::{self, Identifier};

const WHOLE_TYPE: &str =
    "mark it `#[tool(whole)]`, and it appears when it is complete; the same on a field reads it so there alone";

/// Reads attributes; serde reports what is wrong with them.
fn unreported<T>(read: impl FnOnce(&Ctxt) -> T) -> T {
    let context = Ctxt::new();
    let found = read(&context);
    let _ = context.check();
    found
}

pub(super) fn container(input: &syn::DeriveInput, errors: &mut Errors) -> attr::Container {
    let container = unreported(|context| attr::Container::from_ast(context, input));
    let mut refuse = |place: &dyn ToTokens, key: &str| {
        errors.on(place, format!("a type with `#[serde({key})]` cannot be read in parts: {WHOLE_TYPE}"));
    };
    if let Some(other) = container.type_from() {
        refuse(other, "from");
    }
    if let Some(other) = container.type_try_from() {
        refuse(other, "try_from");
    }
    if let Some(other) = container.remote() {
        refuse(other, "remote");
    }
    match container.identifier() {
        Identifier::No => {}
        Identifier::Field => refuse(&input.ident, "field_identifier"),
        Identifier::Variant => refuse(&input.ident, "variant_identifier"),
    }
    container
}

pub(super) fn variant(variant: &syn::Variant, container: &attr::Container, errors: &mut Errors) -> attr::Variant {
    let mut found = unreported(|context| attr::Variant::from_ast(context, variant));
    found.rename_by_rules(container.rename_all_rules());
    let refused = [
        found.untagged().then(|| ("untagged", variant.ident.to_token_stream())),
        found.deserialize_with().map(|path| ("deserialize_with", path.to_token_stream())),
    ];
    for (key, place) in refused.into_iter().flatten() {
        let reason = format!("an enum whose variant has `#[serde({key})]` cannot be read in parts: {WHOLE_TYPE}");
        errors.on(place, reason);
    }
    found
}

/// A field of a type, or of a variant.
pub(super) fn field(
    index: usize,
    field: &syn::Field,
    container: &attr::Container,
    variant: Option<&attr::Variant>,
) -> attr::Field {
    let private = Ident::new("__private", Span::call_site());
    let default = match variant {
        Some(_) => &attr::Default::None,
        None => container.default(),
    };
    let mut found = unreported(|context| attr::Field::from_ast(context, index, field, variant, default, &private));
    found.rename_by_rules(match variant {
        Some(variant) => variant.rename_all_rules().or(container.rename_all_fields_rules()),
        None => container.rename_all_rules(),
    });
    found
}

/// Whether a derive among these is serde's `Serialize`.
pub(super) fn is_serialize(derives: &[syn::Path]) -> bool {
    derives.iter().any(|path| is_named(path, "Serialize"))
}

/// Whether a derive is `Debug`.
pub(super) fn is_debug(derive: &syn::Path) -> bool {
    is_named(derive, "Debug")
}

fn is_named(derive: &syn::Path, name: &str) -> bool {
    derive.segments.last().is_some_and(|last| last.ident == name)
}

/// The `#[serde(..)]` that writes a field of the partial type as it was read.
pub(super) fn written(name: &str, is_flat: bool) -> TokenStream {
    if is_flat {
        quote!(#[serde(flatten)])
    } else {
        quote!(#[serde(rename = #name, skip_serializing_if = "::core::option::Option::is_none")])
    }
}
