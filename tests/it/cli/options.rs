//! What `toolshape ask` takes from its options, its standard input and its environment.

use std::fs;
use std::io::Write as _;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};
use toolshape_local::{Reply, Server};

use super::{MODEL, Shape, asked, city, command, program};

/// A file that is gone when this is dropped.
struct Config(PathBuf);

impl Config {
    fn new(text: &str) -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("config-{}-{number}", std::process::id()));
        fs::write(&path, text).expect("target/ can be written");
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().expect("the path is text")
    }
}

impl Drop for Config {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// The exit status of a call without credentials of its own, in this environment, and what it says beside the value.
fn told(arguments: &[&str], environment: &[(&str, &str)]) -> (i32, String) {
    let Shape(path) = &city();
    let mut command = command(program(), false);
    command.env_remove("AWS_REGION").envs(environment.iter().copied());
    let output = command.args(["ask", "--model", MODEL, "--shape"]).arg(path).args(arguments).output();
    let output = output.expect("the program runs");
    (output.status.code().expect("it ends by itself"), String::from_utf8(output.stderr).expect("it is UTF-8"))
}

/// The `Authorization` of a request to an endpoint on loopback.
async fn authorization(arguments: &[&str], environment: &[(&str, &str)]) -> String {
    let server = Server::start().await.expect("a port is free");
    server.push(Reply::tool("city", json!({"name": "Lima"})));
    let mut all = vec!["--endpoint-url", server.url(), "?"];
    all.extend(arguments);
    assert_eq!(told(&all, environment), (0, String::new()));
    server.requests()[0].headers["authorization"].clone()
}

/// The body of the request that these options make.
async fn sent(arguments: &[&str]) -> Value {
    let mut all = arguments.to_vec();
    all.push("?");
    let (ran, server) = asked([Reply::tool("city", json!({"name": "Lima"}))], &all).await;
    assert_eq!(ran.exit, 0, "{ran:?}");
    server.requests()[0].body.clone()
}

#[tokio::test]
async fn an_endpoint_on_loopback_is_asked_with_the_credentials_that_there_are() {
    let file = Config::new("[default]\naws_access_key_id = filed\naws_secret_access_key = secret\n");
    let filed = authorization(&[], &[("AWS_SHARED_CREDENTIALS_FILE", file.path())]).await;
    assert!(filed.contains("Credential=filed/"), "{filed}");

    let token = [("AWS_BEARER_TOKEN_BEDROCK", "token"), ("AWS_REGION", "us-east-1")];
    assert_eq!(authorization(&[], &token).await, "Bearer token");
    let none = authorization(&[], &[]).await;
    assert!(none.contains("Credential=local/"), "{none}");
}

#[tokio::test]
async fn an_endpoint_of_the_environment_is_asked_without_proxy_credentials_and_region() {
    let proxy = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    proxy.set_nonblocking(true).expect("it can be set");
    let url = format!("http://{}", proxy.local_addr().expect("it is bound"));
    let server = Server::start().await.expect("a port is free");
    for name in ["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_BEDROCK_RUNTIME"] {
        server.push(Reply::tool("city", json!({"name": "Lima"})));
        // The service of the machine's metadata would be asked through the proxy: it is not asked.
        let environment =
            [(name, server.url()), ("HTTP_PROXY", &url), ("ALL_PROXY", &url), ("AWS_EC2_METADATA_DISABLED", "false")];
        assert_eq!(told(&["?"], &environment), (0, String::new()), "{name}");
    }
    assert!(proxy.accept().is_err(), "the proxy was asked");
}

#[tokio::test]
async fn profile_and_region_come_before_those_of_the_environment() {
    let file = Config::new(
        "[profile dev]\nregion = eu-north-1\naws_access_key_id = dev\naws_secret_access_key = secret\n\
         [profile prod]\naws_access_key_id = prod\naws_secret_access_key = secret\n",
    );
    let variables = [
        ("AWS_CONFIG_FILE", file.path()),
        ("AWS_PROFILE", "prod"),
        ("AWS_ACCESS_KEY_ID", "variable"),
        ("AWS_SECRET_ACCESS_KEY", "secret"),
    ];
    let dev = authorization(&["--profile", "dev"], &variables).await;
    assert!(dev.contains("Credential=dev/") && dev.contains("/eu-north-1/"), "{dev}");
    let moved = authorization(&["--profile", "dev", "--region", "sa-east-1"], &variables).await;
    assert!(moved.contains("Credential=dev/") && moved.contains("/sa-east-1/"), "{moved}");
    let neither = authorization(&[], &variables).await;
    assert!(neither.contains("Credential=variable/"), "{neither}");
}

#[test]
fn missing_credentials_are_told_with_the_profile() {
    let missing = |told: &str| (3, format!("error: the credentials are missing, expired or unknown: {told}\n"));
    let region = ["--region", "us-east-1", "?"];
    let of = |profile| ["--profile", profile, "--region", "us-east-1", "?"];
    assert_eq!(
        told(&region, &[]),
        missing("profile `default` has none: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")
    );
    let file = Config::new(
        "[profile empty]\nregion = us-east-1\n\
         [profile work]\nsso_session = work\nsso_account_id = 123456789012\nsso_role_name = Reader\n\
         [sso-session work]\nsso_region = us-east-1\nsso_start_url = https://example.com/start\n",
    );
    let files = [("AWS_CONFIG_FILE", file.path()), ("HOME", "/nonexistent")];
    assert_eq!(
        told(&of("other"), &files),
        missing(
            "profile `other` was not defined: could not find source profile other referenced from the root profile"
        )
    );
    assert_eq!(
        told(&of("empty"), &files),
        missing(
            "profile `empty` is missing or has no credentials, such as aws_access_key_id and aws_secret_access_key, \
             role_arn or sso_session"
        )
    );
    assert_eq!(
        told(&of("work"), &files),
        missing("profile `work`: failed to load the cached SSO token: run `aws sso login --profile work`")
    );
}

#[tokio::test]
async fn parameters_of_the_model_are_sent() {
    let body = sent(&["--max-tokens", "500", "--temperature", "0.2"]).await;
    assert_eq!(body["inferenceConfig"], json!({"maxTokens": 500, "temperature": 0.2}));

    let thinking = |body: &Value| body["additionalModelRequestFields"].clone();
    let body = sent(&["--thinking"]).await;
    assert_eq!(thinking(&body), json!({"thinking": {"type": "enabled", "budget_tokens": 1024}}));
    assert_eq!(body["toolConfig"].get("toolChoice"), None, "a model that thinks is not forced");
    let body = sent(&["--thinking=4096", "--max-tokens", "8000"]).await;
    assert_eq!(thinking(&body), json!({"thinking": {"type": "enabled", "budget_tokens": 4096}}));
    assert_eq!(thinking(&sent(&["--thinking=adaptive"]).await), json!({"thinking": {"type": "adaptive"}}));
    assert_eq!(thinking(&sent(&[]).await), Value::Null);
}

#[tokio::test]
async fn the_system_prompt_is_a_text_or_a_file() {
    let body = sent(&["--system", "Answer in English."]).await;
    assert_eq!(body["system"], json!([{"text": "Answer in English."}]));
    let file = Config::new("Answer in Spanish.");
    let body = sent(&["--system-file", file.path()]).await;
    assert_eq!(body["system"], json!([{"text": "Answer in Spanish."}]));
}

#[tokio::test]
async fn one_of_schema_system_prompt_and_prompt_may_come_on_the_standard_input() {
    let server = Server::start().await.expect("a port is free");
    let Shape(path) = &city();
    let file = path.to_str().expect("the path is text");
    for (arguments, input) in [
        (["--shape", "-", "?"].as_slice(), "{\"type\": \"object\"}"),
        (&["--shape", file, "--system-file", "-", "?"], "Answer in English."),
        (&["--shape", file, "-"], "Where is Lima?"),
    ] {
        server.push(Reply::tool(if arguments[1] == "-" { "answer" } else { "city" }, json!({"name": "Lima"})));
        let mut child = command(program(), true)
            .args(["ask", "--model", MODEL, "--endpoint-url", server.url()])
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let mut stdin = child.stdin.take().expect("it is piped");
        stdin.write_all(input.as_bytes()).expect("it is read");
        drop(stdin);
        assert_eq!(child.wait_with_output().expect("it ends").status.code(), Some(0), "{arguments:?}");
    }
    let [schema, system, prompt] = &server.requests()[..] else { panic!("there are three") };
    assert_eq!(schema.body["toolConfig"]["tools"][0]["toolSpec"]["name"], "answer");
    assert_eq!(system.body["system"], json!([{"text": "Answer in English."}]));
    assert_eq!(prompt.body["messages"][0]["content"], json!([{"text": "Where is Lima?"}]));
}

#[test]
fn the_standard_input_is_read_once() {
    assert_eq!(told(&["--system-file", "-", "-"], &[]), (2, "error: the standard input can be read once\n".to_owned()));
}
