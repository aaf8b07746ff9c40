//! A client of the SDK's that answers by itself.

use aws_sdk_bedrockruntime::config::{BehaviorVersion, Config, Credentials, Region};
use aws_sdk_bedrockruntime::operation::converse::ConverseOutput;
use aws_sdk_bedrockruntime::types::StopReason;
use aws_smithy_mocks::{MockResponseInterceptor, Rule, create_mock_http_client, mock};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use serde_json::{Value, json};
use toolshape::ToolSpec;
use toolshape_bedrock::{Answer, Client, Error};

async fn ask(rule: &Rule) -> Result<Answer<Value>, Error> {
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("us-east-1"))
        .credentials_provider(Credentials::new("mock", "mock", None, None, "mock"))
        .http_client(create_mock_http_client())
        .interceptor(MockResponseInterceptor::new().with_rule(rule));
    let spec = ToolSpec::new("city", "The city.", json!({"type": "object"})).expect("a valid spec");
    let client = Client::from(aws_sdk_bedrockruntime::Client::from_conf(config.build()));
    client.generate_value("us.amazon.nova-lite-v1:0", &spec).prompt("Where?").send().await
}

#[tokio::test]
async fn an_http_response_is_read() {
    let rule = mock!(aws_sdk_bedrockruntime::Client::converse).then_http_response(|| {
        let call = json!({"toolUse": {"toolUseId": "t1", "name": "city", "input": {"name": "Lima"}}});
        let body = json!({"output": {"message": {"role": "assistant", "content": [call]}}, "stopReason": "tool_use"});
        HttpResponse::new(StatusCode::try_from(200).expect("a status"), SdkBody::from(body.to_string()))
    });
    assert_eq!(ask(&rule).await.expect("an answer").value, json!({"name": "Lima"}));
}

#[tokio::test]
async fn an_output_is_a_named_error() {
    let rule = mock!(aws_sdk_bedrockruntime::Client::converse)
        .then_output(|| ConverseOutput::builder().stop_reason(StopReason::EndTurn).build().expect("an output"));
    let error = ask(&rule).await.expect_err("there are no bytes to read");
    assert!(error.is_unreadable_reply());
    assert_eq!(
        error.to_string(),
        "the reply could not be read: the SDK's client gave no HTTP response: a mock or an interceptor answered in its place"
    );
}
