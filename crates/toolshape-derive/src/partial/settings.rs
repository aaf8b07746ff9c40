//! Reading `#[tool(..)]`, as far as it is about reading in parts.

use crate::attr::tool;
use crate::errors::Errors;
use syn::punctuated::Punctuated;
use syn::{Attribute, Meta, Path, Token};

const TAKES: &str = "of reading in parts, `#[tool(..)]` on a type takes `partial(derive(..))` and `whole`";

/// What a type says.
#[derive(Default)]
pub(crate) struct Settings {
    /// What the partial type derives.
    pub(super) derives: Vec<Path>,
    /// The type appears when it is complete.
    pub(super) is_whole: bool,
}

impl Settings {
    pub(super) fn parse(attrs: &[Attribute], errors: &mut Errors) -> Self {
        let mut settings = Settings::default();
        for attr in tool(attrs) {
            let Ok(items) = attr.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated) else {
                errors.on(attr, TAKES);
                continue;
            };
            for item in &items {
                let key = item.path().get_ident().map(ToString::to_string).unwrap_or_default();
                match (key.as_str(), item) {
                    // They are the tool's.
                    ("name" | "description" | "strict" | "validate", _) | ("partial", Meta::Path(_)) => {}
                    ("whole", Meta::Path(_)) => settings.is_whole = true,
                    ("partial", Meta::List(list)) => match list.parse_args_with(derives) {
                        Ok(derives) => settings.derives.extend(derives),
                        Err(error) => errors.push(error),
                    },
                    _ => errors.on(item, TAKES),
                }
            }
        }
        settings
    }
}

/// Whether `#[tool(partial)]` stands on a type.
pub(crate) fn is_asked(attrs: &[Attribute]) -> bool {
    tool(attrs)
        .filter_map(|attr| attr.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated).ok())
        .any(|items| items.iter().any(|item| item.path().is_ident("partial")))
}

/// `derive(Debug, Clone)`.
fn derives(input: syn::parse::ParseStream) -> syn::Result<Vec<Path>> {
    let item: Meta = input.parse()?;
    match item {
        Meta::List(list) if list.path.is_ident("derive") => {
            let derives = list.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated)?;
            Ok(derives.into_iter().collect())
        }
        other => Err(syn::Error::new_spanned(
            other,
            "`partial` takes `derive(..)`, the traits that the partial type derives",
        )),
    }
}

/// Whether `#[tool(whole)]` stands on a field.
pub(super) fn is_whole(attrs: &[Attribute], errors: &mut Errors) -> bool {
    let mut is_whole = false;
    for attr in tool(attrs) {
        match attr.parse_args::<Path>() {
            Ok(path) if path.is_ident("whole") => is_whole = true,
            _ => errors.on(attr, "of reading in parts, `#[tool(..)]` on a field takes `whole`"),
        }
    }
    is_whole
}
