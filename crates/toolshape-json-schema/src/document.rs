//! A schema document, and the places of its values in the text.

mod outline;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::Value;

use crate::tools::{Tool, tools};
use crate::{Error, pointer};
use outline::{Lines, Outline};

/// A schema document: its name, its value, and the places of its values in the text.
///
/// ```
/// use toolshape_json_schema::Document;
///
/// let document = Document::read("city.json", "{\n  \"type\": \"object\"\n}")?;
/// assert_eq!(document.value["type"], "object");
/// assert_eq!(document.place("/type").map(|place| (place.line, place.column)), Some((2, 11)));
/// # Ok::<(), toolshape_json_schema::Error>(())
/// ```
#[derive(Debug)]
pub struct Document {
    /// The file name, for messages and for references between documents.
    pub name: String,
    /// The schema.
    pub value: Value,
    /// The tool that the schema belongs to.
    pub around: Around,
    text: Option<Rc<Text>>,
}

/// The tool around a schema; empty if the document is only a schema.
#[derive(Debug, Clone, Default)]
pub struct Around {
    /// The JSON pointer of the schema in the text.
    pub pointer: String,
    /// Parts of the schema that stand elsewhere in the text, as [`Tool::parts`].
    pub parts: BTreeMap<String, String>,
    /// The tool's name.
    pub name: Option<String>,
    /// What the tool is for.
    pub description: Option<String>,
    /// Whether the text holds other tools too.
    pub is_one_of_many: bool,
}

#[derive(Debug)]
struct Text {
    json: String,
    /// The length of the byte order mark. Lines and columns do not count it.
    mark: usize,
    /// Made on first use.
    outline: OnceCell<Outline>,
}

impl Text {
    fn outline(&self) -> &Outline {
        self.outline.get_or_init(|| Outline::of(&self.json))
    }
}

/// The deepest nesting that is read: readers of a normal schema go no further.
pub(crate) const DEEPEST: usize = 126;

/// Why a deeper document is refused.
pub(crate) fn too_deep() -> String {
    format!("this is nested more than {DEEPEST} deep")
}

impl Document {
    /// Reads the text of a document.
    ///
    /// # Errors
    ///
    /// The text is not JSON, or nested too deep.
    pub fn read(name: &str, text: &str) -> Result<Self, Error> {
        let json = text.strip_prefix('\u{feff}').unwrap_or(text); // a byte order mark, as some editors write it
        let mark = text.len() - json.len();
        let value = serde_json::from_str(json).map_err(|error| {
            let reason = error.to_string();
            let reason = reason.split(" at line ").next().unwrap_or_default(); // the place says it better
            let reason = match reason {
                "recursion limit exceeded" => too_deep(),
                _ => format!("not JSON: {reason}"),
            };
            Error::new(name, "", reason).at(stop(json, &error).behind(mark))
        })?;
        let text = Rc::new(Text { json: json.to_owned(), mark, outline: OnceCell::new() });
        Ok(Self { name: name.to_owned(), value, around: Around::default(), text: Some(text) })
    }

    /// A document without a text.
    #[must_use]
    pub fn of(name: impl Into<String>, value: Value) -> Self {
        Self { name: name.into(), value, around: Around::default(), text: None }
    }

