//! A tool's schema in, the source of its types out.
//!
//! In four steps, each a module of its own:
//!
//! 1. `document`: the text is read, and remembered for the places that messages point at;
//! 2. `normal`: any draft becomes one 2020-12 schema in one piece, which accepts exactly what the document accepts;
//! 3. `infer`: that schema becomes a [`model`](model::Model), the narrowest types that hold all it accepts;
//! 4. `rust`, `typescript`: the model becomes source.

pub(crate) mod document;
pub(crate) mod model;
pub(crate) mod normal;
pub(crate) mod warnings;
