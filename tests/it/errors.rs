//! Every way to get no value has a name of its own, and none of them shows a payload.

use std::error::Error as _;
use std::time::Duration;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};
use toolshape::ToolShape;
use toolshape_bedrock::{Client, Error, ErrorKind, Generate};
use toolshape_local::{Reply, Server};

const MODEL: &str = "us.anthropic.claude-haiku-4-5-20251001-v1:0";

/// One read-only query.
#[derive(Debug, Deserialize, JsonSchema, ToolShape)]
struct SqlQuery {
    #[expect(dead_code, reason = "only whether it decodes is of interest")]
    sql: String,
}

/// The error of a reply to a request that was sent once or, for what the SDK repeats, thrice.
async fn error(reply: Reply) -> Error {
    let server = Server::start().await.expect("a port is free");
    for _ in 0..3 {
        server.push(reply.clone());
    }
    let client = Client::local(server.url());
    let request = client.generate::<SqlQuery>(MODEL).prompt("a secret prompt").guardrail("abc", "1");
    let error = request.send().await.expect_err("there is no value");

    let (shown, debugged) = (error.to_string(), format!("{error:?} {:?}", error.source()));
    assert!(!shown.contains("secret") && !debugged.contains("secret"), "{debugged}");
    assert!(!shown.contains('\n') && shown.starts_with(char::is_lowercase), "{shown}");
    error
}

fn call() -> Reply {
    Reply::tool("sql_query", json!({"sql": "a secret query"}))
}

fn assessed(action: &str) -> Value {
    let topic = json!({"name": "secret topic", "type": "DENY", "action": action});
    json!({"guardrail": {"inputAssessment": {"abc": {"topicPolicy": {"topics": [topic]}}}}})
}

#[tokio::test]
async fn a_reply_that_falls_short() {
    let wrong = Reply::tool("sql_query", json!({"sql": ["secret"]}));
    let blocked = || Reply::text("secret text").stop_reason("guardrail_intervened");
    for (reply, kind) in [
        (call().stop_reason("max_tokens"), ErrorKind::Truncated),
        (call().stop_reason("content_filtered"), ErrorKind::ContentFiltered),
        (call().stop_reason("malformed_tool_use"), ErrorKind::MalformedToolUse),
        (call().stop_reason("malformed_model_output"), ErrorKind::MalformedOutput),
        (call().stop_reason("model_context_window_exceeded"), ErrorKind::ContextWindowExceeded),
        (blocked(), ErrorKind::GuardrailBlocked),
        (blocked().member("trace", assessed("BLOCKED")), ErrorKind::GuardrailBlocked),
        (blocked().member("trace", assessed("NONE")), ErrorKind::NoToolCall),
        (Reply::text("secret text"), ErrorKind::NoToolCall),
        (Reply::text("secret text").stop_reason("tool_use"), ErrorKind::NoToolCall),
        (Reply::tool("secret_tool", json!({})), ErrorKind::Mismatch),
        (wrong, ErrorKind::Mismatch),
    ] {
        let error = error(reply).await;
        assert_eq!(error.kind(), kind);
        assert!(error.usage().total_tokens > 0 && !error.latency().is_zero(), "{kind}");
    }
}

#[tokio::test]
async fn what_arrived_goes_with_the_error() {
    let truncated = error(call().text_first("secret text").stop_reason("max_tokens").usage(7, 8)).await;
    assert_eq!(truncated.payload(), Some(&json!({"sql": "a secret query"})));
    assert_eq!(truncated.text(), Some("secret text"));
    assert_eq!(truncated.usage().output_tokens, 8);

    let blocked = Reply::text("secret text").stop_reason("guardrail_intervened");
    let blocked = error(blocked.member("trace", assessed("BLOCKED"))).await;
    assert!(blocked.guardrail().is_some_and(|trace| trace.input_assessment.is_some()));

    let mismatch = error(Reply::tool("sql_query", json!({"sql": {"secret": 1}}))).await;
    assert_eq!(mismatch.json_path(), Some("$.sql"));
    assert_eq!(
        mismatch.to_string(),
        "the tool call does not match at $.sql: invalid type: an object, expected a string"
    );
}

