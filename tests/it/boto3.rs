//! AWS's SDK for Python as the judge of toolshape-local: what it sends is taken, what it gets
//! it understands.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use toolshape_local::{Reply, Server};

use crate::tools::python;

const MODEL: &str = "us.anthropic.claude-haiku-4-5-20251001-v1:0";

/// A Converse call with a forced tool, in boto3's arguments.
pub(crate) fn question() -> Value {
    json!({
        "modelId": MODEL,
        "messages": [{"role": "user", "content": [{"text": "What is my top selling product?"}]}],
        "inferenceConfig": {"maxTokens": 512, "temperature": 0.5},
        "toolConfig": {
            "tools": [{"toolSpec": {
                "name": "sql_query",
                "description": "One read-only query.",
                "inputSchema": {"json": {"type": "object", "properties": {"sql": {"type": "string"}}}},
            }}],
            "toolChoice": {"tool": {"name": "sql_query"}},
        },
    })
}

/// What boto3 makes of one Converse call; `None` where there is no Python.
pub(crate) fn converse(server: &Server, attempts: u32, arguments: &Value) -> Option<Value> {
    call(server, attempts, "converse", arguments)
}

/// What boto3 makes of one `ConverseStream` call; `None` where there is no Python.
pub(crate) fn converse_stream(server: &Server, attempts: u32, arguments: &Value) -> Option<Value> {
    call(server, attempts, "converse_stream", arguments)
}

fn call(server: &Server, attempts: u32, operation: &str, arguments: &Value) -> Option<Value> {
    let python = python()?;
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/boto3/converse.py");
    let mut command = Command::new(python);
    command
        .args([script, server.url(), &attempts.to_string(), operation])
        // A profile of this machine must not decide anything.
        .env_remove("AWS_PROFILE")
        .env("AWS_CONFIG_FILE", "none");
    Some(ask(&mut command, arguments))
}

/// What a program makes of `input`, as its JSON on standard output.
pub(crate) fn ask(program: &mut Command, input: &Value) -> Value {
    let mut child = program.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(input.to_string().as_bytes()).unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", output.status);
    serde_json::from_slice(&output.stdout).unwrap()
}

#[tokio::test]
async fn a_forced_tool_reaches_boto3_unchanged() {
    let server = Server::start().await.unwrap();
    let input = json!({
        "sql": "SELECT name FROM products WHERE price > :least -- \u{1f375} \"quoted\"\n",
        "parameters": {"least": 0.1, "big": 9_007_199_254_740_993_u64, "none": null, "yes": true},
        "empty": {}, "list": [],
    });
    server.push(Reply::tool("sql_query", input.clone()).text_first("Let me look."));
    let Some(outcome) = converse(&server, 1, &question()) else {
        return;
    };

    let reply = &outcome["reply"];
    let content = &reply["output"]["message"]["content"];
    assert_eq!(content[0], json!({"text": "Let me look."}));
    assert_eq!(content[1]["toolUse"]["name"], "sql_query");
    assert_eq!(content[1]["toolUse"]["input"], input);
    assert_eq!(reply["stopReason"], "tool_use");
    assert!(reply["usage"]["totalTokens"].is_u64() && reply["metrics"]["latencyMs"].is_u64());

    let requests = server.requests();
    assert_eq!(requests.len(), 1);
    assert_eq!(requests[0].model_id, MODEL);
    assert!(requests[0].headers["user-agent"].starts_with("Boto3/1.44.8"));
    let mut sent = question();
    sent.as_object_mut().unwrap().remove("modelId");
    assert_eq!(requests[0].body, sent);
}

#[tokio::test]
async fn an_arn_reaches_the_server_as_one_model_id() {
    let server = Server::start().await.unwrap();
    server.push(Reply::text("Tea."));
    let arn = "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-lite-v1:0";
    let mut question = question();
    question["modelId"] = json!(arn);
    let Some(outcome) = converse(&server, 1, &question) else {
        return;
    };
    assert_eq!(outcome["reply"]["stopReason"], "end_turn");
    assert_eq!(server.requests()[0].model_id, arn);
}

#[tokio::test]
async fn a_validation_error_is_boto3s_own_exception() {
    let server = Server::start().await.unwrap();
    let mut question = question();
    question["toolConfig"]["tools"][0]["toolSpec"]["name"] = json!("sql query");
    let Some(outcome) = converse(&server, 1, &question) else {
        return;
    };
    assert_eq!(
        outcome,
        json!({
            "class": "ValidationException",
            "code": "ValidationException",
            "message": "1 validation error detected: Value 'sql query' at \
                'toolConfig.tools.1.member.toolSpec.name' failed to satisfy constraint: \
                Member must satisfy regular expression pattern: [a-zA-Z0-9_-]+",
            "status": 400,
            "attempts": 1,
        })
    );
}

