//! Laws over replies of any form: each way to read one gives the same, and what goes back is taken by every model.

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use tokio::runtime::Runtime;
use toolshape_bedrock::{Answer, Error, read_json};
use toolshape_local::{Reply, Server};

use super::{Order, ask, order};

/// JSON text as the input of a call: right, or wrong in one of the ways that a reader may see in its own way.
fn input() -> impl Strategy<Value = String> {
    let right = order().to_string();
    let put = |text: &str| order().to_string().replace("\"open\"", text);
    let count = |text: &str| order().to_string().replace('3', text);
    prop_oneof![
        Just(right.clone()),
        Just(String::from("\"\"")),
        Just(String::from("null")),
        Just(String::from("{}")),
        Just(json!(right).to_string()),
        Just(format!("{{\"input\": {right}}}")),
        // A member twice, in the order of the type or not.
        Just(right.replacen('{', "{\"status\": \"shipped\", ", 1)),
        Just(right.replacen('{', "{\"other\": 1, \"other\": [2], ", 1)),
        prop::sample::select(vec![
            "1e400",
            "3.0",
            "3e0",
            "-3",
            "4294967296",
            "18446744073709551616",
            "0.1e1",
            "1e-400"
        ])
        .prop_map(count),
        prop::sample::select(vec![
            "\"OPEN\"",
            "\"\\u006fpen\"",
            "\"\\ud800\"",
            "[\"open\"]",
            "{\"open\": null}",
            "\"\""
        ])
        .prop_map(put),
        (100_usize..140).prop_map(|levels| {
            let nested = format!("{}{}", "[".repeat(levels), "]".repeat(levels));
            order().to_string().replacen('{', &format!("{{\"other\": {nested}, "), 1)
        }),
    ]
}

/// A body of Converse whose one call has this input.
fn body(input: &str) -> String {
    format!(
        r#"{{"output": {{"message": {{"role": "assistant", "content": [
            {{"toolUse": {{"toolUseId": "t1", "name": "order", "input": {input}}}}}]}}}}, "stopReason": "tool_use",
            "usage": {{"inputTokens": 1, "outputTokens": 1, "totalTokens": 2}}, "metrics": {{"latencyMs": 1}}}}"#
    )
}

/// All that a reading says: the value and its repairs, or the error with its place and reason.
fn said(result: Result<Answer<Order>, Error>) -> String {
    match result {
        Ok(answer) => {
            let repairs: Vec<_> = answer.repairs.iter().map(ToString::to_string).collect();
            format!("{} {repairs:?}", serde_json::to_string(&answer.value).expect("it is JSON"))
        }
        Err(error) => format!("{error} {:?} {:?}", error.json_path(), error.detail()),
    }
}

#[test]
fn one_json_is_read_alike_whole_streamed_and_offline() {
    let runtime = Runtime::new().expect("a runtime starts");
    let law = |input: String| {
        runtime.block_on(async {
            let body = body(&input);
            let server = Server::start().await.expect("a port is free");
            for _ in 0..3 {
                server.push(Reply::raw(&*body));
            }
            let ask = || ask(&server).max_attempts(1);
            let sent = said(ask().send().await);
            assert_eq!(said(ask().stream().await.expect("it opens").answer().await), sent, "streamed: {input}");
            assert_eq!(said(ask().stream_whole().await.expect("it opens").answer().await), sent, "whole: {input}");
            assert_eq!(said(read_json::<Order>(body.as_bytes())), sent, "offline: {input}");
        });
        Ok(())
    };
    TestRunner::default().run(&input(), law).expect("the law holds");
}

/// A content block of a reply that falls short.
fn block() -> impl Strategy<Value = Value> {
    let texts = vec!["", " ", "No.", "I think so. \n", "<thinking>Hm</thinking>", "\u{a0}"];
    let names = vec!["order", "look", "the look", "multi_tool_use.parallel", ""];
    let inputs = vec![json!({}), json!({"status": 1}), json!("x"), json!([1]), Value::Null];
    let ids = vec!["t1", "t2", "t 3", ""];
    let call = (prop::sample::select(ids), prop::sample::select(names), prop::sample::select(inputs));
    prop_oneof![
        prop::sample::select(texts).prop_map(|text| json!({"text": text})),
        call.prop_map(|(id, name, input)| json!({"toolUse": {"toolUseId": id, "name": name, "input": input}})),
        Just(json!({"reasoningContent": {"reasoningText": {"text": "Hm.", "signature": "c2ln"}}})),
        Just(json!({"hologram": {"depth": 3}})),
    ]
}

#[test]
fn what_goes_back_is_taken_by_the_newest_claude() {
    let runtime = Runtime::new().expect("a runtime starts");
    let reasons = vec!["end_turn", "tool_use", "malformed_tool_use", "malformed_model_output", "next_year"];
    let reply = (prop::collection::vec(block(), 0..5), prop::sample::select(reasons));
    let replies = (prop::collection::vec(reply, 1..4), any::<bool>());
    let law = |(replies, streamed): (Vec<(Vec<Value>, &str)>, bool)| {
        runtime.block_on(async {
            let server = Server::start().await.expect("a port is free");
            server.strict_conversations(true);
            for (content, reason) in &replies {
                let body = json!({
                    "output": {"message": {"role": "assistant", "content": content}}, "stopReason": reason,
                    "usage": {"inputTokens": 1, "outputTokens": 1, "totalTokens": 2}, "metrics": {"latencyMs": 1},
                });
                server.push(Reply::body(body));
            }
            server.push(Reply::tool("order", order()));
            let request = ask(&server).max_attempts(5);
            let result =
                if streamed { request.stream().await.expect("it opens").answer().await } else { request.send().await };
            let answer = result.unwrap_or_else(|error| panic!("{error}: {replies:?}"));
            // An answer goes on, too.
            server.push(Reply::tool("order", order()));
            let results = answer.call_id.iter().chain(answer.other_calls.iter().map(|call| &call.id));
            let results: Vec<Value> =
                results.map(|id| json!({"toolResult": {"toolUseId": id, "content": [{"text": "Done."}]}})).collect();
            let results = serde_json::from_value(json!({"role": "user", "content": results})).expect("a message");
            let next = ask(&server).message(answer.message()).message(results).send().await;
            assert!(next.is_ok(), "{next:?}");
        });
        Ok(())
    };
    TestRunner::default().run(&replies, law).expect("the law holds");
}