#[tokio::test]
async fn a_failure_of_the_service() {
    for (status, code, kind) in [
        (403, "AccessDeniedException", ErrorKind::AccessDenied),
        (429, "ThrottlingException", ErrorKind::Throttled),
        (400, "ValidationException", ErrorKind::Validation),
        (404, "ResourceNotFoundException", ErrorKind::NotFound),
        (424, "ModelErrorException", ErrorKind::ModelError),
        (408, "ModelTimeoutException", ErrorKind::Timeout),
        (429, "ModelNotReadyException", ErrorKind::NotReady),
        (400, "ServiceQuotaExceededException", ErrorKind::Quota),
        (403, "ExpiredTokenException", ErrorKind::Credentials),
        (403, "UnrecognizedClientException", ErrorKind::Credentials),
        (500, "InternalServerException", ErrorKind::Unavailable),
        (503, "ServiceUnavailableException", ErrorKind::Unavailable),
        (429, "AnExceptionOfNextYear", ErrorKind::Throttled),
        (418, "AnExceptionOfNextYear", ErrorKind::Validation),
        (502, "AnExceptionOfNextYear", ErrorKind::Unavailable),
    ] {
        let error = error(Reply::error(status, code, "the service's words")).await;
        assert_eq!(error.kind(), kind, "{status} {code}");
        assert_eq!((error.code(), error.status()), (Some(code), Some(status)));
        assert_eq!(error.message(), Some("the service's words"));
        assert!(error.request_id().is_some(), "{code}");
        assert!(error.to_string().contains("the service's words"), "{error}");
    }
}

#[tokio::test]
async fn code_and_message_are_found_wherever_the_service_puts_them() {
    let suffixed = "ValidationException:http://internal.amazon.com/coral/com.amazon.bedrock/";
    let named = |member: &str, name: &str| Reply::body(json!({member: name, "message": "Too long."})).status(400);
    for reply in [
        Reply::body(json!({"message": "Too long."})).status(400).header("x-amzn-errortype", suffixed),
        Reply::body(json!({"Message": "Too long."})).status(400).header("x-amzn-errortype", "ValidationException"),
        named("__type", "ValidationException"),
        named("__type", "com.amazon.coral.service#ValidationException"),
        named("code", "ValidationException"),
    ] {
        let error = error(reply).await;
        assert_eq!((error.kind(), error.code()), (ErrorKind::Validation, Some("ValidationException")));
        assert_eq!((error.message(), error.status()), (Some("Too long."), Some(400)));
    }
    let without_code = error(Reply::body(json!({"Message": "Signature not yet current"})).status(403)).await;
    assert_eq!((without_code.kind(), without_code.code()), (ErrorKind::AccessDenied, None));
    assert_eq!(without_code.message(), Some("Signature not yet current"));

    let body = json!({"message": "The model failed.", "originalStatusCode": 500, "originalMessage": "CUDA."});
    let passed_on = error(Reply::body(body).status(424).header("x-amzn-errortype", "ModelErrorException")).await;
    assert_eq!(passed_on.kind(), ErrorKind::ModelError);
    assert_eq!((passed_on.original_status(), passed_on.original_message()), (Some(500), Some("CUDA.")));
}

#[tokio::test]
async fn a_trace_that_cannot_be_read_lets_no_value_pass() {
    let trace = json!({"guardrail": {"inputAssessment": {"abc": {"topicPolicy": {"topics": 1}}}}});
    let blocked = Reply::tool("sql_query", json!({"sql": "SELECT 1"})).guardrail_blocked("No.").member("trace", trace);
    let error = error(blocked).await;
    assert!(error.is_unreadable_reply(), "{error}");
}

