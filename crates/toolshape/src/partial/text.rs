//! Strings, wherever a fragment cuts them.

use super::input::{Flow, Input, Stop};
use super::place::{Grow, Place, opened};
use super::state::Leaf;

/// Where in an escape the fragment broke off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Escape {
    /// In none.
    None,
    /// After the backslash.
    Slash,
    /// After `\u` and some of its digits. `high` is the first half of a surrogate pair, or 0.
    Hex { high: u16, value: u16, digits: u8 },
    /// After the first half of a surrogate pair.
    High(u16),
    /// After that and a backslash.
    HighSlash(u16),
}

/// Where the characters of a string go.
pub(super) trait Characters {
    /// Whether a lone surrogate is refused. `serde_json` lets it pass in a value that is ignored.
    const PAIRED: bool;

    fn run(&mut self, text: &str);
    fn char(&mut self, c: char);
}

impl Characters for String {
    const PAIRED: bool = true;

    #[inline]
    fn run(&mut self, text: &str) {
        self.push_str(text);
    }

    #[inline]
    fn char(&mut self, c: char) {
        self.push(c);
    }
}

/// Characters that nobody wants.
pub(super) struct Unread<const PAIRED: bool>;

impl<const PAIRED: bool> Characters for Unread<PAIRED> {
    const PAIRED: bool = PAIRED;

    fn run(&mut self, _: &str) {}
    fn char(&mut self, _: char) {}
}

/// What a run of plain characters is followed by.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum After {
    /// The closing quote, which was read.
    Quote,
    /// An escape or a control character.
    Special,
    /// The end of the fragment.
    Cut,
}

impl<'a> Input<'a> {
    /// Reads on in a string, after its opening quote, to its closing one.
    #[inline]
    pub(super) fn characters<C: Characters>(&mut self, out: &mut C) -> Flow {
        if self.is_resumed
            && let Leaf::Text(escape) = self.take_leaf()
            && escape != Escape::None
        {
            return self.escaped(escape, out);
        }
        let (run, after) = self.run();
        out.run(run);
        self.characters_after(after, out)
    }

    /// Reads on after a run of plain characters.
    #[inline]
    pub(super) fn characters_after<C: Characters>(&mut self, after: After, out: &mut C) -> Flow {
        match after {
            After::Quote => Ok(()),
            After::Special => self.escaped(Escape::None, out),
            After::Cut => {
                self.state.leaf = Leaf::Text(Escape::None);
                Err(Stop::Starved)
            }
        }
    }

    /// Reads a run of plain characters, and the quote after it.
    #[inline]
    pub(super) fn run(&mut self) -> (&'a str, After) {
        let text: &'a str = self.text;
        let start = self.pos;
        let end = plain_end(text.as_bytes(), start);
        let after = match text.as_bytes().get(end) {
            Some(b'"') => After::Quote,
            Some(_) => After::Special,
            None => After::Cut,
        };
        self.pos = end + usize::from(after == After::Quote);
        (text.get(start..end).unwrap_or_default(), after)
    }

    /// Reads on in a string, from an escape on or where one or a control character comes next.
    fn escaped<C: Characters>(&mut self, mut escape: Escape, out: &mut C) -> Flow {
        loop {
            if escape == Escape::None {
                if self.peek() != Some(b'\\') {
                    return Err(self.syntax("a control character in a string must be escaped"));
                }
                self.pos += 1;
                escape = Escape::Slash;
            }
            self.escape(escape, out)?;
            escape = Escape::None;
            let (run, after) = self.run();
            out.run(run);
            if after != After::Special {
                return self.characters_after(after, out);
            }
        }
    }

    /// Reads on in an escape, to its end.
    fn escape<C: Characters>(&mut self, mut escape: Escape, out: &mut C) -> Flow {
        loop {
            let Some(byte) = self.peek() else {
                self.state.leaf = Leaf::Text(escape);
                return Err(Stop::Starved);
            };
            escape = match escape {
                Escape::None => return Ok(()),
                Escape::Slash => {
                    let c = match byte {
                        b'"' | b'\\' | b'/' => char::from(byte),
                        b'b' => '\u{8}',
                        b'f' => '\u{c}',
                        b'n' => '\n',
                        b'r' => '\r',
                        b't' => '\t',
                        b'u' => {
                            self.pos += 1;
                            escape = Escape::Hex { high: 0, value: 0, digits: 0 };
                            continue;
                        }
                        _ => return Err(self.syntax("invalid escape")),
                    };
                    out.char(c);
                    Escape::None
                }
                Escape::Hex { high, value, digits } => {
                    let digit = match byte {
                        b'0'..=b'9' => byte - b'0',
                        b'a'..=b'f' => byte - b'a' + 10,
                        b'A'..=b'F' => byte - b'A' + 10,
                        _ => return Err(self.syntax("invalid escape")),
                    };
                    let value = value << 4 | u16::from(digit);
                    if digits == 3 {
                        self.unit::<C>(high, value, out)?
                    } else {
                        Escape::Hex { high, value, digits: digits + 1 }
                    }
                }
                Escape::High(high) if byte == b'\\' => Escape::HighSlash(high),
                Escape::HighSlash(high) if byte == b'u' => Escape::Hex { high, value: 0, digits: 0 },
                Escape::High(_) | Escape::HighSlash(_) => return Err(self.syntax("lone surrogate in an escape")),
            };
            self.pos += 1;
            if escape == Escape::None {
                return Ok(());
            }
        }
    }

