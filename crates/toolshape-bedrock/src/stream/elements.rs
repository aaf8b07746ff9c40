//! The elements of a list, each when it is complete.

use std::fmt;
use std::marker::PhantomData;

use serde::de::DeserializeOwned;
use serde_json::Value;
use toolshape::ToolSpec;
use toolshape::partial::{Change, Parser, Segment};

use super::{End, Source, Streaming};
use crate::Error;

impl<T, P> Streaming<T, P> {
    /// The elements of a list in the value, one by one as they are completed: of `items`, or of `report.sections` for
    /// a list further in. A member whose name has a dot cannot be addressed.
    ///
    /// Each comes once and in order, read as an `E` and held to its part of the schema. Those that were complete
    /// before this was called come too; once the stream has ended there are none.
    ///
    /// They are borrowed from the stream, and no event is seen meanwhile. When they have ended, or are dropped,
    /// [`answer`](Self::answer) has the whole.
    ///
    /// They come from the call of the one tool on offer, or from native output, whichever type the value is of. A list
    /// that must be repaired as a whole, such as one in a string, has none: the answer has it. To find them, the input
    /// is read once more, untyped, and held in memory.
    ///
    /// ```no_run
    /// # use schemars::JsonSchema;
    /// # use serde::Deserialize;
    /// # use toolshape::ToolShape;
    /// # /// A report on the text.
    /// # #[derive(Debug, Deserialize, JsonSchema, ToolShape)]
    /// # struct Report {
    /// #     findings: Vec<Finding>,
    /// # }
    /// #[derive(Debug, Deserialize, JsonSchema)]
    /// struct Finding {
    ///     text: String,
    /// }
    ///
    /// # async fn run(client: toolshape_bedrock::Client) -> Result<(), toolshape_bedrock::Error> {
    /// let mut stream = client.generate::<Report>("us.amazon.nova-lite-v1:0").prompt("…").stream_whole().await?;
    /// let mut findings = stream.elements::<Finding>("findings")?;
    /// while let Some(finding) = findings.next().await? {
    ///     println!("{}", finding.text);
    /// }
    /// let answer = stream.answer().await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [No such list](Error::is_no_such_list), where the tool's schema has none, and where several tools are on offer.
    /// The stream goes on.
    pub fn elements<E: DeserializeOwned>(&mut self, list: &str) -> Result<Elements<'_, T, P, E>, Error> {
        let [tool] = self.exchange.offered() else {
            return Err(Error::no_such_list("several tools are on offer"));
        };
        let element = tool.element(list).map_err(|_| {
            Error::no_such_list(&format!(
                "`{list}` does not name the members down to a list, as `report.findings` would"
            ))
        })?;
        Ok(Elements {
            source: self.source_of_turn(),
            stream: self,
            list: list.split('.').map(ToOwned::to_owned).collect(),
            element,
            parser: Parser::new(),
            follows: true,
            read: 0,
            complete: 0,
            given: 0,
            is_over: false,
            type_of_element: PhantomData,
        })
    }

    /// Which text of which reply is that of the value.
    fn source_of_turn(&self) -> (u32, Option<Source>) {
        (self.turn, self.source)
    }

    /// The text of the value from this byte on, in pieces.
    fn input(&self, mut from: usize) -> impl Iterator<Item = &str> {
        let blocks = self.arriving.as_ref().map(|arriving| &arriving.blocks).zip(self.source);
        let texts = blocks.into_iter().flat_map(|(blocks, source)| blocks.texts_of(source));
        texts.filter_map(move |text| {
            let new = text.get(from..).unwrap_or_default();
            from = from.saturating_sub(text.len());
            (!new.is_empty()).then_some(new)
        })
    }
}

/// The elements of a list, as [`Streaming::elements`] gives them: `E`s of a value that is a `T`.
#[must_use = "elements are read by `next`"]
pub struct Elements<'a, T, P, E> {
    stream: &'a mut Streaming<T, P>,
    /// The names of the members on the way to the list.
    list: Vec<String>,
    /// What the schema says of an element.
    element: ToolSpec,
    parser: Parser<Value>,
    /// Whether the text so far can be that of a value.
    follows: bool,
    /// The bytes that were read of this source.
    read: usize,
    source: (u32, Option<Source>),
    /// How many elements are complete, from the first on.
    complete: usize,
    given: usize,
    is_over: bool,
    type_of_element: PhantomData<fn() -> E>,
}

impl<T, P, E: DeserializeOwned> Elements<'_, T, P, E> {
    /// Waits for the next element; `None` when there are no more.
    ///
    /// Where the future is dropped before it is ready, no element is lost.
    ///
    /// # Errors
    ///
    /// - An element that is not an `E`: a [mismatch](Error::is_mismatch) with its path. `None` follows, and the stream
    ///   goes on: [`Streaming::answer`] may still ask again.
    /// - What ends the stream, as for [`Streaming::next`].
    pub async fn next(&mut self) -> Result<Option<E>, Error> {
        while !self.is_over {
            self.catch_up();
            if self.given < self.complete {
                let element = self.give();
                self.stream.event_delivered |= matches!(element, Ok(Some(_)));
                self.is_over = element.is_err();
                return element;
            }
            if !matches!(self.stream.end, End::NotYet) {
                break;
            }
            self.stream.step().await?;
        }
        Ok(None)
    }

    /// Reads what has arrived since.
    fn catch_up(&mut self) {
        let source = self.stream.source_of_turn();
        if self.source != source {
            // Nothing of the reply before was handed out.
            (self.source, self.parser, self.read, self.complete) = (source, Parser::new(), 0, 0);
            self.follows = true;
        }
        for text in self.stream.input(self.read) {
            self.read += text.len();
            if !self.follows {
                continue;
            }
            // What stands before the mistake in the text has arrived, too.
            self.follows = self.parser.feed(text).is_ok();
            for change in self.parser.changes().iter() {
                if let Some(index) = element_of(&self.list, &change) {
                    // A list that is given twice begins anew.
                    self.complete = index + usize::from(change.is_complete());
                }
            }
        }
    }

    fn give(&mut self) -> Result<Option<E>, Error> {
        let index = self.given;
        self.given += 1;
        let mut members = self.list.iter();
        let list = self.parser.partial().and_then(|value| members.try_fold(value, |value, member| value.get(member)));
        let Some(input) = list.and_then(|list| list.get(index)) else { return Ok(None) };
        let place = format!("$.{}[{index}]", self.list.join("."));
        Ok(Some(self.stream.reading.read_element(&self.element, &place, input)?))
    }
}

/// The index of a value that is an element of the list. A key may hold dots: it is told by its steps.
fn element_of(list: &[String], change: &Change<'_>) -> Option<usize> {
    let path = change.path();
    let Segment::Index(index) = path.last()? else { return None };
    let members = path.parent()?.segments();
    let is_list = members.into_iter().eq(list.iter().map(|member| Segment::Key(member)));
    is_list.then_some(index)
}

impl<T, P, E> fmt::Debug for Elements<'_, T, P, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Elements").field("list", &self.list).field("given", &self.given).finish_non_exhaustive()
    }
}
