//! An answer on its way: what there is of it, event by event.

mod arriving;
mod blocks;
mod course;
mod elements;
mod events;
mod owned;
mod partial_reader;

use serde_json::Value;
use toolshape::partial::Changes;
use toolshape::{ErrorKind, Partial, Reading, Rung};
use tracing::{Instrument as _, Span};

use crate::exchange::Exchange;
use crate::read::Read;
use crate::{Answer, Error, Generate, span};
use arriving::Arriving;
use blocks::{BlockId, Piece};
use partial_reader::{AtTheEnd, InParts, NewPartialReader, PartialReader};

pub(crate) use blocks::Blocks;
pub use elements::Elements;
pub use owned::{Events, OwnedChange, OwnedEvent};

impl<T> Generate<T> {
    /// Sends the request for a streamed reply, and returns once the service has opened the stream.
    ///
    /// For a type that can be read in parts: one with `#[tool(partial)]`, which may be a choice of tools, and the
    /// untyped value of [`generate_value`](crate::Client::generate_value). Any other type is streamed by
    /// [`stream_whole`](Self::stream_whole). They are two methods because what [`Streaming::partial`] lends is of
    /// another type in each, and a type that is read in parts may be wanted whole.
    ///
    /// A call needs `bedrock:InvokeModelWithResponseStream` on the model.
    ///
    /// ```no_run
    /// use schemars::JsonSchema;
    /// use serde::Deserialize;
    /// use toolshape::ToolShape;
    /// use toolshape_bedrock::Event;
    ///
    /// /// A report on the text.
    /// #[derive(Debug, Deserialize, JsonSchema, ToolShape)]
    /// #[tool(partial)]
    /// struct Report {
    ///     title: String,
    ///     findings: Vec<String>,
    /// }
    ///
    /// # async fn run(client: toolshape_bedrock::Client) -> Result<(), toolshape_bedrock::Error> {
    /// let request = client.generate::<Report>("us.anthropic.claude-haiku-4-5-20251001-v1:0").prompt("…");
    /// let mut stream = request.stream().await?;
    /// while let Some(event) = stream.next().await? {
    ///     match event {
    ///         Event::Partial { value, .. } => println!("{}", value.title.as_deref().unwrap_or_default()),
    ///         Event::Text(text) => print!("{text}"),
    ///         _ => {}
    ///     }
    /// }
    /// let answer = stream.answer().await?;
    /// println!("{} findings, {} tokens", answer.value.findings.len(), answer.usage.total_tokens);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send), for what comes before the stream: an invalid request, and what the service or the
    /// connection answers in place of a reply. A refusal of the way to ask leads to the next way, as it does there.
    pub async fn stream(self) -> Result<Streaming<T, T::Partial>, Error>
    where
        T: Partial + 'static,
        T::Partial: Send + Sync + 'static,
    {
        self.start(true, |tool| Some(Box::new(InParts::of_tool(tool)?))).await
    }

    /// As [`stream`](Self::stream), for any type: text and reasoning arrive as events, the value is decoded once, at
    /// the end.
    ///
    /// # Errors
    ///
    /// As [`stream`](Self::stream).
    pub async fn stream_whole(self) -> Result<Streaming<T>, Error> {
        self.start(true, |_| Some(Box::new(AtTheEnd::default()))).await
    }

    /// Sends the request, for a reply in a stream or for a whole one.
    pub(crate) async fn start<P>(
        self,
        streamed: bool,
        new_partial_reader: NewPartialReader<T, P>,
    ) -> Result<Streaming<T, P>, Error> {
        let (reading, read) = (self.reading, self.read);
        let span = span::chat(self.asked());
        let mut streaming = Streaming {
            exchange: self.into_exchange(streamed)?,
            reading,
            read,
            new_partial_reader,
            partial_reader: None,
            source: None,
            arriving: None,
            turn: 0,
            event_delivered: false,
            end: End::NotYet,
            span,
        };
        let span = streaming.span.clone();
        match streaming.open().instrument(span).await {
            Ok(()) => Ok(streaming),
            Err(error) => Err(streaming.fail(error)),
        }
    }
}

/// An answer on its way: a `T` in progress, visible as its partial type `P`.
///
/// [`next`](Self::next) lends one event at a time, [`partial`](Self::partial) what there is of the value, and
/// [`answer`](Self::answer) is what [`Generate::send`] would have given. Nothing is read ahead: while no event is
/// asked for, the service waits. Dropping the stream ends the request.
///
/// # Asking again
///
/// What [`send`](Generate::send) does about a reply that falls short is done here as long as no event of it was
/// handed out: afterwards the error is final, for there is no taking back what was seen. The SDK repeats what failed
/// before the stream was opened; a failure within it is final.
///
/// # What is seen of the value
///
/// The partial value shows the first call of an offered tool or, with native output, the text. It becomes the answer's
/// value as it is, without another look at the input. What must be repaired cannot be seen as it arrives: from there on
/// the partial value stays as it is, and the answer has all. How deep it may be is among the crate's
/// [limits](crate#limits).
#[must_use = "dropping a stream ends its request"]
pub struct Streaming<T, P = ()> {
    exchange: Exchange,
    reading: Reading,
    read: Read<T>,
    new_partial_reader: NewPartialReader<T, P>,
    /// None where there is no value to be seen: before its text begins, and once the answer or an error has it.
    partial_reader: Option<Box<dyn PartialReader<T, P>>>,
    source: Option<Source>,
    arriving: Option<Arriving>,
    /// Counts the replies.
    turn: u32,
    /// Whether an event of this reply was handed out.
    event_delivered: bool,
    end: End<T>,
    span: Span,
}

