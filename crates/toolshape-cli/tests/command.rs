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
    ] {
        let output = toolshape(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty());
    }
}
