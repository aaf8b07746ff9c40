//! toolshape-local over the wire.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use toolshape_local::{Reply, Server, ToolChoice};

use crate::wire::{answer, converse, send};

fn ask(prompt: &str) -> Value {
    json!({"messages": [{"role": "user", "content": [{"text": prompt}]}]})
}

/// A folder of recordings, each a file name and its text.
fn recordings(test: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("local").join(test);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    for (name, text) in files {
        std::fs::write(folder.join(name), text).unwrap();
    }
    folder
}

#[tokio::test]
async fn scripted_replies_come_in_order() {
    let server = Server::start().await.unwrap();
    server.push(Reply::text("one"));
    server.push(Reply::text("two").usage(10, 4).stop_reason("max_tokens"));
    let body: Vec<Value> = (0..2)
        .map(|_| converse(server.url(), "m", &ask("?")).body)
        .map(|body| serde_json::from_str(&body).unwrap())
        .collect();
    assert_eq!(body[0]["output"]["message"]["content"], json!([{"text": "one"}]));
    assert_eq!(body[1]["output"]["message"]["content"], json!([{"text": "two"}]));
    assert_eq!(body[1]["stopReason"], "max_tokens");
    assert_eq!(body[1]["usage"], json!({"inputTokens": 10, "outputTokens": 4, "totalTokens": 14}));
    let (code, message) = converse(server.url(), "m", &ask("?")).error();
    assert_eq!(code, "ResourceNotFoundException");
    assert_eq!(message, "toolshape-local has no reply to this: nothing is recorded and the script is used up");
}

