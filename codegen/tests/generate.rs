//! Schemas of tools and the sources made from them.
//!
//! `TOOLSHAPE_GOLDEN=write cargo test -p toolshape-codegen --test generate` writes the sources anew; the tests across
//! crates compile the Rust, and hold it to the instances beside each schema.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

use toolshape_codegen::{Builder, Error, Generated, Growth};

fn schemas() -> Vec<PathBuf> {
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/generate");
    let files = fs::read_dir(home).unwrap().map(|entry| entry.unwrap().path());
    let is_schema = |path: &PathBuf| {
        let is_json = path.extension().is_some_and(|ending| ending == "json");
        is_json && !path.to_str().unwrap().ends_with(".instances.json")
    };
    let mut schemas: Vec<_> = files.filter(is_schema).collect();
    schemas.sort();
    schemas
}

fn compare(ending: &str, make: impl Fn(Builder) -> Result<Generated, Error>) {
    for schema in schemas() {
        let source = make(Builder::new().schema(&schema)).unwrap().source;
        let path = schema.with_extension(ending);
        if env::var_os("TOOLSHAPE_GOLDEN").is_some_and(|mode| mode == "write") {
            fs::write(&path, &source).unwrap();
        }
        let expected = fs::read_to_string(&path).unwrap();
        assert!(source == expected, "{} differs: write it anew and read the diff", path.display());
    }
}

#[test]
fn each_schema_gives_the_source_beside_it() {
    compare("rs", Builder::rust);
}

#[test]
fn each_schema_gives_the_declarations_beside_it() {
    compare("d.ts", Builder::typescript);
}

/// What generated code names of toolshape; `toolshape::generated` promises to keep it.
const NAMED: [&str; 7] = [
    "Partial",
    "Value",
    "generated::exact",
    "generated::present",
    "generated::read_exactly!",
    "generated::text_enum!",
    "generated::tool!",
];

#[test]
fn the_sources_name_nothing_but_what_is_promised() {
    let mut named = BTreeSet::new();
    for schema in schemas() {
        let source = Builder::new().schema(&schema).chrono(true).uuid(true).growth(Growth::All).rust().unwrap().source;
        for path in source.split("::toolshape::").skip(1) {
            let end = path.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | ':' | '!')).unwrap();
            named.insert(path[..end].to_owned());
        }
    }
    assert_eq!(named, NAMED.map(str::to_owned).into());
}
