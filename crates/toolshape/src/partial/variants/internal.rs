//! `{"tag": "Variant", …fields}`.

use super::super::change::Step;
use super::super::error::Fault;
use super::super::input::{Flow, Input};
use super::super::object::{IGNORED, Record, members, resume};
use super::super::place::Place;
use super::super::state::Stage;
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
    let level = input.level;
    let mut is_in_value = false;
    if input.is_fresh() {
        input.open_object()?;
        input.set_hidden(level, true);
        input.hold();
    } else {
        is_in_value = input.reopened().is_some();
    }
    let from = input.pos;
    input.level = level + 1;
    let found = seek::<V>(tag, is_in_value, input);
    input.hold_from(from);
    start(found?, place, input)?;
    input.set_hidden(level, false);
    input.level = level;
    let Some(value) = place.open() else {
        return Err(input.fail(Fault::Incomplete));
    };
    if has_members(input) {
        input.state.stage = Stage::Opened;
        input.replay(|input| members(&mut Internal { value, tag, is_replayed: true }, input))?;
    }
    input.state.stage = Stage::After;
    members(&mut Internal { value, tag, is_replayed: false }, input)
}

/// Whether members came before the tag.
fn has_members(input: &Input<'_>) -> bool {
    input.state.frames.last().is_some_and(|frame| frame.seen.content)
}

/// Reads past the members before the tag, and the tag; on in the value of one, if it is in one.
fn seek<V: Variants>(tag: &'static str, mut is_in_value: bool, input: &mut Input<'_>) -> Flow<usize> {
    loop {
        if !is_in_value {
            if !input.is_after_key() {
                let Some(key) = input.key()? else {
                    return Err(input.fail(Fault::Missing(tag)));
                };
                if key.text(input) == tag {
                    input.set_index(TAG);
                } else {
                    input.name(key);
                    if let Some(frame) = input.state.frames.last_mut() {
                        frame.index = IGNORED;
                        frame.seen.content = true;
                    }
                }
            }
            input.colon()?;
        }
        if input.index() == TAG {
            let outer = if is_in_value { input.enter_open() } else { input.enter(Step::Field(tag)) };
            let variant = tag_of::<V>(input)?;
            if has_members(input) {
                // It is read once more, after the members before it.
                input.node = outer;
            } else {
                input.leave(outer);
            }
            return Ok(variant);
        }
        let outer = if is_in_value { input.enter_open() } else { input.enter_named() };
        input.skip::<true>()?;
        input.node = outer;
        input.state.stage = Stage::After;
        is_in_value = false;
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
