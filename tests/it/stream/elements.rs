//! The elements of a list, one by one, and the events as a stream of their own.

use std::pin::Pin;
use std::time::{Duration, Instant};

use futures_core::Stream;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};
use toolshape::{ToolShape, ToolSpec};
use toolshape_bedrock::{Event, OwnedEvent};
use toolshape_local::Reply;

use super::{Finding, MODEL, Report, ask, call, report, server};

#[tokio::test]
async fn each_element_comes_once_and_in_order_and_the_answer_after_them() {
    for size in [1, 8, 1000] {
        let (_server, client) = server([call().fragment_size(size)]).await;
        let mut stream = ask(&client).stream().await.expect("it opens");
        let mut elements = stream.elements::<Finding>("findings").expect("there is such a list");
        let mut found = Vec::new();
        while let Some(finding) = elements.next().await.expect("nothing fails") {
            found.push(finding);
        }
        assert!(elements.next().await.expect("nothing fails").is_none());
        let answer = stream.answer().await.expect("an answer");
        assert_eq!(found, answer.value.findings);
    }
}

#[tokio::test]
async fn an_element_comes_before_the_rest() {
    let pace = Duration::from_millis(20);
    let (_server, client) = server([call().fragment_size(10).pace(pace)]).await;
    let began = Instant::now();
    let mut stream = ask(&client).stream_whole().await.expect("it opens");
    let mut elements = stream.elements::<Value>("findings").expect("there is such a list");
    let first = elements.next().await.expect("nothing fails");
    let then = began.elapsed();
    assert_eq!(first, Some(report()["findings"][0].clone()));
    stream.answer().await.expect("an answer");
    assert!(began.elapsed() > then + pace, "there was more to come");
}

#[tokio::test]
async fn elements_that_were_complete_before_come_too() {
    let (_server, client) = server([call()]).await;
    let mut stream = ask(&client).stream().await.expect("it opens");
    loop {
        match stream.next().await.expect("nothing fails").expect("there is more") {
            Event::Partial { changes, .. }
                if changes.iter().any(|change| change.element_of("$.findings") == Some(0)) =>
            {
                break;
            }
            _ => {}
        }
    }
    let mut elements = stream.elements::<Finding>("findings").expect("there is such a list");
    let mut found = 0;
    while elements.next().await.expect("nothing fails").is_some() {
        found += 1;
    }
    assert_eq!(found, 2);
}

#[tokio::test]
async fn an_element_is_repaired_or_named_and_the_answer_stays() {
    let mut input = report();
    input["findings"][0]["severity"] = json!("3");
    let (_server, client) = server([
        Reply::tool("report", input.clone()),
        Reply::tool("report", {
            input["findings"][1]["severity"] = json!("grave");
            input
        }),
    ])
    .await;
    let mut stream = ask(&client).stream().await.expect("it opens");
    let mut elements = stream.elements::<Finding>("findings").expect("there is such a list");
    let first = elements.next().await.expect("nothing fails").expect("there is one");
    assert_eq!(first.severity, 3);
    let answer = stream.answer().await.expect("an answer");
    assert_eq!(answer.repairs[0].path, "$.findings[0].severity");

    let mut stream = ask(&client).stream().await.expect("it opens");
    let mut elements = stream.elements::<Finding>("findings").expect("there is such a list");
    elements.next().await.expect("nothing fails").expect("there is one");
    let error = elements.next().await.expect_err("it is no finding");
    assert!(error.is_mismatch());
    assert_eq!(error.json_path(), Some("$.findings[1].severity"));
    assert!(!error.to_string().contains("grave"));
    assert!(elements.next().await.expect("it is over").is_none());
    assert!(stream.answer().await.expect_err("nor is the whole").is_mismatch());
}

#[tokio::test]
async fn a_list_must_be_one_of_the_tools() {
    let (_server, client) = server([call()]).await;
    let mut stream = ask(&client).stream().await.expect("it opens");
    let error = stream.elements::<Finding>("finding").expect_err("there is no such list");
    assert_eq!(
        error.to_string(),
        "the tool has no such list: `finding` does not name the members down to a list, as `report.findings` would"
    );
    assert!(stream.elements::<Finding>("title").expect_err("it is no list").is_no_such_list());
    stream.answer().await.expect("an answer");
}

#[tokio::test]
async fn a_list_further_in_of_an_untyped_value_has_elements() {
    let input = json!({"report": {"rows": [[1, 2], [3]], "rest": [9]}});
    let schema = json!({
        "type": "object",
        "properties": {"report": {"$ref": "#/$defs/Report"}},
        "$defs": {"Report": {"type": "object", "properties": {"rows": {"type": "array", "items": {"type": "array"}}}}},
    });
    let spec = ToolSpec::new("table", "A table.", schema).expect("a valid spec");
    let (_server, client) = server([Reply::tool("table", input.clone())]).await;
    let request = client.generate_value(MODEL, &spec).prompt("Which?");
    let mut stream = request.stream().await.expect("it opens");
    let mut elements = stream.elements::<Vec<u8>>("report.rows").expect("there is such a list");
    let mut rows = Vec::new();
    while let Some(row) = elements.next().await.expect("nothing fails") {
        rows.push(row);
    }
    assert_eq!(rows, [vec![1, 2], vec![3]]);
    assert_eq!(stream.answer().await.expect("an answer").value, input);
}

