//! Converse as it is: a request of the serde types in, the reply as it came out.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use aws_sdk_bedrockruntime::config::interceptors::{
    AfterDeserializationInterceptorContextRef, BeforeSerializationInterceptorContextRef,
    BeforeTransmitInterceptorContextMut,
};
use aws_sdk_bedrockruntime::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_bedrockruntime::error::BoxError;
use aws_sdk_bedrockruntime::operation::RequestId as _;
use aws_smithy_types::body::SdkBody;
use toolshape_types::bedrock::{ConverseRequest, ConverseResponse};

use crate::wire::endpoint;
use crate::{Client, Error};

impl Client {
    /// Sends a request as it is, and gives the reply as it came: nothing is forced, decoded, repaired or asked again.
    ///
    /// The body on the wire is the request's own JSON, members and blocks included that this release does not know,
    /// and the reply holds what the service sent, to the last member: a call can be logged, replayed and compared.
    ///
    /// ```no_run
    /// use toolshape_types::bedrock::ConverseRequest;
    ///
    /// # async fn run(client: toolshape_bedrock::Client, captured: &str) -> Result<(), Box<dyn std::error::Error>> {
    /// let request: ConverseRequest = serde_json::from_str(captured)?;
    /// let reply = client.converse(&request).await?;
    /// println!("{}", serde_json::to_string_pretty(&reply)?);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// What the service or the connection answers in place of a reply, as for
    /// [`Generate::send`](crate::Generate::send), and an [unreadable reply](Error::is_unreadable_reply) where it is no
    /// Converse reply, or one that is [too deep](crate#limits).
    pub async fn converse(&self, request: &ConverseRequest) -> Result<ConverseResponse, Error> {
        if !(1..=2048).contains(&request.model_id.chars().count()) {
            return Err(toolshape::Error::invalid_request("model_id", "must be 1 to 2048 characters").into());
        }
        let reply = Raw::default();
        let whole = Whole { body: request.body().to_string(), reply: reply.clone() };
        let call = self.sdk.converse().model_id(&request.model_id).customize();
        let result = call.interceptor(whole).send().await;
        match result {
            // The SDK drops what it does not know and fills in what is missing: the body alone is the reply.
            Ok(output) => reply.read().ok_or_else(|| Error::unreadable(output.request_id())),
            Err(error) => {
                let error = Error::of_sdk(&error);
                // The SDK reads no block with two members, the types do.
                let read = error.is_unreadable_reply().then(|| reply.read()).flatten();
                read.ok_or(error)
            }
        }
    }
}

/// Sends this text as the body, and keeps that of the reply.
struct Whole {
    body: String,
    reply: Raw,
}

/// Without the bodies: the SDK prints its interceptors in events of level trace.
impl fmt::Debug for Whole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Whole").finish_non_exhaustive()
    }
}

impl Intercept for Whole {
    fn name(&self) -> &'static str {
        "toolshape whole"
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
        let request = context.request_mut();
        request.headers_mut().insert("content-length", self.body.len().to_string());
        *request.body_mut() = SdkBody::from(self.body.clone());
        Ok(())
    }

    fn read_after_deserialization(
        &self,
        context: &AfterDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.reply.keep(context.response().body().bytes().unwrap_or_default());
        Ok(())
    }
}

/// The body of the last reply.
#[derive(Clone, Default)]
struct Raw(Arc<Mutex<Vec<u8>>>);

impl Raw {
    fn keep(&self, body: &[u8]) {
        *self.lock() = body.to_vec();
    }

    /// The reply, where it is one of Converse: nothing is made up for what it lacks.
    fn read(&self) -> Option<ConverseResponse> {
        serde_json::from_slice(&self.lock()).ok()
    }

    fn lock(&self) -> MutexGuard<'_, Vec<u8>> {
        // Every update is one call: a panic cannot leave half of one behind.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interceptor_prints_no_body() {
        let reply = Raw::default();
        reply.keep(b"a secret reply");
        let shown = format!("{:?}", Whole { body: "a secret prompt".to_owned(), reply });
        assert_eq!(shown, "Whole { .. }");
    }
}
