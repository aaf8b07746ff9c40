use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::State;
use axum::http::{StatusCode, header, request::Parts};
use axum::response::Response;
use http_body::Frame;
use percent_encoding::percent_decode_str;
use serde_json::Value;
use tokio::sync::{oneshot, watch};

use crate::check;
use crate::error::Error;
use crate::fault::Fault;
use crate::recording::Recordings;
use crate::reply::Reply;

/// How long replies under way may take once the server is told to stop.
const GRACE: Duration = Duration::from_millis(200);

/// The most that the service takes as one body of `InvokeModel`; kept here for every operation.
const BODY_LIMIT: usize = 25_000_000;

/// A running endpoint; it stops when it is dropped.
///
/// It runs on a thread of its own, so a test may block (on a child process, say) while it
/// answers. Dropping it frees the port before `drop` returns; a reply under way gets 200 ms
/// to finish.
///
/// A request that passes the checks is answered with the first reply
/// [pushed](Server::push) and not yet given, else with the recording of its prompt, else
/// with a 404 `ResourceNotFoundException` that lists the recorded prompts. A request that
/// fails them uses no reply up.
pub struct Server {
    url: String,
    shared: Arc<Shared>,
    stop: Option<watch::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// How a [`Server`] is to run.
#[derive(Debug, Default)]
#[must_use = "a builder does nothing until it is started"]
pub struct Builder {
    recordings: Recordings,
    port: u16,
    log: bool,
}

/// A request that the server saw, whether it answered or refused it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Request {
    /// The HTTP method.
    pub method: String,
    /// The path as it came, still percent-encoded.
    pub path: String,
    /// The model id of the path, decoded; empty when the path names none.
    pub model_id: String,
    /// The headers, by lower-case name; values of a repeated one joined with `, `.
    pub headers: BTreeMap<String, String>,
    /// The JSON of the body; null when it is empty or no JSON.
    pub body: Value,
    /// The status that the server answered with; 0 when it closed the connection instead.
    pub status: u16,
}

struct Shared {
    script: Mutex<VecDeque<Reply>>,
    seen: Mutex<Vec<Request>>,
    recordings: Recordings,
    log: bool,
}

impl Server {
    /// Starts a server without recordings on a free port of 127.0.0.1.
    ///
    /// # Errors
    ///
    /// When no port can be listened on.
    pub async fn start() -> Result<Self, Error> {
        Self::builder().start().await
    }

    /// Settings to change before the start.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Where the server listens, as in `http://127.0.0.1:49152`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Adds a reply to the script.
    pub fn push(&self, reply: Reply) {
        lock(&self.shared.script).push_back(reply);
    }

    /// The requests so far, in the order in which they came.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        lock(&self.shared.seen).clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic over there was printed when it happened.
            let _ = thread.join();
        }
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").field("url", &self.url).finish_non_exhaustive()
    }
}

impl Builder {
    /// Answers from the recordings of a folder: every `*.json` in it, one reply each.
    ///
    /// The form of a recording is on the [crate's page](crate#recordings).
    ///
    /// # Errors
    ///
    /// When the folder cannot be read or holds no recording, when a file is not a recording
    /// (the error has its line), or when two files record one prompt.
    pub fn replies(mut self, folder: impl AsRef<Path>) -> Result<Self, Error> {
        self.recordings = Recordings::read(folder.as_ref())?;
        Ok(self)
    }

    /// Listens on this port in place of a free one.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Writes a line for each request to standard error.
    pub fn log(mut self, log: bool) -> Self {
        self.log = log;
        self
    }

    /// Starts the server on 127.0.0.1.
    ///
    /// # Errors
    ///
    /// When the port cannot be listened on.
    pub async fn start(self) -> Result<Server, Error> {
        let failed = |source| Error::listen(self.port, source);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, self.port)).map_err(failed)?;
        listener.set_nonblocking(true).map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;

        let shared = Arc::new(Shared {
            script: Mutex::default(),
            seen: Mutex::default(),
            recordings: self.recordings,
            log: self.log,
        });
        let (stop, stopped) = watch::channel(());
        let (ready, started) = oneshot::channel();
        let router = Router::new().fallback(serve).with_state(Arc::clone(&shared));
        let thread = thread::Builder::new()
            .name("toolshape-local".to_owned())
            .spawn(move || run(listener, router, stopped, ready))
            .map_err(failed)?;
        started.await.unwrap_or_else(|_| Err(io::Error::other("the server's thread ended"))).map_err(failed)?;
        Ok(Server { url: format!("http://{address}"), shared, stop: Some(stop), thread: Some(thread) })
    }
}

/// The body of the server's thread: a runtime that ends with the server.
fn run(listener: TcpListener, router: Router, stopped: watch::Receiver<()>, ready: oneshot::Sender<io::Result<()>>) {
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            let _ = ready.send(Err(error));
            return;
        }
    };
    runtime.block_on(async move {
        let listener = match tokio::net::TcpListener::from_std(listener) {
            Ok(listener) => listener,
            Err(error) => {
                let _ = ready.send(Err(error));
                return;
            }
        };
        let _ = ready.send(Ok(()));
        let serving =
            axum::serve(listener, router).with_graceful_shutdown(until_stopped(stopped.clone(), Duration::ZERO));
        tokio::select! {
            _ = serving => {}
            () = until_stopped(stopped, GRACE) => {}
        }
    });
}

