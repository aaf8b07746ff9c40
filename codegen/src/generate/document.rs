//! A document as it was given, and where in its text a JSON pointer leads.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::Value;
use serde_json::value::RawValue;

use super::forms::Around;
use crate::Error;
use crate::walk::unescape;

/// A schema document: its text, and what the text says.
#[derive(Debug)]
pub(crate) struct Document {
    /// The file name, for messages and for references between documents.
    pub(crate) name: String,
    pub(crate) text: Rc<str>,
    pub(crate) value: Value,
    pub(crate) around: Around,
}

/// A piece of a document's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// Counted from 1.
    pub(crate) line: usize,
    /// In characters, counted from 1.
    pub(crate) column: usize,
    /// In bytes.
    pub(crate) offset: usize,
    /// In bytes.
    pub(crate) length: usize,
}

impl Document {
    /// # Errors
    ///
    /// The text is not JSON.
    pub(crate) fn read(name: &str, text: &str) -> Result<Self, Error> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text); // a byte order mark, as some editors write it
        let value = serde_json::from_str(text).map_err(|error| {
            let reason = error.to_string();
            let reason = reason.split(" at line ").next().unwrap_or_default(); // the place says it better
            Error::new(name, "", format!("this is no JSON: {reason}")).at(stop(text, &error))
        })?;
        Ok(Self { name: name.to_owned(), text: text.into(), value, around: Around::default() })
    }

    /// Where the value that a JSON pointer leads to stands; the deepest value on the way where it leads nowhere.
    pub(crate) fn place(&self, pointer: &str) -> Place {
        let mut piece = self.text.trim();
        for segment in pointer.split('/').skip(1).map(unescape) {
            let Some(below) = member(piece, &segment) else { break };
            piece = below;
        }
        Place::new(&self.text, piece.as_ptr() as usize - self.text.as_ptr() as usize, piece.len())
    }
}

impl Place {
    fn new(text: &str, offset: usize, length: usize) -> Self {
        let before = &text[..offset];
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        Self {
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            offset,
            length,
        }
    }
}

/// The character that the text should not have there, or its end.
fn stop(text: &str, error: &serde_json::Error) -> Place {
    let line_start = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    let offset = text.floor_char_boundary(line_start + error.column().saturating_sub(1));
    Place::new(text, offset, text[offset..].chars().next().map_or(0, char::len_utf8))
}

/// The text of a member of an object, or of an element of a list.
fn member<'t>(text: &'t str, segment: &str) -> Option<&'t str> {
    let found = if text.starts_with('{') {
        serde_json::from_str::<BTreeMap<String, &RawValue>>(text).ok()?.remove(segment)
    } else if text.starts_with('[') {
        serde_json::from_str::<Vec<&RawValue>>(text).ok()?.get(segment.parse::<usize>().ok()?).copied()
    } else {
        None
    };
    found.map(RawValue::get)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_leads_to_a_piece_of_the_text() {
        let text = "\u{feff}{\n  \"größe\": 1, \"a/b\": [true,\n    {\"~\\u0041\": \"x\"}],\n  \"d\": 1, \"d\": 2\n}\n";
        let document = Document::read("a.json", text).unwrap();
        let place = |pointer| {
            let Place { line, column, offset, length } = document.place(pointer);
            (line, column, &document.text[offset..offset + length])
        };
        assert_eq!(place("/größe"), (2, 12, "1"));
        assert_eq!(place("/a~1b/0"), (2, 23, "true"));
        assert_eq!(place("/a~1b/1/~0A"), (3, 17, "\"x\""));
        assert_eq!(place("/a~1b/7/x"), (2, 22, "[true,\n    {\"~\\u0041\": \"x\"}]"));
        assert_eq!(place("/d"), (4, 16, "2")); // the last of its name is the value's
        assert_eq!((place("").0, place("").1), (1, 1));
        assert_eq!(document.value["d"], 2);
    }

    #[test]
    fn what_is_no_json_is_an_error_that_says_where() {
        let error = Document::read("a.json", "{\n  \"a\": 1,\n}").unwrap_err();
        assert_eq!(error.to_string(), "a.json:3:1: this is no JSON: trailing comma");
        let error = |text| Document::read("a.json", text).unwrap_err().to_string();
        assert_eq!(error("{\n  \"größe\": tru }"), "a.json:2:15: this is no JSON: expected ident");
        assert_eq!(error("{\n"), "a.json:2:1: this is no JSON: EOF while parsing an object");
        assert_eq!(error("ö"), "a.json:1:1: this is no JSON: expected value");
    }
}