    /// Splits the document into one for each tool's schema. They share the text. A document without tools stays as it
    /// is.
    #[must_use]
    pub fn tools(self) -> Vec<Self> {
        let found = tools(&self.value);
        // A list without schemas is refused as a whole, later.
        if !found.iter().any(|tool| tool.schema.is_object()) || found.iter().all(Tool::is_document) {
            return vec![self];
        }
        let is_one_of_many = found.len() > 1;
        let one = |tool: Tool<'_>| {
            let around = Around {
                pointer: tool.pointer,
                parts: tool.parts,
                name: tool.name.map(Cow::into_owned),
                description: tool.description.filter(|text| !text.trim().is_empty()).map(str::to_owned),
                is_one_of_many,
            };
            Self { name: self.name.clone(), value: tool.schema.into_owned(), around, text: self.text.clone() }
        };
        found.into_iter().map(one).collect()
    }

    /// The JSON pointer into the text of a place in the schema.
    #[must_use]
    pub fn origin(&self, pointer: &str) -> String {
        let found = pointer::nearest(&self.around.parts, pointer);
        let (start, rest) = found.map_or((&self.around.pointer, pointer), |(start, rest)| (start, rest));
        format!("{start}{rest}")
    }

    /// The place of the value at a JSON pointer into the text, or of the deepest value on the way to it. `None` without
    /// a text.
    #[must_use]
    pub fn place(&self, pointer: &str) -> Option<Place> {
        let text = self.text.as_ref()?;
        Some(text.outline().place(pointer).behind(text.mark))
    }

    /// An error at a place in the text.
    pub(crate) fn error(&self, pointer: &str, reason: impl Into<String>) -> Error {
        let error = Error::new(&self.name, pointer, reason);
        match self.place(pointer) {
            Some(place) => error.at(place),
            None => error,
        }
    }

    /// Duplicate members, as JSON pointers into the schema. The last one counts.
    pub(crate) fn repeated(&self) -> impl Iterator<Item = &str> {
        let pointers = self.text.as_deref().map(|text| text.outline().repeated()).unwrap_or_default();
        pointers.iter().filter_map(|pointer| {
            let rest = pointer.strip_prefix(&self.around.pointer)?;
            (rest.is_empty() || rest.starts_with('/')).then_some(rest)
        })
    }
}

/// A piece of a document's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The line, counted from 1.
    pub line: usize,
    /// The column, in characters, counted from 1.
    pub column: usize,
    /// Where the piece starts, in bytes.
    pub offset: usize,
    /// How long it is, in bytes.
    pub length: usize,
}

impl Place {
    fn behind(self, mark: usize) -> Self {
        Self { offset: self.offset + mark, ..self }
    }
}

/// The character at which the text stops being JSON, or the end of the text.
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
            let Place { line, column, offset, length } = document.place(pointer).unwrap();
            (line, column, &text[offset..offset + length])
        };
        assert_eq!(place("/größe"), (2, 12, "1"));
        assert_eq!(place("/a~1b/0"), (2, 23, "true"));
        assert_eq!(place("/a~1b/1/~0A"), (3, 17, "\"x\""));
        assert_eq!(place("/a~1b/7/x"), (2, 22, "[true,\n    {\"~\\u0041\": \"x\"}]"));
        assert_eq!(place("/d"), (4, 16, "2")); // the last of its name is the value's
        assert_eq!((place("").0, place("").1), (1, 1));
        assert_eq!(document.value["d"], 2);
        assert_eq!(document.repeated().collect::<Vec<_>>(), ["/d"]);
    }

    #[test]
    fn a_part_has_what_is_repeated_in_it_alone() {
        let schema = |at| if at == 10 { r#"{"a": 1, "a": 2}"# } else { r#"{"type": "object"}"# };
        let tools = (0..11).map(|at| format!(r#"{{"name": "t{at}", "parameters": {}}}"#, schema(at)));
        let tools = Document::read("a.json", &format!("[{}]", tools.collect::<Vec<_>>().join(","))).unwrap().tools();
        assert_eq!(tools[10].repeated().collect::<Vec<_>>(), ["/a"]);
        assert_eq!(tools[1].repeated().count(), 0);
    }

    #[test]
    fn every_value_of_a_long_line_has_its_place() {
        let values: Vec<String> = (0..20_000).map(|at| format!("{{\"ö\": {at}}}")).collect();
        let text = format!("[{}]", values.join(","));
        let document = Document::read("a.json", &text).unwrap();
        for at in [0, 1, 999, 19_999] {
            let place = document.place(&format!("/{at}/ö")).unwrap();
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
    fn what_is_not_json_is_an_error_with_its_place() {
        let error = Document::read("a.json", "{\n  \"a\": 1,\n}").unwrap_err();
        assert_eq!(error.to_string(), "a.json:3:1: not JSON: trailing comma");
        let error = |text| Document::read("a.json", text).unwrap_err().to_string();
        assert_eq!(error("{\n  \"größe\": tru }"), "a.json:2:15: not JSON: expected ident");
        assert_eq!(Document::read("a.json", "\u{feff}[x]").unwrap_err().place().map(|place| place.offset), Some(4));
        assert_eq!(error("\u{feff}[x]"), "a.json:1:2: not JSON: expected value");
        assert_eq!(error("{\n"), "a.json:2:1: not JSON: EOF while parsing an object");
        assert_eq!(error("ö"), "a.json:1:1: not JSON: expected value");
    }
}
