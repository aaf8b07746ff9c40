//! Random documents from a seed.

use std::fmt::Write as _;

use serde_json::{Map, Value};

/// A small generator: what it makes depends on its seed alone.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % bound
    }

    fn one_in(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }

    /// The same document with its members in another order, other texts and other lengths of lists.
    pub(crate) fn vary(&mut self, value: &mut Value) {
        match value {
            Value::Object(members) => {
                let mut shuffled: Vec<(String, Value)> = std::mem::take(members).into_iter().collect();
                for end in (1..shuffled.len()).rev() {
                    let other = self.below(end + 1);
                    shuffled.swap(end, other);
                }
                *members = shuffled.into_iter().collect::<Map<_, _>>();
                for (key, value) in members.iter_mut() {
                    // These name variants, or have a length of their own.
                    if !matches!(key.as_str(), "type" | "t" | "level" | "pair" | "table") {
                        self.vary(value);
                    }
                }
            }
            Value::Array(list) => {
                if list.len() > 2 {
                    list.truncate(self.below(list.len() + 1));
                }
                for value in list {
                    self.vary(value);
                }
            }
            // `point` is a variant.
            Value::String(text) if text != "point" && self.one_in(2) => *text = self.text(),
            _ => {}
        }
    }

    /// Takes some members away.
    pub(crate) fn thin(&mut self, value: &mut Value) {
        match value {
            Value::Object(members) => {
                members.retain(|_, _| !self.one_in(40));
                members.values_mut().for_each(|value| self.thin(value));
            }
            Value::Array(list) => list.iter_mut().for_each(|value| self.thin(value)),
            _ => {}
        }
    }

    fn text(&mut self) -> String {
        const CHARS: [char; 14] =
            ['a', 'Z', '"', '\\', '/', '\n', '\u{1}', 'é', '€', '🦀', '\u{ffff}', ' ', '{', '\u{7f}'];
        (0..self.below(24)).map(|_| CHARS[self.below(CHARS.len())]).collect()
    }

    /// Writes a document with white space and escapes where they may stand.
    pub(crate) fn write(&mut self, value: &Value, out: &mut String) {
        self.space(out);
        match value {
            Value::String(text) => self.write_text(text, out),
            Value::Array(list) => {
                out.push('[');
                for (index, value) in list.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    self.write(value, out);
                }
                self.space(out);
                out.push(']');
            }
            Value::Object(members) => {
                out.push('{');
                for (index, (key, value)) in members.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    self.space(out);
                    self.write_text(key, out);
                    self.space(out);
                    out.push(':');
                    self.write(value, out);
                }
                self.space(out);
                out.push('}');
            }
            other => out.push_str(&other.to_string()),
        }
        self.space(out);
    }

    fn space(&mut self, out: &mut String) {
        if self.one_in(4) {
            out.push([' ', '\n', '\t', '\r'][self.below(4)]);
        }
    }

    fn write_text(&mut self, text: &str, out: &mut String) {
        out.push('"');
        for c in text.chars() {
            // serde_json reads no escape in a key that is an integer.
            if !c.is_ascii_digit() && self.one_in(6) {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    write!(out, "\\u{unit:04x}").unwrap();
                }
            } else if (c as u32) < 0x20 || matches!(c, '"' | '\\') {
                let quoted = Value::from(c.to_string()).to_string();
                out.push_str(&quoted[1..quoted.len() - 1]);
            } else {
                out.push(c);
            }
        }
        out.push('"');
    }

    /// Breaks a text: some of its bytes go, come or change.
    pub(crate) fn spoil(&mut self, text: &str) -> String {
        const BYTES: &[u8] = b"{}[]:,\"\\/bfnrtu0123456789eE+-. \n\t\x01xaltsf";
        let mut chars: Vec<char> = text.chars().collect();
        for _ in 0..=self.below(3) {
            let at = self.below(chars.len() + 1);
            let byte = char::from(BYTES[self.below(BYTES.len())]);
            match self.below(4) {
                0 => chars.insert(at, byte),
                1 if at < chars.len() => chars[at] = byte,
                2 if at < chars.len() => drop(chars.remove(at)),
                _ => chars.truncate(at),
            }
        }
        chars.into_iter().collect()
    }
}
