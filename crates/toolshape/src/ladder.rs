//! How a model is made to answer with a value: from the firmest way to the loosest.

mod family;
mod native;

pub use family::Family;

use serde::{Deserialize, Serialize};

/// A way to make a model answer with a value.
///
/// The order is that of the ladder: a model that refuses one is asked by the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Rung {
    /// The model must call the one tool.
    Forced,
    /// The model must call one of the tools.
    Any,
    /// The model answers with JSON, held to the schema by the service (`outputConfig`).
    Native,
    /// The model decides; one that answers in words is asked again.
    Auto,
}

impl Rung {
    const ALL: [Self; 4] = [Self::Forced, Self::Any, Self::Native, Self::Auto];

    /// The rung's name in snake case, as the command line and metrics show it.
    ///
    /// ```
    /// assert_eq!(toolshape::Rung::Forced.as_str(), "forced");
    /// ```
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Forced => "forced",
            Self::Any => "any",
            Self::Native => "native",
            Self::Auto => "auto",
        }
    }
}

/// Some of the rungs.
///
/// ```
/// use toolshape::{Rung, Rungs};
///
/// let mut rungs = Rungs::from_iter([Rung::Auto, Rung::Any]);
/// assert_eq!(rungs.first(), Some(Rung::Any));
/// rungs.remove(Rung::Any);
/// assert_eq!(rungs.first(), Some(Rung::Auto));
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "Vec<Rung>")]
pub struct Rungs(u8);

impl Rungs {
    /// Whether the rung is one of them.
    #[must_use]
    pub fn contains(self, rung: Rung) -> bool {
        self.0 & 1 << rung as u8 != 0
    }

    /// Adds a rung.
    pub fn insert(&mut self, rung: Rung) {
        self.0 |= 1 << rung as u8;
    }

    /// Takes a rung out.
    pub fn remove(&mut self, rung: Rung) {
        self.0 &= !(1 << rung as u8);
    }

    /// The firmest of them.
    #[must_use]
    pub fn first(self) -> Option<Rung> {
        Rung::ALL.into_iter().find(|rung| self.contains(*rung))
    }
}

impl FromIterator<Rung> for Rungs {
    fn from_iter<I: IntoIterator<Item = Rung>>(rungs: I) -> Self {
        let mut all = Self::default();
        rungs.into_iter().for_each(|rung| all.insert(rung));
        all
    }
}

impl From<Vec<Rung>> for Rungs {
    fn from(rungs: Vec<Rung>) -> Self {
        rungs.into_iter().collect()
    }
}

/// What of a request decides which rungs it can stand on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Terms {
    /// More than one tool is on offer: none of them can be forced, and there is no one schema.
    pub several_tools: bool,
    /// The model is to think: it cannot be forced then.
    pub thinking: bool,
    /// The conversation holds tool calls: the service wants the tools with it.
    pub tool_turns: bool,
    /// The schema has no [strict](crate::Dialect::STRICT) form: the service cannot hold a model to
    /// it.
    pub loose_schema: bool,
}

/// Where a request stands and what it has left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ladder {
    at: Rung,
    below: Rungs,
}

impl Ladder {
    /// Stands on the firmest rung that the family and the terms leave and that is not known to be
    /// refused. The loosest is never missing.
    ///
    /// ```
    /// use toolshape::{Family, Ladder, Rung, Rungs, Terms};
    ///
    /// let haiku = Family::of("us.anthropic.claude-haiku-4-5-20251001-v1:0");
    /// let mut terms = Terms::default();
    /// assert_eq!(Ladder::new(haiku.rungs, terms, Rungs::default()).rung(), Rung::Forced);
    ///
    /// terms.thinking = true;
    /// assert_eq!(Ladder::new(haiku.rungs, terms, Rungs::default()).rung(), Rung::Native);
    /// ```
    #[must_use]
    pub fn new(family: Rungs, terms: Terms, refused: Rungs) -> Self {
        let mut rungs = Rungs(family.0 & !refused.0);
        if terms.several_tools || terms.thinking {
            rungs.remove(Rung::Forced);
        }
        if terms.thinking {
            rungs.remove(Rung::Any);
        }
        if terms.several_tools || terms.tool_turns || terms.loose_schema {
            rungs.remove(Rung::Native);
        }
        rungs.insert(Rung::Auto);
        Self::standing(rungs.first().unwrap_or(Rung::Auto), rungs)
    }

    /// The same ladder from another rung, whatever is known about it.
    #[must_use]
    pub fn from_rung(self, rung: Rung) -> Self {
        let mut rungs = self.below;
        rungs.insert(self.at);
        Self::standing(rung, rungs)
    }

    fn standing(at: Rung, rungs: Rungs) -> Self {
        Self { at, below: Rung::ALL.into_iter().filter(|rung| *rung > at && rungs.contains(*rung)).collect() }
    }

    /// The rung that the request stands on.
    #[must_use]
    pub fn rung(&self) -> Rung {
        self.at
    }

