//! Enums, whose value is seen once its tag is.

use std::marker::PhantomData;

use super::change::Step;
use super::error::Fault;
use super::input::{Flow, Input, Stop};
use super::object::{IGNORED, Record, members, resume};
use super::place::{Grow, Place};
use super::state::{Frame, Seen, Stage, Tag};

/// An enum that begins with its tag and grows by its content.
pub trait Variants: Sized {
    /// The variant that a tag stands for.
    fn find(tag: &str) -> Option<usize>;

    /// The name of a variant in JSON.
    fn name(variant: usize) -> &'static str;

    /// The variant without content, of an index that `find` gave.
    fn start(variant: usize) -> Option<Self>;

    /// Whether a variant has no content.
    fn is_unit(variant: usize) -> bool;

    /// Whether the content beside the tag of a variant may be left out.
    fn may_lack(_variant: usize) -> bool {
        false
    }

    /// Reads on in the content.
    ///
    /// # Errors
    ///
    /// As [`Grow::grow`](super::place::Grow::grow).
    fn grow_content(&mut self, input: &mut Input<'_>) -> Flow;

    /// The object of the tag and the content has ended.
    fn end_content(&mut self) {}
}

/// Reads on in an externally tagged enum: `"Unit"` or `{"Variant": content}`.
///
/// # Errors
///
/// As [`Grow::grow`](super::place::Grow::grow).
pub fn external<V: Variants, S: Place<V>>(place: &mut S, input: &mut Input<'_>) -> Flow {
    let is_fresh = input.is_fresh();
    let is_started = !is_fresh && place.open().is_some();
    let mut object = External { place: &mut *place, is_started, variants: PhantomData };
    let level = input.level;
    let read = if is_fresh && input.peek() == Some(b'{') {
        let frame = input.open()?;
        members(&mut object, frame, input)
    } else if !is_fresh && !input.is_at_leaf() {
        resume(&mut object, input)
    } else {
        return unit(place, input);
    };
    match read {
        Ok(()) if !object.is_started => {
            input.pos -= 1;
            Err(input.fail(Fault::Expected("a variant")))
        }
        Ok(()) => Ok(()),
        Err(stop) => {
            input.set_hidden(level, !object.is_started);
            Err(stop)
        }
    }
}

/// The place of an enum that is seen already.
pub struct Known<'a, V>(pub &'a mut V);

impl<V> Place<V> for Known<'_, V> {
    fn open(&mut self) -> Option<&mut V> {
        Some(self.0)
    }

    fn put(&mut self, value: V) {
        *self.0 = value;
    }
}

/// A variant that is its name alone.
fn unit<V: Variants, S: Place<V>>(place: &mut S, input: &mut Input<'_>) -> Flow {
    if input.is_fresh() && input.peek() != Some(b'"') {
        return Err(input.expected("a variant"));
    }
    let variant = tag_of::<V>(input)?;
    if !V::is_unit(variant) {
        return Err(input.fail(Fault::Expected("the variant's content")));
    }
    start(variant, place, input)
}

/// Puts a variant in its place, in which the enum is seen from then on.
fn start<V: Variants, S: Place<V>>(variant: usize, place: &mut S, input: &mut Input<'_>) -> Flow {
    let Some(value) = V::start(variant) else {
        return Err(input.fail(Fault::Unknown));
    };
    place.put(value);
    input.changed();
    Ok(())
}

/// The same, from a member of the enum's object.
fn start_around<V: Variants, S: Place<V>>(variant: usize, place: &mut S, input: &mut Input<'_>) -> Flow {
    let member = input.node;
    input.node = input.state.log.parent(member);
    start(variant, place, input)?;
    input.node = member;
    Ok(())
}

/// Reads on in a tag, to its end.
fn tag_of<V: Variants>(input: &mut Input<'_>) -> Flow<usize> {
    if input.is_fresh() && input.peek() != Some(b'"') {
        return Err(input.expected("the name of a variant"));
    }
    let found = input.text_of(Input::skip::<true>, |text| {
        // Without an escape, as is usual, the name stands in the text.
        match text.get(1..text.len() - 1).filter(|name| !name.contains('\\')) {
            Some(name) => Ok(V::find(name)),
            None => serde_json::from_str::<String>(text).map(|name| V::find(&name)),
        }
    })?;
    found.ok_or_else(|| {
        input.pos -= 1;
        input.fail(Fault::Unknown)
    })
}

