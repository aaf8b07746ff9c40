//! toolshape-local held against the service model by a JSON Schema validator that is not its own.

use jsonschema::{Registry, RegistryBuilder, Validator};
use serde_json::{Value, json};
use toolshape_json_schema::pointer::escape;
use toolshape_local::{Reply, Server};

use crate::wire::converse;

pub(crate) fn validator(document: &str, name: &str) -> Validator {
    let base = "https://toolshape.invalid/";
    let documents = toolshape_schemas::bedrock::ALL
        .iter()
        .map(|(file, text)| (format!("{base}{file}"), serde_json::from_str::<Value>(text).unwrap()));
    let registry = Registry::new().extend(documents).and_then(RegistryBuilder::prepare).unwrap();
    let schema = json!({ "$ref": format!("{base}{document}#/$defs/{name}") });
    jsonschema::options().offline().with_registry(&registry).build(&schema).unwrap()
}

#[tokio::test]
async fn replies_made_in_code_fit_the_model() {
    let server = Server::start().await.unwrap();
    let model = validator("converse.json", "ConverseResponse");
    let question = json!({"messages": [{"role": "user", "content": [{"text": "?"}]}]});
    for reply in [
        Reply::text("Tea."),
        Reply::tool("find", json!({})),
        Reply::tool("find", json!({"n": 1})).and_tool("look", json!([])).text_first("Let me see.").usage(3, 4),
        Reply::tool("find", json!({"n": [1]})).reasoning_first("Hm.").stringified_at("n").malformed_tool_use(),
        Reply::tool("find", json!({"n": 1})).wrapped("input").stringified().malformed_model_output(),
        Reply::tool("find", json!({"n": 1})).fenced().content_filtered(),
        Reply::tool("find", json!({"n": 1})).truncated_at(3).model_context_window_exceeded(),
        Reply::text("Secret.").guardrail_blocked("No."),
        Reply::text("{NAME} bought tea.").guardrail_masked(),
    ] {
        server.push(reply);
        let body = serde_json::from_str(&converse(server.url(), "m", &question).body).unwrap();
        assert!(model.is_valid(&body), "{body}");
    }
}

/// A request with something at each place that has a bound.
fn full() -> Value {
    json!({
        "messages": [
            {"role": "user", "content": [
                {"text": "Top product?"},
                {"image": {"format": "png", "source": {"bytes": "aGk="}}},
                {"document": {"format": "txt", "name": "notes", "source": {"s3Location": {"uri": "s3://bucket/key"}}}},
                {"cachePoint": {"type": "default"}},
            ]},
            {"role": "assistant", "content": [{"toolUse": {"toolUseId": "t1", "name": "find", "input": {}}}]},
            {"role": "user", "content": [
                {"toolResult": {"toolUseId": "t1", "status": "success", "content": [{"json": {}}]}},
                {"guardContent": {"text": {"text": "x", "qualifiers": ["query"]}}},
            ]},
        ],
        "system": [{"text": "Be short."}],
        "inferenceConfig": {"maxTokens": 9, "temperature": 0.5, "topP": 1, "stopSequences": ["end"]},
        "toolConfig": {
            "tools": [{"toolSpec": {
                "name": "find",
                "description": "Finds.",
                "inputSchema": {"json": {"type": "object"}},
                "strict": true,
            }}],
            "toolChoice": {"tool": {"name": "find"}},
        },
        "guardrailConfig": {"guardrailIdentifier": "abc", "guardrailVersion": "1", "trace": "enabled"},
        "promptVariables": {"name": {"text": "x"}},
        "additionalModelRequestFields": {"k": 1},
        "additionalModelResponseFieldPaths": ["/a"],
        "requestMetadata": {"team": "a"},
        "performanceConfig": {"latency": "standard"},
        "serviceTier": {"type": "default"},
        "outputConfig": {"textFormat": {
            "type": "json_schema",
            "structure": {"jsonSchema": {"schema": "{}", "name": "n"}},
        }, "effort": "low"},
    })
}

fn pointers(value: &Value, at: &str, into: &mut Vec<String>) {
    into.push(at.to_owned());
    match value {
        Value::Object(members) => members.iter().for_each(|(name, member)| {
            pointers(member, &format!("{at}/{}", escape(name)), into);
        }),
        Value::Array(items) => items.iter().enumerate().for_each(|(n, item)| {
            pointers(item, &format!("{at}/{n}"), into);
        }),
        _ => {}
    }
}

#[tokio::test]
async fn whatever_the_model_refuses_the_server_refuses() {
    let server = Server::start().await.unwrap();
    let model = validator("converse.json", "ConverseRequest");
    let long = "a".repeat(3000);
    let values = [
        json!(""),
        json!(" "),
        json!("ä{}"),
        json!(long),
        json!(-1),
        json!(0),
        json!(1.5),
        json!(2),
        json!(1e300),
        json!(true),
        json!([]),
        json!([""]),
        json!(vec!["a"; 3000]),
        json!([[]]),
        json!({}),
        json!({"": ""}),
        json!({"k": long}),
        json!({"unknown": {}}),
    ];
    let mut places = Vec::new();
    pointers(&full(), "", &mut places);
    let (mut refused, mut taken) = (0, 0);
    for (place, value) in places.iter().flat_map(|place| values.iter().map(move |value| (place, value))) {
        let mut request = full();
        *request.pointer_mut(place).unwrap() = value.clone();
        let status = converse(server.url(), "m", &request).status;
        // The schema wants the model id among the members; over the wire it is in the path.
        let mut instance = request;
        if let Some(members) = instance.as_object_mut() {
            members.insert("modelId".into(), json!("m"));
        }
        // 404: taken, but the script is empty.
        assert!(status == 400 || status == 404, "{status}");
        assert!(status == 400 || model.is_valid(&instance), "the server takes {value} at {place}");
        *(if status == 400 { &mut refused } else { &mut taken }) += 1;
    }
    assert_eq!(converse(server.url(), "m", &full()).status, 404);
    assert!(refused > 800 && taken > 50, "{refused} refused, {taken} taken");
}
