use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::Bytes;
use http_body::{Body, Frame, SizeHint};
use tokio::time::{Sleep, sleep};

use crate::answer::Shared;
use crate::usage::Tokens;

/// A piece of a body, and the tokens to count once it is sent.
#[derive(Debug)]
pub(crate) struct Chunk {
    pub(crate) bytes: Bytes,
    pub(crate) tokens: Tokens,
}

/// A body in pieces, up to where it is cut.
#[derive(Debug)]
pub(crate) struct Chunks {
    left: VecDeque<Chunk>,
    pace: Duration,
    cut: bool,
    /// The length to announce; without one the body is chunked.
    length: Option<u64>,
}

impl Chunks {
    pub(crate) fn new(left: VecDeque<Chunk>, pace: Duration) -> Self {
        Self { left, pace, cut: false, length: None }
    }

    /// A body that is known whole, under its length.
    pub(crate) fn whole(chunk: Chunk) -> Self {
        let length = Some(chunk.bytes.len() as u64);
        Self { length, ..Self::new([chunk].into(), Duration::ZERO) }
    }

    pub(crate) fn cut_after(&mut self, chunks: usize) {
        self.cut |= chunks < self.left.len();
        self.left.truncate(chunks);
    }

    /// Closes the connection after these bytes.
    pub(crate) fn cut_after_bytes(&mut self, bytes: usize) {
        self.cut |= self.truncate(bytes);
    }

    /// Ends the body in order after these bytes.
    pub(crate) fn end_after_bytes(&mut self, bytes: usize) {
        self.truncate(bytes);
    }

    /// Keeps the first bytes; whether there were more.
    fn truncate(&mut self, bytes: usize) -> bool {
        let mut left = bytes;
        let whole = self.left.iter().take_while(|chunk| {
            let rest = left.checked_sub(chunk.bytes.len());
            left = rest.unwrap_or(left);
            rest.is_some()
        });
        let whole = whole.count();
        let Some(chunk) = self.left.get_mut(whole) else { return false };
        chunk.bytes.truncate(left);
        chunk.tokens = Tokens::default();
        self.left.truncate(whole + 1);
        true
    }

    /// The body, which counts its tokens for a model as it goes out.
    pub(crate) fn counted(self, shared: Arc<Shared>, model: Option<String>) -> Counted {
        Counted { chunks: self, pause: None, yielded: false, shared, model }
    }
}

/// [`Chunks`] on their way, paced and counted.
pub(crate) struct Counted {
    chunks: Chunks,
    pause: Option<Pin<Box<Sleep>>>,
    /// Whether the connection was given a turn to write what it has, before it is cut.
    yielded: bool,
    shared: Arc<Shared>,
    model: Option<String>,
}

impl Counted {
    /// Waits before the next chunk.
    fn rest(&mut self) {
        let pause = if self.chunks.left.is_empty() { Duration::ZERO } else { self.chunks.pace };
        self.pause = (!pause.is_zero()).then(|| Box::pin(sleep(pause)));
    }
}

impl Body for Counted {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if let Some(pause) = &mut self.pause {
            ready!(pause.as_mut().poll(cx));
            self.pause = None;
        }
        let Some(chunk) = self.chunks.left.pop_front() else {
            if !self.chunks.cut {
                return Poll::Ready(None);
            }
            // The server's HTTP library drops what it has not written when a body fails, and writes while it waits.
            if !self.yielded {
                self.yielded = true;
                cx.waker().wake_by_ref();
                return Poll::Pending;
            }
            return Poll::Ready(Some(Err(io::ErrorKind::ConnectionAborted.into())));
        };
        self.rest();
        if let Some(model) = &self.model {
            self.shared.count(model, chunk.tokens);
        }
        Poll::Ready(Some(Ok(Frame::data(chunk.bytes))))
    }

    fn size_hint(&self) -> SizeHint {
        self.chunks.length.map_or_else(SizeHint::default, SizeHint::with_exact)
    }

    fn is_end_stream(&self) -> bool {
        self.chunks.left.is_empty() && !self.chunks.cut && self.pause.is_none()
    }
}
