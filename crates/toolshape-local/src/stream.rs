//! `ConverseStream`: the events of a reply, their frames, and the body that hands them out.

mod body;
mod events;
pub(crate) mod frame;

use std::collections::VecDeque;
use std::time::Duration;

use axum::body::Bytes;

use crate::reply::{Cut, Streamed};
use crate::usage::Tokens;

pub(crate) use body::{Chunk, Chunks};

/// How streams go where a reply does not say.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pacing {
    pub(crate) fragment_size: usize,
    pub(crate) pace: Duration,
}

impl Default for Pacing {
    /// Fragments about as long as a model's tokens, and no waiting.
    fn default() -> Self {
        Self { fragment_size: 8, pace: Duration::ZERO }
    }
}

/// The frames of a reply's body; `None` where it is no Converse body.
pub(crate) fn chunks(body: &str, streamed: &Streamed, cut: Cut, pacing: Pacing) -> Option<Chunks> {
    let size = streamed.fragment_size.unwrap_or(pacing.fragment_size);
    let mut events = events::of(body, streamed, size)?;
    events.truncate(streamed.last.as_ref().map_or(usize::MAX, |(after, _)| *after));
    let frames = events.into_iter().map(|event| (frame::event(&event.kind, &event.payload), event.tokens));
    let last = streamed.last.as_ref().map(|(_, frame)| (frame.clone(), Tokens::default()));

    let wrong = streamed.wrong_checksum.unwrap_or(usize::MAX);
    let chunks = frames.chain(last).enumerate().map(|(n, (mut bytes, tokens))| {
        if n == wrong {
            frame::spoil(&mut bytes);
        }
        // Nothing is read from a wrong checksum on.
        let tokens = if n < wrong { tokens } else { Tokens::default() };
        Chunk { bytes: Bytes::from(bytes), tokens }
    });
    let mut chunks: VecDeque<_> = chunks.collect();
    if let Some(last) = chunks.back_mut().filter(|_| !streamed.trailer.is_empty()) {
        last.bytes = [last.bytes.as_ref(), &streamed.trailer].concat().into();
    }
    let mut chunks = Chunks::new(chunks, streamed.pace.unwrap_or(pacing.pace));
    match cut {
        Cut::Never | Cut::Head => {}
        Cut::Bytes(bytes) => chunks.cut_after_bytes(bytes),
        Cut::Events(events) => chunks.cut_after(events),
        Cut::End(bytes) => chunks.end_after_bytes(bytes),
    }
    Some(chunks)
}
