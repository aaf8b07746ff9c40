//! The normal form against the official JSON Schema test suite, judged by the jsonschema crate: the normal schema gives
//! each instance the verdict that the suite has for the original.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use jsonschema::Validator;
use serde_json::{Value, json};
use toolshape_json_schema::{Document, Warnings, normal};

/// The suite's folder of a draft, and the draft's `$schema`.
const DRAFTS: [(&str, &str); 6] = [
    ("draft3", "http://json-schema.org/draft-03/schema#"),
    ("draft4", "http://json-schema.org/draft-04/schema#"),
    ("draft6", "http://json-schema.org/draft-06/schema#"),
    ("draft7", "http://json-schema.org/draft-07/schema#"),
    ("draft2019-09", "https://json-schema.org/draft/2019-09/schema"),
    ("draft2020-12", "https://json-schema.org/draft/2020-12/schema"),
];

/// Where the verdicts differ and why, by a part of a test's name, and how many instances that are.
const EXCEPTIONS: &[(&str, usize, &str)] = &[
    ("draft3/optional/format/time: validation of time strings: a valid", 1, "draft 3's time has no zone"),
    ("draft3/", 40, "draft 3 is read as draft 4, and accepts more"),
    ("dynamicRef", 16, "what depends on the way to a schema is read as any value"),
    ("recursiveRef", 4, "what depends on the way to a schema is read as any value"),
    ("/optional/zeroTerminatedFloats", 1, "1.0 is an integer since draft 6"),
    ("remote ref, containing refs itself: remote ref invalid", 5, "the drafts' own schemas are not in the box"),
    ("against metaschema: invalid definition schema", 5, "the drafts' own schemas are not in the box"),
    ("draft7/optional/content", 4, "what a text encodes is no longer checked in 2020-12"),
    ("/optional/format/idn-", 108, "the checker is built without internationalised names"),
    ("/vocabulary: schema that uses custom metaschema with", 2, "every known keyword counts in any vocabulary"),
    (
        "/format-assertion: schema that uses custom metaschema",
        2,
        "whether formats are checked is not the schema's choice",
    ),
];

#[test]
fn a_normal_schema_gives_the_suites_verdicts() {
    let Some(suite) = schema_suite() else { return };
    let (mut all, mut wrong, mut excused) = (0, Vec::new(), BTreeMap::new());
    for (draft, address) in DRAFTS {
        let remotes = remotes(&suite, draft, address);
        let folder = suite.join("tests").join(draft);
        for file in json_files(&folder) {
            let name = file.strip_prefix(&folder).unwrap().with_extension("");
            let name = format!("{draft}/{}", name.display()).replace('\\', "/");
            for group in read(&file).as_array().unwrap() {
                let verdicts = verdicts(group, address, &remotes, name.contains("/format/"));
                for (test, verdict) in group["tests"].as_array().unwrap().iter().zip(verdicts) {
                    all += 1;
                    if verdict == Ok(test["valid"].as_bool().unwrap()) {
                        continue;
                    }
                    let text = |value: &Value| value["description"].as_str().unwrap().to_owned();
                    let name = format!("{name}: {}: {}", text(group), text(test));
                    match EXCEPTIONS.iter().find(|(part, ..)| name.contains(part)) {
                        Some((part, ..)) => *excused.entry(*part).or_insert(0) += 1,
                        None => wrong.push(format!("{name}: {verdict:?}")),
                    }
                }
            }
        }
    }
    assert_eq!(wrong, [""; 0], "of {all}");
    assert!(all > 7500, "{all}");
    assert_eq!(excused, EXCEPTIONS.iter().map(|(part, count, _)| (*part, *count)).collect());
}

/// What the normal schema says of each instance of a group.
fn verdicts(group: &Value, address: &str, remotes: &[(String, Value)], formats: bool) -> Vec<Result<bool, String>> {
    let tests = group["tests"].as_array().unwrap();
    let mut documents = vec![Document::of("schema.json", declared(group["schema"].clone(), address))];
    let is_remote = group["schema"].to_string().contains("localhost:1234");
    documents.extend(remotes.iter().filter(|_| is_remote).map(|(name, value)| Document::of(name, value.clone())));
    match validator(&documents, formats) {
        Ok(validator) => tests.iter().map(|test| Ok(validator.is_valid(&test["data"]))).collect(),
        Err(reason) => vec![Err(reason); tests.len()],
    }
}

