//! A tool's schema in, the source of its types out.
//!
//! In four steps, each a module of its own:
//!
//! 1. `document`: the text is read, and remembered for the places that messages point at; `forms`: of a tool the
//!    schema;
//! 2. `normal`: any draft becomes one 2020-12 schema in one piece, which accepts what the document accepts, or more,
//!    with a warning;
//! 3. `infer`: that schema becomes a [`model`](model::Model), the narrowest types that hold all it accepts;
//! 4. `rust`, `typescript`: the model becomes source.
//!
//! `builder` puts them together.

mod builder;
mod document;
mod forms;
mod infer;
mod model;
mod normal;
mod report;
mod rust;
mod typescript;
mod warnings;

pub use builder::{Builder, Generated};
pub use forms::{ReadTool, read_tools};
pub use infer::tool;
pub use normal::normal_schema;
pub use rust::Growth;

use crate::Error;
use document::Document;
use rust::Formats;
use warnings::Warnings;

#[derive(Clone, Copy)]
enum Language {
    Rust(Growth, Formats),
    TypeScript,
}

/// One source of all documents, and the warnings in the order of the documents.
fn source(documents: &[Document], language: Language) -> Result<(String, Vec<warnings::Warning>), Error> {
    let mut warnings = Warnings::default();
    let normals = normal::normal(documents, &mut warnings)?;
    let model = infer::infer(&normals, documents, &mut warnings);
    let source = match language {
        Language::Rust(growth, formats) => rust::rust(&model, growth, formats),
        Language::TypeScript => typescript::typescript(&model),
    };
    let mut warnings = warnings.into_list();
    warnings.sort_by_key(|warning| warning.document);
    Ok((source, warnings))
}
