//! The command's arguments. What it makes of replies is tested with the library's, in the tests across crates.

use std::process::{Command, Output};

fn toolshape(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_toolshape")).args(arguments).output().expect("the program runs")
}

#[test]
fn the_help_tells_all_there_is() {
    let output = toolshape(&["ask", "--help"]);
    assert_eq!(output.status.code(), Some(0));
    insta::assert_snapshot!(String::from_utf8_lossy(&output.stdout));
}

#[test]
fn wrong_arguments_are_an_error_of_usage() {
    for arguments in [
        &[][..],
        &["ask"],
        &["ask", "--shape", "c.json", "--model", "m", "--guardrail", "abc", "?"],
        &["ask", "--shape", "c.json", "--model", "m", "--max-attempts", "0", "?"],
        &["ask", "--shape", "c.json", "--model", "m", "--max-tokens", "0", "?"],
        &["ask", "--shape", "c.json", "--model", "m", "--temperature", "1.5", "?"],
        &["ask", "--shape", "c.json", "--model", "m", "--thinking=1023", "?"],
        &["ask", "--shape", "c.json", "--model", "m", "--region", "", "?"],
        &["ask", "--shape", "c.json", "--model", "m", "--profile", "", "?"],
        &["ask", "--shape", "c.json", "--model", "m", "--system", "a", "--system-file", "b", "?"],
    ] {
        let output = toolshape(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn a_model_that_cannot_be_told_to_think_is_an_error_of_usage() {
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("thinking.json");
    std::fs::write(&file, r#"{"type": "object"}"#).expect("target/ can be written");
    let file = file.to_str().expect("the path is text");
    let output =
        toolshape(&["ask", "--shape", file, "--model", "us.meta.llama3-3-70b-instruct-v1:0", "--thinking", "?"]);
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(told, "error: --thinking is not supported for models of the family Llama\n");
}
