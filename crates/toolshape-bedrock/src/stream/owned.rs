//! Events that nothing is borrowed from.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use serde_json::Value;

use super::{Event, Streaming};
use crate::{Answer, Error};

/// An [`Event`] that nothing is borrowed from.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum OwnedEvent<T, P> {
    /// There is more of the value.
    Partial {
        /// What there is of it now.
        value: P,
        /// What is new about it, outer values first.
        changes: Vec<OwnedChange>,
    },
    /// The model goes on in words, beside the call or in place of it.
    Text(String),
    /// The model thinks aloud.
    Reasoning(String),
    /// Content of another kind, or an event of a later release, as the service sent it.
    Unknown(Value),
    /// The whole answer, as the last event.
    Answer(Box<Answer<T>>),
}

/// A value that appeared, grew or was completed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OwnedChange {
    /// Where it stands, such as `$.items[3].sku`.
    pub path: String,
    /// Whether it is complete, so that nothing later changes it.
    pub is_complete: bool,
}

impl<T, P: Clone> OwnedEvent<T, P> {
    fn of(event: &Event<'_, P>) -> Self {
        match *event {
            Event::Partial { value, changes } => {
                let changes = changes
                    .iter()
                    .map(|change| OwnedChange { path: change.path().to_string(), is_complete: change.is_complete() });
                Self::Partial { value: value.clone(), changes: changes.collect() }
            }
            Event::Text(text) => Self::Text(text.to_owned()),
            Event::Reasoning(text) => Self::Reasoning(text.to_owned()),
            Event::Unknown(event) => Self::Unknown(event.clone()),
        }
    }
}

impl<T, P> Streaming<T, P>
where
    T: Send + 'static,
    P: Clone + Send + Sync + 'static,
{
    /// The events as a [`Stream`](futures_core::Stream), which the combinators of the `futures` crates take; the
    /// answer is the last.
    ///
    /// Each event copies what there is of the value, so that a long value costs the square of its length;
    /// [`next`](Self::next) lends it and copies nothing. A partial type derives `Clone` by
    /// `#[tool(partial(derive(Clone)))]`.
    ///
    /// ```no_run
    /// use std::future::poll_fn;
    /// use std::pin::Pin;
    ///
    /// use futures_core::Stream as _;
    /// use serde_json::Value;
    /// use toolshape_bedrock::{OwnedEvent, Streaming};
    ///
    /// # async fn run(stream: Streaming<Value, Value>) -> Result<(), toolshape_bedrock::Error> {
    /// let mut events = stream.into_stream();
    /// // With the trait `StreamExt` of the crate `futures`, this is `events.next().await`.
    /// while let Some(event) = poll_fn(|context| Pin::new(&mut events).poll_next(context)).await {
    ///     match event? {
    ///         OwnedEvent::Partial { value, .. } => println!("{value}"),
    ///         OwnedEvent::Answer(answer) => println!("{} tokens", answer.usage.total_tokens),
    ///         _ => {}
    ///     }
    /// }
    /// # Ok(()) }
    /// ```
    pub fn into_stream(self) -> Events<T, P> {
        Events { next: Some(Box::pin(next(self))) }
    }
}

type Next<T, P> = Pin<Box<dyn Future<Output = Step<T, P>> + Send>>;

/// An event, and the stream where more is to come.
type Step<T, P> = (Result<OwnedEvent<T, P>, Error>, Option<Streaming<T, P>>);

/// The events of an answer on its way, as [`Streaming::into_stream`] gives them. It ends after the answer or an error.
#[must_use = "a stream does nothing until it is polled"]
pub struct Events<T, P> {
    next: Option<Next<T, P>>,
}

async fn next<T, P: Clone>(mut stream: Streaming<T, P>) -> Step<T, P> {
    match stream.next().await.map(|event| event.as_ref().map(OwnedEvent::of)) {
        Ok(Some(event)) => (Ok(event), Some(stream)),
        Ok(None) => (stream.answer().await.map(|answer| OwnedEvent::Answer(Box::new(answer))), None),
        Err(error) => (Err(error), None),
    }
}

impl<T, P> Stream for Events<T, P>
where
    T: Send + 'static,
    P: Clone + Send + Sync + 'static,
{
    type Item = Result<OwnedEvent<T, P>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(future) = &mut self.next else { return Poll::Ready(None) };
        let (event, rest) = ready!(future.as_mut().poll(context));
        self.next = rest.map(|stream| Box::pin(next(stream)) as Next<T, P>);
        Poll::Ready(Some(event))
    }
}

impl<T, P> fmt::Debug for Events<T, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events").finish_non_exhaustive()
    }
}
