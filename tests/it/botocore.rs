//! botocore's serializer and parser as the judges of toolshape-types: of instances drawn from the schemas, both make
//! the same JSON.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use toolshape_types::bedrock::{
    ApplyGuardrailRequest, ApplyGuardrailResponse, ConverseRequest, ConverseResponse, ConverseStreamOutput,
    ConverseStreamRequest, CountTokensRequest, CountTokensResponse, InvokeGuardrailChecksRequest,
    InvokeGuardrailChecksResponse, InvokeModelRequest, InvokeModelResponse, InvokeModelWithResponseStreamRequest,
    ResponseStream,
};

use toolshape_types::validate::{self, Violations};

use crate::instances::Instances;
use crate::tools::python;

const INSTANCES: usize = 1_000;

/// Through the type: JSON in, type, JSON out gives the same JSON.
fn through<T: DeserializeOwned + Serialize>(instance: &Value) -> Value {
    let typed: T = serde_json::from_value(instance.clone()).unwrap_or_else(|error| panic!("{error}: {instance}"));
    let written = serde_json::to_value(&typed).unwrap();
    assert_eq!(written, *instance);
    written
}

type Through = fn(&Value) -> Value;

fn requests() -> [(&'static str, &'static str, Through); 7] {
    [
        ("Converse", "ConverseRequest", through::<ConverseRequest>),
        ("ConverseStream", "ConverseStreamRequest", through::<ConverseStreamRequest>),
        ("InvokeModel", "InvokeModelRequest", through::<InvokeModelRequest>),
        (
            "InvokeModelWithResponseStream",
            "InvokeModelWithResponseStreamRequest",
            through::<InvokeModelWithResponseStreamRequest>,
        ),
        ("ApplyGuardrail", "ApplyGuardrailRequest", through::<ApplyGuardrailRequest>),
        ("CountTokens", "CountTokensRequest", through::<CountTokensRequest>),
        ("InvokeGuardrailChecks", "InvokeGuardrailChecksRequest", through::<InvokeGuardrailChecksRequest>),
    ]
}

#[test]
fn requests_are_written_as_botocore_writes_them() {
    for (operation, name, through) in requests() {
        let mut instances = Instances::new(1);
        let schema = instances.schema(name).clone();
        let drawn: Vec<Value> = (0..INSTANCES).map(|_| instances.draw(name)).collect();
        let Some(judged) = judge(operation, "request", &drawn) else { return };
        for (instance, judgement) in drawn.iter().zip(judged) {
            let mut ours = through(instance);
            // What travels in the URI or in headers is not in botocore's body.
            for (member, schema) in schema["properties"].as_object().unwrap() {
                if let (Some(_), Some(members)) = (schema.get("x-location"), ours.as_object_mut()) {
                    members.shift_remove(member);
                }
            }
            assert_eq!(ours, judgement["body"], "{operation}: {instance}");
            assert_eq!(judgement["problem"], Value::Null, "{operation}: {instance}");
        }
    }
}

/// Whether strict validation accepts a request.
type Strict = fn(&Value) -> Result<(), Violations>;

#[test]
fn what_strict_validation_accepts_botocore_accepts() {
    let operations: [(&str, &str, Strict); 7] = [
        ("Converse", "ConverseRequest", validate::strict::<ConverseRequest>),
        ("ConverseStream", "ConverseStreamRequest", validate::strict::<ConverseStreamRequest>),
        ("InvokeModel", "InvokeModelRequest", validate::strict::<InvokeModelRequest>),
        (
            "InvokeModelWithResponseStream",
            "InvokeModelWithResponseStreamRequest",
            validate::strict::<InvokeModelWithResponseStreamRequest>,
        ),
        ("ApplyGuardrail", "ApplyGuardrailRequest", validate::strict::<ApplyGuardrailRequest>),
        ("CountTokens", "CountTokensRequest", validate::strict::<CountTokensRequest>),
        ("InvokeGuardrailChecks", "InvokeGuardrailChecksRequest", validate::strict::<InvokeGuardrailChecksRequest>),
    ];
    let (mut accepted, mut refused) = (0, 0);
    for (operation, name, strict) in operations {
        let mut instances = Instances::new(4);
        let mut drawn: Vec<Value> = (0..INSTANCES / 4).map(|_| instances.draw(name)).collect();
        for instance in &drawn {
            assert!(strict(instance).is_ok(), "{operation}: {instance}");
        }
        drawn.extend((0..INSTANCES).map(|_| {
            let mut instance = instances.draw(name);
            instances.spoil(&mut instance);
            instance
        }));
        let (taken, others): (Vec<_>, Vec<_>) = drawn.into_iter().partition(|instance| strict(instance).is_ok());
        (accepted, refused) = (accepted + taken.len(), refused + others.len());
        let Some(judged) = judge(operation, "validate", &taken) else { return };
        for (instance, judgement) in taken.iter().zip(judged) {
            assert_eq!(judgement["problem"], Value::Null, "{operation}: {instance}");
        }
    }
    assert!(accepted > 1_000 && refused > 1_000, "{accepted} accepted, {refused} refused");
}

#[test]
fn replies_are_read_as_botocore_reads_them() {
    let replies: [(&str, &str, Through); 5] = [
        ("Converse", "ConverseResponse", through::<ConverseResponse>),
        ("InvokeModel", "InvokeModelResponse", through::<InvokeModelResponse>),
        ("ApplyGuardrail", "ApplyGuardrailResponse", through::<ApplyGuardrailResponse>),
        ("CountTokens", "CountTokensResponse", through::<CountTokensResponse>),
        ("InvokeGuardrailChecks", "InvokeGuardrailChecksResponse", through::<InvokeGuardrailChecksResponse>),
    ];
    for (operation, name, through) in replies {
        agree(operation, "reply", name, through);
    }
}

#[test]
fn events_are_read_as_botocore_reads_them() {
    agree("ConverseStream", "event", "ConverseStreamOutput", through::<ConverseStreamOutput>);
    agree("InvokeModelWithResponseStream", "event", "ResponseStream", through::<ResponseStream>);
}

fn agree(operation: &str, direction: &str, name: &str, through: Through) {
    let mut instances = Instances::new(2);
    // botocore raises the errors of a stream: they are no events to it.
    let is_error = |instance: &Value| instance.as_object().unwrap().keys().any(|name| name.ends_with("Exception"));
    let drawn = std::iter::repeat_with(|| instances.draw(name)).filter(|instance| !is_error(instance));
    let drawn: Vec<Value> = drawn.take(INSTANCES).collect();
    let Some(judged) = judge(operation, direction, &drawn) else { return };
    for (instance, judgement) in drawn.iter().zip(judged) {
        assert_eq!(through(instance), judgement["body"], "{operation}: {instance}");
    }
}

/// What botocore makes of the instances; nothing where there is no Python.
fn judge(operation: &str, direction: &str, instances: &[Value]) -> Option<Vec<Value>> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/botocore/judge.py");
    let mut child = Command::new(python()?).arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let lines: String = instances
        .iter()
        .map(|instance| {
            json!({ "operation": operation, "direction": direction, "instance": instance }).to_string() + "\n"
        })
        .collect();
    // The judge answers while it reads: a second thread writes, so that neither waits for the other.
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let output = BufReader::new(child.stdout.take().unwrap());
    let judged: Vec<Value> = output.lines().map(|line| serde_json::from_str(&line.unwrap()).unwrap()).collect();
    writer.join().unwrap().unwrap();
    assert!(child.wait().unwrap().success());
    assert_eq!(judged.len(), instances.len());
    Some(judged)
}
