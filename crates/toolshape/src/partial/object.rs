//! Objects: what their keys go into.

use super::change::Step;
use super::error::Fault;
use super::input::{Flow, Input, Member, Stop};
use super::place::{Place, opened};
use super::state::{Stage, State};
use super::text::After;

/// The index of a value that is read past.
pub(super) const IGNORED: usize = usize::MAX;

/// What the members of an object go into: the fields of a struct, or the entries of a map.
#[diagnostic::on_unimplemented(
    message = "the members of an object cannot be read into `{Self}` in parts",
    note = "`#[serde(flatten)]` and a variant of an internally tagged enum take a struct that derives \
            `toolshape::Partial`, or a map with strings as keys; `#[tool(whole)]` on the field that holds the type \
            reads it when it is complete"
)]
pub trait Record {
    /// The fields, those of flattened structs included.
    const FIELDS: usize;

    /// Whether every key finds a field.
    const TAKES_ALL: bool;

    /// Whether the members may stand among others, where serde reads each key as a text.
    const MAY_BE_FLAT: bool = true;

    /// Whether a key that `find` does not know is refused.
    fn is_closed(&self) -> bool {
        false
    }

    /// The field that a key stands for.
    fn find(&self, key: &str) -> Option<usize>;

    /// The name of a field in JSON; None where the key itself is the name.
    fn name(&self, field: usize) -> Option<&'static str>;

    /// Whether a key may not come again.
    fn is_taken(&self, field: usize) -> bool;

    /// Reads a field, or reads on in it.
    ///
    /// # Errors
    ///
    /// As [`Grow::grow`](super::place::Grow::grow).
    fn grow_field(&mut self, field: usize, input: &mut Input<'_>) -> Flow;

    /// Whether a field that was read to its end is seen later.
    fn is_held_back(&self, _field: usize) -> bool {
        false
    }

    /// A field that the whole value needs and that did not come.
    fn missing(&self) -> Option<&'static str>;

    /// The object has ended.
    fn close(&mut self);
}

impl<R: Record> Record for Box<R> {
    const FIELDS: usize = R::FIELDS;
    const TAKES_ALL: bool = R::TAKES_ALL;
    const MAY_BE_FLAT: bool = R::MAY_BE_FLAT;

    fn is_closed(&self) -> bool {
        R::is_closed(self)
    }

    fn find(&self, key: &str) -> Option<usize> {
        R::find(self, key)
    }

    fn name(&self, field: usize) -> Option<&'static str> {
        R::name(self, field)
    }

    fn is_taken(&self, field: usize) -> bool {
        R::is_taken(self, field)
    }

    fn grow_field(&mut self, field: usize, input: &mut Input<'_>) -> Flow {
        R::grow_field(self, field, input)
    }

    fn missing(&self) -> Option<&'static str> {
        R::missing(self)
    }

    fn close(&mut self) {
        R::close(self);
    }
}

/// Reads a record, to its end or that of the fragment.
///
/// # Errors
///
/// As [`Grow::grow`](super::place::Grow::grow).
pub fn grow<R: Record + Default, S: Place<R>>(place: &mut S, input: &mut Input<'_>) -> Flow {
    input.open_object()?;
    members(opened(place, input, R::default())?, input)
}

/// Reads on in the innermost list or object that is open in a record, or is the record.
///
/// # Errors
///
/// As [`Grow::grow`](super::place::Grow::grow).
pub fn resume<R: Record>(record: &mut R, input: &mut Input<'_>) -> Flow {
    match input.descend() {
        Some(field) => record.grow_field(field, input),
        None => resume_here(record, input),
    }
}

