//! Plain structs and closed enums, as typify makes them.

use proc_macro2::TokenStream;
use quote::ToTokens;
use schemars08::schema::Schema;
use serde_json::{Map, Value, json};
use typify::{TypeSpace, TypeSpacePatch, TypeSpaceSettings};

use super::rust::{Rust, docs, has_default};
use crate::Error;
use crate::model::{Field, Kind, Shape, Struct, Word};

/// The source of those types of the model that are plain, given by their places in it.
pub(super) fn plain(rust: &Rust, plain: &[usize]) -> Result<TokenStream, Error> {
    let mut settings = TypeSpaceSettings::default();
    settings.with_derive("PartialEq".to_owned());
    let mut schemas: Vec<(String, Value)> = Vec::new();
    for &at in plain {
        let ty = &rust.model.types[at];
        let description = docs(&ty.docs, &ty.name).join("\n");
        let mut schema = match &ty.kind {
            Kind::Enum(words) => {
                let word = |Word { wire, docs: own, .. }: &Word| json!({ "type": "string", "enum": [wire], "description": docs(own, wire).join("\n") });
                json!({ "oneOf": words.iter().map(word).collect::<Vec<_>>() })
            }
            Kind::Struct(Struct { fields, .. }) => {
                // typify writes a `Default` itself where no member is required.
                let has_required = fields.iter().any(|field| field.is_required);
                if has_required && fields.iter().all(has_default) {
                    settings.with_patch(&ty.name, TypeSpacePatch::default().with_derive("Default"));
                }
                structure(rust, at, fields, &mut settings, &mut schemas)
            }
            _ => continue,
        };
        schema["description"] = description.into();
        schemas.push((ty.name.clone(), schema));
    }
    let wrong = |reason: String| Error::new("documents", "", format!("typify cannot make a type of this: {reason}"));
    let schemas: Result<Vec<(String, Schema)>, _> =
        schemas.into_iter().map(|(name, schema)| serde_json::from_value(schema).map(|schema| (name, schema))).collect();
    let mut space = TypeSpace::new(&settings);
    let schemas = schemas.map_err(|error| wrong(error.to_string()))?;
    space.add_ref_types(schemas).map_err(|error| wrong(error.to_string()))?;
    Ok(space.to_stream())
}

/// A struct's schema. What is no scalar is a reference, which the type replaces that is written here: typify's own lists
/// and maps are dropped on writing where they are empty.
fn structure(
    rust: &Rust,
    at: usize,
    fields: &[Field],
    settings: &mut TypeSpaceSettings,
    replaced: &mut Vec<(String, Value)>,
) -> Value {
    let mut properties = Map::new();
    for field in fields {
        let mut schema = match field.shape {
            Shape::Boolean => json!({ "type": "boolean" }),
            Shape::Integer => json!({ "type": "integer", "format": "int64" }),
            Shape::Integer32 => json!({ "type": "integer", "format": "int32" }),
            Shape::Number => json!({ "type": "number", "format": "double" }),
            Shape::Text => json!({ "type": "string" }),
            _ => {
                let name = format!("Shape{at}Of{}", properties.len());
                let ty = rust.ty(at, &field.shape).to_token_stream().to_string();
                settings.with_replacement(&name, ty, std::iter::empty());
                let reference = json!({ "$ref": format!("#/definitions/{name}") });
                replaced.push((name, true.into()));
                reference
            }
        };
        schema["description"] = docs(&field.docs, &field.wire).join("\n").into();
        properties.insert(field.wire.clone(), schema);
    }
    let required: Vec<&String> = fields.iter().filter(|field| field.is_required).map(|field| &field.wire).collect();
    json!({ "type": "object", "properties": properties, "required": required })
}
