//! Where a value is to stand, before and while it arrives.

use super::error::Fault;
use super::input::{Flow, Input};

/// A value that is read into its place as it arrives.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read in parts",
    note = "derive `toolshape::Partial` for it, or mark the field `#[tool(whole)]`: it then appears when it is complete"
)]
pub trait Grow: Sized {
    /// Reads a value, to its end or that of the fragment; or reads on in one of which nothing is seen.
    ///
    /// A value that has not begun begins at the next byte, which is there and no white space.
    ///
    /// # Errors
    ///
    /// When the value does not end in this fragment, or is not of this type.
    fn grow<S: Place<Self>>(place: &mut S, input: &mut Input<'_>) -> Flow;

    /// Reads on in a value that is seen already: in the innermost list or object that is open in it, to
    /// the end of that alone, or in its own text.
    ///
    /// # Errors
    ///
    /// As [`grow`](Grow::grow).
    fn resume(&mut self, input: &mut Input<'_>) -> Flow {
        Err(input.fail(Fault::Incomplete))
    }

    /// All of the value has arrived. Called where the value remembers it: as the content of a variant.
    fn end(&mut self) {}
}

/// Reads a value, or reads on in it, where nothing else can stand in its place.
///
/// # Errors
///
/// As [`Grow::grow`].
#[inline]
pub fn grow_on<P: Grow>(place: &mut Option<P>, input: &mut Input<'_>) -> Flow {
    match place {
        Some(value) if !input.is_fresh() => value.resume(input),
        _ => P::grow(place, input),
    }
}

/// A place for one value: empty, until there is something to see.
pub trait Place<P> {
    /// What was put here.
    fn open(&mut self) -> Option<&mut P>;

    /// Puts a value here.
    fn put(&mut self, value: P);
}

/// Refuses the input of a tool that is not known.
///
/// # Errors
///
/// Always.
#[cold]
pub fn no_tool(input: &mut Input<'_>) -> Flow {
    Err(input.fail(Fault::Expected("to know the tool before its input")))
}

/// Puts a value that begins in its place, and returns it.
#[inline]
pub(super) fn opened<'p, P, S: Place<P>>(place: &'p mut S, input: &mut Input<'_>, fresh: P) -> Flow<&'p mut P> {
    input.changed();
    place.put(fresh);
    // What was put is there.
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
    fn resume(&mut self, input: &mut Input<'_>) -> Flow {
        match self {
            Some(value) => value.resume(input),
            // A null is seen when it is complete.
            None => Err(input.fail(Fault::Incomplete)),
        }
    }

    fn end(&mut self) {
        if let Some(value) = self {
            value.end();
        }
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

    #[inline]
    fn resume(&mut self, input: &mut Input<'_>) -> Flow {
        P::resume(self, input)
    }

    fn end(&mut self) {
        P::end(self);
    }
}
