//! typify without this project: the same documents, closed where they are open, and its output as it comes.

use proc_macro2::TokenStream;
use serde_json::{Map, Value};

/// The types of a folder as typify takes them: references by name, open enums and unions closed.
pub fn definitions(documents: &[(&str, &str)]) -> Map<String, Value> {
    let mut all = Map::new();
    for (_, text) in documents {
        let document: Value = serde_json::from_str(text).unwrap();
        for (name, schema) in document["$defs"].as_object().unwrap() {
            let mut schema = schema.clone();
            plain(&mut schema);
            all.insert(name.clone(), schema);
        }
    }
    all
}

fn plain(schema: &mut Value) {
    match schema {
        Value::Object(words) => {
            if let Some(Value::String(reference)) = words.get_mut("$ref") {
                let name = reference.rsplit('/').next().unwrap();
                *reference = format!("#/definitions/{name}");
            }
            if words.get("x-open-enum").is_some() {
                let values = words["anyOf"][0]["enum"].clone();
                words.clear();
                words.insert("type".into(), "string".into());
                words.insert("enum".into(), values);
            } else if let (true, Some(Value::Array(branches))) =
                (words.contains_key("x-open-union"), words.get_mut("oneOf"))
            {
                branches.pop();
            }
            words.values_mut().for_each(plain);
        }
        Value::Array(items) => items.iter_mut().for_each(plain),
        _ => {}
    }
}

/// typify's output.
pub fn source(definitions: &Map<String, Value>) -> TokenStream {
    let schemas = definitions.iter().map(|(name, schema)| {
        (name.clone(), serde_json::from_value::<schemars08::schema::Schema>(schema.clone()).unwrap())
    });
    let mut space = typify::TypeSpace::new(&typify::TypeSpaceSettings::default());
    space.add_ref_types(schemas).unwrap();
    space.to_stream()
}
