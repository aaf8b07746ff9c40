//! `{"tag": "Variant", "content": …}`.

use std::marker::PhantomData;

use super::super::change::Step;
use super::super::input::{Flow, Input, Stop};
use super::super::object::{Record, members, resume};
use super::super::place::Place;
use super::super::state::{Seen, Tag};
use super::{Variants, end_content, grow_content, start_around, tag_of};

/// Reads on in an adjacently tagged enum: `{"tag": "Variant", "content": …}`.
///
/// Content before the tag is held back, and read when the tag is known.
///
/// # Errors
///
/// As [`Grow::grow`](super::super::place::Grow::grow).
pub fn adjacent<V: Variants, S: Place<V>>(
    [tag, content]: [&'static str; 2],
    is_closed: bool,
    place: &mut S,
    input: &mut Input<'_>,
) -> Flow {
    let level = input.level;
    let is_fresh = input.is_fresh();
    if is_fresh {
        input.open_object()?;
    }
    let seen = input.state.frames.get(level).map_or_else(Seen::default, |frame| frame.seen);
    let mut object = Adjacent { place, tag, content, is_closed, seen, variants: PhantomData };
    let read = if is_fresh { members(&mut object, input) } else { resume(&mut object, input) };
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
