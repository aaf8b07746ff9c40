//! Enums, whose value is seen once its tag is.

mod adjacent;
mod external;
mod internal;

pub use adjacent::adjacent;
pub use external::external;
pub use internal::internal;

use super::error::Fault;
use super::input::{Flow, Input};
use super::place::{Grow, Place};

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
    #[must_use]
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
