//! What a person is shown of an answer on its way.

use console::{Style, truncate_str};
use serde_json::Value;
use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};
use toolshape_bedrock::Event;

use super::screen::Size;
use crate::plain::plain;

/// What the model said beside the value.
#[derive(Default)]
pub(super) struct View {
    words: Vec<(Manner, String)>,
}

#[derive(Clone, Copy, PartialEq)]
enum Manner {
    Said,
    Thought,
}

impl View {
    pub(super) fn take(&mut self, event: &Event<'_, Value>) {
        let (manner, text) = match event {
            Event::Text(text) => (Manner::Said, text),
            Event::Reasoning(text) => (Manner::Thought, text),
            _ => return,
        };
        match self.words.last_mut() {
            Some((last, words)) if *last == manner => words.push_str(text),
            _ => self.words.push((manner, (*text).to_owned())),
        }
    }

    /// The end of the words above the end of the value: it is there that something happens.
    pub(super) fn rows(&self, value: Option<&Value>, size: Size) -> Vec<String> {
        let value = value.map(|value| wrapped(&format!("{value:#}"), size)).unwrap_or_default();
        let room = size.rows.saturating_sub(value.len()).max(size.rows / 3);
        let words = self.words.iter().flat_map(|(manner, words)| {
            let style = match manner {
                Manner::Said => Style::new(),
                Manner::Thought => Style::new().dim(),
            };
            wrapped(words.trim_end(), size).into_iter().map(move |row| style.apply_to(row).to_string())
        });
        let mut rows = end(words.collect(), room);
        let rest = size.rows - rows.len();
        rows.extend(end(value, rest));
        rows
    }
}

/// The rows of a text, of which none is too wide, and only those of the last lines. A row that goes on
/// begins where its first one does.
fn wrapped(text: &str, size: Size) -> Vec<String> {
    let mut lines: Vec<_> = text.lines().rev().take(size.rows + 1).map(plain).collect();
    lines.reverse();
    let rows = lines.iter().flat_map(|line| {
        let indent: String = line.chars().take_while(|letter| *letter == ' ').take(size.columns / 2).collect();
        let options = Options::new(size.columns)
            .subsequent_indent(&indent)
            .wrap_algorithm(WrapAlgorithm::FirstFit)
            .word_separator(WordSeparator::AsciiSpace)
            .word_splitter(WordSplitter::NoHyphenation);
        let rows = textwrap::wrap(line, options).into_iter();
        rows.map(|row| truncate_str(&row, size.columns, "").into_owned()).collect::<Vec<_>>()
    });
    rows.collect()
}

/// The last rows, below a mark where there are more.
fn end(mut rows: Vec<String>, room: usize) -> Vec<String> {
    if rows.len() > room {
        rows.drain(..rows.len() - room);
        if let Some(first) = rows.first_mut() {
            "…".clone_into(first);
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use console::measure_text_width;
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn shown(words: &[Event<'_, Value>], value: &Value, rows: usize, columns: usize) -> String {
        let mut view = View::default();
        for event in words {
            view.take(event);
        }
        view.rows(Some(value), Size { rows, columns }).join("\n")
    }

    #[test]
    fn words_stand_above_the_value() {
        let words = [Event::Text("Let me "), Event::Text("see.\nNow."), Event::Unknown(&Value::Null)];
        insta::assert_snapshot!(shown(&words, &json!({"title": "One two three four", "n": [1]}), 12, 20), @r#"
        Let me see.
        Now.
        {
          "title": "One two
          three four",
          "n": [
            1
          ]
        }
        "#);
    }

    #[test]
    fn of_what_is_too_long_the_end_is_seen() {
        let words = [Event::Text("one two three four five six seven eight nine")];
        let lines: Vec<_> = (0..100).collect();
        insta::assert_snapshot!(shown(&words, &json!({"lines": lines, "text": "x".repeat(30)}), 9, 14), @r#"
        …
        seven eight
        nine
        …
          "text":
          "xxxxxxxxxxx
          xxxxxxxxxxxx
          xxxxxxx"
        }
        "#);
    }

    #[test]
    fn a_models_words_do_not_steer_the_terminal() {
        let words = [Event::Text("a\u{1b}[2Jb\r\u{9b}c\td")];
        let rows = shown(&words, &json!("\u{1b}[2J\u{9b}\u{7f}"), 9, 60);
        assert_eq!(rows, "a\\u001b[2Jb\\u000d\\u009bc d\n\"\\u001b[2J\\u009b\\u007f\"");
    }

    proptest! {
        #[test]
        fn rows_fit_the_window(words in "\\PC{0,200}", text in ".{0,200}", rows in 1usize..12, columns in 1usize..40) {
            let value = json!({"text": text, "list": [[[[text]]]]});
            let mut view = View::default();
            view.take(&Event::Text(&words));
            view.take(&Event::Reasoning(&words));
            let drawn = view.rows(Some(&value), Size { rows, columns });
            prop_assert!(drawn.len() <= rows);
            for row in drawn {
                prop_assert!(measure_text_width(&row) <= columns, "{row:?}");
                prop_assert!(!row.contains('\n'));
            }
        }
    }
}
