//! What is taken, what is refused, and in which words.

use serde_json::{Value, json};
use toolshape_types::appsync::{BedrockConverseRequest, BedrockConverseResult, BedrockMessage};
use toolshape_types::bedrock::{
    ApplyGuardrailRequest, ContentBlock, ConverseRequest, ConverseResponse, ConverseStreamOutput, CountTokensRequest,
    InferenceConfiguration, InvokeModelRequest, Message, StopReason, ToolConfiguration, ToolUseBlock,
};
use toolshape_types::validate::{self, Body, Validated, Violations};

/// What both moods say of a value.
fn said<T: Validated>(value: &Value) -> String {
    let words =
        |result: Result<(), Violations>| result.map_or_else(|violations| violations.to_string(), |()| "valid".into());
    let (strict, lenient) = (words(validate::strict::<T>(value)), words(validate::lenient::<T>(value)));
    if strict == lenient {
        return format!("{value}\n\nBOTH\n{strict}");
    }
    format!("{value}\n\nSTRICT\n{strict}\n\nLENIENT\n{lenient}")
}

fn takes<T: Validated>(value: &Value) {
    assert_eq!(validate::strict::<T>(value), Ok(()), "{value}");
    assert_eq!(validate::lenient::<T>(value), Ok(()), "{value}");
}

fn refuses<T: Validated>(value: &Value) {
    assert!(validate::strict::<T>(value).is_err(), "{value}");
    assert!(validate::lenient::<T>(value).is_err(), "{value}");
}

/// Taken when it arrives, refused when it is to be sent.
fn only_arrives<T: Validated>(value: &Value) {
    assert!(validate::strict::<T>(value).is_err(), "{value}");
    assert_eq!(validate::lenient::<T>(value), Ok(()), "{value}");
}

fn request() -> Value {
    json!({
        "modelId": "us.anthropic.claude-haiku-4-5-20251001-v1:0",
        "messages": [
            { "role": "user", "content": [{ "text": "What sells best?" }] },
            { "role": "assistant", "content": [
                { "toolUse": { "toolUseId": "tooluse_1", "name": "sql_query", "input": { "sql": "SELECT 1" } } },
            ] },
            { "role": "user", "content": [{ "toolResult": {
                "toolUseId": "tooluse_1",
                "status": "success",
                "content": [{ "json": { "rows": [] } }],
            } }] },
        ],
        "system": [{ "text": "You answer from a database." }, { "cachePoint": { "type": "default" } }],
        "inferenceConfig": { "maxTokens": 512, "temperature": 0.5 },
        "toolConfig": { "tools": [{ "toolSpec": {
            "name": "sql_query",
            "description": "One read-only query.",
            "inputSchema": { "json": { "type": "object" } },
        } }] },
        "additionalModelRequestFields": { "top_k": 3.0, "anything": [null] },
    })
}

fn with(mut value: Value, pointer: &str, new: Value) -> Value {
    let (parent, name) = pointer.rsplit_once('/').expect("a pointer");
    match value.pointer_mut(parent).expect(parent) {
        Value::Array(items) => items[name.parse::<usize>().expect("an index")] = new,
        parent => parent[name] = new,
    }
    value
}

fn without(mut value: Value, pointer: &str) -> Value {
    let (parent, name) = pointer.rsplit_once('/').expect("a pointer");
    value.pointer_mut(parent).and_then(Value::as_object_mut).expect(parent).shift_remove(name).expect(pointer);
    value
}

#[test]
fn the_guides_request_is_taken_and_needs_its_trace() {
    let guide: Value = serde_json::from_str(include_str!("data/request.json")).expect("JSON");
    takes::<BedrockConverseRequest>(&guide);
    insta::assert_snapshot!(said::<BedrockConverseRequest>(&without(guide, "/guardrailConfig/trace")));
}

