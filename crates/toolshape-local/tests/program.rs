//! The program as a user runs it.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

const RECORDING: &str = r#"{
  "recording": "Written for this test.",
  "match": {"prompt": "Top product?"},
  "body": {"stopReason": "end_turn"}
}"#;

/// A folder of its own for one test.
fn folder(test: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for (name, text) in files {
        fs::write(folder.join(name), text).unwrap();
    }
    folder
}

fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_toolshape-local"));
    command.arg("--replies").arg(folder);
    command
}

fn refusal(folder: &Path) -> String {
    let Output { status, stdout, stderr } = program(folder).output().unwrap();
    assert!(!status.success() && stdout.is_empty(), "{status}");
    String::from_utf8(stderr).unwrap().replace(&folder.display().to_string(), "DIR")
}

/// What a program that was just started answers to a question, byte for byte.
fn ask(server: &mut Child, operation: &str) -> String {
    let mut url = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut url).unwrap();
    let address = url.trim().strip_prefix("http://").unwrap();
    let body = r#"{"messages": [{"role": "user", "content": [{"text": "top product?\n"}]}]}"#;
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "POST /model/m/{operation} HTTP/1.1\r\nhost: {address}\r\nauthorization: any\r\n\
         connection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn a_recording_streams_in_fragments_of_the_size_asked_for() {
    let body = r#"{"output": {"message": {"role": "assistant", "content": [{"text": "Green tea."}]}}}"#;
    let recording = RECORDING.replace(r#"{"stopReason": "end_turn"}"#, body);
    let folder = folder("streams", &[("top.json", &recording)]);
    let mut server =
        program(&folder).args(["--fragment-size", "5", "--pace", "1"]).stdout(Stdio::piped()).spawn().unwrap();
    let answer = ask(&mut server, "converse-stream");
    server.kill().unwrap();
    server.wait().unwrap();
    assert!(answer.contains("application/vnd.amazon.eventstream"), "{answer}");
    assert!(answer.contains(r#"{"text":"Green"}"#) && answer.contains(r#"{"text":" tea."}"#), "{answer}");
}

#[test]
fn the_url_is_its_first_line_and_each_request_is_one() {
    let folder = folder("serves", &[("top.json", RECORDING), ("notes.txt", "not one")]);
    let mut server = program(&folder).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let answer = ask(&mut server, "converse");
    assert!(answer.ends_with("\r\n\r\n{\"stopReason\": \"end_turn\"}"), "{answer}");

    let mut log = String::new();
    BufReader::new(server.stderr.take().unwrap()).read_line(&mut log).unwrap();
    server.kill().unwrap();
    server.wait().unwrap();
    assert_eq!(log, "POST /model/m/converse 200\n");
}

#[test]
fn a_bad_recording_is_named_with_its_line() {
    let broken = RECORDING.replace("\"match\":", "\"match\"");
    assert_eq!(
        refusal(&folder("cut", &[("good.json", RECORDING), ("top.json", &broken)])),
        "error: DIR/top.json:3:11: expected `:`\n"
    );
    let twice = [("a.json", RECORDING), ("b.json", RECORDING)];
    assert_eq!(
        refusal(&folder("twice", &twice)),
        "error: DIR/b.json: the prompt \"Top product?\" is recorded in DIR/a.json already\n"
    );
}

#[test]
fn a_folder_without_recordings_is_refused() {
    assert_eq!(refusal(&folder("empty", &[])), "error: DIR: no recording (*.json) in this folder\n");
    let missing = folder("missing", &[]).join("nowhere");
    let message = refusal(&missing);
    assert!(message.starts_with("error: DIR: cannot read this folder\n  caused by: "), "{message}");
}
