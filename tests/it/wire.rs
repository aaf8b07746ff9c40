//! HTTP as bytes on a socket: no client library stands between a test and the server.

use std::io::{Read, Write};
use std::net::TcpStream;

use serde_json::Value;

/// An answer as it came.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(": ")?;
            key.eq_ignore_ascii_case(name).then_some(value)
        })
    }

    /// The error that this is: its code and its message.
    pub(crate) fn error(&self) -> (String, String) {
        let body: Value = serde_json::from_str(&self.body).unwrap();
        let code = self.header("x-amzn-errortype").unwrap_or_default();
        let message = body["message"].as_str().or_else(|| body["Message"].as_str());
        (code.to_owned(), message.unwrap().to_owned())
    }
}

/// Sends one request and reads until the server closes: every byte that it sent.
pub(crate) fn send(url: &str, method: &str, path: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let host = url.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    let length = body.len();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\
         content-length: {length}\r\n{headers}\r\n"
    )
    .unwrap();
    stream.write_all(body).unwrap();
    let mut bytes = Vec::new();
    // A connection that is reset has nothing more to say either.
    let _ = stream.read_to_end(&mut bytes);
    bytes
}

/// A signed Converse call, as far as the server looks at the signature.
pub(crate) fn converse(url: &str, model: &str, body: &Value) -> Answer {
    let path = format!("/model/{model}/converse");
    let signed = "authorization: AWS4-HMAC-SHA256 Credential=local\r\n";
    answer(&send(url, "POST", &path, signed, body.to_string().as_bytes()))
}

pub(crate) fn answer(bytes: &[u8]) -> Answer {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    Answer { status: head.split(' ').nth(1).unwrap().parse().unwrap(), head: head.to_owned(), body: body.to_owned() }
}
