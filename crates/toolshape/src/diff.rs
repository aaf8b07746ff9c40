//! What changed between two tools, and whether replies to the old one still decode with the new one.
//!
//! [`assert_spec_unchanged!`](crate::assert_spec_unchanged) compares the tools in a test with a file in version control;
//! the command `toolshape diff` compares two files.
//!
//! ```
//! use serde_json::json;
//! use toolshape::diff::{self, Verdict};
//!
//! let old = json!({
//!     "type": "object",
//!     "properties": {"city": {"type": "string", "maxLength": 80}},
//!     "required": ["city"],
//!     "additionalProperties": false,
//! });
//! let mut new = old.clone();
//! new["properties"]["country"] = json!({"type": "string"});
//! let found = diff::documents(&old, &new);
//! assert_eq!(found.verdict(), Some(Verdict::Loosened));
//! assert_eq!(found.to_string(), "loosened  $.country  is now allowed\n");
//!
//! new["properties"]["city"]["maxLength"] = json!(40);
//! let found = diff::documents(&old, &new);
//! assert_eq!(found.verdict(), Some(Verdict::Breaking));
//! assert_eq!(found.changes()[0].text(), "maxLength: 80 -> 40");
//! ```
//!
//! # What a verdict promises
//!
//! Unless it is [`Breaking`](Verdict::Breaking), the new schema accepts every instance that the old one accepts. The
//! reverse is not promised: a change that cannot be shown to be harmless is called breaking, such as one pattern in
//! place of another that means the same. Formats count as if they were checked. A property that is added to an open
//! object (without `additionalProperties: false`) is breaking: an old instance may hold anything under that name.
//!
//! # What is read
//!
//! Drafts 4 to 2020-12; without `$schema`, 2020-12. In every draft these are read too, as they have only one meaning: a
//! list in `items`, `additionalItems` beside it, and `nullable`. References are read that are JSON pointers into the
//! schema: `#`, `#/$defs/Name`.
//!
//! Not read are references by `$id` or anchor, or to another document; keywords of draft 3; `dependencies` and flags in
//! `exclusiveMinimum` in drafts that do not have them; a `required` that is not a list. If a schema uses one of these,
//! every change except to titles and descriptions is breaking, and the reason is told. Names such as `str` and `dict`
//! are not types, and `str` in place of `string` is breaking. The command `toolshape diff` reads schemas as
//! toolshape-codegen does, which knows all of these but other documents.

mod cases;
mod choices;
mod document;
mod gap;
mod lists;
mod member;
mod numbers;
mod objects;
mod premise;
mod prover;
mod rules;
mod told;
pub(crate) mod tools;
mod types;
mod unread;

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use serde_json::Value;

use document::{Document, Schema};
use gap::Gap;
use premise::Premise;
use prover::Prover;
use tools::{Tool, known, tools};

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

/// One thing that changed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Change {
    verdict: Verdict,
    tool: Option<String>,
    path: String,
    pointer: Option<String>,
    text: String,
    reason: Option<&'static str>,
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

    /// The place in the schema, as a JSON pointer: in the new one for what is breaking, in the old one for what is
    /// loosened. It is that of the same schema in the words of 2020-12, where the document is written in an older
    /// draft.
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
}

/// All that changed; `Display` writes a table with a line for each change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diff {
    changes: Vec<Change>,
}

impl Diff {
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

    fn add(&mut self, verdict: Verdict, tool: Option<&str>, text: String) {
        let tool = tool.map(ToOwned::to_owned);
        self.changes.push(Change { verdict, tool, path: "$".to_owned(), pointer: None, text, reason: None });
    }
}

impl fmt::Display for Diff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = |change: &Change| match &change.tool {
            Some(tool) => format!("{tool} {}", change.path),
            None => change.path.clone(),
        };
        let width = self.changes.iter().map(|change| change.verdict.as_str().len()).max().unwrap_or_default();
        let places = self.changes.iter().map(|change| place(change).chars().count()).max().unwrap_or_default();
        for change in &self.changes {
            write!(f, "{:width$}  {:places$}  {}", change.verdict, place(change), change.text)?;
            match change.reason {
                Some(reason) => writeln!(f, " ({reason})")?,
                None => writeln!(f)?,
            }
        }
        Ok(())
    }
}

