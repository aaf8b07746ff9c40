//! Opening a stream, asking again, and giving it up.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::time::{sleep, timeout};
use toolshape::Rung;
use toolshape_bedrock::{ErrorKind, SizeLimits};
use toolshape_local::{Reply, Server, ToolChoice};

use super::{MODEL, ask, call, report, server};

fn asked(server: &Server) -> Vec<Value> {
    server.requests().iter().map(|request| request.body["toolConfig"]["toolChoice"].clone()).collect()
}

#[tokio::test]
async fn a_refused_way_to_ask_leads_to_the_next_before_the_stream_opens() {
    let (server, client) = server([call(), call()]).await;
    server.refuse_tool_choice(MODEL, [ToolChoice::Tool]);
    let stream = ask(&client).stream().await.expect("it opens");
    let answer = stream.answer().await.expect("an answer");
    assert_eq!((answer.rung, answer.requests, answer.attempts.len()), (Rung::Any, 2, 1));
    assert_eq!(ask(&client).send().await.expect("an answer").requests, 1, "it is remembered");
    assert_eq!(asked(&server), [json!({"tool": {"name": "report"}}), json!({"any": {}}), json!({"any": {}})]);
}

#[tokio::test]
async fn a_refusal_within_the_stream_leads_to_the_next_way() {
    let words = "This model doesn't support the toolConfig.toolChoice.tool field. Remove it and try again.";
    let (server, client) = server([call().exception_after(0, "ValidationException", words), call()]).await;
    let answer = ask(&client).stream().await.expect("it opens").answer().await.expect("an answer");
    assert_eq!((answer.rung, answer.requests, server.requests().len()), (Rung::Any, 2, 2));
    assert_eq!(answer.attempts[0].error, Some(ErrorKind::Validation));
}

#[tokio::test]
async fn an_error_before_the_stream_is_that_of_a_whole_reply() {
    for (status, code, kind, requests) in [
        (403, "AccessDeniedException", ErrorKind::AccessDenied, 1),
        (400, "ValidationException", ErrorKind::Validation, 1),
        (429, "ThrottlingException", ErrorKind::Throttled, 3),
        (503, "ServiceUnavailableException", ErrorKind::Unavailable, 3),
    ] {
        let (server, client) = server(vec![Reply::error(status, code, "the service's words"); 3]).await;
        let error = ask(&client).stream().await.expect_err("it does not open");
        assert_eq!((error.kind(), error.code(), error.status()), (kind, Some(code), Some(status)));
        assert_eq!((error.requests(), server.requests().len()), (requests, requests as usize), "the SDK's own retries");
    }
    let error = ask(&toolshape_bedrock::Client::local("http://127.0.0.1:1")).stream().await.expect_err("no endpoint");
    assert!(error.is_transport());
    let (server, client) = super::server([call()]).await;
    let error = client.generate::<super::Report>(MODEL).stream().await.expect_err("no prompt");
    assert!(error.is_invalid_request() && server.requests().is_empty());
}

#[tokio::test]
async fn a_reply_is_asked_for_again_only_while_nothing_of_it_was_told() {
    let silent = || Reply::tool("look", json!({"at": 1})).usage(10, 1);
    let (server, client) = server([silent(), call().usage(20, 2), Reply::text("A secret."), call()]).await;
    let mut stream = ask(&client).stream().await.expect("it opens");
    while stream.next().await.expect("nothing fails").is_some() {}
    let answer = stream.answer().await.expect("an answer");
    assert_eq!((answer.attempts.len(), answer.usage.total_tokens), (2, 33), "a call of no tool of ours tells nothing");
    let turns = &server.requests()[1].body["messages"];
    assert_eq!(turns[1]["content"][0]["toolUse"]["input"], json!({"at": 1}));
    assert!(turns[2]["content"][0]["toolResult"].is_object());

    let mut stream = ask(&client).stream().await.expect("it opens");
    stream.next().await.expect("nothing fails").expect("there is text");
    let error = stream.answer().await.expect_err("it was told that much");
    assert!(error.is_no_tool_call());
    assert_eq!((error.attempts().len(), server.requests().len()), (1, 3));
}

#[tokio::test]
async fn elements_of_a_reply_that_was_asked_for_again_are_those_of_the_next() {
    let mut wrong = report();
    wrong["findings"] = json!([]);
    wrong["title"] = json!(1);
    let (_server, client) = server([Reply::tool("report", wrong), call()]).await;
    let mut stream = ask(&client).stream().await.expect("it opens");
    let mut elements = stream.elements::<Value>("findings").expect("there is such a list");
    let mut found = Vec::new();
    while let Some(finding) = elements.next().await.expect("nothing fails") {
        found.push(finding);
    }
    assert_eq!(Value::from(found), report()["findings"]);
    assert_eq!(stream.answer().await.expect("an answer").attempts.len(), 2);
}

