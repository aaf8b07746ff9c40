//! One reply while it arrives.

use std::future::Future;
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

use aws_sdk_bedrockruntime::config::{AsyncSleep as _, SharedAsyncSleep};
use serde_json::Value;
use toolshape::{ErrorKind, Rung};
use toolshape_types::bedrock::{GuardrailTraceAssessment, StopReason};

use super::blocks::{Added, Blocks};
use super::events::{Event, with_data};
use crate::answer::Report;
use crate::exchange::{Opened, Received};
use crate::ledger::{Attempt, Cost};
use crate::reply::Content;
use crate::wire::frames::{Frame, FrameError, Frames};
use crate::{Error, SizeLimits};

/// The events of one reply, gathered as they come.
pub(super) struct Arriving {
    frames: Frames,
    limits: SizeLimits,
    request_id: Option<String>,
    rung: Rung,
    tries: u32,
    pub(super) blocks: Blocks,
    stop_reason: Option<StopReason>,
    metadata: Option<Metadata>,
    /// The last event that is of another kind than text, reasoning and calls.
    pub(super) unknown: Value,
}

/// What the last event says.
struct Metadata {
    cost: Cost,
    guardrail: Option<GuardrailTraceAssessment>,
}

impl Arriving {
    pub(super) fn new(opened: Opened, limits: SizeLimits) -> Self {
        Self {
            frames: Frames::new(opened.kept.body, limits.frame),
            limits,
            request_id: opened.kept.request_id,
            rung: opened.rung,
            tries: opened.tries,
            blocks: Blocks::default(),
            stop_reason: None,
            metadata: None,
            unknown: Value::Null,
        }
    }

    /// Waits for the next event, and says what it added; `None` at the end.
    pub(super) async fn next(&mut self, limit: Option<(Duration, SharedAsyncSleep)>) -> Result<Option<Added>, Error> {
        let frame = within(limit, self.frames.next()).await;
        let added = match frame {
            Some(Ok(None)) => return Ok(None),
            Some(Ok(Some(Frame::Event(event)))) => self.event(event.name(), event.payload()).ok(),
            // Nothing more was to come: what does says nothing of the reply.
            _ if self.is_whole() => return Ok(None),
            Some(Ok(Some(Frame::Failure(failure)))) => return Err(Error::of_stream(failure, self.request_id.clone())),
            Some(Err(FrameError::Broken)) => return Err(Error::broken_stream(self.request_id.clone())),
            Some(Err(FrameError::Undecodable)) => None,
            Some(Err(FrameError::TooLarge)) => return Err(self.too_large(&self.limits.over_frame())),
            None => return Err(Error::stream_timeout(self.request_id.clone())),
        };
        if let Some(over) = self.blocks.over(self.limits) {
            return Err(self.too_large(&over));
        }
        let undecodable = || Error::unreadable("undecodable event", self.request_id.clone(), None);
        added.ok_or_else(undecodable).map(Some)
    }

    fn too_large(&self, over: &str) -> Error {
        Error::too_large(over, self.request_id.clone(), None)
    }

    fn event(&mut self, name: &str, payload: &[u8]) -> serde_json::Result<Added> {
        let added = match Event::read(name, payload)? {
            Event::Start(start) => {
                if let Some(call) = start.tool_use()? {
                    self.blocks.start_call(start.content_block_index, &call)
                } else {
                    self.blocks.start(start.content_block_index);
                    if start.start.is_none_or(|start| start.is_empty()) { Added::Nothing } else { Added::Unknown }
                }
            }
            Event::Delta(delta) => match delta.delta {
                Some(content) => self.blocks.delta(delta.content_block_index, content),
                None => Added::Nothing,
            },
            Event::MessageStart => {
                self.blocks.message_started = true;
                Added::Nothing
            }
            Event::Stop(stop) => {
                self.stop_reason = Some(stop.stop_reason);
                Added::Nothing
            }
            Event::Metadata(metadata) => {
                let guardrail = metadata.trace.and_then(|trace| trace.guardrail);
                self.metadata = Some(Metadata { cost: Cost::of(metadata.usage, metadata.metrics), guardrail });
                Added::Nothing
            }
            Event::Nothing => Added::Nothing,
            Event::Unknown => Added::Unknown,
        };
        if added == Added::Unknown {
            self.unknown = with_data(name, payload);
        }
        Ok(added)
    }

    /// Whether all has arrived, whatever becomes of the connection.
    fn is_whole(&self) -> bool {
        self.stop_reason.is_some() && self.metadata.is_some()
    }

    /// The whole reply, once there is no more of it.
    pub(super) fn received(self) -> Result<Received, (Box<Self>, Error)> {
        let Some(stop_reason) = self.stop_reason.clone() else {
            let error = Error::unreadable("the stream ended before the reply did", self.request_id.clone(), None);
            return Err((Box::new(self), error));
        };
        let Self { request_id, rung, tries, blocks, metadata, .. } = self;
        let metadata = metadata.unwrap_or_else(|| Metadata { cost: Cost::unknown(), guardrail: None });
        let Metadata { cost, guardrail } = metadata;
        let report = Report { cost, stop_reason, guardrail, request_id };
        Ok(Received { content: Content::Streamed(blocks), report, rung, tries })
    }

    /// What a reply took that ended in this error, or so far that nobody waits for any more.
    pub(super) fn attempt(&self, error: Option<ErrorKind>) -> Attempt {
        let cost = self.metadata.as_ref().map_or_else(Cost::unknown, |metadata| metadata.cost.clone());
        Attempt {
            rung: self.rung,
            error,
            usage: cost.usage,
            latency: cost.latency,
            stop_reason: self.stop_reason.clone(),
            request_id: self.request_id.clone(),
            tries: self.tries,
        }
    }
}

/// What a future comes to, unless that takes longer.
async fn within<F: Future>(limit: Option<(Duration, SharedAsyncSleep)>, future: F) -> Option<F::Output> {
    let Some((time, sleep)) = limit else { return Some(future.await) };
    if time.is_zero() {
        // A stream that always has more to say never lets the timer be asked.
        return None;
    }
    let (mut future, mut sleep) = (pin!(future), sleep.sleep(time));
    std::future::poll_fn(|context| {
        if let Poll::Ready(output) = future.as_mut().poll(context) {
            return Poll::Ready(Some(output));
        }
        Pin::new(&mut sleep).poll(context).map(|()| None)
    })
    .await
}
