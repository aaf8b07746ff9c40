//! `toolshape diff`: what it prints, and its exit status.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const OLD: &str = r#"{
  "name": "city",
  "description": "A city.",
  "inputSchema": { "json": {
    "type": "object",
    "properties": { "name": { "type": "string", "maxLength": 80 }, "kind": { "enum": ["town", "city"] } },
    "required": ["name"],
    "additionalProperties": false
  } }
}"#;

fn folder(test: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("diff").join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("target/ can be written");
    for (name, text) in files {
        fs::write(folder.join(name), text).expect("target/ can be written");
    }
    folder
}

fn diff(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_toolshape"));
    command.current_dir(folder).arg("diff").args(arguments).output().expect("the program runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn a_breaking_change_is_told_and_fails() {
    let new =
        OLD.replace("80", "40").replace("\"city\"] }", "\"city\", \"village\"] }").replace("A city.", "One city.");
    let folder = folder("breaking", &[("old.json", OLD), ("new.json", &new)]);
    let output = diff(&folder, &["old.json", "new.json"]);
    assert_eq!(output.status.code(), Some(1));
    insta::assert_snapshot!(stdout(&output), @r#"
    breaking    $.name  maxLength: 80 -> 40
    loosened    $.kind  values: also "village"
    compatible  $       description: "A city." -> "One city."
    "#);
    let output = diff(&folder, &["--json", "old.json", "new.json"]);
    assert_eq!(output.status.code(), Some(1));
    insta::assert_snapshot!(stdout(&output), @r#"{"verdict":"breaking","changes":[{"verdict":"breaking","tool":null,"path":"$.name","pointer":"/properties/name","text":"maxLength: 80 -> 40","reason":null},{"verdict":"loosened","tool":null,"path":"$.kind","pointer":"/properties/kind","text":"values: also \"village\"","reason":null},{"verdict":"compatible","tool":null,"path":"$","pointer":null,"text":"description: \"A city.\" -> \"One city.\"","reason":null}]}"#);
}

#[test]
fn what_still_decodes_succeeds() {
    let looser = OLD.replace("\"required\": [\"name\"],", "");
    let folder = folder("loosened", &[("old.json", OLD), ("same.json", OLD), ("looser.json", &looser)]);
    let output = diff(&folder, &["old.json", "looser.json"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(stdout(&output), "loosened  $.name  is no longer required\n");
    let output = diff(&folder, &["old.json", "same.json"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(stdout(&output), "no change\n");
    let output = diff(&folder, &["old.json", "same.json", "--json"]);
    assert_eq!(stdout(&output), "{\"verdict\":null,\"changes\":[]}\n");
}

#[test]
fn what_cannot_be_read_is_an_error_of_usage() {
    let folder = folder("usage", &[("old.json", OLD), ("broken.json", "{\n  no"), ("text.json", "\"a\"")]);
    for (arguments, expected) in [
        (&["old.json", "none.json"][..], "error: cannot read none.json: "),
        (&["old.json", "broken.json"], "error: broken.json:2:3: not JSON: "),
        (&["text.json", "old.json"], "error: text.json: a JSON Schema is an object, true or false\n"),
        (&["old.json"], "error: the following required arguments were not provided"),
    ] {
        let output = diff(&folder, arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(stderr.starts_with(expected), "{stderr}");
        assert!(output.stdout.is_empty());
    }
}
