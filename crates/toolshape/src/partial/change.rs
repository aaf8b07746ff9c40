//! What a fragment changed, as paths.

use std::fmt;

/// The values that the last fragment touched, outer ones first, in the order of the text.
///
/// ```
/// use toolshape::partial::Parser;
///
/// let mut parser = Parser::<Vec<String>>::new();
/// let changes = parser.feed(r#"["one", "tw"#)?;
/// let shown: Vec<String> = changes.iter().map(|change| change.to_string()).collect();
/// assert_eq!(shown, ["$", "$[0] complete", "$[1]"]);
/// # Ok::<(), toolshape::partial::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct Changes<'a> {
    pub(super) log: &'a Log,
}

impl<'a> Changes<'a> {
    /// Each value that appeared, grew or was completed.
    pub fn iter(&self) -> impl Iterator<Item = Change<'a>> + use<'a> {
        let log = self.log;
        log.nodes
            .iter()
            .enumerate()
            .filter(move |(_, node)| node.mark(log.feed) != Mark::Passed)
            .map(|(index, _)| Change { log, index })
    }

    /// Each value that is complete now and was not before: fields, elements and entries, and at
    /// last `$`.
    pub fn completed(&self) -> impl Iterator<Item = Change<'a>> + use<'a> {
        self.iter().filter(Change::is_complete)
    }

    /// Whether nothing of the value changed, as in white space or in the middle of a number.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }
}

impl fmt::Debug for Changes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// One value that appeared, grew or was completed.
#[derive(Clone, Copy)]
pub struct Change<'a> {
    log: &'a Log,
    index: usize,
}

impl<'a> Change<'a> {
    /// Where the value stands.
    #[must_use]
    pub fn path(&self) -> Path<'a> {
        Path { log: self.log, index: self.index }
    }

    /// Whether the value is complete, so that no later fragment changes it. In a map a later entry of
    /// the same key takes its place.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.log.nodes[self.index].mark(self.log.feed) == Mark::Complete
    }

    /// The index of a list's element that was completed, where the list stands at this path: `$` for the
    /// value itself, `findings` or `$.findings` for a list in it.
    ///
    /// ```
    /// use toolshape::partial::Parser;
    ///
    /// let mut parser = Parser::<Vec<u64>>::new();
    /// let changes = parser.feed("[1, 2, 3")?;
    /// let done: Vec<usize> = changes.iter().filter_map(|change| change.element_of("$")).collect();
    /// assert_eq!(done, [0, 1]);
    /// # Ok::<(), toolshape::partial::Error>(())
    /// ```
    #[must_use]
    pub fn element_of(&self, list: &str) -> Option<usize> {
        let path = self.path();
        match path.last()? {
            Segment::Index(index) if self.is_complete() && path.parent()? == *list => Some(index),
            _ => None,
        }
    }
}

impl fmt::Display for Change<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = if self.is_complete() { " complete" } else { "" };
        write!(f, "{}{state}", self.path())
    }
}

impl fmt::Debug for Change<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A place in a value. `Display` writes it as `$.items[3].sku`, and it compares with such a text, with or
/// without the `$.`
///
/// It compares step by step. A key that has a dot or a bracket in it is no such step and equals no
/// text: compare the [`segments`](Path::segments).
///
/// ```
/// use std::collections::BTreeMap;
/// use toolshape::partial::{Parser, Segment};
///
/// let mut parser = Parser::<BTreeMap<String, Vec<u64>>>::new();
/// let changes = parser.feed(r#"{"items": [1], "a.b": [2"#)?;
/// let paths: Vec<_> = changes.iter().map(|change| change.path()).collect();
/// assert!(paths[2] == "$.items[0]" && paths[2] == "items[0]");
/// assert!(paths[3] != "$.a.b" && paths[3].segments() == [Segment::Key("a.b")]);
/// # Ok::<(), toolshape::partial::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct Path<'a> {
    log: &'a Log,
    index: usize,
}

/// One step of a [`Path`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Segment<'a> {
    /// A field of a struct or the key of a map, as the JSON has it.
    Key(&'a str),
    /// An element of a list.
    Index(usize),
}

