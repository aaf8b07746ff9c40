//! The value while its JSON arrives.

use std::any::Any;

use toolshape::Partial;
use toolshape::partial::{Changes, Parser};

/// Reads a `T` in parts and shows it as a `P`.
pub(crate) trait PartialReader<T, P>: Send + Sync {
    /// Reads one fragment, and says whether what there is of the value changed.
    fn feed(&mut self, fragment: &str) -> bool;

    /// Whether the text so far can be that of a value.
    fn follows(&self) -> bool;

    /// What there is of the value, and what the last fragment changed about it.
    fn partial(&self) -> Option<(&P, Changes<'_>)>;

    /// The value, where all of it has arrived.
    fn complete(self: Box<Self>) -> Option<T>;

    /// What there was of the value.
    fn into_partial(self: Box<Self>) -> Option<Box<dyn Any + Send + Sync>>;
}

/// Begins to read the input of a tool. None where it cannot be read in parts.
pub(crate) type NewPartialReader<T, P> = fn(tool: &str) -> Option<Box<dyn PartialReader<T, P>>>;

/// A type that is read in parts.
pub(crate) struct InParts<T: Partial> {
    parser: Parser<T>,
    follows: bool,
}

impl<T: Partial> InParts<T> {
    pub(crate) fn of_tool(tool: &str) -> Option<Self> {
        Some(Self { parser: Parser::of_tool(tool)?, follows: true })
    }
}

impl<T: Partial> PartialReader<T, T::Partial> for InParts<T>
where
    T::Partial: Send + Sync + 'static,
{
    fn feed(&mut self, fragment: &str) -> bool {
        if !self.follows {
            return false;
        }
        let changed = self.parser.feed(fragment).map(|changes| !changes.is_empty());
        self.follows = changed.is_ok();
        changed.unwrap_or_default() && self.parser.partial().is_some()
    }

    fn follows(&self) -> bool {
        self.follows
    }

    fn partial(&self) -> Option<(&T::Partial, Changes<'_>)> {
        Some((self.parser.partial()?, self.parser.changes()))
    }

    fn complete(self: Box<Self>) -> Option<T> {
        self.parser.finish().ok()
    }

    fn into_partial(self: Box<Self>) -> Option<Box<dyn Any + Send + Sync>> {
        self.parser.into_partial().map(|partial| Box::new(partial) as _)
    }
}

/// A type of which nothing is shown before the whole of it.
#[derive(Default)]
pub(crate) struct AtTheEnd {
    /// The first character that is no white space.
    first: Option<char>,
}

impl<T> PartialReader<T, ()> for AtTheEnd {
    fn feed(&mut self, fragment: &str) -> bool {
        self.first = self.first.or_else(|| fragment.trim_start().chars().next());
        false
    }

    fn follows(&self) -> bool {
        self.first.is_none_or(|first| first == '{')
    }

    fn partial(&self) -> Option<(&(), Changes<'_>)> {
        None
    }

    fn complete(self: Box<Self>) -> Option<T> {
        None
    }

    fn into_partial(self: Box<Self>) -> Option<Box<dyn Any + Send + Sync>> {
        None
    }
}
