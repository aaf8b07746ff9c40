//! The value while its JSON arrives.

use std::any::Any;

use toolshape::Partial;
use toolshape::partial::{Changes, Parser};

/// Reads a `T` in parts and shows it as a `P`.
pub(crate) trait Watch<T, P>: Send + Sync {
    /// Reads one fragment, and says whether what there is of the value changed.
    fn feed(&mut self, fragment: &str) -> bool;

    /// Whether the text so far can be that of a value.
    fn follows(&self) -> bool;

    /// What there is of the value, and what the last fragment changed about it.
    fn seen(&self) -> Option<(&P, Changes<'_>)>;

    /// The value, where all of it has arrived. What there was of it is shown no more.
    fn complete(&mut self) -> Option<T>;

    /// What there was of the value.
    fn take(&mut self) -> Option<Box<dyn Any + Send + Sync>>;
}

/// How the input of a tool begins to be watched. None where it cannot be read in parts.
pub(crate) type Begin<T, P> = fn(tool: &str) -> Option<Box<dyn Watch<T, P>>>;

/// A type that is read in parts.
pub(crate) struct InParts<T: Partial> {
    parser: Option<Parser<T>>,
    follows: bool,
    rest: Option<Box<dyn Any + Send + Sync>>,
}

impl<T: Partial> InParts<T> {
    pub(crate) fn of_tool(tool: &str) -> Option<Self> {
        Some(Self { parser: Some(Parser::of_tool(tool)?), follows: true, rest: None })
    }
}

impl<T: Partial> Watch<T, T::Partial> for InParts<T>
where
    T::Partial: Send + Sync + 'static,
{
    fn feed(&mut self, fragment: &str) -> bool {
        let Some(parser) = self.parser.as_mut().filter(|_| self.follows) else { return false };
        let changed = parser.feed(fragment).map(|changes| !changes.is_empty());
        self.follows = changed.is_ok();
        changed.unwrap_or_default() && parser.partial().is_some()
    }

    fn follows(&self) -> bool {
        self.follows
    }

    fn seen(&self) -> Option<(&T::Partial, Changes<'_>)> {
        let parser = self.parser.as_ref()?;
        Some((parser.partial()?, parser.changes()))
    }

    fn complete(&mut self) -> Option<T> {
        let parser = self.parser.take_if(|_| self.follows)?;
        match parser.finish() {
            Ok(value) => Some(value),
            Err(mut error) => {
                let rest = error.take_partial::<T::Partial>();
                self.rest = rest.map(|rest| Box::new(rest) as _);
                None
            }
        }
    }

    fn take(&mut self) -> Option<Box<dyn Any + Send + Sync>> {
        let partial = self.parser.take().and_then(Parser::into_partial);
        partial.map(|partial| Box::new(partial) as _).or_else(|| self.rest.take())
    }
}

/// A type of which nothing is shown before the whole of it.
#[derive(Default)]
pub(crate) struct AtTheEnd {
    /// The first character that is no white space.
    first: Option<char>,
}

impl<T> Watch<T, ()> for AtTheEnd {
    fn feed(&mut self, fragment: &str) -> bool {
        self.first = self.first.or_else(|| fragment.trim_start().chars().next());
        false
    }

    fn follows(&self) -> bool {
        self.first.is_none_or(|first| first == '{')
    }

    fn seen(&self) -> Option<(&(), Changes<'_>)> {
        None
    }

    fn complete(&mut self) -> Option<T> {
        None
    }

    fn take(&mut self) -> Option<Box<dyn Any + Send + Sync>> {
        None
    }
}
