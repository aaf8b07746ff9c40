//! Events as lines of JSON, from which a reader can build the value. Scripts rely on the form.
//!
//! A value begins, a string goes on, and each is complete once: what is printed grows with the reply and not with its
//! square. Only the elements of a list that is in no other are printed a second time, as a whole.

use std::io::{self, Write};

use serde::{Serialize, Serializer};
use serde_json::{Map, Value};
use toolshape::partial::{Changes, Segment};
use toolshape_bedrock::Event;

#[derive(Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
enum Line<'a> {
    /// A value appears at this place: a list or an object without what is in it, a string as far as it goes.
    Begin { path: Path<'a>, value: Value },
    /// The string at this place goes on.
    Append { path: Path<'a>, text: &'a str },
    /// Nothing more comes at this place.
    Complete { path: Path<'a> },
    /// The same, of an element of a list that is in no other list.
    Element { path: Path<'a>, value: &'a Value },
    /// The model goes on in words.
    Text { text: &'a str },
    /// The model thinks aloud.
    Reasoning { text: &'a str },
    /// Something of another kind, as the service sent it.
    Unknown { data: &'a Value },
}

/// The keys and indexes that lead from the root, which has none itself, to the last of these values.
struct Path<'a>(&'a [Open]);

impl Serialize for Path<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().skip(1).map(|open| &open.step))
    }
}

/// A value that has begun, and whose end was not yet printed.
struct Open {
    /// Where it stands in the one around it.
    step: Step,
    /// How much was printed, of a string.
    printed: Option<usize>,
    /// What is in it is printed before its end is.
    is_complete: bool,
}

#[derive(PartialEq, Serialize)]
#[serde(untagged)]
enum Step {
    Root,
    Key(String),
    Index(usize),
}

impl Step {
    fn of(segment: Segment<'_>) -> Self {
        match segment {
            Segment::Key(key) => Self::Key(key.to_owned()),
            Segment::Index(index) => Self::Index(index),
            _ => Self::Root,
        }
    }
}

/// Prints events.
pub(super) struct Lines<W> {
    out: W,
    /// Each stands in the one before it.
    open: Vec<Open>,
}

impl<W: Write> Lines<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out, open: Vec::new() }
    }

    pub(super) fn write(&mut self, event: &Event<'_, Value>) -> io::Result<()> {
        match event {
            Event::Partial { value, changes } => self.changes(value, *changes),
            Event::Text(text) => print(&mut self.out, &Line::Text { text }),
            Event::Reasoning(text) => print(&mut self.out, &Line::Reasoning { text }),
            Event::Unknown(data) => print(&mut self.out, &Line::Unknown { data }),
            _ => Ok(()),
        }
    }

    fn changes(&mut self, root: &Value, changes: Changes<'_>) -> io::Result<()> {
        for change in changes.iter() {
            let mut path = vec![Step::Root];
            path.extend(change.path().segments().into_iter().map(Step::of));
            let last = path.len() - 1;
            let shared = self.open.iter().zip(&path).take_while(|(open, step)| open.step == **step).count();
            // One that is complete and begins once more is that of a key that is repeated.
            if self.open.get(last).is_some_and(|open| shared > last && !open.is_complete) {
                self.append(root, last)?;
            } else {
                self.close(root, shared.min(last))?;
                for step in path.into_iter().skip(self.open.len()) {
                    self.begin(root, step)?;
                }
            }
            self.open[last].is_complete = change.is_complete();
        }
        let is_open = |open: &Open| !open.is_complete;
        let open = self.open.iter().rposition(is_open).map_or(0, |last| last + 1);
        self.close(root, open)
    }

    /// Prints that there is a value in the last one.
    fn begin(&mut self, root: &Value, step: Step) -> io::Result<()> {
        self.open.push(Open { step, printed: None, is_complete: false });
        let value = match at(root, &self.open) {
            Some(Value::Object(_)) => Value::Object(Map::new()),
            Some(Value::Array(_)) => Value::Array(Vec::new()),
            Some(other) => other.clone(),
            None => return Ok(()),
        };
        if let Some(open) = self.open.last_mut() {
            open.printed = value.as_str().map(str::len);
        }
        print(&mut self.out, &Line::Begin { path: Path(&self.open), value })
    }

    /// Prints how a value goes on, where it is a string.
    fn append(&mut self, root: &Value, index: usize) -> io::Result<()> {
        let path = &self.open[..=index];
        let (Some(printed), Some(Value::String(text))) = (path[index].printed, at(root, path)) else { return Ok(()) };
        if let Some(more) = text.get(printed..).filter(|more| !more.is_empty()) {
            print(&mut self.out, &Line::Append { path: Path(path), text: more })?;
        }
        self.open[index].printed = Some(text.len());
        Ok(())
    }

    /// Leaves the values from this one on, inner ones first, and prints of each that it is complete.
    fn close(&mut self, root: &Value, from: usize) -> io::Result<()> {
        while self.open.len() > from {
            let path = Path(&self.open);
            let indexes = self.open.iter().filter(|open| matches!(open.step, Step::Index(_))).count();
            let is_index = self.open.last().is_some_and(|open| matches!(open.step, Step::Index(_)));
            // Behind a key that is repeated, what was there before is gone.
            if let Some(value) = at(root, &self.open) {
                let is_element = is_index && indexes == 1;
                let line = if is_element { Line::Element { path, value } } else { Line::Complete { path } };
                print(&mut self.out, &line)?;
            }
            self.open.pop();
        }
        Ok(())
    }
}

