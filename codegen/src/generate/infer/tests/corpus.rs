//! Real schemas and instances, where there are any: each valid instance is held.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::holds::holds;
use super::try_model;
use crate::generate::model::{Field, Kind, Model, Shape};

#[derive(Default)]
struct Count {
    files: usize,
    valid: usize,
    held: usize,
    types: usize,
    fields: usize,
    any_fields: usize,
    warnings: usize,
}

/// Reads the files in the folder that `TOOLSHAPE_CORPUS` names, each `{"schema": …, "tests": [{"valid", "data"}]}`.
#[test]
fn types_hold_real_instances() {
    let Some(folder) = std::env::var_os("TOOLSHAPE_CORPUS") else { return };
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    let mut failures = Vec::new();
    for path in files(Path::new(&folder)) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let file: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let start = Instant::now();
        let made = try_model(&format!("{name}.json"), &file["schema"]);
        if start.elapsed() > Duration::from_secs(2) {
            failures.push(format!("{name}: took {:?}", start.elapsed()));
        }
        let set = name.split(['_', '-']).next().unwrap_or_default().to_owned();
        let count = counts.entry(set).or_default();
        let (model, warnings) = match made {
            Ok(made) => made,
            Err(error) => {
                failures.push(error.to_string());
                continue;
            }
        };
        count.files += 1;
        count.warnings += warnings.len();
        count.types += model.types.len();
        let fields = fields(&model);
        count.fields += fields.len();
        count.any_fields += fields.iter().filter(|field| field.shape == Shape::Any).count();
        for test in file["tests"].as_array().into_iter().flatten().filter(|test| test["valid"] == true) {
            count.valid += 1;
            let is_held = holds(&model, &Shape::Named(model.roots[0].ty), &test["data"]);
            count.held += usize::from(is_held);
            if !is_held {
                failures.push(format!("{name}: does not hold {}", test["data"]));
            }
        }
    }
    println!("set              files  valid   held  types fields    any  warnings");
    for (set, count) in &counts {
        let Count { files, valid, held, types, fields, any_fields, warnings } = count;
        println!("{set:16} {files:5} {valid:6} {held:6} {types:6} {fields:6} {any_fields:6} {warnings:9}");
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = entries.filter(|path| path.extension().is_some_and(|end| end == "json")).collect();
    files.sort();
    files
}

fn fields(model: &Model) -> Vec<&Field> {
    let kinds = model.types.iter().map(|ty| &ty.kind);
    kinds
        .flat_map(|kind| if let Kind::Struct(fields) = kind { fields.fields.iter().collect() } else { Vec::new() })
        .collect()
}
