//! The frames of an event stream.
//!
//! See [the format](https://smithy.io/2.0/aws/amazon-eventstream.html).

use aws_smithy_eventstream::frame::read_message_from;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use aws_smithy_types::event_stream::Message;
use aws_smithy_types::str_bytes::StrBytes;
use bytes::{Buf as _, BytesMut};

use crate::error::Failure;

/// The most bytes of one frame, as the format has it: what announces more is none.
const MOST_BYTES: usize = 24 * 1024 * 1024;

/// The frames of one reply while they arrive.
pub(crate) struct Frames {
    /// The most bytes of one.
    limit: usize,
    body: ByteStream,
    buffer: BytesMut,
}

/// What one frame says.
#[derive(Debug)]
pub(crate) enum Frame {
    /// An event.
    Event(Event),
    /// An error of the service.
    Failure(Failure),
}

/// An event of the service.
#[derive(Debug)]
pub(crate) struct Event(Message);

/// Why there is no next frame.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum FrameError {
    /// The connection broke.
    Broken,
    /// The bytes are not a frame.
    Undecodable,
    /// A frame is larger than the limit.
    TooLarge,
}

impl Frames {
    pub(crate) fn new(body: SdkBody, limit: usize) -> Self {
        Self { limit, body: ByteStream::new(body), buffer: BytesMut::new() }
    }

    /// Waits for the next frame; `None` at the end. Where the future is dropped before it is ready, nothing is lost.
    pub(crate) async fn next(&mut self) -> Result<Option<Frame>, FrameError> {
        loop {
            if let Some(frame) = self.take_frame()? {
                return Ok(Some(frame));
            }
            match self.body.next().await {
                Some(Ok(bytes)) => self.buffer.extend_from_slice(&bytes),
                Some(Err(_)) => return Err(FrameError::Broken),
                None if self.buffer.is_empty() => return Ok(None),
                None => return Err(FrameError::Undecodable),
            }
        }
    }

    fn take_frame(&mut self) -> Result<Option<Frame>, FrameError> {
        let Some((length, _)) = self.buffer.split_first_chunk() else { return Ok(None) };
        let length = u32::from_be_bytes(*length) as usize;
        if length > MOST_BYTES {
            return Err(FrameError::Undecodable);
        }
        if length > self.limit {
            return Err(FrameError::TooLarge);
        }
        let Some(bytes) = self.buffer.get(..length) else { return Ok(None) };
        let message = read_message_from(bytes);
        // One that is shorter than its own length fails to be read.
        self.buffer.advance(length.max(4));
        message.ok().and_then(Frame::of).map(Some).ok_or(FrameError::Undecodable)
    }
}

impl Frame {
    fn of(message: Message) -> Option<Self> {
        Some(match header(&message, ":message-type")? {
            "event" => {
                header(&message, ":event-type")?;
                Self::Event(Event(message))
            }
            "exception" => {
                Self::Failure(Failure::of_exception(header(&message, ":exception-type")?, message.payload()))
            }
            "error" => {
                let text = |name| header(&message, name).map(str::to_owned);
                Self::Failure(Failure {
                    code: text(":error-code"),
                    message: text(":error-message"),
                    ..Failure::default()
                })
            }
            _ => return None,
        })
    }
}

impl Event {
    /// Its type.
    pub(crate) fn name(&self) -> &str {
        header(&self.0, ":event-type").unwrap_or_default()
    }

    /// Its JSON.
    pub(crate) fn payload(&self) -> &[u8] {
        self.0.payload()
    }
}

fn header<'a>(message: &'a Message, name: &str) -> Option<&'a str> {
    let header = message.headers().iter().find(|header| header.name().as_str() == name)?;
    header.value().as_string().ok().map(StrBytes::as_str)
}

#[cfg(test)]
mod tests {
    use aws_smithy_eventstream::frame::write_message_to;
    use aws_smithy_types::event_stream::{Header, HeaderValue};
    use proptest::prelude::*;

    use super::*;

    /// All frames of these bytes, and why there are no more.
    fn frames(bytes: &[u8]) -> (usize, Option<FrameError>) {
        let mut frames = Frames::new(SdkBody::from(bytes.to_vec()), 1_000_000);
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime starts");
        let mut count = 0;
        loop {
            match runtime.block_on(frames.next()) {
                Ok(Some(_)) => count += 1,
                Ok(None) => return (count, None),
                Err(error) => return (count, Some(error)),
            }
        }
    }

    fn frame() -> Vec<u8> {
        let header = |name: &'static str, value: &'static str| Header::new(name, HeaderValue::String(value.into()));
        let message = Message::new(&b"{}"[..]);
        let message =
            message.add_header(header(":message-type", "event")).add_header(header(":event-type", "messageStop"));
        let mut bytes = Vec::new();
        write_message_to(&message, &mut bytes).expect("it is a frame");
        bytes
    }

    #[test]
    fn a_frame_that_is_too_large_or_too_short_is_refused_at_its_head() {
        let of_length = |length: u32| frames(&[&length.to_be_bytes()[..], &[0; 16]].concat());
        for length in [0, 1, 4, 12, 15, 1_000_000, 24 * 1024 * 1024 + 1, 0xffff_ffff] {
            assert_eq!(of_length(length), (0, Some(FrameError::Undecodable)), "{length}");
        }
        for length in [1_000_001, 24 * 1024 * 1024] {
            assert_eq!(of_length(length), (0, Some(FrameError::TooLarge)), "{length}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_panic_and_none_that_are_left_over_pass(
            before in 0..3_usize, bytes in prop::collection::vec(any::<u8>(), 1..40)
        ) {
            let whole = frame().repeat(before);
            prop_assert_eq!(frames(&whole), (before, None));
            let (count, error) = frames(&[&whole[..], &bytes].concat());
            prop_assert!(count >= before && error.is_some(), "{} {:?}", count, error);
        }
    }
}
