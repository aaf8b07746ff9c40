//! How a model is made to answer with a value: from the firmest way to the loosest.

mod family;
mod native;
mod refusal;

pub use family::Family;
pub(crate) use refusal::Refusal;

use serde::{Deserialize, Serialize};

/// A mechanism to make a model answer with a value.
///
/// The order is the fallback order: a model that refuses one mechanism is asked with the next.
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

/// A set of mechanisms.
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
        self.iter().next()
    }

    /// All of them, the firmest first.
    ///
    /// ```
    /// use toolshape::{Rung, Rungs};
    ///
    /// let rungs = Rungs::from_iter([Rung::Auto, Rung::Any]);
    /// assert!(rungs.iter().eq([Rung::Any, Rung::Auto]));
    /// ```
    pub fn iter(self) -> impl Iterator<Item = Rung> {
        Rung::ALL.into_iter().filter(move |rung| self.contains(*rung))
    }

    fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
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

/// Properties of a request that rule out a mechanism.
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

/// The mechanism of a request, and those it has left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ladder {
    at: Rung,
    /// Those that were not tried. One above `at` is there for a model that refuses tools.
    left: Rungs,
}

impl Ladder {
    /// Starts with the firmest mechanism of the family that the terms allow and that is not known to be refused. The
    /// loosest, `auto`, is always among them.
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
        let mut rungs = family.without(refused);
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
        let at = rungs.first().unwrap_or(Rung::Auto);
        rungs.remove(at);
        Self { at, left: rungs }
    }

    /// The same ladder from another mechanism, whatever is known about it.
    #[must_use]
    pub fn from_rung(self, rung: Rung) -> Self {
        let mut left = self.left;
        left.insert(self.at);
        left.remove(rung);
        Self { at: rung, left }
    }

    /// The mechanism of the request.
    #[must_use]
    pub fn rung(&self) -> Rung {
        self.at
    }

    /// Goes on to the next mechanism after these were refused; `None` if there is no other.
    pub(crate) fn down(&mut self, refused: Rungs) -> Option<Rung> {
        self.left = self.left.without(refused);
        // Without tools, only native output is left, be it above.
        let tools = Rungs::from_iter([Rung::Forced, Rung::Any, Rung::Auto]);
        let without_tools = tools.without(refused) == Rungs::default();
        self.at = self.left.iter().find(|rung| without_tools || *rung > self.at)?;
        self.left.remove(self.at);
        Some(self.at)
    }

    /// Gives up native output: the conversation holds tool calls now.
    pub(crate) fn tool_turns(&mut self) {
        self.left.remove(Rung::Native);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rungs(mut ladder: Ladder) -> Vec<Rung> {
        let mut all = vec![ladder.rung()];
        all.extend(std::iter::from_fn(|| ladder.down(Rungs::from_iter([ladder.rung()]))));
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
    fn where_tools_are_refused_only_native_output_is_left() {
        let tools = Rungs::from_iter([Rung::Forced, Rung::Any, Rung::Auto]);
        for start in [Rung::Forced, Rung::Any, Rung::Auto] {
            let mut ladder = Ladder::new(ALL, Terms::default(), NONE).from_rung(start);
            assert_eq!(ladder.down(tools), Some(Rung::Native), "{start:?}");
            assert_eq!(ladder.down(Rungs::from_iter([Rung::Native])), None, "{start:?}");
        }
        let nova = Rungs::from_iter([Rung::Forced, Rung::Any, Rung::Auto]);
        assert_eq!(Ladder::new(nova, Terms::default(), NONE).down(tools), None);
        let mut refused = Ladder::new(ALL, Terms::default(), NONE).from_rung(Rung::Native);
        assert_eq!(refused.down(Rungs::from_iter([Rung::Native])), Some(Rung::Auto));
        assert_eq!(refused.down(tools), None, "native output was tried");
    }
}
