//! What cannot be a tool, each mistake on its own tokens.

use crate::attr;
use crate::doc::Text;
use crate::errors::Errors;
use crate::serde_attr;
use crate::shape::Shape;
use syn::{Attribute, Data, DataStruct, DeriveInput, Field, Fields, FieldsNamed, Lifetime, Type};

pub(crate) const NO_DESCRIPTION: &str = "a tool needs a description, by which the model decides \
     how to fill it in: write a doc comment on the type, or `#[tool(description = \"…\")]`";

const BORROWED: &str = "a tool's input is read from a reply that does not outlive it, so it owns \
     its data: `String` in place of `&str`, `Vec<T>` in place of `&[T]`";

pub(crate) fn shape(shape: &Shape, errors: &mut Errors) {
    if let Some(name) = &shape.name {
        name.validate(&shape.input.ident, errors);
    }
    if let Some(description) = &shape.description
        && let Text::Known(text) = &description.text
        && text.is_empty()
    {
        errors.on(&description.place, NO_DESCRIPTION);
    }
    for lifetime in shape.input.generics.lifetimes() {
        errors.on(&lifetime.lifetime, BORROWED);
    }
    data(shape.input, errors);
}

fn data(input: &DeriveInput, errors: &mut Errors) {
    match &input.data {
        Data::Struct(DataStruct { fields: Fields::Named(fields), .. }) => {
            named(fields, errors);
            serde_attr::validate(&input.attrs, fields, errors);
        }
        Data::Struct(DataStruct { fields: Fields::Unnamed(fields), .. }) => {
            errors.on(
                &input.ident,
                format!(
                    "the input of a tool is a JSON object, and a tuple struct has no names for its keys: name the \
                     fields, as in `struct {} {{ sql: String }}`",
                    input.ident
                ),
            );
            fields.unnamed.iter().for_each(|field| misplaced(&field.attrs, errors));
        }
        Data::Struct(DataStruct { fields: Fields::Unit, .. }) => errors.on(
            &input.ident,
            format!(
                "the input of a tool is a JSON object, and a unit struct is `null`: write `struct {} {{}}` for a \
                 tool without input",
                input.ident
            ),
        ),
        // An enum is a choice of tools, and never gets here.
        Data::Enum(_) => {}
        Data::Union(data) => {
            errors.on(data.union_token, "a union cannot be read from JSON: write a struct with named fields");
            data.fields.named.iter().for_each(|field| misplaced(&field.attrs, errors));
        }
    }
}

fn named(fields: &FieldsNamed, errors: &mut Errors) {
    for field in &fields.named {
        misplaced(&field.attrs, errors);
        if let Some(reference) = static_reference(field) {
            errors.on(reference, BORROWED);
        }
    }
}

/// A `&'static` field compiles with serde alone and fails far from here. Other lifetimes are
/// parameters of the type, and refused there.
fn static_reference(field: &Field) -> Option<&Type> {
    let Type::Reference(reference) = &field.ty else {
        return None;
    };
    let is_static = |lifetime: &Lifetime| lifetime.ident == "static";
    let is_read = !serde_attr::is_skipped(field);
    (is_read && reference.lifetime.as_ref().is_some_and(is_static)).then_some(&field.ty)
}

/// Reports `#[tool(..)]` on something inside the type.
pub(crate) fn misplaced(attrs: &[Attribute], errors: &mut Errors) {
    for attr in attr::tool(attrs) {
        let key = attr::first_key(attr).map(|key| key.to_string());
        // It belongs to reading in parts.
        if key.as_deref() == Some("whole") {
            continue;
        }
        errors.on(
            attr,
            match key.as_deref() {
                Some("name") => {
                    "`#[tool(name)]` belongs on the type; to rename a field use \
                     `#[serde(rename = \"…\")]`"
                }
                Some("description") => {
                    "`#[tool(description)]` belongs on the type; to describe a field write a doc \
                     comment on it"
                }
                _ => {
                    "`#[tool]` belongs on the type; a field is shaped by its doc comment, \
                     `#[serde(..)]` and `#[schemars(..)]`"
                }
            },
        );
    }
}
