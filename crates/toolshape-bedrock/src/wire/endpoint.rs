//! Where a call goes.

use std::net::IpAddr;

use aws_sdk_bedrockruntime::config::ConfigBag;
use aws_sdk_bedrockruntime::config::endpoint::Params;
use aws_sdk_bedrockruntime::error::BoxError;
use aws_smithy_runtime_api::client::endpoint::EndpointResolverParams;
use http::Uri;

/// Refuses an empty endpoint, which may come from a profile or a variable: the SDK panics on it.
pub(crate) fn check(config: &ConfigBag) -> Result<(), BoxError> {
    let params = config.load::<EndpointResolverParams>().and_then(|params| params.get::<Params>());
    match params.and_then(Params::endpoint) {
        Some("") => Err("the endpoint's URL is empty".into()),
        _ => Ok(()),
    }
}

/// Whether a URL leads to this machine: `localhost`, 127.0.0.0/8 or `[::1]`.
pub(crate) fn is_loopback(url: &str) -> bool {
    let Ok(url) = url.parse::<Uri>() else { return false };
    let host = url.host().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::is_loopback;

    #[test]
    fn loopback_is_this_machine_and_nothing_that_looks_like_it() {
        for url in [
            "http://127.0.0.1:8089",
            "http://127.1.2.3/model/x/converse",
            "https://localhost",
            "http://LocalHost:80/",
            "http://[::1]:8089/",
        ] {
            assert!(is_loopback(url), "{url}");
        }
        for url in [
            "",
            "/model",
            "http://128.0.0.1",
            "http://127.0.0.1.example.com",
            "http://localhost.example.com",
            "http://user@example.com/127.0.0.1",
            "http://127.0.0.1@example.com/",
            "http://[::2]/",
            "https://bedrock-runtime.us-east-1.amazonaws.com/",
        ] {
            assert!(!is_loopback(url), "{url}");
        }
    }
}
