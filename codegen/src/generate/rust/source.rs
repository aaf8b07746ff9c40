//! The text that is written.

/// Source code, line by line.
#[derive(Default)]
pub(super) struct Source(String);

impl Source {
    /// Writes a piece of a line, or several lines.
    pub(super) fn text(&mut self, text: &str) {
        self.0.push_str(text);
    }

    /// Writes a line with so many blanks before it.
    pub(super) fn line(&mut self, indent: usize, line: &str) {
        if !line.is_empty() {
            self.blanks(indent);
        }
        self.0.push_str(line);
        self.0.push('\n');
    }

    pub(super) fn blanks(&mut self, count: usize) {
        self.0.extend(std::iter::repeat_n(' ', count));
    }

    pub(super) fn into_text(self) -> String {
        self.0
    }
}
