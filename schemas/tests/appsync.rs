//! The AppSync documents: well formed, complete, and judging instances as AppSync and Bedrock do.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use jsonschema::{Registry, Validator};
use serde_json::{Value, json};

/// The types of the AppSync reference, and the two results that `@aws-appsync/utils` adds.
const TYPES: [&str; 44] = [
    "BedrockConverseMetrics",
    "BedrockConverseOutput",
    "BedrockConverseRequest",
    "BedrockConverseResult",
    "BedrockConverseTrace",
    "BedrockGuardContent",
    "BedrockGuardContentText",
    "BedrockGuardrailAssessment",
    "BedrockGuardrailConfig",
    "BedrockGuardrailContentFilter",
    "BedrockGuardrailContentPolicyAssessment",
    "BedrockGuardrailContextualGroundingFilter",
    "BedrockGuardrailContextualGroundingPolicyAssessment",
    "BedrockGuardrailCoverage",
    "BedrockGuardrailCustomWord",
    "BedrockGuardrailInvocationMetrics",
    "BedrockGuardrailManagedWord",
    "BedrockGuardrailPiiEntityFilter",
    "BedrockGuardrailRegexFilter",
    "BedrockGuardrailSensitiveInformationPolicyAssessment",
    "BedrockGuardrailTextCharactersCoverage",
    "BedrockGuardrailTopic",
    "BedrockGuardrailTopicPolicyAssessment",
    "BedrockGuardrailTraceAsssessment",
    "BedrockGuardrailUsage",
    "BedrockGuardrailWordPolicyAssessment",
    "BedrockInferenceConfig",
    "BedrockInputSchema",
    "BedrockInvokeModelRequest",
    "BedrockInvokeModelResult",
    "BedrockMessage",
    "BedrockMessageContent",
    "BedrockPromptVariableValues",
    "BedrockSpecificToolChoice",
    "BedrockSystemContent",
    "BedrockTokenUsage",
    "BedrockTool",
    "BedrockToolChoice",
    "BedrockToolConfig",
    "BedrockToolResult",
    "BedrockToolResultContent",
    "BedrockToolSpec",
    "BedrockToolUse",
    "ConversePayload",
];

static DOCUMENTS: LazyLock<BTreeMap<&str, Value>> = LazyLock::new(|| {
    toolshape_schemas::appsync::ALL
        .iter()
        .map(|(file, text)| (*file, serde_json::from_str(text).expect(file)))
        .collect()
});

/// Each type's schema with the file it stands in.
fn definitions() -> impl Iterator<Item = (&'static str, &'static str, &'static Value)> {
    DOCUMENTS.iter().flat_map(|(file, document)| {
        document["$defs"].as_object().expect("definitions").iter().map(|(name, schema)| (*file, name.as_str(), schema))
    })
}

/// A schema and every schema inside it; the names of properties are not taken for keywords.
fn subschemas(schema: &Value) -> Vec<&Value> {
    let mut found = vec![schema];
    for (keyword, value) in schema.as_object().into_iter().flatten() {
        let inner: Vec<&Value> = match keyword.as_str() {
            "properties" | "$defs" => value.as_object().expect("a map").values().collect(),
            "oneOf" | "anyOf" => value.as_array().expect("a list").iter().collect(),
            "items" | "additionalProperties" | "propertyNames" | "not" => vec![value],
            _ => continue,
        };
        found.extend(inner.into_iter().flat_map(subschemas));
    }
    found
}

/// The names of the types that a schema refers to.
fn references(schema: &Value) -> Vec<&str> {
    subschemas(schema)
        .into_iter()
        .filter_map(|schema| schema["$ref"].as_str())
        .map(|reference| reference.rsplit('/').next().expect("a pointer"))
        .collect()
}

