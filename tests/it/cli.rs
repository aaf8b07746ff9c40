//! `toolshape ask`: its outcomes are a contract with scripts.

mod options;
mod stream;
#[cfg(unix)]
mod terminal;

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::{Value, json};
use toolshape_local::{Reply, Server};

use crate::tools;

const MODEL: &str = "us.anthropic.claude-haiku-4-5-20251001-v1:0";

/// A schema in a file, gone when this is dropped.
pub(crate) struct Shape(PathBuf);

impl Shape {
    pub(crate) fn new(name: &str, schema: &Value) -> Self {
        // Tests of this process run at once, and so may processes.
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("shapes-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("target/ can be written");
        let path = folder.join(format!("{name}.schema.json"));
        fs::write(&path, schema.to_string()).expect("target/ can be written");
        Self(path)
    }
}

impl Drop for Shape {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) exit: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| tools::program("toolshape-cli", "toolshape"))
}

/// `toolshape ask`, or what runs it, with an environment of its own.
fn command(program: &Path, credentials: bool) -> Command {
    let mut command = Command::new(program);
    command.stdin(Stdio::null());
    command.env_clear().env("AWS_REGION", "us-east-1").env("AWS_EC2_METADATA_DISABLED", "true");
    // Neither is there: the tests see no profile of the machine.
    command
        .env("AWS_CONFIG_FILE", "/nonexistent/config")
        .env("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent/credentials");
    if credentials {
        command.env("AWS_ACCESS_KEY_ID", "local").env("AWS_SECRET_ACCESS_KEY", "local");
    }
    command
}

