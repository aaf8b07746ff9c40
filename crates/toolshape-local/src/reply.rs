mod cut;
mod faults;
mod forms;
mod guardrail;

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Value, json};

use crate::tool_choice::ToolChoice;

/// One answer of the server, written in code.
///
/// A constructor gives a whole reply as the service would send it; the methods after it
/// change one thing each, in the order in which they are called:
///
/// ```
/// use serde_json::json;
/// use toolshape_local::Reply;
///
/// let reply = Reply::tool("sql_query", json!({"sql": "SELECT 1"}))
///     .text_first("Let me look that up.")
///     .stop_reason("end_turn")
///     .throttle(2);
/// # let _ = reply;
/// ```
///
/// One reply serves both operations: Converse sends its body,
/// `ConverseStream` the same content as events.
///
/// The methods that change a Converse body do nothing to a reply that has none (an error,
/// [`raw`](Reply::raw) text). Those that change a tool call change the last one of the content;
/// where there is nothing to change they turn the reply into a 400 `ScriptException` that says
/// so, for a script that misses its target should not pass for a test.
#[derive(Debug, Clone)]
#[must_use = "a reply does nothing until it is pushed to a server"]
pub struct Reply {
    pub(crate) status: u16,
    /// What differs from the server's own headers.
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
    pub(crate) delay: Duration,
    pub(crate) before: Before,
    pub(crate) cut: Cut,
    pub(crate) streamed: Streamed,
}

#[derive(Debug, Clone)]
pub(crate) enum Body {
    Json(Value),
    Text(String),
}

impl Body {
    pub(crate) fn into_text(self) -> String {
        match self {
            Self::Json(value) => value.to_string(),
            Self::Text(text) => text,
        }
    }
}

/// What a request gets before the reply itself is given.
#[derive(Debug, Clone, Default)]
pub(crate) struct Before {
    pub(crate) throttle: u32,
    pub(crate) refuse: Vec<ToolChoice>,
}

/// Where the connection closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cut {
    Never,
    /// Before the first byte of the answer.
    Head,
    Bytes(usize),
    Events(usize),
    /// A stream that ends in order, but early.
    End(usize),
}

/// How a reply streams, where that is not what its body says.
#[derive(Debug, Clone, Default)]
pub(crate) struct Streamed {
    pub(crate) fragment_size: Option<usize>,
    pub(crate) pace: Option<Duration>,
    /// What the input of a tool call streams as in place of its JSON, by `toolUseId`.
    pub(crate) inputs: HashMap<String, String>,
    /// Content that streams first, and how many deltas of it.
    pub(crate) prelude: Option<(Vec<Value>, usize)>,
    pub(crate) without_block_stop: bool,
    pub(crate) interleaved: bool,
    /// What opens a block that nothing would.
    pub(crate) text_start: Option<Value>,
    pub(crate) wrong_checksum: Option<usize>,
    /// Events to insert: after how many others, the type and the payload.
    pub(crate) inserted: Vec<(usize, String, Value)>,
    pub(crate) padded: bool,
    /// After how many events this frame ends the stream.
    pub(crate) last: Option<(usize, Vec<u8>)>,
    /// Bytes behind the last frame.
    pub(crate) trailer: Vec<u8>,
}

/// The header in which the service names an error.
const ERROR_TYPE: &str = "x-amzn-errortype";

impl Reply {
    /// A reply that calls one tool, with stop reason `tool_use`.
    pub fn tool(name: &str, input: Value) -> Self {
        Self::converse(tool_use(name, input), "tool_use")
    }

    /// A reply of text alone, with stop reason `end_turn`.
    pub fn text(text: &str) -> Self {
        Self::converse(json!({ "text": text }), "end_turn")
    }

    /// A reply with this JSON as its whole body, status 200.
    pub fn body(body: Value) -> Self {
        Self::new(200, Body::Json(body))
    }

