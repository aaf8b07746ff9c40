//! How a model is asked, how it is asked again, and when no more.

use std::time::Duration;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};
use toolshape::{Family, Rung, Rungs, ToolShape, ToolSpec};
use toolshape_bedrock::{Answer, Client, Error, ErrorKind, Generate};
use toolshape_local::{Reply, Server, ToolChoice};
use toolshape_types::bedrock::Message;

const HAIKU: &str = "us.anthropic.claude-haiku-4-5-20251001-v1:0";
const NOVA: &str = "us.amazon.nova-lite-v1:0";
const LLAMA: &str = "us.meta.llama3-3-70b-instruct-v1:0";

/// The city that the text is about.
#[derive(Debug, PartialEq, Deserialize, JsonSchema, ToolShape)]
struct City {
    name: String,
}

fn call() -> Reply {
    Reply::tool("city", json!({"name": "Lima"}))
}

fn wrong() -> Reply {
    Reply::tool("city", json!({"name": ["Lima"]}))
}

async fn server(replies: impl IntoIterator<Item = Reply>) -> (Server, Client) {
    let server = Server::start().await.expect("a port is free");
    replies.into_iter().for_each(|reply| server.push(reply));
    let client = Client::local(server.url());
    (server, client)
}

async fn ask(client: &Client, model: &str) -> Result<Answer<City>, Error> {
    client.generate::<City>(model).prompt("Where?").send().await
}

/// How each request asked: the tool choice, `native`, or nothing at all.
fn asked(server: &Server) -> Vec<String> {
    let way = |body: &Value| match body["toolConfig"]["toolChoice"].as_object().and_then(|choice| choice.keys().next())
    {
        Some(choice) => choice.clone(),
        None if body["outputConfig"].is_object() => "native".to_owned(),
        None => String::new(),
    };
    server.requests().iter().map(|request| way(&request.body)).collect()
}

#[tokio::test]
async fn the_first_way_to_ask_is_that_of_the_family() {
    for (model, way) in [(HAIKU, "tool"), (NOVA, "tool"), ("mistral.mistral-large-2407-v1:0", "any"), (LLAMA, "")] {
        let (server, client) = server([call()]).await;
        let answer = ask(&client, model).await.expect("an answer");
        assert_eq!(asked(&server), [way], "{model}");
        assert_eq!(answer.rung, Family::of(model).rungs.first().expect("a family has a rung"));
    }
}

#[tokio::test]
async fn a_refusal_is_remembered_for_the_model_by_the_client_and_its_clones() {
    let (server, client) = server([call(), call(), call(), call()]).await;
    server.refuse_tool_choice(NOVA, [ToolChoice::Tool, ToolChoice::Any]);
    assert_eq!(ask(&client, NOVA).await.expect("an answer").rung, Rung::Auto);
    assert_eq!(ask(&client.clone(), NOVA).await.expect("an answer").requests, 1);
    assert_eq!(ask(&client, HAIKU).await.expect("an answer").rung, Rung::Forced);
    assert_eq!(asked(&server), ["tool", "any", "", "", "tool"]);

    let answer = ask(&Client::local(server.url()), NOVA).await.expect("an answer");
    assert_eq!(answer.requests, 3, "another client does not know");
}