static VALIDATORS: LazyLock<BTreeMap<&str, Validator>> = LazyLock::new(|| {
    // Any hierarchical base will do: references between the files are relative.
    let base = "https://schemas.invalid/appsync/";
    let registry = Registry::new()
        .extend(DOCUMENTS.iter().map(|(file, document)| (format!("{base}{file}"), document)))
        .and_then(jsonschema::RegistryBuilder::prepare)
        .expect("the documents resolve among themselves");
    definitions()
        .map(|(file, name, _)| {
            let schema = json!({ "$ref": format!("{base}{file}#/$defs/{name}") });
            let validator = jsonschema::options().offline().with_registry(&registry).build(&schema).expect(name);
            (name, validator)
        })
        .collect()
});

#[track_caller]
fn accepts(name: &str, instance: &Value) {
    if let Err(error) = VALIDATORS[name].validate(instance) {
        panic!("{name} refuses {instance}: {error}");
    }
}

#[track_caller]
fn refuses(name: &str, instance: &Value) {
    assert!(!VALIDATORS[name].is_valid(instance), "{name} accepts {instance}");
}

/// `value` without the member at the end of a JSON pointer.
fn without(value: &Value, pointer: &str) -> Value {
    let (parent, member) = pointer.rsplit_once('/').expect("a pointer");
    let mut value = value.clone();
    let removed = value.pointer_mut(parent).and_then(Value::as_object_mut).and_then(|object| object.remove(member));
    assert!(removed.is_some(), "nothing at {pointer}");
    value
}

/// `value` with the value at a JSON pointer replaced.
fn with(value: &Value, pointer: &str, new: Value) -> Value {
    let mut value = value.clone();
    *value.pointer_mut(pointer).expect(pointer) = new;
    value
}

/// The guide's structured request, as its `generateObject` builds it.
fn structured_request() -> Value {
    json!({
        "operation": "Converse",
        "modelId": "us.anthropic.claude-3-5-haiku-20241022-v1:0",
        "messages": [
            { "role": "user", "content": [{ "text": "What is my top selling product?" }] },
        ],
        "toolConfig": {
            "toolChoice": { "tool": { "name": "structured_tool" } },
            "tools": [{ "toolSpec": {
                "name": "structured_tool",
                "inputSchema": { "json": { "type": "object", "properties": {
                    "sql": { "type": "string", "description": "the sql query to execute" },
                    "parameters": { "type": "object", "properties": {} },
                } } },
            } }],
        },
        "system": [{ "text": "You are a database assistant." }],
        "guardrailConfig": {
            "guardrailIdentifier": "iabc12345678",
            "guardrailVersion": "DRAFT",
            "trace": "enabled",
        },
    })
}

fn assessment() -> Value {
    json!({
        "contentPolicy": { "filters": [{
            "type": "PROMPT_ATTACK",
            "confidence": "HIGH",
            "filterStrength": "MEDIUM",
            "action": "BLOCKED",
        }] },
        "contextualGroundingPolicy": { "filters": [
            { "type": "GROUNDING", "threshold": 0.7, "score": 0.25, "action": "BLOCKED" },
            { "type": "RELEVANCE", "threshold": 0.5, "score": 1, "action": "NONE" },
        ] },
        "invocationMetrics": {
            "guardrailProcessingLatency": 318,
            "guardrailCoverage": { "textCharacters": { "guarded": 31, "total": 31 } },
            "usage": {
                "topicPolicyUnits": 1,
                "contentPolicyUnits": 1,
                "wordPolicyUnits": 1,
                "sensitiveInformationPolicyUnits": 0,
                "sensitiveInformationPolicyFreeUnits": 1,
                "contextualGroundingPolicyUnits": 2,
            },
        },
        "sensitiveInformationPolicy": {
            "piiEntities": [{ "type": "EMAIL", "match": "a@example.com", "action": "ANONYMIZED" }],
            "regexes": [{ "action": "BLOCKED" }],
        },
        "topicPolicy": { "topics": [{ "name": "wages", "type": "DENY", "action": "BLOCKED" }] },
        "wordPolicy": {
            "customWords": [{ "match": "secret", "action": "BLOCKED" }],
            "managedWordLists": [{ "match": "darn", "type": "PROFANITY", "action": "BLOCKED" }],
        },
    })
}