    /// A reply with this text as its whole body, status 200, whether or not it is JSON.
    ///
    /// For what no [`Value`] can say: a body that is cut short, a page of a proxy, a
    /// duplicate key, a number beyond 64 bits. What is no Converse body is sent as it is by
    /// both operations.
    pub fn raw(body: impl Into<String>) -> Self {
        Self::new(200, Body::Text(body.into()))
    }

    /// An error as the service shapes it: the status, `code` in the header
    /// `x-amzn-errortype`, and the message in the body.
    ///
    /// The code is sent as it is, so it may have the suffix that the service adds at times, as in
    /// `ValidationException:http://internal.amazon.com/coral/com.amazon.bedrock/`. For an error in any other form see
    /// the [crate's page](crate#errors).
    ///
    /// ```
    /// use toolshape_local::Reply;
    ///
    /// let denied = Reply::error(403, "AccessDeniedException", "You don't have access to the model.");
    /// # let _ = denied;
    /// ```
    pub fn error(status: u16, code: &str, message: &str) -> Self {
        Self::new(status, Body::Json(json!({ "message": message }))).coded(code)
    }

    /// The service's answer to too many requests: 429 `ThrottlingException`.
    ///
    /// To throttle before another reply, see [`throttle`](Self::throttle).
    pub fn throttled() -> Self {
        Self::error(429, "ThrottlingException", "Too many requests, please wait before trying again.")
    }

    /// Adds one more tool call behind the content there is.
    pub fn and_tool(self, name: &str, input: Value) -> Self {
        self.block(tool_use(name, input))
    }

    /// Puts any content block in front of the content.
    pub fn block_first(self, block: Value) -> Self {
        self.content(|content| content.insert(0, block))
    }

    /// Adds any content block behind the content there is.
    pub fn block(self, block: Value) -> Self {
        self.content(|content| content.push(block))
    }

    /// Sets the stop reason, fitting or not.
    pub fn stop_reason(self, reason: &str) -> Self {
        self.member("stopReason", json!(reason))
    }

    /// Sets the tokens read and written; their sum becomes the total.
    pub fn usage(self, input: u32, output: u32) -> Self {
        self.member("usage", usage(input, output))
    }

    /// Sets one member of the body, such as `trace` or one that the API does not have yet.
    pub fn member(mut self, name: &str, value: Value) -> Self {
        if let (false, Body::Json(Value::Object(body))) = (self.is_error(), &mut self.body) {
            body.insert(name.to_owned(), value);
        }
        self
    }

    /// Sets the HTTP status.
    ///
    /// A number outside 200 to 599 is answered as 500.
    pub fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// Sets a header, in place of the server's own where it sends one of this name.
    ///
    /// The server counts the length of a body itself: `content-length` and `transfer-encoding` cannot be set.
    ///
    /// ```
    /// use toolshape_local::Reply;
    ///
    /// let page = Reply::raw("<html>Bad gateway</html>").status(502).header("content-type", "text/html");
    /// # let _ = page;
    /// ```
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match (name.parse::<HeaderName>(), value.parse::<HeaderValue>()) {
            (Ok(name), Ok(value)) if ![CONTENT_LENGTH, TRANSFER_ENCODING].contains(&name) => {
                self.headers.insert(name, value);
                self
            }
            _ => Self::misused(&format!("the header {name:?} cannot be set to {value:?}")),
        }
    }

    /// Waits before the answer.
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Streams text and tool inputs in fragments of at most this many bytes, and of at least
    /// one character; where it is not called, [`Builder::fragment_size`] says.
    ///
    /// [`Builder::fragment_size`]: crate::Builder::fragment_size
    pub fn fragment_size(mut self, bytes: usize) -> Self {
        self.streamed.fragment_size = Some(bytes);
        self
    }

    /// Waits this long before each event of a stream but the first; where it is not called,
    /// [`Builder::pace`] says.
    ///
    /// [`Builder::pace`]: crate::Builder::pace
    pub fn pace(mut self, pace: Duration) -> Self {
        self.streamed.pace = Some(pace);
        self
    }

    pub(crate) fn new(status: u16, body: Body) -> Self {
        Self {
            status,
            headers: HeaderMap::new(),
            body,
            delay: Duration::ZERO,
            before: Before::default(),
            cut: Cut::Never,
            streamed: Streamed::default(),
        }
    }

    fn converse(block: Value, stop_reason: &str) -> Self {
        // About four characters a token, as a model's own counts come out for English and JSON.
        let output = u32::try_from(block.to_string().len() / 4).unwrap_or(u32::MAX);
        Self::body(json!({
            "metrics": { "latencyMs": 640 },
            "output": { "message": { "content": [], "role": "assistant" } },
            "stopReason": stop_reason,
            "usage": usage(420, output.max(1)),
        }))
        .block(block)
    }

    fn blocks(&mut self) -> Option<&mut Vec<Value>> {
        let Body::Json(body) = &mut self.body else { return None };
        body.pointer_mut("/output/message/content")?.as_array_mut()
    }

    fn content(mut self, change: impl FnOnce(&mut Vec<Value>)) -> Self {
        if let Some(content) = self.blocks() {
            change(content);
        }
        self
    }

    /// Names the error that this is.
    pub(crate) fn coded(self, code: &str) -> Self {
        self.header(ERROR_TYPE, code)
    }

    pub(crate) fn is_error(&self) -> bool {
        self.headers.contains_key(ERROR_TYPE)
    }

    /// What a script that cannot mean what it says is answered with.
    fn misused(message: &str) -> Self {
        Self::error(400, "ScriptException", &format!("toolshape-local: {message}"))
    }
}

