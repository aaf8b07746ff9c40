//! One fragment, and what is remembered between fragments.
//!
//! A value is read by functions that call each other as deep as it is nested. Where the fragment
//! ends they return [`Stop::Starved`] all the way up, and each open list or object saves its
//! [`Frame`], a scalar its [`Leaf`]. The next fragment calls them again: they find their frames and
//! go down to where the text broke off. So a fragment costs its own length and the depth at which
//! it stands.

use super::change::{Log, Step};
use super::error::{Error, Fault, Position};
use super::number::Digits;
use super::skip::Skip;
use super::text::Escape;

/// How far a value was read: to its end, or not.
pub type Flow<T = ()> = Result<T, Stop>;

/// Why reading stops before the end of the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// The fragment is used up.
    Starved,
    /// The text is not the value; the error is in the state.
    Failed,
}

/// What one list or object remembers until the next fragment.
#[derive(Debug, Clone, Copy)]
pub struct Frame {
    pub(super) stage: Stage,
    /// The field or the element that is being read.
    pub(super) index: usize,
    /// Where its key begins in [`State::keys`].
    pub(super) key: usize,
    /// What enums and maps remember.
    pub(super) seen: Seen,
}

/// What came of a tagged enum, and of a map's value.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Seen {
    pub(super) tag: Tag,
    /// Content, or members, were seen.
    pub(super) content: bool,
    /// The value of a map's key stands in the map, and is not that of the same key before.
    pub(super) value: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// After the opening bracket: the first item, or the end.
    Opened,
    /// In the middle of a key.
    InKey,
    /// After a key.
    Colon,
    /// After the colon.
    Begin,
    /// In a value.
    Value,
    /// After a value: a comma, or the end.
    After,
    /// After a comma: an item.
    Comma,
}

/// The scalar that the fragment broke off in.
#[derive(Debug, Clone, Copy)]
pub(super) enum Leaf {
    None,
    Text(Escape),
    Number(Digits),
    /// A literal, and how many of its bytes were seen.
    Literal(&'static str, usize),
}

/// What is remembered between fragments.
pub(super) struct State {
    pub(super) frames: Vec<Frame>,
    pub(super) leaf: Leaf,
    pub(super) skip: Option<Skip>,
    /// The text so far of what is kept back until it is complete: a key, a number, a whole value.
    pub(super) scratch: String,
    /// The keys of the open objects, as far as no type declares them.
    pub(super) keys: String,
    /// The members of an enum's object that came before its tag.
    pub(super) held: Held,
    pub(super) log: Log,
    /// The node of the innermost open value.
    pub(super) last: usize,
    pub(super) error: Option<Error>,
    /// The open lists and objects that are refused.
    pub(super) max_depth: usize,
    /// The bytes of all earlier fragments.
    base: usize,
    line: usize,
    /// Where the line begins.
    line_start: usize,
}

/// A piece of the text that is read later, and where it stood.
#[derive(Default)]
pub(super) struct Held {
    pub(super) text: String,
    base: usize,
    line: usize,
    line_start: usize,
}

impl State {
    pub(super) fn new(max_depth: usize) -> Self {
        Self {
            frames: Vec::new(),
            leaf: Leaf::None,
            skip: None,
            scratch: String::new(),
            keys: String::new(),
            held: Held::default(),
            log: Log::default(),
            last: 0,
            error: None,
            max_depth,
            base: 0,
            line: 1,
            line_start: 0,
        }
    }

    /// Whether the text broke off in a string that grows, outside an escape.
    pub(super) fn in_text(&self) -> bool {
        matches!(self.leaf, Leaf::Text(Escape::None))
            && self.skip.is_none()
            && self.frames.last().is_none_or(|frame| frame.stage == Stage::Value)
    }

    /// Whether the value at the root has begun.
    fn is_open(&self) -> bool {
        !self.frames.is_empty() || !matches!(self.leaf, Leaf::None) || self.skip.is_some()
    }

    /// The whole fragment went into that string.
    pub(super) fn went_on(&mut self, fragment: &str) {
        self.log.changed(self.last);
        self.base += fragment.len();
    }
}

/// Whether the tag of an enum was seen, and whether content belongs to it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Tag {
    #[default]
    Unseen,
    OfUnit,
    OfContent,
}

/// The member of an object that is being read.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Member {
    /// Where its key stands in [`State::keys`], if it was remembered.
    pub(super) start: usize,
    pub(super) end: usize,
    /// [`Seen::value`].
    pub(super) is_put: bool,
}

