//! Streams that toolshape-local never sends, framed by AWS's encoder.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use aws_sdk_bedrockruntime::primitives::event_stream::{Header, HeaderValue, Message};
use aws_smithy_eventstream::frame::write_message_to;
use serde_json::{Value, json};
use toolshape_bedrock::Client;

/// The events of one answer, and how it ends.
pub(super) struct Script {
    events: Vec<(&'static str, Value)>,
    is_cut: bool,
}

/// An answer of these events.
pub(super) fn events<const N: usize>(events: [(&'static str, Value); N]) -> Script {
    Script { events: events.into(), is_cut: false }
}

pub(super) fn start(block: usize, id: &str, name: &str) -> (&'static str, Value) {
    let start = json!({"toolUse": {"toolUseId": id, "name": name}});
    ("contentBlockStart", json!({"contentBlockIndex": block, "start": start}))
}

pub(super) fn input(block: usize, input: &str) -> (&'static str, Value) {
    ("contentBlockDelta", json!({"contentBlockIndex": block, "delta": {"toolUse": {"input": input}}}))
}

pub(super) fn message_start() -> (&'static str, Value) {
    ("messageStart", json!({"role": "assistant"}))
}

pub(super) fn message_stop(reason: &str) -> (&'static str, Value) {
    ("messageStop", json!({"stopReason": reason}))
}

pub(super) fn exception() -> (&'static str, Value) {
    ("internalServerException", json!({"message": "It failed."}))
}

pub(super) fn metadata() -> (&'static str, Value) {
    let usage = json!({"inputTokens": 1, "outputTokens": 2, "totalTokens": 3});
    ("metadata", json!({"usage": usage, "metrics": {"latencyMs": 4}}))
}

impl Script {
    /// The connection closes after the last event, without the end of the answer.
    pub(super) fn cut(self) -> Self {
        Self { is_cut: true, ..self }
    }

    fn body(&self) -> Vec<u8> {
        let mut frames = Vec::new();
        for (kind, payload) in &self.events {
            let header = |name: &'static str, value: &'static str| Header::new(name, HeaderValue::String(value.into()));
            let (message_type, name) =
                if kind.ends_with("Exception") { ("exception", ":exception-type") } else { ("event", ":event-type") };
            let message = Message::new(payload.to_string().into_bytes())
                .add_header(header(":message-type", message_type))
                .add_header(header(name, kind))
                .add_header(header(":content-type", "application/json"));
            write_message_to(&message, &mut frames).expect("it is short");
        }
        frames
    }
}

/// A client of an endpoint that gives these answers, one after the other.
pub(super) fn client(scripts: impl IntoIterator<Item = Script>) -> Client {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("it is bound");
    let scripts: Vec<_> = scripts.into_iter().collect();
    thread::spawn(move || {
        for script in scripts {
            let (connection, _) = listener.accept().expect("it listens");
            // A client that has seen enough may be gone.
            let _ = answer(&connection, &script);
        }
    });
    Client::local(format!("http://{address}"))
}

fn answer(connection: &TcpStream, script: &Script) -> std::io::Result<()> {
    let mut request = BufReader::new(connection);
    let (mut line, mut length) = (String::new(), 0);
    while request.read_line(&mut line)? > 2 {
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().expect("a length is a number");
        }
        line.clear();
    }
    request.read_exact(&mut vec![0; length])?;

    let body = script.body();
    let mut answer = connection;
    write!(
        answer,
        "HTTP/1.1 200 OK\r\ncontent-type: application/vnd.amazon.eventstream\r\nconnection: close\r\n\
         x-amzn-requestid: r1\r\ntransfer-encoding: chunked\r\n\r\n{:x}\r\n",
        body.len()
    )?;
    answer.write_all(&body)?;
    answer.write_all(if script.is_cut { b"\r\n" } else { b"\r\n0\r\n\r\n" })?;
    answer.flush()
}