/// The same over a folder of files `{schema, tests: [{valid, data}]}`, formats included. Where the checker does not
/// give an instance of the original its verdict either, nothing can be said.
#[test]
fn a_normal_schema_gives_the_corpus_verdicts() {
    let Some(folder) = env::var_os("TOOLSHAPE_CORPUS") else { return };
    let (mut right, mut wrong, mut disputed) = (0, Vec::new(), 0);
    for file in json_files(Path::new(&folder)) {
        let name = file.display();
        let group = read(&file);
        let original = jsonschema::options().should_validate_formats(true).build(&group["schema"]);
        let normal = validator(&[Document::of("schema.json", group["schema"].clone())], true);
        let normal = normal.unwrap_or_else(|reason| panic!("{name}: {reason}"));
        for test in group["tests"].as_array().unwrap() {
            let (valid, data) = (test["valid"].as_bool().unwrap(), &test["data"]);
            if original.as_ref().is_ok_and(|original| original.is_valid(data) != valid) {
                disputed += 1;
            } else if normal.is_valid(data) == valid {
                right += 1;
            } else {
                wrong.push(format!("{name}: {data} is {}", if valid { "valid" } else { "invalid" }));
            }
        }
    }
    println!("{right} right, {disputed} disputed");
    assert_eq!(wrong, [""; 0]);
}

/// A validator of the first document's normal schema.
fn validator(documents: &[Document], formats: bool) -> Result<Validator, String> {
    let normals = normal(documents, &compiles, &mut Warnings::default()).map_err(|error| error.to_string())?;
    let options = jsonschema::draft202012::options().should_validate_formats(formats);
    options.build(&normals[0].schema).map_err(|error| format!("{error} in {}", normals[0].schema))
}

/// As the crate jsonschema compiles it.
fn compiles(pattern: &str) -> bool {
    jsonschema_regex::to_rust_regex(pattern).is_ok_and(|pattern| fancy_regex::Regex::new(&pattern).is_ok())
}

/// A schema that says which draft it is of, as each of the suite is of its folder's.
fn declared(mut schema: Value, address: &str) -> Value {
    if let Value::Object(keywords) = &mut schema {
        keywords.entry("$schema").or_insert_with(|| json!(address));
    }
    schema
}

/// What the suite's schemas find under `http://localhost:1234/`.
fn remotes(suite: &Path, draft: &str, address: &str) -> Vec<(String, Value)> {
    let folder = suite.join("remotes");
    let of_another_draft = |name: &str| name.starts_with("draft") && !name.starts_with(&format!("{draft}/"));
    let remotes = json_files(&folder).into_iter().map(|file| {
        let name = file.strip_prefix(&folder).unwrap().to_string_lossy().replace('\\', "/");
        let document = read(&file);
        let document = if of_another_draft(&name) { document } else { declared(document, address) };
        (format!("http://localhost:1234/{name}"), document)
    });
    remotes.collect()
}

fn json_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(json_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "json") {
            found.insert(path);
        }
    }
    found.into_iter().collect()
}

fn read(file: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}

/// The suite's folders `tests` and `remotes`: they come in the sources of Python's jsonschema, which are downloaded into
/// target/ once.
///
/// Without Python, says so and gives `None`: the test is then skipped, except where `CI` is set, where it fails.
fn schema_suite() -> Option<PathBuf> {
    const SOURCES: &str = "jsonschema-4.26.0";
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    // Another run of the tests may be installing it just now.
    let lock = File::create(folder.join("schema-suite.lock")).unwrap();
    lock.lock().unwrap();
    let suite = folder.join(SOURCES).join("json");
    if suite.exists() {
        return Some(suite);
    }
    let environment = folder.join("schema-suite");
    if let Err(reason) = run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&environment)) {
        let is_on_ci = env::var("CI").is_ok_and(|ci| ci == "true");
        assert!(!is_on_ci, "{reason}");
        // Not `eprintln!`: what that writes in a test that passes is not shown.
        let _ =
            writeln!(io::stderr(), "skipped: the JSON Schema test suite needs python3 and its venv module\n{reason}");
        return None;
    }
    let python = environment.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let pip = ["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"];
    let package = ["--no-binary", "jsonschema", "jsonschema==4.26.0", "--dest"];
    run(Command::new(&python).args(pip).args(package).arg(&environment)).unwrap();
    let archive = environment.join(format!("{SOURCES}.tar.gz"));
    run(Command::new(&python).args(["-m", "tarfile", "--extract"]).arg(archive).arg(folder)).unwrap();
    Some(suite)
}

fn run(command: &mut Command) -> Result<(), String> {
    match command.stdin(Stdio::null()).output() {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => Err(format!("{command:?}: {}\n{}", output.status, String::from_utf8_lossy(&output.stderr))),
        Err(error) => Err(format!("{command:?}: {error}")),
    }
}
