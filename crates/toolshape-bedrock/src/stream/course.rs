//! What becomes of the events of a stream, and of its end.

use std::fmt;

use serde_json::Value;
use toolshape::ToolSpec;
use toolshape::partial::Parser;

use super::arriving::Arriving;
use super::blocks::{Added, Blocks};
use super::watch::Watch;
use super::{End, News, Streaming, Watched};
use crate::error::Arrived;
use crate::view::Content;
use crate::{Answer, Error, span};

impl<T, P> Streaming<T, P> {
    /// What is to be told of something new in a block.
    pub(super) fn take_in(&mut self, block: i32, added: Added) -> Option<News> {
        match added {
            Added::Unknown => Some(News::Unknown),
            Added::Reasoning { start, end } => Some(News::Reasoning { block, start, end }),
            Added::Call => {
                self.watch_call(block);
                None
            }
            Added::Input { start, end } if self.watched == Some(Watched::Call(block)) => self.feed(block, start, end),
            Added::Text { start, end } if self.watched == Some(Watched::Text) => self.native_text(block, start, end),
            Added::Text { start, end } => Some(News::Text { block, start, end }),
            Added::Input { .. } | Added::Nothing => None,
        }
    }

    /// Watches the first call of a tool on offer, whatever was watched before of native output.
    fn watch_call(&mut self, block: i32) {
        let called = self.arriving.as_ref().and_then(|arriving| arriving.blocks.tool(block));
        if let Some(called) = called
            && self.exchange.offered().iter().any(|tool| tool.name() == called)
            && !matches!(self.watched, Some(Watched::Call(_)))
        {
            (self.watch, self.watched) = ((self.begin)(called), Some(Watched::Call(block)));
        }
    }

    fn feed(&mut self, block: i32, start: usize, end: usize) -> Option<News> {
        let text = self.arriving.as_ref()?.blocks.text(block).get(start..end)?;
        self.watch.as_mut()?.feed(text).then_some(News::Partial)
    }

    /// Whether the native output so far can be the value.
    fn follows(&self) -> bool {
        self.watch.as_ref().is_some_and(|watch| watch.follows())
    }

    /// Native output is text that is the value, unless the model answers in words all the same.
    fn native_text(&mut self, block: i32, start: usize, end: usize) -> Option<News> {
        let followed = self.follows();
        let news = self.feed(block, start, end);
        if self.follows() {
            return news;
        }
        // What was taken for the value is told as what it is.
        Some(News::Text { block, start: if followed { 0 } else { start }, end })
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
        tracing::trace!(content = ?received.content.blocks(), "reply");
        let Content::Streamed(blocks) = &received.content else { return Ok(()) };
        let offered = self.exchange.offered();
        let is_first = match self.watched {
            Some(Watched::Call(block)) => blocks.first_call(offered) == Some(block),
            Some(Watched::Text) => true,
            None => false,
        };
        let watch = &mut self.watch;
        let mut value = || watch.take_if(|watch| is_first && watch.follows())?.complete();
        match self.read.value(self.reading, offered, &received, &mut value) {
            Ok(outcome) => {
                self.exchange.accept(&received);
                span::ended(&self.span, self.exchange.ledger());
                let ledger = self.exchange.take_ledger();
                self.end = End::Answer(Box::new(Answer::new(outcome, received.rung, received.report, ledger)));
                Ok(())
            }
            Err(error) => {
                let arrived = self.arrived(blocks);
                let asked = if self.told {
                    Err(self.exchange.refuse(received, error))
                } else {
                    self.exchange.ask_again(received, error)
                };
                asked.map_err(|error| error.with_arrived(arrived))
            }
        }
    }

    /// Takes down a reply that did not come to its end. One of which nothing was handed out may be asked for in
    /// another way, where it is that which the service refuses.
    pub(super) fn broke(&mut self, error: Error) -> Result<(), Error> {
        let Some(arriving) = self.arriving.take() else { return Err(error) };
        let error = self.exchange.in_time(error);
        self.exchange.attempted(arriving.broken(error.kind()));
        let arrived = self.arrived(&arriving.blocks);
        let result = if self.told { Err(error) } else { self.exchange.step_down(error) };
        result.map_err(|error| error.with_arrived(arrived))
    }

    /// Ends the stream with an error.
    pub(super) fn fail(&mut self, error: Error) -> Error {
        self.end = End::Failed(error.kind());
        span::ended(&self.span, self.exchange.ledger());
        span::failed(&self.span, &error);
        error.with_ledger(self.exchange.take_ledger())
    }

    /// What there is to take along into an error.
    fn arrived(&mut self, blocks: &Blocks) -> Arrived {
        let texts: Vec<&str> = blocks.texts().collect();
        let input = blocks.first_input(self.exchange.offered());
        Arrived {
            text: (!texts.is_empty()).then(|| texts.join("\n")),
            payload: input.and_then(so_far),
            partial: self.watch.take().or_else(|| self.reread(blocks)).and_then(|watch| watch.into_partial()),
        }
    }

    /// Watches once more what was refused as a whole: the value took with it what there was to see.
    fn reread(&self, blocks: &Blocks) -> Option<Box<dyn Watch<T, P>>> {
        let watched = self.watched?;
        let tool = match watched {
            Watched::Call(block) => blocks.tool(block),
            Watched::Text => self.exchange.offered().first().map(ToolSpec::name),
        };
        let mut watch = (self.begin)(tool?)?;
        for text in blocks.watched(watched) {
            watch.feed(text);
        }
        Some(watch)
    }
}

/// As much of a JSON text as there is.
fn so_far(text: &str) -> Option<Value> {
    let mut parser = Parser::<Value>::new();
    // Where it is no JSON, what came before still counts.
    let _ = parser.feed(text);
    parser.into_partial()
}

/// A stream that is given up tells its span what it took.
impl<T, P> Drop for Streaming<T, P> {
    fn drop(&mut self) {
        if !matches!(self.end, End::NotYet) {
            return;
        }
        let _entered = self.span.clone().entered();
        self.exchange.give_up();
        if let Some(arriving) = self.arriving.as_ref().map(Arriving::abandoned) {
            self.exchange.attempted(arriving);
        }
        span::ended(&self.span, self.exchange.ledger());
    }
}

impl<T, P: fmt::Debug> fmt::Debug for Streaming<T, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Streaming").field("partial", &self.partial()).finish_non_exhaustive()
    }
}
