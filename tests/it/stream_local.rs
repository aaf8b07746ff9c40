//! `ConverseStream` of toolshape-local over the wire, its frames read by AWS's decoder.

use std::time::{Duration, Instant};

use aws_smithy_eventstream::frame::{DecodedFrame, MessageFrameDecoder};
use proptest::prelude::*;
use serde_json::{Value, json};
use toolshape_local::{Reply, Server};

use crate::model::validator;
use crate::wire::{answer, send};

/// A stream as it came.
struct Streamed {
    content_type: String,
    body: Vec<u8>,
    /// Whether the last chunk was there: without it the connection was cut.
    ended: bool,
}

impl Streamed {
    /// The events up to the first that cannot be read, and whether there is such a one.
    fn events(&self) -> (Vec<(String, Value)>, bool) {
        let mut decoder = MessageFrameDecoder::new();
        let mut bytes = self.body.as_slice();
        let mut events = Vec::new();
        loop {
            match decoder.decode_frame(&mut bytes) {
                Ok(DecodedFrame::Complete(message)) => {
                    let header = |name: &str| {
                        let header = message.headers().iter().find(|header| header.name().as_str() == name);
                        header.and_then(|header| header.value().as_string().ok()).map(|value| value.as_str().to_owned())
                    };
                    assert_eq!(header(":content-type").as_deref(), Some("application/json"));
                    let kind = match header(":message-type").as_deref() {
                        Some("event") => header(":event-type"),
                        Some("exception") => header(":exception-type"),
                        other => panic!("{other:?}"),
                    };
                    events.push((kind.unwrap(), serde_json::from_slice(message.payload()).unwrap()));
                }
                Ok(DecodedFrame::Incomplete) => return (events, false),
                Err(_) => return (events, true),
            }
        }
    }

    fn kinds(&self) -> Vec<String> {
        self.events().0.into_iter().map(|(kind, _)| kind).collect()
    }

    /// The fragments of the tool's input in a block.
    fn input(&self, block: usize) -> Vec<String> {
        let events = self.events().0.into_iter().map(|(_, payload)| payload);
        let of_block = events.filter(|payload| payload["contentBlockIndex"] == block);
        of_block.filter_map(|payload| payload["delta"]["toolUse"]["input"].as_str().map(str::to_owned)).collect()
    }
}

fn question() -> Value {
    json!({"messages": [{"role": "user", "content": [{"text": "Top product?"}]}]})
}

fn post(server: &Server, body: &Value) -> Vec<u8> {
    let signed = "authorization: any\r\n";
    send(server.url(), "POST", "/model/m/converse-stream", signed, body.to_string().as_bytes())
}

fn converse_stream(server: &Server) -> Streamed {
    let bytes = post(server, &question());
    let split = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    let head = str::from_utf8(&bytes[..split]).unwrap();
    assert!(head.starts_with("HTTP/1.1 200 "), "{head}");
    let content_type = head.lines().find_map(|line| line.strip_prefix("content-type: ")).unwrap().to_owned();
    let (mut body, mut rest) = (Vec::new(), &bytes[split + 4..]);
    while let Some(line) = rest.windows(2).position(|window| window == b"\r\n") {
        let length = usize::from_str_radix(str::from_utf8(&rest[..line]).unwrap(), 16).unwrap();
        if length == 0 {
            return Streamed { content_type, body, ended: true };
        }
        body.extend(&rest[line + 2..][..length]);
        rest = &rest[line + 2 + length + 2..];
    }
    Streamed { content_type, body, ended: false }
}

async fn stream(reply: Reply) -> Streamed {
    let server = Server::start().await.unwrap();
    server.push(reply);
    converse_stream(&server)
}

fn call() -> Reply {
    Reply::tool("find", json!({"q": "tea", "n": 12}))
}

