//! One fragment, and what is remembered between fragments.
//!
//! A value is read by functions that call each other as deep as it is nested. Where the fragment
//! ends they return [`Stop::Starved`] all the way up. Each open list or object has its [`Frame`], which
//! stays, and a scalar saves its [`Leaf`]. The next fragment goes straight down to the innermost list or
//! object that is open and seen, and reads on there; when that ends, it goes down once more, to the
//! one around it. So a fragment costs its own length and the depth at which it stands.

use super::change::Step;
use super::error::{Error, Fault, Position};
use super::state::{Frame, Leaf, Stage, State};

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

/// The member of an object that is being read.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Member {
    /// Where its key stands in [`State::keys`], if it was remembered.
    pub(super) start: usize,
    pub(super) end: usize,
}

/// One fragment while it is read.
pub struct Input<'a> {
    pub(super) text: &'a str,
    pub(super) pos: usize,
    pub(super) state: &'a mut State,
    /// The lists and objects that the value that is being read stands in.
    pub(super) level: usize,
    /// The value that is being read was open before this fragment.
    pub(super) is_resumed: bool,
    pub(super) member: Member,
    /// The node of the value in the log.
    pub(super) node: usize,
    /// No fragment follows this one.
    pub(super) is_last: bool,
}

impl<'a> Input<'a> {
    #[inline]
    pub(super) fn new(text: &'a str, state: &'a mut State) -> Self {
        let is_resumed = state.is_open();
        Self { text, pos: 0, state, level: 0, is_resumed, member: Member::default(), node: 0, is_last: false }
    }

    /// Counts the fragment among the earlier ones.
    #[inline]
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
    #[inline]
    pub(super) fn is_at_leaf(&self) -> bool {
        self.level == self.state.frames.len()
    }

    /// Goes into the list or the object that is open in the one at this level, if one is and is seen.
    /// Returns its index there.
    #[inline]
    pub(super) fn descend(&mut self) -> Option<usize> {
        let [frame, inner, ..] = self.state.frames.get(self.level..)? else { return None };
        if inner.is_hidden {
            return None;
        }
        self.level += 1;
        Some(frame.index)
    }

    /// The list or the object at this level is the innermost open one, and has ended: the one around
    /// it goes on. False at the root.
    #[inline]
    pub(super) fn ascend(&mut self) -> bool {
        if self.state.frames.is_empty() {
            return false;
        }
        self.state.stage = Stage::After;
        self.state.log.complete(self.level);
        self.level = 0;
        self.is_resumed = true;
        true
    }

    /// Says of the list or the object at a level whether anything of it is seen.
    pub(super) fn set_hidden(&mut self, level: usize, is_hidden: bool) {
        if let Some(frame) = self.state.frames.get_mut(level) {
            frame.is_hidden = is_hidden;
        }
    }

    /// Goes on in the list or the object at this level. Returns the index of the value in it that is
    /// open, if one is.
    #[inline]
    pub(super) fn reopened(&mut self) -> Option<usize> {
        self.node = self.level;
        let [frame, inner @ ..] = self.state.frames.get(self.level..)? else { return None };
        // One that is open in it is not seen, or the way down would lead there.
        let stage = if inner.is_empty() { self.state.stage } else { Stage::Value };
        // Anything else than these two begins anew.
        self.is_resumed &= matches!(stage, Stage::Value | Stage::InKey);
        (stage == Stage::Value).then_some(frame.index)
    }

    /// The field or the element of the innermost open list or object that is being read.
    #[inline]
    pub(super) fn index(&self) -> usize {
        self.state.frames.last().map_or(0, |frame| frame.index)
    }

    #[inline]
    pub(super) fn set_index(&mut self, index: usize) {
        if let Some(frame) = self.state.frames.last_mut() {
            frame.index = index;
        }
    }

    /// The scalar that goes on.
    #[inline]
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

    /// Goes from a value to one in it that begins, and that stands at `step` there. Returns the node
    /// to come back to.
    #[inline]
    pub(super) fn enter(&mut self, step: Step) -> usize {
        let outer = self.node;
        self.node = self.state.log.add(outer, step);
        outer
    }

    /// Goes from a value to one in it that was open before this fragment.
    #[inline]
    pub(super) fn enter_open(&mut self) -> usize {
        let outer = self.node;
        // The nodes of the open values follow each other.
        self.node += 1;
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
    #[inline]
    pub(super) fn open(&mut self) -> Flow {
        if self.level + 1 >= self.state.max_depth {
            return Err(self.fail(Fault::TooDeep));
        }
        self.pos += 1;
        self.state.stage = Stage::Opened;
        self.state.frames.push(Frame::opened(&self.state.keys));
        Ok(())
    }

    /// Closes the list or object at the byte that is read next.
    #[inline]
    pub(super) fn close(&mut self, level: usize) {
        self.pos += 1;
        self.level = level;
        if let Some(frame) = self.state.frames.pop() {
            self.state.keys.truncate(frame.key);
        }
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
            state: &mut *self.state,
            level: self.level,
            is_resumed: false,
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
