//! What a call tells `tracing`: one span, an event for each attempt, and a payload only at level trace.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::timeout;
use toolshape::ToolSpec;
use toolshape_bedrock::{Client, Generate};
use toolshape_local::{Reply, Server};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Dispatch, Event, Level, Metadata, Subscriber};

/// Keeps what this project tells, at this level and above.
struct Log {
    level: Level,
    fields: Arc<Mutex<Fields>>,
}

/// By name; those of events begin with `event.`.
type Fields = BTreeMap<String, String>;

struct Prefixed<'a>(&'static str, &'a mut Fields);

impl Visit for Prefixed<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.1.insert(format!("{}{field}", self.0), format!("{value:?}"));
    }
}

impl Subscriber for Log {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("toolshape_bedrock") && *metadata.level() <= self.level
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut Prefixed("", &mut self.fields.lock().expect("no test panics with it")));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut Prefixed("", &mut self.fields.lock().expect("no test panics with it")));
    }

    fn event(&self, event: &Event<'_>) {
        event.record(&mut Prefixed("event.", &mut self.fields.lock().expect("no test panics with it")));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

async fn told(level: Level, reply: Reply) -> Fields {
    told_while(level, reply, async |request| drop(request.send().await)).await
}

async fn told_while(level: Level, reply: Reply, run: impl AsyncFnOnce(Generate<Value>)) -> Fields {
    // With one subscriber in the process, what a thread without it meets first would count as told to nobody.
    static SECOND: LazyLock<Dispatch> =
        LazyLock::new(|| Dispatch::new(Log { level: Level::TRACE, fields: Arc::default() }));
    LazyLock::force(&SECOND);
    let fields = Arc::default();
    let log = Log { level, fields: Arc::clone(&fields) };
    let _guard = tracing::subscriber::set_default(log);

    let server = Server::start().await.expect("a port is free");
    let reply = reply.usage(12, 5);
    server.push(reply.clone());
    server.push(reply);
    let spec = ToolSpec::new("anything", "Anything.", json!({"type": "object"})).expect("a valid spec");
    let request = Client::local(server.url()).generate_value("amazon.nova-lite-v1:0", &spec);
    run(request.prompt("a secret prompt").temperature(0.5).guardrail("abc", "1")).await;
    fields.lock().expect("no test panics with it").clone()
}

#[tokio::test]
async fn a_call_is_a_span_without_a_payload() {
    let mut fields = told(Level::DEBUG, Reply::tool("anything", json!({"secret": 1}))).await;
    assert!(fields.remove("aws.request_id").is_some(), "{fields:?}");
    assert!(fields.remove("event.aws.request_id").is_some(), "{fields:?}");
    let lines: Vec<_> = fields.iter().map(|(name, value)| format!("{name} = {value}")).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[tokio::test]
async fn a_failed_call_names_its_error() {
    let fields = told(Level::INFO, Reply::text("a secret text")).await;
    assert_eq!(fields["error.type"], "\"no_tool_call\"");
    assert_eq!(fields["gen_ai.usage.output_tokens"], "10", "two attempts");
    assert_eq!(fields["toolshape.attempts"], "2");
    assert!(fields.values().all(|value| !value.contains("secret")));
}

#[tokio::test]
async fn payloads_are_told_at_level_trace() {
    let fields = told(Level::TRACE, Reply::text("a secret text")).await;
    assert!(fields["event.messages"].contains("a secret prompt"));
    assert!(fields["event.content"].contains("a secret text"));
}

#[tokio::test]
async fn a_stream_is_the_same_span() {
    let call = || Reply::tool("anything", json!({"secret": 1}));
    let mut sent = told(Level::DEBUG, call()).await;
    let streamed = async |request: Generate<Value>| drop(request.stream().await.expect("it opens").answer().await);
    let mut streamed = told_while(Level::DEBUG, call(), streamed).await;
    for fields in [&mut sent, &mut streamed] {
        assert!(fields.remove("aws.request_id").is_some() && fields.remove("event.aws.request_id").is_some());
    }
    assert_eq!(streamed, sent);
}

#[tokio::test]
async fn a_stream_that_breaks_or_is_dropped_ends_its_span() {
    let read_on = async |request: Generate<Value>| drop(request.stream().await.expect("it opens").answer().await);
    let broken = || Reply::tool("anything", json!({"secret": 1})).cut_after_events(3);
    let fields = told_while(Level::DEBUG, broken(), read_on).await;
    assert_eq!((fields["error.type"].as_str(), fields["otel.status_code"].as_str()), ("\"transport\"", "\"ERROR\""));
    assert_eq!((fields["toolshape.attempts"].as_str(), fields["toolshape.requests"].as_str()), ("1", "1"));
    assert!(fields.values().all(|value| !value.contains("secret")));

    let give_up = async |request: Generate<Value>| {
        let mut stream = request.stream().await.expect("it opens");
        stream.next().await.expect("nothing fails").expect("there is an event");
    };
    let fields = told_while(Level::DEBUG, Reply::tool("anything", json!({"secret": 1})), give_up).await;
    assert_eq!((fields["toolshape.attempts"].as_str(), fields["toolshape.requests"].as_str()), ("1", "1"));
    assert!(!fields.contains_key("error.type") && !fields.contains_key("gen_ai.response.finish_reasons"));
    assert!(fields.contains_key("aws.request_id"), "{fields:?}");

    let give_up_between = async |request: Generate<Value>| {
        let mut stream = request.stream().await.expect("it opens");
        let waited = timeout(Duration::from_millis(150), stream.next()).await;
        assert!(waited.is_err(), "the second reply is late");
    };
    let late = Reply::tool("another", json!({"secret": 1})).delay(Duration::from_millis(400));
    let fields = told_while(Level::DEBUG, late, give_up_between).await;
    assert_eq!((fields["toolshape.attempts"].as_str(), fields["toolshape.requests"].as_str()), ("1", "2"));
}