/// A reply as Bedrock sends it, with a list of assessments and members that AppSync does not list.
fn reply() -> Value {
    json!({
        "output": { "message": { "role": "assistant", "content": [
            { "text": "Let me look that up." },
            { "toolUse": { "toolUseId": "tooluse_1", "name": "structured_tool", "input": {
                "sql": "SELECT 1",
                "parameters": null,
            } } },
        ] } },
        "stopReason": "tool_use",
        "usage": { "inputTokens": 10, "outputTokens": 5, "totalTokens": 15, "cacheReadInputTokens": 0 },
        "metrics": { "latencyMs": 800 },
        "additionalModelResponseFields": { "stop_sequence": null },
        "trace": { "guardrail": {
            "inputAssessment": { "iabc12345678": assessment() },
            "modelOutput": ["SELECT 1"],
            "outputAssessments": { "iabc12345678": [assessment(), assessment()] },
            "actionReason": "Guardrail blocked.",
        } },
        "performanceConfig": { "latency": "standard" },
    })
}

#[test]
fn each_document_is_valid_under_its_metaschema() {
    for (file, document) in DOCUMENTS.iter() {
        assert_eq!(document["$schema"], "https://json-schema.org/draft/2020-12/schema", "{file}");
        if let Err(error) = jsonschema::meta::validate(document) {
            panic!("{file}: {error} at {}", error.instance_path());
        }
    }
}

#[test]
fn the_types_are_those_of_the_reference_each_once() {
    let mut names: Vec<&str> = definitions().map(|(_, name, _)| name).collect();
    names.sort_unstable();
    assert_eq!(names, TYPES);
}

#[test]
fn the_misspelt_name_is_put_right_for_rust() {
    let renamed: Vec<_> =
        definitions().filter_map(|(_, name, schema)| Some((name, schema["x-rust-name"].as_str()?))).collect();
    assert_eq!(renamed, [("BedrockGuardrailTraceAsssessment", "BedrockGuardrailTraceAssessment")]);
}

#[test]
fn each_reference_leads_to_a_type_in_the_folder() {
    for (file, document) in DOCUMENTS.iter() {
        for reference in subschemas(document).iter().filter_map(|schema| schema["$ref"].as_str()) {
            let (target, pointer) = reference.split_once('#').expect(reference);
            assert_ne!(target, *file, "{file}: {reference} can be a local reference");
            let target = if target.is_empty() { file } else { target };
            assert!(
                DOCUMENTS.get(target).is_some_and(|document| document.pointer(pointer).is_some()),
                "{file}: {reference}"
            );
        }
    }
}

#[test]
fn each_document_type_and_property_says_what_it_is() {
    let told =
        |schema: &Value| schema["description"].as_str().is_some_and(|text| text.ends_with('.') && !text.contains("  "));
    for (file, document) in DOCUMENTS.iter() {
        assert!(document["title"].is_string(), "{file} has no title");
        assert!(told(document), "{file}");
    }
    for (file, name, definition) in definitions() {
        assert!(told(definition), "{file}: {name}");
        for schema in subschemas(definition) {
            for (property, schema) in schema["properties"].as_object().into_iter().flatten() {
                assert!(told(schema), "{file}: {name}.{property}");
            }
        }
    }
}