/// What changed between two documents, each a JSON Schema, a tool or a list of tools.
///
/// A tool is `{name, description, schema}`, with `inputSchema: {json}`, `inputSchema`, `input_schema` or `parameters`
/// in place of `schema`, possibly within a `toolSpec` or a `function`; a list of tools may stand in `tools`, as in
/// Bedrock's `toolConfig`. An object with a keyword that says what is accepted (`properties`, `$ref`, `type` with a
/// type's name) is a schema all the same. Where there are several tools they are compared by name; those that share a
/// name, or have none, by their order.
#[must_use]
pub fn documents(old: &Value, new: &Value) -> Diff {
    of_tools(&tools(old), &tools(new))
}

/// A tool as another reader found it: the command `toolshape diff` reads schemas as toolshape-codegen does.
#[doc(hidden)]
#[expect(missing_debug_implementations, reason = "it holds a closure")]
pub struct ReadTool<'a> {
    pub name: Option<&'a str>,
    pub description: Option<&'a str>,
    /// The schema as it was given.
    pub written: &'a Value,
    /// The schema in the words of 2020-12, in one piece.
    pub schema: &'a Value,
    /// What may refuse something and was not understood: JSON pointer in `written`, and reason.
    pub unread: &'a [(String, String)],
    /// The JSON pointer in `written` of a place in `schema`.
    pub origin: &'a dyn Fn(&str) -> String,
}

/// What changed between the tools of two documents.
#[doc(hidden)]
#[must_use]
pub fn read_tools(old: &[ReadTool<'_>], new: &[ReadTool<'_>]) -> Diff {
    fn tool<'a>(tool: &ReadTool<'a>) -> Tool<'a> {
        let &ReadTool { name, description, written, origin, .. } = tool;
        let document = Document::read(tool.schema, tool.unread);
        Tool {
            name: name.map(Cow::Borrowed),
            description,
            written: Cow::Borrowed(written),
            document,
            origin: Some(origin),
        }
    }
    let (old, new): (Vec<_>, Vec<_>) = (old.iter().map(tool).collect(), new.iter().map(tool).collect());
    of_tools(&old, &new)
}

fn of_tools(old: &[Tool<'_>], new: &[Tool<'_>]) -> Diff {
    let mut diff = Diff::default();
    if let ([old], [new]) = (old, new) {
        if let (Some(old), Some(new)) = (&old.name, &new.name)
            && old != new
        {
            diff.add(Verdict::Breaking, None, format!("name: {old} -> {new}"));
        }
        compare(&mut diff, None, old, new);
    } else {
        let (old, new) = (known(old), known(new));
        let shown = |(name, number): (Option<&str>, usize)| match (name, number) {
            (Some(name), 0) => name.to_owned(),
            (Some(name), number) => format!("{name}[{number}]"),
            (None, number) => format!("[{number}]"),
        };
        for (id, old) in &old {
            match new.iter().find(|(other, _)| other == id) {
                Some((_, new)) => compare(&mut diff, Some(&shown(*id)), old, new),
                None => diff.add(Verdict::Breaking, Some(&shown(*id)), "is no longer on offer".to_owned()),
            }
        }
        for (id, _) in new.iter().filter(|(id, _)| old.iter().all(|(other, _)| other != id)) {
            diff.add(Verdict::Loosened, Some(&shown(*id)), "is now on offer".to_owned());
        }
    }
    diff.changes.sort_by_key(|change| std::cmp::Reverse(change.verdict));
    diff
}