#[tokio::test]
async fn a_throttle_is_an_exception_without_retries() {
    let server = Server::start().await.unwrap();
    server.push(Reply::throttled());
    let Some(outcome) = converse(&server, 1, &question()) else {
        return;
    };
    assert_eq!(outcome["class"], "ThrottlingException");
    assert_eq!(outcome["status"], 429);
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_throttle_is_retried_to_success() {
    let server = Server::start().await.unwrap();
    server.push(Reply::throttled());
    server.push(Reply::tool("sql_query", json!({"sql": "SELECT 1"})));
    let Some(outcome) = converse(&server, 3, &question()) else {
        return;
    };
    assert_eq!(outcome["status"], 200);
    assert_eq!(outcome["attempts"], 2);
    let statuses: Vec<u16> = server.requests().iter().map(|request| request.status).collect();
    assert_eq!(statuses, [429, 200]);
}

#[tokio::test]
async fn an_unknown_content_block_is_tolerated() {
    let server = Server::start().await.unwrap();
    server.push(Reply::tool("sql_query", json!({"sql": "SELECT 1"})).block_first(json!({"hologram": {"depth": 3}})));
    let Some(outcome) = converse(&server, 1, &question()) else {
        return;
    };
    let content = &outcome["reply"]["output"]["message"]["content"];
    assert_eq!(content[0], json!({"SDK_UNKNOWN_MEMBER": {"name": "hologram"}}));
    assert_eq!(content[1]["toolUse"]["input"], json!({"sql": "SELECT 1"}));
}

#[tokio::test]
async fn every_modelled_error_has_its_class() {
    let server = Server::start().await.unwrap();
    for (status, code) in [
        (403, "AccessDeniedException"),
        (404, "ResourceNotFoundException"),
        (408, "ModelTimeoutException"),
        (424, "ModelErrorException"),
        (429, "ModelNotReadyException"),
        (500, "InternalServerException"),
        (503, "ServiceUnavailableException"),
    ] {
        server.push(Reply::error(status, code, "as scripted"));
        let Some(outcome) = converse(&server, 1, &question()) else {
            return;
        };
        assert_eq!(outcome["class"], code);
        assert_eq!(outcome["status"], status);
        assert_eq!(outcome["message"], "as scripted");
    }
}

/// The tool's input as the events have it, in fragments.
pub(crate) fn inputs(outcome: &Value) -> Vec<&str> {
    let events = outcome["events"].as_array().unwrap().iter();
    events.filter_map(|event| event["contentBlockDelta"]["delta"]["toolUse"]["input"].as_str()).collect()
}

#[tokio::test]
async fn a_streamed_tool_reaches_boto3_unchanged() {
    let server = Server::start().await.unwrap();
    let input = json!({"sql": "SELECT 1 -- \u{1f375} \"quoted\"\n", "big": 9_007_199_254_740_993_u64});
    server.push(Reply::tool("sql_query", input.clone()).text_first("Let me look.").usage(10, 5));
    let Some(outcome) = converse_stream(&server, 1, &question()) else {
        return;
    };

    let events = outcome["events"].as_array().unwrap();
    assert_eq!(events[0], json!({"messageStart": {"role": "assistant"}}));
    assert_eq!(events[1]["contentBlockDelta"]["delta"], json!({"text": "Let me l"}));
    let start = events.iter().find_map(|event| event["contentBlockStart"]["start"]["toolUse"].as_object()).unwrap();
    assert_eq!(start["name"], "sql_query");
    let fragments = inputs(&outcome);
    assert!(fragments.len() > 5);
    assert_eq!(serde_json::from_str::<Value>(&fragments.concat()).unwrap(), input);
    assert_eq!(events[events.len() - 2], json!({"messageStop": {"stopReason": "tool_use"}}));
    let usage = json!({"inputTokens": 10, "outputTokens": 5, "totalTokens": 15});
    assert_eq!(events[events.len() - 1]["metadata"]["usage"], usage);

    let requests = server.requests();
    assert!(requests[0].path.ends_with("/converse-stream"));
    assert_eq!(requests[0].model_id, MODEL);
}

#[tokio::test]
async fn an_exception_in_a_stream_is_boto3s_event_stream_error() {
    let server = Server::start().await.unwrap();
    server.push(Reply::text("Tea, most likely.").exception_after(2, "ThrottlingException", "Too many tokens."));
    let Some(outcome) = converse_stream(&server, 3, &question()) else {
        return;
    };
    assert_eq!(outcome["events"].as_array().unwrap().len(), 2);
    assert_eq!(outcome["broken"], json!({"Code": "throttlingException", "Message": "Too many tokens."}));
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_stream_that_is_cut_or_corrupt_is_no_success() {
    let server = Server::start().await.unwrap();
    for (reply, broken) in [
        (Reply::text("Tea, most likely.").cut_after_events(2), "ProtocolError"),
        (Reply::text("Tea, most likely.").wrong_checksum_at(2), "ChecksumMismatch"),
    ] {
        server.push(reply);
        let Some(outcome) = converse_stream(&server, 1, &question()) else {
            return;
        };
        assert_eq!(outcome["broken"], broken);
        assert_eq!(outcome["events"].as_array().unwrap().len(), 2);
    }
}

#[tokio::test]
async fn a_throttle_before_a_stream_is_retried() {
    let server = Server::start().await.unwrap();
    server.push(Reply::text("Tea.").throttle(1));
    let Some(outcome) = converse_stream(&server, 3, &question()) else {
        return;
    };
    assert_eq!((&outcome["status"], &outcome["attempts"]), (&json!(200), &json!(2)));
    assert_eq!(outcome["broken"], Value::Null);
}
