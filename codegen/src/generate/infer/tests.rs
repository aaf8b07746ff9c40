//! The law: the type made of a schema holds all that the schema accepts.

mod constructs;
mod corpus;
mod holds;
mod limits;
mod names;
mod print;
mod property;

use serde_json::Value;

use super::infer;
use crate::generate::compiles;
use crate::generate::model::Model;
use toolshape_json_schema::{Document, Warning, Warnings, normal};

/// The model of one schema, and the warnings on the way.
fn model(name: &str, schema: &Value) -> (Model, Vec<Warning>) {
    try_model(name, schema).unwrap()
}

fn try_model(name: &str, schema: &Value) -> Result<(Model, Vec<Warning>), crate::Error> {
    let documents = [Document::read(name, &schema.to_string())?];
    let mut warnings = Warnings::default();
    let normals = normal(&documents, &compiles, &mut warnings)?;
    let model = infer(&normals, &documents, &mut warnings);
    Ok((model, warnings.into_list()))
}
