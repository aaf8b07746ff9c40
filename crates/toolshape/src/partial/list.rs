//! Lists, which grow by their elements.

use super::change::Step;
use super::input::{Flow, Frame, Input, Stage};
use super::place::{Grow, Place, opened};

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
        let fresh = if input.is_fresh() {
            input.open_list()?;
            Some(Vec::new())
        } else {
            None
        };
        elements(opened(place, input, fresh)?, input)
    }

    fn tail(&mut self, frames: &[Frame]) -> Option<&mut String> {
        let (frame, inner) = frames.split_first()?;
        self.get_mut(frame.index)?.tail(inner)
    }
}

/// Reads on in the elements of the list at this level, to its end.
pub(super) fn elements<P: Grow>(list: &mut Vec<P>, input: &mut Input<'_>) -> Flow {
    let level = input.level;
    input.level = level + 1;
    loop {
        let was_open = input.state.frames[level].stage == Stage::Value;
        if !was_open {
            if !input.element(level)? {
                break;
            }
            input.state.frames[level].index = list.len();
        }
        let index = input.state.frames[level].index;
        let outer = input.enter(was_open, |_| Step::Index(index));
        P::grow(&mut Tail { list: &mut *list, index }, input)?;
        input.leave(outer);
        input.state.frames[level].stage = Stage::After;
    }
    input.level = level;
    input.close();
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
    fn element(&mut self, level: usize) -> Flow<bool> {
        let mut stage = self.state.frames[level].stage;
        loop {
            match (self.starving_in(level, stage)?, stage) {
                (b']', Stage::Opened | Stage::After) => return Ok(false),
                (b',', Stage::After) => {
                    self.pos += 1;
                    stage = Stage::Comma;
                }
                (_, Stage::After) => return Err(self.syntax("expected `,` or `]`")),
                (b']', _) => return Err(self.syntax("trailing comma")),
                _ => break,
            }
        }
        self.state.frames[level].stage = Stage::Value;
        Ok(true)
    }
}
