//! `toolshape models`: what it prints, and its exit status.

use std::process::{Command, Output};

use serde_json::{Value, json};

fn models(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_toolshape"));
    command.arg("models").args(arguments).output().expect("the program runs")
}

fn printed(arguments: &[&str]) -> String {
    let output = models(arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    String::from_utf8(output.stdout).expect("it is text")
}

#[test]
fn the_help_tells_all_there_is() {
    insta::assert_snapshot!(printed(&["--help"]));
}

#[test]
fn every_family_is_a_row_of_the_table() {
    insta::assert_snapshot!(printed(&[]));
}

#[test]
fn of_a_model_only_its_own_row_is_shown() {
    insta::assert_snapshot!(printed(&["arn:aws:bedrock:us-east-1::foundation-model/us.amazon.nova-lite-v1:0"]));
    insta::assert_snapshot!(printed(&["deepseek.r1-v1:0"]));
    insta::assert_snapshot!(printed(&["a-model-of-next-year"]));
}

#[test]
fn json_is_one_line_for_scripts() {
    let one = printed(&["--json", "us.meta.llama3-3-70b-instruct-v1:0"]);
    let mut row: Value = serde_json::from_str(&one).expect("it is JSON");
    let source = row["source"].take();
    assert!(source.as_str().is_some_and(|source| source.contains("strands-agents/harness-sdk#1241")), "{source}");
    assert_eq!(
        row,
        json!({
            "family": "Llama",
            "models": ["meta.llama"],
            "mechanisms": ["auto"],
            "strict": false,
            "dialect": "plain",
            "result_status": false,
            "source": null,
        })
    );

    let all = printed(&["--json"]);
    assert_eq!((one.lines().count(), all.lines().count()), (1, 1));
    let rows: Vec<Value> = serde_json::from_str(&all).expect("it is JSON");
    assert!(rows.iter().any(|row| row["family"] == "Qwen3" && row["mechanisms"] == json!(["native", "auto"])));
}

#[test]
fn two_models_are_an_error_of_usage() {
    assert_eq!(models(&["a", "b"]).status.code(), Some(2));
}
