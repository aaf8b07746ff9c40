//! Our own JSON on the SDK's wire: the SDK finds credentials, signs, sends, retries and reads; the bodies are ours.

mod bounded;
pub(crate) mod endpoint;
pub(crate) mod frames;
mod hooks;
pub(crate) mod proxy;
mod record;

use std::error::Error as StdError;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use aws_sdk_bedrockruntime::client::customize::CustomizableOperation;
use aws_sdk_bedrockruntime::config::Config;
use aws_sdk_bedrockruntime::config::timeout::TimeoutConfig;
use aws_sdk_bedrockruntime::error::SdkError;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use bytes::Bytes;

use crate::error::Salvage;
use crate::{Error, SizeLimits};
use hooks::Hooks;

pub(crate) use record::{Kept, Record, request_id};

/// One call of the service.
pub(crate) struct Call {
    pub(crate) model: String,
    /// The JSON that is sent.
    pub(crate) body: Bytes,
    /// Members of the request that travel as headers.
    pub(crate) headers: Vec<(&'static str, String)>,
    /// What is left of the time.
    pub(crate) time: Option<Duration>,
    /// Whether the reply is to be a stream.
    pub(crate) streamed: bool,
    pub(crate) limits: SizeLimits,
}

/// Boxed: the SDK's futures are large, and would be moved with each future around them.
pub(crate) type Answer = Pin<Box<dyn Future<Output = Result<Kept, Error>> + Send>>;

/// Sends a call. What is sent and answered meanwhile goes into the record.
pub(crate) fn send(sdk: &aws_sdk_bedrockruntime::Client, call: Call, record: Record) -> Answer {
    let Call { model, body, headers, time, streamed, limits } = call;
    let hooks = Hooks { body, headers, streamed, limits, record: record.clone() };
    if streamed {
        let call = customized(sdk.converse_stream().model_id(model).customize(), hooks, time);
        Box::pin(async move { kept(call.send().await, &record) })
    } else {
        let call = customized(sdk.converse().model_id(model).customize(), hooks, time);
        Box::pin(async move { kept(call.send().await, &record)?.within(limits.reply) })
    }
}

fn customized<T, E, B>(
    call: CustomizableOperation<T, E, B>,
    hooks: Hooks,
    time: Option<Duration>,
) -> CustomizableOperation<T, E, B> {
    let call = call.interceptor(hooks);
    let Some(time) = time else { return call };
    let timeout = TimeoutConfig::builder().operation_timeout(time).build();
    call.config_override(Config::builder().timeout_config(timeout))
}

fn kept<T, E: StdError + 'static>(
    result: Result<T, SdkError<E, HttpResponse>>,
    record: &Record,
) -> Result<Kept, Error> {
    match result {
        Ok(_) => record.take_kept().ok_or_else(Error::not_kept),
        Err(error) => Err(Error::of_sdk(&error)),
    }
}

impl Kept {
    /// A whole reply, unless it is larger than this.
    fn within(self, limit: usize) -> Result<Self, Error> {
        let body = self.body.bytes().unwrap_or_default();
        if body.len() <= limit {
            return Ok(self);
        }
        let salvage = Salvage::of_whole(body);
        Err(Error::too_large(&format!("more than {limit} bytes"), self.request_id, None).with_salvage(Some(salvage)))
    }
}