impl<'a> Path<'a> {
    /// The last step; none at the root.
    #[must_use]
    pub fn last(&self) -> Option<Segment<'a>> {
        match self.log.nodes[self.index].step {
            Step::Root => None,
            Step::Field(name) => Some(Segment::Key(name)),
            Step::Key { start, end } => self.log.keys.get(start..end).map(Segment::Key),
            Step::Index(index) => Some(Segment::Index(index)),
        }
    }

    /// The path without its last step; none of the root.
    #[must_use]
    pub fn parent(&self) -> Option<Path<'a>> {
        self.last()?;
        Some(Path { log: self.log, index: self.log.nodes[self.index].parent })
    }

    /// The steps, from the root on.
    #[must_use]
    pub fn segments(&self) -> Vec<Segment<'a>> {
        let mut segments: Vec<_> = self.upward().filter_map(|path| path.last()).collect();
        segments.reverse();
        segments
    }

    /// This path, its parent, and so on to the root.
    fn upward(self) -> impl Iterator<Item = Path<'a>> {
        std::iter::successors(Some(self), Path::parent)
    }

    fn write(&self, shown: bool, f: &mut dyn fmt::Write) -> fmt::Result {
        let Some(last) = self.last() else {
            return f.write_str("$");
        };
        if let Some(parent) = self.parent() {
            parent.write(shown, f)?;
        }
        let is_chosen = matches!(self.log.nodes[self.index].step, Step::Key { .. });
        match last {
            Segment::Key(_) if shown && is_chosen => f.write_str(".*"),
            Segment::Key(key) => write!(f, ".{key}"),
            Segment::Index(index) => write!(f, "[{index}]"),
        }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(false, f)
    }
}

impl fmt::Debug for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl PartialEq<str> for Path<'_> {
    fn eq(&self, text: &str) -> bool {
        let from_root = text.strip_prefix('$').filter(|rest| rest.is_empty() || rest.starts_with(['.', '[']));
        let mut rest = from_root.unwrap_or(text);
        // From the last step on, up to the root.
        for path in self.upward() {
            let step = match path.last() {
                None => break,
                Some(Segment::Key(key)) if key.contains(['.', '[']) => None,
                // The first step of a text without the root has no dot before it.
                Some(Segment::Key(key)) if rest == key && from_root.is_none() && !key.is_empty() => {
                    return path.parent().is_some_and(|parent| parent.last().is_none());
                }
                Some(Segment::Key(key)) => rest.strip_suffix(key).and_then(|rest| rest.strip_suffix('.')),
                Some(Segment::Index(index)) => rest
                    .strip_suffix(']')
                    .and_then(|rest| rest.rsplit_once('['))
                    .filter(|(_, digits)| *digits == index.to_string())
                    .map(|(rest, _)| rest),
            };
            match step {
                Some(before) => rest = before,
                None => return false,
            }
        }
        rest.is_empty()
    }
}

impl PartialEq<&str> for Path<'_> {
    fn eq(&self, text: &&str) -> bool {
        *self == **text
    }
}

/// The tree of values that the fragment touched.
///
/// The first nodes are the way to the value that was open when the fragment arrived: they stay from
/// one fragment to the next, so that one within a string costs none. Each further value that a
/// fragment touches costs one.
#[derive(Default)]
pub(super) struct Log {
    nodes: Vec<Node>,
    /// The nodes of that way, each the parent of the next.
    open: usize,
    /// The keys among the steps that no type declares, those of that way first.
    keys: String,
    /// How much of them belongs to that way.
    open_keys: usize,
    /// Counts the fragments, and wraps: a mark of another fragment than this one is none.
    feed: u32,
}

#[derive(Clone, Copy)]
struct Node {
    step: Step,
    parent: usize,
    mark: Mark,
    /// The fragment that the mark is of.
    feed: u32,
}

impl Node {
    fn mark(&self, feed: u32) -> Mark {
        if self.feed == feed { self.mark } else { Mark::Passed }
    }
}

