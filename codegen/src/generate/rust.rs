//! The model as Rust: plain serde types, and `ToolShape` for the roots.
//!
//! The text is written as rustfmt would leave it, without a syntax tree in between. All names that no prelude has are
//! absolute, and lints are allowed type by type: so it compiles without a warning in any module, also where it is
//! included.

mod attribute;
mod docs;
mod exact;
mod growth;
mod item;
mod layout;
mod plan;
mod source;
mod ty;

use std::collections::BTreeSet;

use super::model::Model;
pub use growth::Growth;

pub(crate) use plan::Formats;
use plan::Plan;
use source::Source;

/// One module: each type of the model under its name, in the model's order, with `Partial` for some of them.
pub(crate) fn rust(model: &Model, growth: Growth, formats: Formats) -> String {
    let plan = Plan::of(model, growth, formats);
    let mut out = Source::default();
    out.line(0, "// Written by toolshape-codegen from JSON Schema documents; not edited by hand.");
    for (at, ty) in model.types.iter().enumerate() {
        out.line(0, "");
        item::ty(&mut out, &plan, at, ty);
    }
    let mut shaped = BTreeSet::new();
    for root in model.roots.iter().filter(|root| shaped.insert(root.ty)) {
        out.line(0, "");
        item::tool(&mut out, &plan.get(root.ty).name, root);
    }
    out.into_text()
}

#[cfg(test)]
mod tests;
