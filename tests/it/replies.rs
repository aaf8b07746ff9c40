//! Every form a reply takes, and what becomes of it: the same in Rust, as a stream, offline and on the command line.

mod agreement;

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::task::{JoinSet, spawn_blocking};
use toolshape::{Partial, ToolShape};
use toolshape_bedrock::{Answer, Client, Error, Generate, read};
use toolshape_local::{Reply, Server, ToolChoice, Usage};
use toolshape_types::bedrock::{ConverseRequest, Message};

use crate::cli;

const MODEL: &str = "us.anthropic.claude-haiku-4-5-20251001-v1:0";

/// What a customer ordered.
#[derive(Debug, Deserialize, Serialize, JsonSchema, ToolShape)]
#[tool(partial)]
struct Order {
    status: Status,
    lines: Vec<Line>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    note: String,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema, Partial)]
#[serde(rename_all = "lowercase")]
enum Status {
    Open,
    Shipped,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema, Partial)]
struct Line {
    sku: String,
    quantity: u32,
}

fn order() -> Value {
    json!({"status": "open", "lines": [{"sku": "T-1", "quantity": 3}]})
}

/// The call of a tool as it should be.
fn call() -> Reply {
    Reply::tool("order", order())
}

fn with(pointer: &str, value: Value) -> Reply {
    let mut input = order();
    *input.pointer_mut(pointer).expect("the order has it") = value;
    Reply::tool("order", input)
}

/// What is to come of a script.
#[derive(Debug, PartialEq)]
struct Row {
    /// `value`, or the kind of the error.
    outcome: String,
    /// `kind at path` each.
    repairs: Vec<String>,
    /// Turns of the model.
    attempts: u64,
    /// HTTP requests, where they are more than the attempts.
    requests: u64,
    /// The way that led to the value.
    rung: Option<String>,
    exit: i32,
}

fn value(attempts: u64, repairs: &[&str]) -> Row {
    Row {
        outcome: "value".to_owned(),
        repairs: repairs.iter().map(ToString::to_string).collect(),
        attempts,
        requests: attempts,
        rung: Some("forced".to_owned()),
        exit: 0,
    }
}

fn reply_error(kind: &str, attempts: u64) -> Row {
    Row { outcome: kind.to_owned(), repairs: Vec::new(), attempts, requests: attempts, rung: None, exit: 1 }
}

fn service_error(kind: &str, requests: u64) -> Row {
    Row { outcome: kind.to_owned(), repairs: Vec::new(), attempts: 0, requests, rung: None, exit: 3 }
}

impl Row {
    fn requests(self, requests: u64) -> Self {
        Self { requests, ..self }
    }

    fn rung(self, rung: &str) -> Self {
        Self { rung: Some(rung.to_owned()), ..self }
    }
}

