//! Converse as it is: a request of the serde types in, the reply as it came out.

use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_bedrockruntime::config::interceptors::{
    AfterDeserializationInterceptorContextRef, BeforeTransmitInterceptorContextMut,
};
use aws_sdk_bedrockruntime::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_bedrockruntime::error::BoxError;
use aws_smithy_types::body::SdkBody;
use toolshape_types::bedrock::{ConverseRequest, ConverseResponse};

use crate::{Client, Error, wire};

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
    /// and an [unreadable reply](Error::is_unreadable_reply) where it is no Converse reply, or one of more than 128
    /// levels.
    pub async fn converse(&self, request: &ConverseRequest) -> Result<ConverseResponse, Error> {
        if request.model_id.is_empty() {
            return Err(toolshape::Error::invalid_request("model_id", "must be 1 to 2048 characters").into());
        }
        let reply = Raw::default();
        let call = self.sdk.converse().model_id(&request.model_id).customize();
        let result = call
            .interceptor(wire::endpoint::NotEmpty)
            .interceptor(Whole(request.body().to_string()))
            .interceptor(reply.clone())
            .send()
            .await;
        match result {
            // The SDK drops what it does not know and fills in what is missing: the body alone is the reply.
            Ok(_) => reply.read().ok_or_else(Error::unreadable),
            Err(error) => {
                let error = Error::of_sdk(&error);
                // The SDK reads no block with two members, the types do.
                let read = error.is_unreadable_reply().then(|| reply.read()).flatten();
                read.ok_or(error)
            }
        }
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
    /// The reply, where it is one of Converse: nothing is made up for what it lacks.
    fn read(&self) -> Option<ConverseResponse> {
        serde_json::from_slice(&self.0.lock().unwrap_or_else(PoisonError::into_inner)).ok()
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
        let body = context.response().body().bytes().unwrap_or_default(); // of an earlier try: written over
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = body.to_vec();
        Ok(())
    }
}