#[test]
fn every_choice_is_marked_and_has_the_shape_its_mark_stands_for() {
    for (file, name, definition) in definitions() {
        for schema in subschemas(definition) {
            let context = format!("{file}: {name}: {schema}");
            let any_of = schema["anyOf"].as_array();
            assert_eq!(any_of.is_some(), schema["x-open-enum"] == true, "{context}");
            if let Some([known, any]) = any_of.map(Vec::as_slice) {
                let known = known["enum"].as_array().expect(&context);
                assert!(known.iter().all(Value::is_string), "{context}");
                assert_eq!(*any, json!({ "type": "string" }), "{context}");
            } else {
                assert!(any_of.is_none(), "{context}");
            }

            let one_of = schema["oneOf"].as_array();
            let (union, list) = (&schema["x-open-union"], &schema["x-one-or-many"]);
            assert_eq!(one_of.is_some(), (union == true) != (list == true), "{context}");
            let Some(branches) = one_of else { continue };
            if list == true {
                let one = &branches[1];
                assert_eq!(branches[0], json!({ "type": "array", "items": one }));
                continue;
            }
            let (unknown, known) = branches.split_last().expect(&context);
            let keys: Vec<&Value> = known.iter().map(|branch| &branch["required"][0]).collect();
            assert_eq!(
                *unknown,
                json!({
                    "type": "object",
                    "minProperties": 1,
                    "maxProperties": 1,
                    "propertyNames": { "not": { "enum": keys } },
                }),
                "{context}"
            );
            for branch in known {
                let properties = branch["properties"].as_object().expect(&context);
                assert!(properties.keys().eq(branch["required"].as_array().expect(&context)));
                assert_eq!(branch["additionalProperties"], false, "{context}");
            }
        }
    }
}

#[test]
fn the_types_marked_as_replies_are_those_that_a_converse_result_reaches() {
    let schemas: BTreeMap<&str, &Value> = definitions().map(|(_, name, schema)| (name, schema)).collect();
    let mut reached = BTreeSet::new();
    let mut waiting = vec!["BedrockConverseResult"];
    while let Some(name) = waiting.pop() {
        if reached.insert(name) {
            waiting.extend(references(schemas[name]));
        }
    }
    let marked: BTreeSet<&str> =
        schemas.iter().filter(|(_, schema)| schema["x-reply"] == true).map(|(name, _)| *name).collect();
    assert_eq!(marked, reached);
}

#[test]
fn the_guides_requests_are_accepted() {
    accepts(
        "BedrockInvokeModelRequest",
        &json!({
            "operation": "InvokeModel",
            "modelId": "amazon.titan-text-lite-v1",
            "guardrailIdentifier": "zabcd12345678",
            "guardrailVersion": "1",
            "body": { "inputText": "Summarize this text in less than 100 words." },
        }),
    );
    accepts(
        "BedrockConverseRequest",
        &json!({
            "operation": "Converse",
            "modelId": "us.anthropic.claude-3-5-haiku-20241022-v1:0",
            "system": [{ "text": "You are a database assistant." }],
            "messages": [
                { "role": "user", "content": [{ "text": "<request>all orders:</request>" }] },
            ],
        }),
    );
    accepts("BedrockConverseRequest", &structured_request());
}

#[test]
fn the_trace_that_the_guide_leaves_out_is_required() {
    refuses("BedrockConverseRequest", &without(&structured_request(), "/guardrailConfig/trace"));
}

#[test]
fn a_request_without_a_required_field_is_refused() {
    for pointer in [
        "/operation",
        "/modelId",
        "/messages",
        "/messages/0/role",
        "/messages/0/content",
        "/toolConfig/tools",
        "/toolConfig/tools/0/toolSpec",
        "/toolConfig/tools/0/toolSpec/name",
        "/toolConfig/tools/0/toolSpec/inputSchema/json",
        "/toolConfig/toolChoice/tool/name",
    ] {
        refuses("BedrockConverseRequest", &without(&structured_request(), pointer));
    }
    refuses(
        "BedrockInvokeModelRequest",
        &json!({ "operation": "InvokeModel", "modelId": "amazon.titan-text-lite-v1" }),
    );
}

#[test]
fn an_operation_is_one_word_and_no_other() {
    let converse = with(&structured_request(), "/operation", json!("InvokeModel"));
    refuses("BedrockConverseRequest", &converse);
}

