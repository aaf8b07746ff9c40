//! `toolshape ask --stream` into a pipe: one event a line, of which a reader can build the value.

use std::io::{BufRead, BufReader, Read};
#[cfg(unix)]
use std::process::Command;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use toolshape_local::{Reply, Server};

use super::{MODEL, Ran, Shape, ask, command, program};

/// In a file of the test's name.
pub(super) fn shape(test: &str) -> Shape {
    let finding = json!({
        "type": "object",
        "properties": {"text": {"type": "string"}, "tags": {"type": "array", "items": {"type": "string"}}},
    });
    let schema = json!({
        "title": "Report",
        "type": "object",
        "properties": {
            "title": {"type": "string"},
            "findings": {"type": "array", "items": finding},
            "pages": {"type": "integer"},
        },
        "required": ["title"],
    });
    Shape::new(test, &schema)
}

pub(super) fn report() -> Value {
    json!({
        "title": "Café \"Lima\"",
        "findings": [{"text": "Cold\nmilk", "tags": ["a.b", ""]}, {"text": "Slow", "tags": []}],
        "pages": 12,
    })
}

fn streamed(server: &Server, arguments: &[&str], shape: &Shape) -> Ran {
    let mut all = vec!["--model", MODEL, "--endpoint-url", server.url()];
    all.extend(arguments);
    ask(&all, shape)
}

/// The lines as JSON, but the last one as it is.
fn lines(stdout: &str) -> (Vec<Value>, &str) {
    let mut lines: Vec<_> = stdout.lines().collect();
    let last = lines.pop().expect("there is a line");
    (lines.into_iter().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect(), last)
}

fn place<'a>(value: &'a mut Value, path: &Value) -> &'a mut Value {
    path.as_array().expect("a path").iter().fold(value, |value, step| match (value, step) {
        (Value::Object(members), Value::String(key)) => members.entry(key).or_insert(Value::Null),
        (Value::Array(list), Value::Number(index)) => {
            let index = index.as_u64().and_then(|index| usize::try_from(index).ok()).expect("an index");
            if index == list.len() {
                list.push(Value::Null);
            }
            &mut list[index]
        }
        (value, step) => panic!("{step} in {value}"),
    })
}

/// What a reader makes of the lines, and the elements of lists.
fn built(lines: &[Value]) -> (Value, Vec<Value>) {
    let (mut value, mut elements) = (Value::Null, Vec::new());
    for line in lines {
        match line["event"].as_str().expect("it has a name") {
            "begin" => *place(&mut value, &line["path"]) = line["value"].clone(),
            "append" => {
                let place = place(&mut value, &line["path"]);
                let (text, more) = (place.as_str().expect("a string"), line["text"].as_str().expect("text"));
                *place = format!("{text}{more}").into();
            }
            "element" => elements.push(line["value"].clone()),
            _ => {}
        }
    }
    (value, elements)
}

#[tokio::test]
async fn a_reader_builds_the_value_of_the_lines() {
    let shape = shape("lines");
    for size in [1, 5, 1000] {
        let server = Server::start().await.expect("a port is free");
        let reply = Reply::tool("report", report()).usage(100, 10).fragment_size(size);
        let reply = reply.text_first("Let me see.").reasoning_first("Hm.");
        server.push(reply.clone());
        server.push(reply);
        let whole = streamed(&server, &["--json", "?"], &shape);
        let stream = streamed(&server, &["--stream", "?"], &shape);
        assert_eq!((stream.exit, stream.stderr.as_str()), (0, ""));
        let (lines, last) = lines(&stream.stdout);
        assert_eq!(last, whole.stdout.trim_end(), "the last line is that of --json");

        let (value, elements) = built(&lines);
        assert_eq!(value, report());
        assert_eq!(Value::from(elements), report()["findings"]);
        for (event, whole) in [("text", "Let me see."), ("reasoning", "Hm.")] {
            let words = lines.iter().filter(|line| line["event"] == event);
            let words: Vec<_> = words.map(|line| line["text"].as_str().expect("it has text")).collect();
            assert_eq!(words.concat(), whole);
        }
    }
}

#[tokio::test]
async fn the_lines_of_a_reply() {
    let server = Server::start().await.expect("a port is free");
    server.push(Reply::tool("report", report()).usage(100, 10).fragment_size(16).text_first("Let me see."));
    insta::assert_snapshot!(streamed(&server, &["--stream", "?"], &shape("snapshot")).stdout);
}

#[tokio::test]
async fn the_last_line_is_that_of_json_and_so_is_the_exit_status() {
    let shape = shape("errors");
    let mut wrong = report();
    wrong["title"] = json!(3);
    let call = || Reply::tool("report", report()).usage(100, 10);
    for reply in [
        call(),
        call().stringified(),
        call().wrapped("input"),
        call().truncated_at(40),
        call().guardrail_blocked("No."),
        Reply::tool("report", wrong).usage(100, 10),
        Reply::text("Ask a map.").usage(7, 3),
        Reply::error(403, "AccessDeniedException", "You don't have access to the model."),
        Reply::error(404, "ResourceNotFoundException", "There is no such model."),
    ] {
        let server = Server::start().await.expect("a port is free");
        let mut ran = Vec::new();
        for option in ["--json", "--stream"] {
            server.push(reply.clone());
            let arguments = [option, "--max-attempts", "1", "--no-repair", "?"];
            let Ran { exit, stdout, stderr } = streamed(&server, &arguments, &shape);
            let last = lines(&stdout).1.to_owned();
            // The request id is another each time.
            let last = match last.split_once(", request ") {
                Some((before, after)) => format!("{before}{}", &after[after.find(')').expect("it ends")..]),
                None => last,
            };
            ran.push((exit, last, stderr));
        }
        assert_eq!(ran[0], ran[1]);
    }
    let server = Server::start().await.expect("a port is free");
    for arguments in [&["--json", " "][..], &["--json", "--system-file", "/nonexistent/system.txt", "?"]] {
        let whole = streamed(&server, arguments, &shape);
        let stream = streamed(&server, &[&["--stream"], &arguments[1..]].concat(), &shape);
        assert_eq!((whole.exit, whole.stdout), (stream.exit, stream.stdout));
    }
}

