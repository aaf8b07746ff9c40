//! Everything about a schema that is worked out once and kept: whether it can be checked at all, its compiled patterns
//! and formats, and where its constraints stand.

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
    /// Where the constraints stand; `None` where a value must be seen whole.
    outline: Option<Outline>,
}

impl Checks {
    /// With `of_all`, the outline covers the whole schema; without, only what a Rust type does not enforce by itself.
    ///
    /// # Errors
    ///
    /// What cannot be checked, and its place in the schema.
    pub(crate) fn new(schema: &Value, of_all: bool) -> Result<Self, String> {
        let (matchers, asks_whole) = sound::matchers(schema)?;
        let outline = (!asks_whole).then(|| Outline::of(schema, of_all));
        Ok(Self { matchers, outline })
    }

    /// The judge of whole values. `schema` is the one that the checks were made of.
    pub(crate) fn judge<'a>(&'a self, schema: &'a Value) -> Judge<'a> {
        Judge::new(schema, true).with(&self.matchers)
    }

    /// Whether an input certainly satisfies the outline. If not, only the [judge](Self::judge) can tell.
    pub(crate) fn surely_keeps<'de, D: Deserializer<'de>>(&self, judge: Judge<'_>, input: D) -> bool {
        self.outline.as_ref().is_some_and(|outline| outline.accepts(judge, input))
    }

    /// Whether a Rust type enforces all of the schema by itself.
    pub(crate) fn is_empty(&self) -> bool {
        self.outline.as_ref().is_some_and(Outline::is_empty)
    }
}
