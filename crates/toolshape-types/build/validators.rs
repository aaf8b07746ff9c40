//! Writes which type stands where in the documents, and the validators that are made at compile time.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;

use serde_json::Value;
use toolshape_codegen::{Folder, Place};
use toolshape_schemas::bedrock;

use crate::schema::{BASE64, Form, INTEGER, Mood, Schemas};

/// The types that are validated often enough to pay for code of their own: a quarter of a second of compiling each.
const COMPILED: [(&str, Form, Mood); 5] = [
    ("ConverseRequest", Form::Whole, Mood::Strict),
    ("ConverseRequest", Form::Body, Mood::Strict),
    ("ConverseStreamRequest", Form::Whole, Mood::Strict),
    ("ConverseStreamRequest", Form::Body, Mood::Strict),
    ("ConverseResponse", Form::Whole, Mood::Lenient),
];

/// The sources that validate.rs includes: the types, and the validators.
pub(crate) fn sources(folder: &Folder, resolvers: &Folder) -> Result<(String, String), Box<dyn Error>> {
    let schemas = Schemas::new(bedrock::ALL, true)?;
    let mut source = Source { schemas, types: String::new(), validators: String::new(), by_schema: BTreeMap::new() };
    for place in folder.places() {
        source.bedrock(&place, Form::Whole)?;
        if has_json_body(&source.schemas, &place) {
            source.bedrock(&place, Form::Body)?;
        }
    }
    for Place { name, document, pointer, .. } in resolvers.places() {
        writeln!(source.types, "    appsync::{name} = APPSYNC ({document:?}, {pointer:?}) Whole;")?;
    }
    Ok((format!("validated! {{\n{}}}\n", source.types), source.validators))
}

struct Source {
    schemas: Schemas,
    types: String,
    validators: String,
    /// The validators by schema: the requests of Converse and `ConverseStream` share theirs.
    by_schema: BTreeMap<String, String>,
}

impl Source {
    fn bedrock(&mut self, Place { name, document, pointer, .. }: &Place, form: Form) -> Result<(), Box<dyn Error>> {
        let path = match form {
            Form::Whole => format!("bedrock::{name}"),
            Form::Body => format!("Body<bedrock::{name}>"),
        };
        write!(self.types, "    {path} = BEDROCK ({document:?}, {pointer:?}) {form:?}")?;
        if let Some((.., mood)) = COMPILED.iter().find(|compiled| (compiled.0, compiled.1) == (name, form)) {
            let schema = self.schemas.of(document, pointer, form, *mood).ok_or("a reference leads nowhere")?;
            let validator = self.validator(&schema, &format!("{name}{form:?}"))?;
            let method = if *mood == Mood::Strict { "strict" } else { "lenient" };
            write!(self.types, " {method} compiled::{validator}::is_valid")?;
        }
        writeln!(self.types, ";")?;
        Ok(())
    }

    fn validator(&mut self, schema: &Value, name: &str) -> Result<String, Box<dyn Error>> {
        let text = schema.to_string();
        if let Some(name) = self.by_schema.get(&text) {
            return Ok(name.clone());
        }
        writeln!(
            self.validators,
            "#[jsonschema::validator(schema = {text:?}, \
             validate_formats = true, formats = {{ {BASE64:?} => crate::validate::wire::is_base64 }}, \
             keywords = {{ {INTEGER:?} => crate::validate::wire::integer }}, \
             pattern_options = {{ engine = regex }}, \
             methods = {{ is_valid = true, validate = false, iter_errors = false }})]\npub(super) struct {name};"
        )?;
        self.by_schema.insert(text, name.to_owned());
        Ok(name.to_owned())
    }
}

/// Whether a type is a request whose body is JSON, and not the bytes of one member.
fn has_json_body(schemas: &Schemas, place: &Place) -> bool {
    let schema = schemas.document(&place.document).and_then(|document| document.pointer(&place.pointer));
    schema.is_some_and(|schema| {
        schema.get("x-operation").is_some() && schema.get("x-payload").is_none() && schema.get("x-reply").is_none()
    })
}
