//! `"Unit"` or `{"Variant": content}`.

use std::marker::PhantomData;

use super::super::error::Fault;
use super::super::input::{Flow, Input};
use super::super::object::{Record, members, resume};
use super::super::place::Place;
use super::{Variants, end_content, grow_content, start, start_around, tag_of};

/// Reads on in an externally tagged enum: `"Unit"` or `{"Variant": content}`.
///
/// # Errors
///
/// As [`Grow::grow`](super::super::place::Grow::grow).
pub fn external<V: Variants, S: Place<V>>(place: &mut S, input: &mut Input<'_>) -> Flow {
    let is_fresh = input.is_fresh();
    let is_started = !is_fresh && place.open().is_some();
    let mut object = External { place: &mut *place, is_started, variants: PhantomData };
    let level = input.level;
    let read = if is_fresh && input.peek() == Some(b'{') {
        input.open()?;
        members(&mut object, input)
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
