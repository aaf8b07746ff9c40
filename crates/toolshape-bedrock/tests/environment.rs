//! What is missing around a call shows in the call.

use std::net::TcpListener;
use std::time::Duration;

use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::credential_fn::provide_credentials_fn;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_credential_types::provider::error::CredentialsError;
use serde_json::json;
use toolshape::ToolSpec;
use toolshape_bedrock::{Client, Error, ErrorKind};

async fn error(config: &SdkConfig) -> Error {
    let spec = ToolSpec::new("anything", "Anything.", json!({"type": "object"})).expect("a valid spec");
    let request = Client::new(config).generate_value("amazon.nova-lite-v1:0", &spec);
    request.prompt("?").send().await.expect_err("something is missing")
}

#[tokio::test]
async fn credentials_that_are_missing_or_cannot_be_loaded() {
    let region = Region::from_static("us-east-1");
    let without = SdkConfig::builder().behavior_version(BehaviorVersion::latest()).region(region).build();
    let failing = provide_credentials_fn(async || Err(CredentialsError::provider_error("secret")));
    let unloadable = without.to_builder().credentials_provider(SharedCredentialsProvider::new(failing)).build();
    for config in [without, unloadable] {
        let error = error(&config).await;
        assert_eq!(
            error.to_string(),
            "the credentials are missing, expired or unknown: \
             set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
        );
        assert!(error.is_credentials());
    }
}

#[tokio::test]
async fn a_service_that_says_nothing() {
    let silent = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = silent.local_addr().expect("it is bound");
    let timeout = TimeoutConfig::builder().operation_timeout(Duration::from_millis(50)).build();
    let config = aws_config::defaults(BehaviorVersion::latest())
        .test_credentials()
        .region(Region::from_static("us-east-1"))
        .endpoint_url(format!("http://{address}"))
        .timeout_config(timeout)
        .load()
        .await;
    assert_eq!(error(&config).await.kind(), ErrorKind::Timeout);
}

#[tokio::test]
async fn a_region_that_is_missing() {
    let credentials = Credentials::new("local", "local", None, None, "test");
    let config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .build();
    let error = error(&config).await;
    assert_eq!(error.kind(), ErrorKind::Transport);
    let message = "the connection failed: no region is set: set AWS_REGION, or a region in the profile";
    assert_eq!(error.to_string(), message);
}