#[tokio::test]
async fn a_stream_that_breaks_ends_with_the_error_and_what_had_arrived() {
    let server = Server::start().await.expect("a port is free");
    let reply = Reply::tool("report", report()).fragment_size(8);
    server.push(reply.exception_after(5, "ThrottlingException", "Too many tokens."));
    let ran = streamed(&server, &["--stream", "?"], &shape("breaks"));
    let (lines, last) = lines(&ran.stdout);
    let last: Value = serde_json::from_str(last).expect("a line is JSON");
    assert_eq!((ran.exit, &last["outcome"], &last["kind"]), (3, &json!("error"), &json!("throttled")));
    assert_eq!(built(&lines).0, last["partial"]);
    assert_eq!(server.requests().len(), 1, "something was told of it");
}

#[tokio::test]
async fn json_that_cannot_be_read_is_called_that() {
    let deep = format!("{{\"title\": {}{}}}", "[".repeat(200), "]".repeat(200));
    let shape = shape("unreadable");
    for (input, reason) in [
        ("{\"title\": 1e400}", "number out of range"),
        ("{\"title\": \"\\ud800x\"}", "unexpected end of hex escape"),
        ("{\"title\": \"\\ud800\\u0041\"}", "lone leading surrogate in hex escape"),
        (&deep, "recursion limit exceeded"),
    ] {
        let server = Server::start().await.expect("a port is free");
        server.push(Reply::tool("report", json!({})).input_streams_as(input));
        let ran = streamed(&server, &["--stream", "--max-attempts", "1", "?"], &shape);
        let message = format!("\"the tool call does not match at $: cannot be read: {reason}\"");
        assert!(ran.stdout.contains(&message), "{reason}");
    }
}

/// A report that takes a while, and the program that streams it.
fn spawn(server: &Server, reply: Reply, Shape(path): &Shape) -> Child {
    server.push(reply);
    command(program(), true)
        .args(["ask", "--stream", "--model", MODEL, "--endpoint-url", server.url(), "--shape"])
        .args([path.as_os_str(), "?".as_ref()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs")
}

/// What Ctrl-C does.
#[cfg(unix)]
fn interrupt(child: &Child) {
    let kill = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(kill.expect("there is a kill").success());
}

#[cfg(unix)]
#[tokio::test]
async fn ctrl_c_ends_the_lines_with_the_last_one() {
    let server = Server::start().await.expect("a port is free");
    let pace = Duration::from_millis(20);
    let reply = Reply::tool("report", json!({"title": "long ".repeat(400)})).fragment_size(4).pace(pace);
    let shape = shape("interrupted-lines");
    let mut child = spawn(&server, reply, &shape);
    let mut stdout = BufReader::new(child.stdout.take().expect("it is piped"));
    let mut printed = String::new();
    stdout.read_line(&mut printed).expect("it can be read");
    interrupt(&child);
    stdout.read_to_string(&mut printed).expect("it is UTF-8");
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
    let last: Value = serde_json::from_str(lines(&printed).1).expect("a line is JSON");
    assert_eq!((&last["outcome"], &last["kind"]), (&json!("error"), &json!("interrupted")));
    tokio::time::sleep(pace * 3).await;
    assert_eq!(server.usage()[MODEL].total_tokens, 0, "it never came to the end");
}

#[cfg(unix)]
#[tokio::test]
async fn ctrl_c_ends_a_program_that_nobody_reads() {
    let server = Server::start().await.expect("a port is free");
    // Far more than a pipe holds.
    let reply = Reply::tool("report", json!({"title": "long ".repeat(100_000)})).fragment_size(100);
    let shape = shape("unread");
    let mut child = spawn(&server, reply, &shape);
    tokio::time::sleep(Duration::from_millis(800)).await;
    assert!(child.try_wait().expect("it can be asked").is_none(), "it waits for a reader");
    interrupt(&child);
    let began = Instant::now();
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
    assert!(began.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn a_reader_that_goes_ends_the_request() {
    let server = Server::start().await.expect("a port is free");
    let pace = Duration::from_millis(20);
    let reply = Reply::tool("report", json!({"title": "long ".repeat(400)})).fragment_size(4).pace(pace);
    let shape = shape("reader");
    // It may have to be built first.
    program();
    let began = Instant::now();
    let mut child = spawn(&server, reply, &shape);
    let mut first = String::new();
    BufReader::new(child.stdout.take().expect("it is piped")).read_line(&mut first).expect("it can be read");
    let mut stderr = String::new();
    child.stderr.take().expect("it is piped").read_to_string(&mut stderr).expect("it is UTF-8");
    assert_eq!(first, "{\"event\":\"begin\",\"path\":[],\"value\":{}}\n");
    assert_eq!((child.wait().expect("it ends").code(), stderr.as_str()), (Some(141), ""));
    assert!(began.elapsed() < pace * 250, "the rest would have taken ten seconds");
    tokio::time::sleep(pace * 3).await;
    assert_eq!(server.usage()[MODEL].total_tokens, 0, "it never came to the end");
}