#[test]
fn a_request_is_taken_whole_and_its_body_without_the_uri() {
    let body = without(request(), "/modelId");
    takes::<ConverseRequest>(&request());
    takes::<Body<ConverseRequest>>(&body);
    refuses::<ConverseRequest>(&body);
    only_arrives::<Body<ConverseRequest>>(&request());
    takes::<Body<CountTokensRequest>>(&json!({ "input": { "converse": { "messages": [] } } }));
    takes::<Body<ApplyGuardrailRequest>>(&json!({ "source": "INPUT", "content": [{ "text": { "text": "Hi." } }] }));
}

#[test]
fn unknown_members_values_and_kinds_are_for_replies() {
    only_arrives::<ConverseRequest>(&with(request(), "/hologram", json!(1)));
    only_arrives::<Message>(&json!({ "role": "narrator", "content": [] }));
    only_arrives::<ContentBlock>(&json!({ "hologram": {} }));
    only_arrives::<StopReason>(&json!("curtain_call"));
    only_arrives::<ConverseStreamOutput>(&json!({ "curtain": {} }));
}

#[test]
fn appsyncs_enums_stay_open_and_its_objects_closed() {
    takes::<BedrockMessage>(&json!({ "role": "narrator", "content": [{ "text": "Once." }] }));
    only_arrives::<BedrockMessage>(&json!({ "role": "user", "content": [{ "image": {} }] }));
    only_arrives::<BedrockMessage>(&json!({ "role": "user", "content": [], "mood": "calm" }));
}

#[test]
fn both_shapes_of_an_assessment_are_taken_and_explained() {
    let reply = |assessments: Value| {
        json!({
            "output": { "message": { "role": "assistant", "content": [] } },
            "stopReason": "end_turn",
            "usage": { "inputTokens": 1, "outputTokens": 1, "totalTokens": 2 },
            "metrics": { "latencyMs": 1 },
            "trace": { "guardrail": { "outputAssessments": { "iabc12345678": assessments } } },
        })
    };
    let topics =
        |name: Value| json!({ "topicPolicy": { "topics": [{ "name": name, "type": "DENY", "action": "BLOCKED" }] } });
    takes::<BedrockConverseResult>(&reply(topics("wages".into())));
    takes::<BedrockConverseResult>(&reply(json!([topics("wages".into())])));
    insta::assert_snapshot!("one_assessment", said::<BedrockConverseResult>(&reply(topics(1.into()))));
    insta::assert_snapshot!("many_assessments", said::<BedrockConverseResult>(&reply(json!([topics(1.into())]))));
}

#[test]
fn every_misspelling_is_named_in_the_order_of_the_value() {
    let misspelt = json!({
        "messages": [{
            "rol": "user",
            "role": "usr",
            "content": [
                { "tex": "Hi." },
                { "tool_use": { "toolUseId": "t", "name": "n", "input": {} } },
                { "toolResult": { "toolUseId": "t", "content": [{ "jsn": {} }], "status": "Success" } },
            ],
        }],
        "inferenceConfig": { "max_tokens": 5, "stopSequence": [] },
        "guardrailConfig": { "guardrailId": "iabc", "hologram": true },
    });
    insta::assert_snapshot!(said::<Body<ConverseRequest>>(&misspelt));
}

#[test]
fn a_reply_without_a_member_says_what_stands_there() {
    let reply: Value = serde_json::from_str(include_str!("data/response.json")).expect("JSON");
    let reply = with(without(reply, "/stopReason"), "/stopreason", json!("end_turn"));
    insta::assert_snapshot!(said::<ConverseResponse>(&reply));
}

#[test]
fn a_fault_deep_in_unions_is_named_alone() {
    let block = json!({ "toolResult": { "toolUseId": "bad id", "content": [
        { "document": { "name": "report", "source": { "bytes": "not base64" }, "format": "pdf" } },
        { "image": { "format": "png", "source": { "s3Location": { "uri": 5 } } } },
    ] } });
    insta::assert_snapshot!(said::<ContentBlock>(&block));
}

#[test]
fn a_union_has_one_member() {
    insta::assert_snapshot!("no_member", said::<ContentBlock>(&json!({})));
    insta::assert_snapshot!("two_members", said::<ContentBlock>(&json!({ "text": "Hi.", "image": {} })));
    insta::assert_snapshot!("no_object", said::<ContentBlock>(&json!("Hi.")));
}