#[tokio::test]
async fn a_call_streams_as_the_service_streams_it() {
    let streamed = stream(call().text_first("Hm.").usage(10, 5)).await;
    assert_eq!(streamed.content_type, "application/vnd.amazon.eventstream");
    assert!(streamed.ended);
    let mut lines = Vec::new();
    for (kind, mut payload) in streamed.events().0 {
        // The id differs from run to run.
        if let Some(id) = payload.pointer_mut("/start/toolUse/toolUseId") {
            *id = json!("…");
        }
        lines.push(format!("{kind} {payload}"));
    }
    insta::assert_snapshot!(lines.join("\n"), @r#"
    messageStart {"role":"assistant"}
    contentBlockDelta {"delta":{"text":"Hm."},"contentBlockIndex":0}
    contentBlockStop {"contentBlockIndex":0}
    contentBlockStart {"start":{"toolUse":{"name":"find","toolUseId":"…"}},"contentBlockIndex":1}
    contentBlockDelta {"delta":{"toolUse":{"input":"{\"q\":\"te"}},"contentBlockIndex":1}
    contentBlockDelta {"delta":{"toolUse":{"input":"a\",\"n\":1"}},"contentBlockIndex":1}
    contentBlockDelta {"delta":{"toolUse":{"input":"2}"}},"contentBlockIndex":1}
    contentBlockStop {"contentBlockIndex":1}
    messageStop {"stopReason":"tool_use"}
    metadata {"usage":{"inputTokens":10,"outputTokens":5,"totalTokens":15},"metrics":{"latencyMs":640}}
    "#);
}

#[tokio::test]
async fn a_recording_streams_the_input_that_its_file_has() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("stream-recordings");
    std::fs::create_dir_all(&folder).unwrap();
    let input = r#"{ "n": 1.50, "big": 1e400, "é": "\u00e9" }"#;
    let recording = format!(
        r#"{{"recording": "x", "match": {{"prompt": "Top product?"}}, "body": {{"output": {{"message": {{
            "role": "assistant", "content": [{{"toolUse": {{"toolUseId": "t", "name": "f", "input": {input}}}}}]}}}},
            "stopReason": "tool_use"}}}}"#
    );
    std::fs::write(folder.join("top.json"), recording).unwrap();
    let server = Server::builder().replies(folder).unwrap().fragment_size(3).start().await.unwrap();
    let fragments = converse_stream(&server).input(0);
    assert_eq!(fragments.concat(), input);
    assert!(fragments.len() > 10 && fragments.iter().all(|fragment| fragment.len() <= 3));
}

#[tokio::test]
async fn an_error_before_the_first_event_is_http() {
    let server = Server::start().await.unwrap();
    server.push(Reply::text("at last").throttle(1));
    let mut later = question();
    later["guardrailConfig"] = json!({
        "guardrailIdentifier": "abc", "guardrailVersion": "1", "streamProcessingMode": "later",
    });
    let refused = answer(&post(&server, &later));
    assert_eq!((refused.status, refused.error().0), (400, "ValidationException".into()));
    let throttled = answer(&post(&server, &question()));
    assert_eq!((throttled.status, throttled.error().0), (429, "ThrottlingException".into()));
    assert_eq!(throttled.header("content-type"), Some("application/json"));

    later["guardrailConfig"]["streamProcessingMode"] = json!("async");
    let bytes = post(&server, &later);
    assert!(bytes.starts_with(b"HTTP/1.1 200 "));
}

#[tokio::test]
async fn an_exception_takes_the_place_of_what_was_to_follow() {
    for (code, kind) in [
        ("ThrottlingException", "throttlingException"),
        ("ModelStreamErrorException", "modelStreamErrorException"),
        ("InternalServerException", "internalServerException"),
        ("ValidationException", "validationException"),
        ("ServiceUnavailableException", "serviceUnavailableException"),
    ] {
        let streamed = stream(call().exception_after(2, code, "as scripted")).await;
        assert_eq!(streamed.kinds(), ["messageStart", "contentBlockStart", kind]);
        assert_eq!(streamed.events().0[2].1, json!({"message": "as scripted"}));
        assert!(streamed.ended);
    }
}

#[tokio::test]
async fn a_connection_is_cut_after_its_events_or_bytes() {
    let streamed = stream(call().cut_after_events(2)).await;
    assert_eq!(streamed.kinds(), ["messageStart", "contentBlockStart"]);
    assert!(!streamed.ended);
    let streamed = stream(call().cut_after_events(0)).await;
    assert_eq!((streamed.body.len(), streamed.ended), (0, false));
    let streamed = stream(call().cut_after_events(1000)).await;
    assert!(streamed.ended);
    for bytes in [0, 1, 200, 500] {
        let streamed = stream(call().cut_after_bytes(bytes)).await;
        assert_eq!((streamed.body.len(), streamed.ended), (bytes, false));
    }
    assert_eq!(stream(call().cut_after_bytes(200)).await.kinds(), ["messageStart"]);
}

#[tokio::test]
async fn a_disconnect_sends_nothing_of_a_stream() {
    let server = Server::start().await.unwrap();
    server.push(call().disconnect());
    assert_eq!(post(&server, &question()), b"");
}

#[tokio::test]
async fn a_wrong_checksum_is_in_one_event() {
    let streamed = stream(call().wrong_checksum_at(3)).await;
    let (events, broken) = streamed.events();
    assert!(broken && streamed.ended);
    assert_eq!(events.len(), 3);
}

#[tokio::test]
async fn a_stream_may_lack_its_block_stops() {
    let kinds = stream(call().fragment_size(100).without_block_stop()).await.kinds();
    assert_eq!(kinds, ["messageStart", "contentBlockStart", "contentBlockDelta", "messageStop", "metadata"]);
}