#[tokio::test]
async fn a_stream_that_is_dropped_ends_the_request() {
    let pace = Duration::from_millis(10);
    let (server, client) = server([call().fragment_size(8).pace(pace), call().fragment_size(8).pace(pace)]).await;
    let mut stream = ask(&client).stream().await.expect("it opens");
    stream.next().await.expect("nothing fails").expect("there is an event");
    drop(stream);
    // Time enough for all of it, had the server gone on.
    sleep(pace * 60).await;
    let usage = server.usage()[MODEL];
    assert_eq!((usage.replies, usage.total_tokens), (1, 0), "it never came to the end");

    ask(&client).stream().await.expect("it opens").answer().await.expect("an answer");
    assert!(server.usage()[MODEL].total_tokens > 0, "which is where it counts");
}

#[tokio::test]
async fn nothing_is_read_ahead_of_the_caller() {
    let long = "tea ".repeat(5_000_000);
    let (server, client) = server([Reply::text(&long).fragment_size(100_000)]).await;
    let mut limits = SizeLimits::default();
    limits.text = long.len();
    let request = ask(&client.with_size_limits(limits)).max_attempts(1);
    let mut stream = request.stream().await.expect("it opens");
    stream.next().await.expect("nothing fails").expect("there is text");
    sleep(Duration::from_millis(300)).await;
    assert_eq!(server.usage()[MODEL].total_tokens, 0, "the server waits with the rest");
    assert!(stream.answer().await.expect_err("it is text").is_no_tool_call());
    assert!(server.usage()[MODEL].total_tokens > 0);
}

#[tokio::test]
async fn waiting_may_be_given_up_and_taken_up_again() {
    let (_server, client) = server([call().fragment_size(8).pace(Duration::from_millis(20))]).await;
    let mut stream = ask(&client).stream().await.expect("it opens");
    let mut given_up = 0;
    loop {
        match timeout(Duration::from_millis(3), stream.next()).await {
            Ok(event) if event.as_ref().expect("nothing fails").is_none() => break,
            Ok(_) => {}
            Err(_) => given_up += 1,
        }
    }
    assert!(given_up > 10, "{given_up}");
    let answer = stream.answer().await.expect("an answer");
    assert_eq!(serde_json::to_value(&answer.value).expect("it is JSON"), report());
}

#[tokio::test]
async fn waiting_for_another_reply_may_be_given_up_and_taken_up_again() {
    let short = || Reply::tool("look", json!({"at": 1})).usage(10, 1);
    let late = call().usage(20, 2).delay(Duration::from_millis(100));
    let words = "This model doesn't support the toolConfig.toolChoice.tool field. Remove it and try again.";
    let refused = call().exception_after(0, "ValidationException", words);
    for (first, tokens) in [(short(), 33), (refused, 22)] {
        let (server, client) = server([first, late.clone(), call()]).await;
        let mut stream = ask(&client).stream().await.expect("it opens");
        let mut given_up = 0;
        loop {
            match timeout(Duration::from_millis(3), stream.next()).await {
                Ok(event) if event.as_ref().expect("nothing fails").is_none() => break,
                Ok(_) => {}
                Err(_) => given_up += 1,
            }
        }
        assert!(given_up > 10, "{given_up}");
        assert_eq!(server.requests().len(), 2, "the second is sent once");
        let answer = stream.answer().await.expect("an answer");
        assert_eq!((answer.requests, answer.attempts.len(), answer.usage.total_tokens), (2, 2, tokens));
    }
}

#[tokio::test]
async fn the_time_budget_holds_within_a_stream() {
    let (_server, client) = server([call().fragment_size(4).pace(Duration::from_millis(50))]).await;
    let began = Instant::now();
    let stream = ask(&client).time_budget(Duration::from_millis(200)).stream().await.expect("it opens");
    let error = stream.answer().await.expect_err("it takes a second");
    assert!(error.is_budget_exhausted(), "{error}");
    assert!(began.elapsed() < Duration::from_millis(800));
    assert!(error.partial_as::<super::PartialReport>().is_some());
    assert_eq!(error.attempts().len(), 1);
}

#[test]
fn a_stream_crosses_threads() {
    fn is_send<T: Send>(_: &T) {}
    let client = toolshape_bedrock::Client::local("http://127.0.0.1:1");
    let reading = async {
        let mut stream = ask(&client).stream().await?;
        is_send(&stream);
        while stream.next().await?.is_some() {}
        let mut elements = stream.elements::<super::Finding>("findings")?;
        while elements.next().await?.is_some() {}
        stream.answer().await
    };
    is_send(&reading);
}
