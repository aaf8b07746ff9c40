//! Where the values of a text stand, found in one pass over it.

use std::collections::HashMap;

use super::Place;
use crate::pointer::{escape, unescape};

/// The places of all values of a JSON text, and of its lines.
#[derive(Debug)]
pub(super) struct Outline {
    /// The first is the whole.
    values: Vec<Node>,
    lines: Lines,
    repeated: Vec<String>,
}

#[derive(Debug)]
struct Node {
    start: usize,
    end: usize,
    below: Below,
}

/// Values in a value, by their number.
#[derive(Debug)]
enum Below {
    Nothing,
    Members(HashMap<String, usize>),
    Elements(Vec<usize>),
}

impl Outline {
    /// The outline of a text that has been read as JSON.
    pub(super) fn of(text: &str) -> Self {
        let mut scanner = Scanner { text, at: 0, values: Vec::new(), path: String::new(), repeated: Vec::new() };
        scanner.value();
        Self { values: scanner.values, lines: Lines::of(text), repeated: scanner.repeated }
    }

    /// The pointers of members that stand more than once in their object.
    pub(super) fn repeated(&self) -> &[String] {
        &self.repeated
    }

    /// Where the value that a JSON pointer leads to stands; the deepest value on the way where it leads nowhere.
    pub(super) fn place(&self, pointer: &str) -> Place {
        let mut node = &self.values[0];
        for segment in pointer.split('/').skip(1) {
            let below = match &node.below {
                Below::Nothing => None,
                Below::Members(members) => members.get(&unescape(segment)),
                Below::Elements(elements) => segment.parse().ok().and_then(|at: usize| elements.get(at)),
            };
            let Some(below) = below else { break };
            node = &self.values[*below];
        }
        self.lines.place(node.start, node.end - node.start)
    }
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    values: Vec<Node>,
    path: String,
    repeated: Vec<String>,
}

impl<'t> Scanner<'t> {
    /// Reads the next value, and gives its number.
    fn value(&mut self) -> usize {
        self.next();
        let number = self.values.len();
        self.values.push(Node { start: self.at, end: self.at, below: Below::Nothing });
        let below = match self.next() {
            Some(b'{') => {
                self.at += 1;
                Below::Members(self.members())
            }
            Some(b'[') => {
                self.at += 1;
                Below::Elements(self.elements())
            }
            Some(b'"') => {
                self.string();
                Below::Nothing
            }
            _ => {
                let rest = &self.text[self.at..];
                let ends = |c: char| matches!(c, ',' | ']' | '}' | ' ' | '\t' | '\n' | '\r');
                self.at += rest.find(ends).unwrap_or(rest.len());
                Below::Nothing
            }
        };
        self.values[number].below = below;
        self.values[number].end = self.at;
        number
    }

    fn members(&mut self) -> HashMap<String, usize> {
        let mut members = HashMap::new();
        while self.inside(b'}').is_some() {
            let name = self.string();
            let name = if name.contains('\\') {
                serde_json::from_str(name).unwrap_or_default()
            } else {
                name.trim_matches('"').to_owned()
            };
            self.next();
            self.at += 1; // the colon
            let outer = self.path.len();
            self.path.push('/');
            self.path.push_str(&escape(&name));
            let value = self.value();
            if members.insert(name, value).is_some() {
                self.repeated.push(self.path.clone());
            }
            self.path.truncate(outer);
        }
        members
    }

    fn elements(&mut self) -> Vec<usize> {
        let mut elements = Vec::new();
        while self.inside(b']').is_some() {
            let outer = self.path.len();
            self.path.push('/');
            self.path.push_str(&elements.len().to_string());
            elements.push(self.value());
            self.path.truncate(outer);
        }
        elements
    }

    /// The byte that the next member or element starts with, behind a bracket or a comma; none behind the last.
    fn inside(&mut self, end: u8) -> Option<u8> {
        if self.next() == Some(b',') {
            self.at += 1;
        }
        let next = self.next();
        if next == Some(end) {
            self.at += 1;
        }
        next.filter(|next| *next != end)
    }

    /// The string at this place, with its quotes.
    fn string(&mut self) -> &'t str {
        let start = self.at;
        let bytes = self.text.as_bytes();
        self.at += 1;
        while let Some(byte) = bytes.get(self.at).filter(|byte| **byte != b'"') {
            self.at += if *byte == b'\\' { 2 } else { 1 };
        }
        self.at = (self.at + 1).min(self.text.len());
        &self.text[start..self.at]
    }

    /// The next byte that is no white space.
    fn next(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
        bytes.get(self.at).copied()
    }
}

/// Bytes from one count of characters to the next.
const STRIDE: usize = 1024;

/// Where the lines of a text start, and how many characters there are up to a place.
#[derive(Debug)]
pub(super) struct Lines {
    starts: Vec<usize>,
    /// Characters before each multiple of [`STRIDE`].
    counts: Vec<usize>,
    bytes: Box<[u8]>,
}

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect();
        let mut counts = vec![0];
        for piece in text.as_bytes().chunks(STRIDE) {
            counts.extend(counts.last().map(|before| before + characters(piece)));
        }
        Self { starts, counts, bytes: text.as_bytes().into() }
    }

    pub(super) fn place(&self, offset: usize, length: usize) -> Place {
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts[line - 1];
        Place { line, column: self.before(offset) - self.before(start) + 1, offset, length }
    }

    /// How many characters there are before a place.
    fn before(&self, offset: usize) -> usize {
        let known = offset / STRIDE;
        self.counts[known] + characters(&self.bytes[known * STRIDE..offset])
    }
}

fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count() // those that go on are not counted
}
