//! Objects: what their keys go into.

use super::change::Step;
use super::error::Fault;
use super::input::{Flow, Frame, Input, Member, Stage, Stop};
use super::place::{Place, opened};

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

    /// Reads on in a field.
    ///
    /// # Errors
    ///
    /// As [`Grow::grow`](super::place::Grow::grow).
    fn grow_field(&mut self, field: usize, input: &mut Input<'_>) -> Flow;

    /// The string that is open in a field, as [`Grow::tail`](super::place::Grow::tail).
    fn tail(&mut self, _field: usize, _inner: &[Frame]) -> Option<&mut String> {
        None
    }

    /// A field that the whole value needs and that did not come.
    fn missing(&self) -> Option<&'static str>;

    /// The object has ended.
    fn close(&mut self);
}

impl<R: Record> Record for Box<R> {
    const FIELDS: usize = R::FIELDS;
    const TAKES_ALL: bool = R::TAKES_ALL;

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

    fn tail(&mut self, field: usize, inner: &[Frame]) -> Option<&mut String> {
        R::tail(self, field, inner)
    }

    fn missing(&self) -> Option<&'static str> {
        R::missing(self)
    }

    fn close(&mut self) {
        R::close(self);
    }
}

/// Reads on in a record.
///
/// # Errors
///
/// As [`Grow::grow`](super::place::Grow::grow).
pub fn grow<R: Record + Default, S: Place<R>>(place: &mut S, input: &mut Input<'_>) -> Flow {
    let (fresh, frame) =
        if input.is_fresh() { (Some(R::default()), input.open_object()?) } else { (None, input.resume()) };
    members(opened(place, input, fresh)?, frame, input)
}

/// Reads on in the members of an object, to its end.
pub(super) fn members<R: Record>(record: &mut R, mut frame: Frame, input: &mut Input<'_>) -> Flow {
    let level = input.level;
    input.level = level + 1;
    if frame.stage == Stage::Value {
        let end = input.state.frames.get(level + 1).map_or(input.state.keys.len(), |inner| inner.key);
        input.member = Member { start: frame.key, end, is_put: frame.seen.value };
        let read = member(record, frame.index, true, input);
        if read.is_err() {
            // The member does not end in this fragment either: the frame stays as it is.
            if let Some(frame) = input.state.frames.get_mut(level) {
                frame.seen.value = input.member.is_put;
            }
            return read;
        }
        frame.stage = Stage::After;
    }
    let read = fresh_members(record, &mut frame, input);
    if read.is_err() {
        frame.seen.value = input.member.is_put;
        input.save(level, frame);
        return read;
    }
    if let Some(field) = record.missing() {
        return Err(input.fail(Fault::Missing(field)));
    }
    record.close();
    input.close(level, &frame);
    Ok(())
}

fn fresh_members<R: Record>(record: &mut R, frame: &mut Frame, input: &mut Input<'_>) -> Flow {
    loop {
        if !matches!(frame.stage, Stage::Colon | Stage::Begin) {
            let Some(key) = input.key(frame)? else { return Ok(()) };
            frame.index = place_of(record, frame, key, input)?;
        }
        input.colon(frame)?;
        input.member = Member { start: frame.key, end: input.state.keys.len(), is_put: false };
        member(record, frame.index, false, input)?;
        frame.stage = Stage::After;
    }
}

/// The field that a key stands for.
fn place_of<R: Record>(record: &R, frame: &Frame, key: Key<'_>, input: &mut Input<'_>) -> Flow<usize> {
    let Some(field) = record.find(key.text(input)) else {
        let text = key.text(input).to_owned();
        input.name(frame, &text);
        if record.is_closed() {
            return Err(input.refused_key(Fault::Unknown, &text));
        }
        return Ok(IGNORED);
    };
    if record.is_taken(field) {
        let text = key.text(input).to_owned();
        return Err(input.refused_key(Fault::Duplicate, &text));
    }
    if record.name(field).is_none() {
        let text = key.text(input).to_owned();
        input.name(frame, &text);
    }
    Ok(field)
}

#[inline]
fn member<R: Record>(record: &mut R, field: usize, was_open: bool, input: &mut Input<'_>) -> Flow {
    if field == IGNORED {
        return input.passed(was_open, Input::skip::<false>);
    }
    let outer = input.enter(was_open, |input| match record.name(field) {
        Some(name) => Step::Field(name),
        None => input.named(),
    });
    record.grow_field(field, input)?;
    input.leave(outer);
    Ok(())
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
    pub(super) fn open_object(&mut self) -> Flow<Frame> {
        if self.peek() != Some(b'{') {
            return Err(self.expected("an object"));
        }
        self.open()
    }

    /// Reads to the end of the next key; none is left where the object ends with the next byte.
    pub(super) fn key(&mut self, frame: &mut Frame) -> Flow<Option<Key<'a>>> {
        if frame.stage == Stage::After {
            match self.token()? {
                b',' => self.pos += 1,
                b'}' => return Ok(None),
                _ => return Err(self.syntax("expected `,` or `}`")),
            }
            frame.stage = Stage::Comma;
        }
        if frame.stage != Stage::InKey {
            match (self.token()?, frame.stage) {
                (b'"', _) => {}
                (b'}', Stage::Opened) => return Ok(None),
                (b'}', _) => return Err(self.syntax("trailing comma")),
                _ => return Err(self.syntax("a key must be a string")),
            }
            if let Some(key) = self.plain_string() {
                frame.stage = Stage::Colon;
                return Ok(Some(Key::Plain(key)));
            }
            self.state.scratch.clear();
            self.pos += 1;
            frame.stage = Stage::InKey;
        }
        self.key_characters()?;
        frame.stage = Stage::Colon;
        Ok(Some(Key::Scratch))
    }

    fn key_characters(&mut self) -> Flow {
        let mut key = std::mem::take(&mut self.state.scratch);
        let read = self.characters(&mut key);
        self.state.scratch = key;
        read
    }

    /// Reads to the first byte of the value after a key.
    pub(super) fn colon(&mut self, frame: &mut Frame) -> Flow {
        if frame.stage == Stage::Colon {
            match self.token()? {
                b':' => self.pos += 1,
                _ => return Err(self.syntax("expected `:`")),
            }
            self.state.scratch.clear();
            frame.stage = Stage::Begin;
        }
        self.token()?;
        frame.stage = Stage::Value;
        Ok(())
    }

    /// Remembers the key of the member that is read next.
    pub(super) fn name(&mut self, frame: &Frame, key: &str) {
        self.state.keys.truncate(frame.key);
        self.state.keys.push_str(key);
    }

    /// The key of the member that is read, where it was remembered.
    pub(super) fn key_text(&self) -> &str {
        self.state.keys.get(self.member.start..self.member.end).unwrap_or_default()
    }

    /// The step to that member.
    pub(super) fn named(&mut self) -> Step {
        let Member { start, end, .. } = self.member;
        self.state.log.key(self.state.keys.get(start..end).unwrap_or_default())
    }

    /// Refuses a key that was read to its closing quote.
    #[cold]
    pub(super) fn refused_key(&mut self, fault: Fault, key: &str) -> Stop {
        self.pos = self.pos.saturating_sub(1);
        let step = self.state.log.key(key);
        self.node = self.state.log.add(self.node, step);
        self.fail(fault)
    }

    /// Reads past the value of a key that was remembered.
    #[cold]
    pub(super) fn passed(&mut self, was_open: bool, skip: impl FnOnce(&mut Self) -> Flow) -> Flow {
        let outer = self.enter(was_open, Input::named);
        skip(self)?;
        self.node = outer;
        Ok(())
    }
}