/// One fragment while it is read.
pub struct Input<'a> {
    pub(super) text: &'a str,
    pub(super) pos: usize,
    /// How far the fragment is known to be plain characters of the string that it begins in.
    pub(super) plain: usize,
    pub(super) state: &'a mut State,
    /// The lists and objects that the value that is being read stands in.
    pub(super) level: usize,
    /// The value that is being read was open before this fragment.
    pub(super) is_resumed: bool,
    /// A frame was saved since the fragment ended: those beneath it are of this fragment too.
    is_saved: bool,
    pub(super) member: Member,
    /// The node of the value in the log.
    pub(super) node: usize,
    /// No fragment follows this one.
    pub(super) is_last: bool,
}

impl Frame {
    /// The frame of a list or an object whose opening bracket was read.
    pub(super) fn opened(input: &Input<'_>) -> Self {
        Frame { stage: Stage::Opened, index: 0, key: input.state.keys.len(), seen: Seen::default() }
    }

    /// The field that is being read, and the frames in it.
    #[must_use]
    pub fn split(frames: &[Frame]) -> Option<(usize, &[Frame])> {
        let (frame, inner) = frames.split_first()?;
        Some((frame.index, inner))
    }
}

impl<'a> Input<'a> {
    pub(super) fn new(text: &'a str, state: &'a mut State) -> Self {
        let is_resumed = state.is_open();
        Self {
            text,
            pos: 0,
            plain: 0,
            state,
            level: 0,
            is_resumed,
            is_saved: false,
            member: Member::default(),
            node: 0,
            is_last: false,
        }
    }

    /// Counts the fragment among the earlier ones.
    pub(super) fn leave_behind(self) {
        self.state.last = self.node;
        self.state.base += self.text.len();
    }

    /// Whether the value that is to be read has not begun.
    #[inline]
    pub(super) fn is_fresh(&self) -> bool {
        !self.is_resumed
    }

    /// Whether the value that goes on is a scalar, or is read as one.
    pub(super) fn is_at_leaf(&self) -> bool {
        self.level == self.state.frames.len()
    }

    /// The frame of the list or the object that goes on.
    #[inline]
    pub(super) fn resume(&mut self) -> Frame {
        let Some(&frame) = self.state.frames.get(self.level) else {
            return Frame::opened(self);
        };
        let has_leaf = matches!(frame.stage, Stage::Value | Stage::InKey);
        if !has_leaf && self.level + 1 == self.state.frames.len() {
            self.is_resumed = false;
        }
        frame
    }

    /// Saves the frame of the list or the object at a level, after those within it.
    pub(super) fn save(&mut self, level: usize, frame: Frame) {
        let frames = &mut self.state.frames;
        if !self.is_saved {
            self.is_saved = true;
            frames.truncate(level + 1);
        }
        if frames.len() <= level {
            frames.resize(level + 1, frame);
        }
        frames[level] = frame;
    }

    /// The scalar that goes on.
    pub(super) fn take_leaf(&mut self) -> Leaf {
        self.is_resumed = false;
        std::mem::replace(&mut self.state.leaf, Leaf::None)
    }

