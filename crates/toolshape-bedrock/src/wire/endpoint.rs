//! The endpoint, where it was set to nothing.

use aws_sdk_bedrockruntime::config::ConfigBag;
use aws_sdk_bedrockruntime::config::endpoint::Params;
use aws_sdk_bedrockruntime::error::BoxError;
use aws_smithy_runtime_api::client::endpoint::EndpointResolverParams;

/// Refuses an empty endpoint, which may come from a profile or a variable: the SDK panics on it.
pub(crate) fn check(config: &ConfigBag) -> Result<(), BoxError> {
    let params = config.load::<EndpointResolverParams>().and_then(|params| params.get::<Params>());
    match params.and_then(Params::endpoint) {
        Some("") => Err("the endpoint's URL is empty".into()),
        _ => Ok(()),
    }
}