/// Reads on in the members of the innermost object that is open.
// On its own, so that the way down to it saves no registers.
#[inline(never)]
fn resume_here<R: Record>(record: &mut R, input: &mut Input<'_>) -> Flow {
    if let Some(field) = input.reopened() {
        input.level += 1;
        let outer = input.enter_open();
        if field == IGNORED {
            input.skip::<false>()?;
            input.node = outer;
        } else {
            record.grow_field(field, input)?;
            leave_field(record, field, outer, input);
        }
        input.level -= 1;
        input.state.stage = Stage::After;
    }
    members(record, input)
}

/// Reads the members of an object, to its end.
pub(super) fn members<R: Record>(record: &mut R, input: &mut Input<'_>) -> Flow {
    let level = input.level;
    input.level += 1;
    while let Some(field) = next_field(record, input)? {
        input.colon()?;
        member(record, field, input)?;
        input.state.stage = Stage::After;
    }
    if let Some(field) = record.missing() {
        return Err(input.fail(Fault::Missing(field)));
    }
    record.close();
    input.close(level);
    Ok(())
}

/// The field that is read next; none is left where the object ends with the next byte.
#[inline]
fn next_field<R: Record>(record: &R, input: &mut Input<'_>) -> Flow<Option<usize>> {
    if input.is_after_key() {
        return Ok(Some(input.index()));
    }
    let Some(key) = input.key()? else { return Ok(None) };
    let field = place_of(record, key, input)?;
    input.set_index(field);
    Ok(Some(field))
}

#[inline]
fn member<R: Record>(record: &mut R, field: usize, input: &mut Input<'_>) -> Flow {
    if field == IGNORED {
        let outer = input.enter_named();
        input.skip::<false>()?;
        input.node = outer;
        return Ok(());
    }
    let outer = match record.name(field) {
        Some(name) => input.enter(Step::Field(name)),
        None => input.enter_named(),
    };
    record.grow_field(field, input)?;
    leave_field(record, field, outer, input);
    Ok(())
}

/// Comes back from a field that was read to its end.
#[inline]
fn leave_field<R: Record>(record: &R, field: usize, outer: usize, input: &mut Input<'_>) {
    if record.is_held_back(field) {
        input.node = outer;
    } else {
        input.leave(outer);
    }
}

/// The field that a key stands for.
fn place_of<R: Record>(record: &R, key: Key<'_>, input: &mut Input<'_>) -> Flow<usize> {
    let Some(field) = record.find(key.text(input)) else {
        if record.is_closed() {
            let text = key.text(input).to_owned();
            return Err(input.refused_key(Fault::Unknown, &text));
        }
        input.name(key);
        return Ok(IGNORED);
    };
    if record.is_taken(field) {
        let text = key.text(input).to_owned();
        return Err(input.refused_key(Fault::Duplicate, &text));
    }
    if record.name(field).is_none() {
        input.name(key);
    }
    Ok(field)
}

/// A key that was read: in the fragment, or in the scratch where a fragment cut it or it has escapes.
#[derive(Clone, Copy)]
pub(super) enum Key<'a> {
    Plain(&'a str),
    Scratch,
}

impl<'a> Key<'a> {
    pub(super) fn text<'b>(self, input: &'b Input<'_>) -> &'b str
    where
        'a: 'b,
    {
        match self {
            Key::Plain(text) => text,
            Key::Scratch => &input.state.scratch,
        }
    }
}

impl<'a> Input<'a> {
    /// Opens the object that begins with the next byte.
    pub(super) fn open_object(&mut self) -> Flow {
        if self.peek() != Some(b'{') {
            return Err(self.expected("an object"));
        }
        self.open()
    }

    /// Whether the key of the member that is read next was read.
    #[inline]
    pub(super) fn is_after_key(&self) -> bool {
        matches!(self.state.stage, Stage::Colon | Stage::Begin)
    }

