//! `assert_spec_unchanged!`: a file is the judge of what a model is offered.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use schemars::JsonSchema;
use serde::Deserialize;
use toolshape::ToolShape;
use toolshape_diff::assert_spec_unchanged;

/// A city.
#[derive(Debug, Deserialize, JsonSchema, ToolShape)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only its spec is of interest")]
struct City {
    name: String,
    #[schemars(range(min = 0))]
    people: Option<i64>,
}

/// A country.
#[derive(Debug, Deserialize, JsonSchema, ToolShape)]
#[expect(dead_code, reason = "only its spec is of interest")]
struct Country {
    name: String,
}

#[derive(Debug, ToolShape)]
enum Place {
    City(City),
    Country(Country),
}

#[test]
fn a_spec_as_its_file_has_it_passes() {
    assert_spec_unchanged!(City, "tests/specs/city.json");
    assert_spec_unchanged!(Place, "tests/specs/place.json");
}

/// What the assertion of a city against this file says.
fn panic_of(path: &Path) -> String {
    let outcome = std::panic::catch_unwind(|| assert_spec_unchanged!(City, path));
    *outcome.expect_err("it panics").downcast::<String>().expect("it says why")
}

fn temporary(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("unchanged");
    fs::create_dir_all(&folder).expect("target/ can be written");
    folder.join(name)
}

#[test]
fn a_change_is_told_with_its_verdict_and_how_to_accept_it() {
    let path = temporary("changed.json");
    let spec = fs::read_to_string("tests/specs/city.json").unwrap();
    fs::write(&path, spec.replace("\"minimum\": 0", "\"minimum\": 1").replace("A city.", "A town.")).unwrap();
    let message = panic_of(&path);
    insta::assert_snapshot!(message.split_once("changed.json: ").unwrap().1, @r#"
    the spec changed, loosened: every old reply still decodes

    loosened    $.people  minimum: 1 -> 0
    compatible  $         description: "A town." -> "A city."

    to accept it: TOOLSHAPE_UPDATE=1 cargo test
    "#);

    fs::write(&path, spec.replace("\"minimum\": 0", "\"minimum\": -5")).unwrap();
    let message = panic_of(&path);
    insta::assert_snapshot!(message.split_once("changed.json: ").unwrap().1, @r"
    the spec changed, breaking: old replies may not decode

    breaking  $.people  minimum: -5 -> 0

    to accept it: TOOLSHAPE_UPDATE=1 cargo test
    ");
}

#[test]
fn a_missing_file_is_told_with_how_to_write_it() {
    let message = panic_of(Path::new("tests/specs/none.json"));
    assert!(message.starts_with("tests/specs/none.json: "), "{message}");
    assert!(message.ends_with("; `TOOLSHAPE_UPDATE=1 cargo test` writes it"), "{message}");
}

#[test]
fn a_file_that_is_not_json_is_told() {
    let path = temporary("broken.json");
    fs::write(&path, "{\n  no").unwrap();
    assert!(panic_of(&path).contains("broken.json:2:3: "));
}

/// Run by the test below, in a process of its own: the variable is the process's.
#[test]
fn asserts_of_the_file_that_a_variable_names() {
    if let Some(path) = env::var_os("TOOLSHAPE_TEST_SPEC") {
        assert_spec_unchanged!(City, path);
    }
}

#[test]
fn an_update_writes_the_file() {
    let path = temporary("fresh/city.json");
    let _ = fs::remove_file(&path);
    let run = |update: &str| {
        let mut command = Command::new(env::current_exe().unwrap());
        command.args(["--exact", "asserts_of_the_file_that_a_variable_names"]);
        command.env("TOOLSHAPE_TEST_SPEC", &path).env("TOOLSHAPE_UPDATE", update);
        command.output().unwrap().status.success()
    };
    assert!(!run("0"), "there is no file");
    assert!(run("1"));
    assert_eq!(fs::read_to_string(&path).unwrap(), fs::read_to_string("tests/specs/city.json").unwrap());
    assert!(run("0"));
}
