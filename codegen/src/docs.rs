//! Descriptions as doc comments that neither rustdoc nor clippy has anything to say about.

use crate::letters::visible;

/// The lines of a doc comment, wrapped at so many columns; none where the text says nothing.
///
/// Words that look like code become code, bare addresses become links, and what follows an item of a list belongs to
/// it.
pub(crate) fn documentation(text: &str, room: usize) -> Vec<String> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut lines: Vec<String> = Vec::new();
    let mut in_fence = false;
    // How far the text of the list's item is indented.
    let mut item = 0;
    for line in text.trim().lines() {
        let line: String = line.trim_end().chars().filter_map(visible).collect();
        if line.trim_start().starts_with("```") {
            in_fence = !in_fence;
            lines.push(if in_fence { "```text" } else { "```" }.to_owned());
            item = 0;
        } else if in_fence {
            lines.push(line);
        } else if line.trim().is_empty() {
            item = 0;
            if lines.last().is_some_and(|last| !last.is_empty()) {
                lines.push(String::new());
            }
        } else {
            let line = line.trim();
            let marker = marker(line);
            let (indent, first) = match marker {
                0 => (item, item),
                _ => (marker, 0),
            };
            let within = item;
            item = indent;
            let (marker, line) = line.split_at(marker);
            let escape = if line.starts_with("~~~") { "\\" } else { "" };
            let prose = format!("{marker}{escape}{}", prose(line));
            if line.starts_with(['#', '|']) {
                if within > 0 && line.starts_with('|') {
                    lines.push(String::new()); // it would be a part of the item before it
                    item = 0;
                }
                lines.push(prose);
            } else {
                wrap(&prose, first, indent, room, &mut lines);
            }
        }
    }
    if in_fence {
        lines.push("```".to_owned());
    }
    lines
}

/// How long the mark of a list's item is, with its blank; 0 where there is none.
fn marker(line: &str) -> usize {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mark = if digits == 0 {
        usize::from(line.starts_with(['-', '*', '+']))
    } else {
        let is_mark = digits < 10 && line[digits..].starts_with(['.', ')']);
        if is_mark { digits + 1 } else { 0 }
    };
    if mark > 0 && line[mark..].starts_with(' ') { mark + 1 } else { 0 }
}

fn wrap(text: &str, first: usize, indent: usize, room: usize, lines: &mut Vec<String>) {
    let (mut line, mut columns) = (" ".repeat(first), first);
    let mut is_empty = true;
    for word in text.split_whitespace() {
        let width = word.chars().count();
        if !is_empty && columns + 1 + width > room && !starts_block(word) {
            lines.push(std::mem::replace(&mut line, " ".repeat(indent)));
            (columns, is_empty) = (indent, true);
        }
        if !is_empty {
            line.push(' ');
            columns += 1;
        }
        line.push_str(word);
        columns += width;
        is_empty = false;
    }
    lines.push(line);
}

/// Whether a line that began with this word would begin something else, too.
fn starts_block(word: &str) -> bool {
    word.starts_with(['#', '|', '=', '~', '-', '*', '+', '_'])
        || word.starts_with("```")
        || word.starts_with(|c: char| c.is_ascii_digit()) && word.ends_with(['.', ')'])
}

fn prose(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let mut rest = line;
    let mut is_start = true;
    while let Some(first) = rest.chars().next() {
        let span = code_span(rest).or_else(|| link(rest));
        let word = if is_start && span.is_none() { word(rest) } else { "" };
        is_start = !first.is_alphanumeric();
        if let Some(span) = span {
            out.push_str(span);
            rest = &rest[span.len()..];
        } else if word.starts_with("http://") || word.starts_with("https://") {
            out.extend(["<", word, ">"]);
            rest = &rest[word.len()..];
        } else if is_code(word) {
            out.extend(["`", word, "`"]);
            rest = &rest[word.len()..];
        } else {
            if matches!(first, '[' | ']' | '<' | '>' | '`' | '\\') {
                out.push('\\');
            }
            out.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    out
}

/// The longest address of a link, in bytes.
const LONGEST_ADDRESS: usize = 2_000;

/// The longest word that is marked as code, and the longest label of a link, in bytes.
const LONGEST_WORD: usize = 300;

/// The word at the start of the text, without what punctuates it.
fn word(text: &str) -> &str {
    let is_address = text.starts_with("http://") || text.starts_with("https://");
    let ends = |c: char| {
        let is_part = match c {
            '_' | ':' | '.' | '/' | '-' => true,
            '<' | '>' | '"' | '`' | '\\' | '[' | ']' | '*' => false,
            c => c.is_alphanumeric() || is_address && !c.is_whitespace(),
        };
        !is_part
    };
    // What is longer is no word, and would be looked at again from each sign in it.
    let most = if is_address { text.len() } else { text.floor_char_boundary(LONGEST_WORD) };
    let Some(end) = text[..most].find(ends).or((most == text.len()).then_some(most)) else { return "" };
    let run = &text[..end];
    let run = run.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '/'));
    let call = run.len() + 2;
    if !is_address && !run.is_empty() && text[run.len()..].starts_with("()") { &text[..call] } else { run }
}

