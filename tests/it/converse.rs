//! Converse with the serde types: the request goes out and the reply comes in as they are.

use serde_json::{Value, json};
use toolshape_bedrock::Client;
use toolshape_local::{Reply, Server};
use toolshape_types::bedrock::{ContentBlock, ConverseRequest, Message};

fn request(body: Value) -> ConverseRequest {
    ConverseRequest::from_body("us.amazon.nova-lite-v1:0", body).unwrap()
}

#[tokio::test]
async fn the_request_goes_out_in_its_own_order() {
    let server = Server::start().await.unwrap();
    server.push(Reply::text("Hi."));
    let body = json!({
        "messages": [{ "role": "user", "content": [{ "text": "Hello \u{1f375}" }] }],
        "toolConfig": { "tools": [{ "toolSpec": { "name": "t", "inputSchema": { "json": {
            "type": "object", "properties": { "zebra": {}, "apple": {}, "mango": {} },
        } } } }] },
    });
    Client::local(server.url()).converse(&request(body.clone())).await.unwrap();
    let sent = &server.requests()[0].body;
    assert_eq!(sent.to_string(), request(body).body().to_string());
}

#[tokio::test]
async fn the_reply_comes_in_to_the_last_member() {
    let server = Server::start().await.unwrap();
    let body = json!({
        "output": { "message": { "role": "assistant", "content": [
            { "text": "Hi." }, { "hologram": { "depth": 3 } },
        ], "mood": "calm" } },
        "stopReason": "tired",
        "usage": { "inputTokens": 1, "outputTokens": 2, "totalTokens": 3, "carbonGrams": 0.25 },
        "metrics": { "latencyMs": 5 },
        "weather": null,
    });
    server.push(Reply::body(body.clone()));
    let hello = request(json!({ "messages": [Message::user(["Hello"])] }));
    let reply = Client::local(server.url()).converse(&hello).await.unwrap();
    assert_eq!(serde_json::to_value(&reply).unwrap(), body);
    let Some(message) = reply.output.as_message() else { panic!("no message") };
    assert_eq!(message.content[0].as_text(), Some("Hi."));
    assert!(matches!(&message.content[1], ContentBlock::Unknown(block) if block.contains_key("hologram")));
}

#[tokio::test]
async fn a_refusal_has_its_name() {
    let server = Server::start().await.unwrap();
    let error = Client::local(server.url()).converse(&request(json!({ "messages": [] }))).await.unwrap_err();
    assert!(error.is_validation(), "{error}");
}

#[tokio::test]
async fn a_reply_is_never_made_up() {
    for body in [json!({}), json!({ "stopReason": "end_turn" }), json!([]), Value::Null] {
        let server = Server::start().await.unwrap();
        server.push(Reply::body(body.clone()));
        let hello = request(json!({ "messages": [Message::user(["Hello"])] }));
        let error = Client::local(server.url()).converse(&hello).await.unwrap_err();
        assert!(error.is_unreadable_reply() && error.request_id().is_some(), "{body}: {error}");
    }
}

#[tokio::test]
async fn a_block_with_two_members_is_kept_whole() {
    let server = Server::start().await.unwrap();
    let body = json!({
        "output": { "message": { "role": "assistant", "content": [{ "text": "Hi.", "image": { "format": "png", "source": { "bytes": "" } } }] } },
        "stopReason": "end_turn",
        "usage": { "inputTokens": 1, "outputTokens": 2, "totalTokens": 3 },
        "metrics": { "latencyMs": 5 },
    });
    server.push(Reply::body(body.clone()));
    let hello = request(json!({ "messages": [Message::user(["Hello"])] }));
    let reply = Client::local(server.url()).converse(&hello).await.unwrap();
    assert_eq!(serde_json::to_value(&reply).unwrap(), body);
}

#[tokio::test]
async fn what_cannot_be_sent_is_refused_here() {
    let hello = json!({ "messages": [Message::user(["Hello"])] });
    for model in [String::new(), "m".repeat(2049)] {
        let request = ConverseRequest::from_body(model, hello.clone()).unwrap();
        let error = Client::local("http://127.0.0.1:9").converse(&request).await.unwrap_err();
        assert_eq!((error.is_invalid_request(), error.field()), (true, Some("model_id")));
    }
    let error = Client::local("").converse(&request(hello)).await.unwrap_err();
    assert!(error.is_transport(), "{error}");
}

#[tokio::test]
async fn a_reply_is_read_down_to_127_levels() {
    let nested = |levels: usize| {
        // The body itself is one.
        let rest = "[".repeat(levels - 1) + &"]".repeat(levels - 1);
        format!(
            r#"{{"output": {{"message": {{"role": "assistant", "content": [{{"text": "Hi."}}]}}}}, "stopReason": "end_turn",
                "usage": {{"inputTokens": 1, "outputTokens": 1, "totalTokens": 2}}, "metrics": {{"latencyMs": 1}},
                "rest": {rest}}}"#
        )
    };
    let server = Server::start().await.unwrap();
    server.push(Reply::raw(nested(127)));
    server.push(Reply::raw(nested(128)));
    let hello = request(json!({ "messages": [Message::user(["Hello"])] }));
    Client::local(server.url()).converse(&hello).await.unwrap();
    let error = Client::local(server.url()).converse(&hello).await.unwrap_err();
    assert!(error.is_unreadable_reply(), "{error}");
}
