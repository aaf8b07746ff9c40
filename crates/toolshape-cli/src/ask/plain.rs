//! Text that a model wrote, on a terminal.

use std::fmt::Write as _;

/// The text with its control characters written out as JSON has them: a model's words must not steer a terminal. Ends
/// of lines stay, and a tab is a space.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' => plain.push('\n'),
            '\t' => plain.push(' '),
            letter if letter.is_control() => {
                // Writing to a String does not fail.
                let _ = write!(plain, "\\u{:04x}", u32::from(letter));
            }
            letter => plain.push(letter),
        }
    }
    plain
}