#[test]
fn bounds_are_told_without_the_value() {
    insta::assert_snapshot!(
        "numbers",
        said::<InferenceConfiguration>(&json!({
            "maxTokens": 0, "temperature": 1.5, "topP": -0.5, "stopSequences": ["", null],
        }))
    );
    let tool = |name: &str| json!({ "toolSpec": { "name": name, "description": "", "inputSchema": { "json": {} } } });
    insta::assert_snapshot!(
        "texts",
        said::<ToolConfiguration>(&json!({ "tools": [tool(&"x".repeat(70)), tool("a b")] }))
    );
    insta::assert_snapshot!("items", said::<ToolConfiguration>(&json!({ "tools": [] })));
    let keys = with(json!({}), "/requestMetadata", json!({ "k|y": "v|lue", "~/": "" }));
    insta::assert_snapshot!("maps", said::<Body<ConverseRequest>>(&keys));
    insta::assert_snapshot!("constants", said::<BedrockConverseRequest>(&json!({ "operation": "InvokeModel" })));
}

#[test]
fn integers_are_written_as_the_wire_has_them() {
    let tokens = |count: Value| json!({ "inputTokens": count, "outputTokens": 1, "totalTokens": 1 });
    let latency = |millis: Value| json!({ "latencyMs": millis });
    takes::<toolshape_types::bedrock::TokenUsage>(&tokens(i32::MAX.into()));
    takes::<toolshape_types::bedrock::ConverseMetrics>(&latency(i64::MAX.into()));
    refuses::<toolshape_types::bedrock::ConverseMetrics>(&latency(u64::MAX.into()));
    let counts = [json!(3.0), json!(1.5), json!(i64::from(i32::MAX) + 1), json!("3")];
    let said: Vec<String> =
        counts.into_iter().map(|c| said::<toolshape_types::bedrock::TokenUsage>(&tokens(c))).collect();
    insta::assert_snapshot!(said.join("\n\n"));
}

#[test]
fn blobs_are_base64() {
    let model = |body: &str| json!({ "modelId": "amazon.nova-lite-v1:0", "body": body });
    for body in ["", "aGk=", "AA==", "+/+/"] {
        takes::<InvokeModelRequest>(&model(body));
    }
    for body in ["a", "aGk", "a=k=", "====", "aG k", "_-_-", "é==="] {
        refuses::<InvokeModelRequest>(&model(body));
    }
}

#[test]
fn documents_hold_any_json() {
    for input in [json!({}), json!([1.0, null]), json!("text"), json!(u64::MAX), json!({ "type": 3 })] {
        takes::<ToolUseBlock>(&json!({ "toolUseId": "t", "name": "n", "input": input }));
    }
}

#[test]
fn an_accessor_gives_each_part() {
    let violations = validate::strict::<Message>(&json!({ "role": "usr", "content": [] })).expect_err("a misspelling");
    let only = violations.iter().next().expect("a violation");
    assert_eq!(only.pointer(), "/role");
    assert_eq!(only.problem(), "a string of 3 characters that is none of the 3 known values");
    assert_eq!(only.nearest(), Some("user"));
    assert_eq!((only.keyword(), only.limit()), ("enum", &json!(["user", "assistant", "system"])));
    assert_eq!((only.document(), only.place()), ("bedrock/content.json", "/$defs/ConversationRole/anyOf/0/enum"));
    assert!(only.page().is_some_and(|page| page.ends_with("API_runtime_Message.html")), "{only}");
}

#[test]
fn a_members_name_cannot_break_the_lines() {
    let name = format!("a\n\u{1b}[31m{}", "x".repeat(500));
    let printed = validate::strict::<Message>(&json!({ "role": "user", "content": [], name: 1 })).expect_err("unknown");
    let printed = printed.to_string();
    assert!(printed.lines().count() <= 6 && !printed.contains('\u{1b}') && printed.len() < 1200, "{printed}");
}
