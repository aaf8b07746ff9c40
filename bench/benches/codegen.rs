//! The sources of all schemas, in process, and typify's share of the time.

use std::hint::black_box;
use std::time::{Duration, Instant};

use serde_json::{Map, Value};
use toolshape_schemas::{appsync, bedrock};

fn main() {
    let ours = median(|| {
        black_box(toolshape_codegen::rust(bedrock::ALL).unwrap());
        black_box(toolshape_codegen::rust(appsync::ALL).unwrap());
    });
    let documents = [definitions(bedrock::ALL), definitions(appsync::ALL)];
    let typify = median(|| documents.iter().for_each(typify_alone));
    let verdict = if ours <= Duration::from_millis(150) { "met" } else { "MISSED" };
    println!("the sources of all schemas: {ours:?}, target 150 ms: {verdict}");
    println!("  typify alone on the same types: {typify:?}, a share of {:.2}", typify.as_secs_f64() / ours.as_secs_f64());
}

fn median(work: impl Fn()) -> Duration {
    let mut times: Vec<Duration> = (0..15)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[times.len() / 2]
}

/// The types of a folder as typify takes them: references by name, open enums and unions closed.
fn definitions(documents: &[(&str, &str)]) -> Map<String, Value> {
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
            } else if let (true, Some(Value::Array(branches))) = (words.contains_key("x-open-union"), words.get_mut("oneOf")) {
                branches.pop();
            }
            words.values_mut().for_each(plain);
        }
        Value::Array(items) => items.iter_mut().for_each(plain),
        _ => {}
    }
}

fn typify_alone(definitions: &Map<String, Value>) {
    let schemas = definitions
        .iter()
        .map(|(name, schema)| (name.clone(), serde_json::from_value::<schemars08::schema::Schema>(schema.clone()).unwrap()));
    let mut space = typify::TypeSpace::new(&typify::TypeSpaceSettings::default());
    space.add_ref_types(schemas).unwrap();
    black_box(space.to_stream());
}