#[tokio::test]
async fn native_output_is_json_held_to_the_strict_schema() {
    let (server, client) = server([Reply::text(r#"{"name": "Lima"}"#).text_first(" ")]).await;
    let request = client.generate::<City>(HAIKU).prompt("Where?").rung(Rung::Native);
    let answer = request.send().await.expect("an answer");
    assert_eq!((answer.value.name.as_str(), answer.rung), ("Lima", Rung::Native));
    assert_eq!(answer.repairs, []);
    let body = &server.requests()[0].body;
    assert_eq!(body["toolConfig"], Value::Null);
    let format = &body["outputConfig"]["textFormat"];
    assert_eq!(format["type"], "json_schema");
    let schema = &format["structure"]["jsonSchema"];
    assert_eq!((&schema["name"], &schema["description"]), (&json!("city"), &json!("The city that the text is about.")));
    let text = schema["schema"].as_str().expect("the schema is text");
    let schema: Value = serde_json::from_str(text).expect("the text is JSON");
    assert_eq!(schema["additionalProperties"], false);
}

#[tokio::test]
async fn native_output_that_is_too_deep_is_a_mismatch() {
    let nested = |levels: usize| {
        // The object itself is one.
        Reply::text(&format!(r#"{{"rows": {}{}}}"#, "[".repeat(levels - 1), "]".repeat(levels - 1)))
    };
    // What has a strict form is not as deep: the reply is a mismatch either way.
    let rows = json!({"type": "array", "items": {"type": "string"}});
    let schema = json!({"type": "object", "properties": {"rows": rows}, "required": ["rows"]});
    let spec = ToolSpec::new("table", "A table.", schema).expect("a valid spec");
    for (levels, is_too_deep) in [(127, false), (128, true)] {
        let (_server, client) = server([nested(levels), nested(levels)]).await;
        let ask = || client.generate_value(HAIKU, &spec).prompt("Which?").rung(Rung::Native).max_attempts(1);
        let sent = ask().send().await.expect_err("it is no table");
        let streamed = ask().stream().await.expect("it opens").answer().await.expect_err("it is no table");
        for error in [sent, streamed] {
            let detail = error.detail().unwrap_or_default();
            assert_eq!((error.is_mismatch(), detail.contains("recursion limit")), (true, is_too_deep), "{detail}");
        }
    }
}

#[tokio::test]
async fn native_output_that_is_refused_is_left_for_auto() {
    let (server, client) = server([call(), call()]).await;
    server.refuse_tool_choice(HAIKU, [ToolChoice::Tool, ToolChoice::Any]);
    server.refuse_output_config(HAIKU);
    assert_eq!(ask(&client, HAIKU).await.expect("an answer").rung, Rung::Auto);
    assert_eq!(ask(&client, HAIKU).await.expect("an answer").rung, Rung::Auto);
    assert_eq!(asked(&server), ["tool", "any", "native", "", ""]);
}

#[tokio::test]
async fn a_schema_without_a_strict_form_is_never_native() {
    let (server, client) = server([Reply::tool("labels", json!({"a": "b"}))]).await;
    server.refuse_tool_choice(HAIKU, [ToolChoice::Tool, ToolChoice::Any]);
    let schema = json!({"type": "object", "additionalProperties": {"type": "string"}});
    let spec = ToolSpec::new("labels", "Any labels.", schema).expect("a valid spec");
    client.generate_value(HAIKU, &spec).prompt("Which?").send().await.expect("an answer");
    assert_eq!(asked(&server), ["tool", "any", ""]);
}

#[tokio::test]
async fn a_model_that_thinks_is_not_forced() {
    let (server, client) = server([Reply::text(r#"{"name": "Lima"}"#), call(), call()]).await;
    let thinking = |model| {
        let fields = json!({"thinking": {"type": "enabled", "budget_tokens": 1024}});
        client.generate::<City>(model).prompt("Where?").additional_model_fields(fields)
    };
    thinking(HAIKU).send().await.expect("an answer");
    thinking("anthropic.claude-3-7-sonnet-20250219-v1:0").send().await.expect("an answer");
    thinking("anthropic.claude-3-7-sonnet-20250219-v1:0").rung(Rung::Forced).send().await.expect("an answer");
    assert_eq!(asked(&server), ["native", "", ""]);
}

#[tokio::test]
async fn users_know_better() {
    let (server, client) = server([call(), call(), call()]).await;
    client.generate::<City>(LLAMA).prompt("Where?").rung(Rung::Forced).send().await.expect("an answer");
    let mut family = Family::of(NOVA).clone();
    family.rungs = Rungs::from_iter([Rung::Any]);
    let client = client.with_family("imported-model/abcdefghijkl", family);
    ask(&client, "arn:aws:bedrock:us-east-1:123456789012:imported-model/abcdefghijkl").await.expect("an answer");
    ask(&client, NOVA).await.expect("an answer");
    assert_eq!(asked(&server), ["tool", "any", "tool"]);
}

#[tokio::test]
async fn a_refusal_without_an_error_code_leads_down() {
    let message = "This model doesn't support the toolConfig.toolChoice.tool field. \
                   Remove toolConfig.toolChoice.tool and try again.";
    for name in ["message", "Message"] {
        let refusal = Reply::body(json!({ name: message })).status(400);
        let (server, client) = server([refusal, call()]).await;
        assert_eq!(ask(&client, NOVA).await.expect("an answer").rung, Rung::Any);
        assert_eq!(asked(&server), ["tool", "any"], "{name}");
    }
}

#[tokio::test]
async fn a_model_that_refuses_tools_is_asked_for_native_output_from_then_on() {
    let json = || Reply::text(r#"{"name": "Lima"}"#);
    let refusal = Reply::error(400, "ValidationException", "This model doesn't support tool use.");
    let (server, client) = server([refusal, json(), json()]).await;
    for _ in 0..2 {
        assert_eq!(ask(&client, HAIKU).await.expect("an answer").rung, Rung::Native);
    }
    assert_eq!(asked(&server), ["tool", "native", "native"]);
}

#[tokio::test]
async fn a_strict_tool_whose_grammar_is_too_large_is_sent_without_strict() {
    let message = "The compiled grammar is too large, which would cause performance issues. \
                   Simplify your tool schemas or reduce the number of strict tools.";
    let (server, client) = server([Reply::error(400, "ValidationException", message), call()]).await;
    let spec = City::spec().strict(true);
    let answer = client.generate_value(HAIKU, &spec).prompt("Where?").send().await.expect("an answer");
    assert_eq!(answer.rung, Rung::Forced);
    let strict = |body: &Value| body["toolConfig"]["tools"][0]["toolSpec"]["strict"].clone();
    let sent: Vec<_> = server.requests().iter().map(|request| strict(&request.body)).collect();
    assert_eq!(sent, [json!(true), Value::Null]);
    assert_eq!(asked(&server), ["tool", "tool"]);
}

#[tokio::test]
async fn an_invalid_request_is_not_sent_another_way() {
    let refusal = Reply::error(400, "ValidationException", "The provided image is too large.");
    let (server, client) = server([refusal, call()]).await;
    assert!(ask(&client, NOVA).await.expect_err("it is refused").is_validation());
    assert_eq!(server.requests().len(), 1);
}

/// The turns that a second request adds to the first.
async fn sent_back(model: &str, first: Reply, prompts: impl IntoIterator<Item = Message>) -> Value {
    let (server, client) = server([first, call()]).await;
    client.generate::<City>(model).prompt("Where?").messages(prompts).send().await.expect("an answer");
    let requests = server.requests();
    let turns = |at: usize| requests[at].body["messages"].as_array().cloned().expect("there are messages");
    let (before, mut after) = (turns(0), turns(1));
    assert_eq!(after[..before.len().saturating_sub(1)], before[..before.len() - 1]);
    after.drain(..before.len().min(after.len() - 2));
    let mut number = 0;
    // The ids are others each time.
    let mut known = Vec::<String>::new();
    let mut text = Value::from(after).to_string();
    while let Some(at) = text.find("tooluse_") {
        let id = text[at..at + 30].to_owned();
        number += 1;
        text = text.replace(&id, &format!("t{number}"));
        known.push(id);
    }
    serde_json::from_str(&text).expect("it is JSON still")
}

#[tokio::test]
async fn a_reply_goes_back_with_a_result_for_every_call_and_what_is_wrong() {
    let reply = wrong().reasoning_first("Hm.").text_first(" ").and_tool("look", json!({"at": "a map"}));
    insta::assert_snapshot!(format!("{:#}", sent_back(HAIKU, reply, []).await));
}

#[tokio::test]
async fn an_input_that_is_no_object_goes_back_as_an_empty_one() {
    let turns = sent_back(HAIKU, Reply::tool("city", json!("Lima")), []).await;
    assert_eq!(turns[0]["content"][0]["toolUse"]["input"], json!({}));
    let told = turns[1]["content"][0]["toolResult"]["content"][0]["text"].as_str().expect("it is text");
    assert!(told.contains("$: invalid type: string \"Lima\""), "{told}");
}

/// A whole reply that calls the tool of the city with an input that no `Value` can hold.
fn raw_call(input: &str) -> Reply {
    let call = format!(r#"{{"toolUse": {{"toolUseId": "t1", "name": "city", "input": {input}}}}}"#);
    Reply::raw(format!(
        r#"{{"output": {{"message": {{"role": "assistant", "content": [{call}]}}}}, "stopReason": "tool_use",
            "usage": {{"inputTokens": 1, "outputTokens": 1, "totalTokens": 2}}, "metrics": {{"latencyMs": 1}}}}"#
    ))
}

#[tokio::test]
async fn a_number_out_of_range_is_a_mismatch_and_goes_back_as_an_empty_input() {
    let reply = raw_call(r#"{"items": [{"a": 1}, {"a": 1e400}]}"#);
    let spec = ToolSpec::new("city", "The city.", json!({"type": "object"})).expect("a valid spec");
    let (server, client) = server([reply.clone(), reply.clone(), reply, call()]).await;
    let ask = || client.generate_value(NOVA, &spec).prompt("Where?");
    let sent = ask().max_attempts(1).send().await.expect_err("JSON has it, and nothing can hold it");
    let streamed = ask().max_attempts(1).stream().await.expect("it opens").answer().await.expect_err("no more can it");
    for error in [&sent, &streamed] {
        assert_eq!((error.kind(), error.detail()), (ErrorKind::Mismatch, Some("number out of range")));
    }

    let answer = ask().send().await.expect("an answer");
    assert_eq!((answer.value, answer.attempts.len()), (json!({"name": "Lima"}), 2));
    let turns = &server.requests()[3].body["messages"];
    assert_eq!(turns[1]["content"][0]["toolUse"]["input"], json!({}));
    assert_eq!(turns[2]["content"][0]["toolResult"]["toolUseId"], "t1");
}

#[tokio::test]
async fn reasoning_that_is_encrypted_goes_back_as_it_came() {
    let redacted = json!({"reasoningContent": {"redactedContent": "c2VjcmV0IHRob3VnaHRz"}});
    let reply = || wrong().block_first(redacted.clone());
    let turns = sent_back(HAIKU, reply(), []).await;
    assert_eq!(turns[0]["content"][0], redacted);
    assert!(turns[0]["content"][1]["toolUse"].is_object(), "{turns}");

    let (server, client) = server([reply(), call()]).await;
    let stream = client.generate::<City>(HAIKU).prompt("Where?").stream_whole().await.expect("it opens");
    stream.answer().await.expect("an answer");
    assert_eq!(server.requests()[1].body["messages"][1]["content"][0], redacted);
}

#[tokio::test]
async fn the_status_of_a_result_is_sent_only_to_models_that_know_it() {
    for (model, status) in [(NOVA, json!("error")), (LLAMA, Value::Null), ("a-model-of-next-year", Value::Null)] {
        let turns = sent_back(model, wrong(), []).await;
        assert_eq!(turns[1]["content"][0]["toolResult"]["status"], status, "{model}");
    }
}

#[tokio::test]
async fn a_call_that_the_service_would_not_take_back_is_told_in_words() {
    let block = json!({"toolUse": {"toolUseId": "t 1", "name": "the city", "input": {}}});
    for reply in [Reply::text(" "), Reply::text(" ").block_first(block), Reply::text("").block(json!({"hologram": {}}))]
    {
        let turns = sent_back(NOVA, reply, []).await;
        assert_eq!(turns[0]["role"], "assistant");
        assert!(turns[0]["content"][0]["text"].as_str().is_some_and(|text| !text.trim().is_empty()), "{turns}");
        assert!(turns[1]["content"][0]["text"].is_string(), "{turns}");
    }
}

#[tokio::test]
async fn every_attempt_is_accounted_for() {
    let cached = |reply: Reply, read: u32| {
        let usage = json!({"inputTokens": 5, "outputTokens": 2, "totalTokens": 7, "cacheReadInputTokens": read});
        reply.member("usage", usage).member("metrics", json!({"latencyMs": 100}))
    };
    let (server, client) = server([cached(wrong(), 30).throttle(1), cached(call(), 40)]).await;
    let answer = ask(&client, NOVA).await.expect("an answer");
    assert_eq!(answer.usage.total_tokens, 14);
    assert_eq!(answer.usage.cache_read_input_tokens, Some(70));
    assert_eq!(answer.latency, Duration::from_millis(200));
    assert_eq!(answer.requests, 3);
    let [first, second] = answer.attempts.as_slice() else { panic!("{:?}", answer.attempts) };
    assert_eq!((first.error, first.tries, first.rung), (Some(ErrorKind::Mismatch), 2, Rung::Forced));
    assert_eq!((second.error, second.tries), (None, 1));
    assert!(first.request_id.is_some() && first.request_id != second.request_id);
    assert_eq!(server.usage()[NOVA].cache_read_input_tokens, 70);
}

#[tokio::test]
async fn an_error_in_the_second_attempt_is_the_outcome_and_the_first_is_counted() {
    let denied = Reply::error(403, "AccessDeniedException", "No more.");
    let (_server, client) = server([wrong().usage(10, 5), denied]).await;
    let error = ask(&client, NOVA).await.expect_err("it is denied");
    assert!(error.is_access_denied());
    assert_eq!((error.attempts().len(), error.requests(), error.usage().total_tokens), (1, 2, 15));
}

#[tokio::test]
async fn a_reply_that_breaks_is_counted_as_a_turn_of_the_model() {
    let (server, client) = server([call().cut_after_bytes(20), call().usage(10, 5)]).await;
    let answer = ask(&client, NOVA).await.expect("an answer");
    assert_eq!(
        answer.attempts.iter().map(|attempt| attempt.error).collect::<Vec<_>>(),
        [Some(ErrorKind::Transport), None]
    );
    assert_eq!((answer.usage.total_tokens, server.usage()[NOVA].replies), (15, 2));
}

async fn limited(
    replies: Vec<Reply>,
    limit: impl FnOnce(Generate<City>) -> Generate<City>,
) -> (Result<Answer<City>, Error>, usize) {
    let (server, client) = server(replies).await;
    let result = limit(client.generate::<City>(NOVA).prompt("Where?")).send().await;
    (result, server.requests().len())
}

#[tokio::test]
async fn attempts_are_as_many_as_allowed() {
    let replies = || vec![wrong(), wrong(), wrong(), call()];
    for (attempts, requests) in [(0, 1), (1, 1), (2, 2), (3, 3)] {
        let (result, sent) = limited(replies(), |request| request.max_attempts(attempts)).await;
        assert!(result.expect_err("it never fits").is_mismatch());
        assert_eq!(sent, requests);
    }
    let (result, _) = limited(replies(), |request| request.max_attempts(4)).await;
    assert_eq!(result.expect("an answer").attempts.len(), 4);
}

#[tokio::test]
async fn a_budget_of_tokens_is_not_overspent() {
    let replies = || vec![wrong().usage(90, 10), call()];
    let (result, sent) = limited(replies(), |request| request.token_budget(199)).await;
    let error = result.expect_err("a second attempt would read 100 tokens and more");
    assert!(error.is_budget_exhausted());
    assert_eq!(error.json_path(), Some("$.name"), "what the last reply lacks stays known");
    assert_eq!(
        error.to_string(),
        "the budget of tokens is used up: the tool call does not match at $.name: invalid type: an array, expected a string"
    );
    assert_eq!(sent, 1);
    let (result, _) = limited(replies(), |request| request.token_budget(200)).await;
    result.expect("an answer");
}

#[tokio::test]
async fn a_budget_of_time_ends_an_attempt_under_way() {
    let slow = call().delay(Duration::from_secs(20));
    let begun = std::time::Instant::now();
    let (result, _) = limited(vec![wrong(), slow], |request| request.time_budget(Duration::from_millis(300))).await;
    let error = result.expect_err("the second attempt takes too long");
    assert!(error.is_budget_exhausted(), "{error}");
    assert_eq!(error.attempts().len(), 1);
    assert!(begun.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn a_limit_of_output_is_raised_once_where_that_is_allowed() {
    let cut = || call().truncated_at(5);
    let (server, client) = server([cut(), call()]).await;
    let request = client.generate::<City>(NOVA).prompt("Where?").max_tokens(10).max_tokens_retry(400);
    assert_eq!(request.send().await.expect("an answer").attempts.len(), 2);
    let limits: Vec<_> =
        server.requests().iter().map(|request| request.body["inferenceConfig"]["maxTokens"].clone()).collect();
    assert_eq!(limits, [10, 400]);

    let (result, sent) =
        limited(vec![cut(), cut(), call()], |request| request.max_tokens_retry(400).max_attempts(5)).await;
    assert!(result.expect_err("once more and no more").is_truncated());
    assert_eq!(sent, 2);
    let (result, sent) = limited(vec![cut(), call()], |request| request.max_tokens(400).max_tokens_retry(400)).await;
    assert!(result.expect_err("the same limit would cut again").is_truncated());
    assert_eq!(sent, 1);
    let (result, _) = limited(vec![], |request| request.max_tokens_retry(0)).await;
    assert_eq!(result.expect_err("no limit is 0").field(), Some("max_tokens_retry"));
}

/// What a model may do about a city.
#[derive(Debug, PartialEq, ToolShape)]
enum Turn {
    City(City),
    #[tool(words)]
    Words(String),
}

#[tokio::test]
async fn words_are_an_answer_where_a_choice_admits_them() {
    let lima = || City { name: "Lima".to_owned() };
    for (reply, value, repairs) in [
        (Reply::text("I cannot know."), Turn::Words("I cannot know.".to_owned()), &[][..]),
        (
            Reply::text("Perhaps this:\n\n{\"name\": \"Lima\"}"),
            Turn::Words("Perhaps this:\n\n{\"name\": \"Lima\"}".to_owned()),
            &[],
        ),
        (call(), Turn::City(lima()), &[]),
        (Reply::text(r#"{"name": "city", "arguments": {"name": "Lima"}}"#), Turn::City(lima()), &["call_as_text at $"]),
    ] {
        let (server, client) = server([reply.clone(), reply]).await;
        let request = client.generate::<Turn>(HAIKU).prompt("Where?");
        let sent = request.clone().send().await.expect("an answer");
        let streamed = request.stream_whole().await.expect("it opens").answer().await.expect("an answer");
        for answer in [sent, streamed] {
            let told: Vec<_> = answer.repairs.iter().map(ToString::to_string).collect();
            assert_eq!((&answer.value, answer.rung), (&value, Rung::Auto));
            assert_eq!(told, repairs);
        }
        assert_eq!(asked(&server), ["", ""], "nothing is forced, nothing asked again");
    }
}

#[tokio::test]
async fn a_copy_of_a_request_goes_to_another_model() {
    let (server, client) = server([Reply::throttled(), Reply::throttled(), Reply::throttled(), call()]).await;
    let request = client.generate::<City>(HAIKU).prompt("Where?");
    let fallback = request.clone().model(NOVA);
    assert!(request.send().await.expect_err("it is throttled").is_throttled());
    fallback.send().await.expect("an answer");
    assert_eq!(server.usage()[NOVA].replies, 1);
}
