//! The SDK's HTTP client, except that a proxy of the environment does not stand before this machine.

use aws_sdk_bedrockruntime::config::{HttpClient, RuntimeComponents, SharedHttpClient};
use aws_sdk_bedrockruntime::error::BoxError;
use aws_smithy_http_client::proxy::ProxyConfig;
use aws_smithy_http_client::tls::Provider;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_http_client::{Builder, Connector};
use aws_smithy_runtime_api::client::connector_metadata::ConnectorMetadata;
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
use aws_smithy_types::config_bag::ConfigBag;

use super::endpoint::is_loopback;

/// An HTTP client that reaches loopback directly, and other hosts as the environment says.
pub(crate) fn http_client() -> SharedHttpClient {
    SharedHttpClient::new(ByHost { away: client(ProxyConfig::from_env), here: client(ProxyConfig::disabled) })
}

/// As the SDK makes its own.
fn client(proxy: fn() -> ProxyConfig) -> SharedHttpClient {
    Builder::new().build_with_connector_fn(move |settings, components| {
        let mut connector = Connector::builder().proxy_config(proxy());
        connector.set_connector_settings(settings.cloned());
        connector.set_sleep_impl(components.and_then(RuntimeComponents::sleep_impl));
        connector.tls_provider(Provider::Rustls(CryptoMode::AwsLc)).build()
    })
}

/// Chosen by the host of each request: an endpoint may come from code, a variable or a profile.
#[derive(Debug)]
struct ByHost<T> {
    away: T,
    here: T,
}

impl HttpClient for ByHost<SharedHttpClient> {
    fn http_connector(&self, settings: &HttpConnectorSettings, components: &RuntimeComponents) -> SharedHttpConnector {
        let [away, here] = [&self.away, &self.here].map(|client| client.http_connector(settings, components));
        SharedHttpConnector::new(ByHost { away, here })
    }

    fn validate_base_client_config(
        &self,
        components: &RuntimeComponentsBuilder,
        config: &ConfigBag,
    ) -> Result<(), BoxError> {
        self.away.validate_base_client_config(components, config)
    }

    fn connector_metadata(&self) -> Option<ConnectorMetadata> {
        self.away.connector_metadata()
    }
}

impl HttpConnector for ByHost<SharedHttpConnector> {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let connector = if is_loopback(request.uri()) { &self.here } else { &self.away };
        connector.call(request)
    }
}
