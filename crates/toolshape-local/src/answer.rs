use std::collections::{BTreeMap, VecDeque};
use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::body::Bytes;
use axum::http::header;
use axum::http::request::Parts;
use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::check::{self, Claude};
use crate::fault::Fault;
use crate::recording::Recordings;
use crate::reply::Reply;
use crate::server::Request;
use crate::stream::Pacing;
use crate::tool_choice::ToolChoice;
use crate::usage::{Tokens, Usage};

/// The most that the service takes as one body of `InvokeModel`; kept here for every operation.
pub(crate) const BODY_LIMIT: usize = 25_000_000;

/// The most values of one body, which takes some hundred bytes of memory for each. A model reads several tokens for
/// each of them: no context window holds as many.
const VALUE_LIMIT: usize = 500_000;

/// What the server's thread and its handle share.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    pub(crate) recordings: Recordings,
    pub(crate) pacing: Pacing,
    pub(crate) log: bool,
    forget: bool,
    strict: AtomicBool,
    script: Mutex<VecDeque<Reply>>,
    rules: Mutex<BTreeMap<String, Rules>>,
    seen: Mutex<Vec<Request>>,
    usage: Mutex<BTreeMap<String, Usage>>,
}

/// What one model refuses as long as the server runs.
#[derive(Debug, Default)]
pub(crate) struct Rules {
    pub(crate) tools: bool,
    pub(crate) tool_choice: Vec<ToolChoice>,
    pub(crate) output_config: bool,
}

/// The operation that a path names, and its decoded model id.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) model: String,
    pub(crate) streams: bool,
}

impl Operation {
    /// Reads `/model/{modelId}/converse` or `/model/{modelId}/converse-stream`.
    ///
    /// An ARN's slashes come encoded from the SDKs and plain from people; both are taken.
    fn of(path: &str) -> Option<Self> {
        let (model, operation) = path.strip_prefix("/model/")?.rsplit_once('/')?;
        let streams = match operation {
            "converse" => false,
            "converse-stream" => true,
            _ => return None,
        };
        let model = percent_decode_str(model).decode_utf8().ok()?;
        Some(Self { model: model.into_owned(), streams })
    }
}

impl Shared {
    pub(crate) fn new(recordings: Recordings, pacing: Pacing, log: bool, forget: bool) -> Self {
        Self { recordings, pacing, log, forget, ..Self::default() }
    }

    pub(crate) fn push(&self, reply: Reply) {
        lock(&self.script).push_back(reply);
    }

    pub(crate) fn rule(&self, model: &str, change: impl FnOnce(&mut Rules)) {
        change(lock(&self.rules).entry(model.to_owned()).or_default());
    }

    pub(crate) fn judge_strictly(&self, strict: bool) {
        self.strict.store(strict, Ordering::Relaxed);
    }

    pub(crate) fn seen(&self) -> Vec<Request> {
        lock(&self.seen).clone()
    }

    pub(crate) fn usage(&self) -> BTreeMap<String, Usage> {
        lock(&self.usage).clone()
    }

    /// The request for the record, what it asks for, and the reply to it.
    pub(crate) fn answer(&self, parts: &Parts, body: Option<&Bytes>) -> (Request, Option<Operation>, Reply) {
        let path = parts.uri.path();
        let operation = Operation::of(path);
        let mut request = Request {
            method: parts.method.to_string(),
            path: path.to_owned(),
            model_id: operation.as_ref().map(|operation| operation.model.clone()).unwrap_or_default(),
            headers: headers(parts),
            body: Value::Null,
            status: 0,
        };
        let reply = match &operation {
            Some(operation) if parts.method == "POST" => read(parts, body).and_then(|body| {
                request.body = body;
                self.check(operation, &request.body)?;
                self.reply_to(&operation.model, &request.body)
            }),
            _ => Err(Fault::unknown_operation(&parts.method, path)),
        };
        (request, operation, reply.unwrap_or_else(Reply::from))
    }

    fn check(&self, operation: &Operation, body: &Value) -> Result<(), Fault> {
        let strict = self.strict.load(Ordering::Relaxed);
        let claude = if strict { Some(Claude::NEWEST) } else { Claude::of(&operation.model) };
        check::request(operation, body, claude)
    }

    fn reply_to(&self, model: &str, body: &Value) -> Result<Reply, Fault> {
        let choice = ToolChoice::of(body);
        if let Some(rules) = lock(&self.rules).get(model) {
            if rules.tools && !body["toolConfig"].is_null() {
                return Err(Fault::tools());
            }
            refuse(choice, &rules.tool_choice)?;
            if rules.output_config && !body["outputConfig"].is_null() {
                return Err(Fault::output_config());
            }
        }
        let mut script = lock(&self.script);
        if let Some(next) = script.front_mut() {
            if next.before.throttle > 0 {
                next.before.throttle -= 1;
                return Ok(Reply::throttled());
            }
            refuse(choice, &next.before.refuse)?;
        }
        let scripted = script.pop_front();
        scripted.or_else(|| self.recordings.reply_to(body)).ok_or_else(|| Fault::no_reply(self.recordings.prompts()))
    }

    pub(crate) fn remember(&self, request: Request) {
        if self.log {
            // A closed standard error is no reason to stop answering.
            let _ = writeln!(io::stderr(), "{} {} {}", request.method, request.path, request.status);
        }
        if !request.model_id.is_empty() {
            let mut usage = lock(&self.usage);
            let usage = usage.entry(request.model_id.clone()).or_default();
            usage.requests += 1;
            usage.replies += u64::from((200..300).contains(&request.status));
        }
        if !self.forget {
            lock(&self.seen).push(request);
        }
    }

    pub(crate) fn count(&self, model: &str, tokens: Tokens) {
        *lock(&self.usage).entry(model.to_owned()).or_default() += tokens;
    }
}

/// Reads a body in the service's order: who asks, how much there is of it, whether it is JSON.
fn read(parts: &Parts, body: Option<&Bytes>) -> Result<Value, Fault> {
    if !parts.headers.contains_key(header::AUTHORIZATION) {
        return Err(Fault::missing_authentication());
    }
    let body = body.ok_or_else(|| Fault::too_large(&format!("is larger than {BODY_LIMIT} bytes")))?;
    if values(body) > VALUE_LIMIT {
        return Err(Fault::too_large(&format!("holds more than {VALUE_LIMIT} values")));
    }
    serde_json::from_slice(body).map_err(|error| Fault::serialization(format!("The body is not JSON: {error}")))
}

/// The most values that a JSON text can hold, by what stands before each of them.
fn values(json: &[u8]) -> usize {
    let (mut count, mut in_text, mut escaped) = (1, false, false);
    for byte in json {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = in_text,
            b'"' => in_text = !in_text,
            b',' | b'[' | b'{' if !in_text => count += 1,
            _ => {}
        }
    }
    count
}

fn refuse(choice: Option<ToolChoice>, refused: &[ToolChoice]) -> Result<(), Fault> {
    match choice {
        Some(choice) if refused.contains(&choice) => Err(Fault::tool_choice(choice)),
        _ => Ok(()),
    }
}

fn headers(parts: &Parts) -> BTreeMap<String, String> {
    let mut headers = BTreeMap::<String, String>::new();
    for (name, value) in &parts.headers {
        let value = String::from_utf8_lossy(value.as_bytes());
        headers
            .entry(name.as_str().to_owned())
            .and_modify(|values| {
                values.push_str(", ");
                values.push_str(&value);
            })
            .or_insert_with(|| value.into_owned());
    }
    headers
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Every update is one call: a panic cannot leave half of one behind.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