fn usage(input: u32, output: u32) -> Value {
    json!({
        "inputTokens": input,
        "outputTokens": output,
        "totalTokens": u64::from(input) + u64::from(output),
    })
}

fn tool_use(name: &str, input: Value) -> Value {
    // Ids must differ within a conversation, which may span servers.
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let mut block = json!({
        "toolUse": {
            "input": null,
            "name": name,
            "toolUseId": format!("tooluse_{number:022}"),
        }
    });
    block["toolUse"]["input"] = input;
    block
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(reply: Reply) -> Value {
        serde_json::from_str(&reply.body.into_text()).unwrap()
    }

    #[test]
    fn a_tool_reply_looks_like_the_services() {
        let reply = body(Reply::tool("find", json!({"n": 1})));
        assert_eq!(reply["stopReason"], "tool_use");
        assert_eq!(reply["output"]["message"]["role"], "assistant");
        let call = &reply["output"]["message"]["content"][0]["toolUse"];
        assert_eq!(call["name"], "find");
        assert_eq!(call["input"], json!({"n": 1}));
        let usage = &reply["usage"];
        assert_eq!(
            usage["totalTokens"].as_u64(),
            Some(usage["inputTokens"].as_u64().unwrap() + usage["outputTokens"].as_u64().unwrap())
        );
        assert!(reply["metrics"]["latencyMs"].as_u64().unwrap() > 0);
    }

    #[test]
    fn two_calls_never_share_an_id() {
        let reply = body(Reply::tool("find", json!({})).and_tool("find", json!({})));
        let content = &reply["output"]["message"]["content"];
        assert_ne!(content[0]["toolUse"]["toolUseId"], content[1]["toolUse"]["toolUseId"]);
    }

    #[test]
    fn an_error_keeps_its_shape() {
        let reply = Reply::throttled().stop_reason("end_turn").text_first("no");
        assert_eq!(reply.status, 429);
        assert_eq!(reply.headers[ERROR_TYPE], "ThrottlingException");
        assert_eq!(body(reply).as_object().unwrap().len(), 1);
    }

    #[test]
    fn a_header_that_cannot_be_sent_is_a_mistake_of_the_script() {
        for (name, value) in [("two words", "x"), ("x", "two\nlines"), ("Content-Length", "3")] {
            let reply = Reply::text("Tea.").header(name, value);
            assert_eq!((reply.status, &reply.headers[ERROR_TYPE]), (400, &HeaderValue::from_static("ScriptException")));
        }
    }
}
