//! An input that does not decode as it came, read as what it plainly says.

use std::fmt;

/// One thing about an input that was read otherwise than it was written.
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
