//! The client.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use aws_config::SdkConfig;
use aws_sdk_bedrockruntime::config::retry::{RetryConfig, RetryPartition};
use aws_sdk_bedrockruntime::config::{self, BehaviorVersion, Config};
use serde_json::Value;
use toolshape::{Family, ToolSet, ToolSpec};

use crate::environment::{ANY_REGION, Environment, OrPlaceholder, is_at_loopback, placeholder};
use crate::models::Models;
use crate::read::Read;
use crate::wire::proxy::http_client;
use crate::{Generate, SizeLimits};

/// A client of Bedrock Runtime. Cloning it is cheap, and clones share their connections and what
/// they learn about models.
///
/// The SDK does what it always does: it finds credentials, signs, retries (three attempts for
/// 429, 500, 502 and 503) and keeps connections.
#[derive(Clone)]
pub struct Client {
    pub(crate) sdk: aws_sdk_bedrockruntime::Client,
    pub(crate) models: Arc<Models>,
    pub(crate) limits: SizeLimits,
}

impl Client {
    /// A client with the region and credentials of the environment: variables, profile, or the
    /// role of the machine. A profile with `sso_session` needs the feature `sso`.
    ///
    /// The endpoint may be of the environment, too: `AWS_ENDPOINT_URL_BEDROCK_RUNTIME`, `AWS_ENDPOINT_URL`, or
    /// `endpoint_url` in the profile. One on [loopback](Self::new) needs neither region nor credentials.
    ///
    /// It does not fail: what is missing shows in the first call.
    ///
    /// ```no_run
    /// # async fn run() {
    /// let client = toolshape_bedrock::Client::from_env().await;
    /// # }
    /// ```
    pub async fn from_env() -> Self {
        Environment::default().client().await
    }

    /// A client with the settings that the application's other AWS clients have.
    ///
    /// An endpoint on loopback (`localhost`, 127.0.0.0/8, `[::1]`) gets placeholders for region and credentials where
    /// none are configured. Unless the settings have an HTTP client of their own, loopback is reached directly,
    /// whatever `HTTP_PROXY` and its like say; for other hosts they count.
    #[must_use]
    pub fn new(config: &SdkConfig) -> Self {
        let mut sdk = config::Builder::from(config);
        if config.http_client().is_none() {
            sdk = sdk.http_client(http_client());
        }
        if is_at_loopback(config) {
            sdk = sdk.region(config.region().cloned().unwrap_or(ANY_REGION));
            sdk = match config.credentials_provider() {
                Some(provider) => sdk.credentials_provider(OrPlaceholder(provider)),
                None => sdk.credentials_provider(placeholder()),
            };
        }
        aws_sdk_bedrockruntime::Client::from_conf(sdk.build()).into()
    }

    /// A client of an endpoint that checks no signature, such as toolshape-local's.
    ///
    /// It signs with placeholder credentials, retries almost at once, shares its budget of
    /// retries with no other client, and reaches [loopback](Self::new) without a proxy.
    ///
    /// ```
    /// let client = toolshape_bedrock::Client::local("http://127.0.0.1:8089");
    /// ```
    #[must_use]
    pub fn local(url: impl Into<String>) -> Self {
        let backoff = Duration::from_millis(1);
        let config = Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(ANY_REGION)
            .credentials_provider(placeholder())
            .endpoint_url(url)
            .http_client(http_client())
            .retry_config(RetryConfig::standard().with_initial_backoff(backoff))
            .retry_partition(RetryPartition::custom("toolshape-local").build())
            .build();
        aws_sdk_bedrockruntime::Client::from_conf(config).into()
    }

    /// The same client at another endpoint: a VPC endpoint, a proxy, a recorder. Its region and credentials stay.
    ///
    /// ```
    /// # use toolshape_bedrock::Client;
    /// # let client = Client::local("http://127.0.0.1:8089");
    /// let client = client.with_endpoint("https://bedrock-runtime.example.com");
    /// ```
    #[must_use]
    pub fn with_endpoint(self, url: impl Into<String>) -> Self {
        let config = self.sdk.config();
        let own = config.http_client().unwrap_or_else(http_client);
        let config = config.to_builder().endpoint_url(url).http_client(own).build();
        Self { sdk: aws_sdk_bedrockruntime::Client::from_conf(config), ..self }
    }

    /// Says what is known about models whose id holds `models`, in place of what the
    /// [table of families](Family::of) has: for a custom model, or an inference profile whose ARN
    /// does not name its model.
    ///
    /// Of several that fit an id, the last one counts. What this client learnt is forgotten.
    ///
    /// ```
    /// use toolshape::Family;
    /// # use toolshape_bedrock::Client;
    /// # let client = Client::local("http://127.0.0.1:8089");
    /// let haiku = Family::of("anthropic.claude-haiku-4-5-20251001-v1:0").clone();
    /// let client = client.with_family("application-inference-profile/a1b2c3", haiku);
    /// ```
    #[must_use]
    pub fn with_family(self, models: impl Into<String>, family: Family) -> Self {
        let models = Arc::new(self.models.with(models.into(), family));
        Self { models, ..self }
    }

    /// The same client with other limits on the size of a reply.
    #[must_use]
    pub fn with_size_limits(self, limits: SizeLimits) -> Self {
        Self { limits, ..self }
    }

    /// Starts a request whose answer is a `T`: the model must call one of its tools.
    ///
    /// `model` is a model id, an inference profile, or the ARN of one of the two.
    pub fn generate<T: ToolSet>(&self, model: impl Into<String>) -> Generate<T> {
        Generate::new(self.clone(), model.into(), T::specs(), T::ADMITS_WORDS, Read::typed())
    }

    /// Starts a request whose answer is untyped JSON: the input of a call of this tool.
    ///
    /// ```no_run
    /// use serde_json::{Value, json};
    /// use toolshape::ToolSpec;
    ///
    /// # async fn run(client: toolshape_bedrock::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let schema = json!({"type": "object", "properties": {"name": {"type": "string"}}});
    /// let spec = ToolSpec::new("city", "The city that the text is about.", schema)?;
    /// let answer = client
    ///     .generate_value("us.amazon.nova-lite-v1:0", &spec)
    ///     .prompt("The sea fog hides the cliffs of Miraflores.")
    ///     .send()
    ///     .await?;
    /// let city: Value = answer.value;
    /// # Ok(()) }
    /// ```
    pub fn generate_value(&self, model: impl Into<String>, spec: &ToolSpec) -> Generate<Value> {
        Generate::new(self.clone(), model.into(), vec![spec.clone()], false, Read::untyped())
    }
}

/// A client over one of the SDK's that the application set up itself.
///
/// The SDK signs, sends and retries; bodies of requests and replies are written and read here. So interceptors that
/// change the SDK's input or output have no effect, while those that see or change HTTP requests and responses do. Of
/// the mocks of `aws-smithy-mocks`, those that answer with an HTTP response work (`then_http_response`); those that
/// answer with the SDK's output end in an [unreadable reply](crate::Error::is_unreadable_reply).
impl From<aws_sdk_bedrockruntime::Client> for Client {
    fn from(sdk: aws_sdk_bedrockruntime::Client) -> Self {
        Self { sdk, models: Arc::default(), limits: SizeLimits::default() }
    }
}

/// Without the SDK's configuration, which shows the id of the access key.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let region = self.sdk.config().region().map(AsRef::as_ref);
        f.debug_struct("Client").field("region", &region).field("limits", &self.limits).finish_non_exhaustive()
    }
}
