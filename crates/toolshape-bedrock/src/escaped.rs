//! Text of others on a terminal or in a log.

use std::fmt::{self, Write as _};

/// A text whose control characters, line separators, bidirectional marks and tag characters are shown as JSON writes
/// them: it can neither steer a terminal nor pass for another text.
#[derive(Debug, Clone, Copy)]
pub struct Escaped<'a>(pub &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for letter in self.0.chars() {
            if is_plain(letter) {
                f.write_char(letter)?;
                continue;
            }
            for unit in letter.encode_utf16(&mut [0; 2]) {
                write!(f, "\\u{unit:04x}")?;
            }
        }
        Ok(())
    }
}

fn is_plain(letter: char) -> bool {
    !letter.is_control()
        && !matches!(letter,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
            | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::Escaped;

    #[test]
    fn what_steers_a_terminal_is_written_out() {
        let shown = |text| Escaped(text).to_string();
        assert_eq!(shown("\u{1b}[2J\u{9b}c\u{7f}\0"), "\\u001b[2J\\u009bc\\u007f\\u0000");
        assert_eq!(shown("a\u{202e}b\u{2066}c\u{200f}d\u{2028}"), "a\\u202eb\\u2066c\\u200fd\\u2028");
        assert_eq!(shown("\u{e0041}"), "\\udb40\\udc41");
        assert_eq!(shown("Café, 東京, 👩\u{200d}🚀"), "Café, 東京, 👩\u{200d}🚀");
    }
}
