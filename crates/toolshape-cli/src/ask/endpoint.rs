//! The client of an endpoint that is not AWS's own.

use std::env;
use std::net::IpAddr;
use std::time::Duration;

use aws_config::default_provider::credentials::DefaultCredentialsChain;
use aws_config::environment::EnvironmentVariableRegionProvider;
use aws_config::meta::region::RegionProviderChain;
use aws_config::profile::ProfileFileRegionProvider;
use aws_config::{BehaviorVersion, imds};
use aws_credential_types::provider::ProvideCredentials as _;
use http::Uri;
use toolshape_bedrock::Client;

/// How long the metadata of the machine may take: where there are any, they are there at once.
const METADATA: Duration = Duration::from_millis(200);

pub(super) async fn client(url: &str) -> Client {
    // Whoever named credentials is told what is wrong with them.
    let named = ["AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_BEARER_TOKEN_BEDROCK"];
    if is_loopback(url) && named.iter().all(|name| env::var_os(name).is_none()) {
        return on_loopback(url).await;
    }
    Client::from_env().await.with_endpoint(url)
}

/// Whether a URL leads to this machine, where hardly anyone checks a signature.
fn is_loopback(url: &str) -> bool {
    let Ok(url) = url.parse::<Uri>() else { return false };
    let host = url.host().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

/// With credentials where some are found: a proxy may pass the signature on.
async fn on_loopback(url: &str) -> Client {
    let region = || {
        let environment = RegionProviderChain::first_try(EnvironmentVariableRegionProvider::new());
        environment.or_else(ProfileFileRegionProvider::new()).or_else("us-east-1")
    };
    let imds = imds::Client::builder().max_attempts(1).connect_timeout(METADATA).read_timeout(METADATA).build();
    let chain = DefaultCredentialsChain::builder().region(region()).imds_client(imds).build().await;
    let Ok(credentials) = chain.provide_credentials().await else { return Client::local(url) };
    let config = aws_config::defaults(BehaviorVersion::latest()).region(region()).credentials_provider(credentials);
    Client::new(&config.load().await).with_endpoint(url)
}