#[tokio::test]
async fn what_is_still_growing_is_no_element_whatever_the_keys() {
    let dotted = r#"{"report.rows": [[9], [9]], "report": {"rows": [[1, 2], [3]]}}"#;
    let twice = r#"{"report": {"rows": [[1], [2]], "rows": [[3, 4], [5], [6]]}}"#;
    let rows = json!({"type": "object", "properties": {"rows": {"type": "array"}}});
    let schema = json!({"type": "object", "properties": {"report": rows}});
    let spec = ToolSpec::new("table", "A table.", schema).expect("a valid spec");
    for size in 1..dotted.len() {
        let call = |text| Reply::tool("table", json!({})).input_streams_as(text).fragment_size(size);
        let (_server, client) = server([call(dotted), call(twice)]).await;
        for is_known in [|row: &[u8]| matches!(row, [1, 2] | [3]), |row: &[u8]| matches!(row, [1 | 2 | 5 | 6] | [3, 4])]
        {
            let request = client.generate_value(MODEL, &spec).prompt("Which?");
            let mut stream = request.stream_whole().await.expect("it opens");
            let mut elements = stream.elements::<Vec<u8>>("report.rows").expect("there is such a list");
            while let Some(row) = elements.next().await.expect("nothing fails") {
                assert!(is_known(&row), "{row:?} in fragments of {size}");
            }
        }
    }
}

#[tokio::test]
async fn elements_before_what_cannot_be_read_come_in_fragments_of_any_size() {
    let deep = format!(r#"{{"rows": [{{"a": 1}}, {{"a": 2}}], "deep": {}{}}}"#, "[".repeat(200), "]".repeat(200));
    let schema = json!({"type": "object", "properties": {"rows": {"type": "array"}}});
    let spec = ToolSpec::new("table", "A table.", schema).expect("a valid spec");
    for size in [1, 8, 1000] {
        let (_server, client) =
            server([Reply::tool("table", json!({})).input_streams_as(&deep).fragment_size(size)]).await;
        let mut stream = client.generate_value(MODEL, &spec).prompt("Which?").stream().await.expect("it opens");
        let mut elements = stream.elements::<Value>("rows").expect("there is such a list");
        for row in 1..=2 {
            let element = elements.next().await.unwrap_or_else(|error| panic!("in fragments of {size}: {error}"));
            assert_eq!(element, Some(json!({"a": row})), "in fragments of {size}");
        }
        assert!(elements.next().await.expect_err("the whole is too deep").is_mismatch());
    }
}

/// A report, or a reason why there is none.
#[derive(Debug, ToolShape)]
enum Outcome {
    Report(Report),
    Decline(Decline),
}

/// Says why there is no report.
#[derive(Debug, Deserialize, JsonSchema, ToolShape)]
struct Decline {
    #[expect(dead_code, reason = "only its tool is of interest")]
    reasons: Vec<String>,
}

#[tokio::test]
async fn elements_are_those_of_one_tool() {
    let (_server, client) = server([call()]).await;
    let mut stream = client.generate::<Outcome>(MODEL).prompt("Which?").stream_whole().await.expect("it opens");
    for list in ["findings", "reasons", "anything"] {
        let error = stream.elements::<Value>(list).expect_err("it may be of the other tool");
        assert!(error.is_no_such_list(), "{list}: {error}");
    }
    stream.answer().await.expect("the stream goes on");
}

#[tokio::test]
async fn a_reply_is_asked_for_again_where_its_first_element_was_no_element() {
    let mut wrong = report();
    wrong["findings"][0]["severity"] = json!("grave");
    let (server, client) = server([Reply::tool("report", wrong), call()]).await;
    let mut stream = ask(&client).stream().await.expect("it opens");
    let mut elements = stream.elements::<Finding>("findings").expect("there is such a list");
    assert!(elements.next().await.expect_err("it is no finding").is_mismatch());
    assert!(elements.next().await.expect("it is over").is_none());
    let answer = stream.answer().await.expect("nothing was handed out");
    assert_eq!((answer.attempts.len(), server.requests().len()), (2, 2));
    assert_eq!(answer.value.title, "Quarterly");
}

async fn next<S: Stream + Unpin>(stream: &mut S) -> Option<S::Item> {
    std::future::poll_fn(|context| Pin::new(&mut *stream).poll_next(context)).await
}

#[tokio::test]
async fn owned_events_tell_the_same_and_end_with_the_answer() {
    let reply = || call().text_first("Let me see.").reasoning_first("Hm.");
    let (_server, client) = server([reply(), reply(), call().cut_after_events(5)]).await;
    let mut lent = Vec::new();
    let mut stream = ask(&client).stream().await.expect("it opens");
    while let Some(event) = stream.next().await.expect("nothing fails") {
        lent.push(match event {
            Event::Partial { value, changes } => {
                let paths: Vec<_> = changes.iter().map(|change| change.to_string()).collect();
                format!("{value:?} {paths:?}")
            }
            other => format!("{other:?}"),
        });
    }
    let mut owned = Vec::new();
    let mut events = ask(&client).stream().await.expect("it opens").into_stream();
    let answer = loop {
        owned.push(match next(&mut events).await.expect("there is more").expect("nothing fails") {
            OwnedEvent::Partial { value, changes } => {
                let state = |is_complete| if is_complete { " complete" } else { "" };
                let path = |change: &toolshape_bedrock::OwnedChange| change.path.clone() + state(change.is_complete);
                format!("{value:?} {:?}", changes.iter().map(path).collect::<Vec<_>>())
            }
            OwnedEvent::Answer(answer) => break answer,
            other => format!("{other:?}"),
        });
    };
    assert_eq!(owned, lent);
    assert_eq!(answer.value, stream.answer().await.expect("an answer").value);
    assert!(next(&mut events).await.is_none());

    let mut events = ask(&client).stream().await.expect("it opens").into_stream();
    let error = loop {
        if let Err(error) = next(&mut events).await.expect("there is more") {
            break error;
        }
    };
    assert!(error.is_transport());
    assert!(next(&mut events).await.is_none());
}
