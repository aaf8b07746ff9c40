//! A body that ends early rather than without end.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use aws_smithy_types::body::{Error, SdkBody};
use bytes::Bytes;
use http_body::{Body, Frame};

/// A body up to a number of bytes; what is beyond them is not read.
pub(super) struct Bounded {
    body: SdkBody,
    left: usize,
}

impl Bounded {
    /// One byte more than the limit tells that there was more.
    pub(super) fn new(body: SdkBody, limit: usize) -> Self {
        Self { body, left: limit.saturating_add(1) }
    }
}

impl Body for Bounded {
    type Data = Bytes;
    type Error = Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Error>>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        Poll::Ready(frame.map(|frame| {
            frame.map(|frame| {
                frame.map_data(|mut bytes| {
                    bytes.truncate(self.left);
                    self.left -= bytes.len();
                    bytes
                })
            })
        }))
    }
}
