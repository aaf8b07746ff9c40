//! The parser that fragments are fed to.

use std::fmt;

use super::change::Changes;
use super::complete::Partial;
use super::error::{Error, Fault};
use super::input::{Flow, Input, Stop};
use super::place::{Grow, grow_on};
use super::state::State;

/// Reads a value of type `T` from JSON that arrives in fragments.
///
/// A fragment may end anywhere: in a string, an escape, a number, a word. Each byte is looked at
/// once and goes into the partial value in place, so that a fragment costs its own length and the
/// depth at which it stands, whatever came before it. Read a second time are only the text of a
/// scalar, by its own decoding, what comes before the tag of an enum, and a fragment of at most 32 bytes
/// within a string that ends there or has an escape.
///
/// The text is JSON as RFC 8259 has it and `serde_json` reads it. It is refused at its first
/// offending byte, and the parser keeps what had arrived before.
///
/// ```
/// # #[cfg(feature = "derive")] {
/// use serde::Deserialize;
/// use toolshape::Partial;
/// use toolshape::partial::Parser;
///
/// #[derive(Debug, PartialEq, Deserialize, Partial)]
/// struct Report {
///     title: String,
///     pages: u32,
/// }
///
/// let mut parser = Parser::<Report>::new();
/// parser.feed(r#"{"title": "Quar"#)?;
/// assert_eq!(parser.partial().unwrap().title.as_deref(), Some("Quar"));
///
/// let changes = parser.feed(r#"terly", "pages": 1"#)?;
/// assert!(changes.completed().any(|change| change.path() == "$.title"));
/// assert_eq!(parser.partial().unwrap().pages, None);
///
/// parser.feed("2}")?;
/// assert_eq!(parser.finish()?, Report { title: "Quarterly".into(), pages: 12 });
/// # }
/// # Ok::<(), toolshape::partial::Error>(())
/// ```
pub struct Parser<T: Partial> {
    value: Option<T::Partial>,
    state: State,
    is_complete: bool,
    /// The first bytes of a character that a fragment of bytes cut.
    cut: Vec<u8>,
}

/// As many lists and objects may be open as `serde_json` lets, which refuses the 128th.
const MAX_DEPTH: usize = 128;

impl<T: Partial> Parser<T> {
    /// A parser that nothing was fed to.
    #[must_use]
    pub fn new() -> Self {
        Self::with_max_depth(MAX_DEPTH)
    }

    /// A parser that lets fewer than `depth` lists and objects be open at once. The default is 128, and
    /// more is not possible.
    #[must_use]
    pub fn with_max_depth(depth: usize) -> Self {
        const {
            assert!(
                !T::IS_CHOICE,
                "a choice of tools is read once the tool is known: begin with `Parser::of_tool(called)`, as code for \
                 any type does"
            );
        }
        Self::begun(None, depth)
    }