fn compare(diff: &mut Diff, tool: Option<&str>, old: &Tool<'_>, new: &Tool<'_>) {
    let changed = diff.changes.len();
    if old.description != new.description {
        let shown = |text: Option<&str>| text.map_or_else(|| "none".to_owned(), |text| gap::short(&text.into()));
        let text = format!("description: {} -> {}", shown(old.description), shown(new.description));
        diff.add(Verdict::Compatible, tool, text);
    }
    if old.written != new.written {
        schemas(diff, changed, old, new);
    }
    for change in &mut diff.changes[changed..] {
        change.tool = tool.map(ToOwned::to_owned);
    }
}

/// `of_tool` is where the changes of the tool begin.
fn schemas(diff: &mut Diff, of_tool: usize, old_tool: &Tool<'_>, new_tool: &Tool<'_>) {
    let before = diff.changes.len();
    let is_same = |old: &Value, new: &Value| told::without_words(old) == told::without_words(new);
    let (old, new) = (old_tool.document.root(), new_tool.document.root());
    let unread = || new.document.unread.iter().chain(&old.document.unread);
    let is_read = unread().next().is_none();
    let is_only_told = is_same(&old_tool.written, &new_tool.written) || is_read && is_same(old.value, new.value);
    if let Some(word) = old.document.rebased_by.or(new.document.rebased_by).filter(|_| !is_only_told) {
        diff.add(Verdict::Breaking, None, format!("changed somewhere, and schemas with {word} are not compared"));
    } else if !is_only_told {
        let mut said = HashSet::new();
        for (pointer, text) in unread() {
            let place = pointer.as_deref().filter(|pointer| !pointer.is_empty());
            let text = place.map_or_else(|| text.clone(), |place| format!("{text}, at #{place}"));
            let (path, pointer) = ("$".to_owned(), pointer.clone());
            if said.insert(text.clone()) {
                let reason = Some(gap::UNSHOWN);
                diff.changes.push(Change { verdict: Verdict::Breaking, tool: None, path, pointer, text, reason });
            }
        }
        let missing = gaps(old, new);
        let gained = gaps(new, old);
        let told: HashSet<_> = missing.iter().filter_map(Gap::side).collect();
        let is_told = |gap: &Gap| gap.side().is_some_and(|side| told.contains(&side));
        let mut known = HashSet::new();
        for (verdict, gap) in missing
            .iter()
            .map(|gap| (Verdict::Breaking, gap))
            .chain(gained.iter().filter(|gap| !is_told(gap)).map(|gap| (Verdict::Loosened, gap)))
        {
            let is_breaking = verdict == Verdict::Breaking;
            let change = Change {
                verdict,
                tool: None,
                path: gap.path.clone(),
                pointer: if is_breaking { new_tool } else { old_tool }.pointer(gap.pointer.as_deref()),
                text: gap.words(is_breaking),
                reason: gap.reason().filter(|_| is_breaking),
            };
            if known.insert(change.clone()) {
                diff.changes.push(change);
            }
        }
    }
    let known = diff.changes[of_tool..].iter().map(|change| (change.path.clone(), change.text.clone()));
    let mut known: HashSet<_> = known.collect();
    for told in told::retold(old, new) {
        let (path, pointer, text) = (told.path, new_tool.pointer(told.pointer.as_deref()), told.text);
        if !known.insert((path.clone(), text.clone())) {
            continue; // a tool and its schema often tell the same
        }
        diff.changes.push(Change { verdict: Verdict::Compatible, tool: None, path, pointer, text, reason: None });
    }
    if diff.changes.len() == before {
        diff.add(Verdict::Compatible, None, "is written otherwise and accepts the same".to_owned());
    }
}

/// Where a value that the first schema accepts may be refused by the second. Empty means that there is none.
fn gaps(accepted: Schema<'_>, by: Schema<'_>) -> Vec<Gap> {
    let mut prover = Prover::default();
    let holds = prover.follows(&Premise::of(accepted), by);
    if !holds && prover.gaps.is_empty() {
        prover.lacks("schema", by, gap::Lack::Unclear("cannot be compared"));
    }
    prover.gaps
}