#[tokio::test]
async fn two_calls_interleave() {
    let streamed = stream(call().and_tool("look", json!({"at": [1, 2]})).fragment_size(4).interleaved()).await;
    let blocks: Vec<Value> =
        streamed.events().0.into_iter().map(|(_, mut payload)| payload["contentBlockIndex"].take()).collect();
    let blocks: Vec<_> = blocks.iter().filter_map(Value::as_u64).collect();
    assert_eq!(blocks, [0, 1, 0, 1, 0, 1, 0, 1, 0, 0, 0, 1]);
    assert_eq!(streamed.input(0).concat(), r#"{"q":"tea","n":12}"#);
    assert_eq!(streamed.input(1).concat(), r#"{"at":[1,2]}"#);
}

#[tokio::test]
async fn an_input_streams_in_each_form() {
    let joined = |streamed: Streamed| streamed.input(0).concat();
    assert_eq!(stream(Reply::tool("ping", json!({})).empty_delta()).await.input(0), [""]);
    assert_eq!(joined(stream(call().truncated_at(9)).await), r#"{"q":"tea"#);
    assert_eq!(joined(stream(call().stringified()).await), r#""{\"q\":\"tea\",\"n\":12}""#);
    assert_eq!(joined(stream(call().wrapped("input")).await), r#"{"input":{"q":"tea","n":12}}"#);
    assert_eq!(joined(stream(call().input_streams_as("{\"q\": tea}")).await), "{\"q\": tea}");
}

#[tokio::test]
async fn a_guardrail_steps_in_between_two_deltas() {
    let streamed = stream(call().fragment_size(4).guardrail_blocked_after(2, "No.")).await;
    let (events, _) = streamed.events();
    assert_eq!(streamed.input(0), ["{\"q\"", ":\"te"]);
    let text: Vec<&str> = events.iter().filter_map(|(_, payload)| payload["delta"]["text"].as_str()).collect();
    assert_eq!(text, ["No."]);
    let (last, stop) = (&events[events.len() - 1], &events[events.len() - 2]);
    assert_eq!(stop.1["stopReason"], "guardrail_intervened");
    let assessments = &last.1["trace"]["guardrail"]["outputAssessments"]["local0guardrail"];
    assert_eq!(assessments[0]["topicPolicy"]["topics"][0]["action"], "BLOCKED");
}

#[tokio::test]
async fn events_keep_their_pace() {
    let start = Instant::now();
    let streamed = stream(Reply::text("abcdef").fragment_size(2).pace(Duration::from_millis(20))).await;
    assert_eq!(streamed.kinds().len(), 7);
    assert!(start.elapsed() >= Duration::from_millis(6 * 20));
}

#[tokio::test]
async fn a_stream_counts_once_its_metadata_is_sent() {
    let server = Server::start().await.unwrap();
    server.push(Reply::text("whole").usage(10, 2));
    server.push(Reply::text("cut").usage(100, 100).cut_after_events(3));
    server.push(Reply::text("failed").usage(100, 100).exception_after(3, "ThrottlingException", "no"));
    server.push(Reply::text("spoiled").usage(100, 100).wrong_checksum_at(1));
    for _ in 0..4 {
        converse_stream(&server);
    }
    let usage = server.usage()["m"];
    assert_eq!((usage.requests, usage.replies, usage.total_tokens), (4, 4, 12));
}

#[tokio::test]
async fn what_is_no_converse_body_is_sent_as_it_is() {
    let server = Server::start().await.unwrap();
    server.push(Reply::raw("<html>"));
    let sent = answer(&post(&server, &question()));
    assert_eq!((sent.status, sent.body.as_str()), (200, "<html>"));
}

fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        Just(Value::Null),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map(".{0,6}", inner, 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

#[test]
fn whatever_is_scripted_streams_within_the_model() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let server = runtime.block_on(Server::start()).unwrap();
    let model = validator("stream.json", "ConverseStreamOutput");
    proptest!(|(input in json_value(), text in ".{0,40}", size in 0usize..40, interleaved: bool)| {
        let reply = Reply::tool("find", input.clone()).text_first(&text).reasoning_first("Hm.").fragment_size(size);
        server.push(if interleaved { reply.interleaved() } else { reply });
        let streamed = converse_stream(&server);
        let (events, broken) = streamed.events();
        prop_assert!(streamed.ended && !broken);
        let joined = streamed.input(2).concat();
        prop_assert_eq!(serde_json::from_str::<Value>(&joined).unwrap(), input);
        let texts: String = events.iter().filter_map(|(_, payload)| payload["delta"]["text"].as_str()).collect();
        prop_assert_eq!(texts, text);
        for (kind, payload) in events {
            let event = json!({ kind: payload });
            prop_assert!(model.is_valid(&event), "{}", event);
        }
    });
}
