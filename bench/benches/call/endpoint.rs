//! An endpoint that answers every request alike, and does nothing else.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use aws_smithy_eventstream::frame::write_message_to;
use aws_smithy_types::event_stream::{Header, HeaderValue, Message};
use serde_json::{Value, json};
use toolshape_bench::fragments;

/// HTTP responses as they stand on the wire.
pub struct Answers {
    whole: Vec<u8>,
    streamed: Vec<u8>,
}

impl Answers {
    /// The same kind of call with these inputs: in a whole reply, and in a stream.
    pub fn new(whole: &Value, streamed: &Value) -> Self {
        let call = json!({"toolUse": {"toolUseId": "tooluse_1", "name": "report", "input": whole}});
        let body = json!({
            "metrics": {"latencyMs": 640},
            "output": {"message": {"content": [call], "role": "assistant"}},
            "stopReason": "tool_use",
            "usage": {"inputTokens": 420, "outputTokens": 2600, "totalTokens": 3020},
        });
        let body = body.to_string();
        let whole = response("application/json", &format!("content-length: {}", body.len()), body.into_bytes());
        // A chunk for each frame, as it is written.
        let mut body = Vec::new();
        for frame in frames(&streamed.to_string()) {
            write!(body, "{:x}\r\n", frame.len()).expect("it is written to memory");
            body.extend(frame);
            body.extend(b"\r\n");
        }
        body.extend(b"0\r\n\r\n");
        let streamed = response("application/vnd.amazon.eventstream", "transfer-encoding: chunked", body);
        Self { whole, streamed }
    }

    /// Starts to answer, and says where.
    pub fn serve(self) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let url = format!("http://{}", listener.local_addr().expect("it is bound"));
        let answers = Arc::new(self);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let answers = Arc::clone(&answers);
                thread::spawn(move || answers.converse(&stream));
            }
        });
        url
    }

    fn converse(&self, stream: &TcpStream) -> io::Result<()> {
        stream.set_nodelay(true)?;
        let (mut reader, mut writer) = (BufReader::new(stream), stream);
        let mut head = String::new();
        loop {
            head.clear();
            while !head.ends_with("\r\n\r\n") {
                if reader.read_line(&mut head)? == 0 {
                    return Ok(());
                }
            }
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
            io::copy(&mut reader.by_ref().take(length.expect("the request has a length")), &mut io::sink())?;
            let path = head.split(' ').nth(1).unwrap_or_default();
            writer.write_all(if path.ends_with("/converse-stream") { &self.streamed } else { &self.whole })?;
        }
    }
}

fn response(content: &str, length: &str, body: Vec<u8>) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\ncontent-type: {content}\r\nx-amzn-requestid: bench\r\n{length}\r\n\r\n");
    [head.into_bytes(), body].concat()
}

/// The frames of a reply whose input comes in fragments of 4 to 20 bytes.
fn frames(input: &str) -> Vec<Vec<u8>> {
    let start = json!({"toolUseId": "tooluse_1", "name": "report"});
    let mut frames = vec![
        frame("messageStart", json!({"role": "assistant"}), 11),
        frame("contentBlockStart", json!({"contentBlockIndex": 0, "start": {"toolUse": start}}), 23),
    ];
    for (index, fragment) in fragments(input).into_iter().enumerate() {
        let delta = json!({"contentBlockIndex": 0, "delta": {"toolUse": {"input": fragment}}});
        frames.push(frame("contentBlockDelta", delta, index * 7));
    }
    let usage = json!({"inputTokens": 420, "outputTokens": 26000, "totalTokens": 26420});
    frames.extend([
        frame("contentBlockStop", json!({"contentBlockIndex": 0}), 37),
        frame("messageStop", json!({"stopReason": "tool_use"}), 41),
        frame("metadata", json!({"metrics": {"latencyMs": 6400}, "usage": usage}), 53),
    ]);
    frames
}

/// The service pads each event, so that its length says nothing of its content.
fn frame(event: &'static str, mut data: Value, padding: usize) -> Vec<u8> {
    const PADDING: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    data["p"] = PADDING[..padding % PADDING.len()].into();
    let header = |name: &'static str, value: &'static str| Header::new(name, HeaderValue::String(value.into()));
    let message = Message::new(data.to_string().into_bytes())
        .add_header(header(":event-type", event))
        .add_header(header(":content-type", "application/json"))
        .add_header(header(":message-type", "event"));
    let mut bytes = Vec::new();
    write_message_to(&message, &mut bytes).expect("it is written to memory");
    bytes
}
