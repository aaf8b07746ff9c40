//! `assert_valid!` on values, JSON and files, and where it panics.

use std::cell::RefCell;
use std::panic;
use std::sync::Once;

use serde_json::json;
use toolshape_types::appsync::BedrockConverseRequest;
use toolshape_types::assert_valid;
use toolshape_types::bedrock::{ConverseRequest, ConverseResponse, Message};
use toolshape_types::validate::Body;

#[test]
fn valid_values_json_and_files_pass() {
    let message = Message::user(["Hi."]);
    assert_valid!(Message, message);
    assert_valid!(Message, &message);
    assert_valid!(Body<ConverseRequest>, json!({ "messages": [message] }));
    assert_valid!(BedrockConverseRequest, file: "tests/validate/data/request.json");
    assert_valid!(lenient ConverseResponse, file: "tests/validate/data/response.json");
    assert_valid!(lenient Message, json!({ "role": "narrator", "content": [], "mood": "calm" }));
}

#[test]
fn a_panic_stands_at_the_callers_line_with_every_violation() {
    let (message, line) = caught(|| assert_valid!(Message, json!({ "role": "user", "contents": [] }))); // here
    assert_eq!(line, line!() - 1);
    insta::assert_snapshot!(message);
}

#[test]
fn a_value_of_the_type_is_checked_too() {
    let mut message = Message::user(["Hi."]);
    message.extra.insert("mood".into(), json!("calm"));
    let (message, _) = caught(move || assert_valid!(Message, message));
    assert!(message.starts_with("Message: 1 violation\n\n/mood\n"), "{message}");
}

#[test]
fn a_file_is_named_in_its_panic() {
    let (message, _) = caught(|| assert_valid!(ConverseResponse, file: "tests/validate/data/response.json"));
    insta::assert_snapshot!(message);
}

#[test]
fn a_file_that_is_not_json_is_named_with_the_line() {
    let (message, line) = caught(|| assert_valid!(ConverseRequest, file: "tests/validate/data/broken.json"));
    assert_eq!(line, line!() - 1);
    assert_eq!(message, "tests/validate/data/broken.json:3:5: not JSON: expected value at line 3 column 5");
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let (message, _) = caught(|| assert_valid!(ConverseRequest, file: "tests/validate/data/none.json"));
    assert!(message.starts_with("tests/validate/data/none.json: "), "{message}");
}

/// The message and the line of a panic.
fn caught(panics: impl FnOnce() + panic::UnwindSafe) -> (String, u32) {
    thread_local!(static LINE: RefCell<u32> = const { RefCell::new(0) });
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            LINE.set(info.location().map_or(0, panic::Location::line));
            usual(info);
        }));
    });
    let panic = panic::catch_unwind(panics).expect_err("no panic");
    (panic.downcast_ref::<String>().expect("a text").clone(), LINE.take())
}
