//! The endpoint over HTTP, as bytes on a socket.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use toolshape_local::{Reply, Server};

const OPUS: &str = "us.anthropic.claude-opus-5-v1:0";
const NOVA: &str = "us.amazon.nova-lite-v1:0";

/// An answer as it came: the head, and the body without its transfer encoding.
struct Answer {
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn status(&self) -> u16 {
        self.head.split(' ').nth(1).unwrap().parse().unwrap()
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn message(&self) -> String {
        let body: Value = serde_json::from_slice(&self.body).unwrap();
        body["message"].as_str().unwrap_or_default().to_owned()
    }
}

fn post(server: &Server, model: &str, operation: &str, headers: &str, body: &[u8]) -> Answer {
    let host = server.url().strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    write!(
        stream,
        "POST /model/{model}/{operation} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n{headers}content-length: {}\r\n\r\n",
        body.len()
    )
    .unwrap();
    stream.write_all(body).unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let split = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    let head = String::from_utf8(bytes[..split].to_vec()).unwrap();
    let rest = &bytes[split + 4..];
    let body = if head.contains("transfer-encoding: chunked") { dechunked(rest) } else { rest.to_vec() };
    Answer { head, body }
}

/// The chunks of a body that ends in order.
fn dechunked(mut rest: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    loop {
        let line = rest.windows(2).position(|window| window == b"\r\n").expect("the body ends in order");
        let length = usize::from_str_radix(str::from_utf8(&rest[..line]).unwrap(), 16).unwrap();
        if length == 0 {
            return body;
        }
        body.extend(&rest[line + 2..][..length]);
        rest = &rest[line + 2 + length + 2..];
    }
}

const SIGNED: &str = "authorization: any\r\n";

fn ask(server: &Server, model: &str, body: &Value) -> Answer {
    post(server, model, "converse", SIGNED, body.to_string().as_bytes())
}

fn user(text: &str) -> Value {
    json!({"role": "user", "content": [{ "text": text }]})
}

fn question() -> Value {
    json!({"messages": [user("Top product?")]})
}

async fn answer(operation: &str, reply: Reply) -> Answer {
    let server = Server::start().await.unwrap();
    server.push(reply);
    post(&server, NOVA, operation, SIGNED, question().to_string().as_bytes())
}

/// The first frame of a body and what follows it, by the lengths alone.
fn frames(mut body: &[u8]) -> (Vec<&[u8]>, &[u8]) {
    let mut frames = Vec::new();
    while let Some(length) = body.first_chunk::<4>() {
        let length = usize::try_from(u32::from_be_bytes(*length)).unwrap();
        let Some((frame, rest)) = body.split_at_checked(length) else { break };
        frames.push(frame);
        body = rest;
    }
    (frames, body)
}

fn holds(frame: &[u8], text: &str) -> bool {
    frame.windows(text.len()).any(|window| window == text.as_bytes())
}

#[tokio::test]
async fn a_conversation_is_judged_by_its_model_unless_the_server_is_strict() {
    let server = Server::start().await.unwrap();
    let mut alone = question();
    let reasoning = json!({"reasoningContent": {"reasoningText": {"text": "Hm."}}});
    alone["messages"] = json!([user("Top?"), {"role": "assistant", "content": [reasoning]}, user("Well?")]);
    let refused = |model: &str| {
        let answer = ask(&server, model, &alone);
        (answer.status(), answer.message())
    };
    let prefill = "The model returned the following errors: This model does not support assistant message prefill. \
        The conversation must end with a user message.";
    assert_eq!(refused(OPUS), (400, prefill.to_owned()));
    server.push(Reply::text("Tea."));
    assert_eq!(refused(NOVA).0, 200);

    server.strict_conversations(true);
    server.push(Reply::text("Tea."));
    assert_eq!(refused(NOVA), (400, prefill.to_owned()));
    server.strict_conversations(false);
    assert_eq!(refused(NOVA).0, 200);
}

#[tokio::test]
async fn a_model_without_tools_refuses_them_and_nothing_else() {
    let server = Server::start().await.unwrap();
    server.refuse_tools(NOVA);
    let mut with_tools = question();
    let spec = json!({"name": "find", "description": "Finds.", "inputSchema": {"json": {"type": "object"}}});
    with_tools["toolConfig"] = json!({"tools": [{ "toolSpec": spec }]});
    server.push(Reply::text("Tea."));
    let refused = ask(&server, NOVA, &with_tools);
    assert_eq!((refused.status(), refused.message().as_str()), (400, "This model doesn't support tool use."));
    assert_eq!(ask(&server, NOVA, &question()).status(), 200);
    server.push(Reply::text("Tea."));
    assert_eq!(ask(&server, OPUS, &with_tools).status(), 200);
}

#[tokio::test]
async fn who_asks_comes_before_what_is_asked() {
    let server = Server::start().await.unwrap();
    let refused = post(&server, NOVA, "converse", "", b"no JSON");
    assert_eq!((refused.status(), refused.header("x-amzn-errortype")), (403, Some("AccessDeniedException")));
    assert_eq!(refused.text(), r#"{"Message":"Authorization header is missing"}"#);
}

#[tokio::test]
async fn an_error_comes_in_the_form_that_the_script_gives_it() {
    let suffixed = "ValidationException:http://internal.amazon.com/coral/com.amazon.bedrock/";
    let json = Some("application/json");
    let cases = [
        (Reply::error(400, suffixed, "No."), 400, Some(suffixed), json, r#"{"message":"No."}"#),
        (
            Reply::body(json!({"__type": "a.b#C", "Message": "No."})).status(429),
            429,
            None,
            json,
            r#"{"__type":"a.b#C","Message":"No."}"#,
        ),
        (
            Reply::body(json!({"Message": "Signature not yet current"})).status(403),
            403,
            None,
            json,
            r#"{"Message":"Signature not yet current"}"#,
        ),
        (Reply::raw("<html>").status(502).header("content-type", "text/html"), 502, None, Some("text/html"), "<html>"),
        (Reply::raw("").status(503), 503, None, json, ""),
    ];
    for (reply, status, code, content_type, body) in cases {
        for operation in ["converse", "converse-stream"] {
            let answer = answer(operation, reply.clone()).await;
            assert_eq!((answer.status(), answer.header("x-amzn-errortype")), (status, code));
            assert_eq!((answer.header("content-type"), answer.text().as_str()), (content_type, body));
            assert_eq!(answer.head.matches("content-type").count(), 1);
        }
    }
}

#[tokio::test]
async fn every_answer_has_a_request_id() {
    let server = Server::start().await.unwrap();
    for reply in [Reply::text("Tea."), Reply::throttled(), Reply::raw("<html>").status(502)] {
        server.push(reply.clone());
        server.push(reply);
    }
    let mut ids: Vec<String> = (0..4)
        .flat_map(|_| ["converse", "converse-stream"])
        .map(|operation| post(&server, NOVA, operation, SIGNED, question().to_string().as_bytes()))
        .chain([post(&server, NOVA, "converse", "", b""), post(&server, NOVA, "invoke", SIGNED, b"")])
        .map(|answer| answer.header("x-amzn-requestid").unwrap().to_owned())
        .collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 10);
    assert!(ids.iter().all(|id| id.len() == 36), "{ids:?}");
}

#[tokio::test]
async fn a_header_of_the_script_replaces_the_servers_own() {
    let answer =
        answer("converse", Reply::throttled().header("retry-after", "2").header("x-amzn-requestid", "r1")).await;
    assert_eq!((answer.header("retry-after"), answer.header("x-amzn-requestid")), (Some("2"), Some("r1")));
}

#[tokio::test]
async fn a_stream_ends_with_an_exception_of_any_body() {
    let body = json!({"Message": "It broke.", "originalStatusCode": 503});
    let answer =
        answer("converse-stream", Reply::text("Tea.").exception_body_after(1, "ModelStreamErrorException", &body))
            .await;
    let (frames, rest) = frames(&answer.body);
    assert_eq!((frames.len(), rest), (2, &[][..]));
    assert!(holds(frames[1], "modelStreamErrorException") && holds(frames[1], &body.to_string()));
}

#[tokio::test]
async fn a_stream_ends_with_an_error_that_has_no_payload() {
    let reply = Reply::text("Tea.").exception_after(3, "ThrottlingException", "No.");
    let answer = answer("converse-stream", reply.error_frame_after(1, "InternalFailure", "It broke.")).await;
    let (frames, rest) = frames(&answer.body);
    assert_eq!((frames.len(), rest), (2, &[][..]));
    assert!(
        [":error-code", "InternalFailure", ":error-message", "It broke.", "error"]
            .iter()
            .all(|text| holds(frames[1], text))
    );
}

#[tokio::test]
async fn events_of_any_type_stand_where_the_script_puts_them() {
    let delta = json!({"contentBlockIndex": 0, "delta": {"hologram": {"depth": 3}}});
    let reply = Reply::text("Tea.")
        .event_after(0, "initial-response", json!({}))
        .event_after(2, "contentBlockDelta", delta.clone())
        .event_after(99, "aKindOfNextYear", json!({"n": 1}))
        .padded();
    let answer = answer("converse-stream", reply).await;
    let (frames, _) = frames(&answer.body);
    assert!(holds(frames[0], "initial-response") && holds(frames[1], "messageStart"));
    assert!(holds(frames[2], r#"{"hologram":{"depth":3}}"#) && holds(frames[3], "Tea."));
    assert!(holds(frames.last().unwrap(), r#"{"n":1,"p":""#));
    assert!(frames.iter().all(|frame| holds(frame, r#""p":"a"#)));
}

#[tokio::test]
async fn a_stream_may_end_in_order_within_a_frame_or_with_bytes_that_are_none() {
    let whole = answer("converse-stream", Reply::text("Tea.")).await.body;
    let early = answer("converse-stream", Reply::text("Tea.").end_after_bytes(whole.len() - 7)).await;
    assert_eq!(early.body, whole[..whole.len() - 7]);
    let late = answer("converse-stream", Reply::text("Tea.").trailing_bytes(*b"\0\0\0")).await;
    let (all, rest) = frames(&late.body);
    assert_eq!((all.concat(), rest), (whole, &b"\0\0\0"[..]));
}

#[tokio::test]
async fn tokens_count_only_where_their_event_ends() {
    let server = Server::start().await.unwrap();
    let stream = |reply: Reply| {
        server.push(reply.usage(10, 2));
        post(&server, NOVA, "converse-stream", SIGNED, question().to_string().as_bytes()).body.len()
    };
    let whole = stream(Reply::text("Tea."));
    assert_eq!(server.usage()[NOVA].total_tokens, 12);
    stream(Reply::text("Tea.").end_after_bytes(whole - 1));
    stream(Reply::text("Tea.").error_frame_after(1, "InternalFailure", "It broke."));
    assert_eq!(server.usage()[NOVA].total_tokens, 12);
}

/// The most memory that this process has had, in bytes, where the system tells.
fn peak() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(1024 * line.trim().strip_suffix(" kB")?.parse::<usize>().ok()?)
}

#[tokio::test]
async fn a_body_is_not_read_as_json_for_strangers_nor_where_it_holds_too_many_values() {
    let server = Server::start().await.unwrap();
    let body = format!("[{}1]", "1,".repeat(11_000_000));
    let before = peak();
    for (headers, status) in [("", 403), (SIGNED, 413)] {
        let answer = post(&server, NOVA, "converse", headers, body.as_bytes());
        assert_eq!(answer.status(), status, "{}", answer.text());
    }
    assert!(server.requests().iter().all(|request| request.body.is_null()));
    if let (Some(before), Some(after)) = (before, peak()) {
        assert!(after - before < 500_000_000, "{} bytes", after - before);
    }

    server.push(Reply::text("Tea."));
    let texts = vec![user(&"1, [{".repeat(4_000_000))];
    assert_eq!(ask(&server, NOVA, &json!({"messages": texts})).status(), 200, "a text is one value");
}

#[tokio::test]
async fn a_long_request_of_many_ids_is_judged_in_linear_time() {
    let server = Server::start().await.unwrap();
    let began = Instant::now();
    let call = |n: usize| json!({"toolUse": {"toolUseId": n.to_string(), "name": "find", "input": {}}});
    let result = |n: usize| json!({"toolResult": {"toolUseId": n.to_string(), "content": [{"text": "1"}]}});
    let (calls, results): (Vec<_>, Vec<_>) = (0..40_000).map(|n| (call(n), result(n))).unzip();
    let turns = json!([user("?"), {"role": "assistant", "content": calls}, {"role": "user", "content": results}]);
    let tool = json!({"toolSpec": {"name": "find", "inputSchema": {"json": {"type": "object"}}}});
    server.push(Reply::text("Tea."));
    let answer = ask(&server, NOVA, &json!({"messages": turns, "toolConfig": {"tools": [tool]}}));
    assert_eq!(answer.status(), 200, "{}", answer.text());
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
}

#[tokio::test]
async fn others_are_answered_while_a_long_request_is_read() {
    let server = Server::start().await.unwrap();
    let long = json!({"messages": [user("?")], "additionalModelRequestFields": vec![1; 490_000]}).to_string();
    let question = question().to_string();
    let others_waited = || {
        let began = Instant::now();
        thread::scope(|scope| {
            let long = scope.spawn(|| {
                let answer = post(&server, NOVA, "converse", SIGNED, long.as_bytes());
                (answer.status(), began.elapsed())
            });
            let mut waited = Duration::ZERO;
            while !long.is_finished() {
                let asked = Instant::now();
                post(&server, NOVA, "converse", SIGNED, question.as_bytes());
                waited = waited.max(asked.elapsed());
            }
            let (status, took) = long.join().unwrap();
            // 404: it was read, and nothing is scripted.
            assert_eq!(status, 404);
            waited * 2 > took
        })
    };
    // Once in a while the machine is busy with something else.
    assert!((0..8).any(|_| !others_waited()), "the long request kept the others waiting");
}
