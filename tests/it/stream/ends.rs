//! How a stream ends without a value: each way has a name, and keeps what had arrived.

use std::error::Error as _;

use serde_json::json;
use toolshape::Rung;
use toolshape_bedrock::{Error, ErrorKind, Event, Streaming};
use toolshape_local::{Reply, Server};
use toolshape_types::bedrock::{GuardrailStreamProcessingMode as GuardrailMode, GuardrailTrace};

use super::frames::{events, input, message_start, message_stop, metadata, start};
use super::{PartialReport, Report, ask, call, frames, report, server};

/// Reads a stream to its end and gives the error, and whether there was any event before it.
async fn fails<P: std::fmt::Debug>(stream: &mut Streaming<Report, P>) -> (Error, bool) {
    let mut told = false;
    loop {
        match stream.next().await {
            Ok(Some(_)) => told = true,
            Ok(None) => panic!("it has an answer"),
            Err(error) => return (error, told),
        }
    }
}

async fn error_of(reply: Reply) -> (Error, Server) {
    let (server, client) = server([reply]).await;
    let request = ask(&client).guardrail("abc", "1");
    let (error, told) = fails(&mut request.stream().await.expect("it opens")).await;
    assert!(told, "{error}");
    let shown = format!("{error} {error:?} {:?}", error.source());
    assert!(!shown.contains("Quarterly") && !shown.contains("secret"), "{shown}");
    (error, server)
}

/// The first events of a call with text before it, up to where its title has begun.
fn begun() -> Reply {
    call().text_first("A secret.").usage(100, 100).fragment_size(14)
}
const BEGUN: usize = 5;

fn title(error: &Error) -> Option<&str> {
    error.partial_as::<PartialReport>()?.title.as_deref()
}

#[tokio::test]
async fn an_exception_within_the_stream_is_named_and_final() {
    for (code, kind) in [
        ("ThrottlingException", ErrorKind::Throttled),
        ("ModelStreamErrorException", ErrorKind::ModelError),
        ("InternalServerException", ErrorKind::Unavailable),
        ("ServiceUnavailableException", ErrorKind::Unavailable),
        ("ValidationException", ErrorKind::Validation),
        ("AnExceptionOfNextYear", ErrorKind::Unavailable),
    ] {
        let (error, server) = error_of(begun().exception_after(BEGUN, code, "the service's words")).await;
        assert_eq!((error.kind(), error.code(), error.message()), (kind, Some(code), Some("the service's words")));
        assert!(error.request_id().is_some() && error.status().is_none());
        assert_eq!(title(&error), Some("Quar"), "{code}");
        assert_eq!((error.text(), error.payload()), (Some("A secret."), Some(&json!({"title": "Quar"}))));
        assert_eq!((error.attempts().len(), error.requests(), server.requests().len()), (1, 1, 1), "no retry");
        assert_eq!((error.attempts()[0].error, error.usage().total_tokens), (Some(kind), 0));
    }
}

#[tokio::test]
async fn an_exception_before_the_first_event_is_final_too() {
    let (server, client) = server([call().exception_after(0, "ThrottlingException", "no"), call()]).await;
    let mut stream = ask(&client).stream().await.expect("it opens");
    let (error, told) = fails(&mut stream).await;
    assert!(error.is_throttled() && !told);
    assert_eq!((server.requests().len(), error.payload(), error.text()), (1, None, None));
}

#[tokio::test]
async fn a_connection_that_is_cut_keeps_what_came() {
    let (error, server) = error_of(begun().cut_after_events(BEGUN)).await;
    assert_eq!((error.kind(), title(&error)), (ErrorKind::Transport, Some("Quar")));
    assert_eq!((error.text(), error.attempts().len(), server.requests().len()), (Some("A secret."), 1, 1));
    assert_eq!(
        error.to_string(),
        "the connection failed: it closed before the stream was complete (request …)"
            .replace("…", error.request_id().expect("it has one"))
    );
    for bytes in [0, 1, 50, 200] {
        let (_server, client) = super::server([call().cut_after_bytes(bytes)]).await;
        let (error, _) = fails(&mut ask(&client).stream().await.expect("it opens")).await;
        assert_eq!(error.kind(), ErrorKind::Transport, "{bytes}");
    }
}

