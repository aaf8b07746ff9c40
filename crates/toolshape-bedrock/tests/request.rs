//! What is refused before anything is sent, and what would be sent.

use serde::Deserialize;
use serde_json::{Value, json};
use toolshape::ToolSpec;
use toolshape_bedrock::{CacheAfter, Client, Generate};
use toolshape_types::bedrock::Message;

const NOVA: &str = "us.amazon.nova-lite-v1:0";

fn tool(name: &str) -> ToolSpec {
    ToolSpec::new(name, "A tool.", json!({"type": "object"})).expect("a valid spec")
}

fn to(model: &str) -> Generate<Value> {
    Client::local("http://127.0.0.1:9").generate_value(model, &tool("city"))
}

fn ask() -> Generate<Value> {
    to(NOVA).prompt("Where?")
}

/// The field and the rule that a request breaks.
fn refusal(request: &Generate<Value>) -> String {
    let Err(error) = request.request() else { return "sent".to_owned() };
    assert!(error.is_invalid_request());
    let (field, rule) = (error.field().unwrap_or_default(), error.rule().unwrap_or_default());
    assert_eq!(error.to_string(), format!("invalid request: `{field}` {rule}"));
    format!("{field} {rule}")
}

#[test]
fn a_field_out_of_bounds_is_named_with_its_rule() {
    let refusals = vec![
        to("").prompt("Where?"),
        to(&"m".repeat(2049)).prompt("Where?"),
        to(NOVA),
        to(NOVA).prompt(" \n"),
        ask().system("Be brief.").system(""),
        ask().max_tokens(0),
        ask().temperature(-0.1),
        ask().temperature(f64::NAN),
        ask().top_p(f64::INFINITY),
        ask().stop_sequences(["a", ""]),
        ask().stop_sequences(vec!["a"; 2501]),
        ask().guardrail("", "1"),
        ask().guardrail("Not-an-id", "1"),
        ask().guardrail("abc", ""),
        ask().guardrail("abc", "draft"),
        ask().request_metadata("", ""),
        ask().request_metadata("k", "é"),
        (0..17).fold(ask(), |request, n| request.request_metadata(n.to_string(), "")),
        ask().edit(|request| request.additional_model_response_field_paths = Some(vec![String::new()])),
        ask().max_tokens_retry(0),
    ];
    insta::assert_snapshot!(refusals.iter().map(refusal).collect::<Vec<_>>().join("\n"));
}

#[test]
fn the_bounds_themselves_are_sent() {
    for request in [
        to(&"é".repeat(2048)).prompt("Where?"),
        ask().max_tokens(1).temperature(0.0).top_p(1.0).stop_sequences(vec!["\n"; 2500]),
        ask().guardrail("iabc12345678", "DRAFT"),
        ask().guardrail("abc", "12345678"),
        ask().guardrail("arn:aws:bedrock:us-east-1:123456789012:guardrail/abc1", "1"),
        ask().guardrail("arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:guardrail/abc1", "1"),
        ask().request_metadata("a b:_@$#=/+,-.", ""),
        (0..16).fold(ask(), |request, n| request.request_metadata(n.to_string(), "")),
    ] {
        assert_eq!(refusal(&request), "sent");
    }
    for arn in [
        "arn:aws-:bedrock:us-east-1:123456789012:guardrail/abc1",
        "arn:aws:bedrock:us-east-1:12345678901:guardrail/abc1",
        "arn:aws:bedrock::123456789012:guardrail/abc1",
        "arn:aws:bedrock:us-east-1:123456789012:guardrail/ABC",
        "arn:aws:bedrock:us-east-1:123456789012:model/abc",
    ] {
        assert_ne!(refusal(&ask().guardrail(arn, "1")), "sent", "{arn}");
    }
}

/// A conversation as the request holds it, not as `message` would put it together.
fn conversation(messages: &Value) -> Generate<Value> {
    let messages: Vec<Message> = Deserialize::deserialize(messages).expect("messages");
    to(NOVA).edit(|request| request.messages = Some(messages))
}

fn user(content: &Value) -> Value {
    json!({"role": "user", "content": content})
}

fn assistant(content: &Value) -> Value {
    json!({"role": "assistant", "content": content})
}

fn text(text: &str) -> Value {
    json!({"text": text})
}

fn call(id: &str) -> Value {
    json!({"toolUse": {"toolUseId": id, "name": "city", "input": {}}})
}

fn result(id: &str) -> Value {
    json!({"toolResult": {"toolUseId": id, "content": [{"text": "42"}]}})
}