/// Whether a word is none of a natural language, as far as clippy can tell.
fn is_code(word: &str) -> bool {
    let is_camel = |part: &str| {
        let part = part.trim_end_matches('s');
        part.starts_with(char::is_uppercase)
            && part.chars().filter(|c| c.is_uppercase()).count() > 1
            && part.chars().any(char::is_lowercase)
    };
    let has_letters = word.chars().any(char::is_alphanumeric);
    has_letters
        && (word.contains('_')
            || word.contains("::")
            || word.contains("://")
            || word.ends_with("()")
            || word.split(|c: char| !c.is_alphanumeric()).any(is_camel))
}

/// A code span at the start of the text.
fn code_span(text: &str) -> Option<&str> {
    let fence = text.len() - text.trim_start_matches('`').len();
    let (ticks, inner) = text.split_at_checked(fence).filter(|(ticks, _)| !ticks.is_empty())?;
    let end = inner.find(ticks)?;
    text.get(..fence + end + fence)
}

/// A Markdown link to a web page at the start of the text.
fn link(text: &str) -> Option<&str> {
    let near = &text[..text.floor_char_boundary(LONGEST_WORD)];
    let label = text.starts_with('[').then(|| near.find("](https://"))??;
    let address = &text[label..];
    let end = address[..address.floor_char_boundary(LONGEST_ADDRESS)].find(')')?;
    let label_text = &text[1..label];
    let is_plain = !label_text.contains(['[', ']', '<', '>']) && !text[label..label + end].contains([' ', '<', '>']);
    is_plain.then(|| &text[..=label + end])
}

#[cfg(test)]
mod tests {
    use super::documentation;

    #[test]
    fn words_of_code_and_addresses_are_marked() {
        let text =
            "The user_id of OpenAPI, see https://example.com/a_b. Or call it(): `a_b` [index] Vec<T> \\d *max_len*";
        insta::assert_snapshot!(documentation(text, 200).join("\n"), @r"The `user_id` of `OpenAPI`, see <https://example.com/a_b>. Or call `it()`: `a_b` \[index\] Vec\<T\> \\d *`max_len`*");
    }

    #[test]
    fn long_lines_are_wrapped_and_lists_stay_lists() {
        let text = "One of these, and no other one:\n- the first of them,\nwhich goes on\n- 2 \u{202e}more\n\n10. ten ten ten - ten";
        insta::assert_snapshot!(documentation(text, 20).join("\n"), @"
        One of these, and no
        other one:
        - the first of them,
          which goes on
        - 2 more

        10. ten ten ten -
            ten
        ");
    }

    #[test]
    fn a_table_is_no_part_of_a_list() {
        let text = "1. d\n| a | b |\n|--|--|\n| 1 | 2 |";
        insta::assert_snapshot!(documentation(text, 80).join("\n"), @"
        1. d

        | a | b |
        |--|--|
        | 1 | 2 |
        ");
    }

    #[test]
    fn nothing_is_an_example_to_compile() {
        let text = "A\n\n    let x = 1;\n~~~\nlet y;\n```rust\n  let z = a_b;";
        insta::assert_snapshot!(documentation(text, 80).join("\n"), @r"
        A

        let x = 1;
        \~~~
        let y;
        ```text
          let z = a_b;
        ```
        ");
    }

    #[test]
    fn the_time_is_that_of_the_length() {
        let texts = ["> - ".repeat(200_000), "[".repeat(200_000), "a.".repeat(100_000), "[a](https://".repeat(50_000)];
        let start = std::time::Instant::now();
        for text in texts {
            assert!(!documentation(&text, 100).is_empty());
        }
        assert!(start.elapsed() < std::time::Duration::from_mins(1), "linear, it takes some 3 seconds unoptimized");
    }
}
