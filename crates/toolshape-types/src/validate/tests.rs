//! The rewritten schemas themselves.

use serde_json::{Map, Value};

use super::schema::{Form, Mood, Schemas};

fn words(schema: &Value) -> Vec<&str> {
    let Value::Object(schema) = schema else { return Vec::new() };
    let below = schema.iter().flat_map(|(word, value)| match word.as_str() {
        "properties" | "$defs" => value.as_object().into_iter().flat_map(Map::values).flat_map(words).collect(),
        "enum" | "required" | "const" => Vec::new(),
        _ => words(value),
    });
    schema.keys().map(String::as_str).chain(below).collect()
}

/// The words that a rewritten schema is made of; jsonschema checks each.
const TAKEN: &str = "\
    $schema $ref $defs type properties required additionalProperties items enum const minimum maximum minLength maxLength \
    minItems maxItems minProperties maxProperties pattern propertyNames format x-integer if then else";

#[test]
fn no_choice_between_branches_and_no_unchecked_word_is_left() {
    let services = [(toolshape_schemas::bedrock::ALL, true), (toolshape_schemas::appsync::ALL, false)];
    for (documents, closed_enums) in services {
        let schemas = Schemas::new(documents, closed_enums).unwrap();
        for (name, _) in documents {
            for key in schemas.document(name).unwrap()["$defs"].as_object().unwrap().keys() {
                for mood in [Mood::Strict, Mood::Lenient] {
                    let schema = schemas.of(name, &format!("/$defs/{key}"), Form::Whole, mood).unwrap();
                    let types = schema["$defs"]
                        .as_object()
                        .unwrap()
                        .values()
                        .flat_map(|file| file["$defs"].as_object().unwrap().values());
                    for word in types.chain([&schema]).flat_map(words) {
                        assert!(TAKEN.split(' ').any(|taken| taken == word), "`{word}` in {key} of {name}");
                    }
                }
            }
        }
    }
}