/// Where the value stands in a reply.
#[derive(Clone, Copy, PartialEq)]
enum Source {
    /// The input of the call in this block.
    Call(BlockId),
    /// The text of native output.
    Text,
}

enum End<T> {
    NotYet,
    Answer(Box<Answer<T>>),
    Failed(ErrorKind),
    Taken,
}

/// What has happened to an answer on its way.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event<'a, P> {
    /// There is more of the value: fields that appeared, grew or are complete, elements of lists among them.
    Partial {
        /// What there is of it now.
        value: &'a P,
        /// What is new about it, with the paths; [`Changes::completed`] are those that stay as they are, and
        /// [`Change::element_of`](toolshape::partial::Change::element_of) tells the elements of a list.
        changes: Changes<'a>,
    },
    /// The model goes on in words, beside the call or in place of it.
    Text(&'a str),
    /// The model thinks aloud.
    Reasoning(&'a str),
    /// Content that is neither text, reasoning nor a tool call, or an event of a later release, as the service sent it:
    /// `{"contentBlockDelta": {…}}`.
    Unknown(&'a Value),
}

/// An event that is not lent yet.
enum Pending {
    Partial,
    Text(Piece),
    Reasoning(Piece),
    Unknown,
}

impl<T, P> Streaming<T, P> {
    /// Waits for the next event; `None` when there is the whole answer.
    ///
    /// Where the future is dropped before it is ready, nothing of the stream is lost.
    ///
    /// # Errors
    ///
    /// - What the reply lacks, as for [`send`](Generate::send).
    /// - What the service says within the stream: it throttles, the model or the service fails.
    /// - A connection that breaks, an event whose checksum is wrong, a stream that ends before the reply does.
    ///
    /// Each carries [what had arrived](Error::partial_as): text, input and partial value, and the usage where it is
    /// known. It is given once, and `None` follows.
    pub async fn next(&mut self) -> Result<Option<Event<'_, P>>, Error> {
        let Some(pending) = self.pending().await? else { return Ok(None) };
        self.event_delivered = true;
        Ok(self.event(&pending))
    }

    /// What there is of the value; none before the first of it, none once it became the answer's, and none after an
    /// error, which [took it along](Error::partial_as).
    #[must_use]
    pub fn partial(&self) -> Option<&P> {
        self.partial_reader.as_ref()?.partial().map(|(partial, _)| partial)
    }

    /// The answer, once all of it is there: what is left of the stream is read first.
    ///
    /// The future owns the stream: where it is dropped before it is ready, the request ends. To wait for a while and
    /// then go on, call [`next`](Self::next).
    ///
    /// # Errors
    ///
    /// As [`next`](Self::next). Where `next` gave the error already, it is one of the same kind and carries nothing.
    pub async fn answer(mut self) -> Result<Answer<T>, Error> {
        while self.pending().await?.is_some() {}
        match std::mem::replace(&mut self.end, End::Taken) {
            End::Answer(answer) => Ok(*answer),
            End::Failed(kind) => Err(Error::given_already(kind)),
            // Neither is left behind by what came before.
            End::NotYet | End::Taken => Err(Error::given_already(ErrorKind::UnreadableReply)),
        }
    }

    fn event(&self, pending: &Pending) -> Option<Event<'_, P>> {
        let text = |piece| self.arriving.as_ref()?.blocks.piece(piece);
        match pending {
            Pending::Partial => {
                self.partial_reader.as_ref()?.partial().map(|(value, changes)| Event::Partial { value, changes })
            }
            Pending::Text(piece) => text(piece).map(Event::Text),
            Pending::Reasoning(piece) => text(piece).map(Event::Reasoning),
            Pending::Unknown => self.arriving.as_ref().map(|arriving| Event::Unknown(&arriving.unknown)),
        }
    }

    async fn pending(&mut self) -> Result<Option<Pending>, Error> {
        while matches!(self.end, End::NotYet) {
            if let Some(pending) = self.step().await? {
                return Ok(Some(pending));
            }
        }
        Ok(None)
    }

    /// Reads one event of the stream, whether or not the caller is to see it.
    async fn step(&mut self) -> Result<Option<Pending>, Error> {
        let span = self.span.clone();
        match self.receive().instrument(span).await {
            Ok(pending) => Ok(pending),
            Err(error) => Err(self.fail(error)),
        }
    }

    /// Waits for an event, or sends the request where no reply is arriving.
    async fn receive(&mut self) -> Result<Option<Pending>, Error> {
        let limit = self.exchange.time_left().and_then(|time| Some((time, self.exchange.sleep()?)));
        let Some(arriving) = &mut self.arriving else {
            self.open().await?;
            return Ok(None);
        };
        match arriving.next(limit).await {
            Ok(Some(added)) => Ok(self.on_content(added)),
            Ok(None) => self.conclude().map(|()| None),
            Err(error) => self.broke(error).map(|()| None),
        }
    }

    async fn open(&mut self) -> Result<(), Error> {
        let opened = self.exchange.open().await?;
        if !self.exchange.streamed {
            let received = self.exchange.receive(opened)?;
            return self.read_reply(received);
        }
        (self.partial_reader, self.source) = match self.exchange.offered() {
            [tool] if opened.rung == Rung::Native => ((self.new_partial_reader)(tool.name()), Some(Source::Text)),
            _ => (None, None),
        };
        self.turn += 1;
        self.arriving = Some(Arriving::new(opened, self.exchange.size_limits()));
        Ok(())
    }
}

const _: () = {
    const fn is_send_and_sync<T: Send + Sync>() {}
    is_send_and_sync::<Streaming<(), ()>>();
};
