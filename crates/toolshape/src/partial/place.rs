//! Where a value is to stand, before and while it arrives.

use super::error::Fault;
use super::input::{Flow, Frame, Input};

/// A value that is read into its place as it arrives.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read in parts",
    note = "derive `toolshape::Partial` for it, or mark the field `#[tool(whole)]`: it then appears when it is complete"
)]
pub trait Grow: Sized {
    /// Reads on, to the end of the value or of the fragment.
    ///
    /// A value that has not begun begins at the next byte, which is there and no white space.
    ///
    /// # Errors
    ///
    /// When the value does not end in this fragment, or is not of this type.
    fn grow<S: Place<Self>>(place: &mut S, input: &mut Input<'_>) -> Flow;

    /// The string within this value that is open, by the frames that are: a shorter way than
    /// `grow` for a fragment that only goes on in it. None where there is no such way.
    #[inline]
    fn tail(&mut self, _frames: &[Frame]) -> Option<&mut String> {
        None
    }
}

/// A place for one value: empty, until there is something to see.
pub trait Place<P> {
    /// What was put here.
    fn open(&mut self) -> Option<&mut P>;

    /// Puts a value here.
    fn put(&mut self, value: P);
}

/// What was put in a place, or `fresh` put there now, of a value that begins.
#[inline]
pub(super) fn opened<'p, P, S: Place<P>>(place: &'p mut S, input: &mut Input<'_>, fresh: Option<P>) -> Flow<&'p mut P> {
    if let Some(fresh) = fresh {
        input.changed();
        place.put(fresh);
    }
    // A place is empty here only if its list or map was changed between two fragments.
    place.open().ok_or_else(|| input.fail(Fault::Incomplete))
}

impl<P> Place<P> for Option<P> {
    #[inline]
    fn open(&mut self) -> Option<&mut P> {
        self.as_mut()
    }

    #[inline]
    fn put(&mut self, value: P) {
        *self = Some(value);
    }
}

/// The inside of an optional value that is not null.
struct Present<'a, S>(&'a mut S);

impl<P, S: Place<Option<P>>> Place<P> for Present<'_, S> {
    #[inline]
    fn open(&mut self) -> Option<&mut P> {
        self.0.open()?.as_mut()
    }

    #[inline]
    fn put(&mut self, value: P) {
        self.0.put(Some(value));
    }
}

impl<P: Grow> Grow for Option<P> {
    fn grow<S: Place<Self>>(place: &mut S, input: &mut Input<'_>) -> Flow {
        if input.is_null() {
            input.literal()?;
            place.put(None);
            return Ok(());
        }
        P::grow(&mut Present(place), input)
    }

    #[inline]
    fn tail(&mut self, frames: &[Frame]) -> Option<&mut String> {
        self.as_mut()?.tail(frames)
    }
}

/// The inside of a box.
struct Boxed<'a, S>(&'a mut S);

impl<P, S: Place<Box<P>>> Place<P> for Boxed<'_, S> {
    #[inline]
    fn open(&mut self) -> Option<&mut P> {
        self.0.open().map(Box::as_mut)
    }

    #[inline]
    fn put(&mut self, value: P) {
        self.0.put(Box::new(value));
    }
}

impl<P: Grow> Grow for Box<P> {
    fn grow<S: Place<Self>>(place: &mut S, input: &mut Input<'_>) -> Flow {
        P::grow(&mut Boxed(place), input)
    }

    fn tail(&mut self, frames: &[Frame]) -> Option<&mut String> {
        P::tail(self, frames)
    }
}
