//! No reply, however large or long, takes the client's memory or time beyond its limits.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use aws_sdk_bedrockruntime::primitives::event_stream::{Header, HeaderValue, Message};
use aws_smithy_eventstream::frame::write_message_to;
use serde_json::{Value, json};
use toolshape::ToolSpec;
use toolshape_bedrock::{Client, Error, Generate, SizeLimits};
use toolshape_local::{Reply, Server};

const MODEL: &str = "us.anthropic.claude-haiku-4-5-20251001-v1:0";
const STREAM: &str = "200 OK\r\ncontent-type: application/vnd.amazon.eventstream";

/// A client of an endpoint that answers each request with this head, and writes the body until the client has gone.
fn client(head: &'static str, write: impl Fn(&mut TcpStream) -> io::Result<()> + Send + 'static) -> Client {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("it is bound");
    thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            // A client that has seen enough hangs up.
            let _ = answer(connection, head, &write);
        }
    });
    Client::local(format!("http://{address}"))
}

fn answer(mut connection: TcpStream, head: &str, write: &impl Fn(&mut TcpStream) -> io::Result<()>) -> io::Result<()> {
    let mut request = BufReader::new(connection.try_clone()?);
    let (mut line, mut length) = (String::new(), 0);
    while request.read_line(&mut line)? > 2 {
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().expect("a length is a number");
        }
        line.clear();
    }
    request.read_exact(&mut vec![0; length])?;
    write!(connection, "HTTP/1.1 {head}\r\nconnection: close\r\nx-amzn-requestid: r1\r\n\r\n")?;
    write(&mut connection)
}

fn event(kind: &'static str, payload: &Value) -> Vec<u8> {
    let header = |name: &'static str, value: &'static str| Header::new(name, HeaderValue::String(value.into()));
    let message = Message::new(payload.to_string().into_bytes())
        .add_header(header(":message-type", "event"))
        .add_header(header(":event-type", kind));
    let mut frame = Vec::new();
    write_message_to(&message, &mut frame).expect("it is a frame");
    frame
}

fn text(text: &str) -> Vec<u8> {
    event("contentBlockDelta", &json!({"contentBlockIndex": 0, "delta": {"text": text}}))
}

fn ask(client: &Client) -> Generate<Value> {
    let schema = json!({"type": "object", "properties": {"name": {"type": "string"}}});
    let spec = ToolSpec::new("city", "The city.", schema).expect("a valid spec");
    client.generate_value(MODEL, &spec).prompt("a secret prompt")
}

fn limits(change: impl FnOnce(&mut SizeLimits)) -> SizeLimits {
    let mut limits = SizeLimits::default();
    change(&mut limits);
    limits
}

async fn streamed(client: &Client) -> Error {
    let stream = ask(client).stream().await.expect("it opens");
    stream.answer().await.expect_err("there is no value")
}

async fn whole(client: &Client) -> Error {
    ask(client).send().await.expect_err("there is no value")
}

fn assert_too_large(error: &Error, reason: &str) {
    assert!(error.is_too_large(), "{error}");
    assert_eq!(error.to_string(), format!("the reply is too large: {reason} (r1)").replace("r1", "request r1"));
    let attempts = error.attempts();
    assert_eq!((attempts.len(), attempts[0].error, error.requests()), (1, Some(error.kind()), 1));
}

#[tokio::test]
async fn blocks_of_a_stream_are_limited_in_number_and_cost_alike() {
    let start = |index: i32| {
        event("contentBlockStart", &json!({"contentBlockIndex": index, "start": {"a_kind_of_next_year": {}}}))
    };
    let starts: Vec<u8> = (0..100_000).rev().flat_map(start).collect();
    let client = client(STREAM, move |connection| connection.write_all(&starts));
    let error = streamed(&client).await;
    assert_too_large(&error, "more than 10000 content blocks");

    let began = Instant::now();
    let error = streamed(&client.with_size_limits(limits(|limits| limits.blocks = usize::MAX))).await;
    assert!(error.is_unreadable_reply(), "{error}");
    assert!(began.elapsed() < Duration::from_secs(6), "{:?}", began.elapsed());
}

