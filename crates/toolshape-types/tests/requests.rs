//! What of a request travels where, as the documents say it.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use toolshape_types::bedrock::{
    ApplyGuardrailRequest, ConverseRequest, ConverseStreamRequest, CountTokensRequest, InvokeModelRequest,
    InvokeModelWithResponseStreamRequest,
};

/// The members of a request that travel in the URI or in headers, each with its name there.
fn elsewhere(request: &str, location: &str) -> BTreeMap<String, String> {
    let documents =
        toolshape_schemas::bedrock::ALL.iter().map(|(_, text)| serde_json::from_str::<Value>(text).unwrap());
    let schema = documents.map(|mut document| document["$defs"][request].take()).find(Value::is_object).unwrap();
    let members = schema["properties"].as_object().unwrap().iter();
    let members = members.filter(|(_, member)| member["x-location"] == location);
    members.map(|(name, member)| (name.clone(), member["x-location-name"].as_str().unwrap().to_owned())).collect()
}

/// The value with every member of these names, the name being its value.
fn with<T: DeserializeOwned>(members: &BTreeMap<String, String>, mut value: Value) -> T {
    let named = members.keys().map(|name| (name.clone(), Value::from(name.as_str())));
    value.as_object_mut().unwrap().extend(named);
    serde_json::from_value(value).unwrap()
}

#[test]
fn headers_are_those_of_the_documents() {
    fn check<T: DeserializeOwned>(name: &str, headers: impl Fn(&T) -> Vec<(&'static str, String)>) {
        let members = elsewhere(name, "header");
        assert_eq!(members.len(), 9, "{members:?}");
        let expected: BTreeMap<&str, String> = members.iter().map(|(name, header)| (&**header, name.clone())).collect();
        let request = with(&members, json!({ "modelId": "m" }));
        assert_eq!(headers(&request).into_iter().collect::<BTreeMap<_, _>>(), expected);
        assert_eq!(headers(&serde_json::from_value(json!({ "modelId": "m", "body": "e30=" })).unwrap()), []);
    }
    check("InvokeModelRequest", InvokeModelRequest::headers);
    check("InvokeModelWithResponseStreamRequest", InvokeModelWithResponseStreamRequest::headers);
}

#[test]
fn a_body_is_all_but_what_travels_elsewhere() {
    fn check<T: DeserializeOwned>(name: &str, own: &Value, body: impl Fn(&T) -> Value) {
        assert_eq!(elsewhere(name, "header"), BTreeMap::new());
        let request: T = with(&elsewhere(name, "uri"), own.clone());
        assert_eq!(body(&request), *own);
    }
    let converse = json!({ "projectIdentifier": "default", "requestMetadata": { "modelId": "m" } });
    check("ConverseRequest", &converse, ConverseRequest::body);
    check("ConverseStreamRequest", &converse, ConverseStreamRequest::body);
    check("CountTokensRequest", &json!({ "input": { "converse": {} } }), CountTokensRequest::body);
    check("ApplyGuardrailRequest", &json!({ "source": "INPUT", "content": [] }), ApplyGuardrailRequest::body);
}

#[test]
fn a_captured_body_becomes_the_request_it_was() {
    let body = json!({ "messages": [], "projectIdentifier": "default" });
    let request = ConverseRequest::from_body("m", body.clone()).unwrap();
    assert_eq!((request.model_id.as_str(), request.project_identifier.as_deref()), ("m", Some("default")));
    assert_eq!(request.body(), body);
    assert!(ConverseRequest::from_body("m", Value::Object(Map::new())).is_ok());
    assert!(ConverseRequest::from_body("m", json!([])).is_err());
}
