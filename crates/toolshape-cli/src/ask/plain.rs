//! Text that a model wrote, on a terminal.

use toolshape_bedrock::__private::Escaped;

/// The text with what could steer a terminal written out as JSON has it. Ends of lines stay, and a tab is a space.
pub(super) fn plain(text: &str) -> String {
    let lines: Vec<_> = text.split('\n').map(|line| Escaped(&line.replace('\t', " ")).to_string()).collect();
    lines.join("\n")
}