#[derive(Clone, Copy)]
pub(super) enum Step {
    Root,
    Field(&'static str),
    Key { start: usize, end: usize },
    Index(usize),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// The way to a value that changed.
    Passed,
    Changed,
    Complete,
}

impl Log {
    /// Begins a fragment, at whose beginning the value of the node `last` is open; returns its node
    /// from then on.
    #[inline]
    pub(super) fn begin(&mut self, last: usize) -> usize {
        if self.nodes.is_empty() {
            self.open = 1;
            // More than most fragments need.
            self.nodes.reserve(16);
            return self.add(0, Step::Root);
        }
        self.feed = self.feed.wrapping_add(1);
        if last + 1 != self.open {
            self.open = self.reopen(last) + 1;
            if !self.keys.is_empty() {
                self.keep_keys();
            }
            self.open_keys = self.keys.len();
        }
        self.keys.truncate(self.open_keys);
        self.nodes.truncate(self.open);
        self.open - 1
    }

    /// Makes the way to a node the first nodes, and returns its place among them.
    fn reopen(&mut self, node: usize) -> usize {
        // What was open before is where it belongs.
        if node < self.open {
            return node;
        }
        // A node's parent stands before it, so none is overwritten before it is read.
        let opened = self.nodes[node];
        let parent = self.reopen(opened.parent);
        self.nodes[parent + 1] = Node { parent, ..opened };
        parent + 1
    }

    /// Drops the keys of other values than the open ones.
    #[cold]
    fn keep_keys(&mut self) {
        let (mut kept, mut dropped) = (0, 0);
        for node in self.nodes.iter_mut().take(self.open) {
            if let Step::Key { start, end } = &mut node.step {
                // In the text, the key of an outer value stands before those of the inner ones.
                let Some(until) = start.checked_sub(dropped).filter(|until| (kept..=self.keys.len()).contains(until))
                else {
                    return;
                };
                self.keys.drain(kept..until);
                dropped = *start - kept;
                (*start, *end) = (kept, *end - dropped);
                kept = *end;
            }
        }
        self.keys.truncate(kept);
    }

    #[inline]
    pub(super) fn add(&mut self, parent: usize, step: Step) -> usize {
        let node = self.nodes.len();
        self.nodes.push(Node { parent, step, mark: Mark::Passed, feed: self.feed });
        node
    }

    pub(super) fn key(&mut self, key: &str) -> Step {
        let start = self.keys.len();
        self.keys.push_str(key);
        Step::Key { start, end: self.keys.len() }
    }

    pub(super) fn parent(&self, node: usize) -> usize {
        self.nodes[node].parent
    }

    #[inline]
    pub(super) fn changed(&mut self, node: usize) {
        let node = &mut self.nodes[node];
        (node.mark, node.feed) = (Mark::Changed, self.feed);
    }

    #[inline]
    pub(super) fn complete(&mut self, node: usize) {
        let node = &mut self.nodes[node];
        (node.mark, node.feed) = (Mark::Complete, self.feed);
    }

    /// The path of a node: exact, and as an error shows it.
    pub(super) fn paths(&self, node: usize) -> (String, String) {
        if self.nodes.is_empty() {
            return ("$".to_owned(), "$".to_owned());
        }
        let path = Path { log: self, index: node };
        let mut shown = String::new();
        // Writing to a string cannot fail.
        let _ = path.write(true, &mut shown);
        (path.to_string(), shown)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::Value;

    use super::*;
    use crate::partial::Parser;

    #[test]
    fn the_keys_of_values_that_are_closed_are_not_kept() {
        let mut parser = Parser::<BTreeMap<String, BTreeMap<String, Value>>>::new();
        parser.feed("{\"outer\": {\"first\": 1").unwrap();
        for index in 0..1000 {
            parser.feed(&format!(", \"number {index}\": [{{\"x\": ")).unwrap();
            parser.feed("1}]").unwrap();
            let Log { keys, nodes, .. } = parser.changes().log;
            assert!(keys.len() < 64 && nodes.len() < 16, "{keys}");
        }
        let changes = parser.feed(", \"last\": \"").unwrap();
        assert!(changes.iter().any(|change| change.path() == "outer.last"));
    }

    #[test]
    fn the_keys_that_came_and_went_with_a_fragment_are_not_kept() {
        let mut parser = Parser::<BTreeMap<String, Value>>::new();
        parser.feed("{\"outer\": {").unwrap();
        for index in 0..1000 {
            parser.feed(&format!("\"number {index}\": 1,")).unwrap();
            let keys = &parser.changes().log.keys;
            assert!(keys.len() < 32, "{keys}");
        }
    }
}
