//! `true`, `false` and `null`.

use super::input::{Flow, Input, Stop};
use super::place::{Grow, Place};
use super::state::Leaf;

impl Input<'_> {
    /// Whether the value is `null`, or what was seen of one.
    #[inline]
    pub(super) fn is_null(&self) -> bool {
        if self.is_fresh() {
            return self.peek() == Some(b'n');
        }
        self.is_at_leaf() && self.state.skip.is_none() && matches!(self.state.leaf, Leaf::Literal("null", _))
    }

    /// Reads on in a literal, to its end, and returns it.
    pub(super) fn literal(&mut self) -> Flow<&'static str> {
        let leaf = if self.is_resumed { self.take_leaf() } else { Leaf::None };
        let (word, mut seen) = match leaf {
            Leaf::Literal(word, seen) => (word, seen),
            _ => match self.peek() {
                Some(b't') => ("true", 0),
                Some(b'f') => ("false", 0),
                Some(b'n') => ("null", 0),
                _ => return Err(self.expected("a literal")),
            },
        };
        while let Some(&wanted) = word.as_bytes().get(seen) {
            match self.peek() {
                Some(byte) if byte == wanted => self.pos += 1,
                Some(_) => return Err(self.syntax("expected `true`, `false` or `null`")),
                None => {
                    self.state.leaf = Leaf::Literal(word, seen);
                    return Err(Stop::Starved);
                }
            }
            seen += 1;
        }
        Ok(word)
    }
}

impl Grow for bool {
    fn grow<S: Place<Self>>(place: &mut S, input: &mut Input<'_>) -> Flow {
        if input.is_fresh() && !matches!(input.peek(), Some(b't' | b'f')) {
            return Err(input.expected("`true` or `false`"));
        }
        let word = input.literal()?;
        place.put(word == "true");
        Ok(())
    }
}

impl Grow for () {
    fn grow<S: Place<Self>>(place: &mut S, input: &mut Input<'_>) -> Flow {
        if input.is_fresh() && input.peek() != Some(b'n') {
            return Err(input.expected("`null`"));
        }
        input.literal()?;
        place.put(());
        Ok(())
    }
}
