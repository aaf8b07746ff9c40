//! What the client sends, and what it makes of a reply.

use std::collections::BTreeMap;
use std::time::Duration;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};
use toolshape::{ToolShape, ToolSpec};
use toolshape_bedrock::{Client, Generate};
use toolshape_local::{Reply, Server};
use toolshape_types::bedrock::{ContentBlock, ConversationRole, GuardrailTrace, Message, StopReason};

const MODEL: &str = "us.anthropic.claude-haiku-4-5-20251001-v1:0";

/// One read-only query.
#[derive(Debug, PartialEq, Deserialize, JsonSchema, ToolShape)]
struct SqlQuery {
    /// A single SELECT.
    sql: String,
    #[serde(default)]
    parameters: BTreeMap<String, Value>,
    title: Option<Title>,
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
struct Title {
    format: u32,
}

fn query(sql: &str) -> SqlQuery {
    SqlQuery { sql: sql.to_owned(), parameters: BTreeMap::new(), title: None }
}

async fn server(replies: impl IntoIterator<Item = Reply>) -> (Server, Client) {
    let server = Server::start().await.expect("a port is free");
    replies.into_iter().for_each(|reply| server.push(reply));
    let client = Client::local(server.url());
    (server, client)
}

async fn sent(change: impl FnOnce(Generate<SqlQuery>) -> Generate<SqlQuery>) -> Value {
    let (server, client) = server([Reply::tool("sql_query", json!({"sql": "SELECT 1"}))]).await;
    let request = change(client.generate(MODEL));
    request.send().await.expect("the request is good and so is the reply");
    server.requests().remove(0).body
}

#[tokio::test]
async fn a_question_becomes_a_typed_value() {
    let reply = Reply::tool("sql_query", json!({"sql": "SELECT 1", "parameters": {"n": null}})).usage(12, 5);
    let metrics = json!({"latencyMs": 321});
    let (server, client) = server([reply.member("metrics", metrics)]).await;
    let request = client.generate::<SqlQuery>(MODEL).prompt("What is my top selling product?");
    let answer = request.send().await.expect("an answer");

    assert_eq!(answer.value.parameters["n"], Value::Null);
    assert_eq!((answer.usage.input_tokens, answer.usage.output_tokens), (12, 5));
    assert_eq!(answer.stop_reason, StopReason::ToolUse);
    assert_eq!(answer.latency, Duration::from_millis(321));
    assert_eq!(answer.guardrail, None);
    assert_eq!(server.requests()[0].model_id, MODEL);
}

#[tokio::test]
async fn the_tool_is_forced_and_its_schema_portable() {
    let body = sent(|request| request.prompt("Top product?")).await;
    insta::assert_snapshot!(format!("{body:#}"));
}

#[tokio::test]
async fn everything_that_can_be_set_is_sent() {
    let assistant = Message {
        role: ConversationRole::Assistant,
        content: vec![ContentBlock::Text("Which year?".to_owned())],
        extra: serde_json::Map::new(),
    };
    let mut body = sent(|request| {
        request
            .system("Tables: products.")
            .system("Dates are ISO.")
            .prompt("Top product?")
            .message(assistant)
            .prompt("2025")
            .guardrail("iabc12345678", "DRAFT")
            .max_tokens(500)
            .temperature(0.5)
            .top_p(1.0)
            .stop_sequences(["\n\n", "END"])
            .request_metadata("team", "shop")
            .additional_model_fields(json!({"top_k": 50, "large": 9_007_199_254_740_993_i64}))
    })
    .await;
    body["toolConfig"].take();
    body.sort_all_objects();
    insta::assert_snapshot!(format!("{body:#}"));
}

#[tokio::test]
async fn the_schema_is_sent_in_the_order_of_the_type() {
    for _ in 0..8 {
        let body = sent(|request| request.prompt("Top product?")).await;
        let schema = &body["toolConfig"]["tools"][0]["toolSpec"]["inputSchema"]["json"];
        let names: Vec<_> = schema["properties"].as_object().into_iter().flat_map(|names| names.keys()).collect();
        assert_eq!(names, ["sql", "parameters", "title"]);
    }
}

#[tokio::test]
async fn a_strict_tool_says_so() {
    let (server, client) = server([Reply::tool("anything", json!({}))]).await;
    let schema = json!({"type": "object", "additionalProperties": false});
    let spec = ToolSpec::new("anything", "Anything.", schema).expect("a valid spec").strict(true);
    client.generate_value(MODEL, &spec).prompt("?").send().await.expect("an answer");
    assert_eq!(server.requests()[0].body["toolConfig"]["tools"][0]["toolSpec"]["strict"], true);
}

#[tokio::test]
async fn the_trace_of_a_guardrail_is_asked_for_unless_told_otherwise() {
    let trace = |body: Value| body["guardrailConfig"]["trace"].clone();
    let guarded = |request: Generate<SqlQuery>| request.prompt("?").guardrail("abc", "1");
    assert_eq!(trace(sent(guarded).await), "enabled");
    let full = |request| guarded(request).guardrail_trace(GuardrailTrace::EnabledFull);
    assert_eq!(trace(sent(full).await), "enabled_full");
    let before = |request: Generate<SqlQuery>| guarded(request.guardrail_trace(GuardrailTrace::Disabled));
    assert_eq!(trace(sent(before).await), "disabled");
}

#[tokio::test]
async fn the_call_is_found_wherever_it_stands() {
    let call = || Reply::tool("sql_query", json!({"sql": "SELECT 1"}));
    let reasoning = json!({"reasoningContent": {"reasoningText": {"text": "hm"}}});
    let (_server, client) = server([
        call(),
        call().text_first("Here it is."),
        call().block_first(reasoning),
        call().block_first(json!({"aBlockOfNextYear": {"deep": [1]}})),
        call().block(json!({"aBlockOfNextYear": {}})),
        call().stop_reason("end_turn"),
        call().stop_reason("a_reason_of_next_year"),
        Reply::tool("another_tool", json!({})).and_tool("sql_query", json!({"sql": "SELECT 1"})),
        Reply::tool("sql_query", json!({"sql": 1})).and_tool("sql_query", json!({"sql": "SELECT 1"})),
    ])
    .await;
    for case in 0..9 {
        let answer = client.generate::<SqlQuery>(MODEL).prompt("?").send().await;
        assert_eq!(answer.expect("an answer").value, query("SELECT 1"), "case {case}");
    }
}

#[tokio::test]
async fn a_value_without_a_type_comes_the_same_way() {
    let input = json!({"b": 1, "a": {"large": u64::MAX, "small": i64::MIN}});
    let (_server, client) = server([Reply::tool("anything", input.clone())]).await;
    let spec = ToolSpec::new("anything", "Anything.", json!({"type": "object"})).expect("a valid spec");
    let answer = client.generate_value(MODEL, &spec).prompt("?").send().await.expect("an answer");
    assert_eq!(answer.value, input);
}

#[tokio::test]
async fn masked_content_is_an_answer_with_its_trace() {
    let finding = json!({"type": "EMAIL", "match": "a@example.com", "action": "ANONYMIZED"});
    let policy = json!({"sensitiveInformationPolicy": {"piiEntities": [finding], "regexes": []}});
    let trace = json!({"guardrail": {"outputAssessments": {"abc": [policy]}}});
    let reply = Reply::tool("sql_query", json!({"sql": "SELECT '{EMAIL}'"}))
        .stop_reason("guardrail_intervened")
        .member("trace", trace);
    let (_server, client) = server([reply]).await;
    let answer = client.generate::<SqlQuery>(MODEL).prompt("?").guardrail("abc", "1").send().await.expect("an answer");
    assert_eq!(answer.stop_reason, StopReason::GuardrailIntervened);
    assert!(answer.guardrail.and_then(|trace| trace.output_assessments).is_some());
}

#[tokio::test]
async fn a_throttled_request_is_tried_again_by_the_sdk() {
    let good = Reply::tool("sql_query", json!({"sql": "SELECT 1"}));
    let (server, client) = server([Reply::throttled(), Reply::throttled(), good]).await;
    client.generate::<SqlQuery>(MODEL).prompt("?").send().await.expect("the third try succeeds");
    assert_eq!(server.requests().len(), 3);
}

#[test]
fn requests_can_be_sent_from_any_task() {
    fn is_send<T: Send>(_: &T) {}
    let client = Client::local("http://127.0.0.1:1");
    is_send(&client.generate::<SqlQuery>(MODEL).send());
}

#[tokio::test]
async fn a_history_is_sent_in_its_own_order_each_time() {
    let server = Server::start().await.expect("a port is free");
    let input = r#"{"e":1,"b":2,"c":3,"a":4,"d":5}"#;
    let turn = format!(
        r#"{{"role":"assistant","content":[{{"toolUse":{{"toolUseId":"t1","name":"look","input":{input}}}}}]}}"#
    );
    let result = r#"{"role":"user","content":[{"toolResult":{"toolUseId":"t1","content":[{"text":"42"}]}}]}"#;
    let message = |json: &str| serde_json::from_str::<Message>(json).expect("a message");
    for _ in 0..3 {
        server.push(Reply::tool("sql_query", json!({"sql": "SELECT 1"})));
        let request = Client::local(server.url()).generate::<SqlQuery>(MODEL).prompt("?");
        request.message(message(&turn)).message(message(result)).send().await.expect("an answer");
    }
    for request in server.requests() {
        assert_eq!(request.body["messages"][1]["content"][0]["toolUse"]["input"].to_string(), input);
    }
}