/// Reads on in the content of a variant that has none.
///
/// # Errors
///
/// As [`Grow::grow`](super::place::Grow::grow).
pub fn null(input: &mut Input<'_>) -> Flow {
    Grow::grow(&mut None::<()>, input)
}

/// The object of an externally tagged enum, whose one key is the tag.
struct External<'a, V, S> {
    place: &'a mut S,
    is_started: bool,
    variants: PhantomData<V>,
}

impl<V: Variants, S: Place<V>> Record for External<'_, V, S> {
    const FIELDS: usize = 1;
    const TAKES_ALL: bool = false;

    fn is_closed(&self) -> bool {
        true
    }

    fn find(&self, key: &str) -> Option<usize> {
        V::find(key)
    }

    fn name(&self, variant: usize) -> Option<&'static str> {
        Some(V::name(variant))
    }

    fn is_taken(&self, _: usize) -> bool {
        self.is_started
    }

    fn grow_field(&mut self, variant: usize, input: &mut Input<'_>) -> Flow {
        if !self.is_started {
            start_around(variant, self.place, input)?;
            self.is_started = true;
        }
        grow_content(self.place, input)
    }

    fn missing(&self) -> Option<&'static str> {
        None
    }

    fn close(&mut self) {
        end_content(self.place);
    }
}

fn end_content<V: Variants, S: Place<V>>(place: &mut S) {
    if let Some(value) = place.open() {
        value.end_content();
    }
}

fn grow_content<V: Variants, S: Place<V>>(place: &mut S, input: &mut Input<'_>) -> Flow {
    match place.open() {
        Some(value) => value.grow_content(input),
        None => Err(input.fail(Fault::Incomplete)),
    }
}

/// Reads on in an internally tagged enum: `{"tag": "Variant", …fields}`.
///
/// The members before the tag are held back, and read when it is known.
///
/// # Errors
///
/// As [`Grow::grow`](super::place::Grow::grow).
pub fn internal<V: Variants + Record, S: Place<V>>(tag: &'static str, place: &mut S, input: &mut Input<'_>) -> Flow {
    if !input.is_fresh()
        && let Some(value) = place.open()
    {
        return resume(&mut Internal { value, tag, is_replayed: false }, input);
    }
    let mut frame = if input.is_fresh() {
        let mut frame = input.open_object()?;
        frame.is_hidden = true;
        input.hold();
        frame
    } else {
        input.reopened()
    };
    let level = input.level;
    let from = input.pos;
    input.level = level + 1;
    let found = seek::<V>(tag, &mut frame, input);
    input.hold_from(from);
    if found.is_err() {
        input.save(level, frame);
    }
    start(found?, place, input)?;
    frame.is_hidden = false;
    input.level = level;
    let Some(value) = place.open() else {
        return Err(input.fail(Fault::Incomplete));
    };
    if frame.seen.content {
        let frame = Frame { stage: Stage::Opened, ..frame };
        input.replay(|input| members(&mut Internal { value, tag, is_replayed: true }, frame, input))?;
    }
    frame.stage = Stage::After;
    members(&mut Internal { value, tag, is_replayed: false }, frame, input)
}

/// Reads past the members before the tag, and the tag.
fn seek<V: Variants>(tag: &'static str, frame: &mut Frame, input: &mut Input<'_>) -> Flow<usize> {
    loop {
        let was_open = frame.stage == Stage::Value;
        if !matches!(frame.stage, Stage::Value | Stage::Colon | Stage::Begin) {
            let Some(key) = input.key(frame)? else {
                return Err(input.fail(Fault::Missing(tag)));
            };
            if key.text(input) == tag {
                frame.index = TAG;
            } else {
                frame.index = IGNORED;
                let text = key.text(input).to_owned();
                input.name(frame, &text);
                frame.seen.content = true;
            }
        }
        if !was_open {
            input.colon(frame)?;
        }
        if frame.index == TAG {
            let outer = if was_open { input.enter_open() } else { input.enter(Step::Field(tag)) };
            let variant = tag_of::<V>(input)?;
            if frame.seen.content {
                // It is read once more, after the members before it.
                input.node = outer;
            } else {
                input.leave(outer);
            }
            return Ok(variant);
        }
        let outer = if was_open { input.enter_open() } else { input.enter_named(frame) };
        input.skip::<true>()?;
        input.node = outer;
        frame.stage = Stage::After;
    }
}

/// The tag among the fields of an internally tagged enum.
const TAG: usize = usize::MAX - 1;

