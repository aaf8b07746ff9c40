//! A document as it was given, and where in its text a JSON pointer leads.

mod outline;

use std::rc::Rc;

use serde_json::Value;

use super::forms::Around;
use crate::Error;
use crate::error::Place;
use outline::{Lines, Outline};

/// A schema document: its name, what its text says, and where.
#[derive(Debug)]
pub(crate) struct Document {
    /// The file name, for messages and for references between documents.
    pub(crate) name: String,
    pub(crate) value: Value,
    /// The members that stand more than once in their object, by JSON pointer: the last of them counts.
    pub(crate) repeated: Vec<String>,
    pub(crate) around: Around,
    outline: Rc<Outline>,
    /// How long the byte order mark is, with which the text starts; no line or column counts it.
    mark: usize,
}

/// How deep a document may be: what reads its normal schema does not follow further.
pub(super) const DEEPEST: usize = 126;

/// Why a deeper document is refused.
pub(super) fn too_deep() -> String {
    format!("this is nested more than {DEEPEST} deep")
}

impl Document {
    /// # Errors
    ///
    /// The text is not JSON, or nested too deep.
    pub(crate) fn read(name: &str, text: &str) -> Result<Self, Error> {
        let json = text.strip_prefix('\u{feff}').unwrap_or(text); // a byte order mark, as some editors write it
        let mark = text.len() - json.len();
        let value = serde_json::from_str(json).map_err(|error| {
            let reason = error.to_string();
            let reason = reason.split(" at line ").next().unwrap_or_default(); // the place says it better
            let reason = match reason {
                "recursion limit exceeded" => too_deep(),
                _ => format!("this is no JSON: {reason}"),
            };
            Error::new(name, "", reason).at(stop(json, &error).behind(mark))
        })?;
        let (outline, repeated) = Outline::of(json);
        let outline = Rc::new(outline);
        Ok(Self { name: name.to_owned(), value, repeated, around: Around::default(), outline, mark })
    }

    /// A piece of the same text as a document of its own.
    pub(crate) fn part(&self, value: Value, around: Around) -> Self {
        let inside = |pointer: &String| {
            let rest = pointer.strip_prefix(&around.pointer)?;
            (rest.is_empty() || rest.starts_with('/')).then(|| rest.to_owned())
        };
        let repeated = self.repeated.iter().filter_map(inside).collect();
        Self { name: self.name.clone(), value, repeated, around, outline: self.outline.clone(), mark: self.mark }
    }

    /// Where the value that a JSON pointer leads to stands; the deepest value on the way where it leads nowhere.
    pub(crate) fn place(&self, pointer: &str) -> Place {
        self.outline.place(pointer).behind(self.mark)
    }
}

impl Place {
    fn behind(self, mark: usize) -> Self {
        Self { offset: self.offset + mark, ..self }
    }
}

/// The character that the text should not have there, or its end.
fn stop(text: &str, error: &serde_json::Error) -> Place {
    let line_start = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    let offset = text.floor_char_boundary(line_start + error.column().saturating_sub(1));
    Lines::of(text).place(offset, text[offset..].chars().next().map_or(0, char::len_utf8))
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
            (line, column, &text[offset..offset + length])
        };
        assert_eq!(place("/größe"), (2, 12, "1"));
        assert_eq!(place("/a~1b/0"), (2, 23, "true"));
        assert_eq!(place("/a~1b/1/~0A"), (3, 17, "\"x\""));
        assert_eq!(place("/a~1b/7/x"), (2, 22, "[true,\n    {\"~\\u0041\": \"x\"}]"));
        assert_eq!(place("/d"), (4, 16, "2")); // the last of its name is the value's
        assert_eq!((place("").0, place("").1), (1, 1));
        assert_eq!(document.value["d"], 2);
        assert_eq!(document.repeated, ["/d"]);
    }

    #[test]
    fn a_part_has_what_is_repeated_in_it_alone() {
        let tools = (0..11).map(|at| if at == 10 { r#"{"a": 1, "a": 2}"# } else { "{}" }).collect::<Vec<_>>();
        let document = Document::read("a.json", &format!("[{}]", tools.join(","))).unwrap();
        let part =
            |pointer: &str| document.part(Value::Null, Around { pointer: pointer.to_owned(), ..Around::default() });
        assert_eq!(part("/10").repeated, ["/a"]);
        assert!(part("/1").repeated.is_empty());
    }

    #[test]
    fn every_value_of_a_long_line_has_its_place() {
        let values: Vec<String> = (0..20_000).map(|at| format!("{{\"ö\": {at}}}")).collect();
        let text = format!("[{}]", values.join(","));
        let document = Document::read("a.json", &text).unwrap();
        for at in [0, 1, 999, 19_999] {
            let place = document.place(&format!("/{at}/ö"));
            assert_eq!(&text[place.offset..place.offset + place.length], at.to_string());
            assert_eq!((place.line, place.column), (1, text[..place.offset].chars().count() + 1));
        }
    }

    #[test]
    fn what_is_nested_too_deep_is_still_json() {
        let error = Document::read("a.json", &"[".repeat(1000)).unwrap_err();
        assert_eq!(error.to_string(), "a.json:1:128: this is nested more than 126 deep");
    }

    #[test]
    fn what_is_no_json_is_an_error_that_says_where() {
        let error = Document::read("a.json", "{\n  \"a\": 1,\n}").unwrap_err();
        assert_eq!(error.to_string(), "a.json:3:1: this is no JSON: trailing comma");
        let error = |text| Document::read("a.json", text).unwrap_err().to_string();
        assert_eq!(error("{\n  \"größe\": tru }"), "a.json:2:15: this is no JSON: expected ident");
        assert_eq!(Document::read("a.json", "\u{feff}[x]").unwrap_err().offset(), Some(4));
        assert_eq!(error("\u{feff}[x]"), "a.json:1:2: this is no JSON: expected value");
        assert_eq!(error("{\n"), "a.json:2:1: this is no JSON: EOF while parsing an object");
        assert_eq!(error("ö"), "a.json:1:1: this is no JSON: expected value");
    }
}
