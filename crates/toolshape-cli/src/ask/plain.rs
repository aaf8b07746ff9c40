/// The text with its control characters but ends of lines written out, as JSON has them: a model's words must not steer
/// a terminal.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' => plain.push('\n'),
            '\t' => plain.push(' '),
            letter if letter.is_control() => plain.push_str(&format!("\\u{:04x}", u32::from(letter))),
            letter => plain.push(letter),
        }
    }
    plain
}
