//! A tool's schema in, the source of its types out.
//!
//! In three steps:
//!
//! 1. toolshape-json-schema reads the documents, of a tool its schema, and makes one 2020-12 schema in one piece of any
//!    draft, which accepts what the document accepts, or more, with a warning;
//! 2. `infer`: that schema becomes a [`model`], the narrowest types that hold all it accepts;
//! 3. `rust`, `typescript`: the model becomes source.
//!
//! `builder` puts them together.

mod builder;
mod infer;
mod pattern;
mod rust;

pub use builder::{Builder, Generated};
pub use infer::tool;
pub use pattern::compiles;
pub use rust::Growth;

use toolshape_json_schema::{Document, Warning, Warnings, normal};

use crate::{Error, model, typescript};
use rust::Formats;

#[derive(Clone, Copy)]
enum Language {
    Rust(Growth, Formats),
    TypeScript,
}

/// One source of all documents, and the warnings in the order of the documents.
fn source(documents: &[Document], language: Language) -> Result<(String, Vec<Warning>), Error> {
    let mut warnings = Warnings::default();
    let normals = normal(documents, &compiles, &mut warnings)?;
    let model = infer::infer(&normals, documents, &mut warnings);
    let source = match language {
        Language::Rust(growth, formats) => rust::rust(&model, growth, formats),
        Language::TypeScript => typescript::typescript(&model),
    };
    let mut warnings = warnings.into_list();
    warnings.sort_by_key(|warning| warning.document);
    Ok((source, warnings))
}
