//! Converse as it is: a request of the serde types in, the reply as it came out.

use std::fmt;

use serde_json::{Map, Value};
use toolshape::{Dialect, Family, ToolSpec};
use toolshape_types::bedrock::{
    ConverseRequest, ConverseResponse, ConverseStreamOutput, ConverseStreamRequest, Tool, ToolInputSchema,
    ToolSpecification,
};

use crate::wire::frames::{Frame, FrameError, Frames};
use crate::wire::{self, Kept, Record};
use crate::{Client, Error, SizeLimits};

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
    /// Converse reply, or one that is [too deep](crate#limits). One that is [too large](SizeLimits) has its own error.
    pub async fn converse(&self, request: &ConverseRequest) -> Result<ConverseResponse, Error> {
        let Kept { request_id, body } = self.carry(&request.model_id, request.body(), false).await?;
        serde_json::from_slice(body.bytes().unwrap_or_default())
            .map_err(|_| Error::unreadable("the reply is not what Converse answers", request_id, None))
    }

    /// Sends a request as it is for a reply in a stream, and returns once the service has opened it.
    ///
    /// A call needs `bedrock:InvokeModelWithResponseStream` on the model.
    ///
    /// ```no_run
    /// use toolshape_types::bedrock::{ConverseStreamOutput, ConverseStreamRequest};
    ///
    /// # async fn run(client: toolshape_bedrock::Client, captured: &str) -> Result<(), Box<dyn std::error::Error>> {
    /// let request: ConverseStreamRequest = serde_json::from_str(captured)?;
    /// let mut stream = client.converse_stream(&request).await?;
    /// while let Some(event) = stream.next().await? {
    ///     if let ConverseStreamOutput::ContentBlockDelta(delta) = event {
    ///         println!("{:?}", delta.delta);
    ///     }
    /// }
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`converse`](Self::converse), for what comes before the stream.
    pub async fn converse_stream(&self, request: &ConverseStreamRequest) -> Result<ConverseStream, Error> {
        let Kept { request_id, body } = self.carry(&request.model_id, request.body(), true).await?;
        Ok(ConverseStream { frames: Frames::new(body, self.limits.frame), limits: self.limits, request_id })
    }

    async fn carry(&self, model: &str, body: Value, streamed: bool) -> Result<Kept, Error> {
        if !(1..=2048).contains(&model.chars().count()) {
            return Err(toolshape::Error::invalid_request("model_id", "must be 1 to 2048 characters").into());
        }
        let (model, body) = (model.to_owned(), body.to_string().into());
        let call = wire::Call { model, body, headers: Vec::new(), time: None, streamed, limits: self.limits };
        wire::send(&self.sdk, call, Record::default()).await
    }
}

/// The events of a reply, as [`Client::converse_stream`] gives them.
#[must_use = "dropping a stream ends its request"]
pub struct ConverseStream {
    frames: Frames,
    limits: SizeLimits,
    request_id: Option<String>,
}

impl ConverseStream {
    /// Waits for the next event; `None` at the end. Events, blocks and members that this release does not know are in
    /// it as they came.
    ///
    /// Where the future is dropped before it is ready, no event is lost.
    ///
    /// # Errors
    ///
    /// What the service says within the stream, a connection that breaks, and an
    /// [unreadable reply](Error::is_unreadable_reply) where a frame is not one, or is [too large](SizeLimits).
    pub async fn next(&mut self) -> Result<Option<ConverseStreamOutput>, Error> {
        let request_id = self.request_id.clone();
        match self.frames.next().await {
            Ok(Some(Frame::Event(frame))) => event(frame.name(), frame.payload())
                .map(Some)
                .ok_or_else(|| Error::unreadable("undecodable event", request_id, None)),
            Ok(Some(Frame::Failure(failure))) => Err(Error::of_stream(failure, request_id)),
            Ok(None) => Ok(None),
            Err(FrameError::TooLarge) => Err(Error::too_large(&self.limits.over_frame(), request_id, None)),
            Err(FrameError::Broken) => Err(Error::broken_stream(request_id)),
            Err(FrameError::Undecodable) => Err(Error::unreadable("undecodable event", request_id, None)),
        }
    }

    /// The id to give to AWS's support.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }
}

impl fmt::Debug for ConverseStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConverseStream").field("request_id", &self.request_id).finish_non_exhaustive()
    }
}

/// An event as the union of all events has it. One that is not of its form is kept like one that is not known.
fn event(name: &str, payload: &[u8]) -> Option<ConverseStreamOutput> {
    let data: Value = serde_json::from_slice(payload).ok()?;
    let event: Map<String, Value> = [(name.to_owned(), data)].into_iter().collect();
    let known = serde_json::from_value(Value::Object(event.clone())).ok();
    Some(known.unwrap_or(ConverseStreamOutput::Unknown(event)))
}

/// A tool as a request of [`Client::converse`] holds it, in the dialect of the model's family.
///
/// ```
/// use serde_json::json;
/// use toolshape::ToolSpec;
/// use toolshape_bedrock::tool;
///
/// let spec = ToolSpec::new("city", "The city.", json!({"type": "object"}))?;
/// let tool = serde_json::to_value(tool(&spec, "us.amazon.nova-lite-v1:0")?)?;
/// assert_eq!(tool["toolSpec"]["name"], "city");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// An [invalid request](Error::is_invalid_request), where the schema has no form that can be sent.
pub fn tool(spec: &ToolSpec, model: &str) -> Result<Tool, Error> {
    let family = Family::of(model);
    let strict = spec.is_strict() && family.strict;
    let schema = spec.in_dialect(if strict { Dialect::STRICT } else { family.dialect })?.clone();
    Ok(Tool::ToolSpec(ToolSpecification {
        name: spec.name().to_owned(),
        description: Some(spec.description().to_owned()),
        input_schema: ToolInputSchema::Json(schema),
        strict: strict.then_some(true),
    }))
}
