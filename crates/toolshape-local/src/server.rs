use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use axum::Router;
use axum::body::to_bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde_json::Value;
use tokio::sync::{oneshot, watch};
use tokio::task::spawn_blocking;

use crate::answer::{BODY_LIMIT, Shared};
use crate::error::Error;
use crate::recording::Recordings;
use crate::reply::Reply;
use crate::respond::respond;
use crate::stream::Pacing;
use crate::tool_choice::ToolChoice;
use crate::usage::Usage;

/// How long replies under way may take once the server is told to stop.
const GRACE: Duration = Duration::from_millis(200);

/// A body of more bytes is read beside the server's thread, which goes on answering others.
const LONG: usize = 64 * 1024;

/// How many of them are read at a time.
const READERS: usize = 2;

/// A running endpoint; it stops when it is dropped.
///
/// It runs on a thread of its own, so a test may block (on a child process, say) while it
/// answers. Dropping it frees the port before `drop` returns; a reply under way gets 200 ms
/// to finish.
///
/// A request that passes the checks, and that its model does not
/// [refuse](Server::refuse_tool_choice), is answered with the first reply
/// [pushed](Server::push) and not yet given, else with the recording of its prompt, else
/// with a 404 `ResourceNotFoundException` that lists the recorded prompts. A request that
/// is refused uses no reply up.
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
    pacing: Pacing,
    port: u16,
    log: bool,
    forget: bool,
}

/// A request that the server saw, whether it answered or refused it.
///
/// `Debug` shows neither the signature nor the session token of its headers.
#[derive(Clone, PartialEq)]
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
    /// The JSON of the body; null when it is no JSON, or was refused before it was read.
    pub body: Value,
    /// The status that the server answered with; 0 when it closed the connection instead.
    pub status: u16,
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
        self.shared.push(reply);
    }

    /// The requests so far, in the order in which they came; none where the server does not
    /// [keep](Builder::keep_requests) them.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        self.shared.seen()
    }

    /// What was served so far, by model id.
    ///
    /// ```
    /// # use toolshape_local::{Reply, Server};
    /// # #[tokio::main] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let server = Server::start().await?;
    /// server.push(Reply::text("Tea.").usage(10, 2));
    /// // Here a client asks amazon.nova-lite-v1:0; in this example none does.
    /// let served = server.usage().get("amazon.nova-lite-v1:0").copied().unwrap_or_default();
    /// assert_eq!((served.requests, served.total_tokens), (0, 0));
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn usage(&self) -> BTreeMap<String, Usage> {
        self.shared.usage()
    }

    /// Holds every conversation to the rules of the newest Claude from now on, whatever the model; `false` goes back to
    /// what the model id says.
    ///
    /// Without it a model id of Claude 4.8 or later, such as `anthropic.claude-opus-5`, is held to these rules, and an
    /// older one to those that its line has. The rules are on the [crate's page](crate#what-it-checks). A refused
    /// request uses no reply up.
    ///
    /// ```
    /// # use toolshape_local::Server;
    /// # #[tokio::main] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let server = Server::start().await?;
    /// server.strict_conversations(true);
    /// # Ok(()) }
    /// ```
    pub fn strict_conversations(&self, strict: bool) {
        self.shared.judge_strictly(strict);
    }

    /// Refuses tools for a model from now on, whatever the tool choice: 400 `ValidationException`, in the service's
    /// words.
    pub fn refuse_tools(&self, model: &str) {
        self.shared.rule(model, |rules| rules.tools = true);
    }

    /// Refuses these tool choices for a model from now on, as models do that support none of
    /// them: 400 `ValidationException`, in the service's words.
    ///
    /// A later call for the same model replaces this one. A refused request uses no reply up.
    ///
    /// ```
    /// # use toolshape_local::{Server, ToolChoice};
    /// # #[tokio::main] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let server = Server::start().await?;
    /// server.refuse_tool_choice("meta.llama3-1-8b-instruct-v1:0", [ToolChoice::Any, ToolChoice::Tool]);
    /// # Ok(()) }
    /// ```
    pub fn refuse_tool_choice(&self, model: &str, kinds: impl IntoIterator<Item = ToolChoice>) {
        let kinds = kinds.into_iter().collect();
        self.shared.rule(model, |rules| rules.tool_choice = kinds);
    }

    /// Refuses `outputConfig` for a model from now on, as models do that have no native
    /// structured output: 400 `ValidationException`, in the words of one of them.
    pub fn refuse_output_config(&self, model: &str) {
        self.shared.rule(model, |rules| rules.output_config = true);
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

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { method, path, model_id, headers, body, status } = self;
        let headers: BTreeMap<_, _> = headers
            .iter()
            .map(|(name, value)| match name.as_str() {
                "authorization" | "x-amz-security-token" => (name.as_str(), "…"),
                name => (name, value.as_str()),
            })
            .collect();
        f.debug_struct("Request")
            .field("method", method)
            .field("path", path)
            .field("model_id", model_id)
            .field("headers", &headers)
            .field("body", body)
            .field("status", status)
            .finish()
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

    /// Streams text and tool inputs in fragments of at most this many bytes, and of at least one
    /// character; 8 where neither this nor [`Reply::fragment_size`] is called.
    pub fn fragment_size(mut self, bytes: usize) -> Self {
        self.pacing.fragment_size = bytes;
        self
    }

    /// Waits this long before each event of a stream but the first; not at all where neither
    /// this nor [`Reply::pace`] is called.
    pub fn pace(mut self, pace: Duration) -> Self {
        self.pacing.pace = pace;
        self
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

    /// Whether to keep what was asked, for [`Server::requests`]; it is kept unless this says otherwise. A server that
    /// runs for long grows by the body of each request.
    pub fn keep_requests(mut self, keep: bool) -> Self {
        self.forget = !keep;
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

        let shared = Arc::new(Shared::new(self.recordings, self.pacing, self.log, self.forget));
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
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().max_blocking_threads(READERS).build()
    {
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
    // What reads a long request may go on without anybody to answer.
    runtime.shutdown_background();
}

async fn until_stopped(mut stopped: watch::Receiver<()>, grace: Duration) {
    // Nothing is ever sent: the channel closes when the server is dropped.
    while stopped.changed().await.is_ok() {}
    tokio::time::sleep(grace).await;
}

async fn serve(State(shared): State<Arc<Shared>>, request: axum::extract::Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, BODY_LIMIT).await.ok();
    let is_long = body.as_ref().is_some_and(|body| body.len() > LONG);
    let answer = {
        let shared = Arc::clone(&shared);
        move || shared.answer(&parts, body.as_ref())
    };
    let answer = if is_long { spawn_blocking(answer).await } else { Ok(answer()) };
    let Ok((mut request, operation, reply)) = answer else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let delay = reply.delay;
    let (status, response) = respond(&shared, operation, reply);
    request.status = status;
    shared.remember(request);
    tokio::time::sleep(delay).await;
    response
}

const _: fn() = || {
    fn sent_and_shared<T: Send + Sync>() {}
    sent_and_shared::<Server>();
    sent_and_shared::<Error>();
};