#[test]
fn prompt_variables_are_a_list_of_maps() {
    let mut request = structured_request();
    request["promptVariables"] = json!([{ "city": { "text": "Oslo" } }]);
    accepts("BedrockConverseRequest", &request);
    request["promptVariables"] = json!({ "city": { "text": "Oslo" } });
    refuses("BedrockConverseRequest", &request);
}

#[test]
fn the_misnamed_payload_takes_a_body_and_no_messages() {
    accepts("ConversePayload", &json!({ "modelId": "amazon.titan-text-lite-v1", "body": {} }));
    refuses("ConversePayload", &without(&structured_request(), "/operation"));
}

#[test]
fn a_reply_is_accepted_as_bedrock_sends_it_and_as_the_reference_has_it() {
    accepts("BedrockConverseResult", &reply());
    let assessments = "/trace/guardrail/outputAssessments/iabc12345678";
    let filters = "/contextualGroundingPolicy/filters";
    let filter = assessment().pointer(&format!("{filters}/0")).cloned();
    let single = with(&assessment(), filters, filter.expect("a filter"));
    accepts("BedrockConverseResult", &with(&reply(), assessments, single));
    refuses("BedrockConverseResult", &with(&reply(), assessments, json!("blocked")));
}

#[test]
fn a_reply_without_a_required_field_is_refused() {
    for pointer in [
        "/output",
        "/stopReason",
        "/usage",
        "/usage/totalTokens",
        "/metrics/latencyMs",
        "/output/message/content/1/toolUse/input",
        "/trace/guardrail/inputAssessment/iabc12345678/contentPolicy/filters/0/action",
    ] {
        refuses("BedrockConverseResult", &without(&reply(), pointer));
    }
}

#[test]
fn an_unknown_enum_value_is_accepted_where_it_is_a_string() {
    for pointer in [
        "/stopReason",
        "/output/message/role",
        "/trace/guardrail/inputAssessment/iabc12345678/contentPolicy/filters/0/type",
        "/trace/guardrail/outputAssessments/iabc12345678/1/sensitiveInformationPolicy/piiEntities/0/action",
    ] {
        accepts("BedrockConverseResult", &with(&reply(), pointer, json!("NEW")));
        refuses("BedrockConverseResult", &with(&reply(), pointer, json!(7)));
        refuses("BedrockConverseResult", &with(&reply(), pointer, json!(null)));
    }
}

#[test]
fn an_unknown_union_member_is_accepted_and_a_known_one_is_still_checked() {
    let content = "/output/message/content/0";
    let with_block = |block| with(&reply(), content, block);
    accepts("BedrockConverseResult", &with_block(json!({ "reasoningContent": { "redactedContent": "AAAA" } })));
    for block in [
        json!({}),
        json!("text"),
        json!({ "text": 1 }),
        json!({ "toolUse": { "name": "structured_tool" } }),
        json!({ "text": "two", "toolUse": { "toolUseId": "1", "name": "n", "input": {} } }),
        json!({ "text": "two", "citation": {} }),
    ] {
        refuses("BedrockConverseResult", &with_block(block));
    }
    accepts("BedrockSystemContent", &json!({ "cachePoint": { "type": "default" } }));
    accepts("BedrockToolResultContent", &json!({ "document": {} }));
    accepts("BedrockToolChoice", &json!({ "any": {} }));
    accepts("BedrockToolChoice", &json!({ "none": {} }));
    refuses("BedrockToolChoice", &json!({ "tool": {} }));
}

#[test]
fn a_count_is_a_whole_number() {
    let usage = "/usage/inputTokens";
    accepts("BedrockConverseResult", &with(&reply(), usage, json!(0)));
    refuses("BedrockConverseResult", &with(&reply(), usage, json!(0.5)));
    refuses("BedrockConverseResult", &with(&reply(), usage, json!("10")));
}

#[test]
fn anything_is_an_invoke_model_result() {
    for result in [json!({ "results": [] }), json!([]), json!("text"), json!(null)] {
        accepts("BedrockInvokeModelResult", &result);
    }
}