/// The object of an internally tagged enum, whose tag is known.
struct Internal<'a, V> {
    value: &'a mut V,
    tag: &'static str,
    is_replayed: bool,
}

impl<V: Record> Record for Internal<'_, V> {
    const FIELDS: usize = V::FIELDS;
    const TAKES_ALL: bool = V::TAKES_ALL;

    fn is_closed(&self) -> bool {
        self.value.is_closed()
    }

    fn find(&self, key: &str) -> Option<usize> {
        if key == self.tag { Some(TAG) } else { self.value.find(key) }
    }

    fn name(&self, field: usize) -> Option<&'static str> {
        if field == TAG { Some(self.tag) } else { self.value.name(field) }
    }

    fn is_taken(&self, field: usize) -> bool {
        if field == TAG { !self.is_replayed } else { self.value.is_taken(field) }
    }

    fn grow_field(&mut self, field: usize, input: &mut Input<'_>) -> Flow {
        if field == TAG { input.skip::<true>() } else { self.value.grow_field(field, input) }
    }

    fn missing(&self) -> Option<&'static str> {
        self.value.missing()
    }

    fn close(&mut self) {
        self.value.close();
    }
}

/// Reads on in an adjacently tagged enum: `{"tag": "Variant", "content": …}`.
///
/// Content before the tag is held back, and read when the tag is known.
///
/// # Errors
///
/// As [`Grow::grow`](super::place::Grow::grow).
pub fn adjacent<V: Variants, S: Place<V>>(
    [tag, content]: [&'static str; 2],
    is_closed: bool,
    place: &mut S,
    input: &mut Input<'_>,
) -> Flow {
    let level = input.level;
    let is_fresh = input.is_fresh();
    let frame = if is_fresh { input.open_object()? } else { input.reopened() };
    let mut object = Adjacent { place, tag, content, is_closed, seen: frame.seen, variants: PhantomData };
    let read = if is_fresh { members(&mut object, frame, input) } else { resume(&mut object, input) };
    if read == Err(Stop::Starved)
        && let Some(frame) = input.state.frames.get_mut(level)
    {
        frame.seen = object.seen;
        frame.is_hidden = object.seen.tag == Tag::Unseen;
    }
    read
}

/// The object of an adjacently tagged enum.
struct Adjacent<'a, V, S> {
    place: &'a mut S,
    tag: &'static str,
    content: &'static str,
    is_closed: bool,
    seen: Seen,
    variants: PhantomData<V>,
}

impl<V: Variants, S: Place<V>> Record for Adjacent<'_, V, S> {
    const FIELDS: usize = 2;
    const TAKES_ALL: bool = false;

    fn is_closed(&self) -> bool {
        self.is_closed
    }

    fn find(&self, key: &str) -> Option<usize> {
        [self.tag, self.content].iter().position(|name| *name == key)
    }

    fn name(&self, field: usize) -> Option<&'static str> {
        Some(if field == 0 { self.tag } else { self.content })
    }

    fn is_taken(&self, field: usize) -> bool {
        if field == 0 { self.seen.tag != Tag::Unseen } else { self.seen.content }
    }

    fn grow_field(&mut self, field: usize, input: &mut Input<'_>) -> Flow {
        if field == 0 {
            let variant = tag_of::<V>(input)?;
            self.seen.tag = if V::is_unit(variant) || V::may_lack(variant) { Tag::Alone } else { Tag::OfContent };
            start_around(variant, self.place, input)?;
            if !self.seen.content {
                return Ok(());
            }
            // The node is the tag's, and the content stands beside it.
            let beside = input.state.log.parent(input.node);
            let step = Step::Field(self.content);
            return input.replay(|input| {
                input.node = beside;
                let outer = input.enter(step);
                grow_content(self.place, input)?;
                input.leave(outer);
                Ok(())
            });
        }
        self.seen.content = true;
        if self.seen.tag != Tag::Unseen {
            return grow_content(self.place, input);
        }
        if input.is_fresh() {
            input.hold();
        }
        let start = input.pos;
        let read = input.skip::<true>();
        input.hold_from(start);
        read
    }

    fn is_held_back(&self, field: usize) -> bool {
        field == 1 && self.seen.tag == Tag::Unseen
    }

    fn missing(&self) -> Option<&'static str> {
        match self.seen {
            Seen { tag: Tag::Unseen, .. } => Some(self.tag),
            Seen { tag: Tag::OfContent, content: false, .. } => Some(self.content),
            _ => None,
        }
    }

    fn close(&mut self) {
        end_content(self.place);
    }
}
