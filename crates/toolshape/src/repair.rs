//! An input that does not decode as it came, read as what it plainly says.
//!
//! The full schema guides it. A reading counts only when the schema accepts it and it decodes, and
//! only when it is the only one: where two values fit, the model is asked and not guessed.

mod call;
mod prose;
mod readings;
mod saying;
mod text;
mod thought;

use std::fmt;

use serde_json::Value;

use crate::decode::{self, Decoder};
use crate::{Reading, ToolSpec};
use call::{Call, Input, Written};
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
    /// The value was JSON among words, on lines of its own or behind a colon. Thought in tags such as `<thinking>` and
    /// examples do not count.
    Prose,
    /// The reply was the call of a tool, written as text: as JSON, such as `{"name": …, "arguments": …}`, or as elements,
    /// such as `<invoke name="…">`.
    CallAsText,
}

/// The most different objects in a reply that are tried: text that holds more is no answer in words. Also the most that
/// are looked at and turn out to be none, which keeps the time linear.
const MOST_OBJECTS: usize = 64;

/// A value, and what was repaired to make it.
pub(crate) type Repaired<T> = (T, Vec<Repair>);

/// The one reading of a tool call's input, where there is one.
pub(crate) fn input<K: Decoder>(spec: &ToolSpec, reading: Reading, input: &Value) -> Option<Repaired<K::Value>> {
    let candidates = Guide::new(spec.inlined(), spec.name(), reading.check).input(input).ok()?;
    the_only_one(decoded::<K>(spec, reading, candidates))
}

/// The one value of a reply that calls no tool and writes its input as text.
///
/// Thought is no answer, nor is an example. A reply that is a call of a tool is read as that call.
pub(crate) fn text<K: Decoder>(offered: &[ToolSpec], reading: Reading, texts: &[&str]) -> Option<Repaired<K::Value>> {
    let text = thought::without(texts);
    let words = Words { offered, reading };
    let found = match call::written(&text, |name| words.spec(name).is_some()) {
        Some(call) => words.written(&call)?,
        None => words.answers(&text)?,
    };
    let decoded = found.into_iter().flat_map(|(spec, candidates)| decoded::<K>(spec, reading, candidates));
    the_only_one(decoded.collect())
}

/// The one value of a reply that is nothing but the call of a tool, written as text.
pub(crate) fn call<K: Decoder>(offered: &[ToolSpec], reading: Reading, texts: &[&str]) -> Option<Repaired<K::Value>> {
    let text = thought::without(texts);
    let words = Words { offered, reading };
    let found = if let Some(call) = call::written(&text, |name| words.spec(name).is_some()) {
        words.written(&call)?
    } else {
        let all = text::json(&text)?;
        let (spec, input) = words.call(&all)?;
        vec![(spec, words.guide(spec).called(input, &[RepairKind::CallAsText]).ok()?)]
    };
    let decoded = found.into_iter().flat_map(|(spec, candidates)| decoded::<K>(spec, reading, candidates));
    the_only_one(decoded.collect())
}

/// Reads what a reply says by the tools on offer.
struct Words<'a> {
    offered: &'a [ToolSpec],
    reading: Reading,
}

/// The candidates for the input of each tool.
type Found<'a> = Vec<(&'a ToolSpec, Vec<Candidate>)>;

impl<'a> Words<'a> {
    fn spec(&self, name: &str) -> Option<&'a ToolSpec> {
        self.offered.iter().find(|spec| spec.name() == name)
    }

    fn guide(&self, spec: &'a ToolSpec) -> Guide<'a> {
        Guide::new(spec.inlined(), spec.name(), self.reading.check)
    }

    fn written(&self, call: &Written<'_>) -> Option<Found<'a>> {
        let spec = self.spec(&call.tool)?;
        let guide = self.guide(spec);
        let typed;
        let input = match &call.input {
            Input::Json(input) => input,
            Input::Parameters(parameters) => {
                typed = guide.typed(parameters)?;
                &typed
            }
        };
        Some(vec![(spec, guide.called(input, &[RepairKind::CallAsText]).ok()?)])
    }

    fn answers(&self, text: &str) -> Option<Found<'a>> {
        let mut answers: Vec<(Value, RepairKind)> = Vec::new();
        for answer in prose::answers(text)? {
            if !answers.iter().any(|(known, _)| *known == answer.0) {
                answers.push(answer);
            }
            if answers.len() > MOST_OBJECTS {
                return None;
            }
        }
        let is_call = text::json(text).is_some_and(|all| Call::read(&all).is_some());
        let mut found = Vec::new();
        for spec in self.offered {
            let guide = self.guide(spec);
            let mut candidates = Vec::new();
            for (answer, kind) in &answers {
                let call = self.call(answer);
                if let Some((_, input)) = call.filter(|(tool, _)| tool.name() == spec.name()) {
                    let wrapped = [*kind, RepairKind::WrapperKey];
                    let kinds = if is_call { &[RepairKind::CallAsText][..] } else { &wrapped };
                    candidates.extend(guide.called(input, kinds).ok()?);
                }
                candidates.extend(guide.said(answer, *kind, call.is_some()).ok()?);
            }
            found.push((spec, readings::distinct(candidates).ok()?));
        }
        Some(found)
    }

    /// The tool that an object calls, where it is no input of it, and the input.
    fn call<'v>(&self, object: &'v Value) -> Option<(&'a ToolSpec, &'v Value)> {
        if let Some(call) = Call::read(object) {
            let spec = self.spec(call.tool)?;
            return (!call.key.is_some_and(|key| self.guide(spec).declares(key))).then_some((spec, call.input));
        }
        let mut members = object.as_object()?.iter();
        let (name, input) = members.next().filter(|_| members.len() == 0)?;
        let spec = self.spec(name).filter(|spec| !self.guide(spec).declares(name))?;
        input.as_object().is_some_and(|input| !input.is_empty()).then_some((spec, input))
    }
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
            Self::CallAsText => "call_as_text",
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