#[tokio::test]
async fn a_reply_that_cannot_be_read() {
    let deep = |levels: usize| {
        let input = "[".repeat(levels) + &"]".repeat(levels);
        let call = format!(r#"{{"toolUse": {{"toolUseId": "t", "name": "sql_query", "input": {input}}}}}"#);
        format!(
            r#"{{"output": {{"message": {{"role": "assistant", "content": [{call}]}}}}, "stopReason": "tool_use",
                "usage": {{"inputTokens": 1, "outputTokens": 1, "totalTokens": 2}}, "metrics": {{"latencyMs": 1}}}}"#
        )
    };
    for (name, body) in [
        ("no JSON", "<html>secret</html>".to_owned()),
        ("JSON that is cut", r#"{"output": {"message": {"role": "assistant", "content": [{"text": "secret"#.to_owned()),
        ("an empty object", "{}".to_owned()),
        ("nothing", String::new()),
        ("no stop reason", deep(1).replace("stopReason", "reason")),
    ] {
        assert_eq!(error(Reply::raw(body)).await.kind(), ErrorKind::UnreadableReply, "{name}");
    }
    for levels in [127, 128, 100_000] {
        assert_eq!(error(Reply::raw(deep(levels))).await.kind(), ErrorKind::Mismatch, "{levels} levels");
    }
}

#[tokio::test]
async fn an_error_that_is_not_of_the_service() {
    let page = |status| Reply::raw("<html>secret</html>").status(status);
    assert_eq!(error(page(502)).await.kind(), ErrorKind::Unavailable);
    assert_eq!(error(page(403)).await.kind(), ErrorKind::AccessDenied);
    let error = error(Reply::raw(r#"{"other": "secret"}"#).status(400)).await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::Validation, None));
}

#[tokio::test]
async fn any_model_id_within_bounds_ends_in_an_answer_or_an_error() {
    let server = Server::start().await.expect("a port is free");
    for model in ["..", ".", "/", " ", "\0", "a\r\nb", "é", "a?b#c", "%2f", &"m".repeat(2048)] {
        server.push(call());
        let request = Client::local(server.url()).generate::<SqlQuery>(model).prompt("?");
        let _ = request.send().await;
    }
}

#[tokio::test]
async fn no_reply() {
    assert_eq!(error(Reply::text("").disconnect()).await.kind(), ErrorKind::Transport);
    for url in ["http://127.0.0.1:1", "", "not a url", "http://"] {
        let request = Client::local(url).generate::<SqlQuery>(MODEL).prompt("?");
        let error = request.send().await.expect_err("there is no endpoint");
        assert_eq!(error.kind(), ErrorKind::Transport, "{url}: {error}");
        assert!(error.message().is_some(), "{url}");
    }
}

#[tokio::test]
async fn a_request_out_of_bounds_is_not_sent() {
    let server = Server::start().await.expect("a port is free");
    let client = Client::local(server.url());
    let field = async |request: Generate<SqlQuery>| {
        let error = request.send().await.expect_err("it is out of bounds");
        assert!(error.is_invalid_request(), "{error}");
        error.field().map(ToOwned::to_owned).unwrap_or_default()
    };
    let request = || client.generate::<SqlQuery>(MODEL).prompt("?");
    assert_eq!(field(client.generate("").prompt("?")).await, "model_id");
    assert_eq!(field(client.generate(MODEL)).await, "prompt");
    assert_eq!(field(request().prompt("")).await, "prompt");
    assert_eq!(field(request().temperature(1.1)).await, "temperature");
    assert_eq!(field(request().max_tokens(0)).await, "max_tokens");
    assert_eq!(field(request().guardrail("Bad Id", "1")).await, "guardrail.id");
    assert_eq!(field(request().request_metadata("", "")).await, "request_metadata");
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_slow_reply_can_be_given_up() {
    let server = Server::start().await.expect("a port is free");
    server.push(call().delay(Duration::from_mins(1)));
    let request = Client::local(server.url()).generate::<SqlQuery>(MODEL).prompt("?");
    assert!(tokio::time::timeout(Duration::from_millis(50), request.send()).await.is_err());
}