    /// One UTF-16 unit, whose last digit is the next byte.
    fn unit<C: Characters>(&mut self, high: u16, unit: u16, out: &mut C) -> Flow<Escape> {
        if !C::PAIRED {
            return Ok(Escape::None);
        }
        let code = match (high, unit) {
            (0, 0xD800..=0xDBFF) => return Ok(Escape::High(unit)),
            (0, _) => u32::from(unit),
            (_, 0xDC00..=0xDFFF) => 0x1_0000 + (u32::from(high - 0xD800) << 10) + u32::from(unit - 0xDC00),
            _ => return Err(self.syntax("lone surrogate in an escape")),
        };
        match char::from_u32(code) {
            Some(c) => out.char(c),
            None => return Err(self.syntax("lone surrogate in an escape")),
        }
        Ok(Escape::None)
    }
}

/// The room of a string that a fragment cut: most go on for some fragments.
const CUT: usize = 96;

impl Grow for String {
    fn grow<S: Place<Self>>(place: &mut S, input: &mut Input<'_>) -> Flow {
        if input.peek() != Some(b'"') {
            return Err(input.expected("a string"));
        }
        input.pos += 1;
        let (run, after) = input.run();
        if after == After::Quote {
            place.put(run.to_owned());
            return Ok(());
        }
        let mut text = String::with_capacity(CUT.max(run.len()));
        text.push_str(run);
        let text = opened(place, input, text)?;
        input.characters_after(after, text)
    }

    fn resume(&mut self, input: &mut Input<'_>) -> Flow {
        // Most fragments of a long text: all of it goes in, and the state stays as it is.
        if matches!(input.state.leaf, Leaf::Text(Escape::None)) && is_short_and_plain(input.text.as_bytes()) {
            self.push_str(input.text);
            input.pos = input.text.len();
            input.changed();
            return Err(Stop::Starved);
        }
        let before = self.len();
        let read = input.characters(self);
        if self.len() != before {
            input.changed();
        }
        read
    }
}

/// Where the run of plain characters from `start` on ends: at a quote, a backslash or a control
/// character, or with the text.
#[inline]
fn plain_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    let mut rest = bytes.get(start..).unwrap_or_default();
    while let Some((chunk, after)) = rest.split_first_chunk::<8>() {
        let special = special_bytes(u64::from_le_bytes(*chunk));
        if special != 0 {
            return at + (special.trailing_zeros() / 8) as usize;
        }
        at += 8;
        rest = after;
    }
    at + rest.iter().take_while(|&&byte| !IS_SPECIAL[usize::from(byte)]).count()
}

/// The bytes that end a run of plain characters.
const IS_SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = true;
        byte += 1;
    }
    table[b'"' as usize] = true;
    table[b'\\' as usize] = true;
    table
};

/// The bytes of a fragment that may be looked at once more.
const SHORT: usize = 32;

/// Whether a fragment is short, and plain in all its bytes.
///
/// This is cheaper than to seek the end of its run: a loop over the last few bytes takes a number of
/// turns that no processor foresees.
#[inline]
fn is_short_and_plain(bytes: &[u8]) -> bool {
    let (mut word, mut rest) = (0, bytes);
    if bytes.len() > SHORT {
        return false;
    }
    while let Some((chunk, after)) = rest.split_first_chunk() {
        word |= special_bytes(u64::from_le_bytes(*chunk));
        rest = after;
    }
    // The last bytes overlap with those before them.
    let last = match (bytes.last_chunk(), bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        (Some(chunk), ..) => u64::from_le_bytes(*chunk),
        (None, Some(first), Some(last)) => {
            u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last))
        }
        _ => return false,
    };
    word | special_bytes(last) == 0
}

/// The high bit of the first byte that ends a run of plain characters, and of none before it.
#[inline]
fn special_bytes(word: u64) -> u64 {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const HIGHS: u64 = ONES << 7;
    const QUOTES: u64 = ONES * b'"' as u64;
    const SLASHES: u64 = ONES * b'\\' as u64;

    // The high bit of a byte is set in each where the byte is the one sought, and in bytes beyond
    // ASCII. A borrow may set it in the bytes after such a one too, never in those before it.
    let controls = word.wrapping_sub(ONES * 0x20);
    let quotes = (word ^ QUOTES).wrapping_sub(ONES);
    let slashes = (word ^ SLASHES).wrapping_sub(ONES);
    (controls | quotes | slashes) & !word & HIGHS
}
