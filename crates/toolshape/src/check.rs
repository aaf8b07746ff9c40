//! A tool's schema, read once: its normal form, its compiled patterns and formats, and where its constraints stand.

mod input;
mod matchers;
mod outline;

use std::cell::RefCell;

use serde::Deserializer;
use serde_json::Value;
use toolshape_json_schema::{Document, Warnings, normal};

pub(crate) use matchers::Matchers;
use outline::Outline;

use crate::validity::Judge;

/// What holds values to a schema.
pub(crate) struct Checks {
    schema: Value,
    matchers: Matchers,
    outline: Outline,
    unread: Option<String>,
}

impl Checks {
    /// Reads a schema of any draft. With `of_all`, the outline covers the whole schema; without, only what a Rust type
    /// does not enforce by itself.
    pub(crate) fn new(schema: &Value, of_all: bool) -> Self {
        let (schema, mut matchers, unread) = read(schema);
        matchers.add_formats(&schema);
        let outline = Outline::of(&schema, of_all);
        Self { schema, matchers, outline, unread }
    }

    /// The schema in normal form.
    pub(crate) fn schema(&self) -> &Value {
        &self.schema
    }

    /// What of the schema cannot be checked, and where it stands: the normal form accepts more there.
    pub(crate) fn unread(&self) -> Option<&str> {
        self.unread.as_deref()
    }

    /// The judge of whole values.
    pub(crate) fn judge(&self) -> Judge<'_> {
        Judge::new(&self.schema, true).with(&self.matchers)
    }

    /// Whether an input certainly satisfies the outline. If not, only the [judge](Self::judge) can tell.
    pub(crate) fn surely_keeps<'de, D: Deserializer<'de>>(&self, judge: Judge<'_>, input: D) -> bool {
        self.outline.accepts(judge, input)
    }

    /// Whether a Rust type enforces all of the schema by itself.
    pub(crate) fn is_empty(&self) -> bool {
        self.outline.is_empty()
    }
}

/// A schema of any draft in normal form. It accepts anything where the schema cannot be read.
pub(crate) fn normal_form(schema: &Value) -> Value {
    read(schema).0
}

/// The normal form, its compiled patterns, and the first place that was not understood.
fn read(schema: &Value) -> (Value, Matchers, Option<String>) {
    let matchers = RefCell::new(Matchers::default());
    let compiles = |pattern: &str| matchers.borrow_mut().add("pattern", pattern);
    let document = [Document::of("schema", schema.clone())];
    let (schema, unread) = match normal(&document, &compiles, &mut Warnings::default()).map(|mut all| all.pop()) {
        Ok(read) => {
            let (schema, unread) = read.map_or((Value::Bool(true), Vec::new()), |read| (read.schema, read.unread));
            (schema, unread.into_iter().next().map(|(pointer, reason)| format!("#{pointer}: {reason}")))
        }
        Err(error) => (Value::Bool(true), Some(error.reason().to_owned())),
    };
    (schema, matchers.into_inner(), unread)
}
