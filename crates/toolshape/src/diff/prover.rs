//! Whether a schema accepts all that another accepts.
//!
//! A premise is what is known of a value, a goal is a schema: does the value satisfy it? Each word of the goal must
//! follow from the premise. What does not follow is a gap. No gap means that it follows; a gap need not mean that it
//! does not, for the rules know less than there is to know (no pattern is compared with another).
//!
//! Recursive schemas lead back to a question that is already open. It may be taken for answered when a member or an
//! element lies between: values are finite, so the question is asked of a smaller value each time.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::cases;
use super::document::Schema;
use super::gap::{Gap, Lack, summary};
use super::premise::{Fact, FactKey, Premise};
use super::rules;

/// The most questions asked in one comparison.
const MOST_STEPS: usize = 20_000;
/// The deepest that questions lead to each other.
const DEEPEST: usize = 100;
/// The deepest that members are looked into to find that there is no such object.
const DEEPEST_IMPOSSIBLE: usize = 4;

type Question = ((Vec<FactKey>, Vec<usize>), usize);

#[derive(Default)]
pub(super) struct Prover {
    pub(super) gaps: Vec<Gap>,
    /// The place in the instance.
    path: Vec<String>,
    /// Gaps are only told when this is 0.
    silences: usize,
    steps: usize,
    stack: usize,
    looking: usize,
    /// How many members and elements lie above.
    level: usize,
    open: HashMap<Question, usize>,
    /// At which level it was found to hold; with what was open there, it holds at this level or deeper.
    held: HashMap<Question, usize>,
    /// The questions in `held`, in the order in which they were answered.
    answered: Vec<Question>,
    refuted: HashSet<Question>,
    told: HashSet<Question>,
}

impl Prover {
    /// Whether every value of the premise satisfies the goal. Tells the gaps where it does not.
    pub(super) fn follows(&mut self, premise: &Premise<'_>, goal: Schema<'_>) -> bool {
        let question = (premise.key(), goal.address());
        if self.held.get(&question).is_some_and(|level| *level <= self.level) {
            return true;
        }
        if self.refuted.contains(&question) && (self.is_silent() || self.told.contains(&question)) {
            return false;
        }
        if let Some(level) = self.open.get(&question) {
            return *level < self.level || self.lacks("$ref", goal, Lack::Unclear("refers to itself without end"));
        }
        if self.steps >= MOST_STEPS || self.stack >= DEEPEST {
            return self.lacks("schema", goal, Lack::Unclear("too intricate to compare"));
        }
        self.steps += 1;
        self.stack += 1;
        let answered = self.answered.len();
        self.open.insert(question.clone(), self.level);
        let holds = self.decide(premise, goal);
        self.open.remove(&question);
        self.stack -= 1;
        if holds {
            self.held.insert(question.clone(), self.level);
            self.answered.push(question);
        } else {
            // Some of them may have relied on this one.
            for relying in self.answered.drain(answered..) {
                self.held.remove(&relying);
            }
            if !self.is_silent() {
                self.told.insert(question.clone());
            }
            self.refuted.insert(question);
        }
        holds
    }

    fn decide(&mut self, premise: &Premise<'_>, goal: Schema<'_>) -> bool {
        if goal.value == &Value::Bool(true) || self.is_impossible(premise) {
            return true;
        }
        if goal.value == &Value::Bool(false) {
            return self.lacks("false", goal, Lack::Refused);
        }
        let Some(words) = goal.words() else {
            return self.lacks("schema", goal, Lack::Unclear("is not a schema"));
        };
        if self.silently(|prover| rules::hold(prover, premise, goal, words)) {
            return true;
        }
        if let Some(cases) = cases::of_choices(premise) {
            // Each case has gaps of its own; together they would have more.
            let told = self.gaps.len();
            let mut holds = true;
            for case in cases {
                holds &= self.follows(&case, goal);
                if !holds && self.is_silent() {
                    return false;
                }
            }
            if holds || self.is_silent() || self.gaps.len() > told {
                return holds;
            }
        }
        if let Some(cases) = cases::of_values(premise)
            && self.silently(|prover| cases.iter().all(|case| prover.follows(case, goal)))
        {
            return true;
        }
        if self.is_silent() {
            return false;
        }
        if premise.facts.is_empty() {
            return self.lacks("schema", goal, Lack::Narrowed { to: summary(goal) });
        }
        rules::hold(self, premise, goal, words);
        false
    }

    /// Whether no value can be as the premise says.
    pub(super) fn is_impossible(&mut self, premise: &Premise<'_>) -> bool {
        let types = premise.types();
        if premise.is_never() || types.is_none() || premise.values().is_some_and(|values| values.is_empty()) {
            return true;
        }
        if self.looking >= DEEPEST_IMPOSSIBLE {
            return false;
        }
        self.looking += 1;
        let is_impossible = premise.facts.iter().any(|fact| match fact {
            Fact::Not(schema) => {
                let rest = premise.without(*fact);
                self.silently(|prover| prover.follows(&rest, *schema))
            }
            _ => false,
        }) || rules::contradict(self, premise, types);
        self.looking -= 1;
        is_impossible
    }

    /// Asks of what is inside.
    pub(super) fn inside(&mut self, step: String, premise: &Premise<'_>, goal: Schema<'_>) -> bool {
        self.path.push(step);
        self.level += 1;
        let holds = self.follows(premise, goal);
        self.level -= 1;
        self.path.pop();
        holds
    }

    pub(super) fn silently<T>(&mut self, ask: impl FnOnce(&mut Self) -> T) -> T {
        self.silences += 1;
        let answer = ask(self);
        self.silences -= 1;
        answer
    }

    pub(super) fn is_silent(&self) -> bool {
        self.silences > 0
    }

    /// Tells a gap at this place. Always false, for those who return it.
    pub(super) fn lacks(&mut self, word: &str, goal: Schema<'_>, lack: Lack) -> bool {
        self.lacks_at("", word, goal, lack)
    }

    /// Tells a gap one step further.
    pub(super) fn lacks_at(&mut self, step: &str, word: &str, goal: Schema<'_>, lack: Lack) -> bool {
        if !self.is_silent() {
            let path = self.here() + step;
            self.gaps.push(Gap { path, word: word.to_owned(), pointer: goal.pointer(), lack });
        }
        false
    }

    /// The place in the instance.
    pub(super) fn here(&self) -> String {
        format!("${}", self.path.concat())
    }

    /// The gaps that asking tells, which are told nowhere yet.
    pub(super) fn gaps_of(&mut self, ask: impl FnOnce(&mut Self)) -> Vec<Gap> {
        let told = self.told.clone();
        let before = self.gaps.len();
        ask(self);
        self.told = told;
        self.gaps.split_off(before)
    }
}