    /// Reads to the end of the next key; none is left where the object ends with the next byte.
    pub(super) fn key(&mut self) -> Flow<Option<Key<'a>>> {
        if self.state.stage == Stage::After {
            match self.token()? {
                b',' => self.pos += 1,
                b'}' => return Ok(None),
                _ => return Err(self.syntax("expected `,` or `}`")),
            }
            self.state.stage = Stage::Comma;
        }
        if self.state.stage == Stage::InKey {
            self.with_scratch(Input::characters)?;
        } else {
            match (self.token()?, self.state.stage) {
                (b'"', _) => {}
                (b'}', Stage::Opened) => return Ok(None),
                (b'}', _) => return Err(self.syntax("trailing comma")),
                _ => return Err(self.syntax("a key must be a string")),
            }
            self.pos += 1;
            let (run, after) = self.run();
            if after == After::Quote {
                self.state.stage = Stage::Colon;
                return Ok(Some(Key::Plain(run)));
            }
            self.state.stage = Stage::InKey;
            self.state.scratch.clear();
            self.state.scratch.push_str(run);
            self.with_scratch(|input, key| input.characters_after(after, key))?;
        }
        self.state.stage = Stage::Colon;
        Ok(Some(Key::Scratch))
    }

    /// Reads into the scratch.
    fn with_scratch(&mut self, read: impl FnOnce(&mut Self, &mut String) -> Flow) -> Flow {
        let mut scratch = std::mem::take(&mut self.state.scratch);
        let read = read(self, &mut scratch);
        self.state.scratch = scratch;
        read
    }

    /// Reads to the first byte of the value after a key.
    pub(super) fn colon(&mut self) -> Flow {
        if self.state.stage == Stage::Colon {
            match self.token()? {
                b':' => self.pos += 1,
                _ => return Err(self.syntax("expected `:`")),
            }
            self.state.scratch.clear();
            self.state.stage = Stage::Begin;
        }
        self.token()?;
        self.state.stage = Stage::Value;
        Ok(())
    }

    /// Remembers the key of the member that is read next.
    pub(super) fn name(&mut self, key: Key<'_>) {
        let start = self.key_start();
        let State { keys, scratch, .. } = &mut *self.state;
        keys.truncate(start);
        keys.push_str(match key {
            Key::Plain(text) => text,
            Key::Scratch => scratch,
        });
    }

    /// Where the key of a member of the innermost open object stands in [`State::keys`].
    fn key_start(&self) -> usize {
        self.state.frames.last().map_or(0, |frame| frame.key)
    }

    /// The key of the member that is read, where it was remembered.
    pub(super) fn key_text(&self) -> &str {
        self.state.keys.get(self.member.start..self.member.end).unwrap_or_default()
    }

    /// Goes on in the member that was open in the object around this level. Returns whether its value
    /// is seen.
    pub(super) fn reopened_member(&mut self) -> bool {
        let frames = &self.state.frames;
        let Some(frame) = self.level.checked_sub(1).and_then(|level| frames.get(level)) else { return false };
        let end = frames.get(self.level).map_or(self.state.keys.len(), |inner| inner.key);
        self.member = Member { start: frame.key, end };
        frame.seen.value
    }

    /// Remembers whether the value of a member of the object around a level is seen.
    pub(super) fn set_put(&mut self, level: usize, is_put: bool) {
        if let Some(frame) = level.checked_sub(1).and_then(|level| self.state.frames.get_mut(level)) {
            frame.seen.value = is_put;
        }
    }

    /// Goes to a member whose key was remembered.
    pub(super) fn enter_named(&mut self) -> usize {
        self.member = Member { start: self.key_start(), end: self.state.keys.len() };
        let step = self.state.log.key(self.state.keys.get(self.member.start..).unwrap_or_default());
        self.enter(step)
    }

    /// Refuses a key that was read to its closing quote.
    #[cold]
    pub(super) fn refused_key(&mut self, fault: Fault, key: &str) -> Stop {
        self.pos = self.pos.saturating_sub(1);
        let step = self.state.log.key(key);
        self.node = self.state.log.add(self.node, step);
        self.fail(fault)
    }
}
