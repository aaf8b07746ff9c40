//! Where the SDK hands over: one interceptor, since the SDK visits each at every station.

use std::fmt;

use aws_sdk_bedrockruntime::config::interceptors::{
    BeforeDeserializationInterceptorContextMut, BeforeDeserializationInterceptorContextRef,
    BeforeSerializationInterceptorContextRef, BeforeTransmitInterceptorContextRef,
};
use aws_sdk_bedrockruntime::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_bedrockruntime::error::BoxError;
use aws_sdk_bedrockruntime::operation::converse::{Converse, ConverseOutput};
use aws_sdk_bedrockruntime::types::StopReason;
use aws_smithy_runtime_api::client::interceptors::context::{Input, Output, OutputOrError};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse, OrchestratorError};
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin as _;
use aws_smithy_runtime_api::client::ser_de::{
    DeserializeResponse, SerializeRequest, SharedRequestSerializer, SharedResponseDeserializer,
};
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;

use super::bounded::Bounded;
use super::endpoint;
use super::record::Record;
use crate::SizeLimits;

pub(super) struct Hooks {
    pub(super) body: Bytes,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) streamed: bool,
    pub(super) limits: SizeLimits,
    pub(super) record: Record,
}

impl Intercept for Hooks {
    fn name(&self) -> &'static str {
        "toolshape"
    }

    fn read_before_serialization(
        &self,
        _: &BeforeSerializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        endpoint::check(config)?;
        let uri = config.load::<SharedRequestSerializer>().cloned().ok_or("the SDK has no serializer")?;
        let serializer = Serializer { uri, body: self.body.clone(), headers: self.headers.clone() };
        config.interceptor_state().store_put(SharedRequestSerializer::new(serializer));
        if !self.streamed {
            let deserializer = SharedResponseDeserializer::new(Deserializer { record: self.record.clone() });
            config.interceptor_state().store_put(deserializer);
        }
        Ok(())
    }

    fn read_before_transmit(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.record.sent();
        Ok(())
    }

    fn read_after_transmit(
        &self,
        context: &BeforeDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.record.answered(context.response());
        Ok(())
    }

    /// Takes the frames of a stream; the SDK finds a stream that is empty. Any other body is read up to its limit.
    fn modify_before_deserialization(
        &self,
        context: &mut BeforeDeserializationInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let response = context.response_mut();
        let succeeded = response.status().is_success();
        let body = std::mem::replace(response.body_mut(), SdkBody::empty());
        if self.streamed && succeeded {
            self.record.keep(response, body);
        } else {
            let limit = if succeeded { self.limits.reply } else { self.limits.error };
            *response.body_mut() = SdkBody::from_body_1_x(Bounded::new(body, limit));
        }
        Ok(())
    }
}

/// Without the body: the SDK prints its interceptors in events of level trace.
impl fmt::Debug for Hooks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hooks").field("record", &self.record).finish_non_exhaustive()
    }
}

/// Puts our body where the SDK has the URI.
struct Serializer {
    uri: SharedRequestSerializer,
    body: Bytes,
    headers: Vec<(&'static str, String)>,
}

impl SerializeRequest for Serializer {
    fn serialize_input(&self, input: Input, config: &mut ConfigBag) -> Result<HttpRequest, BoxError> {
        let mut request = self.uri.serialize_input(input, config)?;
        request.headers_mut().insert("content-length", self.body.len().to_string());
        for (name, value) in &self.headers {
            request.headers_mut().try_insert(*name, value.clone())?;
        }
        *request.body_mut() = SdkBody::from(self.body.clone());
        Ok(request)
    }
}

impl fmt::Debug for Serializer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Serializer").finish_non_exhaustive()
    }
}

/// Keeps the body of a reply, and leaves an error to the SDK, which decides whether to retry.
#[derive(Debug)]
struct Deserializer {
    record: Record,
}

impl DeserializeResponse for Deserializer {
    fn deserialize_nonstreaming_with_config(&self, response: &HttpResponse, config: &ConfigBag) -> OutputOrError {
        if !response.status().is_success() {
            let sdk = Converse::new().config();
            let sdk = sdk.as_ref().and_then(|layer| layer.load::<SharedResponseDeserializer>());
            let sdk = sdk.ok_or_else(|| OrchestratorError::other("the SDK has no deserializer"))?;
            return sdk.deserialize_nonstreaming_with_config(response, config);
        }
        if let Some(body) = response.body().try_clone() {
            self.record.keep(response, body);
        }
        let nothing = ConverseOutput::builder().stop_reason(StopReason::EndTurn).build();
        nothing.map(Output::erase).map_err(OrchestratorError::other)
    }
}