    #[inline]
    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.pos).copied()
    }

    /// The next byte that is not white space.
    #[inline]
    pub(super) fn token(&mut self) -> Flow<u8> {
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'\r') => self.pos += 1,
                Some(b'\n') => {
                    self.pos += 1;
                    self.state.line += 1;
                    self.state.line_start = self.state.base + self.pos;
                }
                Some(byte) => return Ok(byte),
                None => return Err(Stop::Starved),
            }
        }
    }

    /// The byte that is read next.
    pub(super) fn position(&self) -> Position {
        let offset = self.state.base + self.pos;
        Position { offset, line: self.state.line, column: offset - self.state.line_start + 1 }
    }

    /// Refuses the text at the byte that is read next.
    #[cold]
    pub(super) fn fail(&mut self, fault: Fault) -> Stop {
        let error = Error::new(fault, self.position());
        self.refuse(error)
    }

    #[cold]
    pub(super) fn refuse(&mut self, error: Error) -> Stop {
        let (path, shown_path) = self.state.log.paths(self.node);
        self.state.error = Some(error.with_path(path, shown_path));
        Stop::Failed
    }

    #[cold]
    pub(super) fn syntax(&mut self, reason: &'static str) -> Stop {
        self.fail(Fault::Syntax(reason))
    }

    /// The value that begins with the next byte is not what the type wants.
    #[cold]
    pub(super) fn expected(&mut self, what: &'static str) -> Stop {
        match self.peek() {
            Some(b'"' | b'{' | b'[' | b't' | b'f' | b'n' | b'-' | b'0'..=b'9') => self.fail(Fault::Expected(what)),
            _ => self.syntax("expected a value"),
        }
    }

    /// Goes from a value to one in it; `step` says where that stands, unless it was open before this
    /// fragment. Returns the node to come back to.
    #[inline]
    pub(super) fn enter(&mut self, was_open: bool, step: impl FnOnce(&mut Self) -> Step) -> usize {
        let outer = self.node;
        self.node = if was_open {
            outer + 1
        } else {
            let step = step(self);
            self.state.log.add(outer, step)
        };
        outer
    }

    /// Comes back from a value that is complete.
    #[inline]
    pub(super) fn leave(&mut self, outer: usize) {
        self.state.log.complete(self.node);
        self.node = outer;
    }

    /// The value that is being read can be seen, or has grown.
    #[inline]
    pub(super) fn changed(&mut self) {
        self.state.log.changed(self.node);
    }

    /// Opens a list or an object at the byte that is read next.
    pub(super) fn open(&mut self) -> Flow<Frame> {
        if self.level + 1 >= self.state.max_depth {
            return Err(self.fail(Fault::TooDeep));
        }
        self.pos += 1;
        Ok(Frame::opened(self))
    }

    /// Closes the list or object at the byte that is read next.
    #[inline]
    pub(super) fn close(&mut self, level: usize, frame: &Frame) {
        self.pos += 1;
        self.level = level;
        self.state.keys.truncate(frame.key);
    }

    /// Reads one value with `scan` and decodes its text once it is complete.
    #[inline]
    pub(super) fn text_of<T>(
        &mut self,
        scan: impl FnOnce(&mut Self) -> Flow,
        decode: impl FnOnce(&str) -> serde_json::Result<T>,
    ) -> Flow<T> {
        let start = self.pos;
        let read = scan(self);
        let text: &'a str = self.text;
        let piece = text.get(start..self.pos).unwrap_or_default();
        if let Err(stop) = read {
            self.state.scratch.push_str(piece);
            return Err(stop);
        }
        let value = if self.state.scratch.is_empty() {
            decode(piece)
        } else {
            self.state.scratch.push_str(piece);
            let value = decode(&self.state.scratch);
            self.state.scratch.clear();
            value
        };
        value.map_err(|error| self.refused(&error))
    }

    /// serde refused the text of the value that ends before the next byte.
    #[cold]
    pub(super) fn refused(&mut self, error: &serde_json::Error) -> Stop {
        let mut at = self.position();
        // The last byte of the value, not the one after it, which may not have arrived.
        at.offset = at.offset.saturating_sub(1);
        at.column = at.column.saturating_sub(1).max(1);
        // serde's own position is one within the value's text.
        let detail = error.to_string();
        let detail = detail.rfind(" at line ").and_then(|end| detail.get(..end)).unwrap_or(&detail).to_owned();
        self.refuse(Error::new(Fault::Refused, at).with_detail(detail))
    }

    /// Begins to hold back the text from the next byte on.
    pub(super) fn hold(&mut self) {
        let State { held, base, line, line_start, .. } = &mut *self.state;
        held.text.clear();
        (held.base, held.line, held.line_start) = (*base + self.pos, *line, *line_start);
    }

    /// Adds to the text held back what was read from `start` on.
    pub(super) fn hold_from(&mut self, start: usize) {
        self.state.held.text.push_str(self.text.get(start..self.pos).unwrap_or_default());
    }

    /// Reads the text held back. Members of an object that is open after it starve at its end.
    pub(super) fn replay(&mut self, read: impl FnOnce(&mut Input<'_>) -> Flow) -> Flow {
        let held = std::mem::take(&mut self.state.held);
        let now = (self.state.base, self.state.line, self.state.line_start);
        (self.state.base, self.state.line, self.state.line_start) = (held.base, held.line, held.line_start);
        let mut input = Input {
            text: &held.text,
            pos: 0,
            plain: 0,
            state: &mut *self.state,
            level: self.level,
            is_resumed: false,
            is_saved: false,
            member: self.member,
            node: self.node,
            // A number at its end is complete.
            is_last: true,
        };
        match read(&mut input) {
            Err(Stop::Failed) => return Err(Stop::Failed),
            Ok(()) | Err(Stop::Starved) => {}
        }
        (self.state.base, self.state.line, self.state.line_start) = now;
        Ok(())
    }
}
