//! `toolshape ask --stream` on a terminal: the value grows in place.

use std::num::NonZero;
use std::time::Duration;

use serde_json::json;
use toolshape_local::{Reply, Server, ToolChoice};
use vt100::Parser;

use super::stream::{report, shape};
use super::{MODEL, command, program};
use crate::tools;

const RUN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/pty/run.py");
const COLUMNS: NonZero<u16> = NonZero::new(60).unwrap();
const TALL: NonZero<u16> = NonZero::new(24).unwrap();
const SMALL: NonZero<u16> = NonZero::new(12).unwrap();
/// Slow enough for each few letters to be drawn.
const PACE: Duration = Duration::from_millis(30);

/// What a person saw.
struct Seen {
    exit: i32,
    /// The screen before each change.
    frames: Vec<String>,
    /// All that is left, with what was scrolled away.
    left: String,
    has_cursor: bool,
}

/// Asks on a terminal; `None` without Python, which has the terminal.
async fn seen(
    reply: Reply,
    rows: NonZero<u16>,
    interrupt: &str,
    test: &str,
    model: impl FnOnce(&Server),
) -> Option<(Seen, Server)> {
    let python = tools::python()?;
    let server = Server::start().await.expect("a port is free");
    model(&server);
    server.push(reply.pace(PACE).fragment_size(6));
    let shape = shape(test);
    let path = shape.0.to_str().expect("the path is text");
    let output = command(python, true)
        .env("TERM", "xterm-256color")
        .args([RUN, &rows.to_string(), &COLUMNS.to_string(), interrupt])
        .arg(program())
        .args(["ask", "--stream", "--max-attempts", "1", "--model", MODEL, "--endpoint-url", server.url()])
        .args(["--shape", path, "?"])
        .output()
        .expect("Python runs");
    let mut parser = Parser::new(rows, COLUMNS, 1000);
    let mut frames = Vec::new();
    for byte in output.stdout {
        if byte == b'\x1b' {
            frames.push(parser.screen().contents());
        }
        parser.process(&[byte]);
    }
    frames.dedup();
    let has_cursor = !parser.screen().hide_cursor();
    parser.screen_mut().set_scrollback(usize::MAX);
    let scrolled = parser.screen().scrollback();
    let mut left: Vec<String> = Vec::new();
    for back in (1..=scrolled).rev() {
        parser.screen_mut().set_scrollback(back);
        left.extend(parser.screen().rows(0, COLUMNS.get()).next());
    }
    parser.screen_mut().set_scrollback(0);
    left.extend(parser.screen().rows(0, COLUMNS.get()));
    let exit = output.status.code().expect("it ends by itself");
    Some((Seen { exit, frames, left: left.join("\n").trim_end().to_owned(), has_cursor }, server))
}

#[tokio::test]
async fn the_value_grows_in_place_and_is_left_alone() {
    let reply = Reply::tool("report", report()).text_first("Let me see.");
    let Some((seen, _server)) = seen(reply, TALL, "", "grows", |_| {}).await else { return };
    assert_eq!((seen.exit, seen.has_cursor), (0, true));
    assert_eq!(seen.left, format!("{:#}", report()), "nothing but the value is left");
    let growing: Vec<_> = seen.frames.iter().filter(|frame| frame.starts_with("Let me see.\n{")).collect();
    assert!(growing.len() > 3, "{:?}", seen.frames);
    assert!(growing[0].len() < growing[growing.len() - 1].len());
    assert!(growing.iter().all(|frame| frame.matches("\"title\"").count() <= 1), "{growing:?}");
}

#[tokio::test]
async fn of_a_value_that_is_longer_than_the_window_the_end_is_seen() {
    let findings: Vec<_> = (0..12).map(|number| json!({"text": format!("finding {number}")})).collect();
    let value = json!({"title": "Long", "findings": findings});
    let Some((seen, _server)) = seen(Reply::tool("report", value.clone()), SMALL, "", "longer", |_| {}).await else {
        return;
    };
    assert_eq!((seen.exit, seen.has_cursor), (0, true));
    assert_eq!(seen.left, format!("{value:#}"), "no frame is left above it");
    assert!(seen.frames.iter().any(|frame| frame.starts_with("…\n") && frame.contains("finding 1")));
}

#[tokio::test]
async fn ctrl_c_ends_the_request_and_brings_the_cursor_back() {
    let value = json!({"title": "long ".repeat(200)});
    let reply = Reply::tool("report", value);
    let Some((seen, server)) = seen(reply, TALL, "long long", "interrupted", |_| {}).await else { return };
    assert_eq!((seen.exit, seen.has_cursor), (130, true));
    assert!(seen.left.starts_with("{\n  \"title\": \"long long"), "{}", seen.left);
    assert!(seen.left.ends_with("error: interrupted"), "{}", seen.left);
    tokio::time::sleep(PACE * 3).await;
    assert_eq!(server.usage()[MODEL].total_tokens, 0, "it never came to the end");
}

#[tokio::test]
async fn a_value_does_not_steer_the_terminal() {
    let value = json!({"title": "\u{9b}2J \u{1b}c"});
    let Some((seen, _server)) = seen(Reply::tool("report", value), TALL, "", "steers", |_| {}).await else { return };
    assert_eq!(seen.exit, 0);
    assert_eq!(
        seen.left,
        r#"{
  "title": "\u009b2J \u001bc"
}"#
    );
}

#[tokio::test]
async fn of_native_output_that_breaks_off_what_had_arrived_stays_too() {
    let reply = Reply::text(&report().to_string()).exception_after(8, "ThrottlingException", "Too many tokens.");
    let native = |server: &Server| server.refuse_tool_choice(MODEL, [ToolChoice::Any, ToolChoice::Tool]);
    let Some((seen, _server)) = seen(reply, TALL, "", "native", native).await else { return };
    assert_eq!((seen.exit, seen.has_cursor), (3, true));
    assert!(seen.left.starts_with("{\n  \""), "{}", seen.left);
    assert!(seen.left.contains("\nerror: "), "{}", seen.left);
}

#[tokio::test]
async fn what_had_arrived_stays_above_an_error() {
    let reply = Reply::tool("report", report()).truncated_at(40);
    let Some((seen, _server)) = seen(reply, TALL, "", "truncated", |_| {}).await else { return };
    assert_eq!((seen.exit, seen.has_cursor), (1, true));
    assert!(seen.left.starts_with("{\n  \"title\": \"Café \\\"Lima\\\"\","), "{}", seen.left);
    assert!(seen.left.contains("\nerror: "), "{}", seen.left);
}
