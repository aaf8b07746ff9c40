//! What changed between two tools, and whether replies to the old one still decode with the new one.
//!
//! [`assert_spec_unchanged!`] compares the tools of a type with a file in version control, in a test: this crate is a
//! dev-dependency. The command `toolshape diff` compares two files, with the same verdicts.
//!
//! ```
//! use serde_json::json;
//! use toolshape_diff::{Diff, Verdict};
//!
//! let old = json!({
//!     "type": "object",
//!     "properties": {"city": {"type": "string", "maxLength": 80}},
//!     "required": ["city"],
//! });
//! let mut new = old.clone();
//! new["properties"]["country"] = json!({"type": "string"});
//! let found = Diff::of_documents(&old, &new)?;
//! assert_eq!(found.verdict(), Some(Verdict::Loosened));
//! assert_eq!(found.changes()[0].to_string(), "loosened  $.country  is a new member: string");
//! assert!(found.strict().is_breaking());
//!
//! new["properties"]["city"]["maxLength"] = json!(40);
//! let found = Diff::of_documents(&old, &new)?;
//! assert_eq!(found.verdict(), Some(Verdict::Breaking));
//! assert_eq!(found.changes()[0].text(), "maxLength: 80 -> 40");
//! # Ok::<(), toolshape_diff::Error>(())
//! ```
//!
//! # What a verdict promises
//!
//! Unless it is [`Breaking`](Verdict::Breaking), the new schema accepts every reply that the old one accepts. Two things
//! are assumed:
//!
//! - An old reply has no member that its object does not describe. A new optional member is therefore
//!   [`Loosened`](Verdict::Loosened), although the old schema accepts any value under its name. It is breaking where
//!   the old object allows for such members: with `additionalProperties`, `patternProperties`, `unevaluatedProperties`,
//!   or without `properties`. [`Diff::strict`] does without this assumption.
//! - Formats are checked.
//!
//! The reverse is not promised: a change that cannot be shown to be harmless is breaking, such as one pattern in place
//! of another that means the same, or a listed value that is now held to a length.
//!
//! # What is read
//!
//! Schemas and tools in every draft and form that [`toolshape_json_schema`] reads. Where it does not understand
//! something in a schema, every change except to titles, descriptions and the like is breaking, and the reason is told.

mod facts;
mod gap;
mod schema;
mod told;
mod tools;
mod types;
mod unchanged;
mod walk;

use std::fmt;

use serde_json::Value;
use toolshape::ToolSpec;
pub use toolshape_json_schema::Error;

use tools::{document, read};

/// What the macro's expansion names. Not part of the API.
#[doc(hidden)]
pub mod __private {
    pub use crate::unchanged::assert_spec_unchanged;
    pub use toolshape::ToolSet;
}

/// What a change means for instances of the old schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Verdict {
    /// The same instances are accepted; only what the model is told differs.
    Compatible,
    /// Every old instance is accepted, and so are others.
    Loosened,
    /// An old instance may be refused.
    Breaking,
}

impl Verdict {
    /// `compatible`, `loosened` or `breaking`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Compatible => "compatible",
            Self::Loosened => "loosened",
            Self::Breaking => "breaking",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// One thing that changed; `Display` writes it on one line.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Change {
    verdict: Verdict,
    tool: Option<String>,
    path: String,
    pointer: Option<String>,
    text: String,
    reason: Option<&'static str>,
    is_new_member: bool,
}

impl Change {
    /// What it means for old instances.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// The tool's name, where the documents hold more than one: `[0]` for the first without a name, `name[1]` for the
    /// second of one name.
    #[must_use]
    pub fn tool(&self) -> Option<&str> {
        self.tool.as_deref()
    }

    /// The place in an instance: `$.cities[*].name`, where `[*]` is every element and `.*` every member.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The place in the schema as it is written, as a JSON pointer: in the new one, or in the old one for what it alone
    /// refuses.
    #[must_use]
    pub fn pointer(&self) -> Option<&str> {
        self.pointer.as_deref()
    }

    /// What changed, on one line: `maxLength: 80 -> 40`.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Why it has this verdict, where that does not speak for itself.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        self.reason
    }

    fn place(&self) -> String {
        self.tool.as_ref().map_or_else(|| self.path.clone(), |tool| format!("{tool} {}", self.path))
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, width: usize, places: usize) -> fmt::Result {
        write!(f, "{:width$}  {:places$}  {}", self.verdict, self.place(), self.text)?;
        self.reason.map_or(Ok(()), |reason| write!(f, " ({reason})"))
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, 0, 0)
    }
}

/// All that changed; `Display` writes a table with a line for each change, and a last line with the
/// [note](Diff::note).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diff {
    changes: Vec<Change>,
}

impl Diff {
    /// What changed between two tools.
    ///
    /// # Errors
    ///
    /// A schema that is nested too deep.
    pub fn of(old: &ToolSpec, new: &ToolSpec) -> Result<Self, Error> {
        let document = |spec| document(std::slice::from_ref(spec));
        Self::of_documents(&document(old), &document(new))
    }

    /// What changed between two documents, each a JSON Schema, a tool or a list of tools.
    ///
    /// Tools are compared by name where there are several; those that share a name, or have none, by their order.
    ///
    /// # Errors
    ///
    /// A document that is no schema, or is nested too deep.
    pub fn of_documents(old: &Value, new: &Value) -> Result<Self, Error> {
        Self::of_texts(("old", &old.to_string()), ("new", &new.to_string()))
    }

    /// The same of the names and texts of two files. Errors say the file, the line and the column.
    ///
    /// # Errors
    ///
    /// A text that is no JSON, a document that is no schema, or is nested too deep.
    pub fn of_texts(old: (&str, &str), new: (&str, &str)) -> Result<Self, Error> {
        Ok(tools::compare(&read(old)?, &read(new)?))
    }

    /// The same changes with the schemas taken literally: what is new in an object that is not closed is breaking, as
    /// the old schema accepts any value there.
    #[must_use]
    pub fn strict(mut self) -> Self {
        for change in self.changes.iter_mut().filter(|change| change.is_new_member) {
            change.verdict = Verdict::Breaking;
            change.reason = Some(gap::ANYTHING);
        }
        self.sorted()
    }

    /// The changes, breaking ones first.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// The worst of the verdicts; `None` when nothing changed.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        self.changes.iter().map(|change| change.verdict).max()
    }

    /// Whether nothing changed but the order of keys.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Whether an old instance may be refused.
    #[must_use]
    pub fn is_breaking(&self) -> bool {
        self.verdict() == Some(Verdict::Breaking)
    }

    /// What a verdict rests on beside the schemas.
    #[must_use]
    pub fn note(&self) -> Option<&'static str> {
        let is_assumed = |change: &Change| change.is_new_member && change.verdict != Verdict::Breaking;
        let note =
            "old replies are assumed not to have the new members; strictly, the old schema accepts any value there";
        self.changes.iter().any(is_assumed).then_some(note)
    }

    fn sorted(mut self) -> Self {
        self.changes.sort_by_key(|change| std::cmp::Reverse(change.verdict));
        self
    }
}

impl fmt::Display for Diff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.changes.iter().map(|change| change.verdict.as_str().len()).max().unwrap_or_default();
        let places = self.changes.iter().map(|change| change.place().chars().count()).max().unwrap_or_default();
        for change in &self.changes {
            change.write(f, width, places)?;
            writeln!(f)?;
        }
        self.note().map_or(Ok(()), |note| writeln!(f, "note: {note}"))
    }
}
