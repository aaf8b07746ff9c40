//! What a model thinks aloud before it answers.

use super::MOST_OBJECTS;
use super::text;

/// Stands where thought was taken out: white space that JSON cannot hold, so that nothing grows together there.
pub(super) const SEAM: char = '\u{b}';

/// The text of a reply without what stands in tags of thought.
///
/// An unclosed tag reaches to the end. A closing tag without an opening one makes all before it thought: some models
/// leave the opening one out. A tag within a JSON object that is no thought is part of a value.
pub(super) fn without(texts: &[&str]) -> String {
    let text = texts.join("\n");
    let mut visible = String::with_capacity(text.len());
    let mut open = Open::default();
    let (mut kept, mut at, mut failed) = (0, 0, 0);
    while let Some(offset) = text[at..].find(['<', '[', '{']) {
        let start = at + offset;
        let rest = &text[start..];
        at = start + 1;
        if rest.starts_with('{') {
            if open.0.is_empty() && failed < MOST_OBJECTS && text::opens(rest) {
                match text::length(rest) {
                    Some(length) => at = start + length,
                    None => failed += 1,
                }
            }
            continue;
        }
        let Some(tag) = Tag::read(rest) else { continue };
        at = start + tag.length;
        if !tag.closes {
            if open.0.is_empty() {
                visible.push_str(&text[kept..start]);
                visible.push(SEAM);
            }
            open.push(tag.kind);
        } else if open.0.is_empty() {
            visible.clear();
            kept = at;
        } else if open.close(tag.kind) && open.0.is_empty() {
            kept = at;
        }
    }
    if open.0.is_empty() {
        visible.push_str(&text[kept..]);
    }
    visible
}

/// The tags that are open, the outermost first, and how many there are of each kind.
#[derive(Default)]
struct Open(Vec<Kind>, [usize; 4]);

impl Open {
    fn push(&mut self, kind: Kind) {
        self.0.push(kind);
        self.1[kind as usize] += 1;
    }

    /// Closes the innermost tag of this kind and those within it.
    fn close(&mut self, kind: Kind) -> bool {
        if self.1[kind as usize] == 0 {
            return false;
        }
        while let Some(inner) = self.0.pop() {
            self.1[inner as usize] -= 1;
            if inner == kind {
                break;
            }
        }
        true
    }
}

/// Tags that close each other: models open `<thinking>` and close `</think>`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Think,
    Reason,
    Scratch,
    Other,
}

/// A tag of thought.
struct Tag {
    kind: Kind,
    closes: bool,
    length: usize,
}

impl Tag {
    /// The tag that a text begins with. Its attributes count as thought; an empty element is none.
    fn read(text: &str) -> Option<Self> {
        for (mark, closes) in [("[THINK]", false), ("[/THINK]", true)] {
            if text.starts_with(mark) {
                return Some(Self { kind: Kind::Think, closes, length: mark.len() });
            }
        }
        let inside = text.strip_prefix('<')?;
        let (inside, slash) = inside.strip_prefix('/').map_or((inside, false), |inside| (inside, true));
        let in_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ':' | '.' | '|');
        let length = inside.find(|c| !in_name(c)).unwrap_or(inside.len());
        let (name, rest) = inside.split_at(length);
        let after = rest.trim_start();
        if after.starts_with("/>") || !(rest.is_empty() || rest.starts_with(|c: char| c == '>' || c.is_whitespace())) {
            return None;
        }
        let (kind, ends) = kind(name)?;
        let rest = after.strip_prefix('>').unwrap_or(rest);
        Some(Self { kind, closes: slash || ends, length: text.len() - rest.len() })
    }
}

/// The kind of a tag by its name, and whether the name says that it ends.
fn kind(name: &str) -> Option<(Kind, bool)> {
    let name = name.rsplit(':').next()?;
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    // `<|START_THINKING|>` and `<|END_THINKING|>` are Command's.
    let ends = name.starts_with("end");
    let is_other = matches!(
        name.as_str(),
        "reflection"
            | "reflections"
            | "analysis"
            | "planning"
            | "draft"
            | "drafts"
            | "deliberation"
            | "cot"
            | "rationale"
            | "ponder"
            | "pondering"
    );
    let kind = if name.contains("think") || name.contains("thought") {
        Kind::Think
    } else if name.contains("reasoning") || name == "reason" {
        Kind::Reason
    } else if name.contains("scratch") {
        Kind::Scratch
    } else if is_other || name.contains("monologue") || name.contains("brainstorm") {
        Kind::Other
    } else {
        return None;
    };
    Some((kind, ends))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(texts: &[&str]) -> String {
        without(texts).replace(SEAM, "")
    }

    #[test]
    fn thought_is_taken_out_whatever_its_tag() {
        for (open, close) in [
            ("<thinking>", "</thinking>"),
            ("<Think>", "</think>"),
            ("<thinking>", "</think>"),
            ("<REASONING mode=\"deep\">", "</REASONING >"),
            ("<scratchpad\n>", "</scratchpad>"),
            ("<scratch_pad>", "</scratch_pad>"),
            ("<thinking>", "</thinking>"),
            ("<inner_monologue>", "</inner_monologue>"),
            ("<|START_THINKING|>", "<|END_THINKING|>"),
            ("[THINK]", "[/THINK]"),
        ] {
            assert_eq!(said(&[&format!("a {open} b {close} c")]), "a  c", "{open}");
            assert_eq!(said(&[&format!("a {open} b")]), "a ", "{open}");
            assert_eq!(said(&[&format!("a {close} b")]), " b", "{close}");
        }
        assert_eq!(said(&["a <thinking>b", "c</thinking>d"]), "a d");
        assert_eq!(said(&["<thinking/>a <thin b <thanks>"]), "<thinking/>a <thin b <thanks>");
    }

    #[test]
    fn tags_of_thought_nest() {
        assert_eq!(said(&["<thinking>a<thinking>b</thinking>c</thinking>d"]), "d");
        assert_eq!(said(&["<thinking>a<scratchpad>b</scratchpad>c</thinking>d"]), "d");
        assert_eq!(said(&["<thinking>a<scratchpad>b</thinking>d"]), "d");
        assert_eq!(said(&["<thinking>a</scratchpad>b</thinking>d"]), "d");
        assert_eq!(said(&["<thinking>a<thinking>b</thinking>c"]), "");
    }

    #[test]
    fn a_tag_within_a_value_is_part_of_it() {
        let value = "{\"html\": \"a</thinking>b<think>\"}";
        assert_eq!(said(&[value]), value);
        assert_eq!(said(&[&format!("{value}</think>c")]), "c");
        assert_eq!(said(&["{\"cut\": \"</think>c"]), "c");
    }
}