#[rustfmt::skip]
fn table() -> Vec<(&'static str, Vec<Reply>, Row)> {
    let words = || Reply::text("I would rather not say.");
    let wrong = || with("/status", json!(["open"]));
    let blocked = || call().guardrail_blocked("Blocked.");
    let any_and_tool = [ToolChoice::Any, ToolChoice::Tool];
    let error = |status, code| vec![Reply::error(status, code, "The service's words."); 3];
    vec![
        // Right, whatever stands around it.
        ("a call",                       vec![call()],                                                  value(1, &[])),
        ("text before the call",         vec![call().text_first("Let me see.")],                        value(1, &[])),
        ("reasoning before the call",    vec![call().reasoning_first("Hm.")],                           value(1, &[])),
        ("a block of next year",         vec![call().block_first(json!({"hologram": {}}))],             value(1, &[])),
        ("end_turn with a call",         vec![call().stop_reason("end_turn")],                          value(1, &[])),
        ("two calls",                    vec![call().and_tool("order", order())],                       value(1, &[])),
        ("a wrong call and a right one", vec![wrong().and_tool("order", order())],                      value(1, &[])),
        ("an unknown tool and ours",     vec![Reply::tool("look", json!({})).and_tool("order", order())], value(1, &[])),
        ("masked by a guardrail",        vec![call().guardrail_masked()],                               value(1, &[])),

        // Right but for the form.
        ("the input as a string",        vec![call().stringified()],                                    value(1, &["json_string at $"])),
        ("a list as a string",           vec![call().stringified_at("lines")],                          value(1, &["json_string at $.lines"])),
        ("an object as a string",        vec![call().stringified_at("lines.0")],                        value(1, &["json_string at $.lines[0]"])),
        ("a number as a string",         vec![with("/lines/0/quantity", json!("3"))],                   value(1, &["json_string at $.lines[0].quantity"])),
        ("wrapped in input",             vec![call().wrapped("input")],                                 value(1, &["wrapper_key at $"])),
        ("wrapped in parameters",        vec![call().wrapped("parameters")],                            value(1, &["wrapper_key at $"])),
        ("a string, then wrapped",       vec![call().stringified().wrapped("data")],                    value(1, &["wrapper_key at $", "json_string at $"])),
        ("3.0 for 3",                    vec![with("/lines/0/quantity", json!(3.0))],                   value(1, &["float_integer at $.lines[0].quantity"])),
        ("the case of an enum",          vec![with("/status", json!("Open"))],                          value(1, &["enum_case at $.status"])),
        ("null for what is optional",    vec![Reply::tool("order", null_note())],                       value(1, &["null_member at $.note"])),
        ("JSON in a fence",              vec![call().fenced()],                                         value(1, &["fence at $"])),
        ("JSON after words",             vec![Reply::text(&format!("Here you are: {}", order()))],      value(1, &["prose at $"])),
        ("JSON behind a thought",        vec![said("<thinking>Perhaps {}?</thinking>\n", "")],          value(1, &["prose at $"])),
        ("a call as JSON",               vec![as_text(r#"{"name": "order", "parameters": "#, "}")],     value(1, &["call_as_text at $"])),
        ("a call as elements",           vec![as_text(r#"<tool_call>{"name": "order", "arguments": "#, "}</tool_call>")], value(1, &["call_as_text at $"])),

        // Right when asked again.
        ("words, then a call",           vec![words(), call()],                                         value(2, &[])),
        ("a mismatch, then a call",      vec![wrong(), call()],                                         value(2, &[])),
        ("an unknown tool, then ours",   vec![Reply::tool("look", json!({})), call()],                  value(2, &[])),
        ("malformed, then a call",       vec![words().malformed_tool_use(), call()],                    value(2, &[])),
        ("unreadable, then a call",      vec![words().malformed_model_output(), call()],                value(2, &[])),
        ("a call of nothing, then ours", vec![words().stop_reason("tool_use"), call()],                 value(2, &[])),
        ("a list as input, then a call", vec![Reply::tool("order", json!([1])), call()],                value(2, &[])),
        ("JSON in a thought, then a call", vec![said("<thinking>", "</thinking> Which city?"), call()], value(2, &[])),
        ("an example, then a call",      vec![said("I cannot know. For example ", " would be one."), call()], value(2, &[])),
        ("a wrong call beside others",   vec![wrong().and_tool("look", json!({})), call()],             value(2, &[])),

        // Right on another rung, or at another try.
        ("tool refused",                 vec![call().refuse_tool_choice([ToolChoice::Tool])],           value(1, &[]).requests(2).rung("any")),
        ("any refused too",              vec![Reply::text(&order().to_string()).refuse_tool_choice(any_and_tool)], value(1, &[]).requests(3).rung("native")),
        ("throttled once",               vec![call().throttle(1)],                                      value(1, &[]).requests(2)),

        // No value, and why.
        ("words twice",                  vec![words(), words()],                                        reply_error("no_tool_call", 2)),
        ("a mismatch twice",             vec![wrong(), wrong()],                                        reply_error("mismatch", 2)),
        ("malformed twice",              vec![words().malformed_tool_use(), words().malformed_tool_use()], reply_error("malformed_tool_use", 2)),
        ("unreadable twice",             vec![words().malformed_model_output(), words().malformed_model_output()], reply_error("malformed_output", 2)),
        ("cut off",                      vec![call().truncated_at(20)],                                 reply_error("truncated", 1)),
        ("cut off where it would decode", vec![call().stop_reason("max_tokens")],                       reply_error("truncated", 1)),
        ("blocked",                      vec![blocked()],                                               reply_error("guardrail_blocked", 1)),
        ("words, then blocked",          vec![words(), blocked()],                                      reply_error("guardrail_blocked", 2)),
        ("filtered",                     vec![call().content_filtered()],                               reply_error("content_filtered", 1)),
        ("the window is full",           vec![call().model_context_window_exceeded()],                  reply_error("context_window_exceeded", 1)),
        ("a reply that is no reply",     vec![Reply::raw("<html>")],                                    reply_error("unreadable_reply", 1)),
        ("a reply without a message",    vec![Reply::raw("{}")],                                        reply_error("unreadable_reply", 1)),

        // No reply.
        ("access denied",                error(403, "AccessDeniedException"),                           service_error("access_denied", 1)),
        ("an invalid request",           error(400, "ValidationException"),                             service_error("validation", 1)),
        ("no such model",                error(404, "ResourceNotFoundException"),                       service_error("not_found", 1)),
        ("the model timed out",          error(408, "ModelTimeoutException"),                           service_error("timeout", 1)),
        ("an invalid sequence",          error(424, "ModelErrorException"),                             service_error("model_error", 1)),
        ("a quota",                      error(400, "ServiceQuotaExceededException"),                   service_error("quota", 1)),
        ("expired credentials",          error(403, "ExpiredTokenException"),                           service_error("credentials", 1)),
        ("throttled for good",           error(429, "ThrottlingException"),                             service_error("throttled", 3)),
        ("a model being loaded",         error(429, "ModelNotReadyException"),                          service_error("not_ready", 3)),
        ("the service is down",          error(503, "ServiceUnavailableException"),                     service_error("unavailable", 3)),
        ("the connection closes",        vec![call().disconnect(); 3],                                  service_error("transport", 3)),
    ]
}

/// The right object among words.
fn said(before: &str, after: &str) -> Reply {
    Reply::text(&format!("{before}{}{after}", order()))
}

/// The right input in a call that is written as text.
fn as_text(before: &str, after: &str) -> Reply {
    said(before, after)
}

fn null_note() -> Value {
    let mut input = order();
    input["note"] = Value::Null;
    input
}

fn ask(server: &Server) -> Generate<Order> {
    Client::local(server.url()).generate::<Order>(MODEL).prompt("What was ordered?")
}

async fn in_rust(server: &Server) -> Row {
    row(server, ask(server).send().await)
}

/// Without a look at its events, so that nothing stands against asking again.
async fn as_a_stream(server: &Server) -> Row {
    let result = match ask(server).stream().await {
        Ok(stream) => stream.answer().await,
        Err(error) => Err(error),
    };
    row(server, result)
}

async fn as_a_stream_of_the_whole(server: &Server) -> Row {
    let result = match ask(server).stream_whole().await {
        Ok(stream) => stream.answer().await,
        Err(error) => Err(error),
    };
    row(server, result)
}

/// The last reply of a script, stored and read without a client: its outcome and repairs. None where there is no reply.
async fn offline(server: &Server, replies: usize) -> Option<(String, Vec<String>)> {
    let client = Client::local(server.url());
    let request = ConverseRequest {
        model_id: MODEL.to_owned(),
        messages: Some(vec![Message::user(["What was ordered?"])]),
        ..ConverseRequest::default()
    };
    let mut last = client.converse(&request).await;
    for _ in 1..replies {
        last = client.converse(&request).await;
    }
    let stored = match last {
        Ok(stored) => stored,
        Err(error) => return error.is_unreadable_reply().then(|| (error.kind().to_string(), Vec::new())),
    };
    Some(match read::<Order>(&stored) {
        Ok(answer) => {
            assert_eq!(serde_json::to_value(&answer.value).expect("it is JSON"), order());
            ("value".to_owned(), answer.repairs.iter().map(ToString::to_string).collect())
        }
        Err(error) => (error.kind().to_string(), Vec::new()),
    })
}

fn row(server: &Server, result: Result<Answer<Order>, Error>) -> Row {
    match result {
        Ok(answer) => {
            assert_eq!(serde_json::to_value(&answer.value).expect("it is JSON"), order());
            holds(server, &answer.usage, answer.attempts.len(), Some(answer.requests));
            Row {
                outcome: "value".to_owned(),
                repairs: answer.repairs.iter().map(ToString::to_string).collect(),
                attempts: answer.attempts.len() as u64,
                requests: u64::from(answer.requests),
                rung: Some(answer.rung.as_str().to_owned()),
                exit: 0,
            }
        }
        Err(error) => {
            holds(server, &error.usage(), error.attempts().len(), Some(error.requests()));
            let attempts = error.attempts().len() as u64;
            Row {
                outcome: error.kind().to_string(),
                repairs: Vec::new(),
                attempts,
                requests: u64::from(error.requests()),
                rung: None,
                exit: if attempts > 0 { 1 } else { 3 },
            }
        }
    }
}

fn on_the_command_line(server: &Server, shape: &cli::Shape) -> Row {
    let ran = cli::ask(&["--json", "--model", MODEL, "--endpoint-url", server.url(), "What was ordered?"], shape);
    let outcome: Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {ran:?}"));
    let attempts = outcome["attempts"].as_u64().expect("they are counted");
    if let Ok(usage) = serde_json::from_value(outcome["usage"].clone()) {
        holds(server, &usage, usize::try_from(attempts).expect("few"), None);
    }
    let repairs = outcome["repairs"].as_array().into_iter().flatten();
    let text = |value: &Value| value.as_str().map(ToOwned::to_owned);
    let is_value = outcome["outcome"] == "value";
    Row {
        outcome: if is_value { "value".to_owned() } else { text(&outcome["kind"]).expect("an error has a kind") },
        repairs: repairs
            .map(|repair| format!("{} at {}", repair["kind"].as_str().unwrap(), repair["path"].as_str().unwrap()))
            .collect(),
        attempts,
        requests: served(server).requests,
        rung: text(&outcome["rung"]),
        exit: ran.exit,
    }
}

fn served(server: &Server) -> Usage {
    server.usage().get(MODEL).copied().unwrap_or_default()
}

/// The account is the server's.
fn holds(server: &Server, usage: &toolshape_types::bedrock::TokenUsage, attempts: usize, requests: Option<u32>) {
    let counted = served(server);
    assert_eq!(attempts as u64, counted.replies);
    assert_eq!(u64::from(usage.total_tokens.unsigned_abs()), counted.total_tokens);
    assert_eq!(u64::from(usage.output_tokens.unsigned_abs()), counted.output_tokens);
    if let Some(requests) = requests {
        assert_eq!(u64::from(requests), counted.requests);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_reply_becomes_the_right_value_or_a_named_error() {
    let shape = Arc::new(cli::Shape::new("order", Order::spec().schema()));
    let mut rows = JoinSet::new();
    for (form, script, expected) in table() {
        let shape = Arc::clone(&shape);
        rows.spawn(async move {
            let serve = async || {
                let server = Server::start().await.expect("a port is free");
                for reply in &script {
                    server.push(reply.clone());
                }
                server
            };
            let in_rust = in_rust(&serve().await).await;
            let as_a_stream = as_a_stream(&serve().await).await;
            let of_the_whole = as_a_stream_of_the_whole(&serve().await).await;
            if let Some(offline) = offline(&serve().await, script.len()).await {
                assert_eq!(offline, (expected.outcome.clone(), expected.repairs.clone()), "{form}, offline");
            }
            let server = serve().await;
            let on_the_command_line =
                spawn_blocking(move || on_the_command_line(&server, &shape)).await.expect("it ends");
            let rows = [
                ("in Rust", in_rust),
                ("as a stream", as_a_stream),
                ("as a stream of the whole", of_the_whole),
                ("on the command line", on_the_command_line),
            ];
            rows.into_iter()
                .filter(|(_, row)| *row != expected)
                .map(|(place, row)| format!("{form}, {place}\n  is        {row:?}\n  should be {expected:?}"))
                .collect::<Vec<_>>()
        });
    }
    let differences: Vec<_> = rows.join_all().await.into_iter().flatten().collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