    /// A parser for the input of the tool that was called; none where a choice has no such tool.
    ///
    /// A choice of tools is an enum that derives [`ToolShape`](crate::ToolShape) and has
    /// `#[tool(partial)]`. Any other type is read whatever the name of the tool, so that code for any
    /// type that is [`Partial`] begins here.
    ///
    /// ```
    /// # #[cfg(feature = "derive")] {
    /// use schemars::JsonSchema;
    /// use serde::Deserialize;
    /// use toolshape::ToolShape;
    /// use toolshape::partial::Parser;
    ///
    /// /// Looks products up by name.
    /// #[derive(Debug, Deserialize, JsonSchema, ToolShape)]
    /// #[tool(partial)]
    /// struct Search {
    ///     name: String,
    /// }
    ///
    /// /// Hands over to a person.
    /// #[derive(Debug, Deserialize, JsonSchema, ToolShape)]
    /// #[tool(partial)]
    /// struct HandOver {
    ///     reason: String,
    /// }
    ///
    /// #[derive(Debug, ToolShape)]
    /// #[tool(partial)]
    /// enum Step {
    ///     Search(Search),
    ///     HandOver(HandOver),
    /// }
    ///
    /// let mut parser = Parser::<Step>::of_tool("hand_over").unwrap();
    /// assert!(matches!(parser.partial(), Some(PartialStep::HandOver(None))));
    ///
    /// parser.feed(r#"{"reason": "A comp"#)?;
    /// let Some(PartialStep::HandOver(Some(input))) = parser.partial() else { panic!() };
    /// assert_eq!(input.reason.as_deref(), Some("A comp"));
    ///
    /// parser.feed(r#"laint."}"#)?;
    /// assert!(matches!(parser.finish()?, Step::HandOver(input) if input.reason == "A complaint."));
    ///
    /// assert!(Parser::<Step>::of_tool("sell").is_none());
    /// # }
    /// # Ok::<(), toolshape::partial::Error>(())
    /// ```
    ///
    /// Without the name, [`Parser::new`] does not compile for a choice of tools.
    ///
    /// ```compile_fail
    /// # /// Waits.
    /// # #[derive(serde::Deserialize, schemars::JsonSchema, toolshape::ToolShape)]
    /// # #[tool(partial)]
    /// # struct Wait {}
    /// #[derive(toolshape::ToolShape)]
    /// #[tool(partial)]
    /// enum Step {
    ///     Wait(Wait),
    /// }
    ///
    /// toolshape::partial::Parser::<Step>::new();
    /// ```
    #[must_use]
    pub fn of_tool(tool: &str) -> Option<Self> {
        T::begin(tool).map(|value| Self::begun(value, MAX_DEPTH))
    }

    fn begun(value: Option<T::Partial>, depth: usize) -> Self {
        let state = State::new(depth.clamp(1, MAX_DEPTH));
        Self { value, state, is_complete: false, cut: Vec::new() }
    }

