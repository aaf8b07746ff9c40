//! The builder's own: where it reads and writes, and what it says.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use toolshape_codegen::{Builder, Error};

const CITY: &str = r#"{ "title": "City", "type": "object", "properties": { "name": { "type": "string" } } }"#;
const DICT: &str = r#"{ "title": "City", "type": "dict", "properties": { "name": { "type": "string" } } }"#;

/// A folder of its own for one test.
fn folder(test: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("builder").join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for (name, text) in files {
        fs::write(folder.join(name), text).unwrap();
    }
    folder
}

/// The error, as a build script shows it that returns it.
fn shown(builder: Builder) -> String {
    let error = builder.rust().unwrap_err();
    format!("{error}\n---\n{error:?}")
}

#[test]
fn a_file_and_its_text_give_the_same_source() {
    let file = folder("same", &[("city.json", CITY)]).join("city.json");
    let text = Builder::new().document(file.display().to_string(), CITY);
    assert_eq!(Builder::new().schema(&file).rust().unwrap().source, text.rust().unwrap().source);
}

#[test]
fn a_mark_at_the_start_of_a_file_is_no_part_of_it() {
    let source = |text: &str| Builder::new().document("city.json", text).rust().unwrap().source;
    assert_eq!(source(&format!("\u{feff}{CITY}")), source(CITY));
}

#[test]
fn what_cannot_be_read_is_named() {
    insta::assert_snapshot!(shown(Builder::new()), @r"
    no schema is given
    ---
    no schema is given
      hint: add one with `schema` or `document`
    ");
    insta::assert_snapshot!(shown(Builder::new().schema("nowhere/city.json")), @r"
    nowhere/city.json: cannot be read: No such file or directory (os error 2)
    ---
    nowhere/city.json: cannot be read: No such file or directory (os error 2)
    ");
    insta::assert_snapshot!(shown(Builder::new().schema("tests")), @r"
    tests: this is a folder, not a JSON Schema
    ---
    tests: this is a folder, not a JSON Schema
      hint: name the files in it, one by one
    ");
    insta::assert_snapshot!(shown(Builder::new().document("city.json", " \n")), @r"
    city.json: this is empty, not a JSON Schema
    ---
    city.json: this is empty, not a JSON Schema
      hint: `{}` is the schema of any value
    ");
    insta::assert_snapshot!(shown(Builder::new().document("city.json", "{\n  \"type\": }")), @r"
    city.json:2:11: not JSON: expected value
    ---
    city.json:2:11: not JSON: expected value
    ");
}

#[test]
fn two_documents_of_one_name_are_refused() {
    let file = folder("twice", &[("city.json", CITY)]).join("city.json");
    let error = Builder::new().schema(&file).document(file.display().to_string(), DICT).typescript().unwrap_err();
    assert_eq!(error.document(), file.display().to_string());
    assert_eq!(error.reason(), "two documents have this name");
}

#[test]
fn denied_warnings_are_one_error_that_lists_them() {
    let both = || Builder::new().document("a.json", DICT).document("b.json", DICT);
    assert_eq!(both().rust().unwrap().warnings, both().deny_warnings(true).rust().unwrap_err().warnings());
    insta::assert_snapshot!(shown(both().deny_warnings(true)), @r"
    2 warnings are denied: a.json:1:28: #/type: `dict` is read as `object`; b.json:1:28: #/type: `dict` is read as `object`
    ---
    2 warnings are denied
      a.json:1:28: #/type: `dict` is read as `object`
      b.json:1:28: #/type: `dict` is read as `object`
    ");
}

/// What a build script prints that makes this call, in a process of its own with an environment of its own.
fn script(test: &str, folder: &Path, with_out_dir: bool) -> String {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["--exact", test, "--ignored", "--nocapture"]).current_dir(folder).env_remove("OUT_DIR");
    if with_out_dir {
        command.env("OUT_DIR", folder);
    }
    let output = command.output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let lines = printed.lines().filter_map(|line| line.find("cargo::").or(line.find("result ")).map(|at| &line[at..]));
    lines.map(|line| line.replace(&folder.display().to_string(), "FOLDER")).collect::<Vec<_>>().join("\n")
}

fn show(result: Result<PathBuf, Error>) {
    match result {
        Ok(path) => println!("result {}", path.display()),
        Err(error) => println!("result {}", format!("{error:?}").replace('\n', "; ")),
    }
}

#[test]
#[ignore = "run by another test, as a build script"]
fn script_of_one_file() {
    show(Builder::new().schema("city.schema.json").write_to_out_dir());
}

#[test]
#[ignore = "run by another test, as a build script"]
fn script_with_a_file_name() {
    let builder = Builder::new().schema("city.schema.json").schema("country.json");
    show(builder.clone().file_name("types.rs").write_to_out_dir());
    show(builder.clone().file_name("../types.rs").write_to_out_dir());
    show(builder.deny_warnings(true).write_to_out_dir());
}

#[test]
fn a_build_script_writes_the_types_and_tells_cargo() {
    let folder = folder("script", &[("city.schema.json", CITY), ("country.json", DICT)]);
    insta::assert_snapshot!(script("script_of_one_file", &folder, true), @r"
    cargo::rerun-if-changed=city.schema.json
    result FOLDER/city.rs
    ");
    let source = Builder::new().document("city.schema.json", CITY).rust().unwrap().source;
    assert_eq!(fs::read_to_string(folder.join("city.rs")).unwrap(), source);

    let written = || fs::metadata(folder.join("city.rs")).unwrap().modified().unwrap();
    let before = written();
    script("script_of_one_file", &folder, true);
    assert_eq!(written(), before, "what is right already is not written again");

    insta::assert_snapshot!(script("script_with_a_file_name", &folder, true), @"
    cargo::rerun-if-changed=city.schema.json
    cargo::rerun-if-changed=country.json
    cargo::warning=country.json:1:28: #/type: `dict` is read as `object`
    result FOLDER/types.rs
    result ../types.rs: is not a file name: it is to be a file of $OUT_DIR
    cargo::rerun-if-changed=city.schema.json
    cargo::rerun-if-changed=country.json
    result a warning is denied;   country.json:1:28: #/type: `dict` is read as `object`
    ");
    assert!(folder.join("types.rs").exists());
}

#[test]
fn outside_of_cargo_there_is_nowhere_to_write() {
    let folder = folder("nowhere", &[("city.schema.json", CITY)]);
    insta::assert_snapshot!(script("script_of_one_file", &folder, false), @"result `OUT_DIR` is not set: cargo sets it for build scripts;   hint: call `write_to_out_dir` in a build script; elsewhere take the source that `rust` returns");
}
