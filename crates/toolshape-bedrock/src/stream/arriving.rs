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
use crate::ledger::Attempt;
use crate::view::Content;
use crate::{Error, ErrorKind};

/// The events of one reply, gathered as they come.
pub(super) struct Arriving {
    opened: Opened,
    pub(super) blocks: Blocks,
    stop_reason: Option<StopReason>,
    last: Option<ConverseStreamMetadataEvent>,
}

/// What an event of the stream is to the reply.
pub(super) enum Progress {
    /// A block began, or there is more of it.
    Block(i32, Added),
    Nothing,
    End,
}

impl Arriving {
    pub(super) fn new(opened: Opened) -> Self {
        Self { opened, blocks: Blocks::default(), stop_reason: None, last: None }
    }

    /// Waits for the next event.
    pub(super) async fn next(&mut self, limit: Option<(Duration, SharedAsyncSleep)>) -> Result<Progress, Error> {
        let Some(event) = within(limit, self.opened.output.stream.recv()).await else {
            return Err(Error::stream_timeout(self.opened.request_id.clone()));
        };
        let event = event.map_err(|error| Error::of_stream(&error, self.opened.request_id.clone()))?;
        Ok(match event {
            Some(SdkEvent::ContentBlockStart(start)) => {
                let index = start.content_block_index;
                Progress::Block(index, self.blocks.start(index, start.start))
            }
            Some(SdkEvent::ContentBlockDelta(delta)) => {
                let index = delta.content_block_index;
                Progress::Block(index, self.blocks.delta(index, delta.delta))
            }
            Some(SdkEvent::MessageStop(stop)) => {
                self.stop_reason = Some(stop.stop_reason.as_str().into());
                Progress::Nothing
            }
            Some(SdkEvent::Metadata(last)) => {
                self.last = Some(last);
                Progress::Nothing
            }
            Some(event) if event.is_unknown() => Progress::Block(-1, Added::Unknown),
            // That a block has stopped says nothing that its content did not, and may not come.
            Some(_) => Progress::Nothing,
            None => Progress::End,
        })
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
        let stop_reason = self.stop_reason.clone();
        let request_id = self.opened.request_id.clone();
        let report = Report::of_stream(StopReason::EndTurn, self.last.clone(), request_id);
        Attempt {
            rung: self.opened.rung,
            error,
            usage: report.usage,
            latency: report.latency,
            stop_reason,
            request_id: report.request_id,
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
