//! Converse as it is: a request of the serde types in, the reply as it came out.

use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_bedrockruntime::config::interceptors::{
    AfterDeserializationInterceptorContextRef, BeforeTransmitInterceptorContextMut,
};
use aws_sdk_bedrockruntime::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_bedrockruntime::error::BoxError;
use aws_smithy_types::body::SdkBody;
use toolshape_types::bedrock::{ConverseRequest, ConverseResponse};

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
    /// What the service or the connection answers in place of a reply, as for [`Generate::send`](crate::Generate::send),
    /// and an [unreadable reply](Error::is_unreadable_reply) where it is no Converse reply.
    pub async fn converse(&self, request: &ConverseRequest) -> Result<ConverseResponse, Error> {
        let reply = Raw::default();
        let call = self.sdk.converse().model_id(&request.model_id).customize();
        let output = call
            .interceptor(Whole(request.body().to_string()))
            .interceptor(reply.clone())
            .send()
            .await
            .map_err(|error| Error::of_sdk(&error))?;
        // The SDK drops what it does not know, so its output is only for what serde_json does not read.
        let typed = serde_json::from_slice(&reply.take()).ok();
        typed.or_else(|| ConverseResponse::try_from(output).ok()).ok_or_else(Error::unreadable)
    }
}

/// Sends this text as the body.
#[derive(Debug)]
struct Whole(String);

impl Intercept for Whole {
    fn name(&self) -> &'static str {
        "toolshape request"
    }

    fn modify_before_retry_loop(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let request = context.request_mut();
        request.headers_mut().insert("content-length", self.0.len().to_string());
        *request.body_mut() = SdkBody::from(self.0.clone());
        Ok(())
    }
}

/// Keeps the body of the last reply.
#[derive(Debug, Clone, Default)]
struct Raw(Arc<Mutex<Vec<u8>>>);

impl Raw {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Intercept for Raw {
    fn name(&self) -> &'static str {
        "toolshape reply"
    }

    fn read_after_deserialization(
        &self,
        context: &AfterDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let body = context.response().body().bytes().unwrap_or_default();
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = body.to_vec();
        Ok(())
    }
}
