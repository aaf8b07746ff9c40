//! The programs stand beside this file, one folder or file each.

/// The text with its control characters written out, but for the ends of lines and tabs: a model's words must not steer
/// a terminal.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_control() && letter != '\n' && letter != '\t' {
            plain.extend(letter.escape_default());
        } else {
            plain.push(letter);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    #[test]
    fn escape_sequences_are_written_out() {
        assert_eq!(super::plain("a\x1b[2Jb\r\n\t\u{9b}né"), "a\\u{1b}[2Jb\\r\n\t\\u{9b}né");
    }
}