#[tokio::test]
async fn what_comes_after_the_last_event_loses_nothing() {
    let whole = || {
        let input = input(0, &report().to_string());
        [message_start(), start(0, "t1", "report"), input, message_stop("tool_use"), metadata()]
    };
    let client = frames::client([events(whole()).cut(), events(whole()).cut()]);
    let answer = ask(&client).stream().await.expect("it opens").answer().await.expect("all of it had come");
    assert_eq!((answer.value.title.as_str(), answer.usage.total_tokens), ("Quarterly", 3));
    let answer = ask(&client).stream_whole().await.expect("it opens").answer().await.expect("all of it had come");
    assert_eq!((answer.value.title.as_str(), answer.usage.total_tokens), ("Quarterly", 3));

    let [first, second, third, fourth, last] = whole();
    let client = frames::client([events([first, second, third, fourth, last, frames::exception()])]);
    let answer = ask(&client).stream().await.expect("it opens").answer().await.expect("nothing was to come");
    assert_eq!(answer.value.title, "Quarterly");

    let [first, second, third, fourth, _] = whole();
    let early = events([first, second, third, fourth, frames::exception()]);
    let error = ask(&frames::client([early])).stream().await.expect("it opens").answer().await.expect_err("it failed");
    assert_eq!(error.kind(), ErrorKind::Unavailable, "{error}");

    let [first, second, third, fourth, _] = whole();
    let client = frames::client([events([first, second, third, fourth]).cut()]);
    let error =
        ask(&client).stream().await.expect("it opens").answer().await.expect_err("the guardrail's trace is missing");
    assert!(error.is_transport(), "{error}");
}

#[tokio::test]
async fn a_stream_without_a_message_cannot_be_read() {
    let client = frames::client([events([message_stop("end_turn"), metadata()])]);
    let error = ask(&client).stream().await.expect("it opens").answer().await.expect_err("there is nothing in it");
    assert_eq!((error.kind(), error.attempts().len()), (ErrorKind::UnreadableReply, 1), "{error}");

    let empty = || events([message_start(), message_stop("end_turn"), metadata()]);
    let client = frames::client([empty(), empty()]);
    let error = ask(&client).stream().await.expect("it opens").answer().await.expect_err("there is nothing in it");
    assert_eq!((error.kind(), error.attempts().len()), (ErrorKind::NoToolCall, 2), "it may be asked for again");
}

#[tokio::test]
async fn a_wrong_checksum_is_an_unreadable_reply() {
    let (error, server) = error_of(begun().wrong_checksum_at(BEGUN)).await;
    assert_eq!((error.kind(), title(&error)), (ErrorKind::UnreadableReply, Some("Quar")));
    assert_eq!((error.attempts().len(), server.requests().len()), (1, 1));
}

#[tokio::test]
async fn the_stop_reason_is_read_before_the_content() {
    for (reply, kind) in [
        (call().stop_reason("max_tokens"), ErrorKind::Truncated),
        (call().malformed_tool_use(), ErrorKind::MalformedToolUse),
        (call().malformed_model_output(), ErrorKind::MalformedOutput),
        (call().model_context_window_exceeded(), ErrorKind::ContextWindowExceeded),
        (call().content_filtered(), ErrorKind::ContentFiltered),
    ] {
        let (error, _server) = error_of(reply.usage(7, 8)).await;
        assert_eq!(error.kind(), kind);
        assert_eq!(title(&error), Some("Quarterly"), "{kind}");
        assert_eq!((error.usage().output_tokens, error.attempts().len()), (8, 1), "{kind}: events were handed out");
        assert!(error.payload().is_some() && error.stop_reason().is_some(), "{kind}");
    }
}

