//! Doc comments.

use super::super::model::Docs;
use super::source::Source;
use super::ty::WIDTH;
use crate::docs::documentation;

/// Writes a doc comment, where there is something to say.
pub(super) fn docs(out: &mut Source, indent: usize, docs: &Docs) {
    let Docs { text, rules, notes } = docs;
    let room = WIDTH.saturating_sub(indent + 4);
    let text = text.as_deref().map(|text| documentation(text, room)).unwrap_or_default();
    let mut sections = vec![text];
    for sentences in [rules, notes] {
        sections.push(sentences.iter().flat_map(|sentence| documentation(sentence, room)).collect());
    }
    sections.retain(|lines| !lines.is_empty());
    for (at, lines) in sections.iter().enumerate() {
        if at > 0 {
            line(out, indent, "");
        }
        for text in lines {
            line(out, indent, text);
        }
    }
}

fn line(out: &mut Source, indent: usize, text: &str) {
    out.line(indent, format!("/// {text}").trim_end());
}