#[tokio::test]
async fn a_recording_is_sent_byte_for_byte() {
    const BODY: &str = "{ \"n\": 1.50,\n \"n\": 1e3, \"deep\": [[\"\\u00e9\"]] }";
    let top = format!(r#"{{"recording": "x", "match": {{"prompt": "Top product?"}}, "body": {BODY}}}"#);
    let busy = r#"{"recording": "x", "match": {"prompt": "Busy?"}, "status": 429,
        "error_type": "ThrottlingException", "body": {"message": "slow down"}}"#;
    let folder = recordings("bytes", &[("top.json", &top), ("busy.json", busy)]);
    let server = Server::builder().replies(folder).unwrap().start().await.unwrap();

    for prompt in ["Top product?", " top PRODUCT?\n"] {
        let answer = converse(server.url(), "m", &ask(prompt));
        assert_eq!((answer.status, answer.body.as_str()), (200, BODY));
        assert_eq!(answer.header("content-type"), Some("application/json"));
    }
    let answer = converse(server.url(), "m", &ask("Busy?"));
    assert_eq!(answer.status, 429);
    assert_eq!(answer.error(), ("ThrottlingException".into(), "slow down".into()));

    let (code, message) = converse(server.url(), "m", &ask("Weather?")).error();
    assert_eq!(code, "ResourceNotFoundException");
    assert!(message.ends_with(r#"the recorded prompts are "Busy?", "Top product?""#), "{message}");
}

#[tokio::test]
async fn the_script_comes_before_the_recordings() {
    let top = r#"{"recording": "x", "match": {"prompt": "Top?"}, "body": {"from": "recording"}}"#;
    let folder = recordings("script", &[("top.json", top)]);
    let server = Server::builder().replies(folder).unwrap().start().await.unwrap();
    server.push(Reply::body(json!({"from": "script"})));
    let bodies = [0; 2].map(|_| converse(server.url(), "m", &ask("Top?")).body);
    assert_eq!(bodies, [r#"{"from":"script"}"#, r#"{"from": "recording"}"#]);
}

#[tokio::test]
async fn a_refused_request_uses_no_reply_up() {
    let server = Server::start().await.unwrap();
    server.push(Reply::text("kept"));
    let mut hot = ask("?");
    hot["inferenceConfig"] = json!({"temperature": 1.5});
    let answer = converse(server.url(), "m", &hot);
    assert_eq!(answer.status, 400);
    assert_eq!(answer.header("x-amzn-requestid").map(str::len), Some(36));
    assert_eq!(
        answer.error(),
        (
            "ValidationException".into(),
            "1 validation error detected: Value '1.5' at 'inferenceConfig.temperature' failed to \
             satisfy constraint: Member must have value less than or equal to 1"
                .into()
        )
    );
    assert!(converse(server.url(), "m", &ask("?")).body.contains("kept"));
    let statuses: Vec<u16> = server.requests().iter().map(|request| request.status).collect();
    assert_eq!(statuses, [400, 200]);
}

#[tokio::test]
async fn what_is_no_converse_call_is_refused_in_the_services_order() {
    let server = Server::start().await.unwrap();
    let signed = "authorization: any\r\n";
    let refusal = |method, path, headers, body: &[u8]| {
        let answer = answer(&send(server.url(), method, path, headers, body));
        (answer.status, answer.error().0)
    };
    let converse = "/model/m/converse";
    assert_eq!(refusal("GET", converse, signed, b""), (404, "UnknownOperationException".into()));
    assert_eq!(refusal("POST", "/model/m/invoke", signed, b"{}"), (404, "UnknownOperationException".into()));
    assert_eq!(refusal("POST", "/", signed, b"{}"), (404, "UnknownOperationException".into()));
    assert_eq!(refusal("POST", converse, "", b"not json"), (403, "AccessDeniedException".into()));
    for body in [&b"not json"[..], b"", b"[]", b"\"\xff\""] {
        assert_eq!(refusal("POST", converse, signed, body), (400, "SerializationException".into()));
    }
    let deep = "[".repeat(100_000);
    assert_eq!(refusal("POST", converse, signed, deep.as_bytes()), (400, "SerializationException".into()));
    assert_eq!(refusal("POST", "/model//converse", signed, b"{}"), (400, "ValidationException".into()));
}

#[tokio::test]
async fn a_model_id_may_be_an_arn_with_slashes() {
    let server = Server::start().await.unwrap();
    let arn = "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-lite-v1:0";
    for path in [arn.to_owned(), arn.replace(':', "%3A").replace('/', "%2F")] {
        server.push(Reply::text("yes"));
        assert_eq!(converse(server.url(), &path, &ask("?")).status, 200);
    }
    let requests = server.requests();
    assert!(requests.iter().all(|request| request.model_id == arn), "{requests:?}");
    assert!(requests[1].path.contains("%2F"));
}

#[tokio::test]
async fn a_request_is_kept_as_it_came() {
    let server = Server::start().await.unwrap();
    server.push(Reply::text("yes"));
    converse(server.url(), "m%2e1", &ask("?"));
    let requests = server.requests();
    let [request] = requests.as_slice() else { panic!("{requests:?}") };
    assert_eq!(request.method, "POST");
    assert_eq!(request.path, "/model/m%2e1/converse");
    assert_eq!(request.model_id, "m.1");
    assert_eq!(request.headers["authorization"], "AWS4-HMAC-SHA256 Credential=local");
    assert_eq!(request.body, ask("?"));
    assert_eq!(request.status, 200);
}

#[tokio::test]
async fn a_raw_reply_need_not_be_json() {
    let server = Server::start().await.unwrap();
    let deep = format!("{}{}", "[".repeat(300), "]".repeat(300));
    for body in ["<html>", "{\"output\":", deep.as_str()] {
        server.push(Reply::raw(body));
        assert_eq!(converse(server.url(), "m", &ask("?")).body, body);
    }
}

#[tokio::test]
async fn a_disconnect_sends_nothing() {
    let server = Server::start().await.unwrap();
    server.push(Reply::text("").disconnect());
    let signed = "authorization: any\r\n";
    let body = ask("?").to_string();
    let bytes = send(server.url(), "POST", "/model/m/converse", signed, body.as_bytes());
    assert_eq!(bytes, b"");
    assert_eq!(server.requests()[0].status, 0);
}

/// A question that asks for a tool in this way.
fn choosing(choice: &Value) -> Value {
    let mut question = ask("?");
    let schema = json!({"json": {"type": "object"}});
    question["toolConfig"] = json!({
        "tools": [{"toolSpec": {"name": "find", "description": "Finds.", "inputSchema": schema}}],
        "toolChoice": choice,
    });
    question
}

const ANY: &str = "This model doesn't support the toolConfig.toolChoice.any field. \
    Remove toolConfig.toolChoice.any and try again.";

#[tokio::test]
async fn a_throttled_reply_comes_after_its_throttles() {
    let server = Server::start().await.unwrap();
    server.push(Reply::text("at last").throttle(2));
    server.push(Reply::text("next"));
    let answers: Vec<_> = (0..4).map(|_| converse(server.url(), "m", &ask("?"))).collect();
    assert_eq!(answers.iter().map(|answer| answer.status).collect::<Vec<_>>(), [429, 429, 200, 200]);
    assert_eq!(answers[0].error().0, "ThrottlingException");
    assert!(answers[2].body.contains("at last") && answers[3].body.contains("next"));
}

#[tokio::test]
async fn a_refused_choice_gets_the_reply_once_it_is_given_up() {
    let server = Server::start().await.unwrap();
    server.push(Reply::text("yes").refuse_tool_choice([ToolChoice::Any, ToolChoice::Tool]));
    let (any, tool) = (json!({"any": {}}), json!({"tool": {"name": "find"}}));
    let refusal = converse(server.url(), "m", &choosing(&any));
    assert_eq!((refusal.status, refusal.error()), (400, ("ValidationException".into(), ANY.into())));
    assert!(converse(server.url(), "m", &choosing(&tool)).error().1.contains("toolChoice.tool field"));
    assert!(converse(server.url(), "m", &choosing(&json!({"auto": {}}))).body.contains("yes"));
    server.push(Reply::text("any again"));
    assert_eq!(converse(server.url(), "m", &choosing(&any)).status, 200);
}

#[tokio::test]
async fn a_model_refuses_a_choice_until_it_is_told_otherwise() {
    let server = Server::start().await.unwrap();
    server.refuse_tool_choice("llama", [ToolChoice::Any]);
    server.refuse_output_config("llama");
    server.push(Reply::text("yes"));
    let any = choosing(&json!({"any": {}}));
    for _ in 0..2 {
        assert_eq!(converse(server.url(), "llama", &any).error().1, ANY);
    }
    let mut native = ask("?");
    native["outputConfig"] = json!({"textFormat": {
        "type": "json_schema",
        "structure": {"jsonSchema": {"schema": "{}", "name": "n"}},
    }});
    assert_eq!(converse(server.url(), "llama", &native).status, 400);
    assert_eq!(converse(server.url(), "nova", &any).status, 200);

    server.refuse_tool_choice("llama", []);
    server.push(Reply::text("yes"));
    assert_eq!(converse(server.url(), "llama", &any).status, 200);
}

#[tokio::test]
async fn what_was_served_is_counted_by_model() {
    let server = Server::start().await.unwrap();
    let cached = json!({
        "inputTokens": 7, "outputTokens": 3, "totalTokens": 110,
        "cacheReadInputTokens": 60, "cacheWriteInputTokens": 40,
    });
    server.push(Reply::text("one").usage(10, 2).throttle(1));
    server.push(Reply::text("two").member("usage", cached));
    server.push(Reply::text("cut").usage(100, 100).cut_after_bytes(20));
    server.push(Reply::text("gone").usage(100, 100).disconnect());
    for _ in 0..5 {
        // A connection that is cut has no answer to parse.
        let body = ask("?").to_string();
        send(server.url(), "POST", "/model/haiku/converse", "authorization: any\r\n", body.as_bytes());
    }
    server.push(Reply::error(500, "InternalServerException", "no"));
    converse(server.url(), "nova", &ask("?"));

    let haiku = server.usage()["haiku"];
    assert_eq!((haiku.requests, haiku.replies), (5, 3));
    assert_eq!((haiku.input_tokens, haiku.output_tokens, haiku.total_tokens), (17, 5, 122));
    assert_eq!((haiku.cache_read_input_tokens, haiku.cache_write_input_tokens), (60, 40));
    let nova = server.usage()["nova"];
    assert_eq!((nova.requests, nova.replies, nova.total_tokens), (1, 0, 0));
}

#[tokio::test]
async fn a_body_is_cut_at_its_byte() {
    let server = Server::start().await.unwrap();
    for (cut, whole) in [(5, false), (12, true)] {
        server.push(Reply::raw("0123456789ab").cut_after_bytes(cut));
        let answer = converse(server.url(), "m", &ask("?"));
        assert_eq!(answer.header("content-length"), Some("12"));
        assert_eq!(answer.body, "0123456789ab"[..cut]);
        assert_eq!(answer.body.len() == 12, whole);
    }
}

#[tokio::test]
async fn what_was_asked_is_kept_unless_it_is_not_to_be() {
    let asked = |server: &Server| {
        let headers = "authorization: signed\r\nx-amz-security-token: secret\r\n";
        send(server.url(), "POST", "/model/m/converse", headers, ask("?").to_string().as_bytes());
        server.requests()
    };
    let kept = asked(&Server::start().await.unwrap());
    assert_eq!((kept.len(), kept[0].headers["authorization"].as_str()), (1, "signed"));
    let shown = format!("{kept:?}");
    assert!(shown.contains("authorization") && !shown.contains("signed") && !shown.contains("secret"), "{shown}");

    let server = Server::builder().keep_requests(false).start().await.unwrap();
    assert_eq!(asked(&server), []);
    assert_eq!(server.usage()["m"].requests, 1);
}

#[tokio::test]
async fn a_delay_holds_one_reply_and_no_other() {
    let server = Server::start().await.unwrap();
    server.push(Reply::text("slow").delay(Duration::from_secs(2)));
    let start = Instant::now();
    let url = server.url().to_owned();
    let slow = std::thread::spawn(move || converse(&url, "m", &ask("?")).status);
    while server.requests().is_empty() {
        std::thread::sleep(Duration::from_millis(5));
    }
    server.push(Reply::text("fast"));
    assert!(converse(server.url(), "m", &ask("?")).body.contains("fast"));
    assert!(!slow.is_finished());
    assert_eq!(slow.join().unwrap(), 200);
    assert!(start.elapsed() >= Duration::from_secs(2));
}

#[tokio::test]
async fn dropping_it_frees_the_port() {
    let server = Server::start().await.unwrap();
    server.push(Reply::text("never").delay(Duration::from_mins(1)));
    let url = server.url().to_owned();
    let port = url.rsplit_once(':').unwrap().1.parse().unwrap();
    // One connection idles and one waits for its reply; neither may hold the server.
    let _idle = std::net::TcpStream::connect(("127.0.0.1", port)).unwrap();
    let waiting = std::thread::spawn(move || {
        let body = ask("?").to_string();
        send(&url, "POST", "/model/m/converse", "authorization: any\r\n", body.as_bytes())
    });
    while server.requests().is_empty() {
        std::thread::sleep(Duration::from_millis(5));
    }
    let start = Instant::now();
    drop(server);
    assert!(start.elapsed() < Duration::from_secs(5));
    assert_eq!(waiting.join().unwrap(), b"");

    let again = Server::builder().port(port).start().await.unwrap();
    assert_eq!(again.url(), format!("http://127.0.0.1:{port}"));
}

#[tokio::test]
async fn a_taken_port_is_an_error() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let error = Server::builder().port(port).start().await.unwrap_err();
    assert_eq!(error.to_string(), format!("cannot listen on 127.0.0.1:{port}"));
    assert!(!error.is_recording());
}
