//! There and back: instances drawn from the schemas, as the AWS SDK's types, as ours again.

use std::fmt::Debug;

use aws_sdk_bedrockruntime::operation::{apply_guardrail, converse, converse_stream, count_tokens};
use aws_sdk_bedrockruntime::types;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use toolshape_types::bedrock;
use toolshape_types::sdk::ConversionError;

use crate::instances::Instances;

const INSTANCES: usize = 300;

/// Where the SDK holds a default when a member is absent, it comes back as that.
const DEFAULTS: [(&str, &str); 6] = [
    ("format", "txt"),
    ("guardrailIdentifier", ""),
    ("guardrailVersion", ""),
    ("latency", "standard"),
    ("streamProcessingMode", "sync"),
    ("trace", "disabled"),
];

fn there_and_back<Ours, Theirs>(name: &str)
where
    Ours: DeserializeOwned + Serialize + TryFrom<Theirs, Error = ConversionError> + Debug,
    Theirs: TryFrom<Ours, Error = ConversionError>,
{
    let mut instances = Instances::new(3);
    for _ in 0..INSTANCES {
        let mut instance = instances.draw(name);
        if let Value::Object(members) = &mut instance {
            members.shift_remove("projectIdentifier"); // the SDK has no such member
        }
        let ours: Ours = serde_json::from_value(instance.clone()).unwrap();
        let theirs = match Theirs::try_from(ours) {
            Ok(theirs) => theirs,
            // The errors of a stream are errors in the SDK too.
            Err(error) => {
                assert!(error.path().ends_with("Exception"), "{error}: {instance}");
                continue;
            }
        };
        let back = serde_json::to_value(Ours::try_from(theirs).unwrap()).unwrap();
        assert_eq!(without_defaults(back, &instance), instance);
    }
}

/// What came back, less the SDK's defaults for what was absent.
fn without_defaults(mut back: Value, instance: &Value) -> Value {
    match &mut back {
        Value::Object(members) => {
            let added = |name: &str| instance.get(name).is_none();
            members.retain(|name, value| {
                !(added(name) && DEFAULTS.iter().any(|(member, default)| name == member && *value == *default))
            });
            for (name, value) in members {
                *value = without_defaults(value.take(), &instance[name]);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter_mut().enumerate() {
                *value = without_defaults(value.take(), &instance[index]);
            }
        }
        _ => {}
    }
    back
}

#[test]
fn requests_go_there_and_back() {
    there_and_back::<bedrock::ConverseRequest, converse::ConverseInput>("ConverseRequest");
    there_and_back::<bedrock::ConverseStreamRequest, converse_stream::ConverseStreamInput>("ConverseStreamRequest");
    there_and_back::<bedrock::ApplyGuardrailRequest, apply_guardrail::ApplyGuardrailInput>("ApplyGuardrailRequest");
    there_and_back::<bedrock::CountTokensRequest, count_tokens::CountTokensInput>("CountTokensRequest");
}

#[test]
fn replies_and_events_go_there_and_back() {
    there_and_back::<bedrock::ConverseResponse, converse::ConverseOutput>("ConverseResponse");
    there_and_back::<bedrock::ApplyGuardrailResponse, apply_guardrail::ApplyGuardrailOutput>("ApplyGuardrailResponse");
    there_and_back::<bedrock::CountTokensResponse, count_tokens::CountTokensOutput>("CountTokensResponse");
    there_and_back::<bedrock::ConverseStreamOutput, types::ConverseStreamOutput>("ConverseStreamOutput");
}

fn message(content: &Value) -> bedrock::Message {
    serde_json::from_value(json!({ "role": "user", "content": content })).unwrap()
}

fn refusal<Theirs: TryFrom<Ours, Error = ConversionError> + Debug, Ours>(ours: Ours) -> String {
    Theirs::try_from(ours).unwrap_err().to_string()
}

#[test]
fn what_the_sdk_cannot_hold_is_an_error_with_its_path() {
    let errors = [
        refusal::<types::Message, _>(message(&json!([{ "text": "hi" }, { "hologram": { "depth": 3 } }]))),
        refusal::<types::Message, _>(message(&json!([{ "toolResult": {
            "toolUseId": "t1", "content": [{ "text": "x" }], "mood": "good",
        } }]))),
        refusal::<types::Message, _>(message(&json!([{ "image": { "format": "png", "source": { "bytes": "?" } } }]))),
        refusal::<types::InferenceConfiguration, _>(bedrock::InferenceConfiguration {
            temperature: Some(0.123_456_789_012),
            ..Default::default()
        }),
        refusal::<converse::ConverseInput, _>(bedrock::ConverseRequest {
            project_identifier: Some("default".into()),
            ..Default::default()
        }),
    ];
    insta::assert_snapshot!(errors.join("\n"), @"
    /content/1: the SDK has no variant for `hologram`
    /content/0/toolResult/mood: the SDK has no member of this name
    /content/0/image/source/bytes: not base64
    /temperature: the SDK holds 32 bits, too few for this number
    /projectIdentifier: the SDK has no member of this name
    ");
}

#[test]
fn a_float_keeps_its_decimal_form() {
    for number in [0.7, 0.1, 1.0, 0.0, 0.333, 0.95] {
        let ours = bedrock::InferenceConfiguration { temperature: Some(number), ..Default::default() };
        let theirs = types::InferenceConfiguration::try_from(ours.clone()).unwrap();
        assert_eq!(bedrock::InferenceConfiguration::try_from(theirs).unwrap(), ours);
    }
}

#[test]
fn an_unknown_value_of_an_enum_reaches_the_sdk() {
    let ours = bedrock::StopReason::from("tired");
    let theirs = types::StopReason::try_from(ours.clone()).unwrap();
    assert_eq!(theirs.as_str(), "tired");
    assert_eq!(bedrock::StopReason::try_from(theirs).unwrap(), ours);
}