#[tokio::test]
async fn what_was_cut_off_rides_in_the_error() {
    let (error, _server) = error_of(call().truncated_at(40)).await;
    assert!(error.is_truncated());
    let partial = error.partial_as::<PartialReport>().expect("something had come");
    assert_eq!(partial.title.as_deref(), Some("Quarterly"));
    let findings = partial.findings.as_deref().expect("the list had begun");
    assert_eq!(findings.len(), 1);
    assert!(!partial.is_complete() && error.partial_as::<String>().is_none());
    assert_eq!(error.payload().and_then(|payload| payload["title"].as_str()), Some("Quarterly"));
}

#[tokio::test]
async fn a_mismatch_and_words_have_their_names() {
    let wrong = Reply::tool("report", json!({"title": "Quarterly", "findings": [{"text": 1}]}));
    let (error, _server) = error_of(wrong).await;
    assert_eq!((error.kind(), error.json_path()), (ErrorKind::Mismatch, Some("$.findings[0].text")));
    assert_eq!(title(&error), Some("Quarterly"), "what matched of it");
    assert_eq!(error.payload().map(|payload| &payload["findings"][0]["text"]), Some(&json!(1)));

    let deep = format!(r#"{{"title": "Quarterly", "findings": {}1{}}}"#, "[".repeat(200), "]".repeat(200));
    let (error, _server) = error_of(call().input_streams_as(&deep)).await;
    assert_eq!(error.kind(), ErrorKind::Mismatch, "{error}");

    let (error, _server) = error_of(Reply::text("A secret.")).await;
    assert_eq!((error.kind(), error.text()), (ErrorKind::NoToolCall, Some("A secret.")));
}

#[tokio::test]
async fn a_mismatch_is_told_as_of_a_whole_reply() {
    for wrong in [
        json!({"title": "Quarterly"}),
        json!({"title": "Quarterly", "findings": [{"text": "secret", "severity": 300}]}),
        json!({"title": "Quarterly", "findings": {"secret": 1}}),
        json!({"title": 1, "findings": []}),
        json!(["secret"]),
    ] {
        let reply = || Reply::tool("report", wrong.clone());
        let (_server, client) = server([reply(), reply()]).await;
        let sent = ask(&client).max_attempts(1).send().await.expect_err("it does not match");
        let stream = ask(&client).max_attempts(1).stream().await.expect("it opens");
        let streamed = stream.answer().await.expect_err("it does not match");
        let told = |error: &Error| (error.to_string(), error.detail().map(ToOwned::to_owned), error.payload().cloned());
        assert_eq!(told(&streamed), told(&sent));
        assert_eq!(streamed.json_path(), sent.json_path());
    }
}

#[tokio::test]
async fn what_was_whole_and_is_refused_rides_in_the_error() {
    let short = || json!({"title": "Quarterly"});
    for reply in [Reply::tool("report", short()), Reply::tool("report", short()).text_first("{\"title\": 1}")] {
        let (error, _server) = error_of(reply).await;
        assert_eq!((error.kind(), error.detail()), (ErrorKind::Mismatch, Some("missing field `findings`")));
        assert_eq!(title(&error), Some("Quarterly"));
    }
    let (_server, client) = super::server([Reply::text(&short().to_string())]).await;
    let stream = ask(&client).rung(Rung::Native).max_attempts(1).stream().await.expect("it opens");
    let error = stream.answer().await.expect_err("it is too short");
    assert_eq!((error.kind(), title(&error)), (ErrorKind::Mismatch, Some("Quarterly")));
    let (_server, client) = super::server([Reply::text(&short().to_string())]).await;
    let error = ask(&client).max_attempts(1).stream().await.expect("it opens").answer().await.expect_err("words");
    assert!(error.is_no_tool_call() && title(&error).is_none(), "text is not the value");
}

#[tokio::test]
async fn native_output_rides_in_the_error_as_far_as_it_had_come() {
    let cut = Reply::text(r#"{"title": "Quarterly", "findings": [{"te"#).stop_reason("max_tokens");
    let words = Reply::text("3 findings").stop_reason("max_tokens");
    let (_server, client) = server([cut.clone(), cut, words]).await;
    let native = || ask(&client).rung(Rung::Native);
    let error = native().stream().await.expect("it opens").answer().await.expect_err("it was cut off");
    assert_eq!((error.kind(), title(&error)), (ErrorKind::Truncated, Some("Quarterly")));
    assert_eq!(error.payload(), Some(&json!({"title": "Quarterly", "findings": [{}]})));
    let error = native().stream_whole().await.expect("it opens").answer().await.expect_err("it was cut off");
    assert_eq!(error.payload(), Some(&json!({"title": "Quarterly", "findings": [{}]})));
    let error = native().stream().await.expect("it opens").answer().await.expect_err("it was cut off");
    assert_eq!((error.payload(), error.text()), (None, Some("3 findings")), "words are no input");
}

#[tokio::test]
async fn what_came_with_the_fragment_that_breaks_the_value_is_seen() {
    let deep = format!(r#"{{"title": "Quarterly", "findings": {}1{}}}"#, "[".repeat(200), "]".repeat(200));
    let (_server, client) = server([call().input_streams_as(&deep).fragment_size(1000)]).await;
    let mut stream = ask(&client).stream().await.expect("it opens");
    let event = stream.next().await.expect("nothing fails yet");
    let Some(Event::Partial { value, changes }) = event else { panic!("{event:?}") };
    assert_eq!(value.title.as_deref(), Some("Quarterly"));
    assert!(changes.completed().any(|change| change.path() == "$.title"));
    assert!(stream.next().await.expect_err("nor is it a report").is_mismatch());
}

#[tokio::test]
async fn an_input_that_is_no_json_is_a_malformed_call() {
    let (error, _server) = error_of(call().input_streams_as(r#"{"title": "Quarterly", "findings": nil}"#)).await;
    assert!(error.is_malformed_tool_use(), "{error}");
    assert_eq!(title(&error), Some("Quarterly"));
    assert_eq!(error.payload(), Some(&json!({"title": "Quarterly"})));
    // What is cut is never closed to make a value of it.
    let (error, _server) = error_of(call().input_streams_as(r#"{"title": "Quarterly", "findings": []"#)).await;
    assert!(error.is_malformed_tool_use(), "{error}");
}

#[tokio::test]
async fn a_key_that_is_given_twice_is_a_mismatch() {
    let twice = r#"{"title": "Quarterly", "title": "Yearly", "findings": []}"#;
    let (error, _server) = error_of(call().input_streams_as(twice)).await;
    assert!(error.is_mismatch(), "{error}");
    assert_eq!(title(&error), Some("Quarterly"), "what was complete does not change");
}

#[tokio::test]
async fn a_stream_that_is_no_reply_cannot_be_read() {
    for reply in [Reply::raw("<html>"), Reply::raw("{}"), Reply::raw("")] {
        let (_server, client) = server([reply]).await;
        let (error, told) = fails(&mut ask(&client).stream().await.expect("it opens")).await;
        assert!(error.is_unreadable_reply() && !told, "{error}");
        assert_eq!(error.attempts().len(), 1);
    }
}

#[tokio::test]
async fn a_guardrail_that_steps_in_shows_its_trace() {
    let (error, server) = error_of(call().fragment_size(14).guardrail_blocked_after(2, "No.").usage(3, 4)).await;
    assert!(error.is_guardrail_blocked());
    assert_eq!(title(&error), Some("Quarterly"), "what was let through before");
    assert!(error.guardrail().is_some_and(|trace| trace.output_assessments.is_some()));
    assert_eq!((error.text(), error.usage().total_tokens), (Some("No."), 7));
    let config = |server: &Server| server.requests()[0].body["guardrailConfig"].clone();
    let plain = json!({"guardrailIdentifier": "abc", "guardrailVersion": "1", "trace": "enabled"});
    assert_eq!(config(&server)["streamProcessingMode"], json!(null), "the service has a default");

    for (mode, word) in [(GuardrailMode::Sync, "sync"), (GuardrailMode::Async, "async")] {
        let (server, client) = super::server([call().guardrail_masked(), call()]).await;
        let request = || ask(&client).guardrail_mode(mode.clone()).guardrail("abc", "1");
        let answer = request().stream().await.expect("it opens").answer().await.expect("masked is not blocked");
        assert!(answer.guardrail.is_some());
        assert_eq!(config(&server)["streamProcessingMode"], word);
        request().send().await.expect("an answer");
        assert_eq!(server.requests()[1].body["guardrailConfig"], plain, "a whole reply has no such mode");
    }
}

#[tokio::test]
async fn a_block_in_the_middle_of_a_call_needs_no_trace() {
    let whole = usize::MAX;
    for deltas in [1, 3, whole] {
        let untraced = call().fragment_size(14).guardrail_blocked_after(deltas, "No.").member("trace", json!(null));
        let without_metadata = untraced.clone().member("usage", json!(null)).member("metrics", json!(null));
        for reply in [untraced, without_metadata] {
            let (server, client) = super::server([reply.clone(), call()]).await;
            let request = ask(&client).guardrail("abc", "1").guardrail_trace(GuardrailTrace::Disabled);
            let error = request.stream().await.expect("it opens").answer().await.expect_err("it was blocked");
            assert!(error.is_guardrail_blocked(), "{error}");
            assert_eq!((error.text(), server.requests().len()), (Some("No."), 1), "a block is not asked again");

            let (_server, client) = super::server([reply]).await;
            let stream = ask(&client).guardrail("abc", "1").stream_whole().await.expect("it opens");
            assert!(stream.answer().await.expect_err("it was blocked").is_guardrail_blocked());
        }
    }
}

#[tokio::test]
async fn an_error_is_given_once_and_nothing_follows() {
    let (_server, client) = server([begun().cut_after_events(BEGUN)]).await;
    let mut stream = ask(&client).stream().await.expect("it opens");
    fails(&mut stream).await;
    assert!(stream.partial().is_none(), "it is the error's now");
    assert!(matches!(stream.next().await, Ok(None::<Event<'_, _>>)));
    let again = stream.answer().await.expect_err("there is none");
    assert!(again.is_transport() && title(&again).is_none());
    assert_eq!(again.to_string(), "the stream already failed; its error was returned earlier");
}

#[tokio::test]
async fn an_error_frame_has_its_code_and_message() {
    let reply = begun().error_frame_after(BEGUN, "InternalFailure", "An internal error occurred.");
    let (error, _server) = error_of(reply).await;
    assert!(error.is_unavailable(), "{error}");
    assert_eq!((error.code(), error.message()), (Some("InternalFailure"), Some("An internal error occurred.")));

    let body = json!({"Message": "The model failed.", "originalStatusCode": 400, "originalMessage": "CUDA."});
    let (error, _server) = error_of(begun().exception_body_after(BEGUN, "ModelStreamErrorException", &body)).await;
    assert!(error.is_model_error(), "{error}");
    assert_eq!((error.message(), error.original_status()), (Some("The model failed."), Some(400)));
    assert_eq!(error.original_message(), Some("CUDA."));
}

#[tokio::test]
async fn what_the_service_model_does_not_have_fails_nothing() {
    let reply = call().padded().event_after(0, "initial-response", json!({})).event_after(
        1,
        "aKindOfNextYear",
        json!({"depth": 3}),
    );
    let (_server, client) = server([reply]).await;
    let mut stream = ask(&client).stream().await.expect("it opens");
    let mut unknown = Vec::new();
    while let Some(event) = stream.next().await.expect("nothing fails") {
        if let Event::Unknown(event) = event {
            unknown.push(event["aKindOfNextYear"]["depth"].clone());
        }
    }
    assert_eq!(unknown, [3]);
    stream.answer().await.expect("an answer");
}
