//! Endpoint, region and credentials, as the environment has them.

use std::env;
use std::error::Error as StdError;
use std::fmt;

use aws_config::ecs::EcsCredentialsProvider;
use aws_config::environment::{EnvironmentVariableCredentialsProvider, EnvironmentVariableRegionProvider};
use aws_config::imds::client::error::ImdsError;
use aws_config::meta::ProviderChainError;
use aws_config::meta::credentials::CredentialsProviderChain;
use aws_config::meta::region::RegionProviderChain;
use aws_config::profile::{ProfileFileCredentialsProvider, ProfileFileRegionProvider};
use aws_config::provider_config::ProviderConfig;
use aws_config::web_identity_token::WebIdentityTokenCredentialsProvider;
use aws_config::{BehaviorVersion, ConfigLoader, Region, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider, future};
use aws_types::service_config::ServiceConfigKey;

use crate::Client;
use crate::wire::endpoint::is_loopback;

/// The region that signatures for loopback name where none is set.
pub(crate) const ANY_REGION: Region = Region::from_static("us-east-1");

/// The environment's settings, some of which may be overridden.
#[derive(Debug, Default)]
pub struct Environment {
    /// The profile whose credentials count, before those of variables.
    pub profile: Option<String>,
    /// The region.
    pub region: Option<String>,
    /// The endpoint.
    pub endpoint_url: Option<String>,
}

impl Environment {
    /// The client with these settings. What is missing shows in its first call.
    pub async fn client(self) -> Client {
        // The metadata service is left for last: away from AWS's machines it takes seconds to find that there is none.
        let region = self.region_without_metadata().region().await;
        let mut config = self.loader().region(region.clone().unwrap_or(ANY_REGION)).load().await;
        let is_loopback = is_at_loopback(&config);
        if region.is_none() && !is_loopback {
            config = self.loader().load().await;
        }
        if let Some(credentials) = self.credentials(&config, is_loopback) {
            config = config.into_builder().credentials_provider(credentials).build();
        }
        Client::new(&config)
    }

    fn loader(&self) -> ConfigLoader {
        let mut loader = aws_config::defaults(BehaviorVersion::latest());
        if let Some(profile) = &self.profile {
            loader = loader.profile_name(profile);
        }
        if let Some(url) = &self.endpoint_url {
            loader = loader.endpoint_url(url);
        }
        loader
    }

    fn region_without_metadata(&self) -> RegionProviderChain {
        let mut profile = ProfileFileRegionProvider::builder();
        if let Some(name) = &self.profile {
            profile = profile.profile_name(name);
        }
        RegionProviderChain::first_try(self.region.clone().map(Region::new))
            .or_else(EnvironmentVariableRegionProvider::new())
            .or_else(profile.build())
    }

    /// The credentials, where they are not those that the SDK would find: of the profile alone where one is given, as
    /// for AWS's own command, and for loopback without the metadata service.
    fn credentials(&self, config: &SdkConfig, is_loopback: bool) -> Option<SharedCredentialsProvider> {
        let region = config.region().cloned().unwrap_or(ANY_REGION);
        let config = ProviderConfig::without_region().with_region(Some(region));
        let profile = ProfileFileCredentialsProvider::builder().configure(&config);
        if let Some(name) = self.profile.clone() {
            let provider = profile.profile_name(&name).build();
            return Some(SharedCredentialsProvider::new(OfProfile { name, provider }));
        }
        is_loopback.then(|| {
            let variables = EnvironmentVariableCredentialsProvider::new();
            let chain = CredentialsProviderChain::first_try("Environment", variables)
                .or_else(PROFILE, profile.build())
                .or_else(WEB_IDENTITY, WebIdentityTokenCredentialsProvider::builder().configure(&config).build())
                .or_else("EcsContainer", EcsCredentialsProvider::builder().configure(&config).build());
            SharedCredentialsProvider::new(chain)
        })
    }
}

/// What the SDK calls links of its chain of credentials.
pub(crate) const PROFILE: &str = "Profile";
pub(crate) const WEB_IDENTITY: &str = "WebIdentityToken";

/// Why a link of the chain has no credentials; `None` where it is not configured.
pub(crate) fn cause_of<'a>(chain: &'a ProviderChainError<CredentialsError>, link: &str) -> Option<&'a dyn StdError> {
    chain.attempts().iter().find(|attempt| attempt.name() == link)?.error().source().map(|cause| cause as _)
}

/// Whether a variable is set to something.
pub(crate) fn is_set(variable: &str) -> bool {
    env::var(variable).is_ok_and(|value| !value.trim().is_empty())
}

/// Whether calls go to this machine.
pub(crate) fn is_at_loopback(config: &SdkConfig) -> bool {
    endpoint(config).is_some_and(|url| is_loopback(&url))
}

/// The endpoint that the SDK takes: set in code, for this service, or for all of them.
fn endpoint(config: &SdkConfig) -> Option<String> {
    let of_all = config.endpoint_url().map(ToOwned::to_owned);
    if config.get_origin("endpoint_url").is_client_config() {
        return of_all;
    }
    let key = ServiceConfigKey::builder().service_id("Bedrock Runtime").env("AWS_ENDPOINT_URL").profile("endpoint_url");
    let of_service = key.build().ok().and_then(|key| config.service_config()?.load_config(key));
    of_service.or(of_all)
}

/// Credentials for an endpoint that checks no signature.
pub(crate) fn placeholder() -> Credentials {
    Credentials::new("local", "local", None, None, "toolshape")
}

/// Credentials for loopback: [placeholders](placeholder) where none are configured.
#[derive(Debug)]
pub(crate) struct OrPlaceholder(pub(crate) SharedCredentialsProvider);

impl ProvideCredentials for OrPlaceholder {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(async {
            match self.0.provide_credentials().await {
                Err(error) if are_none_configured(&error) => Ok(placeholder()),
                result => result,
            }
        })
    }
}

/// Whether nothing says where credentials are. What is configured and does not do remains an error.
fn are_none_configured(error: &CredentialsError) -> bool {
    if let Some(chain) = causes(error).find_map(|cause| cause.downcast_ref()) {
        let variables = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_WEB_IDENTITY_TOKEN_FILE"];
        return cause_of(chain, PROFILE).is_none() && !variables.into_iter().any(is_set);
    }
    matches!(error, CredentialsError::CredentialsNotLoaded(_)) || causes(error).any(<dyn StdError>::is::<ImdsError>)
}

/// What is behind an error.
pub(crate) fn causes<'a>(error: &'a (dyn StdError + 'static)) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(error.source(), |&cause| cause.source())
}

/// The credentials of a profile that the environment does not name.
#[derive(Debug)]
struct OfProfile {
    name: String,
    provider: ProfileFileCredentialsProvider,
}

impl ProvideCredentials for OfProfile {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(async {
            self.provider.provide_credentials().await.map_err(|source| {
                let has_none = matches!(source, CredentialsError::CredentialsNotLoaded(_)) && source.source().is_none();
                let error = ProfileError { profile: self.name.clone(), source };
                if has_none { CredentialsError::not_loaded(error) } else { CredentialsError::provider_error(error) }
            })
        })
    }
}

/// Why a profile gave no credentials.
#[derive(Debug)]
pub(crate) struct ProfileError {
    pub(crate) profile: String,
    source: CredentialsError,
}

impl fmt::Display for ProfileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "profile `{}`", self.profile)
    }
}

impl StdError for ProfileError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&self.source)
    }
}
