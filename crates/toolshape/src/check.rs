//! What is made of a schema once, to hold values to it: that it can be checked at all, what its patterns and formats
//! compile to, and where its constraints stand.

mod input;
mod matchers;
mod outline;
mod sound;

use serde::Deserializer;
use serde_json::Value;

pub(crate) use matchers::Matchers;
use outline::Outline;

use crate::validity::Judge;

/// A schema that can be checked.
pub(crate) struct Checks {
    matchers: Matchers,
    /// Where values of a Rust type are to be looked at; `None` where that takes the whole value.
    outline: Option<Outline>,
}

impl Checks {
    /// `of_all`: whether all that the schema says is checked, or what a Rust type does not enforce by itself.
    ///
    /// # Errors
    ///
    /// What cannot be checked, and its place in the schema.
    pub(crate) fn new(schema: &Value, of_all: bool) -> Result<Self, String> {
        let (matchers, asks_whole) = sound::matchers(schema)?;
        let outline = (!asks_whole).then(|| Outline::of(schema, of_all));
        Ok(Self { matchers, outline })
    }

    /// What judges a whole value by the schema.
    pub(crate) fn judge<'a>(&'a self, schema: &'a Value) -> Judge<'a> {
        Judge::new(schema, true).with(&self.matchers)
    }

    /// Whether an input keeps surely to what a Rust type does not enforce by itself. Otherwise a [judge](Self::judge)
    /// is to be asked.
    pub(crate) fn surely_keeps<'de, D: Deserializer<'de>>(&self, judge: Judge<'_>, input: D) -> bool {
        self.outline.as_ref().is_some_and(|outline| outline.accepts(judge, input))
    }

    /// Whether a Rust type enforces all of the schema by itself.
    pub(crate) fn is_empty(&self) -> bool {
        self.outline.as_ref().is_some_and(Outline::is_empty)
    }
}
