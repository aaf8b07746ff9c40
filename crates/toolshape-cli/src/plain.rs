//! Text of others on a terminal: of a model, a service, a schema, a file's name.

use std::borrow::Cow;
use std::io::IsTerminal;

use toolshape_bedrock::__private::Escaped;

/// The text with what could steer a terminal written out as JSON has it. Ends of lines stay, and a tab is a space.
pub(crate) fn plain(text: &str) -> String {
    let lines: Vec<_> = text.split('\n').map(|line| Escaped(&line.replace('\t', " ")).to_string()).collect();
    lines.join("\n")
}

/// The text as it is printed there: on a terminal plain, elsewhere as it is.
pub(crate) fn shown<'a>(text: &'a str, stream: &impl IsTerminal) -> Cow<'a, str> {
    if stream.is_terminal() { plain(text).into() } else { text.into() }
}
