//! One reply while it arrives.

use std::future::Future;
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

use aws_sdk_bedrockruntime::config::{AsyncSleep as _, SharedAsyncSleep};
use aws_sdk_bedrockruntime::types::{ConverseStreamMetadataEvent, ConverseStreamOutput as SdkEvent};
use toolshape_types::bedrock::StopReason;

use super::blocks::{Added, Blocks};
use crate::answer::Report;
use crate::exchange::{Opened, Received};
use crate::ledger::{Attempt, Cost};
use crate::view::Content;
use crate::{Error, ErrorKind};

/// The events of one reply, gathered as they come.
pub(super) struct Arriving {
    opened: Opened,
    pub(super) blocks: Blocks,
    stop_reason: Option<StopReason>,
    last: Option<ConverseStreamMetadataEvent>,
}

impl Arriving {
    pub(super) fn new(opened: Opened) -> Self {
        Self { opened, blocks: Blocks::default(), stop_reason: None, last: None }
    }

    /// Waits for the next event, and says what it added; `None` at the end.
    pub(super) async fn next(&mut self, limit: Option<(Duration, SharedAsyncSleep)>) -> Result<Option<Added>, Error> {
        let event = match within(limit, self.opened.output.stream.recv()).await {
            Some(Ok(Some(event))) => event,
            Some(Ok(None)) => return Ok(None),
            // Nothing more was to come: what does says nothing of the reply.
            Some(Err(_)) | None if self.is_whole() => return Ok(None),
            Some(Err(error)) => return Err(Error::of_stream(&error, self.opened.request_id.clone())),
            None => return Err(Error::stream_timeout(self.opened.request_id.clone())),
        };
        Ok(Some(match event {
            SdkEvent::MessageStart(_) => {
                self.blocks.message_started = true;
                Added::Nothing
            }
            SdkEvent::ContentBlockStart(start) => self.blocks.start(start.content_block_index, start.start),
            SdkEvent::ContentBlockDelta(delta) => self.blocks.delta(delta.content_block_index, delta.delta),
            SdkEvent::MessageStop(stop) => {
                self.stop_reason = Some(stop.stop_reason.as_str().into());
                Added::Nothing
            }
            SdkEvent::Metadata(last) => {
                self.last = Some(last);
                Added::Nothing
            }
            event if event.is_unknown() => Added::Unknown,
            // That a block has stopped says nothing that its content did not, and may not come.
            _ => Added::Nothing,
        }))
    }

    /// Whether all has arrived, whatever becomes of the connection.
    fn is_whole(&self) -> bool {
        self.stop_reason.is_some() && self.last.is_some()
    }

    /// The whole reply, once there is no more of it.
    pub(super) fn received(self) -> Result<Received, (Box<Self>, Error)> {
        let Some(stop_reason) = self.stop_reason.clone() else {
            let error = Error::unfinished(self.opened.request_id.clone());
            return Err((Box::new(self), error));
        };
        let Opened { request_id, rung, tries, .. } = self.opened;
        let report = Report::of_stream(stop_reason, self.last, request_id);
        Ok(Received { content: Content::Streamed(self.blocks), report, rung, tries })
    }

    /// What a reply took that ended in an error.
    pub(super) fn broken(&self, error: ErrorKind) -> Attempt {
        self.attempt(Some(error))
    }

    /// What a reply took so far that nobody waits for any more.
    pub(super) fn abandoned(&self) -> Attempt {
        self.attempt(None)
    }

    fn attempt(&self, error: Option<ErrorKind>) -> Attempt {
        let Cost { usage, latency } = self.last.as_ref().map_or_else(Cost::unknown, Cost::of_stream);
        Attempt {
            rung: self.opened.rung,
            error,
            usage,
            latency,
            stop_reason: self.stop_reason.clone(),
            request_id: self.opened.request_id.clone(),
            tries: self.opened.tries,
        }
    }
}

/// What a future comes to, unless that takes longer.
async fn within<F: Future>(limit: Option<(Duration, SharedAsyncSleep)>, future: F) -> Option<F::Output> {
    let Some((time, sleep)) = limit else { return Some(future.await) };
    let (mut future, mut sleep) = (pin!(future), sleep.sleep(time));
    std::future::poll_fn(|context| {
        if let Poll::Ready(output) = future.as_mut().poll(context) {
            return Poll::Ready(Some(output));
        }
        Pin::new(&mut sleep).poll(context).map(|()| None)
    })
    .await
}