#[tokio::test]
async fn a_frame_is_refused_at_its_header() {
    let announce = |length: u32| {
        client(STREAM, move |connection| {
            connection.write_all(&text("Tea."))?;
            connection.write_all(&length.to_be_bytes())?;
            // The client does not wait for what the header announces.
            connection.read_to_end(&mut Vec::new()).map(|_| ())
        })
    };
    let no_frame = streamed(&announce(0xffff_ffff)).await;
    assert!(no_frame.is_unreadable_reply(), "{no_frame}");
    assert_eq!(no_frame.text(), Some("Tea."));

    let client = announce(8_000_001);
    let error = streamed(&client).await;
    assert_too_large(&error, "a frame of more than 8000000 bytes");
    assert_eq!(error.text(), Some("Tea."));

    let request = serde_json::from_value(json!({"modelId": MODEL, "messages": []})).expect("a request");
    let mut stream = client.converse_stream(&request).await.expect("it opens");
    assert!(stream.next().await.is_ok_and(|event| event.is_some()));
    assert!(stream.next().await.is_err_and(|error| error.is_too_large()));
}

#[tokio::test]
async fn the_text_of_a_stream_is_limited_whatever_it_is_of() {
    let delta = |delta: Value| event("contentBlockDelta", &json!({"contentBlockIndex": 0, "delta": delta}));
    let long = "a".repeat(1000);
    let start = event("contentBlockStart", &json!({"start": {"toolUse": {"toolUseId": "t1", "name": "city"}}}));
    for (first, piece) in [
        (Vec::new(), text(&long)),
        (Vec::new(), delta(json!({"reasoningContent": {"text": long}}))),
        (Vec::new(), delta(json!({"reasoningContent": {"signature": long}}))),
        (Vec::new(), delta(json!({"reasoningContent": {"redactedContent": long}}))),
        (
            [start.clone(), delta(json!({"toolUse": {"input": "{\"name\": \""}}))].concat(),
            delta(json!({"toolUse": {"input": long}})),
        ),
        (Vec::new(), event("contentBlockStart", &json!({"start": {"toolUse": {"toolUseId": long, "name": "city"}}}))),
    ] {
        let client = client(STREAM, move |connection| {
            connection.write_all(&first)?;
            loop {
                connection.write_all(&piece)?;
            }
        });
        let error = streamed(&client.with_size_limits(limits(|limits| limits.text = 100_000))).await;
        assert_too_large(&error, "more than 100000 bytes of text");
        let arrived = error.text().map_or(0, str::len) + error.payload().map_or(0, |input| input.to_string().len());
        assert!(arrived < 102_000, "{arrived}");
    }
}

