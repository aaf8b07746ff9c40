//! An input that does not decode as it came, read as what it plainly says.
//!
//! The full schema guides it. A reading counts only when the schema accepts it and it decodes, and
//! only when it is the only one: where two values fit, the model is asked and not guessed.

mod readings;
mod text;

use std::fmt;

use serde_json::Value;

use crate::decode::{self, Decoder};
use crate::{Reading, ToolSpec};
use readings::{Candidate, Guide};

/// One thing in an input that was not read as it was written.
///
/// Repairs are tried only when no call of the reply decodes as it came, and are kept only when the
/// schema accepts the result, it decodes, and no other reading does: an input that can be read in two
/// ways stays a [mismatch](crate::Error::is_mismatch). Nothing is made up and nothing dropped: a
/// missing member stays missing unless the type has a default for it, every element of a list
/// stays, numbers keep their digits.
///
/// ```
/// use serde_json::json;
/// use toolshape::{Reading, RepairKind, Reply, ToolCall, ToolSpec};
///
/// let schema = json!({"type": "object", "properties": {"lines": {"type": "array"}}});
/// let spec = ToolSpec::new("order", "The order.", schema)?;
/// let input = json!({"lines": "[1, 2]"});
/// let mut reply = Reply::new("tool_use");
/// reply.calls.push(ToolCall { id: "t1", name: "order", input: &input });
///
/// let outcome = Reading::default().read_value(&[spec], &reply)?;
/// assert_eq!(outcome.value, json!({"lines": [1, 2]}));
/// assert_eq!(outcome.repairs[0].path, "$.lines");
/// assert_eq!(outcome.repairs[0].kind, RepairKind::JsonString);
/// # Ok::<(), toolshape::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Repair {
    /// Where in the value it was, such as `$.items[3].sku`. It may hold keys that the model chose.
    pub path: String,
    /// What it was.
    pub kind: RepairKind,
}

/// The kind of a [`Repair`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum RepairKind {
    /// An object, an array, a number, a boolean or null was written as a string of JSON.
    JsonString,
    /// The value was the only member of an object, under a key that the schema does not have; or
    /// beside nothing but the name of the tool.
    WrapperKey,
    /// An integer was written as a whole number with a fraction, such as `3.0`.
    FloatInteger,
    /// A value of an enumeration was written in another case.
    EnumCase,
    /// An optional member was written as null, which its schema does not accept, and counts as
    /// absent.
    NullMember,
    /// The value was JSON in a Markdown fence.
    Fence,
    /// The value was JSON among words.
    Prose,
}

/// The most different objects in a reply that are tried: text that holds more is no answer in words.
const MOST_OBJECTS: usize = 64;

/// A value, and what was repaired to make it.
pub(crate) type Repaired<T> = (T, Vec<Repair>);

/// The one reading of a tool call's input, where there is one.
pub(crate) fn input<K: Decoder>(spec: &ToolSpec, reading: Reading, input: &Value) -> Option<Repaired<K::Value>> {
    let candidates = Guide::new(spec.inlined(), spec.name(), reading.check).input(input).ok()?;
    the_only_one(decoded::<K>(spec, reading, candidates))
}

/// The one value of a reply that calls no tool and writes its input as text.
pub(crate) fn text<K: Decoder>(offered: &[ToolSpec], reading: Reading, texts: &[&str]) -> Option<Repaired<K::Value>> {
    let mut objects: Vec<(Value, RepairKind)> = Vec::new();
    for text in texts {
        for object in text::objects(text)? {
            if !objects.iter().any(|(known, _)| *known == object.0) {
                objects.push(object);
            }
            if objects.len() > MOST_OBJECTS {
                return None;
            }
        }
    }
    let mut found = Vec::new();
    for spec in offered {
        let guide = Guide::new(spec.inlined(), spec.name(), reading.check);
        for (object, kind) in &objects {
            let mut candidates = guide.input(object).ok()?;
            // Words hold many objects; one that the schema knows nothing of is not the input.
            candidates.retain(|candidate| guide.describes(&candidate.value));
            for candidate in &mut candidates {
                candidate.repairs.insert(0, Repair::new("$", *kind));
            }
            found.extend(decoded::<K>(spec, reading, candidates));
        }
    }
    the_only_one(found)
}

/// The candidates that decode. One without a repair is the input that did not.
fn decoded<K: Decoder>(spec: &ToolSpec, reading: Reading, candidates: Vec<Candidate>) -> Vec<Repaired<K::Value>> {
    let repaired = candidates.into_iter().filter(|candidate| !candidate.repairs.is_empty());
    let decoded = repaired.filter_map(|Candidate { value, repairs }| {
        let decoded = decode::call::<K, _>(spec, reading, &value).ok()?;
        Some((decoded, repairs))
    });
    decoded.collect()
}

fn the_only_one<T>(mut found: Vec<T>) -> Option<T> {
    if found.len() == 1 { found.pop() } else { None }
}

impl Repair {
    fn new(path: &str, kind: RepairKind) -> Self {
        Self { path: path.to_owned(), kind }
    }
}

impl RepairKind {
    /// The kind's name in snake case, as the command line and metrics show it.
    ///
    /// ```
    /// assert_eq!(toolshape::RepairKind::FloatInteger.as_str(), "float_integer");
    /// ```
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::JsonString => "json_string",
            Self::WrapperKey => "wrapper_key",
            Self::FloatInteger => "float_integer",
            Self::EnumCase => "enum_case",
            Self::NullMember => "null_member",
            Self::Fence => "fence",
            Self::Prose => "prose",
        }
    }
}

impl fmt::Display for RepairKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Repair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.kind, self.path)
    }
}
