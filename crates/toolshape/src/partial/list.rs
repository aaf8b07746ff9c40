//! Lists, which grow by their elements.

use super::change::Step;
use super::input::{Flow, Input};
use super::place::{Grow, Place, opened};
use super::state::Stage;

/// The place after the last finished element.
struct Tail<'a, P> {
    list: &'a mut Vec<P>,
    index: usize,
}

impl<P> Place<P> for Tail<'_, P> {
    #[inline]
    fn open(&mut self) -> Option<&mut P> {
        self.list.get_mut(self.index)
    }

    #[inline]
    fn put(&mut self, value: P) {
        self.list.push(value);
    }
}

impl<P: Grow> Grow for Vec<P> {
    fn grow<S: Place<Self>>(place: &mut S, input: &mut Input<'_>) -> Flow {
        input.open_list()?;
        elements(opened(place, input, Vec::new())?, input)
    }

    fn resume(&mut self, input: &mut Input<'_>) -> Flow {
        if let Some(index) = input.descend()
            && let Some(element) = self.get_mut(index)
        {
            return element.resume(input);
        }
        resume_here(self, input)
    }
}

/// Reads on in the elements of the innermost list that is open.
// On its own, so that the way down to it saves no registers.
#[inline(never)]
fn resume_here<P: Grow>(list: &mut Vec<P>, input: &mut Input<'_>) -> Flow {
    if let Some(index) = input.reopened() {
        input.level += 1;
        let outer = input.enter_open();
        match list.get_mut(index) {
            Some(element) => element.resume(input)?,
            None => P::grow(&mut Tail { list, index }, input)?,
        }
        input.leave(outer);
        input.level -= 1;
        input.state.stage = Stage::After;
    }
    elements(list, input)
}

/// Reads the elements of a list, to its end.
fn elements<P: Grow>(list: &mut Vec<P>, input: &mut Input<'_>) -> Flow {
    let level = input.level;
    input.level += 1;
    while input.element()? {
        let index = list.len();
        input.set_index(index);
        let outer = input.enter(Step::Index(index));
        P::grow(&mut Tail { list, index }, input)?;
        input.leave(outer);
        input.state.stage = Stage::After;
    }
    input.close(level);
    Ok(())
}

impl Input<'_> {
    /// Opens the list that begins with the next byte.
    pub(super) fn open_list(&mut self) -> Flow {
        if self.peek() != Some(b'[') {
            return Err(self.expected("a list"));
        }
        self.open()
    }

    /// Reads to the first byte of the next element; false where the list ends with the next byte.
    fn element(&mut self) -> Flow<bool> {
        if self.state.stage == Stage::After {
            match self.token()? {
                b',' => self.pos += 1,
                b']' => return Ok(false),
                _ => return Err(self.syntax("expected `,` or `]`")),
            }
            self.state.stage = Stage::Comma;
        }
        match (self.token()?, self.state.stage) {
            (b']', Stage::Opened) => return Ok(false),
            (b']', _) => return Err(self.syntax("trailing comma")),
            _ => self.state.stage = Stage::Value,
        }
        Ok(true)
    }
}
