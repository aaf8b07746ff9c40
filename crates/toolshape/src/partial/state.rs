//! What is remembered between fragments.

use super::change::Log;
use super::error::Error;
use super::number::Digits;
use super::skip::Skip;
use super::text::Escape;

/// What one list or object remembers while it is open.
#[derive(Debug)]
pub(super) struct Frame {
    /// Nothing of the value is seen yet, as in an enum before its tag.
    pub(super) is_hidden: bool,
    /// The field or the element that is being read.
    pub(super) index: usize,
    /// Where its key begins in [`State::keys`].
    pub(super) key: usize,
    /// What enums and maps remember.
    pub(super) seen: Seen,
}

impl Frame {
    /// The frame of a list or an object whose opening bracket was read.
    #[inline]
    pub(super) fn opened(keys: &str) -> Self {
        Frame { is_hidden: false, index: 0, key: keys.len(), seen: Seen::default() }
    }
}

/// What came of a tagged enum, and of a map's value.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Seen {
    pub(super) tag: Tag,
    /// Content, or members, were seen.
    pub(super) content: bool,
    /// The value of a map's key stands in the map, and is not that of the same key before.
    pub(super) value: bool,
}

/// Whether the tag of an enum was seen, and whether content must come with it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Tag {
    #[default]
    Unseen,
    Alone,
    OfContent,
}

/// How far the innermost open list or object was read. Those around it are in a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// After the opening bracket: the first item, or the end.
    Opened,
    /// In the middle of a key.
    InKey,
    /// After a key.
    Colon,
    /// After the colon.
    Begin,
    /// In a value.
    Value,
    /// After a value: a comma, or the end.
    After,
    /// After a comma: an item.
    Comma,
}

/// The scalar that the fragment broke off in.
#[derive(Debug, Clone, Copy)]
pub(super) enum Leaf {
    None,
    Text(Escape),
    Number(Digits),
    /// A literal, and how many of its bytes were seen.
    Literal(&'static str, usize),
}

/// What is remembered between fragments.
pub(super) struct State {
    pub(super) frames: Vec<Frame>,
    pub(super) stage: Stage,
    pub(super) leaf: Leaf,
    pub(super) skip: Option<Skip>,
    /// The text so far of what is kept back until it is complete: a key, a number, a whole value.
    pub(super) scratch: String,
    /// The keys of the open objects, as far as no type declares them.
    pub(super) keys: String,
    /// The members of an enum's object that came before its tag.
    pub(super) held: Held,
    pub(super) log: Log,
    /// The node of the innermost open value.
    pub(super) last: usize,
    pub(super) error: Option<Error>,
    /// The open lists and objects that are refused.
    pub(super) max_depth: usize,
    /// The bytes of all earlier fragments.
    pub(super) base: usize,
    pub(super) line: usize,
    /// Where the line begins.
    pub(super) line_start: usize,
}

/// A piece of the text that is read later, and where it stood.
#[derive(Default)]
pub(super) struct Held {
    pub(super) text: String,
    pub(super) base: usize,
    pub(super) line: usize,
    pub(super) line_start: usize,
}

impl State {
    pub(super) fn new(max_depth: usize) -> Self {
        Self {
            // Deeper than most values, so that most never make it grow.
            frames: Vec::with_capacity(8),
            stage: Stage::Opened,
            leaf: Leaf::None,
            skip: None,
            scratch: String::new(),
            keys: String::new(),
            held: Held::default(),
            log: Log::default(),
            last: 0,
            error: None,
            max_depth,
            base: 0,
            line: 1,
            line_start: 0,
        }
    }

    /// Whether the value at the root has begun.
    #[inline]
    pub(super) fn is_open(&self) -> bool {
        !self.frames.is_empty() || !matches!(self.leaf, Leaf::None) || self.skip.is_some()
    }
}
