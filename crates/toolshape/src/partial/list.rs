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
        let (fresh, frame) =
            if input.is_fresh() { (Some(Vec::new()), input.open_list()?) } else { (None, input.resume()) };
        elements(opened(place, input, fresh)?, frame, input)
    }

    fn tail(&mut self, frames: &[Frame]) -> Option<&mut String> {
        let (frame, inner) = frames.split_first()?;
        self.get_mut(frame.index)?.tail(inner)
    }
}

/// Reads on in the elements of a list, to its end.
pub(super) fn elements<P: Grow>(list: &mut Vec<P>, mut frame: Frame, input: &mut Input<'_>) -> Flow {
    let level = input.level;
    input.level = level + 1;
    if frame.stage == Stage::Value {
        // Where this element does not end in this fragment either, the frame stays as it is.
        element(list, frame.index, true, input)?;
        frame.stage = Stage::After;
    }
    let read = fresh_elements(list, &mut frame, input);
    if read.is_err() {
        input.save(level, frame);
        return read;
    }
    input.close(level, &frame);
    Ok(())
}

fn fresh_elements<P: Grow>(list: &mut Vec<P>, frame: &mut Frame, input: &mut Input<'_>) -> Flow {
    while input.element(frame)? {
        frame.index = list.len();
        element(list, frame.index, false, input)?;
        frame.stage = Stage::After;
    }
    Ok(())
}

#[inline]
fn element<P: Grow>(list: &mut Vec<P>, index: usize, was_open: bool, input: &mut Input<'_>) -> Flow {
    let outer = input.enter(was_open, |_| Step::Index(index));
    P::grow(&mut Tail { list, index }, input)?;
    input.leave(outer);
    Ok(())
}

impl Input<'_> {
    /// Opens the list that begins with the next byte.
    pub(super) fn open_list(&mut self) -> Flow<Frame> {
        if self.peek() != Some(b'[') {
            return Err(self.expected("a list"));
        }
        self.open()
    }

    /// Reads to the first byte of the next element; false where the list ends with the next byte.
    fn element(&mut self, frame: &mut Frame) -> Flow<bool> {
        if frame.stage == Stage::After {
            match self.token()? {
                b',' => self.pos += 1,
                b']' => return Ok(false),
                _ => return Err(self.syntax("expected `,` or `]`")),
            }
            frame.stage = Stage::Comma;
        }
        match (self.token()?, frame.stage) {
            (b']', Stage::Opened) => return Ok(false),
            (b']', _) => return Err(self.syntax("trailing comma")),
            _ => frame.stage = Stage::Value,
        }
        Ok(true)
    }
}