#[tokio::test]
async fn what_had_arrived_of_a_reply_that_is_too_large_goes_with_the_error() {
    let body = r#"{"output": {"message": {"role": "assistant", "content": [{"text": "Tea."},
        {"toolUse": {"toolUseId": "t1", "name": "city", "input": {"name": "Lima", "houses": ["#;
    let client = client("200 OK\r\ncontent-type: application/json", move |connection| {
        connection.write_all(body.as_bytes())?;
        loop {
            connection.write_all(&b"1,".repeat(1000))?;
        }
    });
    let began = Instant::now();
    let error = whole(&client).await;
    assert_too_large(&error, "more than 8000000 bytes");
    assert_eq!(error.text(), Some("Tea."));
    assert_eq!(error.payload().map(|input| &input["name"]), Some(&json!("Lima")));
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());

    let small = client.with_size_limits(limits(|limits| limits.reply = 10_000));
    assert_too_large(&whole(&small).await, "more than 10000 bytes");
    let request = serde_json::from_value(json!({"modelId": MODEL, "messages": []})).expect("a request");
    assert!(small.converse(&request).await.is_err_and(|error| error.is_too_large()));
}

#[tokio::test]
async fn a_body_is_cut_at_its_limit_whatever_length_it_announces() {
    let server = Server::start().await.expect("a port is free");
    let small = limits(|limits| (limits.reply, limits.error) = (1000, 1000));
    let client = Client::local(server.url()).with_size_limits(small);
    let long = "a".repeat(20_000);
    server.push(Reply::text(&long));
    let error = whole(&client).await;
    assert!(error.is_too_large() && error.text().is_some_and(|text| text.len() > 500), "{error}");
    server.push(Reply::error(424, "ModelErrorException", &long));
    let error = whole(&client).await;
    assert!(error.is_model_error() && error.message().is_some_and(|text| text.len() > 900), "{error}");
    for _ in 0..3 {
        server.push(Reply::error(503, "ServiceUnavailableException", &long));
    }
    let error = whole(&client).await;
    assert!(error.is_unavailable(), "{error}");
    assert_eq!(error.requests(), 3, "it is repeated as any other of its kind");
}

#[tokio::test]
async fn a_whole_reply_has_a_limit_of_blocks_and_what_it_took_is_known() {
    let server = Server::start().await.expect("a port is free");
    let client = Client::local(server.url()).with_size_limits(limits(|limits| limits.blocks = 2));
    server.push(Reply::text("one").block(json!({"text": "two"})).block(json!({"text": "three"})).usage(3, 4));
    let error = whole(&client).await;
    assert!(error.is_too_large(), "{error}");
    assert_eq!((error.text(), error.usage().total_tokens), (Some("one\ntwo\nthree"), 7));
}

#[tokio::test]
async fn as_many_calls_as_the_limit_admits_are_sent_back_in_time() {
    let server = Server::start().await.expect("a port is free");
    let call = |number: i32| json!({"toolUse": {"toolUseId": format!("t{number}"), "name": "other", "input": {}}});
    server.push((1..10_000).map(call).fold(Reply::tool("other", json!({})), Reply::block));
    server.push(Reply::tool("city", json!({"name": "Lima"})));
    let began = Instant::now();
    let answer = ask(&Client::local(server.url())).send().await.expect("the second reply has a value");
    assert_eq!(answer.attempts.len(), 2);
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
}

#[tokio::test]
async fn an_endless_message_of_an_error_is_cut_and_its_first_kilobyte_shown() {
    let client = client("400 Bad Request\r\nx-amzn-errortype: ValidationException", |connection| {
        connection.write_all(br#"{"message": "No "#)?;
        loop {
            connection.write_all(&[b'!'; 10_000])?;
        }
    });
    let began = Instant::now();
    for error in [whole(&client).await, ask(&client).stream().await.expect_err("it is refused")] {
        assert!(error.is_validation(), "{error}");
        assert_eq!((error.code(), error.status()), (Some("ValidationException"), Some(400)));
        let message = error.message().expect("there is one");
        assert!(message.starts_with("No !!!") && (900_000..1_000_000).contains(&message.len()), "{}", message.len());
        let shown = error.to_string();
        assert!(shown.contains(": No !!!") && shown.ends_with("! … (ValidationException, 400, request r1)"), "{shown}");
        assert!(shown.len() < 1200, "{}", shown.len());
    }
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
}

#[tokio::test]
async fn a_message_of_the_service_steers_no_terminal() {
    let server = Server::start().await.expect("a port is free");
    server.push(Reply::error(403, "AccessDeniedException", "a\u{1b}[2J\u{202e}b\r\n\u{9b}c"));
    let error = whole(&Client::local(server.url())).await;
    for shown in [error.to_string(), format!("{error:?}")] {
        assert!(shown.contains(r"a\u001b[2J\u202eb \u009bc"), "{shown}");
    }
    assert_eq!(error.message(), Some("a\u{1b}[2J\u{202e}b\r\n\u{9b}c"));
}

#[tokio::test]
async fn the_budget_of_time_ends_a_stream_that_never_pauses() {
    let frames = event("metadata", &json!({})).repeat(1000);
    let client = client(STREAM, move |connection| {
        loop {
            connection.write_all(&frames)?;
        }
    });
    let began = Instant::now();
    let request = ask(&client).time_budget(Duration::from_millis(300));
    let error = request.stream().await.expect("it opens").answer().await.expect_err("there is no value");
    assert!(error.is_budget_exhausted(), "{error}");
    assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
}

#[tokio::test]
async fn debugging_shows_neither_prompt_nor_value_nor_credentials() {
    let server = Server::start().await.expect("a port is free");
    let client = Client::local(server.url());
    let shown = format!("{client:#?}");
    assert!(!shown.contains("access_key") && !shown.contains("Credentials") && shown.contains("region"), "{shown}");

    let reply = Reply::tool("city", json!({"name": "a secret value"})).text_first("a secret text");
    server.push(reply.clone().stop_reason("a secret reason"));
    server.push(reply);
    let request = ask(&client).system("a secret system");
    let mut shown = vec![format!("{request:#?}")];
    shown.push(format!("{:#?}", request.clone().send().await.expect("there is a value")));
    let mut stream = request.stream().await.expect("it opens");
    while stream.partial().is_none() {
        stream.next().await.expect("nothing fails");
    }
    shown.push(format!("{stream:#?}"));
    shown.push(format!("{:#?}", stream.answer().await.expect("there is a value")));
    assert!(shown.iter().all(|shown| !shown.contains("secret")), "{shown:#?}");
}