async fn until_stopped(mut stopped: watch::Receiver<()>, grace: Duration) {
    // Nothing is ever sent: the channel closes when the server is dropped.
    while stopped.changed().await.is_ok() {}
    tokio::time::sleep(grace).await;
}

async fn serve(State(shared): State<Arc<Shared>>, request: axum::extract::Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, BODY_LIMIT).await;
    let (mut request, reply) = shared.answer(&parts, body.ok().as_ref());
    let delay = reply.delay;
    let (status, response) = respond(reply);
    request.status = status;
    shared.remember(request);
    tokio::time::sleep(delay).await;
    response
}

impl Shared {
    fn answer(&self, parts: &Parts, body: Option<&Bytes>) -> (Request, Reply) {
        let path = parts.uri.path();
        let model = converse_model(path);
        let parsed = body.map(|body| serde_json::from_slice::<Value>(body));
        let request = Request {
            method: parts.method.to_string(),
            path: path.to_owned(),
            model_id: model.clone().unwrap_or_default(),
            headers: headers(parts),
            body: match &parsed {
                Some(Ok(body)) => body.clone(),
                _ => Value::Null,
            },
            status: 0,
        };
        let reply = match (model, parsed) {
            (Some(model), parsed) if parts.method == "POST" => {
                check(parts, &model, parsed).and_then(|body| self.reply_to(&body))
            }
            _ => Err(Fault::unknown_operation(&parts.method, path)),
        };
        (request, reply.unwrap_or_else(Reply::from))
    }

    fn reply_to(&self, body: &Value) -> Result<Reply, Fault> {
        let scripted = lock(&self.script).pop_front();
        scripted.or_else(|| self.recordings.reply_to(body)).ok_or_else(|| Fault::no_reply(self.recordings.prompts()))
    }

    fn remember(&self, request: Request) {
        if self.log {
            // A closed standard error is no reason to stop answering.
            let _ = writeln!(io::stderr(), "{} {} {}", request.method, request.path, request.status);
        }
        lock(&self.seen).push(request);
    }
}

/// The checks in the service's order: who asks, whether it can be read, its form.
fn check(parts: &Parts, model: &str, body: Option<serde_json::Result<Value>>) -> Result<Value, Fault> {
    if !parts.headers.contains_key(header::AUTHORIZATION) {
        return Err(Fault::missing_authentication());
    }
    let body = body
        .ok_or_else(|| Fault::too_large(BODY_LIMIT))?
        .map_err(|error| Fault::serialization(format!("The body is not JSON: {error}")))?;
    check::converse(model, &body)?;
    Ok(body)
}

/// The decoded model id of `/model/{modelId}/converse`.
///
/// An ARN's slashes come encoded from the SDKs and plain from people; both are taken.
fn converse_model(path: &str) -> Option<String> {
    let model = path.strip_prefix("/model/")?.strip_suffix("/converse")?;
    let model = percent_decode_str(model).decode_utf8().ok()?;
    Some(model.into_owned())
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

/// The reply as HTTP, and its status for the record.
fn respond(reply: Reply) -> (u16, Response) {
    if reply.disconnect {
        return (0, Response::new(Body::new(HangUp)));
    }
    let status = StatusCode::from_u16(reply.status)
        .ok()
        .filter(|status| (200..600).contains(&status.as_u16()))
        .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = Response::new(Body::from(reply.body.into_text()));
    *response.status_mut() = status;
    let mut set = |name, value: &str| {
        if let Ok(value) = value.parse() {
            response.headers_mut().insert(name, value);
        }
    };
    set("content-type", "application/json");
    set("x-amzn-requestid", &request_id());
    if let Some(code) = &reply.error_type {
        set("x-amzn-errortype", code);
    }
    (status.as_u16(), response)
}

/// A random UUID; its bits come from the keys of the standard library's hash maps.
fn request_id() -> String {
    let random = || RandomState::new().build_hasher().finish();
    let (high, low) = (random(), random());
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        high >> 32,
        high >> 16 & 0xffff,
        high & 0xfff,
        low >> 48 & 0x3fff | 0x8000,
        low & 0xffff_ffff_ffff,
    )
}

/// A body that fails at its first byte: hyper then closes the connection before the head
/// of the response leaves its buffer.
struct HangUp;

impl http_body::Body for HangUp {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        Poll::Ready(Some(Err(io::ErrorKind::ConnectionAborted.into())))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Every update is one call: a panic cannot leave half of one behind.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

const _: fn() = || {
    fn sent_and_shared<T: Send + Sync>() {}
    sent_and_shared::<Server>();
    sent_and_shared::<Error>();
};
