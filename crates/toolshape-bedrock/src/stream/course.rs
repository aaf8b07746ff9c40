//! What becomes of the events of a stream, and of its end.

use std::fmt;

use serde_json::Value;
use toolshape::ToolSpec;

use super::blocks::{Added, BlockId, Blocks, Piece};
use super::partial_reader::PartialReader;
use super::{End, Pending, Source, Streaming};
use crate::error::{Salvage, so_far};
use crate::exchange::Received;
use crate::reply::Content;
use crate::{Answer, Error, span};

impl<T, P> Streaming<T, P> {
    /// The event for what is new.
    pub(super) fn on_content(&mut self, added: Added) -> Option<Pending> {
        match added {
            Added::Unknown => Some(Pending::Unknown),
            Added::Reasoning(piece) => Some(Pending::Reasoning(piece)),
            Added::Call(block) => {
                self.read_call(block);
                None
            }
            Added::Input(piece) if self.source == Some(Source::Call(piece.block)) => self.feed(&piece),
            Added::Text(piece) if self.source == Some(Source::Text) => self.native_text(piece),
            Added::Text(piece) => Some(Pending::Text(piece)),
            Added::Input(_) | Added::Nothing => None,
        }
    }

    /// Reads the first call of a tool on offer, whatever was read before of native output.
    fn read_call(&mut self, block: BlockId) {
        let called = self.arriving.as_ref().and_then(|arriving| arriving.blocks.tool(block));
        if let Some(called) = called
            && self.exchange.offered().iter().any(|tool| tool.name() == called)
            && !matches!(self.source, Some(Source::Call(_)))
        {
            (self.partial_reader, self.source) = ((self.new_partial_reader)(called), Some(Source::Call(block)));
        }
    }

    fn feed(&mut self, piece: &Piece) -> Option<Pending> {
        let text = self.arriving.as_ref()?.blocks.piece(piece)?;
        self.partial_reader.as_mut()?.feed(text).then_some(Pending::Partial)
    }

    /// Whether the native output so far can be the value.
    fn follows(&self) -> bool {
        self.partial_reader.as_ref().is_some_and(|reader| reader.follows())
    }

    /// Native output is text that is the value, unless the model answers in words all the same.
    fn native_text(&mut self, mut piece: Piece) -> Option<Pending> {
        let followed = self.follows();
        let pending = self.feed(&piece);
        if self.follows() {
            return pending;
        }
        if followed {
            // What was taken for the value is told as what it is.
            piece.range.start = 0;
        }
        Some(Pending::Text(piece))
    }

    /// Reads the reply, now that there is no more of it.
    pub(super) fn conclude(&mut self) -> Result<(), Error> {
        let Some(arriving) = self.arriving.take() else { return Ok(()) };
        let received = match arriving.received() {
            Ok(received) => received,
            Err((arriving, error)) => {
                self.arriving = Some(*arriving);
                return self.broke(error);
            }
        };
        self.read_reply(received)
    }

    /// Reads a whole reply: it becomes the answer or the error, or is asked for again.
    pub(super) fn read_reply(&mut self, received: Received) -> Result<(), Error> {
        tracing::trace!(content = ?received.content.blocks(), "reply");
        let offered = self.exchange.offered();
        let is_first = match (&received.content, self.source) {
            (Content::Streamed(blocks), Some(Source::Call(block))) => blocks.first_call(offered) == Some(block),
            (_, source) => source == Some(Source::Text),
        };
        let reader = &mut self.partial_reader;
        let mut value = || reader.take_if(|reader| is_first && reader.follows())?.complete();
        match self.read.value(self.reading, offered, &received, &mut value) {
            Ok(outcome) => {
                self.exchange.accept(&received);
                span::ended(&self.span, self.exchange.ledger());
                let ledger = self.exchange.take_ledger();
                self.end = End::Answer(Box::new(Answer::new(outcome, received, ledger)));
                Ok(())
            }
            Err(error) => {
                let salvage = match &received.content {
                    Content::Streamed(blocks) => Some(self.salvage(blocks)),
                    Content::Whole(_) => None,
                };
                let asked = if self.event_delivered {
                    Err(self.exchange.refuse(received, error))
                } else {
                    self.exchange.ask_again(received, error)
                };
                asked.map_err(|error| error.with_salvage(salvage))
            }
        }
    }

    /// Takes down a reply that did not come to its end. One of which nothing was handed out may be asked for in
    /// another way, where it is that which the service refuses.
    pub(super) fn broke(&mut self, error: Error) -> Result<(), Error> {
        let Some(arriving) = self.arriving.take() else { return Err(error) };
        let error = self.exchange.in_time(error);
        self.exchange.attempted(arriving.attempt(Some(error.kind())));
        let salvage = self.salvage(&arriving.blocks);
        let result = if self.event_delivered { Err(error) } else { self.exchange.step_down(error) };
        result.map_err(|error| error.with_salvage(Some(salvage)))
    }

    /// Ends the stream with an error.
    pub(super) fn fail(&mut self, error: Error) -> Error {
        self.end = End::Failed(error.kind());
        span::ended(&self.span, self.exchange.ledger());
        span::failed(&self.span, &error);
        error.with_ledger(self.exchange.take_ledger())
    }

    /// What there is to take along into an error.
    fn salvage(&mut self, blocks: &Blocks) -> Salvage {
        let texts: Vec<&str> = blocks.texts().collect();
        let payload = match blocks.first_input(self.exchange.offered()) {
            Some(input) => so_far(input.as_bytes()),
            // Of words, a number at their beginning is none of the input.
            None if self.source == Some(Source::Text) => so_far(texts.concat().as_bytes()).filter(Value::is_object),
            None => None,
        };
        let reader = self.partial_reader.take().or_else(|| self.reread(blocks));
        Salvage {
            text: (!texts.is_empty()).then(|| texts.join("\n")),
            payload,
            partial: reader.and_then(PartialReader::into_partial),
        }
    }

    /// Reads once more what was refused as a whole: the value took the partial one with it.
    fn reread(&self, blocks: &Blocks) -> Option<Box<dyn PartialReader<T, P>>> {
        let source = self.source?;
        let tool = match source {
            Source::Call(block) => blocks.tool(block),
            Source::Text => self.exchange.offered().first().map(ToolSpec::name),
        };
        let mut reader = (self.new_partial_reader)(tool?)?;
        for text in blocks.texts_of(source) {
            reader.feed(text);
        }
        Some(reader)
    }
}

/// A stream that is given up tells its span what it took.
impl<T, P> Drop for Streaming<T, P> {
    fn drop(&mut self) {
        if !matches!(self.end, End::NotYet) {
            return;
        }
        let _entered = self.span.clone().entered();
        self.exchange.give_up();
        if let Some(attempt) = self.arriving.as_ref().map(|arriving| arriving.attempt(None)) {
            self.exchange.attempted(attempt);
        }
        span::ended(&self.span, self.exchange.ledger());
    }
}

/// Without what arrived.
impl<T, P> fmt::Debug for Streaming<T, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Streaming").field("turn", &self.turn).finish_non_exhaustive()
    }
}