fn run<S: AsRef<OsStr>>(arguments: &[S], credentials: bool) -> Ran {
    let mut command = command(program(), credentials);
    let output = command.arg("ask").args(arguments).output().expect("the program runs");
    Ran {
        exit: output.status.code().expect("it ends by itself"),
        stdout: String::from_utf8(output.stdout).expect("it is UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("it is UTF-8"),
    }
}

pub(crate) fn ask(arguments: &[&str], Shape(path): &Shape) -> Ran {
    let mut all = vec![OsStr::new("--shape"), path.as_os_str()];
    all.extend(arguments.iter().map(OsStr::new));
    run(&all, true)
}

fn city() -> Shape {
    static NUMBER: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
    let number = NUMBER.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let schema = json!({
        "title": "City",
        "description": "The city that the text is about.",
        "type": "object",
        "properties": {"name": {"type": "string"}, "inhabitants": {"type": "integer"}},
        "required": ["name"],
    });
    Shape::new(&format!("city{number}"), &schema)
}

async fn asked(replies: impl IntoIterator<Item = Reply>, arguments: &[&str]) -> (Ran, Server) {
    let server = Server::start().await.expect("a port is free");
    replies.into_iter().for_each(|reply| server.push(reply));
    let mut all = vec!["--model", MODEL, "--endpoint-url", server.url()];
    all.extend(arguments);
    let ran = ask(&all, &city());
    (ran, server)
}

#[tokio::test]
async fn the_value_is_printed() {
    let (ran, server) =
        asked([Reply::tool("city", json!({"name": "Lima"}))], &["Where is the Plaza San Martín?"]).await;
    assert_eq!((ran.exit, ran.stdout.as_str(), ran.stderr.as_str()), (0, "{\n  \"name\": \"Lima\"\n}\n", ""));
    let tool = &server.requests()[0].body["toolConfig"]["tools"][0]["toolSpec"];
    assert_eq!((&tool["name"], &tool["description"]), (&json!("city"), &json!("The city that the text is about.")));
}

#[tokio::test]
async fn an_error_is_told_beside_it() {
    let (ran, _server) = asked([Reply::text("No."), Reply::text("No.")], &["?"]).await;
    assert_eq!(
        (ran.exit, ran.stdout.as_str(), ran.stderr.as_str()),
        (1, "", "error: the model answered without calling a tool\n")
    );
}

#[tokio::test]
async fn outcomes_as_json() {
    let right = || Reply::tool("city", json!({"name": "Lima", "inhabitants": 3.0})).usage(100, 10);
    let wrong = || Reply::tool("city", json!({"name": 3})).usage(100, 10);
    let denied = Reply::error(403, "AccessDeniedException", "You don't have access to the model.");
    let mut outcomes = Vec::new();
    for (script, arguments) in [
        (vec![right()], &["--json", "?"][..]),
        (vec![wrong(), right()], &["--json", "?"]),
        (vec![right()], &["--json", "--no-repair", "--max-attempts", "1", "?"]),
        (vec![Reply::text("Ask a map.").usage(7, 3)], &["--json", "--max-attempts", "1", "?"]),
        (vec![right().truncated_at(12)], &["--json", "?"]),
        (vec![denied], &["--json", "?"]),
        (vec![], &["--json", " "]),
        (vec![], &["--json", "--system-file", "/nonexistent/system.txt", "?"]),
    ] {
        let (ran, _server) = asked(script, arguments).await;
        // The request id is another each time.
        let stdout = match ran.stdout.split_once(", request ") {
            Some((before, after)) => format!("{before}, request …{}", &after[after.find(')').expect("it ends")..]),
            None => ran.stdout,
        };
        outcomes.push(format!("{}\n{} {stdout}", arguments.join(" "), ran.exit));
    }
    insta::assert_snapshot!(outcomes.join("\n"));
}

#[tokio::test]
async fn system_and_guardrail_are_sent() {
    let system = Shape::new("system", &json!("Answer in English."));
    let file = system.0.to_str().expect("the path is text").to_owned();
    let guardrail = "arn:aws:bedrock:us-east-1:123456789012:guardrail/abc:3";
    let arguments = ["--system-file", &file, "--guardrail", guardrail, "?"];
    let (ran, server) = asked([Reply::tool("city", json!({"name": "Lima"}))], &arguments).await;
    assert_eq!(ran.exit, 0, "{ran:?}");
    let body = &server.requests()[0].body;
    assert_eq!(body["system"], json!([{"text": "\"Answer in English.\""}]));
    assert_eq!(body["guardrailConfig"]["guardrailIdentifier"], "arn:aws:bedrock:us-east-1:123456789012:guardrail/abc");
    assert_eq!(body["guardrailConfig"]["guardrailVersion"], "3");
}

#[tokio::test]
async fn a_schema_that_is_no_object_is_refused_before_any_request() {
    let server = Server::start().await.expect("a port is free");
    let (no_object, no_schema) = ("must say \"type\": \"object\" at its root", "not a schema");
    for (name, schema, refusal) in [
        ("list", json!({"type": "array"}), no_object),
        ("nothing", json!(true), no_object),
        ("text", json!("a"), no_schema),
    ] {
        let ran = ask(&["--model", MODEL, "--endpoint-url", server.url(), "?"], &Shape::new(name, &schema));
        assert_eq!(ran.exit, 2, "{ran:?}");
        assert!(ran.stderr.contains(refusal), "{ran:?}");
    }
    assert!(server.requests().is_empty());
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn an_output_that_takes_nothing_is_no_error_of_usage() {
    let server = Server::start().await.expect("a port is free");
    for option in ["--json", "--stream"] {
        server.push(Reply::tool("city", json!({"name": "Lima"})));
        let output = command(program(), true)
            .args(["ask", option, "--model", MODEL, "--endpoint-url", server.url(), "--shape"])
            .args([city().0.as_os_str(), "?".as_ref()])
            .stdout(fs::File::create("/dev/full").expect("it is there"))
            .output()
            .expect("the program runs");
        assert_eq!(output.status.code(), Some(3), "{option}: {output:?}");
        assert!(output.stderr.starts_with(b"error: cannot print: No space left"), "{option}: {output:?}");
    }
}
