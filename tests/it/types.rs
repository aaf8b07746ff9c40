//! What the types carry: the wire's JSON, no more and no less.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use toolshape_types::{appsync, bedrock};

/// JSON in, type, JSON out: the same JSON.
fn round_trip<T: DeserializeOwned + Serialize>(value: &Value) -> T {
    let typed: T = serde_json::from_value(value.clone()).unwrap();
    assert_eq!(serde_json::to_value(&typed).unwrap(), *value);
    typed
}

#[test]
fn a_reply_of_a_later_release_survives() {
    let reply = json!({
        "output": { "message": { "role": "narrator", "mood": "calm", "content": [
            { "text": "Hi." },
            { "hologram": { "depth": 3 } },
            { "toolUse": { "toolUseId": "t1", "name": "sql", "input": {
                "big": 18_446_744_073_709_551_615_u64, "small": i64::MIN, "exact": 9_007_199_254_740_993_u64,
                "none": null, "list": [], "map": {},
            }, "speed": "fast" } },
        ] } },
        "stopReason": "tired",
        "usage": { "inputTokens": 1, "outputTokens": 2, "totalTokens": 3, "carbonGrams": 0.25 },
        "metrics": { "latencyMs": 5_000_000_000_i64 },
        "trace": { "guardrail": { "modelOutput": [], "outputAssessments": { "g": [] } } },
        "weather": [1, { "a": null }],
    });
    let reply = round_trip::<bedrock::ConverseResponse>(&reply);
    assert_eq!(reply.stop_reason.as_str(), "tired");
    assert_eq!(reply.extra["weather"][0], 1);
}

#[test]
fn an_empty_list_is_not_an_absent_one() {
    round_trip::<bedrock::ConverseRequest>(&json!({ "modelId": "m" }));
    round_trip::<bedrock::ConverseRequest>(
        &json!({ "modelId": "m", "messages": [], "system": [], "requestMetadata": {} }),
    );
}

#[test]
fn appsync_and_bedrock_shapes_of_a_guardrail_trace_are_both_read() {
    let filter = json!({ "action": "NONE", "score": 0.9, "threshold": 0.5, "type": "GROUNDING" });
    let as_appsync = json!({ "outputAssessments": { "g": { "contextualGroundingPolicy": { "filters": filter } } } });
    let as_bedrock =
        json!({ "outputAssessments": { "g": [{ "contextualGroundingPolicy": { "filters": [filter] } }] } });
    for shape in [as_appsync, as_bedrock] {
        let trace = round_trip::<appsync::BedrockGuardrailTraceAssessment>(&shape);
        let outputs = trace.output_assessments.unwrap();
        let policy = outputs["g"].as_slice()[0].contextual_grounding_policy.as_ref().unwrap();
        assert_eq!(policy.filters.as_slice()[0].score.to_string(), "0.9");
    }
}

#[test]
fn a_document_that_is_null_is_a_value_in_a_union() {
    let any = round_trip::<appsync::BedrockToolChoice>(&json!({ "any": null }));
    assert_eq!(any.as_any(), Some(&Value::Null));
}

#[test]
fn an_error_names_what_is_wrong() {
    let error = serde_json::from_value::<bedrock::Message>(json!({ "content": [] })).unwrap_err();
    assert_eq!(error.to_string(), "missing field `role`");
    let error = serde_json::from_value::<bedrock::Message>(json!([])).unwrap_err();
    assert_eq!(error.to_string(), "invalid type: sequence, expected an object, Message");
    let twice = r#"{"role": "user", "role": "user", "content": []}"#;
    let error = serde_json::from_str::<bedrock::Message>(twice).unwrap_err();
    assert_eq!(error.to_string(), "duplicate field `role` at line 1 column 23");
}

#[test]
fn what_the_model_marks_sensitive_is_not_in_debug() {
    let request: bedrock::ConverseRequest = serde_json::from_value(json!({
        "modelId": "m",
        "messages": [{ "role": "user", "content": [
            { "image": { "format": "png", "source": { "bytes": "U0VDUkVU" } } },
            { "reasoningContent": { "reasoningText": { "text": "SECRET" } } },
        ] }],
        "requestMetadata": { "user": "SECRET" },
        "promptVariables": { "name": { "text": "SECRET" } },
    }))
    .unwrap();
    let shown = format!("{request:?}");
    assert!(!shown.contains("SECRET") && !shown.contains("U0VDUkVU"), "{shown}");
    assert!(shown.contains("request_metadata: [redacted]"), "{shown}");
    assert!(shown.contains("source: ImageSource([redacted])"), "{shown}");
}

#[test]
fn types_cross_threads() {
    fn crosses<T: Send + Sync + Clone + PartialEq + std::fmt::Debug>() {}
    crosses::<bedrock::ConverseRequest>();
    crosses::<bedrock::ConverseResponse>();
    crosses::<bedrock::ConverseStreamOutput>();
    crosses::<appsync::BedrockConverseRequest>();
}
