//! What is done at the SDK's stations: one interceptor, since the SDK visits each at every station.

use aws_sdk_bedrockruntime::config::interceptors::{
    BeforeDeserializationInterceptorContextRef, BeforeSerializationInterceptorContextRef,
    BeforeTransmitInterceptorContextMut, BeforeTransmitInterceptorContextRef,
};
use aws_sdk_bedrockruntime::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_bedrockruntime::error::BoxError;

use super::schemas::Schemas;
use super::{Tries, endpoint};

#[derive(Debug)]
pub(super) struct Hooks {
    /// `None` where no tool is sent.
    pub(super) schemas: Option<Schemas>,
    pub(super) tries: Tries,
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
        endpoint::check(config)
    }

    fn modify_before_retry_loop(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.schemas.as_ref().map_or(Ok(()), |schemas| schemas.fill(context.request_mut()))
    }

    fn read_before_transmit(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.tries.sent();
        Ok(())
    }

    fn read_after_transmit(
        &self,
        context: &BeforeDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.tries.answered(context.response());
        Ok(())
    }
}
