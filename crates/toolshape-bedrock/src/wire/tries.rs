//! How often the SDK tries.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use aws_sdk_bedrockruntime::config::interceptors::{
    BeforeDeserializationInterceptorContextRef, BeforeTransmitInterceptorContextRef,
};
use aws_sdk_bedrockruntime::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_bedrockruntime::error::BoxError;

/// Counts the HTTP requests of one call, and the replies of a model among their answers.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tries(Arc<Mutex<Counted>>);

/// What was sent, and what came of it.
#[derive(Debug, Default)]
pub(crate) struct Counted {
    pub(crate) requests: u32,
    /// The request id of each answer with a status of success: the model wrote it, whether or not
    /// it arrived whole.
    pub(crate) replies: Vec<Option<String>>,
}

impl Tries {
    pub(crate) fn counted(&self) -> Counted {
        std::mem::take(&mut *self.lock())
    }

    fn lock(&self) -> MutexGuard<'_, Counted> {
        // Every update is one call: a panic cannot leave half of one behind.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Intercept for Tries {
    fn name(&self) -> &'static str {
        "toolshape tries"
    }

    fn read_before_transmit(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.lock().requests += 1;
        Ok(())
    }

    fn read_after_transmit(
        &self,
        context: &BeforeDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let response = context.response();
        if response.status().is_success() {
            let id = response.headers().get("x-amzn-requestid").map(ToOwned::to_owned);
            self.lock().replies.push(id);
        }
        Ok(())
    }
}
