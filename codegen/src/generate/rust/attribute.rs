//! Attributes and literals, as rustfmt leaves them.

use super::source::Source;
use super::ty::width;
use crate::letters::is_plain;

/// The widest that rustfmt leaves the arguments of an attribute on its line.
const ARGUMENTS: usize = 70;
/// As many signs as rustc takes on either side of a raw string.
const MOST_HASHES: usize = 255;

/// Writes `#[name(items)]` on lines of its own.
pub(super) fn attribute(out: &mut Source, indent: usize, name: &str, items: &[impl AsRef<str>]) {
    if items.is_empty() {
        return;
    }
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    let line = items.join(", ");
    if width(&line) <= ARGUMENTS {
        out.line(indent, &format!("#[{name}({line})]"));
        return;
    }
    out.line(indent, &format!("#[{name}("));
    for (at, item) in items.iter().enumerate() {
        let comma = if at + 1 < items.len() { "," } else { "" };
        out.line(indent + 4, &format!("{item}{comma}"));
    }
    out.line(indent, ")]");
}

/// A string literal.
pub(super) fn string(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => literal.extend(['\\', c]),
            '\n' => literal.push_str("\\n"),
            c if is_plain(c) => literal.push(c),
            c => literal.extend(c.escape_unicode()),
        }
    }
    literal.push('"');
    literal
}

/// A raw string literal of a JSON text; one with escapes where no raw one holds it.
pub(super) fn json(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if is_plain(c) {
            escaped.push(c);
        } else {
            let mut units = [0; 2];
            escaped.extend(c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")));
        }
    }
    let mut hashes = if escaped.contains('"') { "#" } else { "" }.to_owned();
    while !hashes.is_empty() && escaped.contains(&format!("\"{hashes}")) {
        if hashes.len() == MOST_HASHES {
            return string(text);
        }
        hashes.push('#');
    }
    format!("r{hashes}\"{escaped}\"{hashes}")
}
