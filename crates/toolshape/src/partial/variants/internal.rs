//! `{"tag": "Variant", …fields}`.

use super::super::change::Step;
use super::super::error::Fault;
use super::super::input::{Flow, Input};
use super::super::object::{IGNORED, Record, members, resume};
use super::super::place::Place;
use super::super::state::{Frame, Stage};
use super::{Variants, start, tag_of};

/// Reads on in an internally tagged enum: `{"tag": "Variant", …fields}`.
///
/// The members before the tag are held back, and read when it is known.
///
/// # Errors
///
/// As [`Grow::grow`](super::super::place::Grow::grow).
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
                input.name(frame, key);
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
