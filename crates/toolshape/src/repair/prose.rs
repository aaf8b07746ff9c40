//! The objects among the words of a reply that stand there as an answer.

use std::borrow::Cow;
use std::mem;

use serde_json::Value;

use super::saying::{self, Saying};
use super::{MOST_OBJECTS, RepairKind, text};

/// The objects, and the lists of them, that stand on lines of their own or follow a colon, and are no examples.
///
/// `None` when something looks like an object and cannot be read: it may be cut, and what is inside it is not what the
/// model meant.
pub(super) fn answers(text: &str) -> Option<Vec<(Value, RepairKind)>> {
    let lines = lines(text)?;
    let mut reader = Reader::default();
    if lines.iter().all(|line| line.before.is_empty()) {
        return Some(reader.found);
    }
    for line in lines {
        reader.read(line);
    }
    Some(reader.found)
}

/// A line with its values, whose lines count as one: the words before each, and those behind the last.
#[derive(Default)]
struct Line<'a> {
    before: Vec<(&'a str, Value)>,
    after: &'a str,
}

fn lines(text: &str) -> Option<Vec<Line<'_>>> {
    let mut lines = Vec::new();
    let mut line = Line::default();
    let (mut from, mut at, mut failed) = (0, 0, 0);
    while let Some(offset) = text[at..].find(['{', '[', '\n']) {
        let start = at + offset;
        let rest = &text[start..];
        at = start + 1;
        if rest.starts_with('\n') {
            line.after = &text[from..start];
            lines.push(mem::take(&mut line));
            from = at;
        } else if text::opens(rest) {
            match text::first(rest) {
                Some((value, length)) => {
                    line.before.push((&text[from..start], value));
                    at = start + length;
                    from = at;
                }
                // Words in brackets may begin with an object.
                None if rest.starts_with('[') && failed < MOST_OBJECTS => failed += 1,
                None => return None,
            }
        }
    }
    line.after = &text[from..];
    lines.push(line);
    Some(lines)
}

#[derive(Default)]
struct Reader {
    found: Vec<(Value, RepairKind)>,
    /// How many of those found have words behind them that do not take them back.
    settled: usize,
    lead: Lead,
    in_fence: bool,
}

impl Reader {
    fn read(&mut self, line: Line<'_>) {
        let Line { before, after } = line;
        if before.is_empty() {
            return self.read_words(after);
        }
        let (words, values): (Vec<_>, Vec<_>) = before.into_iter().unzip();
        let bare: Vec<_> = words.iter().copied().chain([after]).map(bare).collect();
        let stands_alone = bare.iter().all(|words| is_blank(words));
        let taken_back = taken_back(&bare);

        let mut counts = false;
        for (index, value) in values.into_iter().enumerate() {
            self.in_fence ^= fences(words[index]) % 2 == 1;
            let words = &bare[index];
            if index == 0 {
                self.settle(words);
            } else {
                let is_new = words.trim_start().starts_with(char::is_uppercase);
                self.lead.last = if is_new { Last::Object } else { Last::Open };
            }
            self.lead = self.lead.after(words, self.in_fence, index > 0 || self.lead.is_adjacent);
            let goes_on = counts && !ends_a_sentence(words);
            counts = stands_alone || ends_with_colon(words) || goes_on;
            if counts && self.lead.said == Saying::Nothing && !taken_back[index] {
                self.found.push((value, if self.in_fence { RepairKind::Fence } else { RepairKind::Prose }));
            }
        }
        self.in_fence ^= fences(after) % 2 == 1;
        let Some(words) = bare.last() else { return };
        // With its sentence ends what was said of the object.
        if ends_a_sentence(words) {
            self.lead.said = Saying::Nothing;
        }
        self.lead = Lead { last: Last::Object, ..self.lead }.after(words, self.in_fence, true);
        self.lead.is_adjacent = true;
    }

    fn read_words(&mut self, line: &str) {
        let words = bare(line);
        let start = line.trim_start();
        if start.starts_with("```") || start.starts_with("~~~") {
            self.in_fence ^= fences(line) % 2 == 1;
            self.lead.said = self.lead.said.max(saying::leading(line));
        } else if line.trim().is_empty() {
            self.lead.is_adjacent = false;
        } else {
            self.in_fence ^= fences(line) % 2 == 1;
            self.settle(&words);
            self.lead = self.lead.after(&words, self.in_fence, self.lead.is_adjacent);
            self.lead.is_adjacent = true;
        }
    }

    /// Takes back what the words behind it call an example.
    fn settle(&mut self, words: &str) {
        if is_blank(words) {
            return;
        }
        let continues = self.lead.is_adjacent && words.trim_start().starts_with(char::is_lowercase);
        let first = saying::sentences(words).first().copied().unwrap_or_default();
        if saying::is_remark(words) || continues && saying::following(first) > Saying::Nothing {
            self.found.truncate(self.settled);
        }
        self.settled = self.found.len();
    }
}

/// What the words so far say of the object that comes next.
#[derive(Clone, Copy, Default)]
struct Lead {
    said: Saying,
    last: Last,
    /// No empty line came in between.
    is_adjacent: bool,
    /// The heading above says example.
    heads_examples: bool,
}

/// What came last.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Last {
    /// A sentence with its end.
    #[default]
    Statement,
    /// Words that lead on, or to a colon.
    Open,
    /// An object that the words led to.
    Object,
}