/// The value at the end of this path.
fn at<'a>(root: &'a Value, path: &[Open]) -> Option<&'a Value> {
    path.iter().try_fold(root, |value, open| match &open.step {
        Step::Root => Some(value),
        Step::Key(key) => value.get(key),
        Step::Index(index) => value.get(index),
    })
}

fn print(out: &mut impl Write, line: &Line<'_>) -> io::Result<()> {
    let mut text = serde_json::to_vec(line)?;
    text.push(b'\n');
    out.write_all(&text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;
    use toolshape::partial::Parser;

    use super::*;

    /// The lines of a document that arrives in fragments of this size.
    fn lines(document: &str, size: usize) -> String {
        let (mut parser, mut lines) = (Parser::<Value>::new(), Lines::new(Vec::new()));
        for fragment in document.as_bytes().chunks(size) {
            parser.feed_bytes(fragment).expect("it is JSON");
            let Some(value) = parser.partial() else { continue };
            lines.changes(value, parser.changes()).expect("memory can be written to");
        }
        String::from_utf8(lines.out).expect("it is UTF-8")
    }

    /// What a reader makes of the lines, and the paths that are complete.
    fn folded(lines: &str) -> (Value, Vec<String>) {
        let (mut root, mut complete) = (Value::Null, Vec::new());
        for line in lines.lines() {
            let line: Value = serde_json::from_str(line).expect("a line is JSON");
            let place = place(&mut root, line["path"].as_array().expect("it has a path"));
            match (line["event"].as_str(), &*place) {
                (Some("begin"), _) => *place = line["value"].clone(),
                (Some("append"), Value::String(text)) => {
                    *place = format!("{text}{}", line["text"].as_str().unwrap()).into();
                }
                (Some("complete"), _) => complete.push(line["path"].to_string()),
                (Some("element"), value) if line["value"] == *value => complete.push(line["path"].to_string()),
                _ => panic!("{line} for {place}"),
            }
        }
        (root, complete)
    }

    fn place<'a>(root: &'a mut Value, path: &[Value]) -> &'a mut Value {
        path.iter().fold(root, |value, step| match (value, step) {
            (Value::Array(list), Value::Number(index)) => {
                let index = usize::try_from(index.as_u64().expect("an index")).expect("an index");
                list.resize(list.len().max(index + 1), Value::Null);
                &mut list[index]
            }
            (Value::Object(members), Value::String(key)) => members.entry(key.clone()).or_insert(Value::Null),
            (value, step) => panic!("{step} in {value}"),
        })
    }

    /// The path of each value in this one, inner ones first.
    fn paths(value: &Value, path: &mut Vec<Value>) -> Vec<String> {
        let steps: Vec<(Value, &Value)> = match value {
            Value::Array(list) => list.iter().enumerate().map(|(index, value)| (index.into(), value)).collect(),
            Value::Object(members) => members.iter().map(|(key, value)| (key.as_str().into(), value)).collect(),
            _ => Vec::new(),
        };
        let mut all = Vec::new();
        for (step, value) in steps {
            path.push(step);
            all.extend(paths(value, path));
            path.pop();
        }
        all.push(Value::from(path.clone()).to_string());
        all
    }

    fn documents() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            ".{0,12}".prop_map(Value::from),
        ];
        leaf.prop_recursive(5, 40, 5, |inner| {
            let members = prop::collection::vec(("[a.\\[0é]{0,3}", inner.clone()), 0..5);
            prop_oneof![
                prop::collection::vec(inner, 0..5).prop_map(Value::from),
                members.prop_map(|members| members.into_iter().collect::<Value>()),
            ]
        })
    }

    proptest! {
        #[test]
        fn a_reader_can_build_the_value_however_it_is_cut(document in documents(), size in 1usize..40) {
            // A number at the very end is complete with what follows it.
            let (value, complete) = folded(&lines(&format!("{document} "), size));
            prop_assert_eq!(complete, paths(&document, &mut Vec::new()));
            prop_assert_eq!(value, document);
        }
    }

    #[test]
    fn of_a_key_that_is_repeated_the_last_value_counts() {
        let document = r#"{"a": {"x": "long"}, "b": 1, "a": "s", "a": ["t", 2]}"#;
        for size in 1..document.len() {
            let (value, _) = folded(&lines(document, size));
            assert_eq!(value, json!({"a": ["t", 2], "b": 1}), "{size}");
        }
    }

    #[test]
    fn what_is_printed_grows_with_the_reply() {
        let printed = |length: usize| {
            let findings: Vec<_> = (0..4).map(|_| json!({"text": "x".repeat(length)})).collect();
            lines(&json!({"findings": findings}).to_string(), 8).len()
        };
        assert!(printed(20_000) < 11 * printed(2_000), "{} {}", printed(20_000), printed(2_000));
    }
}