    /// Reads one fragment, and returns what it changed.
    ///
    /// The changes borrow the parser as a whole. To look at them and at the value together, ask for
    /// both afterwards: [`changes`](Parser::changes), [`partial`](Parser::partial). They hold one
    /// entry a value that the fragment touched, so a large text in one fragment makes many.
    ///
    /// ```
    /// use toolshape::partial::Parser;
    ///
    /// let mut parser = Parser::<Vec<u64>>::new();
    /// parser.feed("[3, 4, 5")?;
    /// let list = parser.partial().unwrap();
    /// let done: Vec<u64> = parser.changes().iter().filter_map(|change| Some(list[change.element_of("$")?])).collect();
    /// assert_eq!(done, [3, 4]);
    /// # Ok::<(), toolshape::partial::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the text cannot be the beginning of a value of type `T`; each later fragment is
    /// refused with the same error.
    #[inline]
    pub fn feed(&mut self, fragment: &str) -> Result<Changes<'_>, Error> {
        if self.cut.is_empty() {
            self.advance(fragment, false)?;
        } else {
            self.advance_bytes(fragment.as_bytes())?;
        }
        Ok(self.changes())
    }

    /// Reads one fragment of bytes, which may end within a character.
    ///
    /// ```
    /// use toolshape::partial::Parser;
    ///
    /// let mut parser = Parser::<String>::new();
    /// parser.feed_bytes(b"\"caf\xc3")?;
    /// assert_eq!(parser.partial().unwrap(), "caf");
    /// parser.feed_bytes(b"\xa9\"")?;
    /// assert_eq!(parser.finish()?, "café");
    /// # Ok::<(), toolshape::partial::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`feed`](Parser::feed), and when the bytes are no UTF-8.
    pub fn feed_bytes(&mut self, fragment: &[u8]) -> Result<Changes<'_>, Error> {
        self.advance_bytes(fragment)?;
        Ok(self.changes())
    }

    /// What had arrived with the last fragment; none where nothing can be seen yet.
    #[must_use]
    pub fn partial(&self) -> Option<&T::Partial> {
        self.value.as_ref()
    }

    /// What the last fragment changed.
    #[must_use]
    pub fn changes(&self) -> Changes<'_> {
        Changes { log: &self.state.log }
    }

    /// Whether the value has ended. A number at the root shows its end only in
    /// [`finish`](Parser::finish).
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.is_complete
    }

    /// Ends the text and makes the value of what arrived, without another look at it.
    ///
    /// # Errors
    ///
    /// The error of the fragment that was refused, or that the value is not complete. What had
    /// arrived rides in it: [`Error::partial_as`].
    pub fn finish(mut self) -> Result<T, Error>
    where
        T::Partial: Send + Sync + 'static,
    {
        let error = match self.end() {
            Ok(()) => match self.value {
                Some(partial) => return T::complete(partial).map_err(Error::rooted),
                // A value that is complete was put there.
                None => return Err(Error::incomplete().rooted()),
            },
            Err(error) => error,
        };
        Err(match self.value {
            Some(partial) => error.with_partial(partial),
            None => error,
        })
    }

    /// What had arrived.
    #[must_use]
    pub fn into_partial(self) -> Option<T::Partial> {
        self.value
    }

    fn end(&mut self) -> Result<(), Error> {
        if !self.cut.is_empty() {
            return Err(self.fail(Fault::Incomplete));
        }
        self.advance("", true)?;
        if self.is_complete {
            return Ok(());
        }
        Err(self.fail(Fault::Incomplete))
    }

    /// Refuses the text after what was read.
    #[cold]
    fn fail(&mut self, fault: Fault) -> Error {
        let last = self.state.last;
        let mut input = Input::new("", &mut self.state);
        input.node = last;
        input.fail(fault);
        self.failure()
    }

    /// The error that stopped the parser.
    #[cold]
    fn failure(&self) -> Error {
        self.state.error.as_ref().map_or_else(Error::incomplete, Error::duplicate)
    }

    fn advance(&mut self, fragment: &str, is_last: bool) -> Result<(), Error> {
        if self.state.error.is_some() {
            return Err(self.failure());
        }
        self.state.last = self.state.log.begin(self.state.last);
        let mut input = Input::new(fragment, &mut self.state);
        input.is_last = is_last;
        match read(&mut self.value, &mut self.is_complete, &mut input) {
            Ok(()) | Err(Stop::Starved) => {
                input.leave_behind();
                Ok(())
            }
            Err(Stop::Failed) => Err(self.failure()),
        }
    }

    fn advance_bytes(&mut self, bytes: &[u8]) -> Result<(), Error> {
        if !self.cut.is_empty() {
            let mut joined = std::mem::take(&mut self.cut);
            joined.extend_from_slice(bytes);
            return self.advance_utf8(&joined);
        }
        self.advance_utf8(bytes)
    }

    fn advance_utf8(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let (text, rest) = match std::str::from_utf8(bytes) {
            Ok(text) => return self.advance(text, false),
            Err(error) => {
                let (text, rest) = bytes.split_at(error.valid_up_to());
                (std::str::from_utf8(text).unwrap_or_default(), error.error_len().is_none().then_some(rest))
            }
        };
        self.advance(text, false)?;
        match rest {
            Some(rest) => {
                rest.clone_into(&mut self.cut);
                Ok(())
            }
            None => Err(self.fail(Fault::Syntax("invalid UTF-8"))),
        }
    }
}

/// Reads on in the value at the root, and past the white space around it.
fn read<P: Grow>(value: &mut Option<P>, is_complete: &mut bool, input: &mut Input<'_>) -> Flow {
    if !*is_complete {
        if input.is_fresh() {
            input.token()?;
        }
        grow_on(value, input)?;
        while input.ascend() {
            grow_on(value, input)?;
        }
        input.state.log.complete(input.node);
        value.end();
        *is_complete = true;
    }
    match input.token() {
        Ok(_) => Err(input.syntax("trailing characters")),
        Err(stop) => Err(stop),
    }
}

impl<T: Partial> Default for Parser<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Partial<Partial: fmt::Debug>> fmt::Debug for Parser<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parser").field("partial", &self.value).finish_non_exhaustive()
    }
}
