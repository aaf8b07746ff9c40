//! AWS's SDK for JavaScript as the judge of toolshape-local, over the HTTP/2 that it prefers:
//! what it reads is what boto3 reads.

use std::process::Command;

use serde_json::{Value, json};
use toolshape_local::{Reply, Server};

use crate::boto3::{self, ask, inputs, question};
use crate::tools::javascript_sdk;

/// What the SDK makes of one call; `None` where there is no Node.js.
fn call(server: &Server, attempts: u32, operation: &str) -> Option<Value> {
    let packages = javascript_sdk()?;
    let mut command = Command::new("node");
    command
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/js/converse.mjs"))
        .arg(packages)
        .args([server.url(), &attempts.to_string(), operation])
        .env("NODE_NO_WARNINGS", "1")
        .env_remove("AWS_PROFILE")
        .env("AWS_CONFIG_FILE", "none");
    Some(ask(&mut command, &question()))
}

fn replies() -> Vec<Reply> {
    let input = json!({"sql": "SELECT 1 -- \u{1f375} \"quoted\"\n", "parameters": {"least": 0.1, "none": null}});
    vec![
        Reply::text("Tea, most likely."),
        Reply::tool("sql_query", input.clone()).text_first("Let me look."),
        Reply::tool("sql_query", input.clone()).and_tool("sql_query", json!({})).reasoning_first("Hm.").interleaved(),
        Reply::tool("sql_query", input.clone()).truncated_at(20),
        Reply::tool("sql_query", json!({})).empty_delta(),
        Reply::tool("sql_query", input).guardrail_blocked_after(2, "No."),
        Reply::error(403, "AccessDeniedException", "as scripted"),
    ]
}

#[tokio::test]
async fn both_sdks_read_the_same_reply() {
    let server = Server::start().await.unwrap();
    for reply in replies() {
        server.push(reply.clone());
        server.push(reply);
        let Some(outcome) = call(&server, 1, "Converse") else { return };
        let Some(expected) = boto3::converse(&server, 1, &question()) else { return };
        assert_eq!(outcome, expected);
    }
    let requests = server.requests();
    assert!(requests.iter().any(|request| request.headers["user-agent"].starts_with("aws-sdk-js/")));
    assert!(requests.windows(2).all(|pair| pair[0].body == pair[1].body && pair[0].path == pair[1].path));
}

#[tokio::test]
async fn both_sdks_read_the_same_stream() {
    let server = Server::start().await.unwrap();
    for reply in replies() {
        server.push(reply.clone());
        server.push(reply);
        let Some(outcome) = call(&server, 1, "ConverseStream") else { return };
        let Some(expected) = boto3::converse_stream(&server, 1, &question()) else { return };
        assert_eq!(outcome, expected);
    }
}

#[tokio::test]
async fn a_streamed_tool_joins_to_its_input() {
    let server = Server::start().await.unwrap();
    let input = json!({"sql": "SELECT 1"});
    server.push(Reply::tool("sql_query", input.clone()).fragment_size(3).throttle(1));
    let Some(outcome) = call(&server, 3, "ConverseStream") else { return };
    assert_eq!(serde_json::from_str::<Value>(&inputs(&outcome).concat()).unwrap(), input);
    assert_eq!(outcome["attempts"], 2);
}

#[tokio::test]
async fn a_stream_that_breaks_is_an_error_with_what_came_before() {
    let server = Server::start().await.unwrap();
    let text = || Reply::text("Tea, most likely.");
    for (reply, name) in [
        (text().exception_after(2, "ModelStreamErrorException", "as scripted"), "ModelStreamErrorException"),
        (text().wrong_checksum_at(2), "Error"),
        (text().cut_after_events(2), "Error"),
    ] {
        server.push(reply);
        let Some(outcome) = call(&server, 1, "ConverseStream") else { return };
        assert_eq!(outcome["broken"]["name"], name, "{outcome}");
        assert_eq!(outcome["events"].as_array().unwrap().len(), 2);
    }
}

#[tokio::test]
async fn a_disconnect_over_http2_resets_the_stream() {
    let server = Server::start().await.unwrap();
    server.push(Reply::text("").disconnect());
    let Some(outcome) = call(&server, 1, "Converse") else { return };
    assert_eq!((&outcome["class"], &outcome["status"]), (&Value::Null, &Value::Null));
    let message = outcome["message"].as_str().unwrap();
    assert!(message.contains("NGHTTP2"), "{message}");
    assert_eq!(server.requests()[0].status, 0);
}