    /// Steps down one rung; `None` on the last one.
    pub(crate) fn down(&mut self) -> Option<Rung> {
        self.at = self.below.first()?;
        self.below.remove(self.at);
        Some(self.at)
    }

    /// Gives up the native rung: the conversation holds tool calls now.
    pub(crate) fn tool_turns(&mut self) {
        self.below.remove(Rung::Native);
    }
}

/// What a service refused when it refused a rung.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The way to ask, as the model has it: every request like this one is refused.
    Way,
    /// The schema: another one may pass.
    Schema,
}

impl Refusal {
    /// Reads the message of a 400. `None` when it is about anything but the way to ask.
    pub(crate) fn of(rung: Rung, message: &str) -> Option<Self> {
        let message = message.to_ascii_lowercase();
        let says = |words: &[&str]| words.iter().any(|word| message.contains(word));
        // A bound of a field that happens to be within the tool choice.
        if says(&["failed to satisfy constraint"]) {
            return None;
        }
        match rung {
            Rung::Forced | Rung::Any => says(&["toolchoice", "tool_choice", "tool choice"]).then_some(Self::Way),
            Rung::Native if says(&["outputconfig", "output_config", "textformat", "structured output"]) => {
                Some(if says(&["schema"]) { Self::Schema } else { Self::Way })
            }
            Rung::Native | Rung::Auto => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rungs(mut ladder: Ladder) -> Vec<Rung> {
        let mut all = vec![ladder.rung()];
        all.extend(std::iter::from_fn(|| ladder.down()));
        all
    }

    const ALL: Rungs = Rungs(0b1111);
    const NONE: Rungs = Rungs(0);

    #[test]
    fn a_refusal_leads_down_to_auto() {
        let plain = Terms::default();
        assert_eq!(rungs(Ladder::new(ALL, plain, NONE)), [Rung::Forced, Rung::Any, Rung::Native, Rung::Auto]);
        assert_eq!(rungs(Ladder::new(NONE, plain, NONE)), [Rung::Auto]);
        assert_eq!(rungs(Ladder::new(ALL, plain, ALL)), [Rung::Auto]);
        let known = Rungs::from_iter([Rung::Forced]);
        assert_eq!(rungs(Ladder::new(ALL, plain, known)), [Rung::Any, Rung::Native, Rung::Auto]);
    }

    #[test]
    fn the_terms_take_rungs_away() {
        let thinking = Terms { thinking: true, ..Terms::default() };
        assert_eq!(rungs(Ladder::new(ALL, thinking, NONE)), [Rung::Native, Rung::Auto]);
        let several = Terms { several_tools: true, ..Terms::default() };
        assert_eq!(rungs(Ladder::new(ALL, several, NONE)), [Rung::Any, Rung::Auto]);
        let tool_turns = Terms { tool_turns: true, ..Terms::default() };
        assert_eq!(rungs(Ladder::new(ALL, tool_turns, NONE)), [Rung::Forced, Rung::Any, Rung::Auto]);
        let loose_schema = Terms { loose_schema: true, ..thinking };
        assert_eq!(rungs(Ladder::new(ALL, loose_schema, NONE)), [Rung::Auto]);
    }

    #[test]
    fn a_rung_of_ones_own_is_where_it_starts() {
        let llama = Ladder::new(Rungs::from_iter([Rung::Auto]), Terms::default(), NONE);
        assert_eq!(rungs(llama.from_rung(Rung::Any)), [Rung::Any, Rung::Auto]);
        assert_eq!(rungs(Ladder::new(ALL, Terms::default(), NONE).from_rung(Rung::Native)), [Rung::Native, Rung::Auto]);
    }

    #[test]
    fn only_a_message_about_the_way_to_ask_is_a_refusal_of_it() {
        let field = "This model doesn't support the toolConfig.toolChoice.tool field. \
                     Remove toolConfig.toolChoice.tool and try again.";
        let thinking = "The model returned the following errors: \
                        Thinking may not be enabled when tool_choice forces tool use.";
        let extra = "The model returned the following errors: output_config.format: Extra inputs are not permitted";
        let word = "output_config.format.schema: For 'array' type, property 'maxItems' is not supported";
        let bound = "1 validation error detected: Value '' at 'toolConfig.toolChoice.tool.name' failed to satisfy \
                     constraint: Member must have length greater than or equal to 1";
        for (rung, message, refusal) in [
            (Rung::Forced, field, Some(Refusal::Way)),
            (Rung::Any, thinking, Some(Refusal::Way)),
            (Rung::Native, extra, Some(Refusal::Way)),
            (Rung::Native, word, Some(Refusal::Schema)),
            (Rung::Auto, field, None),
            (Rung::Native, field, None),
            (Rung::Forced, extra, None),
            (Rung::Forced, bound, None),
            (Rung::Forced, "The maximum tokens you requested exceeds the model limit of 4096.", None),
        ] {
            assert_eq!(Refusal::of(rung, message), refusal, "{}: {message}", rung.as_str());
        }
    }
}