fn document(name: &str) -> Value {
    json!({"document": {"name": name, "format": "txt", "source": {"bytes": "aGk="}}})
}

#[test]
fn a_conversation_that_the_service_would_refuse_is_named_with_the_place_and_the_rule() {
    let named = |name: &str, input: &Value| json!({"toolUse": {"toolUseId": "t1", "name": name, "input": input}});
    let json = json!({"toolResult": {"toolUseId": "t1", "content": [{"json": [1]}]}});
    let begin = || user(&json!([text("Where?")]));
    let refusals = [
        json!([user(&json!([]))]),
        json!([user(&json!([text("Where?"), text("\t")]))]),
        json!([assistant(&json!([text("Here.")])), begin()]),
        json!([begin(), begin()]),
        json!([begin(), assistant(&json!([text("It is ")]))]),
        json!([begin(), assistant(&json!([named("the city", &json!({}))])), user(&json!([result("t1")]))]),
        json!([begin(), assistant(&json!([call("t 1")])), user(&json!([result("t 1")]))]),
        json!([begin(), assistant(&json!([named("city", &json!("Lima"))])), user(&json!([result("t1")]))]),
        json!([begin(), assistant(&json!([call("t1")]))]),
        json!([begin(), assistant(&json!([call("t1"), call("t2")])), user(&json!([result("t1")]))]),
        json!([begin(), assistant(&json!([call("t1")])), user(&json!([text("42")]))]),
        json!([begin(), assistant(&json!([text("Hm.")])), user(&json!([result("t1")]))]),
        json!([begin(), assistant(&json!([call("t1"), call("t1")])), user(&json!([result("t1")]))]),
        json!([begin(), assistant(&json!([call("t1")])), user(&json!([json]))]),
        json!([user(&json!([document("notes")]))]),
        json!([user(&json!([text("Read."), document("notes.txt")]))]),
        json!([user(&json!([text("Read."), document("the  notes")]))]),
        json!([user(&json!([text("Read."), document("notes"), document("notes")]))]),
    ];
    let refusals: Vec<_> = refusals.into_iter().map(|messages| refusal(&conversation(&messages))).collect();
    insta::assert_snapshot!(refusals.join("\n"));
}

#[test]
fn only_families_that_refuse_to_go_on_from_text_are_held_to_it() {
    let begun: Vec<Message> =
        serde_json::from_value(json!([user(&json!([text("Where?")])), assistant(&json!([text("It is")]))]))
            .expect("turns");
    let request = |model: &str| to(model).messages(begun.clone());
    assert_eq!(refusal(&request("anthropic.claude-haiku-4-5-20251001-v1:0")), "sent");
    assert_eq!(
        refusal(&request("us.anthropic.claude-opus-5-v1:0")),
        "messages[1].role must be `user` in the last turn: Claude 5 does not go on from the assistant's text"
    );
}

#[test]
fn a_conversation_that_the_service_takes_is_sent() {
    let begin = || user(&json!([text("Where?")]));
    for messages in [
        json!([
            begin(),
            assistant(&json!([text("Hm."), call("t1"), call("t2")])),
            user(&json!([result("t2"), result("t1")]))
        ]),
        json!([begin(), assistant(&json!([text("It is")]))]),
        json!([user(&json!([text("Read."), document("Notes (1) [a-b]"), document("other notes")]))]),
    ] {
        assert_eq!(refusal(&conversation(&messages)), "sent");
    }
}

#[test]
fn what_the_user_says_in_a_row_is_one_turn() {
    let image: Message = serde_json::from_value(user(&json!([
        {"image": {"format": "png", "source": {"bytes": "aGk="}}}
    ])))
    .expect("a message");
    let request = to(NOVA).message(image).prompt("What is this?").prompt("In one word.").request().expect("it is sent");
    let sent = serde_json::to_value(&request).expect("it is JSON");
    let turns = sent["messages"].as_array().expect("messages");
    assert_eq!((turns.len(), turns[0]["content"].as_array().map(Vec::len)), (1, Some(3)));
}

#[test]
fn the_request_is_what_would_be_sent() {
    let request = ask()
        .system("Be brief.")
        .cache_point(CacheAfter::System)
        .cache_point(CacheAfter::Tools)
        .cache_point(CacheAfter::Messages)
        .temperature(0.7)
        .guardrail("abc", "1")
        .edit(|request| request.additional_model_response_field_paths = Some(vec!["/stop_sequence".to_owned()]));
    insta::assert_json_snapshot!(request.request().expect("it is sent"));
}