impl Lead {
    fn after(self, words: &str, in_fence: bool, is_adjacent: bool) -> Self {
        let words = words.trim();
        if is_blank(words) && !ends_a_sentence(words) {
            return self;
        }
        let sentences = saying::sentences(words);
        let last = sentences.last().copied().unwrap_or_default();
        let is_statement = saying::is_statement(last);
        let presents = saying::presents(last);
        let is_heading = words.starts_with('#') && !in_fence;

        let is_own_example = saying::opens_example(words) || self.heads_examples && !presents && !is_heading;
        let own = match saying::leading(last) {
            _ if is_own_example => Saying::Example,
            // What has ended leads to nothing, unless it says that an example comes.
            Saying::Such | Saying::Hedge if is_statement => Saying::Nothing,
            own => own,
        };
        let is_example = self.said > Saying::Hedge;
        let goes_on = saying::goes_on(words) || in_fence;
        let same_sentence = self.last == Last::Open
            && is_adjacent
            && sentences.len() == 1
            && (is_example || words.starts_with(char::is_lowercase));
        let is_part = ends_with_colon(words) && !presents && (self.last != Last::Object || saying::is_part(last));
        let is_same = !is_heading && (goes_on || same_sentence || is_example && is_part);
        Self {
            said: if is_same { self.said.max(own) } else { own },
            last: if is_statement { Last::Statement } else { Last::Open },
            is_adjacent,
            heads_examples: if is_heading { own == Saying::Example } else { self.heads_examples },
        }
    }
}

/// For each value of a line, whether the rest of its sentence makes it an example or a question.
fn taken_back(words: &[Cow<'_, str>]) -> Vec<bool> {
    let mut taken_back = vec![false; words.len()];
    for index in (0..words.len() - 1).rev() {
        let rest = words[index + 1].trim_start_matches(|c: char| c.is_whitespace() || is_decoration(c));
        let sentences = saying::sentences(rest);
        let first = sentences.first().copied().unwrap_or_default();
        taken_back[index] = if rest.starts_with(char::is_uppercase) {
            saying::is_remark(rest)
        } else {
            let asks = first.ends_with(['?', '？']);
            asks || saying::following(first) > Saying::Nothing || !ends_a_sentence(rest) && taken_back[index + 1]
        };
    }
    taken_back
}

fn fences(words: &str) -> usize {
    words.matches("```").count() + words.matches("~~~").count()
}

fn is_decoration(c: char) -> bool {
    matches!(c, '*' | '_' | '`' | '"' | '\'' | '(' | ')' | '“' | '>')
}

fn is_blank(words: &str) -> bool {
    !words.contains(char::is_alphanumeric)
}

fn ends_a_sentence(words: &str) -> bool {
    let sentences = saying::sentences(words);
    sentences.len() > 1 || sentences.first().is_some_and(|first| saying::has_end(first))
}

fn ends_with_colon(words: &str) -> bool {
    words.trim_end_matches(|c: char| c.is_whitespace() || is_decoration(c)).ends_with([':', '：'])
}

/// Words without what only sets them out: fences with their language, tags, the number of an item. A tag whose content
/// is no answer becomes a word that says so.
fn bare(words: &str) -> Cow<'_, str> {
    let item = words.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
    let words = match item.strip_prefix(['.', ')']) {
        Some(rest) if rest.is_empty() || rest.starts_with(' ') => rest,
        _ => words,
    };
    if !words.contains(['<', '`', '~']) {
        return Cow::Borrowed(words);
    }
    let mut bare = String::with_capacity(words.len());
    let (mut rest, mut may_end) = (words, words.contains('>'));
    while let Some(at) = rest.find(['<', '`', '~']) {
        bare.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(language) = rest.strip_prefix("```").or_else(|| rest.strip_prefix("~~~")) {
            rest = language.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_');
            continue;
        }
        let is_tag = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '|'));
        let end = if may_end && is_tag && rest.starts_with('<') { rest.find('>') } else { None };
        let Some(end) = end else {
            may_end &= !is_tag || !rest.starts_with('<');
            bare.push_str(&rest[..1]);
            rest = &rest[1..];
            continue;
        };
        let tag = rest[1..end].to_ascii_lowercase();
        let parts =
            ["example", "sample", "parameter ", "parameter=", "invoke", "function=", "function ", "format", "schema"];
        let whole = ["name", "tool_name", "/parameter", "/function", "/invoke"];
        if parts.iter().any(|part| tag.contains(part)) || whole.contains(&tag.as_str()) {
            bare.push_str(if tag.starts_with('/') { ". " } else { " example " });
        }
        rest = &rest[end + 1..];
    }
    bare.push_str(rest);
    Cow::Owned(bare)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn objects_are_found_among_words() {
        let text = "Use {braces} so:\n```json\n{\"a\": \"}\"}\n```\nor: {\"b\": {\"c\": 1}}, done.";
        let expected = vec![(json!({"a": "}"}), RepairKind::Fence), (json!({"b": {"c": 1}}), RepairKind::Prose)];
        assert_eq!(answers(text), Some(expected));
        assert_eq!(answers("no object"), Some(Vec::new()));
        assert_eq!(answers("It is [{\"a\": 1}, they say] {\"b\": 1} of it"), Some(Vec::new()));
    }

    #[test]
    fn a_fence_within_an_object_is_part_of_it() {
        let found = answers("{\"a\": \"```\"}\n{\"b\": 1}\n```\n{\"c\": 1}").expect("they are objects");
        let kinds: Vec<_> = found.into_iter().map(|(_, kind)| kind).collect();
        assert_eq!(kinds, [RepairKind::Prose, RepairKind::Prose, RepairKind::Fence]);
    }

    #[test]
    fn a_cut_object_hides_what_is_inside_it() {
        assert_eq!(answers("{\"a\": {\"b\": 1}"), None);
        assert_eq!(answers("{\"a\": {\"b\": 1}, }"), None);
        assert_eq!(answers("[{\"a\": 1}, {\"b\": 1"), None);
    }
}
