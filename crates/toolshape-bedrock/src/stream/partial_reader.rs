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
        // What stands before the mistake in the fragment has arrived, too.
        self.follows = self.parser.feed(fragment).is_ok();
        !self.parser.changes().is_empty() && self.parser.partial().is_some()
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    /// The values that are completed, in any order, when a text comes in fragments of this size.
    fn completed(text: &str, size: usize) -> Vec<String> {
        let mut reader = InParts::<Value>::of_tool("any").expect("a value is of any tool");
        let mut completed = Vec::new();
        for fragment in text.as_bytes().chunks(size) {
            let fragment = str::from_utf8(fragment).expect("it is ASCII");
            if reader.feed(fragment) {
                let (_, changes) = reader.partial().expect("there is something");
                completed.extend(changes.completed().map(|change| change.path().to_string()));
            }
        }
        completed.sort();
        completed
    }

    proptest! {
        #[test]
        fn what_comes_before_a_mistake_is_seen_in_fragments_of_any_size(
            rows in prop::collection::vec(prop::collection::vec("[a-z]{0,3}", 0..3), 0..3),
            at in any::<prop::sample::Index>(),
            size in 1usize..8,
        ) {
            let mut text = serde_json::to_string(&rows).expect("it is JSON");
            text.insert(at.index(text.len() + 1), '!');
            let whole = completed(&text, text.len());
            prop_assert_eq!(completed(&text, 1), &*whole, "{}", text);
            prop_assert_eq!(completed(&text, size), whole, "{}", text);
        }
    }
}
