//! A type as the derive understands it.

use crate::attr::{Setting, Settings};
use crate::doc::{self, Text};
use crate::errors::Errors;
use crate::name::Name;
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{DeriveInput, ExprPath};

pub(crate) struct Shape<'a> {
    pub(crate) input: &'a DeriveInput,
    /// None where its attribute is wrong, which is reported already.
    pub(crate) name: Option<Name>,
    /// None where its attribute is wrong, which is reported already.
    pub(crate) description: Option<Description>,
    pub(crate) strict: bool,
    /// The type's own check.
    pub(crate) validate: Option<ExprPath>,
}

pub(crate) struct Description {
    pub(crate) text: Text,
    /// Where to report a blank text: its literal, or the name of the type.
    pub(crate) place: TokenStream,
}

impl<'a> Shape<'a> {
    pub(crate) fn parse(input: &'a DeriveInput, errors: &mut Errors) -> Self {
        let settings = Settings::parse(&input.attrs, errors);
        Shape {
            input,
            name: match settings.name {
                Setting::Absent => Some(Name::of_type(&input.ident)),
                Setting::Wrong => None,
                Setting::Given(literal) => Some(Name::Given(literal)),
            },
            description: match settings.description {
                Setting::Absent => {
                    Some(Description { text: doc::text(&input.attrs), place: input.ident.to_token_stream() })
                }
                Setting::Wrong => None,
                Setting::Given((place, text)) => Some(Description { text, place }),
            },
            strict: matches!(settings.strict, Setting::Given(())),
            validate: match settings.validate {
                Setting::Given(path) => Some(path),
                Setting::Absent | Setting::Wrong => None,
            },
        }
    }
}
